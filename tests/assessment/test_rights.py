"""What is held about people in this room: read, and forgotten."""

from __future__ import annotations

import json

import pytest
from tests.assessment.conftest import CRITERIA, NOW, TODAY, asked_and_answered, judge, row_of

from trigpoint.assessment import actions, queries, rights
from trigpoint.assessment.models import Comment, Decision, JudgementDraft, Stage
from trigpoint.assessment.words import State

pytestmark = pytest.mark.django_db


def test_a_candidate_takes_along_what_was_decided_and_no_name_of_others(doubled, alex, bea, asha):
    asked_and_answered(doubled, alex, asha)
    for assessor in (alex, bea):
        judge(doubled, assessor, CRITERIA[0])
    told = json.dumps(rights.submissions(asha.key))

    assert "The plan is there, and what came of it is missing." in told
    assert "What was sent shows a part of it." in told
    assert alex.key not in told
    assert bea.key not in told


def test_what_is_being_judged_is_named_before_erasure_and_withdrawn_with_it(allocated, asha):
    waits = rights.waits(asha.key, TODAY)
    assert [one.words for one in waits] == ["CPD-2 is being judged. It would be withdrawn."]
    rights.forget_sent(asha.key, actor=None, now=NOW)

    assert row_of(allocated).state is State.WITHDRAWN
    assert rights.waits(asha.key, TODAY) == ()


def test_erasure_empties_words_and_keeps_codes_and_hashes(doubled, alex, bea, asha):
    asked_and_answered(doubled, alex, asha)
    for assessor in (alex, bea):
        judge(doubled, assessor, CRITERIA[0])
    before = queries.stages(doubled)
    for _ in range(2):
        rights.forget_sent(asha.key, actor=None, now=NOW)

    assert set(Stage.objects.values_list("words", flat=True)) == {""}
    assert set(Decision.objects.values_list("words", flat=True)) == {""}
    after = queries.stages(doubled)
    assert [(one.key, one.codes, one.signature) for one in before] == [
        (one.key, one.codes, one.signature) for one in after
    ]


def test_a_draft_goes_with_its_candidate(drafted, asha):
    rights.forget_sent(asha.key, actor=None, now=NOW)

    assert queries.submission(drafted) is None


def test_of_an_assessor_what_she_kept_goes_and_what_she_signed_stays(doubled, alex, bea):
    judge(doubled, alex)
    actions.keep_comment(assessor=alex.key, words="Say what came of it.", now=NOW)
    actions.save_draft(key=doubled, assessor=bea.key, version=0, data={}, now=NOW)
    assert rights.judging(alex.key) != {}
    for person in (alex, bea):
        rights.forget_judging(person.key, actor=None, now=NOW)

    assert Comment.objects.count() == JudgementDraft.objects.count() == 0
    assert {one.assessor for one in queries.decisions_on(doubled)} == {alex.key}
    assert [row.assessor for row in queries.late_with_assessors(TODAY.replace(day=24))] == [bea.key]
