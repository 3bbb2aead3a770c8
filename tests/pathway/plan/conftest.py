"""A person with a plan at noon on a school day."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
import time_machine

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def asha(a_person):
    return a_person("Asha Rahman")


@pytest.fixture
def me(client, asha, sign_in):
    """Return a browser in which Asha is signed in."""
    sign_in(client, asha)
    return client
