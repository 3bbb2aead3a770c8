from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from trigpoint.estimation import Design
from trigpoint.estimation.errors import EmptyCellError, EstimationError

if TYPE_CHECKING:
    from collections.abc import Callable

    from trigpoint.estimation import ResultTable

EXPECTED = [
    [0.0, 1.052632, 1.052632, 0.0],
    [1.052632, 1.052632, 1.052632, 0.0],
    [1.052632, 2.105263, 0.0, 0.0],
    [1.052632, 0.0, 0.0, 1.052632],
    [0.0, 0.0, 2.105263, 1.052632],
    [1.052632, 1.052632, 0.0, 1.052632],
]


def test_the_jackknife_of_a_mean_is_its_linearised_error_for_equal_weights() -> None:
    design = Design({"y": np.random.default_rng(1).normal(size=40), "w": np.ones(40)}, weights="w")
    assert design.jackknife().mean("y").row().se == pytest.approx(design.mean("y").row().se)


def test_every_replicate_is_raked_again(design: Design, margins: Any) -> None:
    for raked in (design.rake(margins).bootstrap(10, seed=2), design.bootstrap(10, seed=2).rake(margins)):
        drawn = raked.replicates
        assert drawn is not None
        factor = raked.frame.factor("phase")
        for k in range(10):
            reached = np.bincount(factor.codes, drawn.weights[:, k])
            assert reached == pytest.approx([margins["phase"][level] for level in factor.levels], rel=1e-8)


def test_a_seed_gives_the_same_replicates_everywhere(design: Design) -> None:
    drawn = design.bootstrap(4, seed=2026).replicates
    assert drawn is not None
    factors = (drawn.weights / design.weights[:, None])[::40]
    assert np.round(factors, 6).tolist() == EXPECTED
    again, other = design.bootstrap(4, seed=2026).replicates, design.bootstrap(4, seed=2027).replicates
    assert again is not None
    assert other is not None
    assert np.array_equal(again.weights, drawn.weights)
    assert not np.array_equal(other.weights, drawn.weights)


def test_bootstrap_and_linearised_errors_agree(design: Design, margins: Any) -> None:
    raked = design.rake(margins)
    drawn = raked.bootstrap(400, seed=5).mean("alloc", by="phase")
    assert drawn.column("se") == pytest.approx(raked.mean("alloc", by="phase").column("se"), rel=0.15)
    assert drawn.column("method").tolist() == ["bootstrap, 400 replicates"] * 2
    assert "400 Rao–Wu bootstrap replicates (seed 5)" in drawn.story


def test_population_counts_lower_bootstrap_errors() -> None:
    rng = np.random.default_rng(3)
    columns = {"y": rng.normal(size=90), "w": np.full(90, 10 / 9), "N": np.full(90, 100.0)}
    whole = Design(columns, weights="w", fpc="N").bootstrap(300, seed=1).mean("y").row().se
    free = Design(columns, weights="w").bootstrap(300, seed=1).mean("y").row().se
    assert whole / free == pytest.approx(np.sqrt(0.1), rel=1e-6)


def test_ratios_totals_and_differences_have_replicate_errors(design: Design) -> None:
    drawn = design.jackknife()
    asked: list[Callable[[Design], ResultTable]] = [
        lambda d: d.ratio("admin", "alloc"),
        lambda d: d.total("admin"),
        lambda d: d.difference("admin", between=("phase", "primary", "secondary")),
        lambda d: d.proportion("leave"),
    ]
    for ask in asked:
        assert ask(drawn).column("se") == pytest.approx(ask(design).column("se"), rel=0.05)
        assert ask(drawn).column("estimate").tolist() == ask(design).column("estimate").tolist()


def test_a_domain_that_some_replicates_miss_is_flagged() -> None:
    columns = {"la": ["A"] * 2 + ["B"] * 18, "y": np.arange(20.0), "w": np.ones(20)}
    row = Design(columns, weights="w").bootstrap(100, seed=1).mean("y", by="la").row(la="A")
    assert row.flag == "some replicates have no respondents here and were left out"
    assert row.se > 0


def test_a_replicate_that_cannot_be_calibrated_names_the_level() -> None:
    columns = {"a": ["x"] * 2 + ["y"] * 28, "w": np.ones(30)}
    design = Design(columns, weights="w").rake({"a": {"x": 20, "y": 280}})
    with pytest.raises(EmptyCellError, match=r"replicate samples .* have nobody with a = x"):
        design.bootstrap(100, seed=1)


def test_too_many_replicates_for_the_memory_are_refused_before_they_are_tried() -> None:
    design = Design({"w": np.ones(200_000)}, weights="w")
    with pytest.raises(EstimationError, match=r"200,000 replicates of 200,000 rows need 320 GB"):
        design.jackknife()


def test_one_replicate_is_no_bootstrap(design: Design) -> None:
    with pytest.raises(EstimationError, match="A bootstrap of 1 replicates has no variance"):
        design.bootstrap(1, seed=1)


def test_a_jackknife_needs_two_units_somewhere() -> None:
    design = Design({"h": ["a", "b"], "w": [1.0, 1.0]}, strata="h", weights="w", lonely="certainty")
    with pytest.raises(EstimationError, match="Every stratum has one unit"):
        design.jackknife()


def test_linear_calibration_is_repeated_in_replicates_even_where_a_weight_turns_negative() -> None:
    x = np.array([1.0, 2.0, 3.0, 4.0, 30.0])
    drawn = (
        Design({"x": x, "y": [2.0, 1.0, 4.0, 3.0, 20.0], "w": np.ones(5)}, weights="w")
        .calibrate({"x": 55.0}, population=6.0)
        .jackknife()
    )
    assert drawn.replicates is not None
    assert (drawn.replicates.weights.min() < 0, drawn.weights.min() > 0) == (True, True)
    assert drawn.replicates.weights.T @ x == pytest.approx(np.full(5, 55.0))
