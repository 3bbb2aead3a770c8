"""From a draft to a result: sending, asking for more, judging by one, two and three, what comes too late."""

from __future__ import annotations

import pytest
from tests.assessment.conftest import (
    A_SIGNATURE,
    CRITERIA,
    NOW,
    OUTCOME,
    TODAY,
    a_claim,
    a_piece,
    answer,
    ask,
    asked_and_answered,
    days,
    judge,
    row_of,
    said_of,
    send,
    third,
)

from trigpoint.assessment import actions, queries
from trigpoint.assessment.errors import AssessmentError, ChangedError, GoneError
from trigpoint.assessment.models import Allocation, Stage
from trigpoint.assessment.rows import Signature
from trigpoint.assessment.words import Actor, Result, Slot, StageKind, State, Via
from trigpoint.evidence import actions as evidence
from trigpoint.evidence.actions.pieces import Said
from trigpoint.evidence.queries import pieces
from trigpoint.platform.append_only import AppendOnlyError
from trigpoint.record.queries import facts_of

pytestmark = pytest.mark.django_db


def kinds(key):
    return [stage.kind for stage in queries.stages(key)]


def achieved(person):
    return [fact for fact in facts_of(person.key) if fact.code == f"achieved:{OUTCOME}"]


def test_a_draft_is_sent_with_its_pieces_as_they_are(drafted, piece, asha):
    send(drafted)

    assert kinds(drafted) == [StageKind.SUBMITTED]
    assert row_of(drafted).state is State.SUBMITTED
    assert [(one.piece, one.sha256) for one in queries.held(drafted)] == [(piece, pieces([piece])[piece].sha256)]


def test_a_piece_that_changed_since_it_was_looked_at_is_not_sent(drafted, piece, asha):
    with pytest.raises(ChangedError, match="Nothing was sent"):
        actions.send(
            key=drafted, candidate=asha.key, fixed=[(piece, "0" * 64)], signature=A_SIGNATURE, now=NOW
        )  # fmt: skip

    assert kinds(drafted) == []


def test_what_is_not_covered_is_named_and_nothing_is_sent(asha):
    key = actions.draft(candidate=asha.key, outcome_id=OUTCOME, via=Via.TAUGHT, now=NOW)
    actions.choose_pieces(key=key, candidate=asha.key, pieces=[a_piece(asha.key, CRITERIA[1:])], now=NOW)

    with pytest.raises(AssessmentError, match="Nothing is said to show criterion 1"):
        send(key)
    assert kinds(key) == []


def test_nobody_sends_a_piece_of_somebody_else(drafted, asha, a_person):
    theirs = a_piece(a_person("Tom Bright").key, CRITERIA)

    with pytest.raises(AssessmentError, match="your own portfolio"):
        actions.choose_pieces(key=drafted, candidate=asha.key, pieces=[theirs], now=NOW)


def test_an_outcome_is_open_once_at_a_time(sent, asha):
    with pytest.raises(AssessmentError, match="open already"):
        actions.draft(candidate=asha.key, outcome_id=OUTCOME, via=Via.TAUGHT, now=NOW)


def test_who_is_not_enrolled_is_told_how_to_enrol(a_person):
    with pytest.raises(AssessmentError, match="Enrol on the award first"):
        actions.draft(candidate=a_person("Nia Fresh").key, outcome_id=OUTCOME, via=Via.TAUGHT, now=NOW)


def test_what_was_sent_cannot_be_rewritten_while_it_is_judged(sent, piece, asha):
    with pytest.raises(ValueError, match="stays as it is"):
        evidence.save(
            owner=asha.key, key=piece, version=pieces([piece])[piece].version, said=Said("Another title"), now=NOW
        )


def test_one_experienced_assessor_agrees_and_release_enters_the_fact(allocated, alex, mo, asha):
    judge(allocated, alex)

    assert kinds(allocated)[-2:] == [StageKind.JUDGED, StageKind.AGREED]
    assert achieved(asha) == []
    actions.release(key=allocated, person=mo.key, now=NOW)
    assert row_of(allocated).state is State.MODERATED
    assert [(fact.valid.start, fact.basis.name, fact.via.value) for fact in achieved(asha)] == [
        (TODAY, "ASSESSED", "taught")
    ]


@pytest.mark.usefixtures("experienced")
def test_prior_learning_is_always_judged_by_two(asha, piece, alex, bea, rae):
    key = actions.draft(candidate=asha.key, outcome_id=OUTCOME, via=Via.PRIOR_LEARNING, now=NOW)
    actions.choose_pieces(key=key, candidate=asha.key, pieces=[piece], now=NOW)
    a_claim(asha.key)
    send(key)
    actions.allocate(key=key, assessor=alex.key, actor=rae.key, now=NOW)
    judge(key, alex)

    assert row_of(key).state is State.JUDGED
    assert queries.progress_of(key).needs is Slot.SECOND
    actions.allocate(key=key, assessor=bea.key, actor=rae.key, now=NOW)
    judge(key, bea)
    assert row_of(key).state is State.AGREED


def test_nobody_is_refused_without_having_been_asked(allocated, alex):
    with pytest.raises(AssessmentError, match="Ask first"):
        judge(allocated, alex, CRITERIA[0])

    assert kinds(allocated)[-1] is StageKind.ALLOCATED
    assert queries.draft_of(allocated, alex.key).data == said_of(CRITERIA[0])


def test_nobody_is_refused_on_the_word_of_one(allocated, alex, bea, rae, asha):
    asked_and_answered(allocated, alex, asha)
    judge(allocated, alex, CRITERIA[0])

    assert row_of(allocated).state is State.JUDGED
    assert queries.progress_of(allocated).second_for == ("refusal",)
    actions.allocate(key=allocated, assessor=bea.key, actor=rae.key, now=NOW)
    judge(allocated, bea, CRITERIA[0])
    assert row_of(allocated).state is State.REFERRED


def test_while_more_is_asked_for_the_clock_stands_still(allocated, alex, asha):
    due = Allocation.objects.get().due
    ask(allocated, alex, now=days(3))

    assert queries.queue_of(alex.key, TODAY) == ()
    assert queries.waiting_of(alex.key) == (0, 1)
    answer(allocated, asha, now=days(13))
    assert (Allocation.objects.get().due - due).days == 10
    assert [row.submission for row in queries.queue_of(alex.key, TODAY)] == [allocated]


def test_more_is_asked_for_once(allocated, alex, asha):
    asked_and_answered(allocated, alex, asha)

    with pytest.raises(AssessmentError, match="once already"):
        ask(allocated, alex)


def test_a_question_that_runs_out_lets_the_assessor_go_on(allocated, alex):
    ask(allocated, alex)

    assert actions.end_waiting(days(28)) == 0
    assert actions.end_waiting(days(29)) == 1
    last = queries.stages(allocated)[-1]
    assert (last.kind, last.actor, last.codes) == (StageKind.MORE_GIVEN, Actor.RULES, ("time-over",))
    assert row_of(allocated).state is State.ALLOCATED


def test_two_who_agree_on_every_criterion_settle_it(doubled, alex, bea):
    judge(doubled, alex)
    assert row_of(doubled).state is State.JUDGED
    judge(doubled, bea)

    last = queries.stages(doubled)[-1]
    assert (last.kind, last.actor, last.said["rule"]) == (StageKind.AGREED, Actor.RULES, "every-criterion")


def test_two_who_differ_are_settled_by_a_third_criterion_by_criterion(differing, cal, rae):
    assert row_of(differing).state is State.DISAGREED
    third(differing, cal, rae)
    judge(differing, cal, CRITERIA[0])
    last = queries.stages(differing)[-1]
    assert (last.kind, last.said["rule"]) == (StageKind.REFERRED, "majority")
    assert last.said["not_shown"] == [CRITERIA[0]]


def test_the_third_can_settle_it_for_the_candidate(differing, cal, rae):
    third(differing, cal, rae)
    judge(differing, cal)

    assert row_of(differing).state is State.AGREED


def test_with_no_criterion_shown_or_work_of_others_it_is_declined(doubled, alex, bea, asha):
    asked_and_answered(doubled, alex, asha)
    for assessor in (alex, bea):
        judge(doubled, assessor, CRITERIA[0], code="not-own-work")

    assert row_of(doubled).state is State.DECLINED


def test_what_was_shown_is_not_judged_again_after_a_referral(doubled, alex, bea, asha):
    asked_and_answered(doubled, alex, asha)
    for assessor in (alex, bea):
        judge(doubled, assessor, CRITERIA[0])
    again = actions.draft(candidate=asha.key, outcome_id=OUTCOME, via=Via.TAUGHT, now=days(10))
    late = row_of(again)
    actions.discard(key=again, candidate=asha.key, now=days(10))
    too_late = actions.draft(candidate=asha.key, outcome_id=OUTCOME, via=Via.TAUGHT, now=days(366))

    assert (late.follows, late.carried) == (doubled, CRITERIA[1:])
    assert (row_of(too_late).follows, row_of(too_late).carried) == (doubled, ())


def test_a_judgement_after_withdrawal_is_kept_and_does_not_count(allocated, alex, asha):
    actions.save_draft(key=allocated, assessor=alex.key, version=0, data=said_of(), now=NOW)
    actions.withdraw(key=allocated, candidate=asha.key, now=NOW)
    signed = judge(allocated, alex)

    assert signed.why_not == "The candidate withdrew it."
    assert kinds(allocated)[-2:] == [StageKind.WITHDRAWN, StageKind.KEPT_ASIDE]
    assert row_of(allocated).state is State.WITHDRAWN
    assert [one.counts for one in queries.decisions_on(allocated)] == [False] * len(CRITERIA)


def test_a_judgement_by_whom_it_was_taken_from_is_kept_beside_that_which_counts(allocated, alex, bea, rae):
    actions.save_draft(key=allocated, assessor=alex.key, version=0, data=said_of(), now=NOW)
    actions.reallocate(
        key=allocated, slot=Slot.FIRST, assessor=bea.key, code="late", actor=rae.key, now=NOW
    )  # fmt: skip
    judge(allocated, bea)
    signed = judge(allocated, alex)

    assert signed.why_not.startswith("It is agreed already")
    assert row_of(allocated).state is State.AGREED
    assert {(one.assessor, one.counts) for one in queries.decisions_on(allocated)} == {
        (alex.key, False),
        (bea.key, True),
    }


def test_a_judgement_stays_as_it_was_signed(allocated, alex):
    judge(allocated, alex)

    with pytest.raises(GoneError):  # there is no draft any more
        actions.judge(key=allocated, assessor=alex.key, signature=A_SIGNATURE, now=NOW)
    with pytest.raises(AppendOnlyError):
        Stage.objects.all().update(words="something else")


def test_what_changed_since_it_was_shown_is_not_signed(allocated, alex):
    actions.save_draft(key=allocated, assessor=alex.key, version=0, data=said_of(), now=NOW)

    with pytest.raises(ChangedError, match="nothing was signed"):
        actions.judge(key=allocated, assessor=alex.key, signature=Signature("0" * 64, NOW), now=NOW)


def test_two_windows_that_save_are_both_kept_to_be_compared(allocated, alex):
    first, second = said_of(), said_of(CRITERIA[1])
    actions.save_draft(key=allocated, assessor=alex.key, version=0, data=first, now=NOW)
    saved = actions.save_draft(key=allocated, assessor=alex.key, version=0, data=second, now=NOW)

    assert saved.clashed
    draft = queries.draft_of(allocated, alex.key)
    assert (draft.data, draft.other) == (first, second)
    actions.keep_one(key=allocated, assessor=alex.key, data=second, now=NOW)
    assert queries.draft_of(allocated, alex.key).other is None


def test_somebody_it_was_never_given_to_saves_nothing(allocated, bea):
    with pytest.raises(GoneError):
        actions.save_draft(key=allocated, assessor=bea.key, version=0, data=said_of(), now=NOW)


def test_putting_off_stops_the_clock_and_coming_back_adds_grace(allocated, alex, asha):
    due = Allocation.objects.get().due
    actions.defer(key=allocated, candidate=asha.key, until=days(90).date(), now=NOW)

    assert row_of(allocated).state is State.DEFERRED
    actions.come_back(key=allocated, candidate=asha.key, now=days(40))
    assert row_of(allocated).state is State.ALLOCATED
    assert (Allocation.objects.get().due - due).days == 40 + 14


def test_a_conflict_after_judging_sets_the_judgement_aside_and_takes_the_fact_back(allocated, alex, mo, asha):
    judge(allocated, alex)
    actions.release(key=allocated, person=mo.key, now=NOW)
    actions.declare_on(key=allocated, assessor=alex.key, code="know", now=NOW)

    assert row_of(allocated).state is State.SUBMITTED
    assert queries.progress_of(allocated).needs is Slot.FIRST
    assert achieved(asha) == []
    assert [one.counts for one in queries.decisions_on(allocated)] == [False] * len(CRITERIA)


def test_a_moderator_confirms_or_changes_and_the_fact_follows(allocated, alex, mo, asha):
    judge(allocated, alex)
    for result, state, there in (
        (Result.AGREED, State.MODERATED, 1),
        (Result.REFERRED, State.REFERRED, 0),
        (Result.AGREED, State.MODERATED, 1),
        (Result.JUDGE_AGAIN, State.SUBMITTED, 0),
    ):
        actions.moderate(key=allocated, person=mo.key, result=result, now=NOW, signature=A_SIGNATURE)
        assert row_of(allocated).state is state
        assert len(achieved(asha)) == there


def test_nobody_moderates_what_she_judged(allocated, alex):
    judge(allocated, alex)

    with pytest.raises(AssessmentError, match="Somebody else must look at it"):
        actions.moderate(key=allocated, person=alex.key, result=Result.AGREED, now=NOW, signature=A_SIGNATURE)
