"""The real files of law that the tests read. None of them is part of the product."""

from __future__ import annotations

from pathlib import Path

import pytest

LEGISLATION = Path(__file__).resolve().parents[3] / "shared" / "data" / "legislation"


@pytest.fixture(scope="session")
def legislation() -> Path:
    """Give the folder of real files, or say why the test cannot run."""
    if not LEGISLATION.is_dir():
        pytest.skip("The real files of law are not here: they lie in ../shared/data/legislation, beside this folder.")
    return LEGISLATION
