"""What this part holds about people: the plan, and reflections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.pathway.plan import queries
from trigpoint.pathway.plan.actions import forget_person
from trigpoint.pathway.plan.words import Digest
from trigpoint.platform.holdings import Holding, Json, hold, leave

if TYPE_CHECKING:
    from datetime import date, datetime


def day(on: date | None) -> str:
    """Return a day as exports write it."""
    return on.isoformat() if on else ""


def plan(key: str) -> Json:
    """Return goals, self-assessment, reviews and what she chose, each as kept. Four queries."""
    chosen = queries.settings_of(key)
    goals: list[Json] = [
        {
            "goal": goal.words or goal.rule,
            "requirement": goal.rule,
            "minutes": goal.minutes or 0,
            "by": day(goal.by),
            "added": day(goal.added_on),
            "state": str(goal.state.label),
            "ended": day(goal.ended_on),
        }
        for goal in queries.goals_of(key)
    ]
    sure: list[Json] = [
        {"requirement": rule, "how sure": str(sure.label), "on": day(on)} for rule, sure, on in queries.said_of(key)
    ]
    reviews: list[Json] = [
        {"on": day(row.on), "what was done": row.done, "what next": row.ahead, "goals done": row.goals_done}
        for row in queries.reviews_of(key)
    ]
    parts: dict[str, Json] = {
        "goals": goals,
        "how sure you are": sure,
        "yearly reviews": reviews,
        "half-terms": [f"{day(start)} to {day(end)}" for start, end in chosen.terms],
        "reminders": "" if chosen.digest == Digest.NEVER else str(chosen.digest.label),
        "calendar address": "There is one." if chosen.feed else "",
    }
    return {name: part for name, part in parts.items() if part}


def reflections(key: str) -> Json:
    """Return what she wrote for herself. Two queries."""
    return [
        {
            "written": row.written_at.isoformat(),
            "changed": row.changed_at.isoformat() if row.changed_at else "",
            "words": row.words,
            "shown to others": len(row.shown_to),
        }
        for row in queries.reflections_of(key)
    ]


def forget(key: str, *, actor: str | None, now: datetime) -> None:
    """Remove all of it."""
    forget_person(subject=key, actor=actor, now=now)


hold(
    Holding(
        name="pathway.plan",
        title="Your plan",
        what=(
            "Your goals with their dates, how sure you say you are of each outcome, your yearly reviews, your school’s "
            "half-terms, and whether you want reminders or a calendar address."
        ),
        why="So that you see what to do next, in the time you have.",
        seen_by="You. Your mentor or others only as you agree. Whoever has your calendar’s address sees dates alone.",
        goes="All of it.",
        columns=(
            "pathway.Plan.person",
            "pathway.Goal.person",
            "pathway.SelfAssessment.person",
            "pathway.Review.person",
        ),
        held_about=plan,
        forget=forget,
    )
)
hold(
    Holding(
        name="pathway.reflections",
        title="Your reflections",
        what="What you wrote for yourself, when, and to whom you showed one.",
        why="So that you can think in writing, and come back to it.",
        seen_by="You. Your mentor, only those that you show, one by one. Never your employer.",
        goes="All of them.",
        columns=("pathway.Reflection.person", "pathway.ReflectionShown.to"),
        held_about=reflections,
        forget=forget,
    )
)
for table in ("Goal", "Review", "Reflection"):
    leave(f"pathway.{table}.key", "It names a row, not a person. It goes with the row.")
for column in ("stop_key", "feed_key"):
    leave(f"pathway.Plan.{column}", "A random name that says nothing of her. It goes with the plan.")
leave("pathway.Goal.by", "A day, not a person.")
