from __future__ import annotations

import numpy as np
import polars as pl
import pyarrow as pa  # type: ignore[import-untyped]  # it ships no types
import pytest

from trigpoint.estimation import Frame
from trigpoint.estimation.errors import DataError

COLUMNS = {"phase": ["b", None, "a", "b"], "hours": [1.5, None, 3.0, 2.0], "lead": [True, False, True, True]}


@pytest.mark.parametrize("source", [COLUMNS, pl.DataFrame(COLUMNS), pa.table(COLUMNS), Frame.of(COLUMNS)])
def test_a_mapping_a_data_frame_and_an_arrow_table_read_the_same(source: object) -> None:
    frame = Frame.of(source)  # type: ignore[arg-type]  # each is a table of its kind
    assert frame.names == ("phase", "hours", "lead")
    assert frame.factor("phase").levels == ("a", "b")
    assert frame.factor("phase").codes.tolist() == [1, -1, 0, 1]
    assert frame.number("hours").tolist()[2:] == [3.0, 2.0]
    assert frame.missing("hours").tolist() == [False, True, False, False]
    assert frame.number("lead").tolist() == [1.0, 0.0, 1.0, 1.0]


def test_levels_keep_the_order_that_their_type_declares() -> None:
    order = pl.Enum(["never", "seldom", "often"])
    frame = Frame.of(pl.DataFrame({"q": pl.Series(["often", "never", None], dtype=order)}))
    assert frame.factor("q").levels == ("never", "seldom", "often")
    assert frame.factor("q").codes.tolist() == [2, 0, -1]
    free = Frame.of(pl.DataFrame({"q": pl.Series(["often", "never"], dtype=pl.Categorical)}))
    assert free.factor("q").levels == ("never", "often")
    coded = Frame.of(pa.table({"q": pa.array(["z", "a", None]).dictionary_encode()}))
    assert coded.factor("q").levels == ("z", "a")


def test_text_where_a_number_belongs_names_the_column_and_the_rows() -> None:
    frame = Frame.of({"hours": [1, "two", 3, "four"]})
    with pytest.raises(DataError) as caught:
        frame.number("hours")
    assert str(caught.value) == (
        "Column 'hours' holds text where a number belongs: 'two' in row 1, 'four' in row 3 (2 in all; rows count from "
        "0). Use proportion() for categories, or give numbers."
    )


def test_whole_numbers_stay_whole_as_levels_beside_missing_values() -> None:
    assert Frame.of({"year": [7.0, np.nan, 11.0]}).factor("year").levels == (7, 11)


def test_an_empty_string_is_missing() -> None:
    assert Frame.of({"phase": ["a", ""]}).missing("phase").tolist() == [False, True]


def test_a_masked_value_is_missing() -> None:
    assert Frame.of({"hours": np.ma.array([1.0, 2.0], mask=[False, True])}).missing("hours").tolist() == [False, True]


@pytest.mark.parametrize(
    ("columns", "words"),
    [
        ({"a": [1, 2], "b": [1]}, "Columns differ in length: 'a' has 2, 'b' has 1"),
        ({"a": "word"}, "Column 'a' is 'word', not a sequence"),
        ({"a": np.zeros((2, 2))}, "Column 'a' has 2 dimensions"),
    ],
)
def test_a_table_that_is_not_one_is_refused(columns: dict[str, object], words: str) -> None:
    with pytest.raises(DataError, match=words):
        Frame.of(columns)


def test_an_absent_column_names_those_there_are() -> None:
    with pytest.raises(DataError, match=r"There is no column 'b'\. The columns are: a\."):
        Frame.of({"a": [1]}).number("b")


def test_an_infinite_number_is_refused() -> None:
    with pytest.raises(DataError, match="Column 'a' is infinite in row 1"):
        Frame.of({"a": [1.0, np.inf]}).number("a")


def test_what_is_not_a_table_is_refused() -> None:
    with pytest.raises(DataError, match="Cannot read columns from int"):
        Frame.of(3)  # type: ignore[arg-type]  # on purpose


def test_columns_cannot_be_written_to() -> None:
    frame = Frame.of({"a": [1.0, 2.0]})
    with pytest.raises(ValueError, match="read-only"):
        frame.number("a")[0] = 5


def test_rows_and_columns_can_be_chosen_and_added() -> None:
    frame = Frame.of({"a": [1, 2, 3], "b": ["x", "y", "x"]})
    part = frame.take(np.array([True, False, True])).with_columns(c=[5, 6])
    assert part.select("b", "c").names == ("b", "c")
    assert part.raw("b").tolist() == ["x", "x"]
    assert part.raw("a").tolist() == [1, 3]
    assert ("c" in part, len(part)) == (True, 2)
    assert repr(part) == "Frame(2 rows: a, b, c)"
