"""What the pages of this part share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404

from trigpoint.pathway.mentoring import queries
from trigpoint.people.roles import Role
from trigpoint.platform.just_done import JustDone

if TYPE_CHECKING:
    from trigpoint.pathway.mentoring.rows import MeetingRow, MentoringRow
    from trigpoint.people.requests import SignedInRequest

DONE = JustDone(
    "pathway",
    "pathway/mentoring/",
    {
        "asked": "You have asked. Whoever allocates mentors on this site sees it.",
        "withdrawn": "You no longer ask for a mentor.",
        "on": "It begins. Choose what your mentor may see: nothing is shown until you do.",
        "conflict": "Thank you for saying so. That person will not be your mentor, nor be offered to you again.",
        "declined": "You said no. You can ask again.",
        "shown": "Your mentor sees just what you chose.",
        "ended": "It has ended. Nothing of the candidate’s is shown to the mentor any more.",
        "most": "We keep to that.",
        "written": "It is written down. It waits for both signatures.",
        "changed": "There is a new text. It needs both signatures; the earlier one is kept below.",
        "signed": "You signed it.",
        "planned": "It is on your plan.",
        "offered": "The offer is made. The candidate says yes or no.",
        "no-mentor": "You have no mentor here, so there is nobody to show it to.",
        "full": "Your plan is full. Finish a goal, or take one off, then add this one.",
    },
)
to, page = DONE.to, DONE.page


def mentoring_with(request: SignedInRequest, key: str) -> MentoringRow:
    """Return a mentoring that goes on and that the visitor is in; 404 for any other."""
    found = queries.by_key(key)
    if found is None or not found.is_on or not may_meet(request, found):
        raise Http404
    return found


def meeting_with(request: SignedInRequest, key: str) -> MeetingRow:
    """Return a meeting of the visitor's; 404 for any other. A mentor's only while it goes on."""
    found = queries.meeting(key)
    if found is None or not may_meet(request, found.mentoring):
        raise Http404
    return found


def may_meet(request: SignedInRequest, row: MentoringRow) -> bool:
    """Tell whether the visitor is one of the two: the mentor only as long as she holds the role."""
    me = request.user.key
    holds = me == row.candidate or any(held.role is Role.MENTOR for held in request.user.appointments)
    return row.has(me) and holds
