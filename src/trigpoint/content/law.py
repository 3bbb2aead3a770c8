"""Checks of what is said of law outside the schemes: the register of provisions and the deadline calculators."""

from __future__ import annotations

import re
from datetime import date
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from trigpoint.citations import find
from trigpoint.content.statute import UNREAD, Confidence, Kind, rows
from trigpoint.deadlines import DeadlineContentError, load
from trigpoint.kernel import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from trigpoint.content.marked import Document
    from trigpoint.kernel.read_values import Place

NEEDED = ("id", "citation", "title", "plain", "confidence")
OF_LAW = ("made", "in_force_from", "extent")
"""What law that somebody read also says; a judgment or a passage of guidance need not."""
IF_READ = ("read",)
OPTIONAL = (
    *OF_LAW,
    *IF_READ,
    "in_force_confidence",
    "until",
    "address",
    "text_as_at",
    "read_in",
    "amendments_checked_to",
    "amendments_by",
    "amendments",
    "note",
)
FILE = ("title", "kind", "sources", "shared", "statute")
DATES = ("made", "in_force_from", "until", "text_as_at", "amendments_checked_to", "read")
ORDER = (
    ("made", "in_force_from", "cannot be in force before it was made"),
    ("in_force_from", "until", "cannot end before it is in force"),
    ("text_as_at", "read", "cannot be read before the day of its text"),
    ("text_as_at", "amendments_checked_to", "cannot stop before the day of the text that was read"),
)
CONFIDENCES = {one.value for one in Confidence}
READ = CONFIDENCES - {one.value for one in UNREAD}
HOSTS = {
    "legislation.gov.uk",
    "www.legislation.gov.uk",
    "gov.uk",
    "www.gov.uk",
    "caselaw.nationalarchives.gov.uk",
}
"""Where official texts are: an entry sends its reader nowhere else."""
IDENTIFIER = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
INDEX = re.compile(r"\[(\d+)\]")


def statute_problems(document: Document) -> Iterator[Problem]:
    """Yield what is wrong with a file of provisions: missing or unknown keys, dates, citations nobody could look up."""
    data = document.data if isinstance(document.data, dict) else {}
    if not isinstance(data.get("statute"), list):
        yield Problem((), "has no list under `statute`")
        return
    if not data.get("title"):
        yield Problem((), "has no title; say what instrument or subject the file is about")
    yield from (Problem((key,), f"{key} is not part of a file of provisions") for key in data if key not in FILE)
    kind = data.get("kind", Kind.LAW)
    if kind not in set(Kind):
        yield Problem(("kind",), "kind is law, guidance or judgment")
    sources = data.get("sources") or {}
    for name, source in sources.items():
        if not isinstance(source.get("dated"), date) or not source.get("title"):
            yield Problem(("sources", name), "has no title, or no day on which it is dated")
    for i, row in enumerate(rows(data)):
        yield from _row_problems(row, ("statute", i), kind, sources)


def _row_problems(row: Mapping[str, Any], place: Place, kind: str, sources: Mapping[str, Any]) -> Iterator[Problem]:
    known = ", ".join((*NEEDED, *OPTIONAL))
    needed = [*NEEDED]
    if row.get("confidence") in READ:
        needed += [*IF_READ, *(OF_LAW if kind == Kind.LAW else ())]
    yield from (Problem(place, f"has no {key}") for key in needed if row.get(key) is None)
    yield from (
        Problem((*place, key), f"{key} is not part of a provision; use {known}")
        for key in row
        if key not in (*NEEDED, *OPTIONAL)
    )
    if not IDENTIFIER.fullmatch(str(row.get("id"))):
        yield Problem((*place, "id"), "an id is small letters, digits and hyphens, such as cfa-36")
    if row.get("confidence") not in CONFIDENCES:
        yield Problem((*place, "confidence"), "confidence is V, V2, C, M+ or M?")
    yield from _text_problems(row, place)
    yield from _first_day_problems(row, place)
    own = next(find(str(row.get("citation", ""))), None)
    if own is None or own.start != 0:
        yield Problem(
            (*place, "citation"), "does not begin with a citation that can be looked up, such as SI 2014/1530 reg 49"
        )
    elif kind != Kind.JUDGMENT and row.get("address") is None and own.citation.address() is None:
        yield Problem(place, "has no address, and its citation gives none; write where the official text is")
    if row.get("address") and urlsplit(str(row["address"])).hostname not in HOSTS:
        yield Problem((*place, "address"), "is not an official address; use legislation.gov.uk or gov.uk")
    yield from _date_problems(row, place)
    yield from _amendment_problems(row, place, sources)


def _text_problems(row: Mapping[str, Any], place: Place) -> Iterator[Problem]:
    if row.get("confidence") not in READ and not row.get("note"):
        yield Problem(place, "was not read, and does not say so; write in `note` what was not read")
    if row.get("confidence") == Confidence.READ and not (row.get("text_as_at") or row.get("read_in")):
        yield Problem(place, "was read, but in what text? Give text_as_at or, where the text bears no day, read_in")


def _first_day_problems(row: Mapping[str, Any], place: Place) -> Iterator[Problem]:
    said = row.get("in_force_confidence")
    if said is None:
        return
    there = (*place, "in_force_confidence")
    if said not in CONFIDENCES:
        yield Problem(there, "in_force_confidence is V, V2, C, M+ or M?")
    elif row.get("in_force_from") is None:
        yield Problem(there, "there is no in_force_from that it could be about")
    elif said not in READ and not row.get("note"):
        yield Problem(there, "the first day is from memory, and the row does not say so; write it in `note`")


def _date_problems(row: Mapping[str, Any], place: Place) -> Iterator[Problem]:
    written = {key: row[key] for key in DATES if row.get(key) is not None}
    wrong = [key for key, value in written.items() if not isinstance(value, date)]
    yield from (Problem((*place, key), f"{written[key]!r} is not a date; write it as 2026-09-01") for key in wrong)
    if wrong:
        return
    for earlier, later, words in ORDER:
        if earlier in written and later in written and written[earlier] > written[later]:
            yield Problem((*place, later), f"{words} ({written[earlier]} and {written[later]})")


def _amendment_problems(row: Mapping[str, Any], place: Place, sources: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield what is wrong with the amendments: they are known no later than the day their source is dated."""
    by, checked_to = row.get("amendments_by"), row.get("amendments_checked_to")
    if by is not None and by not in sources:
        yield Problem((*place, "amendments_by"), f"there is no {by} among the file's sources")
    elif by is not None and (checked_to is None or row.get("text_as_at") is None):
        yield Problem((*place, "amendments_by"), "needs text_as_at and amendments_checked_to: between which days?")
    elif by is not None and isinstance(checked_to, date) and checked_to > sources[by]["dated"]:
        yield Problem(
            (*place, "amendments_checked_to"), f"is later than its source, which is of {sources[by]['dated']}"
        )
    for i, said in enumerate(row.get("amendments") or ()):
        there = (*place, "amendments", i)
        yield from (Problem(there, f"has no {key}") for key in ("citation", "words") if not said.get(key))
        if next((found.start for found in find(str(said.get("citation", "")))), None) != 0:
            yield Problem(there, "does not begin with a citation that can be looked up")
        day = said.get("on")
        if isinstance(day, date) and row.get("text_as_at") and day <= row["text_as_at"]:
            yield Problem(there, f"was already in the text that was read, which is of {row['text_as_at']}")


def register_problems(documents: Mapping[str, Document]) -> Iterator[tuple[str, Problem]]:
    """Yield what is wrong across the files of the register, each with its file: ids used twice, rows that overlap.

    Rows with the same id in the same file are the dated rows of one entry.
    """
    seen: dict[str, str] = {}
    for name, document in documents.items():
        by_id: dict[str, list[tuple[int, Mapping[str, Any]]]] = {}
        for i, row in enumerate(rows(document.data)):
            by_id.setdefault(str(row.get("id")), []).append((i, row))
        for entry, dated in by_id.items():
            if entry in seen:
                yield name, Problem(("statute", dated[0][0]), f"{entry} is also an id in {seen[entry]}")
            seen.setdefault(entry, name)
            yield from ((name, problem) for problem in _overlaps(entry, dated))


def _overlaps(entry: str, dated: list[tuple[int, Mapping[str, Any]]]) -> Iterator[Problem]:
    ordered = sorted(dated, key=lambda pair: str(pair[1].get("in_force_from")))
    for (_, earlier), (i, later) in pairwise(ordered):
        until, start = earlier.get("until"), later.get("in_force_from")
        if not isinstance(until, date) or not isinstance(start, date) or until > start:
            yield Problem(("statute", i), f"overlaps the row of {entry} before it; end that with `until` first")


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
