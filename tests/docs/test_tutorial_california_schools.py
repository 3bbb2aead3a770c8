"""The tutorial runs as it stands, prints what it says, and reproduces the published estimates."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from trigpoint.estimation import Design, ResultTable

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "tutorial-california-schools.md"
DATA = Path(os.environ.get("TRIGPOINT_SURVEY_DATA", ROOT.parent / "shared" / "data" / "survey"))

pytestmark = pytest.mark.skipif(
    not (DATA / "apistrat.csv.gz").exists(),
    reason="the California schools data are absent: set TRIGPOINT_SURVEY_DATA to a folder with apistrat.csv.gz",
)


def _blocks() -> list[tuple[str, str]]:
    """Pair each block of code with the text that the page shows under it."""
    parts = re.findall(r"```(python|text)\n(.*?)```", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL)
    pairs = []
    for place, (kind, body) in enumerate(parts):
        if kind == "python":
            below = parts[place + 1] if place + 1 < len(parts) else ("", "")
            pairs.append((body, below[1] if below[0] == "text" else ""))
    return pairs


@cache
def _run() -> tuple[tuple[tuple[str, str], ...], dict[str, Any]]:
    """Run the page once, top to bottom; return shown and printed text, and the names it leaves."""
    names: dict[str, Any] = {}
    results = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRIGPOINT_SURVEY_DATA", str(DATA))
        for number, (code, shown) in enumerate(_blocks(), start=1):
            printed = io.StringIO()
            with contextlib.redirect_stdout(printed):
                exec(compile(code, f"{PAGE.name}, block {number}", "exec"), names)
            results.append((shown, printed.getvalue()))
    return tuple(results), names


@pytest.mark.parametrize("number", range(len(_blocks())))
def test_each_block_prints_what_the_page_shows(number: int):
    shown, printed = _run()[0][number]
    assert printed == shown


def _published(sample: str, figure: str) -> list[float]:
    found = json.loads((DATA / "expected_estimates.json").read_text("utf-8"))["survey_package"][sample][figure]
    assert len(found) == 2
    return [float(number) for number in found]


def _designs() -> dict[str, Design]:
    names = _run()[1]
    districts, types = names["districts"], names["types"]
    margins = {"stype": types, "sch.wide": {"No": 1072, "Yes": 5122}}
    return {
        "apistrat (strata=stype, weight=pw, fpc=fpc)": names["stratified"],
        "apiclus1 (psu=dnum, weight=pw, fpc=fpc)": districts,
        "apiclus2 (two-stage dnum,snum; fpc1,fpc2)": names["two_stage"],
        "apiclus2 with replacement (weight=pw, no fpc)": names["with_replacement"],
        "apiclus1 as JK1 replicates, mse=TRUE": districts.jackknife(),
        "apiclus1 post-stratified on stype (linearised)": districts.post_stratify("stype", types),
        "apiclus1 JK1 (mse) post-stratified on stype": districts.jackknife().post_stratify("stype", types),
        "apiclus1 raked, replicate weights (tests/rakecheck.Rout.save)": districts.jackknife().rake(margins),
        "apiclus1 raked, linearised (tests/rakecheck.Rout.save)": names["raked"],
    }


SAMPLES = (
    "apistrat (strata=stype, weight=pw, fpc=fpc)",
    "apiclus1 (psu=dnum, weight=pw, fpc=fpc)",
    "apiclus2 (two-stage dnum,snum; fpc1,fpc2)",
    "apiclus2 with replacement (weight=pw, no fpc)",
    "apiclus1 as JK1 replicates, mse=TRUE",
    "apiclus1 post-stratified on stype (linearised)",
    "apiclus1 JK1 (mse) post-stratified on stype",
    "apiclus1 raked, replicate weights (tests/rakecheck.Rout.save)",
    "apiclus1 raked, linearised (tests/rakecheck.Rout.save)",
)


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_published_mean_score_is_reproduced_to_the_last_digit_printed(sample: str):
    _agrees(_designs()[sample].mean("api00"), _published(sample, "mean_api00"), (0.01, 0.001))


@pytest.mark.parametrize("sample", SAMPLES)
def test_the_published_total_enrolment_is_reproduced_to_the_last_digit_printed(sample: str):
    _agrees(_designs()[sample].total("enroll"), _published(sample, "total_enroll"), (1.0, 1.0))


def _agrees(table: ResultTable, published: list[float], last_digit: tuple[float, float]) -> None:
    """Allow one unit of the last digit printed: the files hold weights in single precision, R's memory did not."""
    (row,) = table.rows()
    assert abs(row.estimate - published[0]) <= last_digit[0]
    assert abs(row.se - published[1]) <= last_digit[1]
