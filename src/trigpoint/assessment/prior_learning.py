"""Claims for prior learning in what is submitted: what was sent with it, and where a claim is. Read at the start.

A submission by prior learning holds the claim as it was sent, by its digest; while it is open the claim stays as it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import reverse

from trigpoint.assessment.checks import Lack
from trigpoint.assessment.queries import submissions_of
from trigpoint.assessment.words import OPEN, STATE_WORDS, State, Via
from trigpoint.evidence.claims.following import Where, follow, send_at
from trigpoint.evidence.claims.queries import claim_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from trigpoint.assessment.rows import SubmissionRow
    from trigpoint.evidence.claims.rows import ClaimRow

UNSAID = "Say in your claim how you learned this before, and that the claim is ready."


def claim_with(candidate: str, outcome: str, via: Via, today: date) -> ClaimRow | None:
    """Return the claim that goes with a submission, as it is now; None where it is none by prior learning."""
    if via is not Via.PRIOR_LEARNING:
        return None
    found = claim_of(candidate, outcome, today)
    return found if found.is_begun else None


def lacks_of_claim(claim: ClaimRow | None, via: Via) -> tuple[Lack, ...]:
    """Return what a submission by prior learning still lacks: the claimant's own words, complete."""
    if via is not Via.PRIOR_LEARNING or (claim is not None and not claim.lacks):
        return ()
    return (Lack(UNSAID, claim=True),)


def where(owner: str) -> Mapping[str, Where]:
    """Return where somebody's submissions by prior learning are, by outcome; the newest of each. One query."""
    sent = [row for row in submissions_of(owner) if row.via is Via.PRIOR_LEARNING and row.state is not State.DRAFT]
    return {row.outcome: _where(row) for row in sent if row.state is not State.WITHDRAWN}


def _where(row: SubmissionRow) -> Where:
    url = reverse("assessment:submission", args=(row.key,))
    return Where(STATE_WORDS[row.state], url, is_open=row.state in OPEN)


follow("assessment", where)
send_at("assessment:submission-new")
