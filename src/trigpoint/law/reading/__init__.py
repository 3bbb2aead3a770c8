"""Reads official files of law into frozen rows: no database, no clock, no network."""

from __future__ import annotations

from trigpoint.law.reading.files import read_file, read_law
from trigpoint.law.reading.rows import (
    Changes,
    Contents,
    Effect,
    InForce,
    Kind,
    Line,
    Passage,
    Published,
    Text,
)
from trigpoint.law.reading.safe import LawFileError

__all__ = [
    "Changes",
    "Contents",
    "Effect",
    "InForce",
    "Kind",
    "LawFileError",
    "Line",
    "Passage",
    "Published",
    "Text",
    "read_file",
    "read_law",
]
