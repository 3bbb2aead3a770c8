"""Checks of what is said of law outside the schemes: the register of provisions and the deadline calculators."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Any

from trigpoint.citations import find
from trigpoint.deadlines import DeadlineContentError, load
from trigpoint.kernel import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from trigpoint.content.marked import Document
    from trigpoint.kernel.read import Place

NEEDED = ("citation", "title", "plain", "made", "in_force_from", "extent", "address", "confidence", "read")
OPTIONAL = ("until", "text_as_at", "amendments_checked_to", "note")
DATES = ("made", "in_force_from", "until", "text_as_at", "amendments_checked_to", "read")
ORDER = (
    ("in_force_from", "until", "cannot end before it is in force"),
    ("text_as_at", "read", "cannot be read before the day of its text"),
)
CONFIDENCES = {"V", "V2", "C", "M+", "M?"}
INDEX = re.compile(r"\[(\d+)\]")


def statute_problems(document: Document) -> Iterator[Problem]:
    """Yield what is wrong with a file of provisions: missing or unknown keys, dates, citations nobody could look up."""
    entries = document.data.get("statute") if isinstance(document.data, dict) else None
    if not isinstance(entries, list):
        yield Problem((), "has no list under `statute`")
        return
    for i, entry in enumerate(entries):
        yield from _provision_problems(entry, ("statute", i))


def _provision_problems(entry: Mapping[str, Any], place: Place) -> Iterator[Problem]:
    known = ", ".join((*NEEDED, *OPTIONAL))
    yield from (Problem(place, f"has no {key}") for key in NEEDED if entry.get(key) is None)
    yield from (
        Problem((*place, key), f"{key} is not part of a provision; use {known}")
        for key in entry
        if key not in (*NEEDED, *OPTIONAL)
    )
    if entry.get("confidence") not in CONFIDENCES:
        yield Problem((*place, "confidence"), "confidence is V, V2, C, M+ or M?")
    if next((found.start for found in find(str(entry.get("citation", "")))), None) != 0:
        yield Problem(
            (*place, "citation"), "does not begin with a citation that can be looked up, such as SI 2014/1530 reg 49"
        )
    yield from _date_problems(entry, place)


def _date_problems(entry: Mapping[str, Any], place: Place) -> Iterator[Problem]:
    written = {key: entry[key] for key in DATES if entry.get(key) is not None}
    wrong = [key for key, value in written.items() if not isinstance(value, date)]
    yield from (Problem((*place, key), f"{written[key]!r} is not a date; write it as 2026-09-01") for key in wrong)
    if wrong:
        return
    for earlier, later, words in ORDER:
        if earlier in written and later in written and written[earlier] > written[later]:
            yield Problem((*place, later), f"{words} ({written[earlier]} and {written[later]})")


def deadline_problems(document: Document) -> Iterator[Problem]:
    """Yield the first thing that keeps a file of deadline calculators from being loaded, at its place."""
    try:
        load(document.data, file=document.path.name)
    except DeadlineContentError as error:
        said = str(error).removeprefix(f"{document.path.name}: ")
        yield Problem(_place(said.partition(":")[0]), said)


def _place(path: str) -> Place:
    """Return the place that a path such as `calculators[2].period.unit` names."""
    parts: list[str | int] = []
    for name in path.split("."):
        parts.append(INDEX.sub("", name))
        parts += [int(number) for number in INDEX.findall(name)]
    return tuple(parts)
