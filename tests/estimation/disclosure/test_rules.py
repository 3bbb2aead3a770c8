"""Which cells are unsafe by themselves."""

from __future__ import annotations

import pytest

from trigpoint.estimation.disclosure import (
    Contributions,
    DisclosureError,
    Dominance,
    Flagged,
    PPercent,
    Threshold,
    release,
)
from trigpoint.estimation.table import ResultTable, Row

AREAS = ["A"] * 12 + ["B"] * 12 + ["C"] * 12
HOURS = [90.0] + [1.0] * 11 + [5.0] * 12 + [40.0, 38.0] + [0.2] * 10


def _table(*sizes: int) -> ResultTable:
    rows = [
        Row(variable="hours", statistic="mean", estimate=5.0, n=n, domain={"la": la})
        for la, n in zip("ABC", sizes, strict=True)
    ]
    return ResultTable.of(rows, by=("la",))


def _contributions(school: list[int] | None = None) -> Contributions:
    return Contributions({"hours": HOURS}, {"la": AREAS}, school)


@pytest.mark.parametrize(("n", "unsafe"), [(0, False), (1, True), (9, True), (10, False), (11, False)])
def test_a_threshold_of_ten_is_met_by_ten_and_concerns_nobody_where_nobody_answered(n: int, unsafe: bool):  # noqa: FBT001
    assert Threshold(10).unsafe(_table(n, 20, 20), None).tolist() == [unsafe, False, False]


def test_a_threshold_that_protects_nobody_is_refused():
    with pytest.raises(DisclosureError, match="use 2 or more"):
        Threshold(1)


def test_one_school_with_most_of_a_total_dominates():
    assert Dominance(1, 50).unsafe(_table(12, 12, 12), _contributions()).tolist() == [True, False, False]


def test_two_schools_may_dominate_together():
    assert Dominance(2, 85).unsafe(_table(12, 12, 12), _contributions()).tolist() == [True, False, True]


def test_the_p_rule_asks_whether_the_second_school_could_work_out_the_first():
    # In C the others hold 2 hours: the second can find the first's 40 to within 5%. In A they hold 10 of 90.
    assert PPercent(10).unsafe(_table(12, 12, 12), _contributions()).tolist() == [False, False, True]
    assert PPercent(12).unsafe(_table(12, 12, 12), _contributions()).tolist() == [True, False, True]


def test_respondents_of_one_school_count_as_one_contributor():
    together = _contributions(school=[0] * 24 + list(range(1, 13)))
    assert Dominance(1, 50).unsafe(_table(12, 12, 12), together).tolist() == [True, True, False]


def test_a_rule_on_dominance_without_contributions_says_what_to_pass():
    with pytest.raises(DisclosureError, match="Pass contributions="):
        release(_table(12, 12, 12), [Threshold(10), Dominance()])


def test_contributions_that_lack_a_variable_or_a_domain_say_so():
    with pytest.raises(DisclosureError, match="no values for hours"):
        Dominance().unsafe(_table(12, 12, 12), Contributions({"pay": HOURS}, {"la": AREAS}))
    with pytest.raises(DisclosureError, match="do not say the la"):
        Dominance().unsafe(_table(12, 12, 12), Contributions({"hours": HOURS}, {}))


def test_a_dominated_cell_is_hidden_with_another_and_the_reason_is_kept_inside():
    table = _table(12, 12, 13) + ResultTable.of([Row(variable="hours", statistic="mean", estimate=5.0, n=37)])
    released = release(table, [Threshold(10), Dominance(1, 50)], contributions=_contributions())
    assert released.shown.tolist() == [False, False, True, True]
    assert released.hidden[0].why == "the largest 1 of its schools make up more than 50% of it"
    assert "50%" not in released.paragraph


@pytest.mark.parametrize(
    ("flag", "n", "unsafe"),
    [
        ("", 30, False),
        ("One respondent: no standard error", 30, True),
        ("no respondents on one side", 0, False),
        ("few clusters", 30, False),
    ],
)
def test_flags_about_too_few_respondents_make_a_cell_unsafe(flag: str, n: int, unsafe: bool):  # noqa: FBT001
    table = _table(n, 20, 20).with_columns(flag=[flag, "", ""])
    assert Flagged().unsafe(table, None).tolist() == [unsafe, False, False]
