from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from trigpoint.estimation import Design
from trigpoint.estimation.errors import EstimationError


@given(
    values=st.lists(st.integers(0, 20), min_size=3, max_size=40),
    p=st.sampled_from([0.1, 0.25, 0.5, 0.75, 0.9]),
)
def test_a_quantile_is_the_least_value_with_a_share_of_p_at_or_below_it(values: list[int], p: float) -> None:
    weights = np.arange(1.0, len(values) + 1)
    found = Design({"y": values, "w": weights}, weights="w").quantile("y", p).row().estimate
    y = np.array(values)
    reached = [v for v in sorted(set(values)) if weights[y <= v].sum() >= p * weights.sum() - 1e-9]
    assert found == reached[0]


def test_quantiles_by_group_are_those_of_each_group(design: Design) -> None:
    table = design.quantile("alloc", (0.25, 0.5), by="phase")
    for phase in ("primary", "secondary"):
        alone = design.where(phase=phase).quantile("alloc", (0.25, 0.5))
        part = table.select(phase=phase)
        for name in ("estimate", "se", "lo", "hi"):
            assert part.column(name).tolist() == alone.column(name).tolist()
    assert table.column("statistic").tolist() == ["quantile 0.25"] * 2 + ["quantile 0.5"] * 2


def test_a_limit_past_the_data_is_flagged_and_not_made_up() -> None:
    design = Design({"y": np.arange(6.0), "w": np.ones(6)}, weights="w")
    row = design.quantile("y", 0.1).row()
    assert (np.isnan(row.lo), np.isnan(row.se)) == (True, True)
    assert row.flag == "the interval passes the end of the data"
    inside = design.quantile("y", 0.1, interval="beta").row()
    assert (inside.lo, inside.flag) == (0.0, "")


def test_a_quantile_of_one_respondent_or_none_is_flagged() -> None:
    columns = {"la": ["A", "A", "B", "C"], "y": [1.0, 3.0, 7.0, None], "w": [1.0] * 4}
    table = Design(columns, weights="w").quantile("y", 0.5, by="la")
    assert table.row(la="B").flag == "one respondent: no standard error"
    assert (table.row(la="B").estimate, table.row(la="C").flag) == (7.0, "no respondents")
    assert np.isnan(table.row(la="C").estimate)


@pytest.mark.parametrize("p", [0.0, 1.0, 50])
def test_a_quantile_outside_0_and_1_is_refused(design: Design, p: float) -> None:
    with pytest.raises(EstimationError, match="does not exist"):
        design.quantile("alloc", p)


def test_an_unknown_interval_is_refused(design: Design) -> None:
    with pytest.raises(EstimationError, match="interval='score' is not known for quantiles"):
        design.quantile("alloc", 0.5, interval="score")  # type: ignore[arg-type]  # on purpose


def test_replicates_give_woodruff_intervals_too(design: Design) -> None:
    row = design.jackknife().quantile("alloc", 0.5).row()
    plain = design.quantile("alloc", 0.5).row()
    assert (row.estimate, row.method) == (plain.estimate, "jackknife, 60 replicates")
    assert row.se == pytest.approx(plain.se, rel=0.2)
