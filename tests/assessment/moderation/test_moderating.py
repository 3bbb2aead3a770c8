"""Drawing, looking again, releasing: each draw has its reason, and each decision stays beside the one it supersedes."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.assessment.conftest import A_SIGNATURE, CRITERIA, NOW, asked_and_answered, days, judge, row_of, third
from tests.platform.working import Clock, run_all

from trigpoint.assessment import actions, queries
from trigpoint.assessment.errors import AssessmentError, ChangedError
from trigpoint.assessment.moderation import drawing, looking
from trigpoint.assessment.moderation.models import Look, PlanItem, SamplingPlan
from trigpoint.assessment.words import Result, StageKind, State
from trigpoint.content.moderating import moderation_rules
from trigpoint.measurement.sampling import Rules, number_of
from trigpoint.platform.append_only import AppendOnlyError
from trigpoint.record.queries import facts_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def agreed(doubled, alex, bea):
    judge(doubled, alex)
    judge(doubled, bea)
    assert row_of(doubled).state is State.AGREED
    return doubled


@pytest.fixture
def drawn(agreed, mo):
    """Draw it: both assessors are new, and every assessor has to be looked at."""
    drawing.draw(actor=mo.key, now=NOW, seed="a seed")
    return agreed


@pytest.fixture
def nothing_asked(monkeypatch):
    quiet = replace(moderation_rules(), sampling=Rules())
    monkeypatch.setattr("trigpoint.assessment.moderation.drawing.moderation_rules", lambda: quiet)


def look(key, mo, result=Result.AGREED, **more):
    return looking.look_again(key=key, moderator=mo.key, result=result, now=NOW, signature=A_SIGNATURE, **more)


def test_a_plan_is_kept_with_its_seed_its_rules_and_the_reason_of_each_draw(drawn, mo):
    (plan,) = looking.plans()
    assert (plan.seed, plan.of, plan.drawn, plan.drawn_by, plan.waits) == ("a seed", 1, 1, mo.key, 1)
    item = PlanItem.objects.get()
    assert item.number == number_of("a seed", drawn)
    assert item.risks == ["fast", "new-assessor"]
    assert {reason["code"] for reason in item.reasons} & {"assessor", "new-assessor", "fast", "at-random"}
    assert plan.rules["risks"]["new-assessor"] == 0.5
    with pytest.raises(AppendOnlyError):
        SamplingPlan.objects.update(seed="another")


def test_the_seed_is_random_unless_it_is_given(agreed, mo):
    assert len(looking.plans()) == 0
    drawing.draw(actor=mo.key, now=NOW)
    assert len(looking.plans()[0].seed) == 32


def test_nothing_is_drawn_from_twice(drawn, mo):
    assert drawing.to_draw_from(NOW) == ()
    with pytest.raises(AssessmentError, match="Nothing was decided since"):
        drawing.draw(actor=mo.key, now=NOW)


def test_what_is_drawn_waits_and_does_not_count_yet(drawn, asha, mo):
    run_all(Clock())
    (row,) = looking.waiting(mo.key, NOW)
    assert (row.row.key, row.barred) == (drawn, "")
    assert row.reasons
    assert "achieved:CPD-2" not in {fact.code for fact in facts_of(asha.key)}


def test_what_is_not_drawn_is_released_and_counts(agreed, asha, mo, nothing_asked):
    drawing.draw(actor=mo.key, now=NOW)
    assert Look.objects.count() == 0
    run_all(Clock())
    assert row_of(agreed).state is State.MODERATED
    assert queries.stages(agreed)[-1].codes == ("released",)
    assert "achieved:CPD-2" in {fact.code for fact in facts_of(asha.key)}


def test_what_was_withdrawn_before_the_worker_came_is_passed_over(agreed, asha, mo, nothing_asked):
    drawing.draw(actor=mo.key, now=NOW)
    actions.withdraw(key=agreed, candidate=asha.key, now=NOW)
    run_all(Clock())
    assert row_of(agreed).state is State.WITHDRAWN


def test_confirming_lets_it_count(drawn, asha, mo):
    stage = look(drawn, mo)
    assert (stage.kind, stage.person, stage.supersedes != "") == (StageKind.MODERATED, mo.key, True)
    assert stage.signature == A_SIGNATURE
    assert "achieved:CPD-2" in {fact.code for fact in facts_of(asha.key)}
    assert looking.waiting(mo.key, NOW) == ()
    assert [one.confirmed for one in looking.done_by(mo.key)] == [True]


def test_a_change_needs_a_coded_reason_and_words(drawn, mo):
    with pytest.raises(AssessmentError, match="Say why you change it"):
        look(drawn, mo, Result.REFERRED, codes=["standard"])
    with pytest.raises(AssessmentError, match="Say why you change it"):
        look(drawn, mo, Result.REFERRED, words="Criterion 2 is not there.")
    with pytest.raises(AssessmentError, match="from the list"):
        look(drawn, mo, Result.REFERRED, codes=["made-up"], words="Criterion 2 is not there.")
    assert row_of(drawn).state is State.AGREED


def test_a_change_supersedes_and_the_earlier_decision_stays(drawn, asha, mo):
    before = queries.stages(drawn)
    look(drawn, mo, Result.REFERRED, codes=["evidence-not-there"], words="Criterion 2 is not in what was sent.")
    after = queries.stages(drawn)
    assert after[: len(before)] == before
    assert (after[-1].supersedes, after[-1].words) == (before[-1].key, "Criterion 2 is not in what was sent.")
    assert row_of(drawn).state is State.REFERRED
    assert "achieved:CPD-2" not in {fact.code for fact in facts_of(asha.key)}


def test_others_can_be_asked_to_judge_again(drawn, mo):
    look(drawn, mo, Result.JUDGE_AGAIN, codes=["procedure"], words="One of the pieces could not be opened.")
    assert row_of(drawn).state is State.SUBMITTED
    assert queries.progress_of(drawn).judged == {}


def test_nobody_moderates_what_she_was_given_as_an_assessor(drawn, alex):
    assert (
        looking.waiting(alex.key, NOW)[0].barred == "You were given it as an assessor. Somebody else must look at it."
    )
    with pytest.raises(AssessmentError, match="given it as an assessor"):
        look(drawn, alex)


def test_nobody_moderates_a_candidate_with_whom_she_has_a_conflict(drawn, asha, mo):
    actions.declare(assessor=mo.key, other=asha.key, setting="", code="know", by=mo.key, now=NOW)
    with pytest.raises(AssessmentError, match="conflict of interest"):
        look(drawn, mo)


def test_it_is_looked_at_once(drawn, mo):
    look(drawn, mo)
    with pytest.raises(ChangedError, match="not in the sample any more"):
        look(drawn, mo)


@pytest.mark.usefixtures("nothing_asked")
def test_a_refusal_is_sampled_too_and_one_that_is_not_drawn_stays_a_refusal(doubled, alex, bea, asha, mo):
    asked_and_answered(doubled, alex, asha)
    judge(doubled, alex, *CRITERIA)
    judge(doubled, bea, *CRITERIA)
    assert row_of(doubled).state is State.DECLINED
    drawing.draw(actor=mo.key, now=NOW)
    run_all(Clock())
    assert row_of(doubled).state is State.DECLINED
    assert PlanItem.objects.get().submission == doubled


def test_a_difference_between_two_makes_it_borderline(differing, cal, rae, mo):
    third(differing, cal, rae)
    judge(differing, cal)
    (one,) = drawing.to_draw_from(days(1))
    assert "borderline" in {risk.value for risk in one.judged.risks}
    assert len(one.judged.assessors) == 3


def test_waiting_asks_few_questions(drawn, mo, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        looking.waiting(mo.key, NOW)
