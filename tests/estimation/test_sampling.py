from __future__ import annotations

import itertools
import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trigpoint.estimation import Design, draw, neyman, proportional
from trigpoint.estimation.errors import SampleError
from trigpoint.estimation.sampling import random_numbers

FRAME = {
    "urn": np.arange(1000, 1400),
    "region": np.repeat(["North", "South"], [300, 100]),
    "pupils": np.concatenate([np.linspace(90, 110, 300), np.linspace(10, 900, 100)]),
}

NUMBERS = [0.16380012809943045, 0.016385982391888265]


def test_random_numbers_are_the_same_on_every_machine() -> None:
    assert random_numbers(["100001", "100002"], "trigpoint-2026").tolist() == NUMBERS


def test_a_sample_is_drawn_again_from_frame_and_seed_whatever_the_order_of_the_frame() -> None:
    first = draw(FRAME, unit="urn", size=40, seed=7, strata="region")
    turned = {name: values[::-1] for name, values in FRAME.items()}
    again = draw(turned, unit="urn", size=40, seed=7, strata="region")
    assert first.fingerprint == again.fingerprint
    assert sorted(first.frame.raw("urn").tolist()) == sorted(again.frame.raw("urn").tolist())
    assert first.fingerprint != draw(FRAME, unit="urn", size=40, seed=8, strata="region").fingerprint


def test_a_proportional_sample_gives_every_unit_the_same_weight() -> None:
    sample = draw(FRAME, unit="urn", size=40, seed=7, strata="region")
    assert sample.allocation == {"North": 30, "South": 10}
    assert set(sample.frame.number("base_weight").tolist()) == {10.0}
    assert sample.story.startswith("40 of 400 units were drawn at random from 2 strata (region)")


def test_a_drawn_sample_is_a_design_at_once() -> None:
    sample = draw(FRAME, unit="urn", size=40, seed=7, strata="region", by="neyman", spread_of="pupils")
    assert sample.allocation["South"] > 30
    design = Design(sample.frame, weights="base_weight", strata="stratum", fpc="population")
    assert design.weights.sum() == pytest.approx(400)
    row = design.total("pupils").row()
    assert abs(row.estimate - FRAME["pupils"].sum()) < 3 * row.se


def test_waves_share_about_as_many_schools_as_planned_and_each_is_a_fair_sample() -> None:
    frame = {"urn": np.arange(20_000)}
    waves = [
        set(draw(frame, unit="urn", size=4_000, seed="s", wave=k, overlap=0.6).frame.raw("urn").tolist())
        for k in range(3)
    ]
    shared = [len(a & b) / 4_000 for a, b in itertools.pairwise(waves)]
    assert shared == pytest.approx([0.6, 0.6], abs=0.03)
    assert len(waves[0] & waves[2]) / 4_000 == pytest.approx(0.2, abs=0.03)


def test_schools_new_to_the_frame_have_the_same_chance_in_a_later_wave() -> None:
    old, new = np.arange(5_000), np.arange(5_000, 6_000)
    draw({"urn": old}, unit="urn", size=1_000, seed="s")
    later = draw({"urn": np.concatenate([old, new])}, unit="urn", size=1_200, seed="s", wave=1).frame.raw("urn")
    assert np.sum(later >= 5_000) / 1_000 == pytest.approx(0.2, abs=0.04)


@given(
    counts=st.lists(st.integers(2, 12), min_size=2, max_size=4),
    spreads=st.lists(st.floats(0.1, 5), min_size=4, max_size=4),
    share=st.floats(0.5, 0.9),
)
def test_neyman_allocation_is_the_best_there_is_in_whole_numbers(
    counts: list[int], spreads: list[float], share: float
) -> None:
    strata = dict(enumerate(counts))
    n = max(2 * len(counts), int(share * sum(counts)))
    found = neyman(strata, dict(enumerate(spreads)), n)

    def variance(sizes: Any) -> float:
        return math.fsum((counts[h] * spreads[h]) ** 2 / k for h, k in enumerate(sizes))

    every = (s for s in itertools.product(*(range(2, c + 1) for c in counts)) if sum(s) == n)
    assert sum(found.values()) == n
    assert variance(found.values()) == pytest.approx(min(map(variance, every)))


def test_costs_turn_the_sample_towards_cheap_strata() -> None:
    counts, spreads = {"a": 1000, "b": 1000}, {"a": 1.0, "b": 1.0}
    assert neyman(counts, spreads, 300, costs={"a": 4.0, "b": 1.0}) == {"a": 100, "b": 200}


def test_a_small_stratum_gives_all_it_has() -> None:
    assert proportional({"tiny": 1, "big": 999}, 10) == {"tiny": 1, "big": 9}


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ({"size": 500}, "A sample of 500 was asked for, but the frame has 400 units"),
        ({"size": 3}, "A sample of 3 is too small: 2 strata need 4"),
        ({"size": {"North": 5}}, "strata without a size South"),
        ({"size": {"North": 5, "South": 5, "East": 5}}, "unknown strata East"),
        ({"size": {"North": 301, "South": 5}}, "sizes not between 1 and the units there North"),
        ({"size": 40, "by": "neyman"}, "needs spread_of"),
        ({"size": 40, "overlap": 1.5}, r"overlap=1\.5 and wave=0"),
    ],
)
def test_a_sample_that_the_frame_cannot_give_is_refused(asked: Any, words: str) -> None:
    with pytest.raises(SampleError, match=words):
        draw(FRAME, unit="urn", seed=1, strata="region", **asked)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"urn": np.zeros(400)}, "'urn' names 0 more than once"),
        ({"urn": [None, *range(399)]}, "'urn' is missing in row 0"),
        ({"region": [None, *["North"] * 399]}, "Row 0 of the frame .* has no stratum"),
    ],
)
def test_a_frame_that_does_not_name_its_units_is_refused(changes: Any, words: str) -> None:
    with pytest.raises(SampleError, match=words):
        draw(FRAME | changes, unit="urn", size=40, seed=1, strata="region")


def test_allocation_refuses_empty_strata_and_negative_deviations() -> None:
    with pytest.raises(SampleError, match="Stratum a has no units"):
        proportional({"a": 0, "b": 5}, 3)
    with pytest.raises(SampleError, match=r"Stratum 'a' has a standard deviation of -1\.0"):
        neyman({"a": 5, "b": 5}, {"a": -1.0, "b": 1.0}, 5)
    frame = FRAME | {"pupils": [np.nan] * 400}
    with pytest.raises(SampleError, match="'pupils' is missing in row 0"):
        draw(frame, unit="urn", size=40, seed=1, strata="region", by="neyman", spread_of="pupils")
