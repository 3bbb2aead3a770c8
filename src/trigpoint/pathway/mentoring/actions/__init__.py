"""What can be done with mentorings and meetings. Each is one transaction and one event of this part."""

from trigpoint.pathway.mentoring.actions.allocating import accept, ask, decline, offer, set_most, withdraw
from trigpoint.pathway.mentoring.actions.ending import end, forget_person
from trigpoint.pathway.mentoring.actions.meeting import change_meeting, sign, write_meeting
from trigpoint.pathway.mentoring.actions.showing import choose_items, show_reflection_to_mentor

__all__ = [
    "accept",
    "ask",
    "change_meeting",
    "choose_items",
    "decline",
    "end",
    "forget_person",
    "offer",
    "set_most",
    "show_reflection_to_mentor",
    "sign",
    "withdraw",
    "write_meeting",
]
