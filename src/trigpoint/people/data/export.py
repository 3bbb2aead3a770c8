"""Everything held about a person as one file: made when she asks, and never kept here. docs/reference/export.md.

The file is a zip of `record.json`, for programs, `index.html`, for her, and `README.txt`. The two say the same.
"""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string

from trigpoint.people.data import events
from trigpoint.people.data.readable import Part, parts_of
from trigpoint.people.queries import person as person_of
from trigpoint.platform.clock import ENGLAND
from trigpoint.platform.events import emit
from trigpoint.platform.holdings import holdings, in_order_of_reading

if TYPE_CHECKING:
    from datetime import datetime

    from trigpoint.platform.holdings import Json

FORMAT = "trigpoint-person"
VERSION = 1
"""Raised when a reader of the old form could misread the new one; `importing` reads every version up to this."""
README = """\
This is everything that Trigpoint held about you on the day it was made.

index.html   for you: open it in a browser, read it, print it
record.json  for programs: another copy of Trigpoint can bring it in

It holds personal data. Keep it where only you can open it. Nobody else has a copy of this file.
"""


@dataclass(frozen=True, slots=True)
class Section:
    """One holding in the readable page."""

    title: str
    what: str
    why: str
    kept: str
    parts: tuple[Part, ...]


def archive(person: str, *, actor: str | None, now: datetime) -> bytes:
    """Return everything held about a person as a zip, and write down that it was made."""
    with transaction.atomic():
        emit(name=events.EXPORTED, actor=actor, subject=person, at=now, data={"format": FORMAT, "version": VERSION})
    held = everything(person, now=now)
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("README.txt", README)
        file.writestr("index.html", page(person, held, now=now))
        file.writestr("record.json", json.dumps(held, ensure_ascii=False, indent=1))
    return packed.getvalue()


def everything(person: str, *, now: datetime) -> Mapping[str, Json]:
    """Return what every room holds about a person, by the name of the holding."""
    return {
        "format": FORMAT,
        "version": VERSION,
        "made": now.isoformat(),
        "copy": {"operator": settings.OPERATOR, "contact": settings.CONTACT},
        "person": person,
        "held": {holding.name: holding.held_about(person) for holding in holdings()},
    }


def page(person: str, held: Mapping[str, Json], *, now: datetime) -> str:
    """Return the readable page: it needs nothing else, and prints well."""
    found = held["held"]
    assert isinstance(found, Mapping)
    sections = tuple(
        Section(one.title, one.what, one.why, one.kept, parts_of(found[one.name])) for one in in_order_of_reading()
    )
    who = person_of(person)
    said = {
        "sections": sections,
        "name": who.name if who else "",
        "made": now.astimezone(ENGLAND).date(),
        "operator": settings.OPERATOR,
    }
    return render_to_string("people_data/export.html", said)


def file_name(now: datetime) -> str:
    """Return the name of the file: the day, and no name of hers, since downloads are often seen by others."""
    return f"trigpoint-my-data-{now.astimezone(ENGLAND):%Y-%m-%d}.zip"
