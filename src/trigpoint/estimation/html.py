"""A result table as an accessible HTML table: caption, scopes, no merged cells, words in every empty cell."""

from __future__ import annotations

import math
from html import escape
from typing import TYPE_CHECKING

from trigpoint.estimation.table import MARGIN
from trigpoint.estimation.wording import WHOLE, Wording, sentence

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trigpoint.estimation.table import ResultTable, Row

NOT_SHOWN = "Not shown"
FIGURES = 3
"""Columns of figures in each row: estimate, interval, respondents."""


def html_table(
    table: ResultTable,
    caption: str,
    *,
    labels: Mapping[str, str] | None = None,
    unit: str = "",
    level: float = 0.95,
) -> str:
    """Write a table in which each row has its estimate, interval and respondents, and says what is not shown.

    `labels` gives words for variables, by-variables, levels and values; `unit` stands in the heading of the
    estimates ("hours a week"); `level` is that of the intervals in the table.
    """
    words = dict(labels or {})
    heads = [name for name in ("variable", "level") if len(set(table.column(name).tolist())) > 1] + list(table.by)
    heads = heads or ["variable"]
    statistics = set(table.column("statistic").tolist())
    if len(statistics) > 1:
        heads.append("statistic")
    best = f"Best estimate, {unit}" if unit else "Best estimate"
    columns = [*(words.get(head, sentence(head)) for head in heads), best, f"{level:.0%} interval", "Answered"]
    notes = any(row.flag and not math.isnan(row.estimate) for row in table)
    columns += ["Note"] if notes else []
    head = "".join(
        f'<th scope="col" class="{_class("header", numeric=0 <= place - len(heads) < FIGURES)}">{escape(column)}</th>'
        for place, column in enumerate(columns)
    )
    body = "\n".join(_row(row, heads, words, unit, notes=notes) for row in table)
    return (
        f'<table class="govuk-table">\n<caption class="govuk-table__caption">{escape(caption)}</caption>\n'
        f'<thead class="govuk-table__head"><tr class="govuk-table__row">{head}</tr></thead>\n'
        f'<tbody class="govuk-table__body">\n{body}\n</tbody>\n</table>'
    )


def _row(row: Row, heads: Sequence[str], words: Mapping[str, str], unit: str, *, notes: bool) -> str:
    wording = Wording.of(row.statistic, unit)
    names = [_value(row, head) for head in heads]
    cells = [words.get(name, name) for name in names]
    shown = not math.isnan(row.estimate)
    figures = [
        wording.number(row.estimate) if shown else sentence(row.flag or NOT_SHOWN),
        (wording.interval(row) or "No interval") if shown else NOT_SHOWN,
        NOT_SHOWN if math.isnan(row.n) else f"{row.n:,.0f}",
    ]
    html = f'<th scope="row" class="govuk-table__header">{escape(cells[0])}</th>'
    html += "".join(f'<td class="govuk-table__cell">{escape(cell)}</td>' for cell in cells[1:])
    html += "".join(f'<td class="{_class("cell", numeric=shown)}">{escape(cell)}</td>' for cell in figures)
    if notes:
        html += f'<td class="govuk-table__cell">{escape(sentence(row.flag) if shown and row.flag else "None")}</td>'
    return f'<tr class="govuk-table__row">{html}</tr>'


def _value(row: Row, head: str) -> str:
    if head in row.domain:
        return WHOLE if row.domain[head] == MARGIN else row.domain[head]
    return str(getattr(row, head)) or WHOLE


def _class(part: str, *, numeric: bool) -> str:
    return f"govuk-table__{part}" + (f" govuk-table__{part}--numeric" if numeric else "")
