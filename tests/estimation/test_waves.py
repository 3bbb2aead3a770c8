from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from trigpoint.estimation import Design
from trigpoint.estimation.errors import EstimationError


def wave(schools: Any, y: Any, *, region: str = "R", population: float | None = None) -> Design:
    n = len(schools)
    columns: dict[str, Any] = {"school": schools, "y": y, "w": np.full(n, 3.0), "g": np.full(n, region)}
    if population is None:
        return Design(columns, weights="w", strata="g", ids="school")
    return Design(columns | {"N": np.full(n, population)}, weights="w", strata="g", ids="school", fpc="N")


RNG = np.random.default_rng(11)
BASE = RNG.normal(10, 3, 60)
FIRST = wave(np.arange(60), BASE)


def test_when_every_school_is_in_both_the_change_is_that_of_the_pairs() -> None:
    later = BASE + RNG.normal(1, 0.5, 60)
    row = FIRST.trend(wave(np.arange(60), later), "y", unit="school").row()
    gaps = later - BASE
    assert [row.estimate, row.se] == pytest.approx([gaps.mean(), gaps.std(ddof=1) / np.sqrt(60)])
    assert (row.statistic, row.n) == ("change in mean", 120)


def test_waves_without_a_school_in_common_are_independent() -> None:
    second = wave(np.arange(100, 160), BASE + 1)
    row = FIRST.trend(second, "y", unit="school").row()
    assert row.se == pytest.approx(np.hypot(FIRST.mean("y").row().se, second.mean("y").row().se))


def test_overlap_makes_a_change_surer_and_more_of_it_surer_still() -> None:
    ses = []
    for start in (60, 30, 0):
        ids = np.arange(start, start + 60)
        y = np.where(ids < 60, BASE[ids % 60] + 1, BASE[ids % 60] + 1)
        ses.append(FIRST.trend(wave(ids, y), "y", unit="school").row().se)
    assert ses[0] > ses[1] > ses[2]


def test_a_school_that_became_an_academy_is_still_itself() -> None:
    renamed = np.arange(60) + 1000
    renamed[:30] = np.arange(30) + 2000
    links = [(k, k + 1000) for k in range(60)] + [(k + 1000, k + 2000) for k in range(30)]
    table = FIRST.trend(wave(renamed, BASE + 1), "y", unit="school", links=links)
    assert table.row().se == pytest.approx(0.0, abs=1e-7)
    assert "Changes use the 60 units of school in both waves (60 of them through links)." in table.story


def test_schools_that_merged_are_matched_with_what_they_became() -> None:
    merged = np.arange(59)
    links = [(59, 58)]
    row = FIRST.trend(wave(merged, BASE[:59]), "y", unit="school", links=links).row()
    alone = np.hypot(FIRST.mean("y").row().se, wave(merged, BASE[:59]).mean("y").row().se)
    assert row.se < 0.2 * alone


def test_a_census_twice_has_no_error_and_chance_overlap_no_covariance() -> None:
    first = wave(np.arange(60), BASE, population=60)
    row = first.trend(wave(np.arange(60), BASE * 1.1, population=60), "y", unit="school").row()
    assert row.se == 0.0
    half = wave(np.arange(30, 90), BASE, population=120), wave(np.arange(60), BASE, population=120)
    chance = half[0].trend(half[1], "y", unit="school").row()
    assert chance.se == pytest.approx(np.hypot(half[0].mean("y").row().se, half[1].mean("y").row().se))


def test_changes_come_by_domain_for_domains_of_either_wave() -> None:
    first = Design({"s": range(8), "g": list("aaaabbbb"), "y": np.arange(8.0), "w": np.ones(8)}, weights="w")
    second = Design({"s": range(8), "g": list("bbbbcccc"), "y": np.arange(8.0) + 1, "w": np.ones(8)}, weights="w")
    table = first.trend(second, "y", unit="s", by="g")
    assert table.column("g").tolist() == ["a", "b", "c"]
    assert table.row(g="b").estimate == pytest.approx(-3.0)
    assert table.row(g="a").flag == "second wave: no respondents"
    assert np.isnan(table.row(g="c").estimate)


def test_categories_change_level_by_level() -> None:
    first = Design({"s": range(6), "q": list("xxyyzz"), "w": np.ones(6)}, weights="w")
    second = Design({"s": range(6), "q": list("xyyyzv"), "w": np.ones(6)}, weights="w")
    table = first.trend(second, "q", unit="s")
    assert table.column("level").tolist() == ["x", "y", "z", "v"]
    assert table.column("estimate") == pytest.approx([-1 / 6, 1 / 6, -1 / 6, 1 / 6])


def test_totals_change_too() -> None:
    row = FIRST.trend(wave(np.arange(60), BASE + 1), "y", unit="school", statistic="total").row()
    assert row.estimate == pytest.approx(180.0)
    assert row.statistic == "change in total"


def test_a_unit_that_is_several_schools_is_refused() -> None:
    mixed = Design(
        {"c": [1, 1, 2, 2], "school": [1, 2, 3, 3], "y": [1.0, 2, 3, 4], "w": [1.0] * 4}, weights="w", ids="c"
    )
    with pytest.raises(EstimationError, match="The first-stage unit of row 0 has several values of 'school'"):
        mixed.trend(mixed, "y", unit="school")
