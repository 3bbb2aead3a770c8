"""What the pages of this room share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404

from trigpoint.assessment import queries
from trigpoint.assessment.words import ACTOR_WORDS, STEP_WORDS, StageKind
from trigpoint.content.assessment import rules
from trigpoint.evidence.queries import pieces
from trigpoint.platform.just_done import JustDone
from trigpoint.platform.pages import MET, NOT_YET_MET, OVERDUE

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from trigpoint.assessment.rows import StageRow, SubmissionRow
    from trigpoint.evidence.queries import Piece
    from trigpoint.people.requests import SignedInRequest

DONE = JustDone(
    "assessment",
    "assessment/",
    {
        "begun": "It is begun. Nobody sees it until you send it.",
        "chosen": "We keep what you chose.",
        "sent": "It is sent. You see each step here.",
        "discarded": "The draft is gone. Your pieces are still in your portfolio.",
        "withdrawn": "It is withdrawn. Nobody judges it any more, and nothing of it is held against you.",
        "deferred": "It is put off. The clock stands still until you come back.",
        "returned": "Good to have you back. The clock goes on, with some days of grace.",
        "more": "It is sent. The assessor goes on, and the clock too.",
        "conflict": "Thank you for saying so. It goes to somebody else, and nobody is told why.",
        "conflict-kept": "We keep to that. That person will not judge you.",
        "school-kept": "We keep to that. Nothing of anybody of that school or its trust comes to you.",
        "school-taken": "We keep to that. What you had of it goes to somebody else.",
        "conflict-ended": "It is taken back.",
        "saved": "Saved. Nothing is signed yet.",
        "asked": "The candidate is asked. The clock stands still, and it leaves your queue until the answer comes.",
        "signed": "Signed. Your judgement counts.",
        "kept": "We keep to that.",
        "comment": "It is kept.",
        "removed": "It is gone.",
        "allocated": "It is given. The assessor sees it in her queue.",
        "reallocated": "Somebody else has it now.",
        "set-aside": "The judgement is set aside. It stays to be read, and somebody else judges.",
        "proved": "Thank you. You can sign within five minutes.",
    },
)


def page(request: HttpRequest, template: str, context: Mapping[str, Any]) -> HttpResponse:
    """Draw a page of this room, with what has just been done and the statuses that its parts show."""
    return DONE.page(request, template, {**context, "met": MET, "not_yet": NOT_YET_MET, "overdue": OVERDUE})


@dataclass(frozen=True, slots=True)
class HeldRow:
    """A piece as a submission holds it. `changed`: it is no longer what was sent; `gone`: it says nothing any more."""

    piece: Piece | None
    round: int
    changed: bool

    @property
    def gone(self) -> bool:
        """Whether it says nothing any more."""
        return self.piece is None or not self.piece.is_seen


@dataclass(frozen=True, slots=True)
class StepRow:
    """One step as a candidate reads it: what, by whom in what part, when, the coded reasons and the words."""

    title: str
    by: str
    at: datetime
    reasons: tuple[str, ...]
    words: str


SILENT = frozenset({StageKind.KEPT_ASIDE})
"""Stages that a candidate need not read: they count for nothing, and tell what one assessor thought."""
NO_CODES = frozenset({StageKind.REALLOCATED, StageKind.SET_ASIDE, StageKind.ALLOCATED})
"""Why an assessor was replaced is hers, not the candidate's to read."""
JUDGEMENTS = frozenset({StageKind.JUDGED, StageKind.SECOND_JUDGED, StageKind.THIRD_JUDGED})


def steps_of(stages: tuple[StageRow, ...], *, with_words: bool) -> tuple[StepRow, ...]:
    """Return the steps of a submission for its candidate, the oldest first.

    Words of judgements come with the result, and not before: `with_words`.
    """
    return tuple(
        StepRow(
            STEP_WORDS[one.kind],
            ACTOR_WORDS[one.actor],
            one.at,
            () if one.kind in NO_CODES else tuple(rules().words_of(code) for code in one.codes),
            one.words if with_words or one.kind not in JUDGEMENTS else "",
        )
        for one in stages
        if one.kind not in SILENT
    )


def held_rows(key: str) -> tuple[HeldRow, ...]:
    """Return the pieces that a submission holds, as they are now. Five queries."""
    told = queries.held(key)
    known = pieces([one.piece for one in told])
    return tuple(
        HeldRow(
            known.get(one.piece),
            one.round,
            one.piece in known and known[one.piece].is_seen and known[one.piece].sha256 != one.sha256,
        )
        for one in told
    )


def own(request: SignedInRequest, key: str) -> SubmissionRow:
    """Return a submission of the visitor's; 404 for any other."""
    row = queries.submission(key)
    if row is None or row.candidate != request.user.key:
        raise Http404
    return row


def present(rows: tuple[HeldRow, ...]) -> list[Piece]:
    """Return the pieces that still say something."""
    return [one.piece for one in rows if one.piece is not None and not one.gone]
