"""The command `trigpoint import-schools`."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from trigpoint.platform import clock
from trigpoint.platform.pages import NO_BREAK, written
from trigpoint.schools import actions
from trigpoint.schools.register.difference import count

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterator
    from datetime import date

SHOWN_TROUBLES = 20
BAR_WIDTH = 30
SECONDS_BETWEEN = 0.1


class Bar:
    """A progress bar on a terminal; silent where nobody watches."""

    def __init__(self, stream: TextIO) -> None:
        self.stream, self.watched, self.drawn = stream, stream.isatty(), 0.0

    def __call__(self, doing: str, at: int, total: int) -> None:
        """Draw how far it is, ten times a second at most."""
        now = time.monotonic()
        if self.watched and (at >= total or now - self.drawn >= SECONDS_BETWEEN):
            self.drawn = now
            filled = BAR_WIDTH * at // max(total, 1)
            self.stream.write(f"\r{doing} [{'#' * filled}{' ' * (BAR_WIDTH - filled)}] {at:,} of {total:,}")
            self.stream.flush()

    def clear(self) -> None:
        """Take the bar away."""
        if self.watched:
            self.stream.write("\r\x1b[K")
            self.stream.flush()


def import_schools(arguments: argparse.Namespace) -> int:
    """Bring files of the register of schools in, one after another; 0 when each could be used."""
    failed = 0
    for name in arguments.files:
        path, bar = Path(name), Bar(sys.stderr)
        as_at = arguments.as_at or actions.day_in_name(path) or clock.today()
        try:
            brought = actions.bring_in(path, as_at=as_at, now=clock.now(), progress=bar)
        except (actions.FileError, actions.OtherImportError) as error:
            failed += 1
            bar.clear()
            sys.stderr.write(f"{path.name}: {error}\n")
            continue
        bar.clear()
        sys.stdout.writelines(f"{line}\n" for line in told(path.name, brought))
    return 1 if failed else 0


def told(name: str, brought: actions.Brought) -> Iterator[str]:
    """Yield what came of a file, line by line."""
    yield f"{name}: {brought.words}, {count(brought.rows, 'row')}, as at {plainly(brought.as_at)}."
    if brought.national:
        yield f"Left out: {count(brought.national, 'row')} of national totals."
    if brought.older_than:
        yield (
            f"It is older than the register here, which is as at {plainly(brought.older_than)}: it only adds schools "
            "that were missing, and fills gaps."
        )
    if brought.continued:
        yield f"Taken up where an earlier run stopped, after {brought.continued:,} changes."
    if brought.difference:
        yield from brought.difference.lines()
    else:
        yield "Nothing has changed: everything in it was here already."
    if brought.absent:
        yield f"Not in it: {count(brought.absent, 'school')} that the register here has. They stay as they are."
    yield from told_troubles(brought.troubles)


def told_troubles(troubles: tuple[actions.Trouble, ...]) -> Iterator[str]:
    """Yield the rows that have something wrong, the first of them one by one."""
    if troubles:
        lost = sum(trouble.lost for trouble in troubles)
        yield f"Something is wrong on {count(len(troubles), 'line')}; {count(lost, 'row')} left out:"
        for trouble in troubles[:SHOWN_TROUBLES]:
            yield f"  line {trouble.line:,}: {trouble.reason}"
        if len(troubles) > SHOWN_TROUBLES:
            yield f"  and {len(troubles) - SHOWN_TROUBLES:,} more"


def plainly(day: date) -> str:
    """Return a date for a terminal: with plain spaces."""
    return written(day).replace(NO_BREAK, " ")
