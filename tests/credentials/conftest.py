"""What the tests of credentials share: keys in a folder of their own, and somebody who holds the award."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.credentials.making import Clock, a_holder, run_all

from trigpoint.credentials import issuer

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pytest_django import Settings
    from tests.somebody import APerson


@pytest.fixture(autouse=True)
def _own_keys(settings: Settings, tmp_path: Path) -> Iterator[None]:
    """Keep the issuer's keys apart from those of other tests."""
    settings.DATA = tmp_path
    issuer._opened.cache_clear()
    yield
    issuer._opened.cache_clear()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def asha(a_person: APerson, clock: Clock) -> str:
    """Return the key of somebody who holds the award and whose credential was issued."""
    key = a_holder(a_person("Asha Rahman"))
    run_all(clock)
    return key
