"""What this room holds about people: what candidates sent and what was decided, and what assessors keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.assessment import queries
from trigpoint.assessment.actions.forgetting import forget_assessor, forget_candidate
from trigpoint.assessment.models import DeclaredConflict
from trigpoint.assessment.states import AFTER
from trigpoint.assessment.words import STATE_WORDS, STEP_WORDS, StageKind
from trigpoint.content.assessment import rules
from trigpoint.platform.holdings import Holding, Json, Waiting, hold, leave

if TYPE_CHECKING:
    from datetime import date, datetime


def submissions(key: str) -> Json:
    """Return what a candidate sent, every step, and what was decided, without names of others."""
    rows = queries.submissions_of(key)
    stages = queries.stages_of([row.key for row in rows])
    told: list[Json] = [
        {
            "outcome": row.outcome,
            "how it was learned": row.via.value,
            "state": STATE_WORDS[row.state],
            "code that assessors see": row.code,
            "pieces": [one.piece for one in queries.held(row.key)],
            "steps": [
                {
                    "what": STEP_WORDS[stage.kind],
                    "by": stage.actor.value,
                    "at": stage.at.isoformat(),
                    "reasons": [rules().words_of(code) for code in stage.codes],
                    "words": stage.words,
                }
                for stage in stages[row.key]
            ],
            "criteria": [
                {
                    "criterion": one.criterion,
                    "verdict": one.verdict.value,
                    "reasons": [rules().words_of(code) for code in one.codes],
                    "words": one.words,
                    "at": one.at.isoformat(),
                    "counts": one.counts,
                }
                for one in queries.decisions_on(row.key)
            ],
        }
        for row in rows
    ]
    conflicts: list[Json] = [
        {"you said who should not judge you": row.code, "at": row.at.isoformat()}
        for row in DeclaredConflict.objects.filter(other=key, by=key)
    ]
    return [*told, *conflicts]


def waits(key: str, today: date) -> tuple[Waiting, ...]:  # noqa: ARG001 - the shape of `waits`
    """Return what of a candidate's is still being judged: it is withdrawn with the erasure."""
    return tuple(
        Waiting(f"{row.outcome} is being judged. It would be withdrawn.", goes_with_it)
        for row in queries.submissions_of(key)
        if row.sent_at and row.state in AFTER[StageKind.WITHDRAWN][0]
    )


def goes_with_it(now: datetime) -> None:
    """Do nothing yet: what is open is withdrawn as the rest is emptied."""


def forget_sent(key: str, *, actor: str | None, now: datetime) -> None:
    """Empty the words of what a candidate sent, and withdraw what is open."""
    forget_candidate(subject=key, actor=actor, now=now)


def judging(key: str) -> Json:
    """Return what an assessor keeps and has judged, without whose it was."""
    choice = queries.choice_of(key)
    done: list[Json] = [
        {"outcome": row.outcome, "judgement": row.slot.value, "signed": row.at.isoformat()}
        for row in queries.done_of(key, most=100_000)
    ]
    parts: dict[str, Json] = {
        "comments that you keep": [words for _, words in queries.comments_of(key)],
        "judged": done,
        "conflicts that you declared": [
            {"what": row.code, "at": row.at.isoformat()}
            for row in DeclaredConflict.objects.filter(assessor=key, by=key)
        ],
        "strands": list(choice.strands),
        "away until": choice.away_until.isoformat() if choice.away_until else "",
    }
    return {name: part for name, part in parts.items() if part}


def forget_judging(key: str, *, actor: str | None, now: datetime) -> None:
    """Remove what an assessor kept for herself and had not signed."""
    forget_assessor(subject=key, actor=actor, now=now)


hold(
    Holding(
        name="assessment.submissions",
        title="What you sent to be judged",
        what=(
            "Which outcomes you sent with which pieces, every step, what was decided on each criterion and why, and "
            "who you said should not judge you."
        ),
        why="So that outcomes are judged fairly, you can see why, and you can appeal.",
        seen_by="You. Assessors see what you sent, without your name. Moderators and the board see the decisions.",
        goes="Drafts, every word that was written, and what you said of conflicts. What is open is withdrawn.",
        stays="Which outcome, which codes, hashes and days, under a random key that leads to nobody.",
        columns=(
            "assessment.Submission.candidate",
            "assessment.DeclaredConflict.other",
            "assessment.DeclaredConflict.by",
        ),
        held_about=submissions,
        forget=forget_sent,
        waits=waits,
    )
)
hold(
    Holding(
        name="assessment.judging",
        title="What you keep as an assessor",
        what="Your drafts and judgements, comments that you keep, what you judge and how much, conflicts you declared.",
        why="So that work is given out fairly, and a decision can be traced to who signed it.",
        seen_by="You. Whoever gives out work sees how much you have; moderators see judgements.",
        goes="Drafts, comments, choices and declared conflicts.",
        stays="Judgements that you signed, since others rely on them, under a random key that leads to nobody.",
        columns=(
            "assessment.Allocation.assessor",
            "assessment.AssessorChoice.assessor",
            "assessment.Comment.assessor",
            "assessment.Decision.assessor",
            "assessment.DeclaredConflict.assessor",
            "assessment.JudgementDraft.assessor",
        ),
        held_about=judging,
        forget=forget_judging,
    )
)
leave("assessment.Stage.person", "A random key: it shows that somebody acted, and no longer who.")
leave("assessment.Stage.actor", "In what part somebody acted, such as assessor; not who.")
leave("assessment.Stage.key", "It names a stage, not a person.")
leave("assessment.Submission.key", "It names a submission, not a person.")
