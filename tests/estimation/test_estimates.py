from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from trigpoint.estimation import Design, ResultTable
from trigpoint.estimation.errors import EstimationError


def cells(table: ResultTable, **where: object) -> dict[str, str]:
    """Every cell to the last bit, as text so that not-a-number equals itself."""
    part = table.select(**where)
    return {name: repr(part.column(name).tolist()) for name in part.names if name != "la"}


def test_a_mean_of_a_stratified_sample_by_hand() -> None:
    columns = {"h": ["a", "a", "b", "b"], "N": [10.0, 10.0, 30.0, 30.0], "y": [1.0, 3.0, 2.0, 8.0]}
    row = Design(columns, strata="h", fpc="N").mean("y").row()
    variance = (10 / 40) ** 2 * (1 - 2 / 10) * 2.0 / 2 + (30 / 40) ** 2 * (1 - 2 / 30) * 18.0 / 2
    assert [row.estimate, row.se] == pytest.approx([4.25, np.sqrt(variance)])
    assert (row.n, row.missing, row.method, row.flag) == (4, 0, "linearised", "")


def test_one_number_has_one_answer_as_a_string_a_list_or_in_a_group(design: Design, margins: Any) -> None:
    for asked in (design, design.rake(margins), design.rake(margins).jackknife()):
        alone = asked.mean("alloc", by="la")
        for several in (asked.mean("alloc", "admin", by="la"), asked.mean(["admin", "alloc"], by="la")):
            assert cells(several, variable="alloc") == cells(alone)
        for la in ("LA0", "LA7"):
            one = asked.where(la=la).mean("alloc")
            assert cells(one) == cells(alone, la=la)
        total = asked.total(["alloc", "admin"])
        assert cells(asked.total("admin")) == cells(total, variable="admin")


def test_missing_answers_drop_by_variable_and_are_counted(design: Design) -> None:
    table = design.mean("alloc", "admin")
    gone = int(np.isnan(design.frame.number("alloc")).sum())
    assert table.column("missing").tolist() == [gone, 0]
    assert table.column("n").tolist() == [240 - gone, 240]
    assert gone > 0


def test_a_domain_with_one_respondent_is_flagged_not_given_zero_error() -> None:
    columns = {"la": ["A", "A", "A", "B"], "y": [1.0, 2.0, 4.0, 9.0], "w": [1.0] * 4}
    row = Design(columns, weights="w").mean("y", by="la").row(la="B")
    assert (row.estimate, row.n, row.flag) == (9.0, 1, "one respondent: no standard error")
    assert np.isnan([row.se, row.lo, row.hi]).all()


def test_a_domain_inside_one_cluster_is_flagged_not_given_zero_error() -> None:
    columns = {"c": [1, 1, 2, 2, 3, 3], "la": ["A", "A", "B", "B", "B", "B"], "y": [1.0, 5, 2, 3, 4, 9], "w": [1.0] * 6}
    row = Design(columns, ids="c", weights="w").mean("y", by="la").row(la="A")
    assert (row.estimate, row.flag, np.isnan(row.se)) == (3.0, "one cluster: no standard error", True)


def test_a_domain_in_which_nobody_answered_is_flagged() -> None:
    columns = {"la": ["A", "A", "B", "B"], "y": [1.0, 2.0, None, None], "w": [1.0] * 4}
    row = Design(columns, weights="w").mean("y", by="la").row(la="B")
    assert (np.isnan(row.estimate), row.n, row.missing, row.flag) == (True, 0, 2, "no respondents")


def test_answers_all_alike_are_flagged() -> None:
    row = Design({"y": [2.0, 2.0, 2.0], "w": [1.0, 2.0, 1.0]}, weights="w").mean("y").row()
    assert (row.estimate, row.se, row.flag) == (2.0, 0.0, "all answers alike: the standard error says nothing")


def test_a_census_has_no_sampling_error_and_no_flag() -> None:
    columns = {"y": [2.0, 5.0, 7.0], "la": ["A", "A", "B"], "N": [3.0] * 3}
    table = Design(columns, fpc="N").mean("y", by="la")
    assert table.column("se").tolist() == [0.0, 0.0]
    assert table.column("flag").tolist() == ["", ""]


def test_rows_without_a_by_value_are_in_no_domain() -> None:
    columns = {"la": ["A", None, "A", "B", "B"], "y": [1.0, 100.0, 3.0, 4.0, 6.0], "w": [1.0] * 5}
    table = Design(columns, weights="w").mean("y", by="la")
    assert table.column("estimate").tolist() == [2.0, 5.0]


def test_crossed_domains_have_one_column_each_and_only_combinations_that_occur(design: Design) -> None:
    table = design.mean("alloc", by=("la", "region"))
    assert table.by == ("la", "region")
    assert len(table) == 12
    assert table.row(la="LA11", region="West").n + table.row(la="LA11", region="West").missing == 20


def test_shares_of_a_category_add_up_to_one(design: Design) -> None:
    table = design.proportion("leave", by="phase")
    assert table.column("level").tolist() == ["no", "no", "yes", "yes"]
    for phase in ("primary", "secondary"):
        part = table.select(phase=phase)
        assert part.column("estimate").sum() == pytest.approx(1.0)
        assert part.column("se")[0] == pytest.approx(part.column("se")[1])


def test_intervals_of_shares_behave_at_nought_and_one() -> None:
    columns = {"leave": ["no"] * 30, "w": np.linspace(1, 2, 30), "h": ["a", "b"] * 15}
    row = Design(columns, strata="h", weights="w").proportion("leave").row()
    assert (row.estimate, row.hi) == (1.0, 1.0)
    assert 0.8 < row.lo < 0.95
    none = (
        Design(columns | {"leave": ["no"] * 29 + ["yes"]}, weights="w")
        .where(h="a")
        .proportion("leave")
        .row(level="yes")
    )
    assert (none.estimate, none.lo) == (0.0, 0.0)
    assert 0.1 < none.hi < 0.35


def test_an_interval_of_no_known_kind_is_refused(design: Design) -> None:
    with pytest.raises(EstimationError, match="interval='wald' is not known"):
        design.proportion("leave", interval="wald")  # type: ignore[arg-type]  # on purpose
    with pytest.raises(EstimationError, match=r"level=95 is not between 0 and 1"):
        design.mean("alloc", level=95)


def test_a_mean_of_text_is_refused(design: Design) -> None:
    with pytest.raises(EstimationError, match="Column 'leave' holds text where a number belongs"):
        design.mean("leave")
    with pytest.raises(EstimationError, match="Name at least one variable"):
        design.mean()


def test_a_ratio_of_a_variable_to_itself_is_one_without_error(design: Design) -> None:
    row = design.ratio("admin", "admin").row()
    assert (row.estimate, row.se, row.variable) == (1.0, 0.0, "admin/admin")


def test_a_ratio_to_nothing_does_not_exist() -> None:
    columns = {"y": [1.0, 2.0, 3.0], "x": [0.0, 0.0, 0.0], "w": [1.0] * 3}
    assert np.isnan(Design(columns, weights="w").ratio("y", "x").row().estimate)


def test_the_total_of_a_domain_counts_its_uncertain_size() -> None:
    rng = np.random.default_rng(0)
    columns = {"la": rng.choice(["A", "B"], 200), "one": np.ones(200), "w": np.ones(200)}
    row = Design(columns, weights="w").total("one", by="la").row(la="A")
    n = row.n
    assert row.se == pytest.approx(np.sqrt(200 / 199 * n * (1 - n / 200)))


def test_a_difference_takes_the_covariance_of_its_sides_into_account(design: Design) -> None:
    row = design.difference("admin", between=("phase", "secondary", "primary")).row()
    means = design.mean("admin", by="phase")
    one, two = means.row(phase="secondary"), means.row(phase="primary")
    assert row.estimate == pytest.approx(one.estimate - two.estimate)
    scores = np.zeros((240, 2))
    for k, (level, mean) in enumerate((("secondary", one.estimate), ("primary", two.estimate))):
        inside = design.frame.raw("phase") == level
        scores[:, k] = np.where(inside, (design.frame.number("admin") - mean) / design.weights[inside].sum(), 0)
    v = design.covariance(scores)
    assert row.se == pytest.approx(np.sqrt(v[0, 0] + v[1, 1] - 2 * v[0, 1]))
    assert row.level == "phase: secondary - primary"


def test_a_difference_against_nobody_or_one_is_flagged() -> None:
    columns = {"g": ["a", "a", "a", "b"], "la": ["A", "A", "B", "A"], "y": [1.0, 2.0, 3.0, 5.0], "w": [1.0] * 4}
    table = Design(columns, weights="w").difference("y", between=("g", "a", "b"), by="la")
    assert table.row(la="A").flag == "one respondent on one side: no standard error"
    assert table.row(la="B").flag.endswith("no respondents on one side")
    with pytest.raises(EstimationError, match="'g' has no level 'c'"):
        Design(columns, weights="w").difference("y", between=("g", "a", "c"))


def test_design_effect_and_effective_size_agree(design: Design) -> None:
    row = design.mean("admin").row()
    assert row.n_eff == pytest.approx(row.n / row.deff)
    equal = Design({"y": np.arange(50.0), "w": np.ones(50)}, weights="w").mean("y").row()
    assert [equal.deff, equal.n_eff] == pytest.approx([1.0, 50.0])
