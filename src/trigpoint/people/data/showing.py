"""What an item that somebody shows looks like: the room that knows it says so, and the page that shows it asks here.

show("progress", progress)                                  # in the room's showing.py, read when the site starts

    def progress(subject: str, today: date) -> Shown: ...

So a page for others needs nothing of the rooms above or beside it. Whoever calls `shown` asked `queries.allowed` first.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from trigpoint.people.data.purposes import ITEMS

if TYPE_CHECKING:
    from datetime import date

    from trigpoint.platform.pages import SummaryRow


@dataclass(frozen=True, slots=True)
class Shown:
    """An item as others see it: a sentence that answers, then rows; `note` says what the reader should know of it."""

    heading: str
    rows: tuple[SummaryRow, ...]
    note: str = ""


class Show(Protocol):
    """Says what an item of a person comes to today."""

    def __call__(self, subject: str, today: date) -> Shown: ...  # noqa: D102 - told by the class


_shows: dict[str, Show] = {}


def show(item: str, by: Show) -> None:
    """Say what shows an item. Raises ValueError for an item without words, or one that another room shows."""
    if item not in ITEMS:
        raise ValueError(f"{item} is no item of people.data.purposes. Add it there first.")
    if _shows.setdefault(item, by) is not by:
        raise ValueError(f"Two rooms show {item}. Keep one.")


def shown(item: str, subject: str, today: date) -> Shown | None:
    """Return what an item of a person comes to, or None where no room of this copy shows it."""
    by = _shows.get(item)
    return None if by is None else by(subject, today)
