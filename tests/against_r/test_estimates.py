"""Means, totals, ratios, shares, quantiles and tests against R's survey package, on real data."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from tests.against_r.agreement import Agreement, read_columns, run_r

from trigpoint.estimation import Design

if TYPE_CHECKING:
    from pathlib import Path

    from trigpoint.estimation import ResultTable

SECTION = "Estimates on the California schools and NHANES data"
STRATIFIED = "d <- svydesign(~1, strata=~stype, weights=~pw, fpc=~fpc, data=read.csv(strat, stringsAsFactors=TRUE))\n"
CLUSTERED = "d <- svydesign(~dnum, weights=~pw, fpc=~fpc, data=read.csv(clus1, stringsAsFactors=TRUE))\n"


@pytest.fixture(scope="module")
def stratified(survey_data: Path) -> Design:
    return Design(read_columns(survey_data / "apistrat.csv.gz"), strata="stype", weights="pw", fpc="fpc")


@pytest.fixture(scope="module")
def clustered(survey_data: Path) -> Design:
    return Design(read_columns(survey_data / "apiclus1.csv.gz"), ids="dnum", weights="pw", fpc="fpc")


def both(table: ResultTable) -> np.ndarray:
    return np.concatenate([table.column("estimate"), table.column("se")])


def test_means_and_totals_of_a_stratified_sample(agreement: Agreement, stratified: Design, survey_data: Path) -> None:
    r = run_r(
        STRATIFIED
        + """
        m <- svymean(~api00 + enroll, d, deff=TRUE); t <- svytotal(~api00 + enroll, d, deff=TRUE)
        out("mean", c(coef(m), SE(m))); out("deff", deff(m))
        out("total", c(coef(t), SE(t))); out("deff_total", deff(t))
        out("interval", confint(m, df=degf(d))[1,])
        b <- svyby(~api00, ~stype + awards, d, svymean); out("by", c(coef(b), SE(b)))
        s <- svyby(~enroll, ~awards, d, svytotal); out("by_total", c(coef(s), SE(s)))
        """,
        strat=survey_data / "apistrat.csv.gz",
    )
    means, totals = stratified.mean("api00", "enroll"), stratified.total("api00", "enroll")
    agreement.digits(SECTION, "stratified: means with standard errors", both(means), r["mean"])
    agreement.digits(SECTION, "stratified: design effects of means", means.column("deff"), r["deff"])
    agreement.digits(SECTION, "stratified: totals with standard errors", both(totals), r["total"])
    agreement.digits(SECTION, "stratified: design effects of totals", totals.column("deff"), r["deff_total"])
    ends = [means.column("lo")[0], means.column("hi")[0]]
    agreement.digits(
        SECTION, "stratified: t interval of a mean", ends, r["interval"], note="R: `confint(m, df=degf(d))`"
    )
    crossed = stratified.mean("api00", by=("awards", "stype"))
    agreement.digits(SECTION, "stratified: means in crossed domains", both(crossed), r["by"])
    agreement.digits(
        SECTION, "stratified: totals in domains", both(stratified.total("enroll", by="awards")), r["by_total"]
    )


def test_ratios_shares_and_their_intervals(agreement: Agreement, stratified: Design, survey_data: Path) -> None:
    r = run_r(
        STRATIFIED
        + """
        q <- svyratio(~api.stu, ~enroll, d); out("ratio", c(coef(q), SE(q)))
        z <- svyby(~api.stu, ~stype, denominator=~enroll, d, svyratio); out("ratio_by", c(coef(z), SE(z)))
        p <- svymean(~awards, d); out("share", c(coef(p), SE(p)))
        for (m in c("beta", "xlogit", "mean")) out(m, attr(svyciprop(~I(awards == "No"), d, method=m), "ci"))
        """,
        strat=survey_data / "apistrat.csv.gz",
    )
    agreement.digits(SECTION, "stratified: ratio", both(stratified.ratio("api.stu", "enroll")), r["ratio"])
    by = stratified.ratio("api.stu", "enroll", by="stype")
    agreement.digits(SECTION, "stratified: ratios in domains", both(by), r["ratio_by"])
    agreement.digits(SECTION, "stratified: shares", both(stratified.proportion("awards")), r["share"])
    for name, other in (("beta", "beta"), ("logit", "xlogit"), ("mean", "mean")):
        table = stratified.proportion("awards", interval=name)  # type: ignore[arg-type]  # a literal of the loop
        ends = [table.column("lo")[0], table.column("hi")[0]]
        agreement.digits(SECTION, f"share: {name} interval", ends, r[other], note=f'R: `svyciprop(method="{other}")`')


def test_quantiles_with_woodruff_intervals(agreement: Agreement, stratified: Design, survey_data: Path) -> None:
    r = run_r(
        STRATIFIED
        + """
        for (i in c("mean", "beta")) { q <- svyquantile(~api00, d, c(.1, .25, .5, .75, .9), interval.type=i)[[1]]
          out(paste0("all_", i), q) }
        for (s in c("E", "H", "M"))
          out(paste0("by_", s), svyquantile(~enroll, subset(d, stype == s), c(.25, .5, .75))[[1]])
        """,
        strat=survey_data / "apistrat.csv.gz",
    )

    def laid_out(table: ResultTable) -> np.ndarray:
        return np.concatenate([table.column(name) for name in ("estimate", "lo", "hi", "se")])

    for interval in ("mean", "beta"):
        ours = stratified.quantile("api00", (0.1, 0.25, 0.5, 0.75, 0.9), interval=interval)
        note = f'R: `svyquantile(interval.type="{interval}")`'
        agreement.digits(SECTION, f"quantiles, {interval} interval", laid_out(ours), r[f"all_{interval}"], note=note)
    table = stratified.quantile("enroll", by="stype")
    for stratum in ("E", "H", "M"):
        part = laid_out(table.select(stype=stratum))
        agreement.digits(SECTION, f"quantiles in domain {stratum}", part, r[f"by_{stratum}"])


def test_clusters_in_one_stage_and_two(agreement: Agreement, clustered: Design, survey_data: Path) -> None:
    r = run_r(
        CLUSTERED
        + """
        m <- svymean(~api00, d, deff="replace"); t <- svytotal(~enroll, d)
        out("one", c(coef(m), coef(t), SE(m), SE(t)))
        b <- svyby(~api00, ~stype, d, svymean); out("by", c(coef(b), SE(b)))
        k <- svyby(~api00, ~stype, d, svymean, covmat=TRUE); z <- svycontrast(k, c(E=1, H=-1))
        out("difference", c(coef(z), SE(z)))
        e <- svydesign(~dnum + snum, fpc=~fpc1 + fpc2, data=read.csv(clus2, stringsAsFactors=TRUE))
        m <- svymean(~api00, e); t <- svytotal(~enroll, e, na.rm=TRUE); out("two", c(coef(m), coef(t), SE(m), SE(t)))
        u <- svydesign(~dnum, weights=~pw, data=read.csv(clus2, stringsAsFactors=TRUE)); m <- svymean(~api00, u)
        out("ultimate", c(coef(m), SE(m)))
        """,
        clus1=survey_data / "apiclus1.csv.gz",
        clus2=survey_data / "apiclus2.csv.gz",
    )

    def mean_and_total(design: Design) -> list[float]:
        m, t = design.mean("api00").row(), design.total("enroll").row()
        return [m.estimate, t.estimate, m.se, t.se]

    agreement.digits(SECTION, "clusters: mean and total", mean_and_total(clustered), r["one"])
    agreement.digits(SECTION, "clusters: means in domains", both(clustered.mean("api00", by="stype")), r["by"])
    gap = clustered.difference("api00", between=("stype", "E", "H"))
    agreement.digits(
        SECTION, "clusters: difference of two domains", both(gap), r["difference"], note="R: `svycontrast`"
    )
    columns = read_columns(survey_data / "apiclus2.csv.gz")
    two = Design(columns, ids=("dnum", "snum"), fpc=("fpc1", "fpc2"))
    agreement.digits(SECTION, "two-stage clusters, both with population counts", mean_and_total(two), r["two"])
    ultimate = Design(columns, ids=("dnum", "snum"), weights="pw")
    agreement.digits(SECTION, "two-stage clusters as ultimate clusters", both(ultimate.mean("api00")), r["ultimate"])


def test_missing_answers_and_clusters_numbered_within_strata(agreement: Agreement, survey_data: Path) -> None:
    r = run_r(
        """
        d <- svydesign(~SDMVPSU, strata=~SDMVSTRA, weights=~WTMEC2YR, nest=TRUE, data=read.csv(nhanes))
        m <- svymean(~HI_CHOL, d, na.rm=TRUE); out("all", c(coef(m), SE(m)))
        b <- svyby(~HI_CHOL, ~race + RIAGENDR, d, svymean, na.rm=TRUE); out("by", c(coef(b), SE(b)))
        for (s in c("F", "Chisq")) { x <- svychisq(~RIAGENDR + race, d, statistic=s)
          out(s, c(x$statistic, x$parameter, x$p.value)) }
        """,
        nhanes=survey_data / "nhanes.csv.gz",
    )
    columns = read_columns(survey_data / "nhanes.csv.gz")
    design = Design(columns, strata="SDMVSTRA", ids="SDMVPSU", weights="WTMEC2YR", nested=True)
    agreement.digits(
        SECTION, "NHANES: share with high cholesterol, answers missing", both(design.mean("HI_CHOL")), r["all"]
    )
    by = design.mean("HI_CHOL", by=("RIAGENDR", "race"))
    agreement.digits(SECTION, "NHANES: the same in crossed domains", both(by), r["by"])
    test = design.independence("RIAGENDR", "race")
    mine = [test.statistic, test.df, test.df_error, test.p]
    agreement.digits(SECTION, "NHANES: Rao–Scott F test", mine, r["F"], note="R: `svychisq`")
    note = 'R: `svychisq(statistic="Chisq")`'
    first = [test.pearson, test.chi2_p]
    agreement.digits(SECTION, "NHANES: first-order X² and p-value", first, r["Chisq"][[0, -1]], note=note)


@pytest.mark.parametrize("rule", ["adjust", "average", "certainty"])
def test_a_stratum_with_one_unit(agreement: Agreement, survey_data: Path, rule: Any) -> None:
    columns = read_columns(survey_data / "apistrat.csv.gz")
    kept = np.array([s != "H" for s in columns["stype"]])
    kept[np.flatnonzero(~kept)[0]] = True
    rows = np.flatnonzero(kept)
    fewer = {name: [values[i] for i in rows] for name, values in columns.items()}
    r = run_r(
        f"""
        options(survey.lonely.psu="{rule}"); x <- read.csv(strat, stringsAsFactors=TRUE)
        x <- x[x$stype != "H" | cumsum(x$stype == "H") == 1 & x$stype == "H", ]
        d <- svydesign(~1, strata=~stype, weights=~pw, data=x); m <- svymean(~api00, d); t <- svytotal(~enroll, d)
        out("all", c(coef(m), coef(t), SE(m), SE(t)))
        """,
        strat=survey_data / "apistrat.csv.gz",
    )
    design = Design(fewer, strata="stype", weights="pw", lonely=rule)
    m, t = design.mean("api00").row(), design.total("enroll").row()
    agreement.digits(SECTION, f"a stratum with one unit: {rule}", [m.estimate, t.estimate, m.se, t.se], r["all"])
