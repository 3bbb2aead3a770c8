"""Result tables to files: CSV with CSV on the Web metadata, Parquet, SPSS and Stata with labels, polars and pandas.

Needs the extra `tables` (`pip install trigpoint[tables]`).
"""

from __future__ import annotations

import hashlib
import json
import re
from typing import TYPE_CHECKING, Any

import polars as pl
import pyreadstat

from trigpoint.estimation.errors import EstimationError
from trigpoint.estimation.html import html_table
from trigpoint.estimation.table import MARGIN, type_of_column
from trigpoint.estimation.wording import WHOLE

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from trigpoint.estimation.disclosure import Release
    from trigpoint.estimation.table import ResultTable

DESCRIPTIONS = {
    "variable": "What was asked or measured",
    "level": "The answer whose share is given, or the quantile",
    "statistic": "What is estimated: mean, total, proportion, ratio, quantile",
    "estimate": "Best estimate",
    "se": "Standard error of the estimate",
    "lo": "Lower end of the interval",
    "hi": "Upper end of the interval",
    "n": "Number of respondents behind the figure",
    "n_eff": "Effective number of respondents",
    "deff": "Design effect",
    "missing": "Respondents of the domain who gave no answer",
    "method": "How the standard error was found",
    "flag": "Why a figure is absent or weak; empty if neither",
}
LONGEST_NAME = 32
FILES = ("csv", "parquet", "sav", "dta", "html")


def to_polars(table: ResultTable) -> pl.DataFrame:
    """Return a polars data frame: not-a-number becomes null, counts become whole numbers."""
    columns: dict[str, pl.Series] = {}
    for name in table.names:
        kind = type_of_column.get(name, str)
        series = pl.Series(name, table.column(name).tolist(), dtype=pl.String if kind is str else pl.Float64)
        if kind is not str:
            series = series.fill_nan(None)
        columns[name] = series.cast(pl.Int64) if name in ("n", "missing") else series
    return pl.DataFrame(columns)


def to_pandas(table: ResultTable) -> Any:  # noqa: ANN401 - pandas is not a dependency, so its types are unknown here
    """Return a pandas data frame; needs pandas installed."""
    return to_polars(table).to_pandas()


def write_csv(table: ResultTable, path: Path, *, title: str) -> Path:
    """Write a CSV file and beside it `<name>-metadata.json`, its description in CSV on the Web.

    Source: W3C, Metadata Vocabulary for Tabular Data (2015). Returns the path of the metadata.
    """
    to_polars(table).write_csv(path)
    described = path.with_name(f"{path.name}-metadata.json")
    described.write_text(json.dumps(_metadata(table, path.name, title), indent=2, ensure_ascii=False) + "\n", "utf-8")
    return described


def write_parquet(table: ResultTable, path: Path) -> None:
    """Write a Parquet file; the story is in its key-value metadata."""
    to_polars(table).write_parquet(path, metadata={"story": table.story})


def write_spss(table: ResultTable, path: Path, *, title: str) -> None:
    """Write an SPSS file with variable and value labels."""
    frame, labels, values = _labelled(table)
    pyreadstat.write_sav(frame, str(path), file_label=title[:64], column_labels=labels, variable_value_labels=values)


def write_stata(table: ResultTable, path: Path, *, title: str) -> None:
    """Write a Stata file with variable and value labels."""
    frame, labels, values = _labelled(table)
    pyreadstat.write_dta(frame, str(path), file_label=title[:80], column_labels=labels, variable_value_labels=values)


def publish(
    release: Release, folder: Path, name: str, *, title: str, labels: Mapping[str, str] | None = None
) -> tuple[Path, ...]:
    """Write the public table of a release in every format, with checksums, and nothing else of it.

    Takes a `Release` and no bare table, so that nothing reaches the public folder by another road. Returns
    the files written; `<name>-sha256.txt` is the last.
    """
    table = release.public
    folder.mkdir(parents=True, exist_ok=True)
    paths = {kind: folder / f"{name}.{kind}" for kind in FILES}
    described = write_csv(table, paths["csv"], title=title)
    write_parquet(table, paths["parquet"])
    write_spss(table, paths["sav"], title=title)
    write_stata(table, paths["dta"], title=title)
    paths["html"].write_text(html_table(table, title, labels=labels) + "\n", encoding="utf-8")
    story = folder / f"{name}-methods.txt"
    story.write_text("\n\n".join(part for part in (table.story, release.paragraph) if part) + "\n", encoding="utf-8")
    written = (*paths.values(), described, story)
    sums = folder / f"{name}-sha256.txt"
    lines = [f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in written]
    sums.write_text("".join(lines), encoding="utf-8")
    return (*written, sums)


def _metadata(table: ResultTable, url: str, title: str) -> dict[str, object]:
    columns = []
    for name in table.names:
        kind = type_of_column.get(name, str)
        columns.append(
            {
                "name": name,
                "titles": name,
                "dc:description": DESCRIPTIONS.get(name, f"Split by {name}; empty for all together"),
                "datatype": "string" if kind is str else "integer" if name in ("n", "missing") else "number",
                "required": False,
            }
        )
    return {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": "en"}],
        "url": url,
        "dc:title": title,
        "dc:description": table.story,
        "dialect": {"header": True, "encoding": "utf-8"},
        "tableSchema": {"columns": columns},
    }


def _labelled(table: ResultTable) -> tuple[pl.DataFrame, dict[str, str | None], dict[str, dict[int | float, str]]]:
    """Turn words into labelled codes from 1, as SPSS and Stata keep categories; numbers stay.

    Names that those programs cannot hold are changed, and the label keeps the real one.
    """
    frame = to_polars(table)
    names = _short_names(frame.columns)
    labels: dict[str, str | None] = {}
    values: dict[str, dict[int | float, str]] = {}
    for name, short in names.items():
        labels[short] = DESCRIPTIONS.get(name, name)
        if frame.schema[name] == pl.String:
            words = list(dict.fromkeys(frame[name].to_list()))
            codes = {word: code for code, word in enumerate(words, start=1)}
            frame = frame.with_columns(pl.Series(name, [codes[word] for word in frame[name].to_list()], dtype=pl.Int32))
            empty = WHOLE if name in table.by else "None"
            values[short] = {code: empty if word == MARGIN else word for word, code in codes.items()}
    return frame.rename(names), labels, values


def _short_names(names: Sequence[str]) -> dict[str, str]:
    short = {name: re.sub(r"\W", "_", name, flags=re.ASCII)[:LONGEST_NAME] for name in names}
    short = {name: brief if brief[0].isalpha() else f"v{brief}"[:LONGEST_NAME] for name, brief in short.items()}
    if len({brief.lower() for brief in short.values()}) < len(short):
        raise EstimationError(
            f"These names are alike to SPSS and Stata: {sorted(short.values())}. Rename a by-variable."
        )
    return short
