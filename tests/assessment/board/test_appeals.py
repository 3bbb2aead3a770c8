"""Appeals: in time, by somebody who has had nothing to do with it, and nothing is overwritten."""

from __future__ import annotations

import pytest
import time_machine
from tests.assessment.conftest import (
    A_SIGNATURE,
    CRITERIA,
    NOW,
    TODAY,
    asked_and_answered,
    days,
    judge,
    row_of,
)

from trigpoint.assessment import actions, queries
from trigpoint.assessment.board import appealing
from trigpoint.assessment.board.words import Outcome
from trigpoint.assessment.errors import AssessmentError, GoneError
from trigpoint.assessment.words import StageKind, State
from trigpoint.evidence.queries import may_see
from trigpoint.people import actions as people
from trigpoint.people.roles import Role
from trigpoint.record.queries import facts_of

pytestmark = pytest.mark.django_db
WORDS = "Piece 2 has what was missed."


@pytest.fixture
def lena(a_person):
    return a_person("Lena Frost", Role.BOARD_MEMBER)


@pytest.fixture
def declined(doubled, alex, bea, asha):
    asked_and_answered(doubled, alex, asha)
    judge(doubled, alex, *CRITERIA)
    judge(doubled, bea, *CRITERIA)
    return doubled


@pytest.fixture
def appeal(declined, asha):
    return appealing.make(key=declined, candidate=asha.key, grounds=["evidence-missed"], words=WORDS, now=days(1))


@pytest.fixture
def given(appeal, lena, a_person):
    sam = a_person("Sam Ward", Role.BOARD_SECRETARY)
    appealing.give(appeal=appeal, reviewer=lena.key, actor=sam.key, now=days(1))
    return appeal


def decide(appeal, lena, outcome, now=None):
    return appealing.decide(
        appeal=appeal,
        reviewer=lena.key,
        outcome=outcome,
        words="I read piece 2.",
        signature=A_SIGNATURE,
        now=now or days(2),
    )


def test_the_candidate_sees_every_step(given, lena, asha):
    decide(given, lena, Outcome.NOT_UPHELD)
    row = appealing.appeal_of(given)
    assert row is not None
    assert [step.title for step in row.steps] == [
        "You appealed",
        "Given to a reviewer who has had nothing to do with it",
        "The appeal was decided",
    ]
    assert row.grounds == ("Evidence that I sent was not weighed.",)
    assert row.due == days(29).date()


def test_an_appeal_after_the_last_day_is_refused_with_that_day(declined, asha):
    assert appealing.last_day(queries.stages(declined)) == days(28).date()
    appeal = {"key": declined, "candidate": asha.key, "grounds": ["bias"], "words": WORDS}
    with pytest.raises(AssessmentError, match="ended on 21\u00a0December\u00a02026"):
        appealing.make(**appeal, now=days(29))
    appealing.make(**appeal, now=days(28))


def test_what_was_not_refused_cannot_be_appealed(doubled, asha):
    with pytest.raises(AssessmentError, match="no decision here"):
        appealing.make(key=doubled, candidate=asha.key, grounds=["bias"], words=WORDS, now=NOW)


def test_nobody_appeals_for_another_and_grounds_are_of_the_list(declined, alex, asha):
    with pytest.raises(GoneError):
        appealing.make(key=declined, candidate=alex.key, grounds=["bias"], words=WORDS, now=NOW)
    with pytest.raises(AssessmentError, match="Select what your appeal rests on"):
        appealing.make(key=declined, candidate=asha.key, grounds=["made-up"], words=WORDS, now=NOW)


def test_a_decision_is_appealed_once(given, lena, asha, declined):
    decide(given, lena, Outcome.NOT_UPHELD)
    with pytest.raises(AssessmentError, match="appealed against this decision already"):
        appealing.make(key=declined, candidate=asha.key, grounds=["bias"], words=WORDS, now=days(3))


def test_who_judged_or_allocated_it_never_reviews_it(appeal, alex, rae, a_person):
    for person in (alex, rae):
        people.appoint(person=person.key, role=Role.BOARD_MEMBER, organisation=None, since=TODAY, actor=None, now=NOW)
        with pytest.raises(AssessmentError, match="Judged, moderated or allocated it"):
            appealing.give(appeal=appeal, reviewer=person.key, actor=rae.key, now=NOW)


def test_who_has_a_conflict_never_reviews_it_and_is_not_offered(appeal, asha, lena, rae):
    actions.declare(assessor=lena.key, other=asha.key, setting="", code="family", by=lena.key, now=NOW)
    row = appealing.appeal_of(appeal)
    assert row is not None
    assert [why for _, _, why in appealing.reviewers(row, TODAY)] == ["A conflict of interest was declared."]
    with pytest.raises(AssessmentError, match="conflict of interest"):
        appealing.give(appeal=appeal, reviewer=lena.key, actor=rae.key, now=NOW)


def test_a_conflict_found_after_it_was_given_stops_the_decision_and_goes_back(given, lena, asha):
    actions.declare(assessor=lena.key, other=asha.key, setting="", code="know", by=asha.key, now=NOW)
    with pytest.raises(AssessmentError, match="Give it back, and somebody else will"):
        decide(given, lena, Outcome.UPHELD)
    appealing.give_back(appeal=given, reviewer=lena.key, now=days(2))
    with pytest.raises(GoneError):
        decide(given, lena, Outcome.UPHELD)
    assert appealing.open_appeals()[0].reviewer == ""


def test_an_upheld_appeal_makes_the_outcome_count(given, lena, asha, declined):
    before = queries.stages(declined)
    decide(given, lena, Outcome.UPHELD)
    after = queries.stages(declined)
    assert after[: len(before)] == before
    decided = next(one for one in after if one.kind is StageKind.APPEAL_DECIDED)
    assert (decided.person, decided.signature, decided.words) == (lena.key, A_SIGNATURE, "I read piece 2.")
    assert row_of(declined).state is State.MODERATED
    assert "achieved:CPD-2" in {fact.code for fact in facts_of(asha.key)}


def test_an_appeal_upheld_in_part_has_it_judged_by_others(given, lena, declined, alex):
    decide(given, lena, Outcome.PARTLY)
    found = queries.progress_of(declined)
    assert (found.state, found.judged) == (State.SUBMITTED, {})
    assert alex.key in found.ever


def test_an_appeal_that_is_not_upheld_leaves_the_decision(given, lena, asha, declined):
    decide(given, lena, Outcome.NOT_UPHELD)
    assert row_of(declined).state is State.DECLINED
    assert "achieved:CPD-2" not in {fact.code for fact in facts_of(asha.key)}


def test_a_decision_without_words_is_refused(given, lena):
    with pytest.raises(AssessmentError, match="Say why"):
        appealing.decide(
            appeal=given, reviewer=lena.key, outcome=Outcome.UPHELD, words="", signature=A_SIGNATURE, now=NOW
        )


def test_the_reviewer_sees_the_pieces_until_it_is_decided(given, lena, piece):
    assert may_see(lena.key, piece)
    decide(given, lena, Outcome.NOT_UPHELD)
    assert not may_see(lena.key, piece)


def test_the_page_keeps_what_was_typed_when_nothing_is_selected(client, declined, asha):
    client.force_login(asha)
    page = client.post(f"/appeals/{declined}/", {"words": WORDS}).content.decode()
    assert "Select what your appeal rests on" in page
    assert WORDS in page


def test_the_page_says_when_the_time_is_over(client, declined, asha):
    with time_machine.travel(days(40), tick=False):
        client.force_login(asha)
        page = client.get(f"/appeals/{declined}/").content.decode()
    assert "The time to appeal ended on" in page


def test_an_appeal_of_somebody_who_leaves_is_taken_back(appeal, asha):
    appealing.take_back(candidate=asha.key, now=NOW)
    assert appealing.open_appeals() == ()
    row = appealing.appeal_of(appeal)
    assert row is not None
    assert row.outcome is Outcome.WITHDRAWN
