"""Bringing a person's export into another copy: what each room takes, beside what is there."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from trigpoint.people.data import events
from trigpoint.people.data.errors import NotAnExportError
from trigpoint.people.data.export import FORMAT, VERSION
from trigpoint.people.queries import person as person_of
from trigpoint.platform.events import emit
from trigpoint.platform.holdings import holdings

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from trigpoint.platform.holdings import Brought, Json

MOST_BYTES = 50_000_000
"""The largest `record.json` that is read; a working life has about a tenth of it."""


@dataclass(frozen=True, slots=True)
class BroughtIn:
    """What came of one holding: its title, and the counts."""

    title: str
    brought: Brought


def bring_in(packed: bytes, *, person: str, actor: str, now: datetime) -> tuple[BroughtIn, ...]:
    """Bring an export into the account of a person, and return what came of each part.

    Raises NotAnExportError, before anything is entered.
    """
    held = held_in(packed)
    found = person_of(person)
    if found is None or not found.is_active:
        raise NotAnExportError("Nobody with an open account has this key. Open an account first.")
    source = f"import:{hashlib.sha256(packed).hexdigest()[:12]}"
    done = tuple(
        BroughtIn(holding.title, holding.take_in(person, held[holding.name], source=source, actor=actor, now=now))
        for holding in holdings()
        if holding.take_in is not None and holding.name in held
    )
    with transaction.atomic():
        counts = {"entered": sum(one.brought.entered for one in done), "file": source}
        emit(name=events.BROUGHT_IN, actor=actor, subject=person, at=now, data=counts)
    return done


def held_in(packed: bytes) -> Mapping[str, Json]:
    """Return what an export holds, by the name of the holding. Raises NotAnExportError."""
    try:
        with zipfile.ZipFile(io.BytesIO(packed)) as file, file.open("record.json") as record:
            text = record.read(MOST_BYTES + 1)
    except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, zlib.error, EOFError, OSError):
        raise NotAnExportError(
            "That file is no export of Trigpoint: it is not a zip with a record.json in it. Choose another file."
        ) from None
    if len(text) > MOST_BYTES:
        raise NotAnExportError(f"The record in that file is larger than {MOST_BYTES:,} bytes. It was not read.")
    try:
        said = json.loads(text)
    except (ValueError, RecursionError):
        raise NotAnExportError("The record.json in that file cannot be read. Download the export again.") from None
    if not isinstance(said, dict) or said.get("format") != FORMAT or not isinstance(said.get("held"), dict):
        raise NotAnExportError("The record.json in that file is no export of Trigpoint. Choose another file.")
    version = said.get("version")
    if not isinstance(version, int) or not 1 <= version <= VERSION:
        raise NotAnExportError(
            f"That file has version {version!r} of the form of an export, and this copy reads up to version {VERSION}. "
            "Bring this copy up to date first."
        )
    found: Mapping[str, Json] = said["held"]
    return found
