"""A way to store an older version of an installed scheme, taken back after each test."""

from __future__ import annotations

import copy
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
import time_machine

from trigpoint.content.library import installed_library
from trigpoint.content.versions import load, store
from trigpoint.kernel import read_scheme
from trigpoint.pathway.scheme import queries

if TYPE_CHECKING:
    from collections.abc import Callable

    from trigpoint.kernel import Scheme


LONG_AGO = datetime(2020, 9, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def forget_stored_versions():
    """The pages remember for a minute which versions are stored; a test takes its own back sooner."""
    load.cache_clear()
    queries._versions.cache_clear()
    yield
    load.cache_clear()
    queries._versions.cache_clear()


@pytest.fixture
def store_older(db) -> Callable[..., Scheme]:
    """Give a way to store another version of an installed scheme, as if it had been the first, years ago."""

    def storing(scheme_id: str, change: Callable[[dict[str, Any]], None], version: str = "0.9") -> Scheme:
        installed = installed_library().schemes[scheme_id]
        mapping = copy.deepcopy(installed.as_mapping())
        mapping["version"] = version
        change(mapping)
        other = read_scheme(mapping, installed.vocabulary)
        with time_machine.travel(LONG_AGO, tick=False):
            store([other])
        queries._versions.cache_clear()
        return other

    return storing
