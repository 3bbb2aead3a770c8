"""The words of a school's page: what it is, and what that means for regulation 49."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trigpoint.content.library import installed_library
from trigpoint.platform.pages import DOES_NOT_APPLY, MET, Status, SummaryRow, written
from trigpoint.schools.facts import ACADEMIES_COVERED as REGULATION_49_BEGAN
from trigpoint.schools.facts import COVERED
from trigpoint.schools.kinds import Kind
from trigpoint.schools.models import School
from trigpoint.schools.places import Nation
from trigpoint.schools.queries import LinkRow, Place, SchoolRow

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from trigpoint.kernel import Period

SCHEME, CLAUSE = "statutory-senco", "covered"
"""The scheme and the clause that say which schools the rules cover."""


@dataclass(frozen=True, slots=True)
class LinkGroup:
    """Linked schools under one heading."""

    heading: str
    rows: tuple[LinkRow, ...]


@dataclass(frozen=True, slots=True)
class SchoolPage:
    """What the page shows; `clause` of `scheme` says which schools the rules cover."""

    school: SchoolRow
    status: Status
    answer: str
    sentences: tuple[str, ...]
    rows: tuple[SummaryRow, ...]
    groups: tuple[LinkGroup, ...]
    law_checked_to: date | None
    scheme: str = SCHEME
    clause: str = CLAUSE


def school_page(school: SchoolRow, links: tuple[LinkRow, ...], *, today: date) -> SchoolPage:
    """Return the page of a school as it is today."""
    covered = next((fact.valid for fact in school.facts if fact.code == "is:relevant-school"), None)
    status, answer = answer_of(school, covered, today)
    scheme = installed_library().schemes.get(SCHEME)
    return SchoolPage(
        school=school,
        status=status,
        answer=answer,
        sentences=tuple(sentences(school, covered, today)),
        rows=tuple(summary(school)),
        groups=tuple(grouped(links)),
        law_checked_to=scheme.law_checked_to if scheme else None,
    )


def answer_of(school: SchoolRow, covered: Period | None, today: date) -> tuple[Status, str]:
    """Return the answer in one sentence."""
    if covered is not None and today in covered:
        return MET, "The SENCO rules cover this school"
    if school.status is School.Status.CLOSED:
        return DOES_NOT_APPLY, "This school is closed"
    if school.status is School.Status.PROPOSED:
        return DOES_NOT_APPLY, "This school is not open yet"
    if covered is not None:
        return DOES_NOT_APPLY, f"The SENCO rules will cover this school from {written(covered.start)}"
    if school.kind is Kind.UNKNOWN:
        return DOES_NOT_APPLY, "We do not know whether the SENCO rules cover this school"
    return DOES_NOT_APPLY, "The SENCO rules do not cover this school"


def sentences(school: SchoolRow, covered: Period | None, today: date) -> Iterator[str]:
    """Yield why, and since when."""
    was = "was" if school.status is School.Status.CLOSED else "is"
    if school.status is School.Status.PROPOSED:
        yield "It is only proposed. The register may still change what it will be."
        return
    if school.kind is Kind.UNKNOWN:
        yield (
            "The file that this copy was given does not say what kind of school it is. "
            "The government's own register does."
        )
        return
    yield f"It {was} {school.kind.label}."
    if school.kind not in COVERED:
        yield (
            "Regulation 49 covers mainstream schools, mainstream academies and maintained nursery schools in England. "
            "Other schools may choose to have a SENCO, and many follow the rule as good practice."
        )
    elif covered is None:
        yield "It closed before the rules reached schools of its kind."
    else:
        yield span(school, covered, today)
        if covered.end is None and covered.start <= today:
            who = "The academy's proprietor" if school.kind is Kind.ACADEMY else "Its governing body"
            yield (
                f"{who} must make sure that its SENCO is the head or a qualified teacher at the school, and gains the "
                "qualification in time."
            )


def span(school: SchoolRow, covered: Period, today: date) -> str:
    """Return since when the rules cover the school, or from when until when they did."""
    start = covered.start
    rules = "Regulation 49 " if start >= REGULATION_49_BEGAN else "Regulation 49, and the rules before it, "
    unsure = "" if school.opened else " The register gives no opening day."
    if covered.end is not None and covered.end <= today:
        return f"{rules}covered it from {written(start)} until it closed.{unsure}"
    if covered.start > today:
        return f"Regulation 49 will cover it from {written(start)}."
    return f"{rules}{'has' if start >= REGULATION_49_BEGAN else 'have'} covered it since {written(start)}.{unsure}"


def summary(school: SchoolRow) -> Iterator[SummaryRow]:
    """Yield what the register tells, leaving out what it does not."""
    ages = f"{school.low_age} to {school.high_age}" if school.low_age is not None and school.high_age else ""
    council = school.authority if school.nation is not Nation.NONE else ""
    told = (
        ("Type", school.type),
        ("Status", school.status.label),
        ("Phase", school.phase),
        ("Ages", ages),
        ("Pupils", f"{school.pupils:,}" if school.pupils is not None else ""),
        ("Council", council),
        ("Region", school.region or (school.nation.label if school.nation is not Nation.NONE else "")),
        ("Trust", school.trust),
        ("Town", school.town),
        ("Postcode", school.postcode),
        ("Opened", written(school.opened) if school.opened else "Not in the register"),
        ("Closed", closing(school)),
        ("URN", str(school.urn)),
    )
    for key, value in told:
        if value:
            yield SummaryRow(key, value)


def closing(school: SchoolRow) -> str:
    """Return the closing day, in words where it is not known."""
    if school.closed:
        return written(school.closed)
    return "Not in the register" if school.status is School.Status.CLOSED else ""


def grouped(links: tuple[LinkRow, ...]) -> Iterator[LinkGroup]:
    """Yield the linked schools under headings, what came after first."""
    headings = {Place.AFTER: "After this school", Place.BEFORE: "Before this school", Place.BESIDE: "Changed with it"}
    for place, heading in headings.items():
        rows = tuple(link for link in links if link.place is place)
        if rows:
            yield LinkGroup(heading, rows)
