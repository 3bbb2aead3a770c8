"""Reads the name or number of an Act or instrument."""

from __future__ import annotations

import re

from trigpoint.citations.instruments import BY_NAME, NAMES, Instrument, Kind, squeezed
from trigpoint.citations.scanning import Stop

_NAME = re.compile(rf"(?:the\s+)?({NAMES})(?![A-Za-z0-9])(?:/(?P<si>\d+))?", re.IGNORECASE)
_OPENED = re.compile(r"\s*\(\s*")
_CLOSED = re.compile(r"\s*\)")
_BRACKETED_CHAPTER = re.compile(r"\s*\(\s*c\.?\s*(\d+)\s*\)", re.IGNORECASE)
_SI = re.compile(r"(?:the\s+)?S\.?\s?I\.?\s*(?:No\.?\s*)?(\d{4})\s*(?:/|,?\s*No\.?)\s*(\d{1,5})(?!\d)", re.IGNORECASE)
_CHAPTER = re.compile(r"(\d{4})\s*,?\s*(?:chapter|ch|c)\s*\.?\s*(\d{1,3})(?!\d)", re.IGNORECASE)
_EUROPEAN = re.compile(r"Regulation\s*\(EU\)\s*(?:No\.?\s*)?(\d{4})/(\d{1,4})(?!\d)", re.IGNORECASE)
_NUMBERED = ((_SI, Kind.INSTRUMENT), (_CHAPTER, Kind.ACT), (_EUROPEAN, Kind.EUROPEAN))


def read_instrument(text: str, at: int) -> tuple[Instrument, int]:
    """Return the Act or instrument named at `at`, and where its name ends. Raises Stop."""
    for pattern, kind in _NUMBERED:
        if found := pattern.match(text, at):
            return Instrument(kind, int(found[1]), int(found[2])), found.end()
    named = _NAME.match(text, at)
    if not named:
        raise Stop(at, "an Act or instrument is expected here")
    instrument = BY_NAME[squeezed(named[1])]
    if named["si"] and int(named["si"]) != instrument.number:
        raise Stop(named.start("si"), f"{instrument} has the number {instrument.reference}")
    return instrument, _reference(text, instrument, named.end())


def _reference(text: str, instrument: Instrument, at: int) -> int:
    """Read over the number that may follow a title: "(SI 2014/1530)", "(c. 6)", "(2014 c. 6)"."""
    chapter = _BRACKETED_CHAPTER.match(text, at)
    if chapter:
        same, end = int(chapter[1]) == instrument.number, chapter.end()
    elif opened := _OPENED.match(text, at):
        try:
            other, end = _numbered(text, opened.end())
        except Stop:
            return at
        same = other == instrument
    else:
        return at
    if not same:
        raise Stop(at, f"{instrument} has the number {instrument.reference}")
    return end


def _numbered(text: str, at: int) -> tuple[Instrument, int]:
    for pattern, kind in _NUMBERED:
        found = pattern.match(text, at)
        closed = _CLOSED.match(text, found.end()) if found else None
        if found and closed:
            return Instrument(kind, int(found[1]), int(found[2])), closed.end()
    raise Stop(at, "an official number is expected here")
