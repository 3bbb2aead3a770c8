"""What practice holds about people: plans and answers, drafts of questions, and what reviewers said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.learning.practice.models import Answer, Card, Draft, Plan, Review, Round
from trigpoint.platform.holdings import Holding, Json, hold, leave

if TYPE_CHECKING:
    from datetime import datetime


def practice(key: str) -> Json:
    """Return what somebody practised: her plan, her answers, what comes back when, her rounds. Four queries."""
    plans = Plan.objects.filter(person=key)
    return {
        "plan": [
            {
                "topics": list(one.topics),
                "units": list(one.units),
                "ready by": one.target.isoformat() if one.target else "",
                "holidays of": one.authority,
                "questions a day": one.a_day,
            }
            for one in plans
        ],
        "answers": [
            {"question": one.question, "answer": one.answer, "right": one.right, "at": one.at.isoformat()}
            for one in Answer.objects.filter(person=key)
        ],
        "comes back": [
            {"question": one.question, "on": one.day.isoformat(), "times": one.times, "right": one.right}
            for one in Card.objects.filter(person=key)
        ],
        "ten in one go": [
            {
                "questions": list(one.questions),
                "answers": dict(one.answers),
                "right": one.right,
                "opened": one.opened_at.isoformat(),
                "handed in": one.submitted_at.isoformat() if one.submitted_at else "",
            }
            for one in Round.objects.filter(person=key)
        ],
    }


def forget_practice(key: str, *, actor: str | None, now: datetime) -> None:  # noqa: ARG001 - the shape of `forget`
    """Remove all of it."""
    for model in (Answer, Card, Round, Plan):
        model.objects.filter(person=key).delete()


def drafts(key: str) -> Json:
    """Return the questions that somebody brought in. One query."""
    rows = Draft.objects.filter(person=key)
    return [{"from": one.source, "on": one.made_at.isoformat(), "question": dict(one.content)} for one in rows]


def forget_drafts(key: str, *, actor: str | None, now: datetime) -> None:  # noqa: ARG001 - the shape of `forget`
    """Remove them."""
    Draft.objects.filter(person=key).delete()


def reviews(key: str) -> Json:
    """Return what somebody said of questions. One query."""
    rows = Review.objects.filter(reviewer=key)
    return [
        {"question": one.question, "verdict": one.verdict, "note": one.note, "on": one.at.isoformat()} for one in rows
    ]


def forget_reviews(key: str, *, actor: str | None, now: datetime) -> None:
    """Remove nothing: examinations rest on it, and without her name the key leads to nobody."""


hold(
    Holding(
        name="learning.practice",
        title="Your practice",
        what="Your plan, the questions you answered and how, and when each comes back.",
        why="So that a question comes back when you are about to forget it.",
        seen_by=(
            "Only you. Authors see how often a question is answered rightly, and only where five or more answered it."
        ),
        goes="All of it.",
        columns=(
            "learning_practice.Plan.person",
            "learning_practice.Card.person",
            "learning_practice.Round.person",
            "learning_practice.Answer.person",
        ),
        held_about=practice,
        forget=forget_practice,
    )
)
hold(
    Holding(
        name="learning.drafts",
        title="Questions you brought in",
        what="The questions that you brought in from files of your own.",
        why="So that you can look at them here and take them along in another form.",
        seen_by="Only you.",
        goes="All of them.",
        columns=("learning_practice.Draft.person",),
        held_about=drafts,
        forget=forget_drafts,
    )
)
hold(
    Holding(
        name="learning.reviews",
        title="What you said of questions",
        what="Each question that you reviewed: what you said of it, your note, and when.",
        why="So that it can be seen that somebody who did not write a question found it fit to be asked.",
        seen_by="Content authors and reviewers of this copy.",
        goes="Your name.",
        stays="What was said, under a random code: examinations rest on it.",
        columns=("learning_practice.Review.reviewer",),
        held_about=reviews,
        forget=forget_reviews,
    )
)
leave("learning_practice.Round.key", "It names a round of questions, not a person.")
leave("learning_practice.Draft.key", "It names a draft, not a person.")
