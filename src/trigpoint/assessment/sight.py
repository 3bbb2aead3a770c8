"""Who may see a piece because it was submitted, and while what it may not be changed. Read when the site starts."""

from __future__ import annotations

from trigpoint.assessment.models import Allocation, Submission
from trigpoint.assessment.queries import holding_piece
from trigpoint.assessment.words import BEING_JUDGED, State
from trigpoint.evidence.queries import keep_still, let_see

WITH_HER = ("open", "stands", "judged")
STILL = [state.value for state in (*BEING_JUDGED, State.MORE_ASKED, State.DEFERRED, State.AGREED, State.APPEALED)]


def assessors_may_see(person: str, piece: str) -> bool:
    """Tell whether somebody judges, or judged, a submission that holds a piece. Two queries."""
    found = Allocation.objects.filter(assessor=person, state__in=WITH_HER, submission__key__in=holding_piece(piece))
    return found.exclude(submission__state=State.WITHDRAWN.value).exists()


def why_still(piece: str) -> str:
    """Return why a piece may not be changed: it is being judged. Two queries."""
    if Submission.objects.filter(key__in=holding_piece(piece), state__in=STILL).exists():
        return "It was sent and is being judged, so it stays as it is. Write a new piece, or withdraw what you sent."
    return ""


let_see("assessment.submission", assessors_may_see)
keep_still("assessment.submission", why_still)
