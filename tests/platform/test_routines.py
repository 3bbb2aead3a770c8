"""Daily routines: once a day each, one that fails stops no other, and all of them are known."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.platform.working import NOON

from trigpoint.platform import routines
from trigpoint.platform.routines import Outcome, each_day, tick

pytestmark = pytest.mark.django_db
ALL = ("people.sessions", "platform.work", "record.seal", "schools.replaced-rows")


def test_these_are_all():
    assert set(ALL) <= set(routines.routines())


def test_each_is_done_once_a_day(monkeypatch):
    monkeypatch.setattr(routines, "_routines", {})
    done = []

    @each_day("t.one")
    def one(now):
        done.append(now)
        return "did it"

    assert list(tick(NOON)) == [Outcome("t.one", "did it")]
    assert list(tick(NOON + timedelta(hours=3))) == [Outcome("t.one", "")]
    assert list(tick(NOON + timedelta(days=1))) == [Outcome("t.one", "did it")]
    assert len(done) == 2


def test_one_that_fails_stops_no_other_and_is_tried_again_with_the_next_tick(monkeypatch):
    monkeypatch.setattr(routines, "_routines", {})
    failures = [1]

    @each_day("t.a")
    def breaks(now):
        if failures:
            failures.pop()
            raise ValueError
        return "did it"

    each_day("t.b")(lambda now: "did it")

    assert [outcome.failed for outcome in tick(NOON)] == [True, False]
    assert list(tick(NOON)) == [Outcome("t.a", "did it"), Outcome("t.b", "")]


def test_one_name_is_one_routine():
    with pytest.raises(ValueError, match="are called"):
        each_day("record.seal")(str)
