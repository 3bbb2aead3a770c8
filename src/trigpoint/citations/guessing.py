"""When a text is no citation: the three that its author most likely meant."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import SequenceMatcher, get_close_matches
from itertools import pairwise
from typing import TYPE_CHECKING

from trigpoint.citations.authorities import CODE_CHAPTERS, Citation, CodePassage, Judgment
from trigpoint.citations.courts import COURTS, SERIES
from trigpoint.citations.finding import find
from trigpoint.citations.instruments import ENTRIES, plain
from trigpoint.citations.legislation import BODY, Legislation, Locus, Place, Unit, instrument_units
from trigpoint.citations.numbering import NUMBER
from trigpoint.citations.reading import Found, Reader
from trigpoint.citations.scanning import Stop, smooth

if TYPE_CHECKING:
    from collections.abc import Iterator

READINGS = 3
_WORD = re.compile(r"[A-Za-z&]{2,}")
_DOTTED = re.compile(r"(?<![\d.])(\d{1,2})\.(\d{1,3})(?![\d.])")
_NUMBER = re.compile(rf"(?<![A-Za-z0-9/.\[])({NUMBER})((?:\s*\(\w{{1,4}}\))*)", re.IGNORECASE)
_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_COURT = re.compile(r"[\[(]?(\d{4})[\])]?\s*([A-Z]{3,5})\s*(\d{1,5})", re.IGNORECASE)
_VOCABULARY = (
    *(
        "section",
        "sections",
        "regulation",
        "regulations",
        "rule",
        "article",
        "schedule",
        "paragraph",
        "paragraphs",
    ),
    *("reg", "regs", "sch", "para", "paras", "part", "code"),
    *(court.letters.lower() for court in COURTS),
    *(court.division.lower() for court in COURTS if court.division),
    *(series.lower() for series in SERIES if " " not in series),
    *sorted({word for entry in ENTRIES for name in (entry.title, *entry.names) for word in plain(name).split()}),
)


def nearest(text: str) -> tuple[Citation, ...]:
    """Return the three citations nearest to what was written, likeliest first, no two alike."""
    chosen: list[Citation] = []
    for citation in _candidates(text):
        if citation not in chosen:
            chosen.append(citation)
        if len(chosen) == READINGS:
            break
    return tuple(chosen)


def _candidates(text: str) -> Iterator[Citation]:
    yield from _in_its_own_units(text)
    yield from (found.citation for found in find(text))
    yield from _respelt(text)
    yield from _with_division(text)
    yield from _numbered(text)
    yield from _instruments(text)


def _in_its_own_units(text: str) -> Iterator[Citation]:
    """Yield "reg 49 SEND Regulations 2014" where somebody wrote of its section 49."""
    legislation = [found.citation for found in find(text) if isinstance(found.citation, Legislation)]
    for cited, following in pairwise(legislation):
        if cited.instrument is None and following.instrument and not following.places:
            unit = instrument_units(following.instrument)[0]
            places = (replace(place, unit=unit) if place.unit in BODY else place for place in cited.places)
            yield Legislation(tuple(places), following.instrument)


def _respelt(text: str) -> Iterator[Citation]:
    """Yield what the text says once words that are nearly right are put right."""

    def mend(found: re.Match[str]) -> str:
        close = get_close_matches(found[0].lower(), _VOCABULARY, n=1, cutoff=0.7)
        return close[0] if close else found[0]

    mended = smooth(_WORD.sub(mend, text)).strip()
    try:
        read: tuple[Found, ...] = Reader(mended, prose=False).group(0)
    except Stop:
        read = tuple(find(mended))
    yield from (found.citation for found in read)


def _with_division(text: str) -> Iterator[Citation]:
    """Yield a judgment in each division of the court named, where none or a wrong one was given."""
    for found in _COURT.finditer(text):
        for court in COURTS:
            if court.letters == found[2].upper():
                yield Judgment(int(found[1]), court, int(found[3]))


def _numbered(text: str) -> Iterator[Citation]:
    """Yield what a bare number may be: a Code paragraph if dotted, else a section, regulation or Schedule."""
    for found in _DOTTED.finditer(text):
        if 1 <= int(found[1]) <= CODE_CHAPTERS:
            yield CodePassage(int(found[1]), int(found[2]))
        stepped = Locus(str(int(found[1])), (str(int(found[2])),))
        yield from (Legislation((Place(unit, stepped),)) for unit in (Unit.SECTION, Unit.REGULATION))
    instrument = next((f.citation.instrument for f in find(text) if isinstance(f.citation, Legislation)), None)
    for found in _NUMBER.finditer(_DOTTED.sub(" ", text)):
        pins = tuple(pin.lower() for pin in re.findall(r"\((\w+)\)", found[2]))
        if _YEAR.fullmatch(found[1]):
            continue
        units = instrument_units(instrument) if instrument else (Unit.SECTION, Unit.REGULATION)
        locus = Locus(found[1].upper(), pins)
        yield from (Legislation((Place(unit, locus),), instrument) for unit in units)
        yield Legislation((Place(Unit.SCHEDULE, Locus(found[1].upper())),), instrument)


def _instruments(text: str) -> Iterator[Citation]:
    """Yield the Acts and instruments whose names are most like the text."""
    asked = plain(text)

    def likeness(name: str) -> float:
        return SequenceMatcher(None, asked, plain(name)).ratio()

    ranked = sorted(ENTRIES, key=lambda entry: -max(likeness(name) for name in (entry.title, *entry.names)))
    yield from (Legislation((), entry.instrument) for entry in ranked)
