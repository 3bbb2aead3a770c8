"""What this part of the room holds about people: papers, adjustments, judging, refreshers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from trigpoint.learning.examination.models import (
    Adjustment,
    Attempt,
    Given,
    Incident,
    ItemFlag,
    Panel,
    Rating,
    Refresher,
    Seat,
)
from trigpoint.platform.holdings import Holding, Json, hold, leave

if TYPE_CHECKING:
    from datetime import datetime


def papers(key: str) -> Json:
    """Return her papers: when, every answer that came in, what happened, and what came of it."""
    return [
        {
            "opened": row.opened_at.isoformat(),
            "state": str(row.get_state_display()),
            "mark": row.mark if row.released_at else None,
            "passed": row.passed if row.released_at else None,
            "parts": [
                {
                    "part": part.number,
                    "minutes": part.allowed or part.minutes,
                    "begun": part.begun_at.isoformat() if part.begun_at else "",
                    "ended": part.handed_in_at.isoformat() if part.handed_in_at else "",
                    "questions": [one.question for one in part.drawn.all()],
                }
                for part in row.parts.prefetch_related("drawn")
            ],
            "answers": [
                {
                    "part": one.part,
                    "question": one.place,
                    "answer": one.answer,
                    "counted": one.counts,
                    "at": one.at.isoformat(),
                }
                for one in Given.objects.filter(attempt=row.key)
            ],
            "incidents": [
                {"what": str(one.get_kind_display()), "words": one.words, "at": one.at.isoformat()}
                for one in row.incidents.all()
            ],
        }
        for row in Attempt.objects.filter(person=key)
    ]


def forget_papers(key: str, *, actor: str | None, now: datetime) -> None:  # noqa: ARG001 - the shape of `forget`
    """Empty what was written in words. The paper stays under her key, which then leads to nobody."""
    Incident.objects.filter(attempt__person=key).exclude(words="").update(words="")


def adjustments(key: str) -> Json:
    """Return what she asked for and was given. One query."""
    return [
        {
            "asked": row.asked_at.isoformat(),
            "extra time": row.asked_percent,
            "rest": row.asked_rest,
            "words": row.asked_words,
            "given": row.given_at.isoformat() if row.given_at else "",
            "extra time given": row.given_percent,
            "rest given": row.given_rest,
            "arranged": row.given_words,
        }
        for row in Adjustment.objects.filter(person=key)
    ]


def forget_adjustments(key: str, *, actor: str | None, now: datetime) -> None:  # noqa: ARG001 - the shape of `forget`
    """Remove them."""
    Adjustment.objects.filter(person=key).delete()


def judging(key: str) -> Json:
    """Return the seats that she took and every rating of hers. Two queries."""
    seats: list[Json] = [
        {"panel": row.panel_id, "as": str(row.get_capacity_display()), "on": row.trained_at.isoformat()}
        for row in Seat.objects.filter(judge=key)
    ]
    ratings: list[Json] = [
        {"panel": row.panel, "round": row.round, "question": row.question, "of 100": row.percent}
        for row in Rating.objects.filter(judge=key)
    ]
    return {"seats": seats, "ratings": ratings} if seats or ratings else {}


def examining(key: str) -> Json:
    """Return what she decided as an examiner. Five queries."""
    return {
        "panels opened": list(Panel.objects.filter(opened_by=key).values_list("key", flat=True)),
        "pass marks signed": list(Panel.objects.filter(signed_by=key).values_list("key", flat=True)),
        "results released": list(Attempt.objects.filter(released_by=key).values_list("key", flat=True)),
        "adjustments given": Adjustment.objects.filter(given_by=key).count(),
        "questions flagged": [
            {"question": row.question, "reason": row.reason} for row in ItemFlag.objects.filter(by=key)
        ],
    }


def refreshers(key: str) -> Json:
    """Return her refreshers. One query."""
    return [
        {
            "begun": row.begun_at.isoformat(),
            "done": row.done_at.isoformat() if row.done_at else "",
            "changes": row.changes,
            "read": row.read,
            "answers": row.answers,
        }
        for row in Refresher.objects.filter(person=key)
    ]


def forget_refreshers(key: str, *, actor: str | None, now: datetime) -> None:  # noqa: ARG001 - the shape of `forget`
    """Remove them."""
    with transaction.atomic():
        Refresher.objects.filter(person=key).delete()


def forget_nothing(key: str, *, actor: str | None, now: datetime) -> None:
    """Remove nothing: without her name the key leads to nobody."""


hold(
    Holding(
        name="learning.examinations",
        title="Your examinations",
        what=(
            "Your papers, every answer with its time (those that came too late as well), your marks, and what happened "
            "in a sitting: what you told us, what examiners did."
        ),
        why="So that a mark can be followed, questioned and put right, and so that questions can be seen to work.",
        seen_by="You. Examiners, by a code and without your name. Your head never sees it; a pass is in your record.",
        goes="Your name, and everything that you or others wrote in words.",
        stays="The papers under a random code: other people’s pass mark and questions were looked at with them.",
        columns=("learning_examination.Attempt.person", "learning_examination.Incident.by"),
        held_about=papers,
        forget=forget_papers,
    )
)
hold(
    Holding(
        name="learning.adjustments",
        title="Adjustments of your examination",
        what="The extra time, the rest and whatever else you asked for, and what you were given. Never why.",
        why="So that the examination is fair to you.",
        seen_by="You, and examiners.",
        goes="All of it.",
        columns=("learning_examination.Adjustment.person",),
        held_about=adjustments,
        forget=forget_adjustments,
    )
)
hold(
    Holding(
        name="learning.judging",
        title="What you judged of an examination",
        what="The panels that you sat on, as what, and each rating that you gave.",
        why="So that a pass mark can be followed back to what judges said.",
        seen_by="Examiners see how much you have rated; your ratings are shown without your name.",
        goes="Your name.",
        stays="The ratings, under a random code: the pass mark is their mean.",
        columns=("learning_examination.Seat.judge", "learning_examination.Rating.judge"),
        held_about=judging,
        forget=forget_nothing,
    )
)
hold(
    Holding(
        name="learning.examining",
        title="What you decided as an examiner",
        what="The panels that you opened, the pass marks and results you signed, adjustments given, questions flagged.",
        why="So that each decision has somebody who made it.",
        seen_by="Other examiners.",
        goes="Your name.",
        stays="That it was decided, and when, under a random code: other people’s results rest on it.",
        columns=(
            "learning_examination.Panel.opened_by",
            "learning_examination.Panel.signed_by",
            "learning_examination.Attempt.released_by",
            "learning_examination.Adjustment.given_by",
            "learning_examination.ItemFlag.by",
        ),
        held_about=examining,
        forget=forget_nothing,
    )
)
hold(
    Holding(
        name="learning.refreshers",
        title="Your law refreshers",
        what="Which changes in law you caught up with, when, and what you answered.",
        why="So that you can go on where you were, and see what you have done.",
        seen_by="You. That a refresher was done is in your record.",
        goes="All of it.",
        columns=("learning_examination.Refresher.person",),
        held_about=refreshers,
        forget=forget_refreshers,
    )
)
for column in ("Panel", "Adjustment", "Attempt", "Refresher"):
    leave(f"learning_examination.{column}.key", "It names a thing, not a person.")
