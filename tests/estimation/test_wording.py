"""How figures are written."""

from __future__ import annotations

import math

from trigpoint.estimation.table import Row
from trigpoint.estimation.wording import Wording


def _row(statistic: str, estimate: float, lo: float = math.nan, hi: float = math.nan, flag: str = "") -> Row:
    return Row(variable="x", statistic=statistic, estimate=estimate, lo=lo, hi=hi, flag=flag)


def test_a_mean_has_one_decimal_and_its_interval_in_words():
    assert Wording.of("mean").figure(_row("mean", 15.21, 14.3, 16.08)) == "15.2 (14.3 to 16.1)"


def test_a_share_is_a_whole_per_cent():
    assert Wording.of("proportion").figure(_row("proportion", 0.574, 0.55, 0.6)) == "57% (55% to 60%)"


def test_a_total_is_whole_with_thousands_apart():
    assert Wording.of("total").figure(_row("total", 3687177.5)) == "3,687,178"


def test_a_figure_that_is_not_there_is_words():
    assert Wording.of("mean").figure(_row("mean", math.nan, flag="not shown: it could identify a school")) == (
        "not shown: it could identify a school"
    )


def test_a_small_negative_number_is_not_minus_nought():
    assert Wording.of("mean").number(-0.04) == "0.0"
