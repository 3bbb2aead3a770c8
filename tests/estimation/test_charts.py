"""Charts: well-formed pictures without script, named by their finding, that leave nothing out and fit a phone."""

from __future__ import annotations

import math
import re
from dataclasses import replace
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from trigpoint.estimation.charting import tiles
from trigpoint.estimation.charting.canvas import INK, PAPER, width_of
from trigpoint.estimation.charting.plots import Mark, Scale
from trigpoint.estimation.charts import (
    COLOURS,
    Chart,
    Words,
    authority_map,
    interval_plot,
    region_map,
    small_multiples,
)
from trigpoint.estimation.errors import EstimationError
from trigpoint.estimation.table import ResultTable, Row
from trigpoint.estimation.wording import Wording

SVG = "{http://www.w3.org/2000/svg}"
WORDS = Words(
    finding="Primary SENCOs get about half the hours of secondary SENCOs",
    what="Mean hours a week set aside for the role, by phase, made-up sample",
    unit="hours a week",
    note="407 schools answered.",
)


def _mean(estimate: float, **domain: str) -> Row:
    lo, hi = estimate - 0.5, estimate + 0.5
    return Row(variable="hours", statistic="mean", estimate=estimate, lo=lo, hi=hi, n=100, domain=domain)


def _hidden(**domain: str) -> Row:
    return replace(_mean(math.nan, **domain), flag="not shown: it could identify a school")


def _phases() -> ResultTable:
    rows = [_mean(15.2, phase="Secondary"), _mean(7.9, phase="Primary"), _hidden(phase="All-through")]
    return ResultTable.of(rows, by=("phase",))


def _texts(chart: Chart) -> list[str]:
    return [element.text or "" for element in ET.fromstring(chart.svg).iter(f"{SVG}text")]


def _dots(chart: Chart) -> int:
    return len(re.findall(r'<path[^>]*fill="#(?:1B4D3E|F46A25)"', chart.svg))


def test_the_picture_is_one_image_named_by_its_finding_and_described_in_words():
    root = ET.fromstring(interval_plot(_phases(), WORDS, label="phase").svg)
    name, words = root.find(f"{SVG}title"), root.find(f"{SVG}desc")
    assert name is not None
    assert words is not None
    assert root.get("role") == "img"
    assert (name.text, root.get("aria-labelledby")) == (WORDS.finding, name.get("id"))
    assert root.get("aria-describedby") == words.get("id")
    assert words.text == (
        "Mean hours a week set aside for the role, by phase, made-up sample. "
        "The lowest is 7.9 (7.4 to 8.4) in Primary; the highest is 15.2 (14.7 to 15.7) in Secondary. "
        "1 figure is not shown. The table after the chart has every figure with its interval."
    )


@pytest.mark.parametrize("width", [600, 320])
def test_the_picture_has_no_script_no_style_and_nothing_from_elsewhere(width: int):
    svg = interval_plot(_phases(), WORDS, label="phase", width=width).svg
    assert re.findall(r"<script|<style|style=|href|url\(|@import|\son\w+=", svg) == []


@pytest.mark.parametrize("width", [600, 320])
def test_every_label_and_figure_is_on_the_data(width: int):
    texts = _texts(interval_plot(_phases(), WORDS, label="phase", width=width))
    wanted = {"Secondary", "15.2 (14.7 to 15.7)", "Primary", "7.9 (7.4 to 8.4)", "All-through", "Not shown"}
    assert wanted - set(texts) == set()


def test_a_hidden_figure_has_no_dot():
    assert _dots(interval_plot(_phases(), WORDS, label="phase")) == 2


def test_no_label_is_smaller_than_fourteen_pixels():
    svg = interval_plot(_phases(), WORDS, label="phase", width=320).svg
    assert set(re.findall(r'font-size="(\d+)px"', svg)) == {"14"}


@pytest.mark.parametrize("width", [600, 320])
def test_nothing_is_drawn_outside_the_sheet(width: int):
    rows = [_mean(9.0, region=name) for name in tiles.REGIONS]
    chart = interval_plot(ResultTable.of(rows, by=("region",)), WORDS, label="region", width=width)
    for text in ET.fromstring(chart.svg).iter(f"{SVG}text"):
        (x, _), words = _place(text), text.text or ""
        start = {"start": x, "middle": x - width_of(words) / 2, "end": x - width_of(words)}[
            text.get("text-anchor", "start")
        ]
        assert start >= -1
        assert start + width_of(words) <= width + 1


def _place(text: ET.Element) -> tuple[float, float]:
    found = re.match(r"translate\(([-\d.]+),([-\d.]+)\)", text.get("transform", ""))
    assert found
    return float(found[1]), float(found[2])


def test_two_series_differ_in_colour_and_in_shape():
    rows = [_mean(8.0, phase="Primary", wave="2027"), _mean(9.0, phase="Primary", wave="2029")]
    chart = interval_plot(ResultTable.of(rows, by=("phase", "wave")), WORDS, label="phase", series="wave")
    paths = [path for path in ET.fromstring(chart.svg).iter(f"{SVG}path") if path.get("fill") in COLOURS[2]]
    dots = [(path.get("d"), path.get("fill") or "") for path in paths]
    assert sorted(fill for _, fill in dots) == sorted(COLOURS[2])
    assert len({shape for shape, _ in dots}) == 2


def test_more_series_than_can_be_told_apart_are_refused():
    rows = [_mean(8.0, phase="Primary", wave=str(wave)) for wave in range(5)]
    with pytest.raises(EstimationError, match="wave has 5 values; a chart can tell 4 apart"):
        interval_plot(ResultTable.of(rows, by=("phase", "wave")), WORDS, label="phase", series="wave")


def test_rows_with_one_label_are_refused_rather_than_drawn_over_each_other():
    rows = [_mean(8.0, phase="Primary"), _mean(9.0, phase="Primary")]
    with pytest.raises(EstimationError, match="Several rows have the phase Primary"):
        interval_plot(ResultTable.of(rows, by=("phase",)), WORDS, label="phase")


def test_a_finding_of_more_than_fifteen_words_is_refused():
    with pytest.raises(EstimationError, match="The finding has 16 words"):
        Words(finding="word " * 16, what="x")


def test_panels_share_one_scale():
    rows = [_mean(5.0, region="A", phase="P"), _mean(25.0, region="A", phase="S")]
    chart = small_multiples(ResultTable.of(rows, by=("region", "phase")), WORDS, label="region", panel="phase")
    assert _texts(chart).count("30") == 2


def test_every_region_has_a_tile_even_without_a_figure():
    rows = [_mean(9.0, region=name) for name in list(tiles.REGIONS)[:-1]] + [_hidden(region="London")]
    chart = region_map(ResultTable.of(rows, by=("region",)), WORDS, width=600)
    texts = " ".join(_texts(chart))
    assert all(word in texts for name in tiles.REGIONS for word in name.split())
    assert "not shown" in texts


def test_regions_may_be_written_as_official_lists_write_them():
    rows = [_mean(9.0, region="Yorkshire & the Humber"), _mean(9.5, region="East of England")]
    assert "9.5" in _texts(region_map(ResultTable.of(rows, by=("region",)), WORDS))


def test_a_place_without_a_tile_is_an_error_that_names_it():
    with pytest.raises(EstimationError, match="No tile for region Wales"):
        region_map(ResultTable.of([_mean(9.0, region="Wales")], by=("region",)), WORDS)
    with pytest.raises(EstimationError, match="No tile for authority Fife"):
        authority_map(ResultTable.of([_mean(9.0, la="Fife")], by=("la",)), WORDS)


def test_the_authorities_are_the_153_of_today_each_on_a_square_of_its_own():
    places = tiles.authorities()
    assert len(places) == 153
    assert len({(place.region, place.column, place.row) for place in places}) == 153
    assert {place.region for place in places} == set(tiles.REGIONS)


@pytest.mark.parametrize("known_as", ["name", "number", "code"])
def test_an_authority_goes_by_name_number_or_code(known_as: str):
    rows = [_mean(11.0, la=getattr(place, known_as)) for place in tiles.authorities()]
    assert _texts(authority_map(ResultTable.of(rows, by=("la",)), WORDS)).count("11") == 153


def test_north_lies_above_south_and_west_left_of_east_within_a_region():
    at = {place.name: (place.column, place.row) for place in tiles.authorities()}
    assert at["Northumberland"][1] < at["County Durham"][1]
    assert at["Cornwall"][0] < at["Wiltshire"][0]
    assert at["Enfield"][1] < at["Croydon"][1]
    assert at["Hillingdon"][0] < at["Havering"][0]


def _luminance(colour: str) -> float:
    parts = [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    low, high = sorted([_luminance(one), _luminance(other)])
    return (high + 0.05) / (low + 0.05)


def test_words_on_every_shade_meet_the_contrast_that_wcag_asks_for():
    inks = [PAPER if place >= tiles.DARK_FROM else INK for place in range(len(tiles.SHADES))]
    assert min(_contrast(shade, ink) for shade, ink in zip(tiles.SHADES, inks, strict=True)) >= 4.5


def test_shades_grow_darker():
    assert all(_luminance(one) > _luminance(next_one) for one, next_one in pairwise(tiles.SHADES))


def test_a_chart_of_two_statistics_is_refused():
    table = _phases() + _phases().with_columns(statistic=["median"] * 3)
    with pytest.raises(EstimationError, match="one statistic"):
        interval_plot(table, WORDS, label="phase")


def test_the_scale_has_round_ticks_that_cover_every_interval():
    mark = Mark("", "", 15.2, 14.3, 16.1, "", "")
    scale = Scale.over([mark, Mark("", "", 7.9, 7.6, 8.2, "", "")], Wording())
    assert scale.ticks() == [6.0, 8.0, 10.0, 12.0, 14.0, 16.0, 18.0]


def test_the_figure_holds_finding_picture_note_and_table_in_that_order():
    html = interval_plot(_phases(), WORDS, label="phase").html()
    places = [html.index(part) for part in ("<h2>Primary", "<svg", "<figcaption>Dot: our best", "<table")]
    assert places == sorted(places)
    assert "Not shown: it could identify a school" in html
