"""The speed table of the survey engine: `python -m bench.study`.

Every row is timed in the same run, ours and R's on the same data, each on one BLAS thread; figures are medians of
wall time. R's column is empty where R or its packages are absent (see bench/install_r.sh). R reads the data before
its clock starts, and ours starts from a `Frame`, so both sides begin with columns in memory.
"""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np
import scipy

from bench.machine import described
from bench.national_sample import MARGINS, Nation, nation, sample, write_csv
from bench.study_tables import rows
from trigpoint.estimation import Design, Frame, Threshold
from trigpoint.estimation.charts import Words, interval_plot

if TYPE_CHECKING:
    from collections.abc import Callable

    from trigpoint.estimation import ResultTable
    from trigpoint.estimation.charts import Chart

THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS")

ITEMS = 60
CHARTED = (("region",),)
GROUPINGS: tuple[tuple[str, ...], ...] = ((), ("region",), ("phase",), ("la",))
MILLION = 1_000_000


@dataclass(frozen=True)
class Line:
    """One row of the table: what is done, our seconds, R's seconds if it ran, and the goal."""

    what: str
    ours: float
    theirs: float | None
    goal: str

    def __str__(self) -> str:
        theirs = "" if self.theirs is None else _time(self.theirs)
        ratio = "" if self.theirs is None else f"{self.theirs / self.ours:,.0f} ×"
        return f"| {self.what} | {_time(self.ours)} | {theirs} | {ratio} | {self.goal} |"


def on_one_thread() -> None:
    """Start this program again with one BLAS thread, which numpy reads only as it is loaded; R inherits it."""
    if any(os.environ.get(name) != "1" for name in THREADS):
        os.execve(sys.executable, [sys.executable, "-m", "bench.study"], os.environ | dict.fromkeys(THREADS, "1"))


def median(work: Callable[[], object], times: int) -> float:
    """Return the median wall time of some runs, after one to warm up."""
    work()
    taken = []
    for _ in range(times):
        start = perf_counter()
        work()
        taken.append(perf_counter() - start)
    return statistics.median(taken)


def _time(seconds: float) -> str:
    return f"{seconds * 1e3:,.2f} ms" if seconds < 1 else f"{seconds:,.2f} s"


def r_script(whole: Nation, path: Path) -> str:
    """Write R's side: the same raking, means, quantiles, replicates and model, each timed as a median."""
    frames = "".join(
        f"{name} <- data.frame({name}=c({', '.join(repr(level) for level in totals)}), "
        f"Freq=c({', '.join(f'{count:.0f}' for count in totals.values())}))\n"
        for name, totals in whole.margins().items()
    )
    margins = f"list({', '.join('~' + name for name in MARGINS)}), list({', '.join(MARGINS)})"
    return f"""
suppressMessages(library(survey)); options(warn=-1)
{frames}
med <- function(name, times, work) {{ t <- sapply(seq_len(times), function(i) system.time(work())[["elapsed"]])
  cat("@", name, sprintf("%.6f", median(t)), "\\n") }}
x <- read.csv("{path.as_posix()}", stringsAsFactors=TRUE)
base <- svydesign(~1, strata=~stratum, weights=~bw, fpc=~Nh, data=x)
go <- function() rake(base, {margins}, control=list(maxit=500, epsilon=1e-9))
med("rake", 3, go)
d <- go(); full <- subset(x, !is.na(alloc) & !is.na(want))
med("means", 3, function() svyby(~alloc, ~la, d, svymean, na.rm=TRUE))
med("quantiles", 3, function() svyby(~pupils, ~la, d, svyquantile, quantiles=c(.25, .5, .75), ci=TRUE, keep.var=FALSE))
j <- as.svrepdesign(svydesign(~1, strata=~stratum, weights=~bw, data=x), type="subbootstrap", replicates=500)
med("replicates", 1, function() rake(j, {margins}, control=list(maxit=500, epsilon=1e-9)))
if (nzchar(system.file(package="lme4"))) {{ suppressMessages(library(lme4))
  med("multilevel", 3, function() lmer(alloc ~ phase + fsm + (1 | region/la), data=x)) }}
"""


def r_medians(script: str) -> dict[str, float]:
    """Run R and read its medians; nothing where R is absent."""
    if shutil.which("Rscript") is None:
        return {}
    done = subprocess.run(["Rscript", "--vanilla", "-"], input=script, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"R did not run: {done.stderr.strip().splitlines()[-1:]}; run bench/install_r.sh")
    found = (line.split() for line in done.stdout.splitlines() if line.startswith("@"))
    return {name: float(seconds) for _, name, seconds in found}


def r_version() -> str:
    """Name R and its packages, or say that they are absent."""
    if shutil.which("Rscript") is None:
        return "no R"
    ask = 'cat(R.version.string); for (p in c("survey", "lme4")) cat(",", p, as.character(packageVersion(p)))'
    return subprocess.run(
        ["Rscript", "--vanilla", "-e", ask], capture_output=True, text=True, check=False
    ).stdout.strip()


def measured(whole: Nation, theirs: dict[str, float]) -> list[Line]:
    """Time the rows that R has too, and raking at the size of the nation."""
    margins = whole.margins()
    frame = Frame.of(sample(whole, 6_000))
    base = Design(frame, weights="bw", strata="stratum", fpc="Nh")
    raked = base.rake(margins)
    drawn = Design(frame, weights="bw", strata="stratum").rake(margins)
    large = Design(Frame.of(sample(whole, 22_000)), weights="bw", strata="stratum")

    def fresh(work: Callable[[Design], object]) -> Callable[[], object]:
        """Rake anew each time, so that nothing of the variance is remembered; its time is taken off below."""
        return lambda: work(base.rake(margins))

    raking = median(lambda: base.rake(margins), 25)
    means = median(fresh(lambda d: d.mean("alloc", by="la")), 25) - raking
    quantiles = median(fresh(lambda d: d.quantile("pupils", (0.25, 0.5, 0.75), by="la")), 15) - raking
    model = "alloc ~ phase + fsm + (1 | region/la)"
    return [
        Line("raking, 5 margins, relative 1e-9", raking, theirs.get("rake"), "≥ 100 × R"),
        Line("the same, 22,000 rows", median(lambda: large.rake(margins), 25), None, "under 5 ms"),
        Line("means with errors, 153 authorities, after raking", means, theirs.get("means"), "≥ 300 × R"),
        Line("three quartiles with intervals, 153 authorities", quantiles, theirs.get("quantiles"), "≥ 300 × R"),
        Line(
            "500 bootstrap replicates, each raked again",
            median(lambda: drawn.bootstrap(500, seed=1), 3),
            theirs.get("replicates"),
            "≥ 50 × R",
        ),
        Line(
            "random intercepts, authority within region",
            median(lambda: raked.multilevel(model), 5),
            theirs.get("multilevel"),
            "≥ 5 × lme4",
        ),
    ]


def report(whole: Nation, frame: Frame) -> tuple[int, int]:
    """Make the whole national report; return how many estimates it holds and how many charts."""
    design = Design(frame, weights="bw", strata="stratum").rake(whole.margins())
    items = [name for name in frame.names if name.startswith("q")]
    estimates = charts = 0
    for by in GROUPINGS:
        table = design.proportion(items, by=by)
        estimates += len(table)
        public = design.release(table, rule=Threshold(10), secondary=True, audit=True).public
        if by in CHARTED:
            charts += len([drawn(public, item, by[0]) for item in items])
    return estimates, charts


def drawn(public: ResultTable, item: str, label: str) -> Chart:
    """Draw an item's first answer by region, dot and interval."""
    rows = public.select(variable=item)
    words = Words(finding="A made-up finding to draw", what=f"Share of SENCOs, {item}, made-up nation")
    return interval_plot(rows.select(level=rows.column("level")[0]), words, label=label)


def ten_million() -> Line:
    """Rake and take means of ten million rows, to see that memory and time stay in proportion."""
    rng = np.random.default_rng(1)
    rows = 10 * MILLION
    region, phase = rng.integers(0, 9, rows), rng.integers(0, 3, rows)
    frame = Frame.of({"region": region, "phase": phase, "y": rng.normal(size=rows), "w": rng.uniform(1, 2, rows)})
    totals = {name: dict.fromkeys(range(k), 2.0 * rows / k) for name, k in (("region", 9), ("phase", 3))}
    start = perf_counter()
    Design(frame, weights="w", strata="region").rake(totals).mean("y", by="phase")
    return Line("10,000,000 rows: design, raking, means in 3 domains", perf_counter() - start, None, "runs")


def main() -> None:
    """Measure and print the table."""
    on_one_thread()
    whole = nation()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "national.csv"
        write_csv(sample(whole, 6_000), path)
        theirs = r_medians(r_script(whole, path))
    lines = measured(whole, theirs)
    frame = Frame.of(sample(whole, 22_000, items=ITEMS))
    start = perf_counter()
    estimates, charts = report(whole, frame)
    what = f"national report: 22,000 respondents, {estimates:,} shares with intervals, audited release, {charts} charts"
    lines += [Line(what, perf_counter() - start, None, "≤ 10 s"), ten_million()]
    lines += [Line(stage, seconds, None, goal) for stage, seconds, goal in rows()]
    print(f"{described()}\nnumpy {np.__version__}, scipy {scipy.__version__}; {r_version()}; one BLAS thread each\n")
    print("| 6,000 respondents unless said | Trigpoint | R | ratio | goal |\n|---|--:|--:|--:|---|")
    print("\n".join(map(str, lines)))


if __name__ == "__main__":
    main()
