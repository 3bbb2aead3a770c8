"""Rounding to a base."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from trigpoint.estimation.disclosure import DisclosureError, Rounding

SUM = sparse.csr_array(np.array([[-1.0, 1.0, 1.0, 1.0]]))


@given(st.lists(st.integers(0, 60), min_size=3, max_size=3), st.integers(2, 10), st.integers(0, 5))
def test_controlled_rounding_adds_up_and_moves_no_part_by_a_whole_base(parts: list[int], base: int, seed: int):
    values = np.array([sum(parts), *parts], dtype=float)
    rounded = Rounding(base, seed=seed).apply(values, SUM)
    assert rounded[0] == rounded[1:].sum()
    assert np.all(rounded % base == 0)
    assert np.all(np.abs(rounded - values) < base)


def test_multiples_stay_as_they_are():
    values = np.array([45.0, 10.0, 15.0, 20.0])
    assert Rounding(5).apply(values, SUM).tolist() == values.tolist()


def test_random_rounding_is_right_on_average_and_the_same_for_a_seed():
    values = np.full(20_000, 12.0)
    none = sparse.csr_array((0, values.size))
    rounded = Rounding(5, "random", seed=1).apply(values, none)
    assert set(rounded.tolist()) == {10.0, 15.0}
    assert abs(rounded.mean() - 12.0) < 0.1
    assert np.array_equal(rounded, Rounding(5, "random", seed=1).apply(values, none))


def test_a_base_that_changes_nothing_is_refused():
    with pytest.raises(DisclosureError, match="use 2 or more"):
        Rounding(1)


def test_an_unknown_way_of_rounding_is_refused():
    with pytest.raises(DisclosureError, match="use 'controlled' or 'random'"):
        Rounding(5, "down")  # type: ignore[arg-type]
