"""What examiners do: results released once, a pass as a fact, minutes given, attempts set aside, questions flagged."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from tests.learning.examination.support import HOUR, NOW, begun, candidate, drawn, opened, paper, sat
from tests.somebody import a_person_like

from trigpoint.kernel import Basis, Via
from trigpoint.learning.examination import actions, figures, papers
from trigpoint.learning.examination.errors import ExaminationError
from trigpoint.learning.examination.models import Adjustment, Attempt, Drawn, Part, State, Why
from trigpoint.learning.examination.pool import law_examination
from trigpoint.people.actions import relate
from trigpoint.people.roles import RelationKind, Role
from trigpoint.platform.models import Message
from trigpoint.record.queries import facts_of

pytestmark = pytest.mark.django_db


def test_a_pass_becomes_an_assessed_fact_with_its_mark_on_the_day_of_release(an_open_examination: str):
    asha = candidate().key
    attempt = sat(asha, right=30)
    assert facts_of(asha) == ()

    actions.release(actor=an_open_examination, attempt=attempt, now=NOW + timedelta(days=3))
    (fact,) = facts_of(asha)
    assert (fact.code, fact.amount, fact.basis, fact.via) == ("passed:law-examination", 75, Basis.ASSESSED, Via.TAUGHT)
    assert fact.valid.start == (NOW + timedelta(days=3)).date()
    subjects = list(Message.objects.filter(to=asha).values_list("subject", flat=True))
    assert subjects == ["The result of your law examination is there"]


def test_a_result_below_the_pass_mark_enters_no_fact_and_says_when_again(an_open_examination: str):
    asha = candidate().key
    actions.release(actor=an_open_examination, attempt=sat(asha, right=20), now=NOW)

    assert facts_of(asha) == ()
    with pytest.raises(ExaminationError, match="begin again on 8"):
        opened(asha, now=NOW + timedelta(days=13))
    again = opened(asha, now=NOW + timedelta(days=14), seed="another-seed")
    first, second = (
        set(Drawn.objects.filter(part__attempt=key).values_list("question", flat=True))
        for key in Attempt.objects.order_by("opened_at").values_list("key", flat=True)
    )
    assert paper(again).seen == sorted(first)
    assert len(first & second) < 20


def test_a_fifth_attempt_within_a_year_waits(an_open_examination: str):
    asha, when = candidate().key, NOW
    for number in range(4):
        actions.release(actor=an_open_examination, attempt=sat(asha, right=10, now=when, seed=f"s{number}"), now=when)
        when += timedelta(days=14)

    with pytest.raises(ExaminationError, match="You have begun 4 times in 12 months"):
        opened(asha, now=when)


def test_a_released_result_stands(an_open_examination: str):
    asha = candidate().key
    attempt = sat(asha, right=30)
    actions.release(actor=an_open_examination, attempt=attempt, now=NOW)
    actions.flag(actor=an_open_examination, question=drawn(attempt, 1).question, reason="Two are right.", now=NOW)

    assert (paper(attempt).mark, paper(attempt).counted) == (75, 40)
    with pytest.raises(ExaminationError, match="released already"):
        actions.release(actor=an_open_examination, attempt=attempt, now=NOW)
    with pytest.raises(ExaminationError, match="stands"):
        actions.set_aside(actor=an_open_examination, attempt=attempt, words="No.", now=NOW)


def test_a_question_flagged_before_release_does_not_count(an_open_examination: str):
    asha = candidate().key
    attempt = sat(asha, right=30)
    assert actions.flag(actor=an_open_examination, question=drawn(attempt, 1).question, reason="No.", now=NOW) == 1
    actions.release(actor=an_open_examination, attempt=attempt, now=NOW)

    assert drawn(attempt, 1).excluded == Why.FLAGGED
    assert (paper(attempt).right, paper(attempt).counted, paper(attempt).mark) == (29, 39, 74)


def test_nobody_decides_on_her_own_paper_or_on_that_of_somebody_near(an_open_examination: str):
    both = a_person_like("Bo Both", Role.EXAMINER).key
    attempt = sat(both, right=30)
    with pytest.raises(ExaminationError, match="your own"):
        actions.release(actor=both, attempt=attempt, now=NOW)

    relate(person=both, other=an_open_examination, kind=RelationKind.MENTOR, since=NOW.date(), actor=None, now=NOW)
    with pytest.raises(ExaminationError, match="in another part"):
        actions.release(actor=an_open_examination, attempt=attempt, now=NOW)


def test_an_attempt_that_is_set_aside_counts_as_none(an_open_examination: str):
    asha = candidate().key
    attempt = begun(asha)
    with pytest.raises(ExaminationError, match="Enter why"):
        actions.set_aside(actor=an_open_examination, attempt=attempt, words=" ", now=NOW)
    actions.set_aside(actor=an_open_examination, attempt=attempt, words="She fell ill.", now=NOW)

    assert paper(attempt).state == State.SET_ASIDE
    assert opened(asha, now=NOW + HOUR) != attempt


def test_a_part_that_she_handed_in_is_not_opened_again_and_one_that_ran_out_is(an_open_examination: str):
    asha = candidate().key
    attempt = begun(asha)
    actions.close_part(attempt=attempt, number=1, now=NOW + HOUR)
    actions.extend(actor=an_open_examination, attempt=attempt, number=1, minutes=10, words="", now=NOW + HOUR)
    assert Part.objects.get(attempt=attempt, number=1).ends_at == NOW + HOUR + timedelta(minutes=10)

    actions.hand_in(person=asha, attempt=attempt, number=1, now=NOW + HOUR)
    with pytest.raises(ExaminationError, match="handed this part in herself"):
        actions.extend(actor=an_open_examination, attempt=attempt, number=1, minutes=10, words="", now=NOW + HOUR)


def test_an_adjustment_is_given_once_and_never_to_oneself(an_open_examination: str):
    key = actions.ask_for_adjustment(person=an_open_examination, percent=25, rest=0, words="", now=NOW)
    with pytest.raises(ExaminationError, match="yourself"):
        actions.give_adjustment(actor=an_open_examination, adjustment=key, percent=25, rest=0, words="", now=NOW)
    with pytest.raises(ExaminationError, match="Choose what you need"):
        actions.ask_for_adjustment(person=an_open_examination, percent=0, rest=0, words=" ", now=NOW)
    assert Adjustment.objects.get(person=an_open_examination).key == key


def test_a_paper_is_drawn_again_from_its_seed(an_open_examination: str):
    attempt = sat(candidate().key, right=30, seed="7" * 32)

    found = papers.paper(attempt, NOW)
    assert found is not None
    assert found.same
    assert (found.answers, found.late) == (40, 0)


def test_figures_of_few_papers_say_that_they_are_few(an_open_examination: str):
    for number in range(2):
        sat(candidate(f"Candidate {number}").key, right=30, seed=f"s{number}")

    assert all("too few" in row.facility for row in figures.items())
    row = figures.reliability(law_examination().version)
    assert row.people == 2
    assert row.why == "2 papers are too few: below 30 a reliability says next to nothing."


def test_figures_of_enough_papers_are_worked_out_from_what_counts(an_open_examination: str):
    for number in range(30):
        sat(candidate(f"Candidate {number}").key, right=10 + number, seed=f"s{number}")

    row = figures.reliability(law_examination().version)
    # Scores 10 to 39 of 40: mean 24.5, variance 899/12. Formula 21: 40/39 (1 - 24.5 * 15.5 / (40 * 899/12)).
    assert row.value == "0.90"
    assert row.people == 30
    assert "of 100" in row.error
    assert any("right (" in one.facility for one in figures.items())


@pytest.mark.parametrize(
    "path", ["", "papers/", "papers/x_0/", "items/", "reliability/", "panels/", "panels/x_0/", "adjustments/x_0/"]
)
def test_only_examiners_open_their_pages(client, path):
    assert client.get(f"/learn/examiner/{path}").status_code == 302
    client.force_login(a_person_like("Jo Judge", Role.JUDGE))
    assert client.get(f"/learn/examiner/{path}").status_code == 403


def test_the_pages_of_examiners_show_papers_without_names(client, an_open_examination: str):
    asha = candidate("Asha Able").key
    attempt = sat(asha, right=30)
    item = drawn(attempt, 1).question
    client.force_login(a_person_like("Ed Second", Role.EXAMINER))
    with time_machine.travel(NOW, tick=False):
        for path in ("", "papers/", f"papers/{attempt}/", "items/", f"items/{item}/", "reliability/", "panels/"):
            said = client.get(f"/learn/examiner/{path}").content.decode()
            assert "Asha Able" not in said
        response = client.post(f"/learn/examiner/papers/{attempt}/", follow=True)
        assert "The result is released" in response.content.decode()
        again = client.post(f"/learn/examiner/papers/{attempt}/").content.decode()
        assert "released already" in again
        flagged = client.post(f"/learn/examiner/items/{item}/", {"reason": "Two are right."}, follow=True)
        assert "Flagged: no paper counts it" in flagged.content.decode()


def test_the_forms_of_examiners_say_what_is_missing(client, an_open_examination: str):
    attempt = begun(candidate().key)
    key = actions.ask_for_adjustment(person=candidate("Nia New").key, percent=50, rest=0, words="", now=NOW)
    client.force_login(a_person_like("Ed Second", Role.EXAMINER))
    with time_machine.travel(NOW, tick=False):
        asked = client.post(f"/learn/examiner/papers/{attempt}/more-time/1/", {"minutes": "900", "words": ""})
        assert "must be between 1 and 60. You wrote 900" in asked.content.decode()
        given = client.post(
            f"/learn/examiner/papers/{attempt}/more-time/1/", {"minutes": "5", "words": ""}, follow=True
        )
        assert "The part has more minutes" in given.content.decode()
        assert "Enter why" in client.post(f"/learn/examiner/papers/{attempt}/set-aside/", {}).content.decode()
        page = client.get(f"/learn/examiner/adjustments/{key}/").content.decode()
        assert "50% extra time" in page
        done = client.post(f"/learn/examiner/adjustments/{key}/", {"percent": "50", "rest": "0"}, follow=True)
        assert "The adjustment is given" in done.content.decode()
