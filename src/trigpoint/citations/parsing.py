"""Reads a text that is meant to be one citation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trigpoint.citations.guessing import nearest
from trigpoint.citations.reading import Reader
from trigpoint.citations.scanning import Stop, smooth

if TYPE_CHECKING:
    from trigpoint.citations.authorities import Citation

_TRAILING = re.compile(r"[\s.;,]*\Z")


class CitationError(ValueError):
    """A text that is not one citation.

    text: what was given. stopped: the index in it at which reading stopped. reason: what was expected there.
    readings: the three nearest citations, likeliest first.
    """

    def __init__(self, text: str, stopped: int, reason: str) -> None:
        self.text = text
        self.stopped = min(stopped, len(text))
        self.reason = reason.rstrip(".")
        self.readings = nearest(text)
        first, second, third = (str(reading) for reading in self.readings)
        rest = text[self.stopped :].strip()
        where = f'at "{rest}"' if rest else "at its end"
        super().__init__(f'"{text}" could not be read {where}: {self.reason}. Try {first}, {second} or {third}.')


def parse(text: str) -> Citation:
    """Read one citation, forgiving spaces, dots, capitals and dashes.

    Raises CitationError, which says where reading stopped and gives the three nearest readings, when the text
    is not one citation: unknown words, a missing number, an unknown court, a backward range, a list.
    """
    smoothed = smooth(text)
    start = len(smoothed) - len(smoothed.lstrip())
    try:
        found = Reader(smoothed, prose=False).group(start)
    except Stop as stop:
        raise CitationError(text, stop.at, stop.reason) from stop
    if not _TRAILING.match(smoothed, found[-1].end):
        raise CitationError(text, found[-1].end, f"{found[0].citation} was read, but not what follows it")
    if len(found) > 1:
        raise CitationError(text, found[1].start, f"this is a list of {len(found)}, so give one at a time")
    return found[0].citation
