"""One reminder of a question for more: a week before its day, in humane hours, and only while it waits."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from tests.assessment.conftest import NOW, answer, ask
from tests.platform.working import Clock, run_all

from trigpoint.assessment import actions
from trigpoint.assessment.actions.telling import SOON, remind_of_question
from trigpoint.platform.models import Message, Task

pytestmark = pytest.mark.django_db
WORDS = "a week is left to answer"


def reminders():
    return [task.due for task in Task.objects.all() if task.payload.get("what") == SOON]


def subjects():
    return [row.subject for row in Message.objects.order_by("queued", "pk")]


def work_on(day):
    clock = Clock()
    clock.move(days=day)
    run_all(clock)


def test_it_is_queued_a_week_before_the_day_on_a_school_morning(allocated, alex):
    ask(allocated, alex)  # on Monday 23 November: answer by Monday 21 December

    assert reminders() == [datetime(2026, 12, 14, 8, 30, tzinfo=UTC)]


def test_it_goes_out_once_and_names_the_outcome_alone(allocated, alex):
    ask(allocated, alex)
    work_on(22)
    work_on(23)

    assert len([one for one in subjects() if WORDS in one]) == 1


def test_whoever_has_answered_is_left_alone(allocated, alex, asha):
    ask(allocated, alex)
    answer(allocated, asha)
    work_on(22)

    assert [one for one in subjects() if WORDS in one] == []


def test_whoever_has_withdrawn_is_left_alone(allocated, alex, asha):
    ask(allocated, alex)
    actions.withdraw(key=allocated, candidate=asha.key, now=NOW)
    work_on(22)

    assert [one for one in subjects() if WORDS in one] == []


@pytest.mark.parametrize(
    ("until", "due"),
    [
        (datetime(2026, 12, 12, 12, tzinfo=UTC), [datetime(2026, 12, 7, 8, 30, tzinfo=UTC)]),
        (datetime(2026, 12, 30, 12, tzinfo=UTC), []),
        (datetime(2026, 11, 27, 12, tzinfo=UTC), []),
    ],
    ids=["a Saturday", "in the holidays there is none", "a week before is over"],
)
def test_its_day_is_a_school_day_of_the_last_week_or_there_is_none(allocated, asha, until, due):
    remind_of_question(asha.key, allocated, until.date(), NOW)

    assert reminders() == due
