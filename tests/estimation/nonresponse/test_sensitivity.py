"""The sensitivity panel: arithmetic a reader can check, and honest flags."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from trigpoint.estimation import Design
from trigpoint.estimation.errors import DataError, EmptyDomainError, EstimationError
from trigpoint.estimation.nonresponse import sensitivity
from trigpoint.estimation.nonresponse.sensitivity import BOUNDED, NOT_KNOWN


def answers() -> dict[str, Any]:
    rng = np.random.default_rng(6)
    tries = np.repeat([1, 2, 3], 40)
    hours = 8.0 - 0.5 * tries + rng.normal(0, 2, 120)
    return {"hours": hours, "yes": (hours > 7).astype(int), "tries": tries, "w": rng.uniform(1, 2, 120)}


@pytest.fixture
def design() -> Design:
    return Design(answers(), weights="w")


@settings(max_examples=30)
@given(st.floats(0.05, 1.0), st.floats(-5.0, 5.0))
def test_the_figure_moves_by_the_share_that_did_not_respond_times_the_departure(rate: float, departure: float) -> None:
    design = Design(answers(), weights="w")
    rows = sensitivity(design, "hours", response_rate=rate, departures=[departure], unit="raw").table().rows()
    assert rows[1].estimate - rows[0].estimate == pytest.approx((1 - rate) * departure, abs=1e-9)
    assert rows[1].hi - rows[1].lo == pytest.approx(rows[0].hi - rows[0].lo)


def test_the_first_row_is_the_mean_of_respondents_with_its_error(design: Design) -> None:
    first, mean = sensitivity(design, "hours", response_rate=0.4).table().rows()[0], design.mean("hours").rows()[0]
    ours, theirs = ([row.estimate, row.se, row.lo, row.hi] for row in (first, mean))
    assert ours == pytest.approx(theirs)


def test_departures_in_standard_deviations_are_scaled(design: Design) -> None:
    found = sensitivity(design, "hours", response_rate=0.5, departures=[0.5])
    rows = found.table().rows()
    assert rows[1].estimate - rows[0].estimate == pytest.approx(0.25 * found.spread)
    assert rows[1].level == "non-respondents differ by +0.5 SD, 50% responded"


def test_the_tipping_point_carries_the_figure_to_the_edge_of_its_interval(design: Design) -> None:
    found = sensitivity(design, "hours", response_rate=0.4)
    base = found.table().rows()[0]
    moved = sensitivity(design, "hours", response_rate=0.4, departures=[found.tipping[0]], unit="raw").table().rows()[1]
    assert moved.estimate == pytest.approx(base.hi)


def test_missing_answers_lower_the_share_that_responded() -> None:
    columns = answers()
    columns["hours"][:60] = np.nan
    found = sensitivity(Design({**columns, "w": np.ones(120)}, weights="w"), "hours", response_rate=0.6)
    assert list(found.shares) == pytest.approx([0.3])
    assert found.table().rows()[0].missing == 60


def test_an_unknown_response_rate_is_assumed_three_ways_and_flagged(design: Design) -> None:
    found = sensitivity(design, "hours")
    assert found.shares == (0.25, 0.5, 0.75)
    assert not found.known
    assert {row.flag for row in found.table().rows()[1:]} == {NOT_KNOWN}
    assert "(assumed, as the response rate was not given)" in found.plain()


def test_a_share_never_leaves_zero_to_one(design: Design) -> None:
    rows = sensitivity(design, "yes", response_rate=0.5, departures=[-5.0, 5.0]).table().rows()
    assert [row.flag for row in rows[1:3]] == [BOUNDED, BOUNDED]
    assert rows[1].estimate == pytest.approx(rows[0].estimate / 2)
    assert rows[2].estimate == pytest.approx((rows[0].estimate + 1) / 2)


def test_late_responders_are_compared_with_early_ones_and_stand_in_for_the_others(design: Design) -> None:
    table = sensitivity(design, "hours", response_rate=0.6, effort="tries", late_from=3).table()
    late = design.where(np.asarray(design.frame.number("tries")) >= 3).mean("hours").rows()[0]
    row = table.row(statistic="mean of late responders")
    assert [row.estimate, row.se] == pytest.approx([late.estimate, late.se])
    stands_in = table.row(statistic="mean if non-respondents are like late responders")
    assert stands_in.estimate == pytest.approx(0.6 * table.rows()[0].estimate + 0.4 * late.estimate)
    gap = table.row(statistic="late minus early")
    early = table.row(statistic="mean of early responders")
    assert gap.estimate == pytest.approx(late.estimate - early.estimate)
    assert gap.se == pytest.approx(np.hypot(late.se, early.se), rel=0.02)


@pytest.mark.parametrize(
    ("options", "error", "message"),
    [
        ({"response_rate": 0.0}, EstimationError, "A response rate lies above 0"),
        ({"response_rate": 1.2}, EstimationError, "at most 1; this is 1.2"),
        ({"unit": "metres"}, EstimationError, "unit='metres' is not known"),
        ({"effort": "tries"}, EstimationError, "Say from which 'tries' on a reply is late"),
        ({"effort": "tries", "late_from": 9}, EmptyDomainError, "120 early and 0 late responders"),
        ({"effort": "gappy", "late_from": 2}, DataError, "'gappy' is missing in 1 rows with an answer, such as row 7"),
    ],
)
def test_what_makes_no_sense_is_refused(options: dict[str, Any], error: type[Exception], message: str) -> None:
    gappy = answers()["tries"].astype(float)
    gappy[7] = np.nan
    with pytest.raises(error) as refused:
        sensitivity(Design({**answers(), "gappy": gappy}, weights="w"), "hours", **options)
    assert message in str(refused.value)
