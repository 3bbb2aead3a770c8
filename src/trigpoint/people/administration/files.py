"""Files of the register that somebody has sent and that wait for a worker, each in a folder of its own."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings

from trigpoint.platform.clock import ENGLAND

KEPT = timedelta(days=7)
"""How long a file is kept: a job that was given up can be tried again until then."""


def upload_folder() -> Path:
    """Return the folder of these files."""
    return Path(settings.DATA) / "register-files"


def drop(path: Path) -> None:
    """Remove a file and its folder."""
    path.unlink(missing_ok=True)
    path.parent.rmdir()


def drop_old(now: datetime) -> int:
    """Remove the files that were sent a week ago. Returns how many."""
    old = [
        path
        for path in upload_folder().glob("*/*")
        if datetime.fromtimestamp(path.stat().st_mtime, ENGLAND) < now - KEPT
    ]
    for path in old:
        drop(path)
    return len(old)
