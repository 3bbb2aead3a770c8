"""Files: every format holds the same figures, with labels, and nothing of what was hidden."""

from __future__ import annotations

import hashlib
import json
import math
from typing import TYPE_CHECKING, Any

import polars as pl
import pyreadstat
import pytest
from tests.estimation.disclosure.made_up import nesting, table_of
from tests.estimation.disclosure.test_releasing import COUNTS

from trigpoint.estimation.disclosure import HIDDEN, release
from trigpoint.estimation.disclosure.releasing import WITHHELD
from trigpoint.estimation.errors import EstimationError
from trigpoint.estimation.export import publish, to_polars, write_csv, write_parquet, write_spss, write_stata
from trigpoint.estimation.table import ResultTable, Row

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


def _table() -> ResultTable:
    rows = [
        Row(variable="hours", statistic="mean", estimate=7.9, se=0.1, n=310, domain={"school phase": "Primary"}),
        Row(variable="hours", statistic="mean", estimate=math.nan, n=math.nan, flag="not shown", domain={}),
    ]
    return ResultTable.of(rows, by=("school phase",), story="A made-up sample.")


def test_polars_has_nulls_and_whole_counts():
    frame = to_polars(_table())
    assert frame["estimate"].to_list() == [7.9, None]
    assert frame["n"].to_list() == [310, None]
    assert frame.schema["n"] == pl.Int64


def test_parquet_comes_back_as_it_was(tmp_path: Path):
    write_parquet(_table(), tmp_path / "t.parquet")
    assert pl.read_parquet(tmp_path / "t.parquet").equals(to_polars(_table()))


def test_csv_comes_with_a_description_of_each_of_its_columns(tmp_path: Path):
    described = json.loads(write_csv(_table(), tmp_path / "t.csv", title="Hours").read_text("utf-8"))
    header = (tmp_path / "t.csv").read_text("utf-8").splitlines()[0].split(",")
    columns = described["tableSchema"]["columns"]
    assert described["url"] == "t.csv"
    assert described["dc:description"] == "A made-up sample."
    assert [column["titles"] for column in columns] == header
    assert {column["datatype"] for column in columns if column["name"] in ("n", "missing")} == {"integer"}
    assert all(column["dc:description"] for column in columns)


@pytest.mark.parametrize(
    ("write", "read", "ending"),
    [(write_spss, pyreadstat.read_sav, "sav"), (write_stata, pyreadstat.read_dta, "dta")],
)
def test_statistics_programs_get_variable_and_value_labels(
    write: Callable[..., None], read: Callable[..., Any], ending: str, tmp_path: Path
):
    path = tmp_path / f"t.{ending}"
    write(_table(), path, title="Hours by phase")
    frame, meta = read(str(path), output_format="polars")
    assert meta.column_names[2] == "school_phase"
    assert meta.column_names_to_labels["school_phase"] == "school phase"
    assert meta.variable_value_labels["school_phase"] == {1: "Primary", 2: "All"}
    assert meta.file_label == "Hours by phase"
    assert frame["estimate"].to_list() == [7.9, None]
    assert frame["school_phase"].to_list() == [1, 2]


def test_names_that_other_programs_cannot_tell_apart_are_refused(tmp_path: Path):
    table = ResultTable.of([Row(variable="x", statistic="mean", estimate=1.0)], by=("a b", "a_b"))
    with pytest.raises(EstimationError, match="alike to SPSS and Stata"):
        write_spss(table, tmp_path / "t.sav", title="x")


def test_publishing_writes_every_format_with_true_checksums(tmp_path: Path):
    released = release(table_of(COUNTS), nested=[nesting(1, 3)])
    *files, sums = publish(released, tmp_path / "out", "hours", title="Hours")
    endings = ["csv", "parquet", "sav", "dta", "html", "csv-metadata.json", "txt"]
    assert [path.name.split(".", 1)[1] for path in files] == endings
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}" for path in files]
    assert sums.read_text("utf-8").splitlines() == lines


def test_nothing_hidden_is_published(tmp_path: Path):
    released = release(table_of(COUNTS), nested=[nesting(1, 3)])
    publish(released, tmp_path, "hours", title="Hours")
    frame = pl.read_csv(tmp_path / "hours.csv")
    hidden = frame.filter(pl.col("flag") == HIDDEN)
    assert len(hidden) == (~released.shown).sum() > 0
    assert hidden.select(pl.col(*WITHHELD).is_null().all()).row(0) == (True,) * len(WITHHELD)
    assert "fewer than 10 respondents" not in (tmp_path / "hours-methods.txt").read_text("utf-8")
