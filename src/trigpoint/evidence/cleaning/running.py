"""Cleaning in a process of its own: what a hostile file does there, it does to nobody else."""

from __future__ import annotations

import json
import subprocess
import sys
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from trigpoint.evidence.cleaning.types import Cleaned, RefusedError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    Box = tuple[float, float, float, float]

SECONDS = 90
AT_ONCE = BoundedSemaphore(1)
"""How many files one process of the site has cleaned at the same time: each costs some 50 MB while it lasts."""
GAVE_UP = (
    "We could not look into this file safely: it took too long or too much memory. Save it again, smaller or as a PDF "
    "or JPEG, and add that."
)


def clean(source: Path, target: Path) -> Cleaned:
    """Clean a file into another. Raises RefusedError with the reason; then there is no target."""
    return _run(source, target)


def black_out(source: Path, target: Path, boxes: Iterable[Box]) -> Cleaned:
    """Burn black boxes into a picture, each left, top, width and height as parts of 1. Raises RefusedError."""
    return _run(source, target, json.dumps([list(box) for box in boxes]))


def _run(source: Path, target: Path, *more: str) -> Cleaned:
    command = [sys.executable, "-I", "-m", "trigpoint.evidence.cleaning", str(source), str(target), *more]
    with AT_ONCE:
        try:
            done = subprocess.run(command, capture_output=True, timeout=SECONDS, check=False)  # noqa: S603 - our own
        except subprocess.TimeoutExpired:
            done = None
    said = json.loads(done.stdout) if done is not None and done.returncode == 0 and done.stdout else {}
    if "type" not in said:
        target.unlink(missing_ok=True)
        raise RefusedError(said.get("refused", GAVE_UP))
    return Cleaned(said["type"], tuple(said["removed"]), said["width"], said["height"])
