"""Councils of England by name, and those that are no more, with the councils that followed them.

The register keeps a council that ended under a name of its own, such as *Pre-LGR 2023 Cumbria*. What followed is known
here only where the order was read; of any other the register tells that it ended, and no more.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from trigpoint.schools.models import Authority
from trigpoint.schools.places import Nation

OLD_NAME = re.compile(r"^pre-lgr\s*\(?(?P<year>\d{4})?\)?\s*(?P<name>.+)$", re.IGNORECASE)
NOT_TELLING = re.compile(
    r"\b(city of|royal borough of|london borough of|borough of|county of|county|city|borough|metropolitan|district|"
    r"unitary|council|authority|the)\b"
)


@dataclass(frozen=True, slots=True)
class Ended:
    """A council that is no more: since when, what followed it, where that was read. No successors: not known."""

    name: str
    on: date | None
    successors: tuple[str, ...]
    citation: str
    address: str


BCP = "Bournemouth, Christchurch and Poole"
ENDED = {
    one.name: one
    for one in (
        Ended(
            "Bournemouth", date(2019, 4, 1), (BCP,), "SI 2018/648 arts 3 and 4",
            "https://www.legislation.gov.uk/uksi/2018/648/article/4",
        ),
        Ended(
            "Poole", date(2019, 4, 1), (BCP,), "SI 2018/648 arts 3 and 5",
            "https://www.legislation.gov.uk/uksi/2018/648/article/5",
        ),
        Ended(
            "Northamptonshire", date(2021, 4, 1), ("North Northamptonshire", "West Northamptonshire"),
            "SI 2020/156 arts 3 to 5", "https://www.legislation.gov.uk/uksi/2020/156/article/5",
        ),
        Ended(
            "Cumbria", date(2023, 4, 1), ("Cumberland", "Westmorland and Furness"),
            "SI 2022/331 arts 3 to 5", "https://www.legislation.gov.uk/uksi/2022/331/article/5",
        ),
    )
}  # fmt: skip
"""By name. Each order was read on 23 November 2026, as made."""


def plain_name(name: str) -> str:
    """Return a council's name without what people write in different ways.

    >>> plain_name("Kent County Council"), plain_name("Westmorland & Furness"), plain_name("Pre-LGR 2023 Cumbria")
    ('kent', 'westmorland and furness', 'cumbria')
    """
    old = OLD_NAME.match(name.strip())
    folded = (old["name"] if old else name).casefold().replace("&", " and ")
    letters = " ".join(re.findall(r"[a-z]+", folded))
    return " ".join(NOT_TELLING.sub(" ", letters).split()) or letters


def ended(name: str) -> Ended | None:
    """Return what is known of a council that is no more, by any of its names; None for one that is, or is not known.

    >>> ended("Cumbria County Council").successors, ended("Pre-LGR 1998 Berkshire").successors, ended("Kent")
    (('Cumberland', 'Westmorland and Furness'), (), None)
    """
    wanted = plain_name(name)
    known = next((one for one in ENDED.values() if plain_name(one.name) == wanted), None)
    if known is not None or not OLD_NAME.match(name.strip()):
        return known
    return Ended(name, None, (), "", "")


def council_names() -> tuple[str, ...]:
    """Return the councils of England in the register, by name; those that ended by no name. One query."""
    return tuple(Authority.objects.filter(nation=Nation.ENGLAND).order_by("name").values_list("name", flat=True))
