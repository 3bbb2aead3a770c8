"""What can be done to the record. Each is one transaction with one event."""

from trigpoint.record.actions.amending import amend
from trigpoint.record.actions.enrolling import change_enrolment, enrol, move_enrolment
from trigpoint.record.actions.entering import correct, enter
from trigpoint.record.actions.erasing import erase_entry, erase_some, erase_subject
from trigpoint.record.actions.flagging import change_exception, close_exception, flag_exception
from trigpoint.record.actions.sealing import seal

__all__ = [
    "amend",
    "change_enrolment",
    "change_exception",
    "close_exception",
    "correct",
    "enrol",
    "enter",
    "erase_entry",
    "erase_some",
    "erase_subject",
    "flag_exception",
    "move_enrolment",
    "seal",
]
