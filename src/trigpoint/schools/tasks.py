"""What this room leaves to a worker, and to each day."""

from __future__ import annotations

import time
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from trigpoint.platform.jobs import job
from trigpoint.platform.routines import each_day
from trigpoint.schools import actions
from trigpoint.schools.register.applying import sweep
from trigpoint.schools.register.telling import told

if TYPE_CHECKING:
    from datetime import datetime

    from trigpoint.platform.jobs import Run

KEPT = timedelta(days=90)
"""How long rows that an import has replaced are kept: until then, what a page said can be looked up."""
SECONDS_BETWEEN = 0.5
"""Between two reports of how far it is; each also tells other workers that this one is alive."""


class Reporter:
    """Passes on how far an import is, twice a second at most."""

    def __init__(self, run: Run) -> None:
        self.run, self.reported, self.doing = run, 0.0, ""

    def __call__(self, doing: str, at: int, total: int) -> None:
        """Say how far it is. Stops the import when another worker has it, or this one is to stop."""
        now = time.monotonic()
        if doing != self.doing or at >= total or now - self.reported >= SECONDS_BETWEEN:
            self.reported, self.doing = now, doing
            self.run.step(at, total, f"{doing} lines" if doing == "Reading" else "Writing what has changed")


@job(actions.IMPORT)
def import_register(run: Run) -> str:
    """Bring a file in. One that was stopped is taken up where it was, since the import itself remembers."""
    path = Path(run.payload["file"])
    brought = actions.bring_in(
        path,
        as_at=date.fromisoformat(run.payload["as_at"]),
        now=run.now,
        actor=run.payload["actor"],
        progress=Reporter(run),
    )
    return "\n".join(told(path.name, brought))


@each_day("schools.replaced-rows")
def sweep_replaced_rows(now: datetime) -> str:
    """Remove rows that an import replaced long ago and that nobody reads any more."""
    return f"{sweep(now - KEPT)} replaced rows removed"
