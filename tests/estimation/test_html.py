"""The accessible HTML table."""

from __future__ import annotations

import math
from html.parser import HTMLParser

from trigpoint.estimation.html import html_table
from trigpoint.estimation.table import ResultTable, Row


class _Cells(HTMLParser):
    """Collect (tag, scope, text) of every cell, and the caption."""

    def __init__(self) -> None:
        super().__init__()
        self.cells: list[list[tuple[str, str, str]]] = []
        self.caption = ""
        self._at: tuple[str, str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self.cells.append([])
        if tag in ("td", "th", "caption"):
            self._at = tag, dict(attrs).get("scope") or ""
            if tag != "caption":
                self.cells[-1].append((*self._at, ""))

    def handle_data(self, data: str) -> None:
        if self._at and self._at[0] == "caption":
            self.caption += data
        elif self._at:
            self.cells[-1][-1] = (*self._at, data)

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "caption"):
            self._at = None


def _parsed() -> _Cells:
    hidden = "not shown: it could identify a school"
    rows = [
        Row(variable="hours", statistic="mean", estimate=7.9, lo=7.6, hi=8.2, n=4112, domain={"phase": "Primary <5"}),
        Row(
            variable="hours", statistic="mean", estimate=math.nan, n=math.nan, flag=hidden, domain={"phase": "Special"}
        ),
        Row(variable="hours", statistic="mean", estimate=9.0, n=5000, flag="few clusters", domain={}),
    ]
    parser = _Cells()
    parser.feed(html_table(ResultTable.of(rows, by=("phase",)), "Hours & phases", unit="hours a week"))
    return parser


def test_the_table_has_a_caption_and_a_scope_for_every_heading():
    parsed = _parsed()
    assert parsed.caption == "Hours & phases"
    assert {scope for tag, scope, _ in parsed.cells[0]} == {"col"}
    assert [row[0][:2] for row in parsed.cells[1:]] == [("th", "row")] * 3


def test_headings_name_unit_and_interval():
    assert [text for *_, text in _parsed().cells[0]] == [
        "Phase",
        "Best estimate, hours a week",
        "95% interval",
        "Answered",
        "Note",
    ]


def test_every_row_has_a_cell_for_every_heading():
    assert {len(row) for row in _parsed().cells} == {5}


def test_a_hidden_row_has_words_in_every_cell():
    assert [text for *_, text in _parsed().cells[2]] == [
        "Special",
        "Not shown: it could identify a school",
        "Not shown",
        "Not shown",
        "None",
    ]


def test_a_margin_is_called_all_and_a_flag_is_a_note():
    assert [text for *_, text in _parsed().cells[3]] == ["All", "9.0", "No interval", "5,000", "Few clusters"]


def test_values_are_escaped():
    assert _parsed().cells[1][0][2] == "Primary <5"
