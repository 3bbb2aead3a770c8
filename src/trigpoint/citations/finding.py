"""Picks citations out of running prose."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from trigpoint.citations.instruments import NAMES
from trigpoint.citations.legislation import Legislation
from trigpoint.citations.reading import UNITS, Found, Reader
from trigpoint.citations.scanning import Stop, smooth

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORDS = "|".join(words.replace("(?P<many>", "(?:") for words, _ in UNITS)
_STARTS = re.compile(
    rf"(?<![A-Za-z0-9'.])(?:(?:{_WORDS})\s*\.?\s*(?=[A-Z]{{0,2}}\d)|(?:SEND\s+)?(?:Code|CoP)\b|S\.?I\.?\s|"
    rf"Regulation\s*\(EU\)|\d{{4}}\s*,?\s*\(?c|(?:{NAMES}))|[\[(](?:1[89]|20)\d\d[\])]",
    re.IGNORECASE,
)
_EVERYDAY = re.compile(r"(?:parts?|chapters?|articles?|rules?)\b")


def find(text: str) -> Iterator[Found]:
    """Yield the citations in running prose, in order, each with its span in `text`; spans never overlap.

    A list ("ss 13, 15 and 19 EqA 2010") yields one for each member. "para 6.91" is taken to be of the SEND
    Code. Everyday words that double as units ("part 3", "rule 2") count only with a capital letter, a
    bracketed step or an instrument beside them.
    """
    smoothed = smooth(text)
    reader = Reader(smoothed, prose=True)
    here = 0
    while start := _STARTS.search(smoothed, here):
        here = start.start() + 1
        try:
            found = reader.group(start.start())
        except Stop:
            continue
        if not _is_everyday_talk(smoothed, found[0]):
            yield from found
            here = found[-1].end


def _is_everyday_talk(text: str, found: Found) -> bool:
    citation = found.citation
    if not _EVERYDAY.match(text, found.start) or not isinstance(citation, Legislation):
        return False
    return citation.instrument is None and len(citation.places) == 1 and not citation.places[0].start.pins
