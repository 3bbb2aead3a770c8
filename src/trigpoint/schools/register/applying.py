"""Writing what was staged: many short transactions, then one that lets readers see it.

Nobody who writes meanwhile waits long: a transaction takes a few rows at a time and ends when a twentieth of a second
is over, however fast or slow the machine is just then. After each the lock is left free for a while, because waiting
writers of SQLite do not queue.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import connection, transaction

from trigpoint.platform.events import emit
from trigpoint.schools.events import IMPORTED
from trigpoint.schools.models import Authority, Import, Link, School, Trust, Word
from trigpoint.schools.register.staging import FIELDS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from trigpoint.schools.register.reading import SourceFile
    from trigpoint.schools.register.staging import Staged, Write

TARGET_SECONDS = 0.05
FREE_SHARE = 0.25
"""How long the lock is left free after a chunk, as a share of how long the chunk took."""
STEP, MOST_SIZE = 20, 2_000
"""Rows written between two looks at the clock, and rows in one transaction at most."""

REGISTER = "register"
"""The subject of the events about the register as a whole."""
SCHOOL_COLUMNS = ("urn", "as_at", "words", *FIELDS)
LINK_COLUMNS = ("urn", "other", "relation", "on")

TAKEN_OVER = "Another import is under way and took over, so this one stopped. Run it again when that is done."

Item = TypeVar("Item")


class OtherImportError(RuntimeError):
    """Another import is under way, or took over."""


def apply(
    staged: Staged,
    source: SourceFile,
    *,
    layout: str,
    as_at: date,
    now: datetime,
    actor: str | None,
    progress: Callable[[int], None],
) -> int:
    """Write everything and let readers see it. Return how many writes an earlier, unfinished run had done.

    A run that was stopped is taken up where it was when the same file comes again; when another file comes, its
    writes, which nobody has seen, are taken back first. Raises OtherImportError.
    """
    refer(staged)
    writes = [(School, write) for write in staged.schools] + [(Link, write) for write in staged.links]
    entry = begin(source, layout=layout, as_at=as_at, now=now, total=len(writes))
    done_before = entry.applied

    def write(start: int, chunk: Sequence[tuple[type[School | Link], Write]]) -> None:
        end = start + len(chunk)
        mine = Import.objects.filter(pk=entry.pk, state=Import.State.APPLYING, applied=start)
        if not mine.update(applied=end):
            raise OtherImportError(TAKEN_OVER)
        put(entry.pk, "schools_school", SCHOOL_COLUMNS, [item for model, item in chunk if model is School])
        put(entry.pk, "schools_link", LINK_COLUMNS, [item for model, item in chunk if model is Link])
        progress(end)

    in_chunks(writes, write, start=done_before)
    reckon()
    mine = Import.objects.filter(pk=entry.pk, state=Import.State.APPLYING, applied=len(writes))
    with transaction.atomic():
        if not mine.update(state=Import.State.DONE, finished=now):
            raise OtherImportError(TAKEN_OVER)
        emit(
            name=IMPORTED,
            actor=actor,
            subject=REGISTER,
            at=now,
            data={"import": entry.pk, "layout": layout, "as_at": as_at, "writes": len(writes)},
        )
    return done_before


def in_chunks(items: Sequence[Item], write: Callable[[int, Sequence[Item]], None], *, start: int = 0) -> None:
    """Write the items from `start` on, step by step, in transactions that hold the lock only briefly.

    The clock is read after each step, inside the transaction: so it lasts its target and one step more, at most.
    """
    while start < len(items):
        began, end = time.perf_counter(), min(start + MOST_SIZE, len(items))
        with transaction.atomic():
            while start < end and time.perf_counter() - began < TARGET_SECONDS:
                step = items[start : min(start + STEP, end)]
                write(start, step)
                start += len(step)
        time.sleep((time.perf_counter() - began) * FREE_SHARE)


def refer(staged: Staged) -> None:
    """Write authorities, trusts and words: they are no part of any version, and more of them do no harm."""

    def authorities(_: int, chunk: Sequence[Authority]) -> None:
        Authority.objects.bulk_create(
            chunk, update_conflicts=True, unique_fields=["name"], update_fields=["code", "region"]
        )

    in_chunks(staged.authorities, authorities)
    in_chunks(staged.trusts, lambda _, chunk: added(Trust, chunk))
    in_chunks(staged.words, lambda _, chunk: added(Word, chunk))


def added(model: type[Trust | Word], rows: Sequence[Any]) -> None:
    """Add the rows that are not there."""
    model._default_manager.bulk_create(rows, ignore_conflicts=True)  # noqa: SLF001 - public in all but name


def begin(source: SourceFile, *, layout: str, as_at: date, now: datetime, total: int) -> Import:
    """Return the import to write under: the unfinished one of the same file, or a new one."""
    unfinished = Import.objects.filter(state=Import.State.APPLYING).first()
    if unfinished is not None:
        same = (unfinished.digest, unfinished.as_at, unfinished.total) == (source.digest, as_at, total)
        if same:
            return unfinished
        take_back(unfinished)
    return Import.objects.create(
        layout=layout, file_name=source.path.name, digest=source.digest, as_at=as_at, total=total, started=now
    )


def take_back(unfinished: Import) -> None:
    """Remove what an unfinished import wrote, and open again what it ended.

    Stopped half-way, it can be done again. The first step makes sure that a process which is still at it stops, and
    that nobody takes the import up again.
    """
    Import.objects.filter(pk=unfinished.pk).update(applied=0, digest="")
    for model in (School, Link):
        rows = model._default_manager  # noqa: SLF001 - public in all but name
        written = list(rows.filter(since=unfinished).values_list("pk", flat=True))
        in_chunks(written, lambda _, chunk, rows=rows: rows.filter(pk__in=chunk).delete())  # type: ignore[misc]
        ended = list(rows.filter(until=unfinished).values_list("pk", flat=True))
        in_chunks(ended, lambda _, chunk, rows=rows: rows.filter(pk__in=chunk).update(until=None))  # type: ignore[misc]
    unfinished.delete()


def sweep(before: datetime) -> int:
    """Remove the rows that an import done before this moment has replaced. Returns how many."""
    removed = 0
    for model in (School, Link):
        rows = model._default_manager  # noqa: SLF001 - public in all but name
        replaced = list(rows.filter(until__finished__lt=before).values_list("pk", flat=True))
        in_chunks(replaced, lambda _, chunk, rows=rows: rows.filter(pk__in=chunk).delete())  # type: ignore[misc]
        removed += len(replaced)
    return removed


def reckon() -> None:
    """Let PostgreSQL count anew: until it does, it takes the table for empty and reads all of it for each search."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE schools_school, schools_link, schools_word")


def put(version: int, table: str, columns: Sequence[str], writes: Sequence[Write]) -> None:
    """End the rows that are replaced, then add the new ones."""
    ended = [(version, write.replaces) for write in writes if write.replaces is not None]
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    marks = ", ".join(["%s"] * (len(columns) + 1))
    with connection.cursor() as cursor:
        if ended:
            cursor.executemany(f"UPDATE {table} SET until_id = %s WHERE id = %s", ended)  # noqa: S608 - names are ours
        if writes:
            insert = f"INSERT INTO {table} (since_id, {names}) VALUES ({marks})"  # noqa: S608 - names are ours
            cursor.executemany(insert, [(version, *write.values) for write in writes])
