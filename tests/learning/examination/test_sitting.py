"""Sitting a part: every answer is kept, the newest in time counts; two tabs, the end, and summer time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from tests.learning.examination.support import (
    HOUR,
    NOW,
    begun,
    candidate,
    drawn,
    examiner,
    keyed,
    opened,
    paper,
    said,
    sat,
    work_until,
    wrong,
)
from tests.somebody import a_person_like

from trigpoint.content.questions import questions
from trigpoint.law.watch.actions import enter_change
from trigpoint.learning.examination import actions
from trigpoint.learning.examination.errors import ExaminationError
from trigpoint.learning.examination.models import Drawn, Given, Incident, Kind, Part, State, Why
from trigpoint.people.roles import Role
from trigpoint.platform.append_only import AppendOnlyError
from trigpoint.platform.clock import ENGLAND

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("an_open_examination")]
MINUTE = timedelta(minutes=1)


def part(attempt: str, number: int = 1) -> Part:
    return Part.objects.get(attempt=attempt, number=number)


def test_a_part_runs_for_its_minutes_and_no_clock_runs_before_it_begins():
    asha = candidate().key
    attempt = opened(asha)
    assert part(attempt).ends_at is None

    actions.begin_part(person=asha, attempt=attempt, number=1, now=NOW + HOUR)
    assert part(attempt).ends_at == NOW + HOUR + 45 * MINUTE
    actions.begin_part(person=asha, attempt=attempt, number=1, now=NOW + 2 * HOUR)
    assert part(attempt).ends_at == NOW + HOUR + 45 * MINUTE


@pytest.mark.parametrize(
    ("begun_at", "ends_at"),
    [
        # At 01:00 UTC on 29 March 2026 clocks on walls go from 01:00 to 02:00.
        (datetime(2026, 3, 29, 0, 40, tzinfo=ENGLAND), datetime(2026, 3, 29, 1, 25, tzinfo=UTC)),
        # At 01:00 UTC on 25 October 2026 they go back from 02:00 to 01:00.
        (datetime(2026, 10, 25, 1, 40, tzinfo=ENGLAND), datetime(2026, 10, 25, 1, 25, tzinfo=UTC)),
    ],
)
def test_a_part_across_a_change_of_summer_time_runs_for_just_its_minutes(begun_at: datetime, ends_at: datetime):
    asha = candidate().key
    attempt = begun(asha, now=begun_at)

    assert part(attempt).ends_at == ends_at
    just_in_time = said(asha, attempt, 1, keyed_at(attempt), now=(ends_at - MINUTE).astimezone(ENGLAND))
    assert not just_in_time.late
    assert said(asha, attempt, 1, None, now=ends_at.astimezone(ENGLAND)).late


def keyed_at(attempt: str, place: int = 1):
    return keyed(questions()[drawn(attempt, place).question])


def test_the_newest_answer_counts_and_the_one_before_is_kept():
    asha = candidate().key
    attempt = begun(asha)
    first, second = wrong(questions()[drawn(attempt, 1).question]), keyed_at(attempt)

    said(asha, attempt, 1, first, now=NOW)
    saved = said(asha, attempt, 1, second, now=NOW + MINUTE)
    assert saved.changed
    assert not saved.clash
    assert drawn(attempt, 1).answer == second
    assert [(row.answer, row.counts, row.clash) for row in Given.objects.filter(attempt=attempt)] == [
        (first, True, False),
        (second, True, False),
    ]
    assert said(asha, attempt, 1, second, now=NOW + MINUTE).changed is False
    assert Given.objects.filter(attempt=attempt).count() == 2


def test_of_two_tabs_the_last_counts_both_are_kept_and_she_is_told():
    asha = candidate().key
    attempt = begun(asha)
    one, other = wrong(questions()[drawn(attempt, 1).question]), keyed_at(attempt)

    said(asha, attempt, 1, one, now=NOW, seen=0)
    saved = said(asha, attempt, 1, other, now=NOW + MINUTE, seen=0)
    assert saved.clash
    assert drawn(attempt, 1).answer == other
    kept = list(Given.objects.filter(attempt=attempt))
    assert [(row.answer, row.clash) for row in kept] == [(one, False), (other, True)]
    assert kept[1].replaced == kept[0].pk
    assert Incident.objects.get(attempt=attempt).kind == Kind.TWO_TABS


def test_an_answer_after_the_end_is_kept_and_does_not_count():
    asha = candidate().key
    attempt = begun(asha)
    said(asha, attempt, 1, keyed_at(attempt), now=NOW)

    saved = said(asha, attempt, 1, None, now=NOW + 45 * MINUTE)
    assert saved.late
    assert drawn(attempt, 1).answer == keyed_at(attempt)
    assert list(Given.objects.filter(attempt=attempt, counts=False).values_list("answer", flat=True)) == [None]
    assert Incident.objects.get(attempt=attempt).kind == Kind.LATE


def test_an_answer_cannot_be_changed_or_removed_by_anybody():
    asha = candidate().key
    attempt = begun(asha)
    said(asha, attempt, 1, keyed_at(attempt), now=NOW)

    with pytest.raises(AppendOnlyError):
        Given.objects.filter(attempt=attempt).delete()


def test_nobody_answers_a_part_of_somebody_else_or_one_that_has_not_begun():
    asha, other = candidate().key, candidate("Somebody Else").key
    attempt = begun(asha)

    with pytest.raises(ExaminationError, match="has not begun"):
        actions.save_answer(
            person=other, attempt=attempt, number=1, place=1, answer="a", answered=True, seen=0, later=None, now=NOW
        )
    with pytest.raises(ExaminationError, match="has not begun"):
        actions.save_answer(
            person=asha, attempt=attempt, number=2, place=1, answer="a", answered=True, seen=0, later=None, now=NOW
        )


def test_a_worker_ends_a_part_at_its_end_and_what_was_saved_counts():
    asha = candidate().key
    attempt = begun(asha)
    said(asha, attempt, 1, keyed_at(attempt), now=NOW)
    work_until(NOW + 44 * MINUTE)
    assert part(attempt).handed_in_at is None

    work_until(NOW + 46 * MINUTE)
    assert part(attempt).ran_out
    assert part(attempt).handed_in_at == NOW + 45 * MINUTE
    assert paper(attempt).state == State.OPEN


def test_more_minutes_move_the_end_and_the_worker_comes_again():
    asha = candidate().key
    attempt = begun(asha)
    actions.extend(actor=examiner("Ed Aminer"), attempt=attempt, number=1, minutes=10, words="Fire alarm.", now=NOW)
    work_until(NOW + 50 * MINUTE)
    assert part(attempt).handed_in_at is None
    assert not said(asha, attempt, 1, keyed_at(attempt), now=NOW + 50 * MINUTE).late

    work_until(NOW + 56 * MINUTE)
    assert part(attempt).ran_out


def test_parts_can_be_sat_on_different_days_and_only_one_at_a_time():
    asha = candidate().key
    attempt = begun(asha)

    with pytest.raises(ExaminationError, match="Part 1 is still running"):
        actions.begin_part(person=asha, attempt=attempt, number=2, now=NOW + MINUTE)
    assert actions.hand_in(person=asha, attempt=attempt, number=1, now=NOW + MINUTE) is False
    actions.begin_part(person=asha, attempt=attempt, number=2, now=NOW + timedelta(days=5))
    assert actions.hand_in(person=asha, attempt=attempt, number=2, now=NOW + timedelta(days=5)) is True


def test_a_paper_of_which_a_part_is_left_ends_without_a_result_after_28_days():
    asha = candidate().key
    attempt = begun(asha)

    with pytest.raises(ExaminationError, match="days for sitting this paper are over"):
        actions.begin_part(person=asha, attempt=attempt, number=2, now=NOW + timedelta(days=28))
    assert actions.lapse_attempts(NOW + timedelta(days=28)) == 1
    assert paper(attempt).state == State.LAPSED


def test_a_question_whose_law_changes_meanwhile_does_not_count_and_the_rest_is_rescaled():
    asha = candidate().key
    attempt = begun(asha)
    row = drawn(attempt, 1)
    provision = questions()[row.question].provisions[0]
    hit = [
        one.pk
        for one in Drawn.objects.filter(part__attempt=attempt)
        if provision in questions()[one.question].provisions
    ]
    author = a_person_like("Ann Author", Role.CONTENT_AUTHOR).key
    enter_change(
        actor=author, provision=provision, before="Old words.", after="New words.", as_at=NOW.date(),
        source="SI 2026/1", address="https://www.legislation.gov.uk/x", now=NOW,
    )  # fmt: skip
    work_until(NOW + MINUTE)

    assert drawn(attempt, 1).excluded == Why.FROZEN
    assert Incident.objects.filter(attempt=attempt, kind=Kind.EXCLUDED).count() == len(hit)
    for number in (1, 2):
        if number == 2:
            actions.begin_part(person=asha, attempt=attempt, number=2, now=NOW + HOUR)
        actions.hand_in(person=asha, attempt=attempt, number=number, now=NOW + HOUR)
    assert paper(attempt).counted == 40 - len(hit)


def test_handing_the_last_part_in_marks_the_paper_out_of_what_counts():
    asha = candidate().key
    attempt = sat(asha, right=30)

    found = paper(attempt)
    assert (found.state, found.right, found.counted, found.mark, found.passed) == (State.HANDED_IN, 30, 40, 75, True)
