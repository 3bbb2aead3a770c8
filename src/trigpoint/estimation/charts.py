"""Charts of result tables as accessible SVG, each with its data table: interval plots, small multiples, tile maps.

Needs the extra `charts` (`pip install trigpoint[charts]`). The SVG has no script and asks for no font; it is
named by its finding and described in words, and the HTML table beside it holds every number with its interval.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from html import escape
from typing import TYPE_CHECKING

from trigpoint.estimation.charting import tiles
from trigpoint.estimation.charting.canvas import Canvas
from trigpoint.estimation.charting.plots import GAP, Mark, Panel, Scale
from trigpoint.estimation.errors import EstimationError, listed
from trigpoint.estimation.html import NOT_SHOWN, html_table
from trigpoint.estimation.table import MARGIN
from trigpoint.estimation.wording import WHOLE, Wording

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trigpoint.estimation.table import ResultTable, Row

COLOURS = {1: ("#1B4D3E",), 2: ("#1B4D3E", "#F46A25")}
MORE = ("#12436D", "#28A197", "#801650", "#F46A25")
SHAPES = ("circle", "square", "triangle-up", "diamond")
LONGEST_FINDING = 15
TWO_ACROSS = 560
"""Width in pixels from which panels stand two across."""
HOW_TO_READ = "Dot: our best estimate. Bar: where we think the true figure lies (95% interval)."


@dataclass(frozen=True, slots=True)
class Chart:
    """A finding with the picture, the note and the table that belong to it."""

    finding: str
    what: str
    svg: str
    note: str
    table: str

    def html(self, heading: int = 2) -> str:
        """Write finding, subject, picture, note and table, in that order, as a figure."""
        return (
            f'<figure class="chart">\n<h{heading}>{escape(self.finding)}</h{heading}>\n<p>{escape(self.what)}</p>\n'
            f"{self.svg}\n<figcaption>{escape(self.note)}</figcaption>\n"
            f"<details><summary>Table</summary>\n{self.table}\n</details>\n</figure>"
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a chart says.

    `finding` (15 words at most) is its heading and name; `what` says what is shown, in which unit, of whom,
    where and when; `unit` stands at the axis; `note` says who answered; `labels` gives words for values.
    """

    finding: str
    what: str
    unit: str = ""
    note: str = ""
    labels: Mapping[str, str] | None = None

    def __post_init__(self) -> None:
        if len(self.finding.split()) > LONGEST_FINDING:
            raise EstimationError(
                f"The finding has {len(self.finding.split())} words; {LONGEST_FINDING} is the most a heading can "
                "carry. Say one thing."
            )

    def of(self, value: str) -> str:
        """Put words to a value of the table."""
        return (self.labels or {}).get(value, value) or WHOLE


def interval_plot(
    table: ResultTable, words: Words, *, label: str, series: str | None = None, width: int = 600
) -> Chart:
    """Draw a dot and interval for each row, labelled on the data; rows stay in the table's order.

    `label` is the column that names the rows, `series` one that splits each (at most four values). `width` is
    in pixels: 600, or 320 for a phone, where labels go above the intervals.
    """
    wording = _wording(table, words)
    marks = _marks(table, words, label, series, _kinds(table, series))
    panel = Panel(marks, Scale.over(marks, wording), wording, 0, width)
    canvas = Canvas(width, math.ceil(panel.height))
    panel.draw(canvas, 0)
    return _chart(canvas, table, words, HOW_TO_READ)


def small_multiples(
    table: ResultTable, words: Words, *, label: str, panel: str, series: str | None = None, width: int = 600
) -> Chart:
    """Draw an interval plot for each value of the column `panel`, all on one scale, two across where there is room."""
    wording = _wording(table, words)
    names = list(dict.fromkeys(table.column(panel).tolist()))
    kinds = _kinds(table, series)
    parts = [_marks(table.select(**{panel: name}), words, label, series, kinds) for name in names]
    family = [mark for part in parts for mark in part]
    scale = Scale.over(family, wording)
    across = 2 if width >= TWO_ACROSS else 1
    wide = (width - 3 * GAP * (across - 1)) / across
    panels = [
        Panel(part, scale, wording, (place % across) * (wide + 3 * GAP), wide, words.of(name), family)
        for place, (name, part) in enumerate(zip(names, parts, strict=True))
    ]
    rows = [panels[start : start + across] for start in range(0, len(panels), across)]
    heights = [max(each.height for each in row) + GAP for row in rows]
    canvas = Canvas(width, math.ceil(sum(heights)))
    for place, row in enumerate(rows):
        for each in row:
            each.draw(canvas, sum(heights[:place]))
    return _chart(canvas, table, words, HOW_TO_READ)


def region_map(table: ResultTable, words: Words, *, region: str = "region", width: int = 600) -> Chart:
    """Draw the nine regions of England as squares, darker for more; one row for each region."""
    shown, ends = _tiles(table, words, region, short=False)
    return _chart(tiles.regions_drawn(shown, ends, width), table, words, "Darker squares have higher figures.")


def authority_map(table: ResultTable, words: Words, *, authority: str = "la", width: int = 600) -> Chart:
    """Draw the authorities of England as squares grouped by region, darker for more; one row for each authority.

    Authorities go by their name, three-figure number or nine-character code. Figures in squares are rounded
    to whole numbers; the table has them in full.
    """
    shown, ends = _tiles(table, words, authority, short=True)
    note = f"Each square is a council area, near its place in the region; darker is higher. {tiles.ATTRIBUTION}"
    return _chart(tiles.authorities_drawn(shown, ends, width), table, words, note)


def _wording(table: ResultTable, words: Words) -> Wording:
    statistics = set(table.column("statistic").tolist())
    if len(statistics) != 1:
        raise EstimationError(
            f"A chart shows one statistic; this table has {sorted(statistics) or 'none'}. Use select()."
        )
    return Wording.of(statistics.pop(), words.unit)


def _marks(table: ResultTable, words: Words, label: str, series: str | None, kinds: Sequence[str]) -> list[Mark]:
    """Turn rows into marks; with series, each label is a heading with a mark for each of its series.

    `kinds` are all series of the chart, so that each keeps its colour from panel to panel.
    """
    wording = _wording(table, words)
    if series is None:
        _one_each(table, label)
        return [_mark(row, words.of(_value(row, label)), COLOURS[1][0], SHAPES[0], wording) for row in table]
    colours = COLOURS.get(len(kinds), MORE)
    marks = []
    for name in dict.fromkeys(table.column(label).tolist()):
        marks.append(Mark(words.of(name), "", math.nan, math.nan, math.nan, "", "", heading=True))
        part = table.select(**{label: name})
        _one_each(part, series)
        for row in part:
            place = kinds.index(_value(row, series))
            marks.append(_mark(row, words.of(_value(row, series)), colours[place], SHAPES[place], wording))
    return marks


def _kinds(table: ResultTable, series: str | None) -> list[str]:
    """List the series of a chart, in the table's order."""
    kinds = [] if series is None else list(dict.fromkeys(table.column(series).tolist()))
    if len(kinds) > len(MORE):
        raise EstimationError(f"{series} has {len(kinds)} values; a chart can tell {len(MORE)} apart. Use panels.")
    return kinds


def _one_each(table: ResultTable, label: str) -> None:
    values = table.column(label).tolist()
    twice = sorted({value for value in values if values.count(value) > 1})
    if twice:
        raise EstimationError(f"Several rows have the {label} {listed(twice)}. Use select(), series= or panel=.")


def _mark(row: Row, label: str, colour: str, shape: str, wording: Wording) -> Mark:
    figure = wording.figure(row) if math.isfinite(row.estimate) else NOT_SHOWN
    return Mark(label, figure, row.estimate, row.lo, row.hi, colour, shape)


def _value(row: Row, name: str) -> str:
    return str(row.domain[name] if name in row.domain else getattr(row, name))


def _tiles(
    table: ResultTable, words: Words, place: str, *, short: bool
) -> tuple[dict[str, tiles.Tile], tuple[str, str]]:
    """Sort figures into five shades of equal width, and name the ends of the scale."""
    table = table.take(table.column(place) != MARGIN)
    _one_each(table, place)
    wording = _wording(table, words)
    brief = Wording(0, percent=wording.percent)
    figures = [row.estimate for row in table if math.isfinite(row.estimate)] or [0.0]
    low, high = min(figures), max(figures)
    step = (high - low) / len(tiles.SHADES) or 1.0
    found = {}
    for row in table:
        if math.isfinite(row.estimate):
            shade = min(int((row.estimate - low) / step), len(tiles.SHADES) - 1)
            number = brief.number(row.estimate).removesuffix("%") if short else wording.number(row.estimate)
            found[_value(row, place)] = tiles.Tile(number, shade)
        else:
            found[_value(row, place)] = tiles.Tile("" if short else NOT_SHOWN.lower(), None)
    unit = f" {words.unit}" if words.unit else ""
    return found, (wording.number(low), f"{wording.number(high)}{unit}")


def _chart(canvas: Canvas, table: ResultTable, words: Words, how: str) -> Chart:
    """Put picture, note and table together; the description tells how many rows and where every number is."""
    figures = [row for row in table if math.isfinite(row.estimate)]
    hidden = len(table) - len(figures)
    description = f"{words.what}. {_ends(figures, words)}"
    description += f" {hidden} {'figure is' if hidden == 1 else 'figures are'} not shown." if hidden else ""
    description += " The table after the chart has every figure with its interval."
    svg = canvas.svg(words.finding, description)
    note = " ".join(part for part in (how, words.note) if part)
    return Chart(
        words.finding, words.what, svg, note, html_table(table, words.what, labels=words.labels, unit=words.unit)
    )


def _ends(figures: Sequence[Row], words: Words) -> str:
    """Say the lowest and highest figure in words."""
    if not figures:
        return "No figure can be shown."
    low, high = min(figures, key=lambda row: row.estimate), max(figures, key=lambda row: row.estimate)

    def told(row: Row) -> str:
        where = ", ".join(words.of(value) for value in row.domain.values() if value != MARGIN) or WHOLE
        return f"{Wording.of(row.statistic).figure(row)} in {where}"

    if low is high:
        return f"The figure is {told(low)}."
    return f"The lowest is {told(low)}; the highest is {told(high)}."
