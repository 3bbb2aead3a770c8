"""Standardisation: nobody judges live in a strand before she has passed its exercise."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.assessment.conftest import NOW, TODAY, days

from trigpoint.assessment import actions
from trigpoint.assessment.errors import AssessmentError
from trigpoint.assessment.gates import gate
from trigpoint.assessment.moderation.models import Attempt
from trigpoint.assessment.moderation.standards import (
    FACT,
    attempts_of,
    judge_exercise,
    list_of,
    not_standardised,
    standardised,
)
from trigpoint.content.standardisation import exercises, exercises_for
from trigpoint.evidence.outcomes import outcomes
from trigpoint.kernel import Basis
from trigpoint.platform.append_only import AppendOnlyError
from trigpoint.record.queries import facts_of

pytestmark = pytest.mark.django_db
PEOPLE = exercises()["people"]


def by_the_key(exercise, *wrong):
    return {row.criterion: row.is_shown is (row.criterion not in wrong) for row in exercise.key}


def test_every_strand_of_the_award_has_an_exercise():
    assert {one.strand for one in outcomes().values() if not exercises_for(one.strand)} == set()


def test_nobody_judges_before_she_has_passed(alex):
    assert not_standardised(alex.key, "CPD", TODAY) == (
        "Has not passed this year’s exercise “What do colleagues need to learn?” for CPD."
    )


def test_a_pass_opens_its_strands_for_a_year_and_enters_the_fact(alex):
    row = judge_exercise(assessor=alex.key, exercise="people", said=by_the_key(PEOPLE), now=NOW)
    assert (row.passed, row.fits, row.of) == (True, 3, 3)
    assert not_standardised(alex.key, "CPD", TODAY) == ""
    assert not_standardised(alex.key, "ADV", TODAY + timedelta(days=365)) == ""
    assert not_standardised(alex.key, "ADV", TODAY + timedelta(days=366)) != ""
    assert not_standardised(alex.key, "LAW", TODAY) != ""
    (fact,) = facts_of(alex.key)
    assert (fact.code, fact.basis, fact.valid.start) == (FACT, Basis.VERIFIED, TODAY)
    assert standardised(TODAY) == {alex.key: {"people": TODAY + timedelta(days=365)}}


def test_who_misses_the_key_is_told_how_many_fit_and_nothing_opens(alex):
    row = judge_exercise(assessor=alex.key, exercise="people", said=by_the_key(PEOPLE, "CPD-1.2"), now=NOW)
    assert (row.passed, row.fits) == (False, 2)
    assert facts_of(alex.key) == ()
    assert [one.until for one in list_of(alex.key, TODAY)] == [None, None, None]


def test_a_later_failure_does_not_take_a_pass_away_and_every_attempt_stays(alex):
    judge_exercise(assessor=alex.key, exercise="people", said=by_the_key(PEOPLE), now=NOW)
    judge_exercise(assessor=alex.key, exercise="people", said=by_the_key(PEOPLE, "CPD-1.1"), now=days(1))
    assert not_standardised(alex.key, "CPD", TODAY) == ""
    assert [one.passed for one in attempts_of(alex.key)] == [True, False]


def test_a_pass_of_an_earlier_text_opens_nothing(alex, monkeypatch):
    judge_exercise(assessor=alex.key, exercise="people", said=by_the_key(PEOPLE), now=NOW)
    changed = {**exercises(), "people": replace(PEOPLE, digest="0" * 64)}
    monkeypatch.setattr("trigpoint.assessment.moderation.standards.exercises", lambda: changed)
    monkeypatch.setattr("trigpoint.assessment.moderation.standards.exercises_for", lambda _: (changed["people"],))
    assert not_standardised(alex.key, "CPD", TODAY) != ""


def test_a_criterion_without_a_verdict_and_an_unknown_exercise_are_refused(alex):
    with pytest.raises(AssessmentError, match="every criterion"):
        judge_exercise(assessor=alex.key, exercise="people", said={"CPD-1.1": True}, now=NOW)
    with pytest.raises(AssessmentError, match="no such exercise"):
        judge_exercise(assessor=alex.key, exercise="unheard-of", said={}, now=NOW)
    assert not Attempt.objects.exists()


def test_an_attempt_never_changes(alex):
    judge_exercise(assessor=alex.key, exercise="people", said=by_the_key(PEOPLE), now=NOW)
    with pytest.raises(AppendOnlyError):
        Attempt.objects.update(passed=False)


def test_the_gate_stops_giving_a_submission_to_who_has_not_passed(sent, alex, rae):
    gate("moderation.standardised", not_standardised)
    with pytest.raises(AssessmentError, match="Has not passed this year"):
        actions.allocate(key=sent, assessor=alex.key, actor=rae.key, now=NOW)
    judge_exercise(assessor=alex.key, exercise="people", said=by_the_key(PEOPLE), now=NOW)
    actions.allocate(key=sent, assessor=alex.key, actor=rae.key, now=NOW)
