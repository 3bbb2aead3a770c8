"""What this room holds about people: how far they are in units, and what they decided in scenarios."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.content.units import units
from trigpoint.learning.models import Decision, PrivateWords, Run, StepRead, UnitFinished
from trigpoint.platform.holdings import Holding, Json, hold, leave

if TYPE_CHECKING:
    from datetime import datetime


def reading(key: str) -> Json:
    """Return the steps that somebody has read and the units she finished. Two queries."""
    rows = StepRead.objects.filter(person=key).order_by("at").values_list("unit", "step", "at")
    finished = UnitFinished.objects.filter(person=key).order_by("at").values_list("unit", "at")
    return {
        "steps read": [{"unit": _title(unit), "step": step, "at": at.isoformat()} for unit, step, at in rows],
        "units finished": [{"unit": _title(unit), "at": at.isoformat()} for unit, at in finished],
    }


def _title(unit: str) -> str:
    return units()[unit].title if unit in units() else unit


def forget_reading(key: str, *, actor: str | None, now: datetime) -> None:  # noqa: ARG001 - the shape of `forget`
    """Remove how far she is in the units."""
    StepRead.objects.filter(person=key).delete()
    UnitFinished.objects.filter(person=key).delete()


def deciding(key: str) -> Json:
    """Return the scenarios that somebody went through: every choice, its reason and her words to it. Three queries."""
    words = dict(PrivateWords.objects.filter(person=key).values_list("decision", "words"))
    made: dict[str, list[Json]] = {}
    for row in Decision.objects.filter(run__person=key).order_by("run", "number"):
        made.setdefault(row.run_id, []).append(
            {
                "point": row.point,
                "choice": row.choice,
                "reason": row.reason,
                "the law": row.verdict,
                "your words": words.get(row.pk, ""),
                "at": row.at.isoformat(),
            }
        )
    return [
        {"scenario": run.scenario, "begun": run.started_at.isoformat(), "decisions": made.get(run.key, [])}
        for run in Run.objects.filter(person=key).order_by("started_at")
    ]


def forget_words(key: str, *, actor: str | None, now: datetime) -> None:  # noqa: ARG001 - the shape of `forget`
    """Remove what she wrote. What she chose stays, under a key that leads to nobody."""
    PrivateWords.objects.filter(person=key).delete()


hold(
    Holding(
        name="learning.reading",
        title="Your units",
        what="Which steps of which units you have read, which units you have finished, and when.",
        why="So that you can go on where you were, and what you finished counts.",
        seen_by="You alone. What you finished is also a fact of your record.",
        goes="All of it.",
        columns=("learning.StepRead.person", "learning.UnitFinished.person"),
        held_about=reading,
        forget=forget_reading,
    )
)
hold(
    Holding(
        name="learning.decisions",
        title="Your scenarios",
        what=(
            "What you chose at each point of a scenario, the reason you chose, words you wrote for yourself, and when."
        ),
        why="So that you can look back on your way, and authors can see where a case misleads.",
        seen_by=(
            "You alone. Authors see how many chose what, once five or more have. They see no names, and never "
            "your words."
        ),
        goes="Your words.",
        stays="What was chosen, under a random code that leads to nobody: the counts rest on it.",
        columns=("learning.Run.person", "learning.PrivateWords.person"),
        held_about=deciding,
        forget=forget_words,
    )
)
leave("learning.Run.key", "It names a going through a scenario, not a person.")
