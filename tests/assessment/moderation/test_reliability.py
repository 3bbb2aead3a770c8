"""How well assessors agree, from the decisions that are kept."""

from __future__ import annotations

import pytest
from tests.assessment.conftest import CRITERIA, NOW, judge, third

from trigpoint.assessment import actions, queries
from trigpoint.assessment.moderation import reliability
from trigpoint.assessment.moderation.reliability import by_assessor, by_criterion, overall, pairs_of
from trigpoint.assessment.words import Actor, Slot

pytestmark = pytest.mark.django_db


def test_pairs_are_what_two_judged_blind_and_the_third_is_left_out(differing, cal, rae):
    third(differing, cal, rae)
    judge(differing, cal)
    doubles = pairs_of(reliability.decisions_of_a_year(NOW))
    assert len(doubles) == len(CRITERIA)
    found = overall(doubles)
    assert (found.n, found.same) == (len(CRITERIA), len(CRITERIA) - 1)
    assert not found.ac1.is_known


def test_each_criterion_and_each_assessor_has_counts(differing, alex, bea):
    doubles = pairs_of(reliability.decisions_of_a_year(NOW))
    assert {one.criterion: one.agreement.same for one in by_criterion(doubles)} == {
        CRITERIA[0]: 0,
        **dict.fromkeys(CRITERIA[1:], 1),
    }
    severity = {one.assessor: (one.severity.own, one.severity.others) for one in by_assessor(doubles)}
    assert severity == {alex.key: (4, 3), bea.key: (3, 4)}


def test_a_judgement_that_was_set_aside_makes_no_pair(differing, alex, mo):
    stage = queries.progress_of(differing).judged[Slot.FIRST]
    actions.set_aside(key=differing, stage=stage, actor=Actor.MODERATOR, person=mo.key, code="conflict", now=NOW)
    assert pairs_of(reliability.decisions_of_a_year(NOW)) == ()
