"""Work that waits: taken by one worker at a time, in order where order matters, tried again, parked, put back."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

import pytest
from django.db import IntegrityError, transaction
from tests.platform.working import NOON, run_all, take_one

from trigpoint.platform import work
from trigpoint.platform.models import Task
from trigpoint.platform.work import (
    LEASE,
    MOST_ATTEMPTS,
    LostError,
    UnknownTaskError,
    enqueue,
    forget_done,
    leave_out,
    parked,
    run,
    take,
    task,
    try_again,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def done():
    """Return the list to which the task `t.note` adds what it was given."""
    notes = []
    task("t.note")(lambda found: notes.append(found.payload["note"]))
    return notes


def note(words, **more):
    return enqueue("t.note", {"note": words}, **{"now": NOON, **more})


def state_of(task_id):
    return Task.objects.get(id=task_id).state


def breaking(name="t.breaks", times=99):
    left = [times]

    @task(name)
    def breaks(found):
        if left[0]:
            left[0] -= 1
            raise ValueError("what somebody typed")

    return breaks


def test_a_task_is_done_once(clock, done):
    task_id = note("one")

    assert (run_all(clock), run_all(clock), done, state_of(task_id)) == (1, 0, ["one"], "done")


def test_a_task_that_no_room_knows_is_refused_when_it_is_queued():
    with pytest.raises(UnknownTaskError, match="Register it in the room's tasks"):
        enqueue("t.unknown", {}, now=NOON)


def test_one_name_has_one_meaning(done):
    with pytest.raises(ValueError, match="are called"):
        task("t.note")(print)


def test_a_task_goes_with_the_transaction_that_queued_it(clock, done):
    with transaction.atomic():
        note("never")
        transaction.set_rollback(True)

    assert (run_all(clock), done) == (0, [])


def test_the_same_work_is_queued_once(done):
    note("one", key="same")
    with pytest.raises(IntegrityError), transaction.atomic():
        note("two", key="same")


def test_nothing_is_taken_before_it_is_due(clock, done):
    note("later", due=NOON + timedelta(minutes=5))

    assert run_all(clock) == 0
    clock.move(minutes=5)
    assert run_all(clock) == 1


def test_a_task_in_a_workers_hands_is_not_taken_by_another(clock, done):
    note("one")

    assert take(clock) is not None
    assert take(clock) is None


def test_a_task_whose_worker_fell_silent_is_taken_again_and_the_first_can_no_longer_end_it(clock, done):
    task_id = note("one")
    silent = take_one(clock)
    clock.move(seconds=LEASE.total_seconds())

    again = take_one(clock)

    assert again.attempt == 2
    with pytest.raises(LostError):
        silent.keep()
    with pytest.raises(LostError):
        silent.done()
    run(silent)
    assert state_of(task_id) == "running"
    run(again)
    assert state_of(task_id) == "done"


def test_a_worker_that_says_it_goes_on_keeps_its_task(clock, done):
    note("one")
    found = take_one(clock)
    for _ in range(5):
        clock.move(seconds=LEASE.total_seconds() - 1)
        found.keep()

    assert take(clock) is None


def test_tasks_of_one_line_wait_for_each_other_and_other_lines_do_not(clock, done):
    note("a1", line="a")
    note("a2", line="a")
    note("b1", line="b")
    first, other = take_one(clock), take_one(clock)

    assert ([found.payload["note"] for found in (first, other)], take(clock)) == (["a1", "b1"], None)
    run(first)
    assert take_one(clock).payload["note"] == "a2"


def test_a_failure_is_tried_again_later_each_time_after_a_longer_wait(clock):
    breaking()
    task_id = enqueue("t.breaks", {}, now=NOON)
    waits = []
    for _ in range(MOST_ATTEMPTS - 1):
        assert run_all(clock) == 1
        waits.append((Task.objects.get(id=task_id).due - clock.at).total_seconds())
        clock.move(seconds=waits[-1])

    assert state_of(task_id) == "waiting"
    assert waits[0] < 13
    assert all(later > earlier * 2 for earlier, later in pairwise(waits[:6]))


def fail_for_good(clock, **more):
    breaking(times=MOST_ATTEMPTS)
    task_id = enqueue("t.breaks", {"event": "v_1"}, now=NOON, **more)
    for _ in range(MOST_ATTEMPTS):
        run_all(clock)
        clock.move(days=2)
    return task_id


def test_after_several_tries_a_task_is_parked_with_the_place_of_the_error_and_not_its_words(clock):
    task_id = fail_for_good(clock)

    (found,) = parked()
    assert (found.id, found.name, found.what, found.attempts) == (task_id, "t.breaks", "event v_1", MOST_ATTEMPTS)
    assert found.error.startswith("builtins.ValueError at ")
    assert "typed" not in found.error
    assert run_all(clock) == 0


def test_what_is_behind_a_parked_task_waits_until_it_is_tried_again(clock, done):
    task_id = fail_for_good(clock, line="a")
    behind = note("behind", line="a")

    assert (run_all(clock), parked()[0].behind) == (0, 1)
    assert try_again(task_id, now=clock())
    assert run_all(clock) == 2
    assert (state_of(task_id), state_of(behind), try_again(task_id, now=clock())) == ("done", "done", False)


def test_a_parked_task_can_be_left_out_so_that_the_rest_goes_on(clock, done):
    task_id = fail_for_good(clock, line="a")
    note("behind", line="a")

    assert leave_out(task_id, now=clock())
    assert (run_all(clock), done, leave_out(task_id, now=clock())) == (1, ["behind"], False)


def test_a_task_that_kills_every_worker_is_parked_too(clock, done):
    note("one")
    for _ in range(MOST_ATTEMPTS):
        take(clock)
        clock.move(seconds=LEASE.total_seconds())

    run(take_one(clock))

    assert parked()[0].error.startswith("trigpoint.platform.work.WorkerStoppedError")


def test_a_task_whose_handler_has_gone_is_tried_again_and_then_parked(clock, done):
    task_id = note("one")
    del work._handlers["t.note"]

    run_all(clock)

    assert (state_of(task_id), Task.objects.get(id=task_id).attempts) == ("waiting", 1)


def test_a_task_put_back_on_stopping_goes_on_at_once_and_counts_no_failure(clock):
    task("t.long")(lambda found: found.keep())
    task_id = enqueue("t.long", {}, now=NOON)

    run(take_one(clock, stopping=lambda: True))

    row = Task.objects.get(id=task_id)
    assert (row.state, row.attempts, row.due) == ("waiting", 0, NOON)


def test_rows_and_the_end_of_a_task_come_together_or_not_at_all(clock, done):
    @task("t.half")
    def half(found):
        with transaction.atomic():
            found.done()
            note("effect")
            if found.attempt == 1:
                raise ZeroDivisionError

    enqueue("t.half", {}, now=NOON)
    run_all(clock)
    assert Task.objects.filter(name="t.note").count() == 0
    clock.move(minutes=1)
    run_all(clock)
    assert done == ["effect"]


def test_an_empty_queue_costs_one_read(clock, django_assert_num_queries):
    with django_assert_num_queries(1) as asked:
        take(clock)

    assert asked.captured_queries[0]["sql"].startswith("SELECT")


def test_what_was_done_long_ago_is_forgotten(clock, done):
    note("one")
    run_all(clock)
    note("two")

    assert forget_done(NOON + timedelta(days=1)) == 1
    assert Task.objects.count() == 1
