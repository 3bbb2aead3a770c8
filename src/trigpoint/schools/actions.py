"""What can be done to the register: bring in a file."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from trigpoint.platform.jobs import start
from trigpoint.schools.register.applying import OtherImportError, apply
from trigpoint.schools.register.parsing import Parsing, Trouble
from trigpoint.schools.register.reading import FileError, look_through
from trigpoint.schools.register.staging import stage

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime
    from pathlib import Path

    from trigpoint.schools.register.difference import Difference

IMPORT = "schools.import"
DAY_IN_NAME = re.compile(r"(?<!\d)(20\d{2})(\d{2})(\d{2})(?!\d)")


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of bringing in a file. `continued` writes had been done by an earlier run that was stopped."""

    words: str
    as_at: date
    rows: int
    national: int
    absent: int
    older_than: date | None
    continued: int
    difference: Difference
    troubles: tuple[Trouble, ...]


def day_in_name(path: Path) -> date | None:
    """Return the day that a file's name carries, as the register's exports do.

    >>> from pathlib import Path
    >>> day_in_name(Path("edubasealldata20250422.csv")), day_in_name(Path("schools.csv"))
    (datetime.date(2025, 4, 22), None)
    """
    found = DAY_IN_NAME.search(path.name)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else None
    except ValueError:
        return None


def bring_in_later(path: Path, *, as_at: date, asked_by: str, now: datetime) -> str:
    """Leave a file to a worker, which must be able to read it there; return the id of the job, to be watched."""
    payload = {"file": str(path.absolute()), "as_at": as_at.isoformat(), "actor": asked_by}
    return start(IMPORT, payload, title=f"Bring in {path.name}", asked_by=asked_by, now=now)


def bring_in(
    path: Path,
    *,
    as_at: date,
    now: datetime,
    actor: str | None = None,
    progress: Callable[[str, int, int], None] = lambda *_: None,
) -> Brought:
    """Bring a file of the register in; what it does not change stays untouched.

    The file is read and compared outside any write transaction. `progress` is told what is being done, how far it
    is, and how far it goes. Raises FileError when the file cannot be used, and
    then nothing has changed; OtherImportError when another import took over.
    """
    source = look_through(path)
    parsing = Parsing.of(source)
    staged = stage(parsing, as_at=as_at, progress=lambda line: progress("Reading", line, source.lines))
    continued = 0
    if staged.difference or (parsing.layout.schools and not staged.older_than):
        total = len(staged.schools) + len(staged.links)
        continued = apply(
            staged,
            source,
            layout=parsing.layout.name,
            as_at=as_at,
            now=now,
            actor=actor,
            progress=lambda applied: progress("Writing", applied, total),
        )
    return Brought(
        words=parsing.layout.words,
        as_at=as_at,
        rows=parsing.rows,
        national=parsing.national,
        absent=staged.absent,
        older_than=staged.older_than,
        continued=continued,
        difference=staged.difference,
        troubles=tuple(parsing.troubles),
    )


__all__ = ["Brought", "FileError", "OtherImportError", "Trouble", "bring_in", "bring_in_later", "day_in_name"]
