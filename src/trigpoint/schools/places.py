"""Local authorities and regions: which are England's, which are gone, which are elsewhere."""

from __future__ import annotations

import re

from django.db import models


class Nation(models.TextChoices):
    """Where an authority of the register belongs. Only the first two are England's."""

    ENGLAND = "england", "England"
    ENDED = "ended", "England, before a reorganisation of councils"
    WALES = "wales", "Wales"
    OVERSEAS = "overseas", "Outside England and Wales"
    NONE = "none", "No authority"


REGIONS = (
    "East Midlands",
    "East of England",
    "London",
    "North East",
    "North West",
    "South East",
    "South West",
    "West Midlands",
    "Yorkshire and the Humber",
)
"""The nine regions of England."""

REGION_OF = {region.casefold(): region for region in REGIONS} | {"inner london": "London", "outer london": "London"}

WELSH = frozenset({
    "Blaenau Gwent", "Bridgend", "Caerphilly", "Cardiff", "Carmarthenshire", "Ceredigion", "Conwy", "Denbighshire",
    "Flintshire", "Gwynedd", "Isle of Anglesey", "Merthyr Tydfil", "Monmouthshire", "Neath Port Talbot", "Newport",
    "Pembrokeshire", "Powys", "Rhondda Cynon Taf", "Swansea", "Torfaen", "Vale of Glamorgan", "Wrexham",
})  # fmt: skip
"""The 22 principal areas of Wales, by the names that the register uses."""

ELSEWHERE = re.compile(r"\b(offshore|overseas) establishments?$", re.IGNORECASE)
ENDED = re.compile(r"^pre-lgr\b", re.IGNORECASE)


def region_named(text: str) -> str:
    """Return the region of England that a source means, or nothing: *Wales (pseudo)* is none.

    >>> region_named("Yorkshire and The Humber"), region_named("Inner London"), region_named("Wales (pseudo)")
    ('Yorkshire and the Humber', 'London', '')
    """
    return REGION_OF.get(text.strip().casefold(), "")


def nation_of(authority: str) -> Nation:
    """Return where an authority belongs, by its name in the register.

    >>> [nation_of(name).value for name in ("Kent", "Pre-LGR 2023 Cumbria", "Powys", "BFPO Overseas Establishments")]
    ['england', 'ended', 'wales', 'overseas']
    """
    if authority.casefold() in {"", "does not apply", "not applicable"}:
        return Nation.NONE
    if ENDED.search(authority):
        return Nation.ENDED
    if authority in WELSH:
        return Nation.WALES
    return Nation.OVERSEAS if ELSEWHERE.search(authority) else Nation.ENGLAND
