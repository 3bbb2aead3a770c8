"""What can be done to the record. Each is one transaction with one event."""

from trigpoint.record.actions.enrolling import change_enrolment, enrol, move_enrolment
from trigpoint.record.actions.entering import correct, enter
from trigpoint.record.actions.erasing import erase_entry, erase_subject
from trigpoint.record.actions.sealing import seal

__all__ = [
    "change_enrolment",
    "correct",
    "enrol",
    "enter",
    "erase_entry",
    "erase_subject",
    "move_enrolment",
    "seal",
]
