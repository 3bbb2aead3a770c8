"""Imputation and pooling against mice: pooling exactly, imputations by distribution."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.against_r.agreement import Agreement, run_r

from trigpoint.estimation import Design, ResultTable
from trigpoint.estimation.imputation import impute, pool

if TYPE_CHECKING:
    from pathlib import Path

    from trigpoint.estimation.data import Frame

SECTION = "Imputation"
ROWS = 600
MANY = 60


@pytest.fixture(scope="module")
def gaps(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, np.ndarray], Path]:
    """Make answers whose gaps depend on what is known: a number, a yes or no, and one of three."""
    rng = np.random.default_rng(11)
    x = rng.normal(size=ROWS)
    y = 10.0 + 2.0 * x + rng.normal(size=ROWS)
    yes = (rng.uniform(size=ROWS) < 1.0 / (1.0 + np.exp(-x))).astype(float)
    three = np.clip(np.digitize(x + rng.normal(size=ROWS), [-0.5, 0.7]), 0, 2).astype(float)
    y[rng.uniform(size=ROWS) < 1.0 / (1.0 + np.exp(1.0 - x))] = np.nan
    yes[rng.uniform(size=ROWS) < 0.25] = np.nan
    three[rng.uniform(size=ROWS) < 0.25] = np.nan
    columns = {"x": x, "y": y, "yes": yes, "three": three}
    path = tmp_path_factory.mktemp("gaps") / "gaps.csv"
    np.savetxt(path, np.column_stack(list(columns.values())), delimiter=",", header="x,y,yes,three", comments="")
    return columns, path


def test_pooling(agreement: Agreement) -> None:
    rng = np.random.default_rng(3)
    estimates, variances = rng.normal(5.0, 0.3, 20), rng.uniform(0.05, 0.2, 20)
    r = run_r(
        f"""
        suppressMessages(library(mice))
        q <- c({",".join(map(repr, estimates.tolist()))}); u <- c({",".join(map(repr, variances.tolist()))})
        p <- pool.scalar(q, u, n=401, k=1); out("pooled", c(p$qbar, p$t, p$df))
        """
    )
    pooled = pool(estimates[:, None], variances[:, None], degrees=400.0)
    ours = [pooled.estimate[0], pooled.total[0], pooled.df[0]]
    agreement.digits(SECTION, "pool.scalar: estimate, variance, Barnard-Rubin df", ours, r["pooled"])


def test_imputed_figures_have_the_distribution_of_mice(
    agreement: Agreement, gaps: tuple[dict[str, np.ndarray], Path]
) -> None:
    columns, path = gaps
    r = run_r(
        f"""
        suppressMessages(library(mice))
        d <- read.csv(gaps); d[is.na(d)] <- NA; d$yes <- factor(d$yes); d$three <- factor(d$three, ordered=TRUE)
        m <- mice(d, m={MANY}, maxit=10, seed=5, printFlag=FALSE,
                  method=c(x="", y="pmm", yes="logreg", three="polr"))
        l <- lapply(1:{MANY}, function(i) complete(m, i))
        put <- function(name, f) out(name, sapply(l, f))
        put("y", function(c) mean(c$y)); put("yes", function(c) mean(c$yes == "1"))
        put("three", function(c) mean(c$three == "2"))
        out("slope", sapply(l, function(c) coef(lm(y ~ x, c))[2]))
        """,
        gaps=path,
    )
    design = Design({**columns, "w": np.ones(ROWS)}, weights="w")
    filled = impute(design, "y", "yes", "three", predictors=["x"], seed=7, m=MANY, levels={"three": [0, 1, 2]})

    def means(frame: Frame) -> list[float]:
        y, yes, three, x = (frame.number(name) for name in ("y", "yes", "three", "x"))
        return [y.mean(), yes.mean(), (three == 2).mean(), float(np.polyfit(x, y, 1)[0])]

    ours = np.array([means(frame) for frame in filled.frames()])
    for at, name in enumerate(("y", "yes", "three", "slope")):
        theirs = r[name]
        noise = math.sqrt(float(ours[:, at].var(ddof=1) + theirs.var(ddof=1)) / MANY)
        agreement.within(
            SECTION,
            f"mice: average over {MANY} imputations, {name}",
            ours[:, at].mean(),
            theirs.mean(),
            unit=noise,
            promise=4.0,
            measure="Monte Carlo errors",
            note="by distribution, as seeds differ",
        )
        ratio = float(np.log(ours[:, at].std(ddof=1) / theirs.std(ddof=1)))
        agreement.within(
            SECTION,
            f"mice: spread over {MANY} imputations, {name}",
            ratio,
            0.0,
            unit=1.0 / math.sqrt(MANY - 1.0),
            promise=4.0,
            measure="Monte Carlo errors",
            note="log ratio of standard deviations",
        )


def test_pooled_means_match_pooled_means(agreement: Agreement, gaps: tuple[dict[str, np.ndarray], Path]) -> None:
    columns, path = gaps
    r = run_r(
        f"""
        suppressMessages(library(mice))
        d <- read.csv(gaps); d[is.na(d)] <- NA
        m <- mice(d[, c("x", "y")], m={MANY}, maxit=10, seed=5, printFlag=FALSE, method=c("", "pmm"))
        p <- pool(with(m, lm(y ~ 1))); s <- summary(p); out("mean", c(s$estimate, s$std.error, s$df))
        """,
        gaps=path,
    )
    design = Design({"x": columns["x"], "y": columns["y"], "w": np.ones(ROWS)}, weights="w")

    def mean(frame: Frame) -> ResultTable:
        return Design(frame, weights="w").mean("y")

    row = impute(design, "y", predictors=["x"], seed=7, m=MANY).pool(mean, degrees=ROWS - 1).row(variable="y")
    estimate, se, _ = r["mean"]
    agreement.within(
        SECTION, "mice: pooled mean", row.estimate, estimate, unit=se, promise=0.2, measure="standard errors"
    )
    agreement.within(SECTION, "mice: its pooled standard error", row.se, se, unit=se, promise=0.1, measure="of itself")
