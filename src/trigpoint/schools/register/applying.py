"""Writing what was staged: many short transactions, then one that lets readers see it.

Nobody who writes meanwhile waits long: a chunk is as large as fits into a twentieth of a second here and now, and
after each the lock is left free for a while, because waiting writers of SQLite do not queue.
"""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import connection, transaction

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
FIRST_SIZE, LEAST_SIZE, MOST_SIZE = 100, 20, 2_000

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
    if not mine.update(state=Import.State.DONE, finished=now):
        raise OtherImportError(TAKEN_OVER)
    return done_before


def in_chunks(items: Sequence[Item], write: Callable[[int, Sequence[Item]], None], *, start: int = 0) -> None:
    """Write the items from `start` on, each chunk in a transaction of its own that holds the lock only briefly."""
    size = FIRST_SIZE
    while start < len(items):
        chunk = items[start : start + size]
        began = time.perf_counter()
        with transaction.atomic():
            write(start, chunk)
        took = time.perf_counter() - began
        start += len(chunk)
        wanted = int(size * TARGET_SECONDS / max(took, 0.001))
        size = max(LEAST_SIZE, min(MOST_SIZE, 2 * size, wanted))
        time.sleep(took * FREE_SHARE)


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
