"""The command `trigpoint import-schools`."""

from __future__ import annotations

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from trigpoint.platform import clock
from trigpoint.schools import actions
from trigpoint.schools.register.telling import told

if TYPE_CHECKING:
    import argparse

BAR_WIDTH = 30
OPERATOR = "operator"
"""Who asked for a job by the command: whoever may use the machine."""
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
        if arguments.later:
            job = actions.bring_in_later(path, as_at=as_at, asked_by=OPERATOR, now=clock.now())
            sys.stdout.write(f"{path.name}: left to a worker as job {job}.\n")
            continue
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
