"""No write transaction holds the lock over 200 ms: not an action of any room, a worker, a routine, nor an import."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import connection
from tests.contract.locking import Held, transactions_timed
from tests.schools.support import as_csv, bring, export

from trigpoint.platform import clock
from trigpoint.platform.routines import tick
from trigpoint.platform.worker import Worker
from trigpoint.web import demo

pytestmark = pytest.mark.django_db(transaction=True)
MOST_SECONDS = 0.2
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def longest(held: list[Held]) -> Held:
    return max(held, key=lambda one: one.seconds)


@pytest.fixture(autouse=True)
def _only_sqlite():
    if connection.vendor != "sqlite":
        pytest.skip("the one lock is SQLite's")


def test_the_actions_of_all_rooms_are_short_and_so_is_what_they_leave_to_workers(settings, tmp_path):
    """The demonstration's people do with each room's actions what people do."""
    settings.DEMO, settings.DATA = True, tmp_path

    with transactions_timed() as held:
        demo.fill(NOON)
        Worker(clock.now, once=True).work()

    assert len(held) > 10
    assert longest(held).seconds <= MOST_SECONDS, str(longest(held))


def test_the_daily_routines_are_short(settings, tmp_path):
    settings.DEMO, settings.DATA = True, tmp_path
    demo.fill(NOON)

    with transactions_timed() as held:
        failed = [outcome for outcome in tick(NOON) if outcome.failed]

    assert failed == []
    assert longest(held).seconds <= MOST_SECONDS, str(longest(held))


def test_an_import_of_many_schools_is_many_short_transactions(tmp_path):
    rows = [export(URN=str(urn), EstablishmentName=f"Hill {urn:x} School") for urn in range(200_000, 206_000)]
    path = tmp_path / "export.csv"
    path.write_text(as_csv(rows))

    with transactions_timed() as held:
        bring(path)

    assert len(held) >= 6_000 / 2_000
    assert longest(held).seconds <= MOST_SECONDS, str(longest(held))
