"""The two points on which the law can be read in two ways, side by side. Pure: no Django."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from trigpoint.law.senco.clauses import Clauses
    from trigpoint.platform.pages import Citation

POINTS = (
    ("twelve-months", "Do more than 12 months as a SENCO before let you off?"),
    ("award-clock-here", "Do the three years begin again with each post?"),
)


@dataclass(frozen=True, slots=True)
class ReadingRow:
    """One way to read the law, with what it rests on."""

    says: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class PointRow:
    """A question that the law does not settle, its readings, what it means for a SENCO, and who must decide."""

    question: str
    plain: str
    duty: str
    readings: tuple[ReadingRow, ...]


def points(clauses: Clauses, today: date) -> tuple[PointRow, ...]:
    """Return the unclear points of the scheme."""
    return tuple(_point(clauses, rule, question, today) for rule, question in POINTS)


def _point(clauses: Clauses, rule: str, question: str, today: date) -> PointRow:
    words = clauses.scheme.words(rule)
    readings = []
    for reading in words["readings"]:
        keys = reading["source"]
        sources = [clauses.scheme.sources[key] for key in ([keys] if isinstance(keys, str) else keys)]
        readings.append(ReadingRow(reading["says"], tuple(clauses.of_source(source, today) for source in sources)))
    return PointRow(question, words["plain"], words["duty"], tuple(readings))
