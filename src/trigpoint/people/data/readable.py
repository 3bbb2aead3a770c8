"""From what a room holds, as plain values, to lines that somebody can read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from trigpoint.platform.clock import ENGLAND
from trigpoint.platform.pages import written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trigpoint.platform.holdings import Json

SHORTEST_MOMENT = len("2026-11-23T00:00")


@dataclass(frozen=True, slots=True)
class Line:
    """A name and what stands beside it."""

    name: str
    value: str


@dataclass(frozen=True, slots=True)
class Part:
    """One thing, such as an entry: its lines."""

    lines: tuple[Line, ...]


def parts_of(held: Json) -> tuple[Part, ...]:
    """Return what a room holds as parts; none where it holds nothing."""
    return tuple(part for part in _parts(held) if part.lines)


def _parts(held: Json) -> Iterator[Part]:
    if isinstance(held, Mapping):
        yield Part(tuple(_lines(held)))
        for value in held.values():
            if _is_list_of_things(value):
                yield from _parts(value)
    elif isinstance(held, Sequence) and not isinstance(held, str):
        for value in held:
            yield from _parts(value)
    elif held not in (None, ""):
        yield Part((Line("", words(held)),))


def _lines(said: Mapping[str, Json]) -> Iterator[Line]:
    for name, value in said.items():
        if not _is_list_of_things(value) and (shown := words(value)):
            yield Line(name[:1].upper() + name[1:], shown)


def _is_list_of_things(value: Json) -> bool:
    return isinstance(value, Sequence) and not isinstance(value, str) and any(isinstance(one, Mapping) for one in value)


def words(value: Json) -> str:
    """Return a value in words: dates as pages write them, yes and no, lists with commas.

    >>> words(["2026-11-23", True]).replace("\N{NO-BREAK SPACE}", " ")
    '23 November 2026, yes'
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {shown}" for name, one in value.items() if (shown := words(one)))
    if isinstance(value, str):
        return _moment(value)
    if isinstance(value, Sequence):
        return ", ".join(shown for one in value if (shown := words(one)))
    return f"{value:,}"


def _moment(text: str) -> str:
    """Return a date or a moment as pages write it, and any other text as it is."""
    if not (text[:4].isdigit() and text[4:5] == "-"):
        return text
    try:
        if len(text) >= SHORTEST_MOMENT:
            at = datetime.fromisoformat(text).astimezone(ENGLAND)
            return f"{written(at.date())}, {at:%H:%M}"
        return written(date.fromisoformat(text))
    except ValueError:
        return text
