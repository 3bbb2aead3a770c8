"""A way to bring rows of an export in, and a register that holds the sample."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.schools.support import DAY, as_csv, bring

from trigpoint.schools.sample import load

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from trigpoint.schools.actions import Brought


@pytest.fixture
def bring_rows(tmp_path: Path) -> Callable[..., Brought]:
    """Give a way to bring rows of an export in."""

    def run(*rows: dict[str, str], as_at: date = DAY, **more) -> Brought:
        path = tmp_path / "export.csv"
        path.write_bytes(as_csv(list(rows)).encode())
        return bring(path, as_at, **more)

    return run


@pytest.fixture
def sample(db) -> None:
    """Fill the register with the sample."""
    load()
