from __future__ import annotations

import numpy as np
import pytest
from scipy.stats import chi2_contingency

from trigpoint.estimation import Design
from trigpoint.estimation.errors import EstimationError


def test_with_equal_weights_and_no_design_the_test_is_pearson_s() -> None:
    rng = np.random.default_rng(3)
    a, b = rng.choice(["x", "y"], 400), rng.choice(["m", "n", "o"], 400)
    test = Design({"a": a, "b": b, "w": np.ones(400)}, weights="w").independence("a", "b")
    table = [[np.sum((a == i) & (b == j)) for j in "mno"] for i in "xy"]
    plain = chi2_contingency(table, correction=False)
    assert test.pearson == pytest.approx(plain.statistic)
    assert test.chi2_p == pytest.approx(plain.pvalue, abs=0.03)
    assert test.design_effect == pytest.approx(1.0, abs=0.05)


def test_clusters_of_like_answers_make_the_test_more_cautious() -> None:
    rng = np.random.default_rng(12)
    cluster = np.repeat(np.arange(40), 10)
    columns = {
        "a": np.where(rng.random(40) < 0.5, "x", "y")[cluster],
        "b": np.where(rng.random(40) < 0.5, "m", "n")[cluster],
        "c": cluster,
        "w": np.ones(400),
    }
    plain = Design(columns, weights="w").independence("a", "b")
    clustered = Design(columns, weights="w", ids="c").independence("a", "b")
    assert clustered.pearson == pytest.approx(plain.pearson)
    assert clustered.design_effect > 5
    assert clustered.p > plain.p


def test_shares_are_tested_against_those_given(design: Design) -> None:
    near = design.goodness_of_fit("leave", {"yes": 0.3, "no": 0.7})
    far = design.goodness_of_fit("leave", {"yes": 0.7, "no": 0.3})
    assert (near.p > 0.05, far.p < 1e-6) == (True, True)
    assert str(far).startswith("leave has the shares given: F(1, 57) = ")


def test_a_two_sided_t_test_of_one_share_is_the_same_test() -> None:
    rng = np.random.default_rng(8)
    design = Design({"a": rng.choice(["x", "y"], 300), "w": rng.uniform(1, 2, 300)}, weights="w")
    row = design.proportion("a").row(level="x")
    test = design.goodness_of_fit("a", {"x": 0.45, "y": 0.55})
    assert test.statistic == pytest.approx(((row.estimate - 0.45) / row.se) ** 2)


def test_replicates_serve_the_test_as_well(design: Design) -> None:
    plain, jack = design.independence("leave", "phase"), design.jackknife().independence("leave", "phase")
    assert jack.statistic == pytest.approx(plain.statistic, rel=0.1)
    assert "jackknife, 60 replicates" in jack.method


@pytest.mark.parametrize(
    ("shares", "words"),
    [({"yes": 0.5}, "Give one for each"), ({"yes": 0.5, "no": 0.6}, "sum to 1"), ({"yes": 0.0, "no": 1.0}, "sum to 1")],
)
def test_shares_that_cannot_be_are_refused(design: Design, shares: dict[str, float], words: str) -> None:
    with pytest.raises(EstimationError, match=words):
        design.goodness_of_fit("leave", shares)


def test_one_level_leaves_nothing_to_test(design: Design) -> None:
    with pytest.raises(EstimationError, match="'region' has 1 and 'leave' has 2 levels with answers"):
        design.where(region="North").independence("region", "leave")


def test_shares_that_the_weights_fix_cannot_be_tested(design: Design) -> None:
    fixed = design.post_stratify("leave", {"yes": 500, "no": 1900})
    with pytest.raises(EstimationError, match="leaves no variance in the shares"):
        fixed.goodness_of_fit("leave", {"yes": 0.3, "no": 0.7})
