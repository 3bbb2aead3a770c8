"""What judgements come to."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from trigpoint.assessment.agreement import Judgement, settle
from trigpoint.assessment.words import Slot, StageKind, Verdict
from trigpoint.content.assessment import rules

CRITERIA = ("LAW-3.1", "LAW-3.2", "LAW-3.3")
VERDICTS = st.tuples(*[st.sampled_from(Verdict)] * len(CRITERIA))


def judgement(verdicts, code="sufficiency"):
    return {
        one: (verdict, ("clear" if verdict is Verdict.SHOWN else code,))
        for one, verdict in zip(CRITERIA, verdicts, strict=True)
    }


def settled(judged, carried=(), *, needs_second=True):
    given = {slot: judgement(verdicts) for slot, verdicts in zip(Slot, judged, strict=False)}
    return settle(CRITERIA, carried, given, needs_second=needs_second, rules=rules())


@given(VERDICTS)
def test_a_second_is_waited_for_where_it_is_asked_for(first):
    assert settled([first]).kind is None
    assert settled([first], needs_second=False).kind is not None


@given(VERDICTS, VERDICTS)
def test_two_differ_exactly_where_their_verdicts_do(first, second):
    found = settled([first, second])
    differ = tuple(one for one, a, b in zip(CRITERIA, first, second, strict=True) if a is not b)

    assert found.differ == differ
    assert (found.kind is StageKind.DISAGREED) is bool(differ)


@given(VERDICTS, VERDICTS)
def test_it_makes_no_difference_who_of_two_was_first(first, second):
    assert settled([first, second]) == settled([second, first])


@given(VERDICTS, VERDICTS, VERDICTS)
def test_of_three_the_majority_counts_on_each_criterion(first, second, third):
    three = (first, second, third)
    found = settled(three)
    for place, one in enumerate(CRITERIA):
        shown = sum(verdicts[place] is Verdict.SHOWN for verdicts in three)
        assert (one in found.shown) is (shown >= 2)
        assert (one in found.not_shown) is (shown < 2)
    assert found.kind in {StageKind.AGREED, StageKind.REFERRED, StageKind.DECLINED}


@given(VERDICTS)
def test_it_is_agreed_only_where_every_criterion_is_shown(first):
    found = settled([first], needs_second=False)

    assert (found.kind is StageKind.AGREED) is all(verdict is Verdict.SHOWN for verdict in first)
    assert (found.kind is StageKind.DECLINED) is all(verdict is Verdict.NOT_SHOWN for verdict in first)


def test_what_was_shown_before_counts_and_is_not_judged():
    given: dict[Slot, Judgement] = {Slot.FIRST: {"LAW-3.3": (Verdict.NOT_SHOWN, ("currency",))}}
    found = settle(CRITERIA, CRITERIA[:2], given, needs_second=False, rules=rules())

    assert (found.kind, found.shown, found.not_shown) == (StageKind.REFERRED, CRITERIA[:2], CRITERIA[2:])
    assert found.codes == ("currency",)


def test_work_of_somebody_else_is_declined_whatever_else_is_shown():
    shown, not_shown = Verdict.SHOWN, Verdict.NOT_SHOWN
    given = {Slot.FIRST: judgement((shown, shown, not_shown), "not-own-work")}

    assert settle(CRITERIA, (), given, needs_second=False, rules=rules()).kind is StageKind.DECLINED
