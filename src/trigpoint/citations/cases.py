"""Reads neutral citations and law reports."""

from __future__ import annotations

import re

from trigpoint.citations.authorities import Judgment, LawReport
from trigpoint.citations.courts import BY_LETTERS, BY_SERIES, COURTS, SERIES
from trigpoint.citations.scanning import Stop

_YEAR = re.compile(r"(?P<open>[\[(]?)\s*(?P<year>(?:1[89]|20)\d{2})\s*(?P<close>[\])]?)\s*,?\s*")
_LETTERS = "|".join(sorted({court.letters for court in COURTS}, key=len, reverse=True))
_DIVISIONS = "|".join(sorted({court.division for court in COURTS if court.division}, key=len, reverse=True))
_COURT = re.compile(
    rf"(?P<letters>{_LETTERS})(?![A-Za-z])\s*(?:\(?\s*(?P<beside>{_DIVISIONS})\b\s*\)?)?\.?\s*", re.IGNORECASE
)
_NUMBER = re.compile(r"(?:No\.?\s*)?(\d{1,5})(?!\d)", re.IGNORECASE)
_DIVISION = re.compile(r"\s*\(?\s*(?P<name>[A-Za-z]{2,5})\s*\)?")
_PARAGRAPHS = re.compile(
    r"\s*,?\s*(?P<at>at\s*)?(?P<word>(?:paragraphs?|paras?)\.?\s*)?(?P<open>\[)?(?P<first>\d{1,3})\]?(?!\d)"
    r"(?:\s*(?:-|to)\s*\[?(?P<last>\d{1,3})\]?(?!\d))?",
    re.IGNORECASE,
)


def _letters(series: str) -> str:
    return r"\s*".join(rf"{letter}\.?" for letter in series if letter != " ")


_SERIES = "|".join(_letters(series) for series in sorted(SERIES, key=len, reverse=True))
_REPORT = re.compile(
    rf"(?:(?P<volume>\d{{1,3}})\s*)?(?P<series>{_SERIES})(?![A-Za-z])\s*(?P<page>\d{{1,5}})(?!\d)",
    re.IGNORECASE,
)
_COURT_BELOW = re.compile(r"\s*\((?:CA|HL|QBD|KBD|DC|SC|PC|Ch|Fam)\)", re.IGNORECASE)
_PAGE = re.compile(r"(?:\s*,?\s*at\s*(?:p\.?|page)?|\s*,\s*(?:p\.?|page))\s*(\d{1,5})(?!\d)", re.IGNORECASE)


def read(text: str, at: int, *, prose: bool) -> tuple[Judgment | LawReport, int]:
    """Return the case cited at `at` and where its citation ends.

    In prose the year must stand in brackets, and a pinpoint must have a bracket or a word before it.
    """
    year = _YEAR.match(text, at)
    if not year or (prose and not (year["open"] and year["close"])):
        raise Stop(at, "a year in brackets is expected here")
    court = _COURT.match(text, year.end())
    if court:
        return _judgment(text, int(year["year"]), court, prose=prose)
    report = _REPORT.match(text, year.end())
    if not report or not year["open"]:
        raise Stop(year.end(), "a court such as UKUT or EWHC, or a report such as ELR or AC, is expected here")
    return _law_report(text, int(year["year"]), report, dated=year["open"] == "(", prose=prose)


def _judgment(text: str, year: int, court: re.Match[str], *, prose: bool) -> tuple[Judgment, int]:
    number = _NUMBER.match(text, court.end())
    if not number:
        raise Stop(court.end(), "the number of the judgment is expected here")
    division, end = court["beside"] or "", number.end()
    if not division and (court["letters"].casefold(), "") not in BY_LETTERS:
        after = _DIVISION.match(text, end)
        division = after["name"] if after else ""
        known = BY_LETTERS.get((court["letters"].casefold(), division.casefold()))
        if known is None or after is None:
            places = ", ".join(c.division for c in COURTS if c.letters == court["letters"].upper())
            raise Stop(end, f"the division is expected here, in brackets: one of {places}")
        end = after.end()
    found = BY_LETTERS.get((court["letters"].casefold(), division.casefold()))
    if found is None:
        raise Stop(court.start("beside"), f"{court['letters'].upper()} has no division {division}")
    return _pinpointed(text, Judgment(year, found, int(number[1])), end, prose=prose)


def _pinpointed(text: str, judgment: Judgment, end: int, *, prose: bool) -> tuple[Judgment, int]:
    at = _PARAGRAPHS.match(text, end)
    if not at or not (at["open"] or at["word"] or (at["at"] and not prose)):
        return judgment, end
    last = int(at["last"]) if at["last"] else None
    try:
        pointed = Judgment(judgment.year, judgment.court, judgment.number, int(at["first"]), last)
    except ValueError as problem:
        raise Stop(at.start("first"), str(problem)) from problem
    return pointed, at.end()


def _law_report(text: str, year: int, report: re.Match[str], *, dated: bool, prose: bool) -> tuple[LawReport, int]:
    series = BY_SERIES[re.sub(r"[.\s]", "", report["series"]).casefold()]
    volume = int(report["volume"]) if report["volume"] else None
    if dated and volume is None:
        raise Stop(report.start(), "a year in round brackets needs the number of the volume here")
    end = report.end()
    if below := _COURT_BELOW.match(text, end):
        end = below.end()
    page = _PAGE.match(text, end)
    bare = re.compile(r"\s*,\s*(\d{1,5})(?![\d.])").match(text, end) if not (page or prose) else None
    found = page or bare
    at = int(found[1]) if found else None
    return LawReport(year, series, int(report["page"]), volume, dated, at), found.end() if found else end
