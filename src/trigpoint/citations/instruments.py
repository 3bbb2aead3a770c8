"""Acts and instruments, and the short names by which SENCOs and lawyers know them: a table, nothing more.

An instrument not in the table is still cited by its number ("2025 c. 99", "SI 2012/999").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

OFFICIAL = "https://www.legislation.gov.uk"


class Kind(StrEnum):
    """What sort of instrument; the value is the word that legislation.gov.uk uses in addresses."""

    ACT = "ukpga"
    INSTRUMENT = "uksi"
    EUROPEAN = "eur"


@dataclass(frozen=True, order=True)
class Instrument:
    """An Act, statutory instrument or assimilated European regulation, known by kind, year and number."""

    kind: Kind
    year: int
    number: int

    @cached_property
    def entry(self) -> Entry | None:
        """The row of the table that names this instrument, if there is one."""
        return _BY_NUMBER.get(self)

    @property
    def reference(self) -> str:
        """The official number: "2014 c. 6", "SI 2014/1530" or "Regulation (EU) 2016/679"."""
        if self.kind is Kind.ACT:
            return f"{self.year} c. {self.number}"
        if self.kind is Kind.INSTRUMENT:
            return f"SI {self.year}/{self.number}"
        return f"Regulation (EU) {self.year}/{self.number}"

    @property
    def title(self) -> str:
        """The full short title, or the official number if the table has none."""
        return self.entry.title if self.entry else self.reference

    @property
    def short(self) -> str:
        """The usual short name ("CFA 2014"), or the official number if the table has none."""
        return self.entry.names[0] if self.entry else self.reference

    def address(self) -> str:
        """Return the official address of the whole instrument at legislation.gov.uk."""
        return f"{OFFICIAL}/{self.kind}/{self.year}/{self.number}"

    def __str__(self) -> str:
        return self.short

    def long(self) -> str:
        """Return the title with its number: "Children and Families Act 2014 (2014 c. 6)"."""
        if self.entry is None:
            return self.reference
        return f"{self.entry.long} ({self.reference})"


@dataclass(frozen=True)
class Entry:
    """One row: the full title, the names people use (the first is ours), and the rule that numbers it."""

    instrument: Instrument
    title: str
    names: tuple[str, ...]
    long: str
    """The name used in long form: the title of an Act, the usual short name of long-winded Regulations."""


def _act(year: int, chapter: int, title: str, *names: str) -> Entry:
    return Entry(Instrument(Kind.ACT, year, chapter), title, names or (title,), title)


def _si(year: int, number: int, title: str, *names: str) -> Entry:
    chosen = names or (title,)
    return Entry(Instrument(Kind.INSTRUMENT, year, number), title, chosen, chosen[0])


ENTRIES: tuple[Entry, ...] = (
    _act(2014, 6, "Children and Families Act 2014", "CFA 2014", "CAFA 2014", "C&FA 2014", "CFA", "CAFA"),
    _act(2010, 15, "Equality Act 2010", "EqA 2010", "EA 2010", "EqA", "Equality Act"),
    _act(1989, 41, "Children Act 1989", "CA 1989"),
    _act(1996, 56, "Education Act 1996", "EA 1996"),
    _act(2002, 32, "Education Act 2002", "EA 2002"),
    _act(2006, 40, "Education and Inspections Act 2006", "EIA 2006", "EIA"),
    _act(2008, 25, "Education and Skills Act 2008", "ESA 2008"),
    _act(1988, 40, "Education Reform Act 1988", "ERA 1988"),
    _act(1998, 31, "School Standards and Framework Act 1998", "SSFA 1998", "SSFA"),
    _act(2010, 32, "Academies Act 2010"),
    _act(2018, 12, "Data Protection Act 2018", "DPA 2018", "DPA"),
    _act(2025, 18, "Data (Use and Access) Act 2025", "DUAA 2025", "DUAA"),
    _act(2026, 21, "Children's Wellbeing and Schools Act 2026", "CWSA 2026", "CWSA"),
    _act(2014, 23, "Care Act 2014"),
    _act(2005, 9, "Mental Capacity Act 2005", "MCA 2005", "MCA"),
    _act(1998, 42, "Human Rights Act 1998", "HRA 1998", "HRA"),
    _act(2000, 36, "Freedom of Information Act 2000", "FOIA 2000", "FOIA"),
    _act(1970, 44, "Chronically Sick and Disabled Persons Act 1970", "CSDPA 1970", "CSDPA"),
    _act(2007, 15, "Tribunals, Courts and Enforcement Act 2007", "TCEA 2007", "TCEA"),
    _act(1971, 80, "Banking and Financial Dealings Act 1971"),
    _act(1978, 30, "Interpretation Act 1978"),
    _si(
        2014,
        1530,
        "Special Educational Needs and Disability Regulations 2014",
        "SEND Regulations 2014",
        "SEND Regs 2014",
        "SEND Regulations",
        "SEND Regs",
        "SENDR 2014",
    ),
    _si(
        2017,
        1306,
        "Special Educational Needs and Disability (First-tier Tribunal Recommendations Power) Regulations 2017",
        "Recommendations Power Regulations 2017",
    ),
    _si(
        2008,
        2699,
        "Tribunal Procedure (First-tier Tribunal) (Health, Education and Social Care Chamber) Rules 2008",
        "HESC Rules 2008",
        "HESC Rules",
    ),
    _si(
        2012,
        1033,
        "School Discipline (Pupil Exclusions and Reviews) (England) Regulations 2012",
        "Exclusions Regulations 2012",
        "Exclusion Regulations 2012",
    ),
    _si(
        2007,
        1870,
        "Education (Provision of Full-Time Education for Excluded Pupils) (England) Regulations 2007",
        "Excluded Pupils Regulations 2007",
    ),
    _si(
        2012,
        1115,
        "Education (Induction Arrangements for School Teachers) (England) Regulations 2012",
        "Induction Regulations 2012",
    ),
    _si(
        2005,
        1437,
        "Education (Pupil Information) (England) Regulations 2005",
        "Pupil Information Regulations 2005",
    ),
    _si(
        2017,
        353,
        "Equality Act 2010 (Specific Duties and Public Authorities) Regulations 2017",
        "Specific Duties Regulations 2017",
    ),
    _si(
        2008,
        2945,
        "Education (Special Educational Needs Co-ordinators) (England) Regulations 2008",
        "SENCO Regulations 2008",
    ),
    Entry(
        Instrument(Kind.EUROPEAN, 2016, 679),
        "UK General Data Protection Regulation",
        ("UK GDPR", "GDPR"),
        "UK GDPR",
    ),
)


def plain(name: str) -> str:
    """Return a name without capitals, dots, commas, apostrophes or a leading "the", for comparing."""
    text = re.sub(r"[.,']", "", name.casefold())
    return re.sub(r"^the ", "", re.sub(r"\s+", " ", text).strip())


def squeezed(name: str) -> str:
    """Return `plain` without spaces, so that "CFA2014" finds its row."""
    return plain(name).replace(" ", "")


_BY_NUMBER = {entry.instrument: entry for entry in ENTRIES}


def _names(entry: Entry) -> tuple[str, ...]:
    return (entry.title, *entry.names)


BY_NAME: dict[str, Instrument] = {squeezed(name): e.instrument for e in ENTRIES for name in _names(e)}


def _pattern(name: str) -> str:
    words = [re.escape(word).replace("'", "'?") for word in name.split()]
    return r"\s*,?\s*".join(word.replace(r"\.", r"\.?").replace(",", ",?") for word in words)


NAMES = "|".join(_pattern(name) for name in sorted((n for e in ENTRIES for n in _names(e)), key=len, reverse=True))
"""A pattern for any name in the table, longest first, forgiving of spaces, commas and missing apostrophes."""
