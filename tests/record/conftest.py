"""A key of the tests' own, kept in a folder of the test's own."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pytest_django import Settings

KEY = bytes(range(32))


@pytest.fixture(autouse=True)
def ledger_key_of_the_tests(settings: Settings) -> None:
    """Give every test the same key: some tests commit entries, which stay until the database goes."""
    settings.RECORD_KEY = KEY.hex()
