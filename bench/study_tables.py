"""How long release and charts take: `python -m bench.study_tables`; `rows()` is for the survey engine's speed table."""

from __future__ import annotations

import statistics
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np

from bench.national_sample import nation, sample
from trigpoint.estimation import Design, Frame, ResultTable
from trigpoint.estimation.charting.tiles import authorities
from trigpoint.estimation.charts import Words, authority_map, interval_plot
from trigpoint.estimation.disclosure import Nesting, release

if TYPE_CHECKING:
    from collections.abc import Callable

WORDS = Words(finding="A made-up finding to draw", what="Mean hours a week, made-up nation", unit="hours a week")
TIMES = 5


def rows() -> list[tuple[str, float, str]]:
    """Measure each stage: what it is, the median of its seconds, and the goal."""
    table, nested = authority_by_phase()
    regions = [name for name in dict.fromkeys(table.column("region").tolist()) if name]
    region = max(regions, key=lambda name: int(table.mask(region=name).sum()))
    part = table.select(region=region)
    unsafe = f"{int(((table.column('n') > 0) & (table.column('n') < 10)).sum())} unsafe"
    by_authority = table.take((table.column("la") != "") & (table.column("phase") == ""))
    drawn = by_authority.with_columns(la=[place.name for place in authorities()][: len(by_authority)])
    return [
        (
            f"release of one region, {len(part)} cells by authority and phase",
            _median(lambda: release(part, nested=nested, keep=[("region",)])),
            "under 0.5 s",
        ),
        (
            f"release of the nation, {len(table)} cells, {unsafe}",
            _median(lambda: release(table, nested=nested)),
            "a few seconds",
        ),
        ("an interval plot of 9 regions", _median(lambda: interval_plot(_regions(table), WORDS, label="region")), ""),
        (f"a tile map of {len(drawn)} authorities", _median(lambda: authority_map(drawn, WORDS)), ""),
    ]


def authority_by_phase(size: int = 6_000) -> tuple[ResultTable, list[Nesting]]:
    """Estimate mean hours by authority and phase, with all margins up to region and nation."""
    whole = nation()
    columns = sample(whole, size)
    design = Design(Frame.of(columns), weights="bw", strata="stratum", fpc="Nh")
    groups = (["region"], ["phase"], ["region", "phase"], ["la"], ["la", "phase"])
    table = design.mean("alloc")
    for by in groups:
        table = table + design.mean("alloc", by=by)
    nested = Nesting.of("la", "region", whole.schools["la"], whole.schools["region"])
    named = [
        nested.parent_of.get(la, region) for la, region in zip(table.column("la"), table.column("region"), strict=True)
    ]
    return table.with_columns(region=np.array(named)), [nested]


def _regions(table: ResultTable) -> ResultTable:
    return table.take((table.column("region") != "") & (table.column("la") == "") & (table.column("phase") == ""))


def _median(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(TIMES):
        start = perf_counter()
        work()
        taken.append(perf_counter() - start)
    return statistics.median(taken)


if __name__ == "__main__":
    for what, seconds, goal in rows():
        print(f"{what:64} {seconds:8.3f} s  {goal}")
