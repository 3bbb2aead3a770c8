"""Events reach their subscribers: once each, in order, again after a failure, and never without the event."""

from __future__ import annotations

import pytest
from django.db import transaction
from tests.platform.working import NOON, run_all

from trigpoint.platform.events import Recorded, declare, emit
from trigpoint.platform.models import Message, Task
from trigpoint.platform.subscribers import subscribe, subscribers_of
from trigpoint.platform.work import MOST_ATTEMPTS, leave_out, parked

pytestmark = pytest.mark.django_db
NAME = "schools.register.imported"
"""An event that no room of ours hears of."""


class Told:
    """A subscriber that remembers, fails when told to, and writes a row with each event."""

    def __init__(self, name="first", failures=0):
        self.__module__, self.__qualname__ = "trigpoint.test.subscribers", name
        self.failures, self.heard = failures, []

    def __call__(self, event: Recorded, *, now):
        Message.objects.create(id=f"{self.__qualname__} {event.id}"[:40], to="p", subject="s", queued=now)
        if self.failures:
            self.failures -= 1
            raise ValueError
        self.heard.append((event.subject, event.data["n"]))


def tell(n, subject="p_1"):
    with transaction.atomic():
        return emit(name=NAME, actor=None, subject=subject, at=NOON, data={"n": n})


def test_a_subscriber_hears_of_an_event_from_a_worker(clock):
    told = Told()
    subscribe(NAME, told)
    tell(1)
    assert told.heard == []

    run_all(clock)

    assert told.heard == [("p_1", 1)]


def test_a_subscriber_is_named_after_where_it_is():
    subscribe(NAME, Told("second"))
    subscribe(NAME, Told("first"))
    subscribe(NAME, Told("first"))

    assert subscribers_of(NAME) == ("test.subscribers.first", "test.subscribers.second")


def test_an_event_without_subscribers_costs_nothing_more(django_assert_num_queries):
    with transaction.atomic(), django_assert_num_queries(1):
        emit(name=NAME, actor=None, subject="p_1", at=NOON, data={})


def test_every_subscriber_hears_of_it_and_the_failure_of_one_holds_up_no_other(clock):
    fails, hears = Told("fails", failures=99), Told("hears")
    subscribe(NAME, fails)
    subscribe(NAME, hears)
    tell(1)
    tell(2)

    run_all(clock)

    assert ([n for _, n in hears.heard], fails.heard) == ([1, 2], [])


def test_the_delivery_goes_with_the_event_when_the_action_fails(clock):
    told = Told()
    subscribe(NAME, told)
    with transaction.atomic():
        tell(1)
        transaction.set_rollback(True)

    assert (run_all(clock), Task.objects.count(), told.heard) == (0, 0, [])


def test_the_events_of_one_subject_are_heard_in_order_also_when_one_fails_at_first(clock):
    told = Told(failures=1)
    subscribe(NAME, told)
    for n in (1, 2, 3):
        tell(n)
    tell(9, subject="p_2")

    run_all(clock)
    assert told.heard == [("p_2", 9)]
    clock.move(minutes=1)
    run_all(clock)
    assert told.heard == [("p_2", 9), ("p_1", 1), ("p_1", 2), ("p_1", 3)]


def test_what_a_subscriber_wrote_before_it_failed_is_taken_back(clock):
    subscribe(NAME, Told(failures=1))
    tell(1)
    run_all(clock)
    assert Message.objects.count() == 0

    clock.move(minutes=1)
    run_all(clock)

    assert Message.objects.count() == 1


def test_a_delivery_that_keeps_failing_is_parked_and_can_be_left_out(clock):
    told = Told(failures=MOST_ATTEMPTS)
    subscribe(NAME, told)
    event_id = tell(1)
    tell(2)
    for _ in range(MOST_ATTEMPTS):
        run_all(clock)
        clock.move(days=2)

    (found,) = parked()
    assert (found.what, found.behind) == (f"event {event_id}, to test.subscribers.first", 1)
    assert leave_out(found.id, now=clock())
    run_all(clock)
    assert told.heard == [("p_1", 2)]


def test_a_delivery_to_a_subscriber_that_has_gone_says_so(clock):
    subscribe(NAME, Told())
    tell(1)
    from_here = Task.objects.get()
    Task.objects.update(payload=from_here.payload | {"to": "test.subscribers.gone"})

    run_all(clock)

    assert "NobodySubscribesError" in Task.objects.get().error


def test_subscribing_needs_no_declared_event_at_once_since_rooms_start_in_any_order():
    subscribe("later.thing.done", Told())
    declare("later.thing.done", "Something later.")

    assert subscribers_of("later.thing.done") == ("test.subscribers.first",)
