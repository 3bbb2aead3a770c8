"""The tidy result table."""

from __future__ import annotations

import math

import numpy as np
import pytest

from trigpoint.estimation.errors import EstimationError
from trigpoint.estimation.table import ResultTable, Row


def _table() -> ResultTable:
    rows = [
        Row(
            variable="hours", statistic="mean", estimate=7.9, se=0.1, lo=7.7, hi=8.1, n=310, domain={"phase": "Primary"}
        ),
        Row(
            variable="hours",
            statistic="mean",
            estimate=15.2,
            se=0.5,
            lo=14.3,
            hi=16.1,
            n=97,
            domain={"phase": "Secondary"},
        ),
        Row(variable="hours", statistic="mean", estimate=9.6, se=0.2, lo=9.2, hi=10.0, n=407),
    ]
    return ResultTable.of(rows, by=("phase",), story="A made-up sample.")


def test_the_columns_come_in_the_promised_order():
    names = "variable level phase statistic estimate se lo hi n n_eff deff missing method flag".split()  # noqa: SIM905
    assert list(_table().names) == names


def test_a_domain_that_a_row_does_not_name_is_a_margin():
    assert _table().column("phase").tolist() == ["Primary", "Secondary", ""]


def test_rows_survive_the_way_into_a_table_and_out():
    table = _table()
    again = ResultTable.of(table.rows(), by=table.by, story=table.story)
    assert again == table


def test_row_finds_the_one_row_asked_for():
    assert _table().row(phase="Secondary").estimate == 15.2


def test_row_refuses_to_choose_among_several():
    with pytest.raises(EstimationError, match=r"^2 rows have .* row\(\) needs exactly one"):
        _table().row(phase=["Primary", "Secondary"])


def test_select_takes_a_collection_of_values():
    assert _table().select(phase={"Primary", ""}).column("n").tolist() == [310, 407]


def test_adding_tables_fills_the_by_variable_that_one_lacks_with_margins():
    other = ResultTable.of(
        [Row(variable="hours", statistic="mean", estimate=8.0, domain={"region": "London"})], by=("region",)
    )
    both = _table() + other
    assert both.by == ("phase", "region")
    assert both.column("region").tolist() == ["", "", "", "London"]
    assert both.column("phase").tolist() == ["Primary", "Secondary", "", ""]
    assert both.story == "A made-up sample."


def test_a_column_cannot_be_written_to():
    with pytest.raises(ValueError, match="read-only"):
        _table().column("estimate")[0] = 1.0


def test_a_table_cannot_be_changed():
    with pytest.raises(AttributeError, match="frozen"):
        _table().story = "another"


def test_not_a_number_equals_itself_when_tables_are_compared():
    table = _table().with_columns(se=[math.nan] * 3)
    assert table == _table().with_columns(se=np.full(3, np.nan))
    assert table != _table()


def test_an_unknown_column_is_an_error_that_lists_the_known_ones():
    with pytest.raises(EstimationError, match=r"no column 'stderr'. Columns: variable, level, phase"):
        _table().column("stderr")


def test_a_by_variable_may_not_take_the_name_of_a_figure():
    with pytest.raises(EstimationError, match="Rename the variable"):
        ResultTable.of([], by=("n",))


def test_text_where_a_number_belongs_is_an_error_that_names_the_column():
    with pytest.raises(EstimationError, match="Column 'estimate' needs values of type float"):
        _table().with_columns(estimate=["a", "b", "c"])


def test_columns_of_different_lengths_are_refused():
    with pytest.raises(EstimationError, match="columns of one length"):
        _table().with_columns(estimate=[1.0])


def test_a_row_of_a_domain_that_is_not_a_by_variable_is_refused():
    row = Row(variable="hours", statistic="mean", estimate=1.0, domain={"region": "London"})
    with pytest.raises(EstimationError, match=r"Row 0 has the domain \['region'\]"):
        ResultTable.of([row], by=("phase",))


def test_the_printed_table_is_aligned_and_says_what_it_leaves_out():
    long = ResultTable.of([Row(variable="x", statistic="mean", estimate=float(i)) for i in range(50)])
    lines = repr(long).splitlines()
    assert lines[0].split()[:3] == ["variable", "level", "statistic"]
    assert lines[-1] == "and 10 more rows"
    assert len({line.index("mean") for line in lines[1:-1]}) == 1


def test_a_label_names_variable_domain_and_statistic():
    assert _table().label_of(1) == "mean of hours for phase Secondary"
