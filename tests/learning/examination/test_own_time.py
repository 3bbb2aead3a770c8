"""More time and a pause that anybody may take: once a part, written down, and exact whatever clocks on walls do."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from tests.learning.examination.support import (
    NOW,
    begun,
    candidate,
    drawn,
    examiner,
    said,
    work_until,
    wrong,
)

from trigpoint.content.questions import Kind as QuestionKind
from trigpoint.content.questions import questions
from trigpoint.learning.examination import actions
from trigpoint.learning.examination.errors import ExaminationError
from trigpoint.learning.examination.models import Drawn, Incident, Kind, Part
from trigpoint.people.models import Person
from trigpoint.platform.clock import ENGLAND
from trigpoint.platform.models import Event

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("an_open_examination")]
MINUTE = timedelta(minutes=1)


@pytest.fixture
def asha(client: Client) -> str:
    person = candidate()
    client.force_login(person)
    return person.key


def part(attempt: str) -> Part:
    return Part.objects.get(attempt=attempt, number=1)


def act(do, person: str, attempt: str, now: datetime = NOW):
    return do(person=person, attempt=attempt, number=1, now=now)


def happened(attempt: str) -> list[tuple[str, int | None, str]]:
    return list(Incident.objects.filter(attempt=attempt).values_list("kind", "minutes", "by"))


def test_a_quarter_more_time_is_taken_once_and_written_down(asha: str):
    attempt = begun(asha)

    assert act(actions.take_more_time, asha, attempt, NOW + 30 * MINUTE) == 12
    assert (part(attempt).ends_at, part(attempt).allowed) == (NOW + 57 * MINUTE, 57)
    with pytest.raises(ExaminationError, match="You have taken 12 minutes more in this part already"):
        act(actions.take_more_time, asha, attempt, NOW + 31 * MINUTE)
    assert part(attempt).ends_at == NOW + 57 * MINUTE
    assert happened(attempt) == [(Kind.TOOK_MORE, 12, asha)]
    assert Event.objects.get(name="learning.part.lengthened").data["minutes"] == 12
    assert not said(asha, attempt, 1, None, now=NOW + 56 * MINUTE).late


def test_more_time_comes_on_top_of_an_adjustment(asha: str, an_open_examination: str):
    key = actions.ask_for_adjustment(person=asha, percent=100, rest=0, words="", now=NOW)
    actions.give_adjustment(actor=an_open_examination, adjustment=key, percent=100, rest=0, words="", now=NOW)
    attempt = begun(asha)

    assert act(actions.take_more_time, asha, attempt) == 23
    assert part(attempt).ends_at == NOW + 113 * MINUTE


def test_the_clock_stands_for_as_long_as_she_is_away_and_at_most_ten_minutes(asha: str):
    attempt = begun(asha)

    assert act(actions.pause, asha, attempt, NOW + 20 * MINUTE) == NOW + 30 * MINUTE
    act(actions.go_on, asha, attempt, NOW + 24 * MINUTE)
    assert part(attempt).ends_at == NOW + 49 * MINUTE
    act(actions.go_on, asha, attempt, NOW + 25 * MINUTE)
    assert part(attempt).ends_at == NOW + 49 * MINUTE
    with pytest.raises(ExaminationError, match="once already"):
        act(actions.pause, asha, attempt, NOW + 26 * MINUTE)
    assert happened(attempt) == [(Kind.PAUSED, 10, asha), (Kind.WENT_ON, None, asha)]


def test_a_clock_that_nobody_comes_back_to_runs_on_by_itself_and_the_part_ends(asha: str):
    attempt = begun(asha)
    act(actions.pause, asha, attempt, NOW + 20 * MINUTE)
    act(actions.pause, asha, attempt, NOW + 21 * MINUTE)

    work_until(NOW + 54 * MINUTE)
    assert part(attempt).handed_in_at is None
    work_until(NOW + 56 * MINUTE)
    assert part(attempt).handed_in_at == NOW + 55 * MINUTE
    assert part(attempt).ran_out


@pytest.mark.parametrize(
    "begun_at",
    [datetime(2026, 3, 29, 0, 40, tzinfo=ENGLAND), datetime(2026, 10, 25, 1, 40, tzinfo=ENGLAND)],
)
def test_a_pause_across_a_change_of_summer_time_gives_and_takes_just_its_minutes(asha: str, begun_at: datetime):
    attempt = begun(asha, now=begun_at)
    start = begun_at.astimezone(UTC)

    act(actions.pause, asha, attempt, (start + 15 * MINUTE).astimezone(ENGLAND))
    assert part(attempt).paused_until == start + 25 * MINUTE
    act(actions.go_on, asha, attempt, (start + 22 * MINUTE).astimezone(ENGLAND))
    act(actions.take_more_time, asha, attempt, (start + 23 * MINUTE).astimezone(ENGLAND))
    assert part(attempt).ends_at == start + (45 + 7 + 12) * MINUTE


def test_an_answer_that_comes_while_the_clock_stands_counts_and_lets_it_run_on(asha: str):
    attempt = begun(asha)
    act(actions.pause, asha, attempt, NOW + 20 * MINUTE)

    saved = said(asha, attempt, 1, wrong(questions()[drawn(attempt, 1).question]), now=NOW + 23 * MINUTE)
    assert (saved.changed, saved.went_on) == (True, True)
    assert part(attempt).ends_at == NOW + 48 * MINUTE
    assert not said(asha, attempt, 1, None, now=NOW + 24 * MINUTE).went_on


def test_nobody_takes_time_in_a_part_that_does_not_run_or_is_somebody_elses(asha: str):
    attempt, other = begun(asha), examiner("Somebody Else")

    for do in (actions.take_more_time, actions.pause, actions.go_on):
        with pytest.raises(ExaminationError, match="does not run"):
            act(do, other, attempt)
        with pytest.raises(ExaminationError, match="does not run"):
            act(do, asha, attempt, NOW + 45 * MINUTE)
    assert part(attempt).ends_at == NOW + 45 * MINUTE


def words(response) -> str:
    return " ".join(response.content.decode().replace("\xa0", " ").split())


def single(attempt: str) -> Drawn:
    rows = Drawn.objects.filter(part__attempt=attempt, part__number=1)
    return next(row for row in rows if questions()[row.question].kind is QuestionKind.SINGLE)


def test_a_question_has_both_buttons_which_save_the_answer_first(client: Client, asha: str):
    with time_machine.travel(NOW, tick=False) as clock:
        attempt = begun(asha)
        row = single(attempt)
        here = f"/learn/examination/{attempt}/part/1/question/{row.place}/"
        answers = [one.id for one in questions()[row.question].options]
        first = words(client.get(here))
        assert "I need more time: 12 minutes" in first
        assert "Stop the clock for up to 10 minutes" in first

        told = words(client.post(here, {"seen": "0", "answer": answers[0], "do": "more"}, follow=True))
        assert drawn(attempt, row.place).answer == answers[0]
        assert "You have more time in this part." in told
        assert "57 minutes left</strong>, until 10:57" in told
        assert "I need more time" not in told
        again = client.post(here, {"seen": "0", "answer": answers[0], "do": "more"}, follow=True)
        assert "You have taken more time in this part already" in words(again)

        clock.move_to(NOW + 7 * MINUTE)
        seen = str(drawn(attempt, row.place).latest)
        away = words(client.post(here, {"seen": seen, "answer": answers[1], "do": "pause"}, follow=True))
        assert drawn(attempt, row.place).answer == answers[1]
        assert "Your clock stands still until 10:17" in away
        assert "You have 50 minutes left in this part" in away
        for hidden in (here, f"/learn/examination/{attempt}/part/1/review/"):
            assert client.get(hidden)["Location"] == f"/learn/examination/{attempt}/part/1/"
        assert "The clock stands still until 10:17" in words(client.get("/learn/examination/"))

        clock.move_to(NOW + 10 * MINUTE)
        back = words(client.post(f"/learn/examination/{attempt}/part/1/", {"do": "go-on"}, follow=True))
        assert "50 minutes left</strong>, until 11:00" in back
        assert "Stop the clock" not in back


def test_half_an_answer_does_not_cost_the_minutes_that_were_asked_for(client: Client, asha: str):
    with time_machine.travel(NOW, tick=False):
        attempt = begun(asha)
        rows = Drawn.objects.filter(part__attempt=attempt, part__number=1)
        row = next(one for one in rows if questions()[one.question].kind in {QuestionKind.ORDER, QuestionKind.MATCH})
        here = f"/learn/examination/{attempt}/part/1/question/{row.place}/"
        form = client.get(here).context["form"]
        (field, asked), *_ = form.fields.items()
        one = next(option.value for option in asked.options if option.value)

        told = words(client.post(here, {"seen": "0", field: one, "do": "more"}))
        assert "There is a problem" in told
        assert "You have more time in this part." in told
        assert "57 minutes left" in told


def test_the_list_of_all_questions_has_both_buttons_and_hands_nothing_in(client: Client, asha: str):
    with time_machine.travel(NOW, tick=False):
        attempt = begun(asha)
        here = f"/learn/examination/{attempt}/part/1/review/"
        assert "I need more time: 12 minutes" in words(client.get(here))

        assert "You have more time in this part." in words(client.post(here, {"do": "more"}, follow=True))
        assert "Your clock stands still" in words(client.post(here, {"do": "pause"}, follow=True))
        act(actions.go_on, asha, attempt)
        told = words(client.post(here, {"do": "pause"}, follow=True))
        assert "can be stopped once, and you have done so" in told
        assert part(attempt).handed_in_at is None


def test_an_examiner_sees_what_was_taken(client: Client, asha: str, an_open_examination: str):
    attempt = begun(asha)
    act(actions.take_more_time, asha, attempt)
    client.force_login(Person.objects.get(key=an_open_examination))

    seen = words(client.get(f"/learn/examiner/papers/{attempt}/"))
    assert "The candidate took more time, as anybody may once a part, part 1: 12 minutes" in seen
