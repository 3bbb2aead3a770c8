"""Formulas are read as R reads them, and what cannot be read is refused with the place and a remedy."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trigpoint.estimation.formula import Formula, FormulaError, Part, label, parse


def terms(formula: Formula) -> list[str]:
    return [label(term) for term in formula.terms]


def groupings(formula: Formula) -> list[str]:
    return [label(term) for term in formula.random]


@pytest.mark.parametrize(
    ("text", "expected", "intercept"),
    [
        ("y ~ a + b", ["a", "b"], True),
        ("y ~ a * b", ["a", "b", "a:b"], True),
        ("y ~ a * b * c", ["a", "b", "c", "a:b", "a:c", "b:c", "a:b:c"], True),
        ("y ~ a:b + a", ["a", "a:b"], True),
        ("y ~ a * b - a:b", ["a", "b"], True),
        ("y ~ 0 + a", ["a"], False),
        ("y ~ a - 1", ["a"], False),
        ("y ~ 1", [], True),
        ("y ~ a + a", ["a"], True),
        ("y ~ a:b + b:a", ["a:b"], True),
        ("y ~ log(size) + C(band)", ["log(size)", "C(band)"], True),
        ("log(y) ~ `per cent`", ["per cent"], True),
        ("api.00~ell", ["ell"], True),
    ],
)
def test_fixed_terms_are_read_as_r_reads_them(text: str, expected: list[str], *, intercept: bool) -> None:
    formula = parse(text)
    assert (terms(formula), formula.intercept) == (expected, intercept)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("y ~ a + (1|g)", ["g"]),
        ("y ~ a + (1 | region/la)", ["region", "region:la"]),
        ("y ~ (1|a/b/c)", ["a", "a:b", "a:b:c"]),
        ("y ~ (1|a) + (1|b)", ["a", "b"]),
        ("y ~ (1|a:b)", ["a:b"]),
        ("y ~ (1|a) + (1|a/b)", ["a", "a:b"]),
    ],
)
def test_random_intercepts_are_read_nested_and_crossed(text: str, expected: list[str]) -> None:
    assert groupings(parse(text)) == expected


def test_variables_are_named_once_with_the_response_first() -> None:
    assert parse("y ~ a * b + log(a) + (1|g/b)").variables == ("y", "a", "b", "g")


def test_the_response_may_be_transformed() -> None:
    assert parse("log(hours) ~ 1").response == Part("hours", "log")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "has 'its end' where the name of a variable was expected"),
        ("~ a", "has nothing on the left of '~'"),
        ("y", "has 'its end' where '~' was expected"),
        ("y ~ a b", "has 'b' where '+' or the end was expected"),
        ("y ~ a +", "has 'its end' where the name of a variable was expected"),
        ("y ~ 3", "has the number 3"),
        ("y ~ exp(a)", "uses exp(), which is not known"),
        ("y ~ (a|g)", "has a bracket that is not '(1 | group)'"),
        ("y ~ (1|g", "has 'its end' where ')' was expected"),
        ("y ~ y + a", "has its response 'y' on the right as well"),
        ("y ~ 0", "has neither terms nor an intercept"),
        ("y ~ a - (1|g)", "has a bracket that is not '(1 | group)'"),
        ("y ~ a % b", "has '%', which no formula contains"),
    ],
)
def test_a_formula_that_cannot_be_read_is_refused_with_the_place(text: str, message: str) -> None:
    with pytest.raises(FormulaError) as refused:
        parse(text)
    assert message in str(refused.value)
    assert "near character" in str(refused.value)


@given(st.lists(st.sampled_from("abcd"), min_size=1, max_size=4, unique=True))
def test_the_order_of_main_effects_is_kept(names: list[str]) -> None:
    assert terms(parse(f"y ~ {' + '.join(names)}")) == names


@given(st.text(alphabet="ab01~+:*()|/- `", max_size=12))
def test_any_text_is_read_or_refused_and_never_fails_otherwise(text: str) -> None:
    try:
        parse(text)
    except FormulaError:
        return
    assert "~" in text
