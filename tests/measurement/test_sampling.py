"""The draw of a sample: anyone can repeat it, nobody is left out, and each draw has its reasons."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trigpoint.measurement.sampling import (
    AT_RANDOM,
    Dimension,
    Judged,
    Least,
    Reason,
    Risk,
    Rules,
    groups_of,
    number_of,
    plan,
)

JUDGED = st.lists(
    st.builds(
        Judged,
        st.integers(0, 10_000).map("s_{}".format),
        st.lists(st.sampled_from(["p_a", "p_b", "p_c"]), min_size=1, max_size=2, unique=True).map(tuple),
        st.sampled_from(["LAW", "CPD", "ADV"]),
        st.sampled_from(["taught", "prior-learning"]),
        st.frozensets(st.sampled_from(Risk)),
    ),
    max_size=60,
    unique_by=lambda one: one.key,
)
SHARES = st.sampled_from([0.0, 0.05, 0.3, 1.0])
RULES = st.builds(
    Rules,
    SHARES,
    st.dictionaries(st.sampled_from(Risk), SHARES),
    st.dictionaries(st.sampled_from(Dimension), st.builds(Least, st.integers(0, 6), SHARES)),
)


def many(number: int) -> list[Judged]:
    return [
        Judged(f"s_{place}", (f"p_{place % 7}",), f"S{place % 4}", "prior-learning" if place % 10 == 0 else "taught")
        for place in range(number)
    ]


def test_a_number_depends_on_the_seed_and_the_key_alone():
    # Written down once: a plan that is on record must come out the same with every later version.
    assert number_of("autumn", "s_1") == pytest.approx(0.32993048537, abs=1e-11)
    assert number_of("autumn", "s_1") != number_of("spring", "s_1")
    assert number_of("au", "tumns_1") != number_of("autumn", "s_1")


def test_numbers_are_spread_evenly():
    counts = Counter(int(number_of("even", f"s_{place}") * 10) for place in range(20_000))
    assert set(counts) == set(range(10))
    assert all(1_800 < found < 2_200 for found in counts.values())


def test_nothing_is_drawn_where_no_rule_asks():
    assert plan(many(30), Rules(), "seed").draws == ()


def test_a_risk_is_drawn_at_its_share_and_says_so():
    risky = Judged("s_x", ("p_1",), "LAW", "taught", frozenset({Risk.NEW_ASSESSOR, Risk.FAST}))
    (draw,) = plan([risky, *many(5)], Rules(risks={Risk.NEW_ASSESSOR: 1.0}), "seed").draws
    assert (draw.key, draw.reasons) == ("s_x", (Reason("new-assessor"),))


def test_who_has_too_few_gets_more_and_the_reason_names_her():
    found = plan(many(70), Rules(least={Dimension.ASSESSOR: Least(2)}), "seed")
    assert Counter(reason.group for draw in found.draws for reason in draw.reasons) == {
        f"p_{place}": 2 for place in range(7)
    }
    assert {reason.code for draw in found.draws for reason in draw.reasons} == {"assessor"}


def test_the_share_at_random_is_about_what_was_asked():
    found = plan(many(10_000), Rules(at_random=0.1), "seed")
    assert 900 < len(found.draws) < 1_100
    assert {reason.code for draw in found.draws for reason in draw.reasons} == {AT_RANDOM}


def test_a_key_given_twice_is_refused():
    with pytest.raises(ValueError, match="same key"):
        plan([*many(3), *many(1)], Rules(), "seed")


@pytest.mark.parametrize("rules", [{"at_random": 1.1}, {"risks": {Risk.FAST: -0.1}}])
def test_a_share_outside_nought_and_one_is_refused(rules):
    with pytest.raises(ValueError, match="between 0 and 1"):
        Rules(**rules)


@given(JUDGED, RULES, st.text(max_size=8), st.randoms())
def test_the_order_of_things_makes_no_difference(judged, rules, seed, random):
    shuffled = list(judged)
    random.shuffle(shuffled)
    assert plan(shuffled, rules, seed) == plan(judged, rules, seed)


@given(JUDGED, RULES, st.text(max_size=8))
def test_every_group_has_its_least(judged, rules, seed):
    drawn = {draw.key for draw in plan(judged, rules, seed).draws}
    for dimension, least in rules.least.items():
        there = Counter(group for one in judged for group in groups_of(one, dimension))
        taken = Counter(group for one in judged if one.key in drawn for group in groups_of(one, dimension))
        for group, number in there.items():
            assert taken[group] >= least.of(number)


@given(JUDGED, RULES, st.text(max_size=8))
def test_every_draw_has_a_reason_that_is_true_of_it(judged, rules, seed):
    by_key = {one.key: one for one in judged}
    for draw in plan(judged, rules, seed).draws:
        assert draw.reasons
        for reason in draw.reasons:
            if reason.group:
                assert reason.group in groups_of(by_key[draw.key], Dimension(reason.code))
            elif reason.code == AT_RANDOM:
                assert draw.number < rules.at_random
            else:
                assert Risk(reason.code) in by_key[draw.key].risks
                assert draw.number < rules.risks[Risk(reason.code)]


@given(JUDGED, st.text(max_size=8))
def test_a_larger_share_keeps_all_that_a_smaller_one_drew(judged, seed):
    few = {draw.key for draw in plan(judged, Rules(at_random=0.05), seed).draws}
    more = {draw.key for draw in plan(judged, Rules(at_random=0.3), seed).draws}
    assert few <= more


@given(JUDGED, RULES, st.text(max_size=8))
def test_the_digest_changes_with_the_seed(judged, rules, seed):
    assert plan(judged, rules, seed).digest != plan(judged, rules, f"{seed}x").digest
