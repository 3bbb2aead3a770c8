from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest

from trigpoint.estimation import Design
from trigpoint.estimation.errors import DesignError, EmptyDomainError, LonelyStratumError, WeightError

if TYPE_CHECKING:
    from numpy.typing import NDArray

PAIRS = {"y": [1.0, 2.0, 3.0, 4.0], "h": ["a", "a", "b", "b"], "w": [2.0, 2.0, 3.0, 3.0]}


@pytest.mark.parametrize(
    ("weights", "words"),
    [
        ([1.0, 0.0, 1.0, 1.0], "zero in row 1"),
        ([1.0, 1.0, -2.0, 1.0], "negative in row 2"),
        ([None, 1.0, 1.0, 1.0], "missing in row 0"),
        ([None, 0.0, -2.0, 1.0], "missing in row 0; zero in row 1; negative in row 2"),
    ],
)
def test_a_weight_that_is_not_positive_is_an_error_that_names_the_row(weights: list[float], words: str) -> None:
    with pytest.raises(WeightError, match=f"Weight 'w' is {words} "):
        Design(PAIRS | {"w": weights}, weights="w")


def test_a_text_weight_is_refused() -> None:
    with pytest.raises(ValueError, match="Column 'w' holds text where a number belongs: 'x' in row 3"):
        Design(PAIRS | {"w": [1, 1, 1, "x"]}, weights="w")


def test_weights_follow_from_population_counts() -> None:
    design = Design(PAIRS | {"N": [10.0, 10.0, 30.0, 30.0]}, strata="h", fpc="N")
    assert design.weights.tolist() == [5.0, 5.0, 15.0, 15.0]
    same = Design(PAIRS | {"N": [0.2, 0.2, 1 / 15, 1 / 15]}, strata="h", fpc="N")
    assert same.mean("y").row().se == pytest.approx(design.mean("y").row().se)


def test_no_weights_and_no_population_counts_is_an_error() -> None:
    with pytest.raises(WeightError, match="There are no weights"):
        Design(PAIRS, strata="h")


def test_a_stratum_with_one_unit_is_an_error_that_names_it() -> None:
    with pytest.raises(LonelyStratumError) as caught:
        Design(PAIRS | {"h": ["a", "a", "b", "c"]}, strata="h", weights="w")
    assert str(caught.value) == (
        "One sampled unit (row) in stratum b, c (row 2, 3): its variance cannot be estimated. Join it to a similar "
        "stratum, or choose lonely='adjust', 'average' or 'certainty'."
    )


def test_a_stratum_with_one_unit_that_is_all_there_is_needs_no_choice() -> None:
    columns = PAIRS | {"h": ["a", "a", "a", "b"], "N": [30.0, 30.0, 30.0, 1.0]}
    assert Design(columns, strata="h", weights="w", fpc="N").mean("y").row().se > 0


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"N": [10.0, 12.0, 30.0, 30.0]}, "differs within a stratum: 10 in row 0, 12 elsewhere"),
        ({"N": [1.5, 1.5, 30.0, 30.0]}, "is 1.5 in the stratum of row 0, but 2 units"),
        ({"N": [0.0, 0.0, 30.0, 30.0]}, "zero, negative or missing in row 0, 1"),
    ],
)
def test_impossible_population_counts_are_named(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(DesignError, match=words):
        Design(PAIRS | changes, strata="h", weights="w", fpc="N")


def test_a_cluster_in_two_strata_is_an_error_unless_numbers_start_again() -> None:
    columns = PAIRS | {"c": [1, 2, 1, 2]}
    with pytest.raises(DesignError, match="Cluster 1 of 'c' is in more than one stratum: a, b"):
        Design(columns, strata="h", ids="c", weights="w")
    assert len(np.unique(Design(columns, strata="h", ids="c", weights="w", nested=True).clusters)) == 4


def test_a_missing_stratum_is_an_error_that_names_the_row() -> None:
    with pytest.raises(DesignError, match="Design column 'h' is missing in row 1"):
        Design(PAIRS | {"h": ["a", None, "b", "b"]}, strata="h", weights="w")


def test_an_unknown_rule_and_an_empty_table_are_refused() -> None:
    with pytest.raises(DesignError, match="lonely='ignore' is not known"):
        Design(PAIRS, weights="w", lonely="ignore")  # type: ignore[arg-type]  # on purpose
    with pytest.raises(EmptyDomainError, match="There are no rows"):
        Design({"w": []}, weights="w")


def test_a_design_does_not_change_when_another_is_made_of_it(design: Design, margins: Any) -> None:
    before = design.describe(), design.mean("alloc").row()
    design.rake(margins).bootstrap(20, seed=1)
    design.trim(1.2)
    assert (design.describe(), design.mean("alloc").row()) == before
    with pytest.raises(ValueError, match="read-only"):
        design.weights[0] = 1


def test_a_design_tells_its_story(schools: dict[str, NDArray[Any]], margins: Any) -> None:
    design = Design(schools, strata="region", ids="cluster", weights="bw", fpc="Nh").rake(margins)
    assert design.describe() == (
        "The figures rest on 240 respondents in 60 clusters (cluster) from 3 strata (region), with base weights from "
        "'bw' and finite-population correction from Nh (on average 5.0% of a stratum was sampled). Weights were raked "
        "to population totals of region, phase (relative tolerance 1e-09). Unequal weights have a design effect of "
        f"{design.kish[0]:.2f} (effective sample size {design.kish[1]:,.0f}). Standard errors are linearised (Taylor) "
        "and allow for the design and the weighting; they say nothing of people who did not answer, or of wrong "
        "answers."
    )


def test_a_domain_gives_the_same_figures_as_its_row_in_a_grouped_table(design: Design, margins: Any) -> None:
    raked = design.rake(margins)
    grouped = raked.mean("alloc", by="la").row(la="LA3")
    alone = raked.where(la="LA3").mean("alloc").row()
    assert (alone.estimate, alone.se, alone.lo, alone.hi, alone.n) == (
        grouped.estimate,
        grouped.se,
        grouped.lo,
        grouped.hi,
        grouped.n,
    )


def test_an_empty_domain_is_an_error(design: Design) -> None:
    with pytest.raises(EmptyDomainError, match="'region' has no level 'East'"):
        design.where(region="East")
    with pytest.raises(EmptyDomainError, match="No respondent is in the domain"):
        design.where(np.zeros(240, dtype=bool))


def test_weights_belong_to_the_whole_sample(design: Design, margins: Any) -> None:
    with pytest.raises(DesignError, match="Weight first"):
        design.where(region="North").rake(margins)


def test_a_design_is_a_view_for_models(design: Design) -> None:
    scores = np.column_stack([design.frame.number("admin"), np.ones(240)])
    total = design.total("admin").row()
    assert np.sqrt(design.covariance(scores)[0, 0]) == pytest.approx(total.se, rel=1e-12)
    assert (design.degrees, len(design.fpc), design.replicates) == (57.0, 240, None)
    assert np.all(np.isinf(design.fpc))
    assert design.where(region="North").degrees == 19.0
