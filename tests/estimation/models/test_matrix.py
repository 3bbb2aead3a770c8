"""Design matrices: R's coding, complete rows, and refusals that name columns, rows and levels."""

from __future__ import annotations

import numpy as np
import pytest

from trigpoint.estimation.data import Frame
from trigpoint.estimation.errors import DataError, EmptyDomainError
from trigpoint.estimation.formula import parse
from trigpoint.estimation.models.matrix import ModelData, SingularDesignError, build, response_numbers

FRAME = Frame.of(
    {
        "y": [1.0, 2.0, None, 4.0, 5.0, 6.0, 7.0, 8.0],
        "x": [0.5, 1.5, 2.5, 3.5, 1.0, 2.0, 3.0, 4.0],
        "phase": ["b", "a", "a", "b", "c", "c", "a", "b"],
        "kind": ["p", "q", "p", "q", "p", "q", "p", "q"],
        "band": [1, 2, 1, 2, 1, 2, 2, 1],
        "same": ["k"] * 8,
        "signed": [1.0, -2.0, 3.0, 0.0, 5.0, 6.0, 7.0, 8.0],
        "empty": [None] * 8,
    }
)


def made(text: str) -> ModelData:
    return build(FRAME, parse(text))


def test_text_becomes_indicators_of_every_level_but_the_first() -> None:
    data = made("y ~ x + phase")
    assert data.names == ("(intercept)", "x", "phase[b]", "phase[c]")
    assert data.terms == ("(intercept)", "x", "phase", "phase")
    assert data.x[:, 2].tolist() == [1, 0, 1, 0, 0, 0, 1]


def test_rows_without_a_value_are_left_out_and_counted() -> None:
    data = made("y ~ x")
    assert (data.rows.tolist(), data.missing) == ([0, 1, 3, 4, 5, 6, 7], 1)
    assert response_numbers(FRAME, data).tolist() == [1, 2, 4, 5, 6, 7, 8]


def test_without_an_intercept_the_first_factor_takes_its_place() -> None:
    assert made("y ~ 0 + phase + kind").names == ("phase[a]", "phase[b]", "phase[c]", "kind[q]")


def test_an_interaction_without_its_margin_is_coded_in_full() -> None:
    assert made("y ~ x:kind").names == ("(intercept)", "x:kind[p]", "x:kind[q]")
    assert made("y ~ x * kind").names == ("(intercept)", "x", "kind[q]", "x:kind[q]")


def test_a_number_may_be_taken_as_labels() -> None:
    assert made("y ~ C(band)").names == ("(intercept)", "band[2]")


def test_rows_outside_the_domain_do_not_count_as_missing() -> None:
    active = np.array([True, True, True, False, False, False, True, True])
    data = build(FRAME, parse("y ~ x"), active)
    assert (data.rows.tolist(), data.missing) == ([0, 1, 6, 7], 1)


@pytest.mark.parametrize(
    ("text", "error", "message"),
    [
        ("y ~ absent", DataError, "There is no column 'absent'"),
        ("y ~ empty", EmptyDomainError, "'empty' (8 missing)"),
        ("y ~ same", SingularDesignError, "has 'same' = 'k'. A factor needs at least two levels"),
        ("y ~ x + log(signed)", DataError, "zero or negative: -2 in row 1, 0 in row 3; 2 rows"),
        ("y ~ sqrt(signed)", DataError, "-2 in row 1; 1 rows"),
        ("y ~ phase * kind * C(band)", SingularDesignError, "7 complete rows cannot support 12 coefficients"),
        ("y ~ phase + (1|same)", SingularDesignError, "'same' has one group only ('k')"),
    ],
)
def test_what_cannot_be_fitted_is_refused_by_name(text: str, error: type[Exception], message: str) -> None:
    with pytest.raises(error) as refused:
        made(text)
    assert message in str(refused.value)


def test_columns_that_determine_one_another_are_named() -> None:
    frame = FRAME.with_columns(double=2.0 * FRAME.number("x") + 1.0)
    with pytest.raises(SingularDesignError, match=r"'double' is determined by \(intercept\), x"):
        build(frame, parse("y ~ x + double"))


def test_a_crossing_that_nobody_is_in_is_named() -> None:
    frame = Frame.of(
        {"y": np.arange(12.0), "a": ["p"] * 6 + ["q"] * 6, "b": ["u", "v", "u", "v", "u", "v"] + ["u"] * 6}
    )
    with pytest.raises(SingularDesignError, match=r"No row in the model has a\[q\]:b\[v\]"):
        build(frame, parse("y ~ a * b"))


def test_as_many_groups_as_rows_is_refused() -> None:
    frame = Frame.of({"y": np.arange(5.0), "g": list("abcde")})
    with pytest.raises(SingularDesignError, match="5 groups for 5 rows"):
        build(frame, parse("y ~ 1 + (1|g)"))


def test_only_groups_with_rows_are_groups() -> None:
    data = made("y ~ 1 + (1|phase:kind)")
    assert data.groups[0].levels == ("a:p", "a:q", "b:p", "b:q", "c:p", "c:q")
    assert np.bincount(data.groups[0].codes).min() == 1
    assert data.groups[0].parts[0] == ("a", "p")
