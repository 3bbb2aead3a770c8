"""What can be done to the library: bring in a file of law or of changes."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import transaction

from trigpoint.law.events import IMPORTED
from trigpoint.law.models import Effect, Passage, Snapshot
from trigpoint.law.reading import Changes, LawFileError, read_file
from trigpoint.law.search.filling import index_snapshot
from trigpoint.platform.events import emit

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date, datetime
    from pathlib import Path

    from django.db.models import Model

    from trigpoint.law import reading
    from trigpoint.law.reading.files import Read

PIECE = 100
"""How many rows are written at once, so that no transaction holds the lock for long."""


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of bringing in a file."""

    file_name: str
    kind: str
    place: str
    title: str
    as_at: date | None
    status: str
    sha256: str
    passages: int
    effects: int
    published: int
    pictures: int
    is_new: bool


def bring_in(path: Path, *, now: datetime) -> Brought:
    """Bring a file in: what it holds is kept for good, with its hash. A file that is here already changes nothing.

    The file is read outside any write transaction, and written in pieces; a run that was stopped goes on where it
    stopped. Raises LawFileError when the file cannot be used, and then nothing has changed.
    """
    read = read_file(path)
    is_new = not Snapshot.objects.filter(sha256=read.sha256).exists()
    if is_new:
        _write_pieces(Passage, read.sha256, list(_passages(read)))
        _write_pieces(Effect, read.sha256, list(_effects(read)))
        with transaction.atomic():
            snapshot = _snapshot(read, now)
            snapshot.save()
            emit(
                name=IMPORTED,
                actor=None,
                subject=snapshot.place or "changes",
                at=now,
                data={"sha256": read.sha256, "as_at": snapshot.as_at, "kind": snapshot.kind},
            )
    index_snapshot(read.sha256)
    return _brought(read, is_new=is_new)


def _write_pieces(model: type[Model], sha256: str, rows: Sequence[Model]) -> None:
    """Write the rows that are not here yet, from where an earlier run stopped."""
    written = model._default_manager.filter(snapshot_id=sha256).count()  # noqa: SLF001 - public in all but name
    for start in range(written, len(rows), PIECE):
        with transaction.atomic():
            model._default_manager.bulk_create(rows[start : start + PIECE])  # noqa: SLF001 - as above


def _passages(read: Read) -> Iterator[Passage]:
    if isinstance(read.held, Changes):
        return
    for position, one in enumerate(read.held.passages):
        yield Passage(
            snapshot_id=read.sha256,
            position=position,
            place=one.place,
            number=one.number[:40],
            heading=one.heading,
            under=list(one.under),
            lines=[[line.depth, line.number, line.words, line.quoted] for line in one.lines],
            notes=list(one.notes),
            since=one.since,
            until=one.until,
            extent=one.extent,
            prospective=one.prospective,
        )


def _effects(read: Read) -> Iterator[Effect]:
    for position, one in enumerate(read.held.effects):
        yield Effect(
            snapshot_id=read.sha256,
            position=position,
            effect=one.id,
            what=one.what,
            affected=one.affected,
            affected_words=one.affected_words,
            affected_places=list(one.affected_places),
            affecting=one.affecting,
            affecting_title=one.affecting_title,
            affecting_words=one.affecting_words,
            in_force=[
                [each.day.isoformat() if each.day else None, each.qualification, each.prospective]
                for each in one.in_force
            ],
            applied=one.applied,
            modified=one.modified,
        )


def _snapshot(read: Read, now: datetime) -> Snapshot:
    held: dict[str, Any] = _of_changes(read.held) if isinstance(read.held, Changes) else _of_text(read.held)
    return Snapshot(
        sha256=read.sha256,
        file_name=read.name[:200],
        imported_at=now,
        data=zlib.compress(read.data, 9),
        **held,
    )


def _of_text(text: reading.Text) -> dict[str, Any]:
    return {
        "kind": text.kind.value,
        "place": text.place,
        "part": text.part,
        "title": text.title,
        "citation": text.citation,
        "court": text.court[:200],
        "status": text.status,
        "as_at": text.as_at,
        "made": text.made,
        "modified": text.modified,
        "language": text.language[:10],
        "repealed": text.repealed,
        "pictures": text.pictures,
        "passages": len(text.passages),
    }


def _of_changes(changes: Changes) -> dict[str, Any]:
    updated = changes.updated.date() if changes.updated else None
    return {"kind": "changes", "place": "", "title": changes.title or changes.address, "as_at": updated}


def _brought(read: Read, *, is_new: bool) -> Brought:
    held = read.held
    text = None if isinstance(held, Changes) else held
    return Brought(
        file_name=read.name,
        kind=text.kind.value if text else "changes",
        place=text.place if text else "",
        title=held.title,
        as_at=text.as_at if text else held.updated.date() if isinstance(held, Changes) and held.updated else None,
        status=text.status if text else "",
        sha256=read.sha256,
        passages=len(text.passages) if text else 0,
        effects=len(held.effects),
        published=len(held.published) if isinstance(held, Changes) else 0,
        pictures=text.pictures if text else 0,
        is_new=is_new,
    )


__all__ = ["Brought", "LawFileError", "bring_in"]
