"""The command `trigpoint import-law`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from trigpoint.law import actions
from trigpoint.platform import clock
from trigpoint.platform.pages import NO_BREAK, written

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from datetime import date

KINDS = {
    "legislation": "legislation",
    "notes": "explanatory notes",
    "judgment": "a judgment",
    "changes": "a feed of changes",
}
STATUSES = {"revised": "as revised to", "final": "as first made on", "draft": "a draft of"}


def import_law(arguments: argparse.Namespace) -> int:
    """Bring files of law in, one after another; 0 when each could be used."""
    failed = 0
    for name in arguments.files:
        path = Path(name)
        try:
            brought = actions.bring_in(path, now=clock.now())
        except actions.LawFileError as error:
            failed += 1
            sys.stderr.write(f"{path.name}: {error}\n")
            continue
        sys.stdout.writelines(f"{line}\n" for line in told(brought))
    return 1 if failed else 0


def told(brought: actions.Brought) -> Iterator[str]:
    """Yield what came of a file, line by line."""
    day = f", {STATUSES.get(brought.status, 'of')} {plainly(brought.as_at)}" if brought.as_at else ""
    yield f"{brought.file_name}: {brought.title or brought.place} ({KINDS[brought.kind]}{day})."
    if not brought.is_new:
        yield "  It is here already: nothing has changed."
        return
    if brought.kind == "changes":
        yield f"  {brought.effects:,} changes, {brought.published:,} laws newly published."
    else:
        yield f"  {brought.passages:,} passages, {brought.effects:,} changes not yet in the text. At {brought.place}."
    if brought.pictures:
        yield f"  {brought.pictures:,} pictures are not in the file: the pages point at the official text for them."
    if not brought.passages and brought.kind != "changes":
        yield "  It holds no text, only what is said of the law."
    yield f"  SHA-256 {brought.sha256}"


def plainly(day: date) -> str:
    """Return a date for a terminal: with plain spaces."""
    return written(day).replace(NO_BREAK, " ")
