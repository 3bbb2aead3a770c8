"""Laws of the state machine: whatever is tried in whatever order, by whomever."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trigpoint.assessment.rows import StageRow
from trigpoint.assessment.states import AFTER, DONE_WITH, WHY_NOT, Progress, after, progress, refusal
from trigpoint.assessment.words import (
    ACTOR_WORDS,
    BEING_JUDGED,
    JUDGEMENT,
    SLOT_OF,
    STATE_WORDS,
    STEP_WORDS,
    Actor,
    Result,
    Slot,
    StageKind,
    State,
)

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
PEOPLE = ("p_one", "p_two", "p_three", "p_four")
TRIES = st.lists(
    st.tuples(
        st.sampled_from(StageKind),
        st.sampled_from(Actor),
        st.sampled_from(PEOPLE),
        st.sampled_from(PEOPLE),
        st.sampled_from(Slot),
        st.sampled_from(Result),
        st.sampled_from([(), ("prior-learning",)]),
    ),
    max_size=60,
)


def stage(number, kind, *, person, slot, supersedes, actor, **said):
    return StageRow(
        key=f"g_{number}",
        submission="s_1",
        seq=number,
        kind=kind,
        actor=actor,
        person=person,
        at=NOON + timedelta(minutes=number),
        slot=slot,
        said=said,
        supersedes=supersedes,
    )


def walked(tries):
    """Try each step, and take those that may follow; yield the progress before and after, with the step."""
    found = Progress()
    stages: list[StageRow] = []
    for kind, actor, person, other, slot, result, second in tries:
        slot_wanted = SLOT_OF.get(kind, slot)
        if refusal(found, kind, actor, person=person, slot=slot_wanted):
            continue
        said = {"assessor": other, "second": list(second)} if kind is StageKind.ALLOCATED else {}
        said = {"assessor": other} if kind is StageKind.REALLOCATED else said
        said = {"result": result.value} if kind in {StageKind.MODERATED, StageKind.APPEAL_DECIDED} else said
        gone = found.judged.get(slot, "") if kind is StageKind.SET_ASIDE else ""
        one = stage(len(stages) + 1, kind, person=person, slot=slot_wanted.value, supersedes=gone, actor=actor, **said)
        before, found = found, after(found, one)
        stages.append(one)
        yield before, one, found, tuple(stages)


@given(TRIES)
def test_the_state_is_a_function_of_the_stages_alone(tries):
    for _, _, found, stages in walked(tries):
        assert progress(stages) == found
        assert isinstance(found.state, State)


@given(TRIES)
def test_nothing_follows_withdrawal_but_what_is_kept_aside(tries):
    for before, one, found, _ in walked(tries):
        if before.state is State.WITHDRAWN:
            assert one.kind is StageKind.KEPT_ASIDE
            assert found == before


@given(TRIES)
def test_nobody_judges_but_whom_it_was_given_to_and_never_twice(tries):
    for before, one, _, _ in walked(tries):
        if one.kind in SLOT_OF:
            assert before.assessors[SLOT_OF[one.kind]] == one.person
            assert SLOT_OF[one.kind] not in before.judged


@given(TRIES)
def test_more_is_asked_for_at_most_once(tries):
    for _, _, found, _ in walked(tries):
        assert found.rounds <= 1


@given(TRIES)
def test_nothing_is_ratified_that_was_not_agreed_and_moderated(tries):
    for before, one, _, _ in walked(tries):
        if one.kind is StageKind.RATIFIED:
            assert before.state is State.MODERATED


@given(TRIES)
def test_a_slot_waits_only_while_it_is_judged_and_nobody_has_it(tries):
    for _, _, found, _ in walked(tries):
        if found.needs is not None:
            assert found.state in BEING_JUDGED
            assert found.needs not in found.assessors


@given(TRIES)
def test_what_counts_was_judged_by_whom_it_is_with(tries):
    for _, _, found, stages in walked(tries):
        by = {one.key: one.person for one in stages}
        for slot, key in found.judged.items():
            assert found.assessors.get(slot) == by[key]


@pytest.mark.parametrize("kind", StageKind)
def test_every_kind_of_stage_says_when_it_may_come_and_has_words(kind):
    states, actors = AFTER[kind]
    assert states
    assert actors
    assert STEP_WORDS[kind]


@pytest.mark.parametrize("state", State)
def test_every_state_has_words_and_a_reason_that_stands_in_the_way(state):
    assert STATE_WORDS[state]
    assert WHY_NOT[state].endswith(".")


def test_every_actor_has_words():
    assert set(ACTOR_WORDS) == set(Actor)
    assert set(State) > DONE_WITH
    assert set(JUDGEMENT) == set(Slot)
