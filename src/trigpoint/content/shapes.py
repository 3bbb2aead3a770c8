"""What every check of content asks of a mapping: the keys that it must and may have, and dates that are dates."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from trigpoint.kernel import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from trigpoint.kernel.read_values import Place


def keys(
    said: Mapping[str, Any], place: Place, needed: tuple[str, ...], optional: tuple[str, ...], what: str
) -> Iterator[Problem]:
    """Yield the keys that a mapping lacks, and those that it may not have."""
    yield from (Problem(place, f"has no {key}") for key in needed if said.get(key) in (None, "", [], {}))
    known = ", ".join((*needed, *optional))
    yield from (
        Problem((*place, key), f"{key} is not part of {what}; use {known}")
        for key in said
        if key not in (*needed, *optional)
    )


def dates(said: Mapping[str, Any], place: Place, names: tuple[str, ...]) -> Iterator[Problem]:
    """Yield the keys that hold no date where they are there at all."""
    for key in names:
        if said.get(key) is not None and not isinstance(said[key], date):
            yield Problem((*place, key), f"{said[key]!r} is not a date; write it as 2026-09-01")
