"""What others see of a person's progress and marks, where she shows them: less than her own pages say, and no date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.pathway.scheme.queries import AWARD
from trigpoint.pathway.standing.queries import my_standing
from trigpoint.people.data.showing import Shown, show
from trigpoint.platform.pages import SummaryRow, written
from trigpoint.record.queries import known_of

if TYPE_CHECKING:
    from datetime import date

EXAMINATION = "passed:law-examination"


def progress(subject: str, today: date) -> Shown:
    """Return how much of each strand is met. No date is shown: one could tell of her time, or of leave."""
    page = my_standing(subject, today)
    if page.award is None:
        return Shown("The rules that she enrolled on cannot be read on this copy today.", ())
    rows = tuple(SummaryRow(row.title, f"{row.met} of {row.of} {row.noun} met.") for row in page.award.strands)
    return Shown(page.award.count, rows, f"By the route “{page.route_title}”, version {page.version} of the award.")


def marks(subject: str, today: date) -> Shown:
    """Return the examinations passed, the newest first. An attempt that did not pass leaves no fact."""
    facts = [
        fact for fact in known_of(subject, (AWARD,)).facts if fact.code == EXAMINATION and fact.valid.start <= today
    ]
    newest_first = sorted(facts, key=lambda fact: fact.valid.start, reverse=True)
    rows = tuple(
        SummaryRow(
            f"Law examination, {written(fact.valid.start)}",
            "Passed." if fact.amount is None else f"Passed with {fact.amount} of 100.",
        )
        for fact in newest_first
    )
    count = len(rows)
    heading = f"{count} examination{'s' if count > 1 else ''} passed." if rows else "No examination passed yet."
    return Shown(heading, rows)


show("progress", progress)
show("marks", marks)
