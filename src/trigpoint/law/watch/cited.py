"""What cites a provision, as every room tells it.

    say_what_cites("Learning units", units_citing)         # in the room's citing.py

    def units_citing(provision: str) -> tuple[Cited, ...]: ...

`provision` is the id of an entry of the register (`content.statute`). A room above law that cites it tells so here, and
law needs to know nothing of that room.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Cited:
    """Something that cites a provision: its name, and its page if it has one."""

    words: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class CitedGroup:
    """Everything of one kind that cites a provision."""

    title: str
    rows: tuple[Cited, ...]


_told: dict[str, Callable[[str], tuple[Cited, ...]]] = {}


def say_what_cites(title: str, rows_of: Callable[[str], tuple[Cited, ...]]) -> None:
    """Tell of one kind of thing that may cite law. Raises ValueError where another tells of that kind already."""
    if _told.setdefault(title, rows_of) is not rows_of:
        raise ValueError(f"Two rooms tell of “{title}”. Give one of them another title.")


def citing(provision: str) -> tuple[CitedGroup, ...]:
    """Return what cites an entry of the register, kind by kind; kinds with nothing are left out."""
    groups = (CitedGroup(title, rows_of(provision)) for title, rows_of in _told.items())
    return tuple(group for group in groups if group.rows)
