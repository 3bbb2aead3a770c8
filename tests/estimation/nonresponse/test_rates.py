"""AAPOR outcome rates and item missingness."""

from __future__ import annotations

import numpy as np
import pytest

from trigpoint.estimation import Design
from trigpoint.estimation.errors import DataError, EmptyDomainError, EstimationError
from trigpoint.estimation.nonresponse import item_missingness, response_rates

# The worked example in the documentation of R's outcomerate: 12 cases.
CASES = ["I"] * 4 + ["P"] * 2 + ["R", "NC", "O", "UH", "NE", "UO"]


def sample(outcomes: list[str], **columns: object) -> Design:
    return Design({"disposition": outcomes, "w": np.ones(len(outcomes)), **columns}, weights="w")


def test_every_rate_of_a_worked_example_is_its_fraction() -> None:
    table = response_rates(sample(CASES))
    e = 9 / 10  # nine eligible of ten whose eligibility is known
    unknown = 9 + 2 * e
    expected = {
        "RR1": 4 / 11, "RR2": 6 / 11, "RR3": 4 / unknown, "RR4": 6 / unknown, "RR5": 4 / 9, "RR6": 6 / 9,
        "COOP1": 4 / 8, "COOP2": 6 / 8, "COOP3": 4 / 7, "COOP4": 6 / 7,
        "REF1": 1 / 11, "REF2": 1 / unknown, "REF3": 1 / 9,
        "CON1": 8 / 11, "CON2": 8 / unknown, "CON3": 8 / 9,
    }  # fmt: skip
    found = dict(zip(table.column("level").tolist(), table.column("estimate").tolist(), strict=True))
    assert found == pytest.approx(expected)


def test_the_method_says_which_eligible_share_was_used() -> None:
    allocated, given = response_rates(sample(CASES)), response_rates(sample(CASES), eligible=0.5)
    assert allocated.row(level="RR3").method == "AAPOR 2016, unweighted, e = 0.9 (proportional allocation)"
    assert given.row(level="RR3").method == "AAPOR 2016, unweighted, e = 0.5 (given)"
    assert given.row(level="RR3").estimate == pytest.approx(4 / 10)
    assert given.row(level="RR1").method == "AAPOR 2016, unweighted"


def test_weighted_rates_are_weighted_means_with_their_errors() -> None:
    rng = np.random.default_rng(1)
    reply = (rng.uniform(size=200) < 0.6).astype(int)
    outcomes = ["I" if r else "R" for r in reply]
    design = Design({"disposition": outcomes, "reply": reply, "w": rng.uniform(1, 4, 200)}, weights="w")
    rate, mean = response_rates(design, weighted=True).row(level="RR5"), design.mean("reply").rows()[0]
    assert [rate.estimate, rate.se] == pytest.approx([mean.estimate, mean.se])
    assert 0.0 < rate.lo < rate.estimate < rate.hi < 1.0


def test_rates_of_domains_are_those_of_their_cases() -> None:
    table = response_rates(sample(CASES * 2, region=["N"] * 12 + ["S"] * 12), by="region")
    alone = response_rates(sample(CASES))
    np.testing.assert_allclose(table.select(region="S").column("estimate"), alone.column("estimate"))


def test_a_domain_without_cases_is_flagged() -> None:
    table = response_rates(sample(["I", "I", "NE"], region=["N", "N", "S"]), by="region")
    row = table.row(level="RR1", region="S")
    assert (row.n, row.flag) == (0, "no case that the rate counts")
    assert np.isnan(row.estimate)


def test_a_studys_own_words_are_mapped_to_the_codes() -> None:
    meaning = {"done": "I", "no": "R", "left": "NE"}
    table = response_rates(sample(["done", "done", "no", "left"]), meaning=meaning)
    assert table.row(level="RR1").estimate == pytest.approx(2 / 3)


def test_outcomes_without_a_meaning_are_named() -> None:
    with pytest.raises(DataError, match="without a meaning: 'maybe'"):
        response_rates(sample(["I", "maybe"]))
    with pytest.raises(DataError, match="codes that do not exist: X"):
        response_rates(sample(["I", "no"]), meaning={"I": "I", "no": "X"})


def test_a_case_without_an_outcome_is_named_by_row() -> None:
    design = Design({"disposition": ["I", None, "R"], "w": [1.0, 1.0, 1.0]}, weights="w")
    with pytest.raises(DataError, match=r"no outcome in 1 rows: 1 \(rows count from 0\)"):
        response_rates(design)


def test_an_eligible_share_that_cannot_be_known_is_refused() -> None:
    with pytest.raises(EmptyDomainError, match="No case has a known eligibility"):
        response_rates(sample(["UH", "UO"]))
    with pytest.raises(EstimationError, match="lies between 0 and 1; this is 2"):
        response_rates(sample(CASES), eligible=2.0)


def test_item_missingness_is_a_weighted_share_of_those_asked() -> None:
    answers = [1.0, None, 3.0, None, 5.0, 6.0]
    design = Design({"a": answers, "g": list("xxxyyy"), "w": [1.0, 2.0, 1.0, 1.0, 1.0, 1.0]}, weights="w")
    row = item_missingness(design, "a").rows()[0]
    assert [row.estimate, row.n, row.missing] == pytest.approx([3 / 7, 6, 2])
    asked = {"a": np.array([True, True, True, False, True, True])}
    row = item_missingness(design, "a", asked=asked).rows()[0]
    assert [row.estimate, row.n, row.missing] == pytest.approx([2 / 6, 5, 1])
    by = item_missingness(design, "a", by="g")
    assert by.column("estimate").tolist() == pytest.approx([1 / 2, 1 / 3])


def test_a_question_that_all_answered_has_an_interval_above_zero() -> None:
    row = item_missingness(Design({"a": np.ones(50), "w": np.ones(50)}, weights="w"), "a").rows()[0]
    assert (row.estimate, row.lo) == (0.0, 0.0)
    assert 0.0 < row.hi < 0.1


def test_missingness_needs_variables_and_routing_of_the_right_length() -> None:
    design = Design({"a": [1.0, 2.0], "w": [1.0, 1.0]}, weights="w")
    with pytest.raises(EstimationError, match="Name at least one variable"):
        item_missingness(design)
    with pytest.raises(EstimationError, match="3 entries for 2 rows"):
        item_missingness(design, "a", asked={"a": np.ones(3, dtype=bool)})
