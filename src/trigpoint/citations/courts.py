"""Courts with neutral citations, and the series of law reports, as small tables."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Court:
    """A court or tribunal: its letters, its division in brackets or beside them, name and Find Case Law path.

    Paths follow the pattern of Find Case Law (caselaw.nationalarchives.gov.uk), court/division/year/number.
    """

    letters: str
    division: str
    name: str
    path: str
    beside: bool = False
    """True where the division stands beside the letters: [2014] EWCA Civ 398."""


COURTS: tuple[Court, ...] = (
    Court("UKSC", "", "Supreme Court", "uksc"),
    Court("UKPC", "", "Judicial Committee of the Privy Council", "ukpc"),
    Court("UKHL", "", "House of Lords", ""),
    Court("EWCA", "Civ", "Court of Appeal (Civil Division)", "ewca/civ", beside=True),
    Court("EWCA", "Crim", "Court of Appeal (Criminal Division)", "ewca/crim", beside=True),
    Court("EWHC", "Admin", "High Court (Administrative Court)", "ewhc/admin"),
    Court("EWHC", "QB", "High Court (Queen's Bench Division)", "ewhc/qb"),
    Court("EWHC", "KB", "High Court (King's Bench Division)", "ewhc/kb"),
    Court("EWHC", "Ch", "High Court (Chancery Division)", "ewhc/ch"),
    Court("EWHC", "Fam", "High Court (Family Division)", "ewhc/fam"),
    Court("UKUT", "AAC", "Upper Tribunal (Administrative Appeals Chamber)", "ukut/aac"),
    Court("UKUT", "IAC", "Upper Tribunal (Immigration and Asylum Chamber)", "ukut/iac"),
    Court("UKUT", "LC", "Upper Tribunal (Lands Chamber)", "ukut/lc"),
    Court("UKUT", "TCC", "Upper Tribunal (Tax and Chancery Chamber)", "ukut/tcc"),
    Court("UKFTT", "GRC", "First-tier Tribunal (General Regulatory Chamber)", "ukftt/grc"),
    Court("UKFTT", "HESC", "First-tier Tribunal (Health, Education and Social Care Chamber)", ""),
    Court("EAT", "", "Employment Appeal Tribunal", "eat"),
    Court("EWCOP", "", "Court of Protection", "ewcop"),
    Court("EWFC", "", "Family Court", "ewfc"),
)

BY_LETTERS = {(court.letters.casefold(), court.division.casefold()): court for court in COURTS}

SERIES: tuple[str, ...] = (
    "ELR",
    "AC",
    "QB",
    "KB",
    "Ch",
    "Fam",
    "WLR",
    "All ER",
    "PTSR",
    "AACR",
    "FLR",
    "FCR",
    "LGR",
    "BLGR",
    "CCLR",
    "HLR",
    "HRLR",
    "EHRR",
    "ICR",
    "IRLR",
    "Eq LR",
    "BMLR",
    "Med LR",
    "PIQR",
    "ACD",
    "Cr App R",
)
"""Law reports in which education, equality and public law cases are found."""

BY_SERIES = {series.replace(" ", "").casefold(): series for series in SERIES}
