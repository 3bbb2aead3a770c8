"""Places: where a text stands, from addresses, from ids inside a file, and from citations."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trigpoint.citations import Citation

ADDRESS = re.compile(r"https?://(?:www\.legislation\.gov\.uk|caselaw\.nationalarchives\.gov\.uk)/(?:id/)?([^?#]*)")
DAY = re.compile(r"/(?:\d{4}-\d{2}-\d{2}|enacted|made|created|adopted|prospective|data\.\w+)(?=/|$)")
LEGISLATION = re.compile(r"[a-z]{3,5}/(?:\d{4}|[A-Z][A-Za-z0-9-]*/\d+(?:-\d+)*)/\w+")
JUDGMENT = re.compile(r"[a-z]+(?:/[a-z-]+)?/\d{4}/\d+")
UNITS = ("section", "regulation", "article", "rule", "schedule", "paragraph", "part", "chapter")
OWN_ID = re.compile(rf"(?:{'|'.join(UNITS)})(?:-[0-9A-Za-z]+)*")
BODY_UNITS = ("section", "regulation", "article")
TYPES = {
    "UnitedKingdomPublicGeneralAct": "ukpga",
    "UnitedKingdomLocalAct": "ukla",
    "UnitedKingdomStatutoryInstrument": "uksi",
    "UnitedKingdomDraftStatutoryInstrument": "ukdsi",
    "ScottishAct": "asp",
    "ScottishStatutoryInstrument": "ssi",
    "WelshAssemblyMeasure": "mwa",
    "WelshNationalAssemblyAct": "anaw",
    "WelshParliamentAct": "asc",
    "WelshStatutoryInstrument": "wsi",
    "NorthernIrelandAct": "nia",
    "NorthernIrelandStatutoryRule": "nisr",
    "EuropeanUnionRegulation": "eur",
    "EuropeanUnionDirective": "eudr",
    "EuropeanUnionDecision": "eudn",
}
"""From the type in a file's metadata to the word that addresses use."""
ACTS = {"ukpga", "ukla", "asp", "mwa", "anaw", "asc", "nia"}


def place_of_address(address: str) -> str:
    """Return the place that an official address leads to, without its day; empty for other addresses.

    >>> place_of_address("http://www.legislation.gov.uk/id/ukpga/2000/38/section/19/2014-04-01")
    'ukpga/2000/38/section/19'
    """
    found = ADDRESS.match(address)
    return as_one(DAY.sub("", found[1]).strip("/")) if found else ""


def as_one(place: str) -> str:
    """Return a place in one spelling: the site files the rules of some instruments under "article"."""
    return re.sub(r"(?<=/)rule(?=/)", "article", place)


def place_of_citation(citation: Citation) -> str:
    """Return the place of a citation; empty where it has no official address."""
    address = citation.address()
    return place_of_address(address) if address else ""


def work_of(place: str) -> str:
    """Return the law or judgment that a place belongs to.

    >>> work_of("uksi/2014/1530/schedule/1/paragraph/2"), work_of("ewhc/ch/2017/3414")
    ('uksi/2014/1530', 'ewhc/ch/2017/3414')
    """
    found = LEGISLATION.match(place) or JUDGMENT.match(place)
    return found[0] if found else place


def passage_of(place: str) -> str:
    """Return the passage that a place lies in: a section rather than its subsection.

    >>> passage_of("ukpga/2014/6/section/36/8"), passage_of("uksi/2014/1530/schedule/1/paragraph/2/a")
    ('ukpga/2014/6/section/36', 'uksi/2014/1530/schedule/1/paragraph/2')
    """
    work = work_of(place)
    steps = place.removeprefix(work).strip("/").split("/")
    kept: list[str] = []
    for unit, number in zip(steps[::2], steps[1::2], strict=False):
        if unit not in UNITS:
            break
        kept += [unit, number]
        if unit in (*BODY_UNITS, "paragraph"):
            break
    return "/".join([work, *kept])


def above(place: str) -> tuple[str, ...]:
    """Return the place, and those around it within the same law: a Schedule around its paragraph."""
    work = work_of(place)
    steps = place.removeprefix(work).strip("/").split("/")
    within = ["/".join([work, *steps[:end]]) for end in range(len(steps), 0, -2) if steps[0]]
    return (*within, work)
