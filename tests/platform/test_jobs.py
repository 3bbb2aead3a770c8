"""Jobs: asked for, watched, gone on with, given up, tried again."""

from __future__ import annotations

import pytest
from tests.platform.working import NOON, run_all

from trigpoint.platform import jobs
from trigpoint.platform.jobs import NoSuchJobError, job, job_of, start
from trigpoint.platform.work import MOST_ATTEMPTS

pytestmark = pytest.mark.django_db


@pytest.fixture
def steps():
    """Return the list of what the job `t.job` did; it fails where `fails` says."""
    did = []

    @job("t.job")
    def doing(run):
        for at in range(run.at, 3):
            if at in run.payload["fails"] and run.work.attempt <= run.payload["times"]:
                raise ValueError("what somebody typed")
            run.step(at + 1, 3, f"Step {at + 1}")
            did.append(at)
        return "3 steps are done."

    return did


def ask(fails=(), times=0):
    return start("t.job", {"fails": list(fails), "times": times}, title="Three steps", asked_by="p_1", now=NOON)


def test_a_job_waits_and_says_for_whom(steps, django_assert_num_queries):
    job_id = ask()

    with django_assert_num_queries(1):
        found = job_of(job_id)
    assert (found.title, found.asked_by, found.state, found.done, found.total) == (
        "Three steps",
        "p_1",
        "waiting",
        0,
        0,
    )
    assert not found.is_over


def test_a_job_that_is_done_says_what_came_of_it(clock, steps):
    job_id = ask()
    run_all(clock)

    found = job_of(job_id)
    assert (found.state, found.done, found.total, found.words) == ("done", 3, 3, "3 steps are done.")
    assert found.is_over


def test_a_job_that_fails_says_when_it_is_tried_again_and_goes_on_where_it_was(clock, steps):
    job_id = ask(fails=[2], times=1)
    run_all(clock)
    found = job_of(job_id)
    assert (found.state, found.done) == ("waiting", 2)
    assert found.tries_again is not None
    assert found.tries_again > NOON

    clock.move(minutes=1)
    run_all(clock)

    assert (job_of(job_id).state, job_of(job_id).tries_again, steps) == ("done", None, [0, 1, 2])


def test_a_job_that_was_given_up_can_be_tried_again(clock, steps):
    job_id = ask(fails=[0], times=MOST_ATTEMPTS)
    for _ in range(MOST_ATTEMPTS):
        run_all(clock)
        clock.move(days=2)
    assert (job_of(job_id).state, job_of(job_id).is_over) == ("failed", True)

    assert jobs.try_again(job_id, now=clock())
    assert not jobs.try_again(job_id, now=clock())
    run_all(clock)

    assert job_of(job_id).state == "waiting"  # it fails once more, as its first try


def test_there_is_no_job_of_another_name():
    with pytest.raises(NoSuchJobError):
        job_of("j_none")
    assert not jobs.try_again("j_none", now=NOON)
