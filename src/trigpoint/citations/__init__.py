"""Legal citations of English SEND law: read, find in prose, print in one form, sort, and look up."""

from __future__ import annotations

from trigpoint.citations.authorities import Citation, CodePassage, Judgment, LawReport
from trigpoint.citations.courts import Court
from trigpoint.citations.finding import find
from trigpoint.citations.instruments import Instrument, Kind
from trigpoint.citations.legislation import Legislation, Locus, Place, Unit
from trigpoint.citations.parsing import CitationError, parse
from trigpoint.citations.reading import Found

__all__ = [
    "Citation",
    "CitationError",
    "CodePassage",
    "Court",
    "Found",
    "Instrument",
    "Judgment",
    "Kind",
    "LawReport",
    "Legislation",
    "Locus",
    "Place",
    "Unit",
    "find",
    "parse",
]
