"""Calibration, replicates, trimming and change between waves against R's survey package."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from bench.national_sample import MARGINS, Nation
from tests.against_r.agreement import Agreement, read_columns, run_r

from trigpoint.estimation import Design

if TYPE_CHECKING:
    from pathlib import Path

    from bench.national_sample import Columns

    from trigpoint.estimation import ResultTable

SECTION = "Calibration and replicates"
NATION = "A generated nation: 6,000 respondents, 9 regions, 153 authorities"
TYPES = {"E": 4421, "H": 755, "M": 1018}
WIDE = {"No": 1072, "Yes": 5122}
MAKE = """
d <- svydesign(~1, strata=~stype, weights=~pw, data=read.csv(strat, stringsAsFactors=TRUE))
types <- data.frame(stype=c("E","H","M"), Freq=c(4421,755,1018))
wide <- data.frame(sch.wide=c("No","Yes"), Freq=c(1072,5122))
"""
TOTALS = """
tell <- function(name, d) { m <- svymean(~api00, d); t <- svytotal(~enroll, d)
  out(name, c(coef(m), coef(t), SE(m), SE(t))); out(paste0(name, "_weights"), weights(d)) }
"""
TIGHT = "epsilon=1e-12, maxit=200"


def figures(design: Design) -> list[float]:
    m, t = design.mean("api00").row(), design.total("enroll").row()
    return [m.estimate, t.estimate, m.se, t.se]


def both(table: ResultTable) -> np.ndarray:
    return np.concatenate([table.column("estimate"), table.column("se")])


@pytest.fixture(scope="module")
def stratified(survey_data: Path) -> Design:
    return Design(read_columns(survey_data / "apistrat.csv.gz"), strata="stype", weights="pw")


def test_calibration_of_every_kind(agreement: Agreement, stratified: Design, survey_data: Path) -> None:
    r = run_r(
        MAKE
        + TOTALS
        + f"""
        tell("post", postStratify(d, ~sch.wide, wide))
        tell("rake", calibrate(d, list(~stype, ~sch.wide), list(types, wide), calfun="raking", {TIGHT}))
        pop <- c(`(Intercept)`=6194, api99=3914069, stypeH=755, stypeM=1018)
        tell("linear", calibrate(d, ~api99 + stype, pop))
        tell("logit", calibrate(d, ~api99 + stype, pop, calfun="logit", bounds=c(.6, 1.8), {TIGHT}))
        tell("trim", trimWeights(d, upper=40, lower=16))
        j <- as.svrepdesign(d, type="JKn", mse=TRUE); m <- svymean(~api00, j); t <- svytotal(~enroll, j)
        out("jackknife", c(coef(m), coef(t), SE(m), SE(t)))
        j <- calibrate(j, ~stype + sch.wide, c(`(Intercept)`=6194, stypeH=755, stypeM=1018, sch.wideYes=5122),
          calfun="raking", {TIGHT})
        m <- svymean(~api00, j); t <- svytotal(~enroll, j); out("raked_jackknife", c(coef(m), coef(t), SE(m), SE(t)))
        """,
        strat=survey_data / "apistrat.csv.gz",
    )
    margins = {"stype": TYPES, "sch.wide": WIDE}
    totals: dict[str, Any] = {"api99": 3914069.0, "stype": TYPES}
    raked = stratified.rake(margins, tolerance=1e-12)
    cases = {
        "post": ("post-stratification", stratified.post_stratify("sch.wide", WIDE), "R: `postStratify`"),
        "rake": ("raking", raked, 'R: `calibrate(calfun="raking")`'),
        "linear": ("linear calibration", stratified.calibrate(totals), "R: `calibrate`"),
        "logit": (
            "bounded logit calibration",
            stratified.calibrate(totals, method="logit", bounds=(0.6, 1.8), tolerance=1e-12),
            'R: `calibrate(calfun="logit")`',
        ),
    }
    for key, (name, design, note) in cases.items():
        agreement.digits(SECTION, f"{name}: weights", design.weights, r[f"{key}_weights"], note=note)
        agreement.digits(SECTION, f"{name}: mean and total with standard errors", figures(design), r[key], note=note)
    trimmed = stratified.trim(40, 16, relative_to_median=False)
    agreement.digits(SECTION, "trimming: weights", trimmed.weights, r["trim_weights"], note="R: `trimWeights`")
    plain = stratified.jackknife()
    agreement.digits(SECTION, "jackknife", figures(plain), r["jackknife"], note='R: `type="JKn", mse=TRUE`')
    note = "every replicate raked again"
    agreement.digits(SECTION, "jackknife after raking", figures(raked.jackknife()), r["raked_jackknife"], note=note)


def test_r_own_rake_is_a_named_mode_and_its_standard_error_a_known_difference(
    agreement: Agreement, survey_data: Path
) -> None:
    columns = read_columns(survey_data / "apistrat.csv.gz")
    r = run_r(
        MAKE + TOTALS + 'tell("rake", rake(d, list(~sch.wide, ~awards), list(wide, data.frame(awards=c("No","Yes"),'
        "Freq=c(2000, 4194))), control=list(maxit=500, epsilon=1e-13)))",
        strat=survey_data / "apistrat.csv.gz",
    )
    margins = {"sch.wide": WIDE, "awards": {"No": 2000, "Yes": 4194}}
    design = Design(columns, strata="stype", weights="pw")
    named = design.rake(margins, tolerance=1e-13, residuals="r-rake")
    note = 'R: `rake()`; ours with `residuals="r-rake"`, unweighted cell means'
    agreement.digits(
        SECTION, "R's own rake(): mean and total with standard errors", figures(named), r["rake"], note=note
    )
    ours = figures(design.rake(margins))
    reason = "R's `rake()` takes unweighted cell means; ours are weighted, as its `calibrate()` takes them"
    agreement.differs(SECTION, "standard error of a raked mean, R's rake()", ours[2], float(r["rake"][2]), note=reason)
    agreement.differs(SECTION, "standard error of a raked total, R's rake()", ours[3], float(r["rake"][3]), note=reason)


def test_the_national_sample(agreement: Agreement, national: Columns, national_csv: Path, whole_nation: Nation) -> None:
    frames = "".join(
        f"{name} <- data.frame({name}=c({', '.join(repr(level) for level in totals)}), "
        f"Freq=c({', '.join(f'{count:.0f}' for count in totals.values())}))\n"
        for name, totals in whole_nation.margins().items()
    )
    r = run_r(
        frames
        + f"""
        x <- read.csv(national, stringsAsFactors=TRUE)
        d <- svydesign(~1, strata=~stratum, weights=~bw, fpc=~Nh, data=x)
        d <- calibrate(d, list({", ".join("~" + name for name in MARGINS)}), list({", ".join(MARGINS)}),
          calfun="raking", {TIGHT})
        out("weights", weights(d))
        b <- svyby(~alloc, ~la, d, svymean, na.rm=TRUE); out("authorities", c(coef(b), SE(b)))
        b <- svyby(~want, ~region + phase, d, svytotal, na.rm=TRUE); out("crossed", c(coef(b), SE(b)))
        b <- svyby(~leave, ~region, d, svymean); out("shares", c(coef(b), SE(b)))
        b <- svyby(~admin, ~region, denominator=~alloc, d, svyratio, na.rm=TRUE); out("ratios", c(coef(b), SE(b)))
        q <- svyquantile(~fsm, d, c(.25, .5, .75))[[1]]; out("quantiles", q)
        set.seed(1); j <- as.svrepdesign(svydesign(~1, strata=~stratum, weights=~bw, data=x), type="subbootstrap",
          replicates=400)
        b <- svyby(~alloc, ~region, j, svymean, na.rm=TRUE); out("bootstrap", SE(b))
        """,
        national=national_csv,
    )
    base = Design(national, strata="stratum", weights="bw", fpc="Nh")
    design = base.rake(whole_nation.margins(), tolerance=1e-12)
    agreement.digits(NATION, "raking on 5 margins: weights", design.weights, r["weights"])
    by_la = design.mean("alloc", by="la")
    agreement.digits(NATION, "means of 153 authorities with standard errors", both(by_la), r["authorities"])
    crossed = design.total("want", by=("phase", "region"))
    agreement.digits(NATION, "totals, region × phase, with standard errors", both(crossed), r["crossed"])
    agreement.digits(NATION, "shares by region", both(design.proportion("leave", by="region")), r["shares"])
    agreement.digits(NATION, "ratios by region", both(design.ratio("admin", "alloc", by="region")), r["ratios"])
    ours = design.quantile("fsm")
    laid_out = np.concatenate([ours.column(name) for name in ("estimate", "lo", "hi", "se")])
    agreement.digits(NATION, "quartiles with Woodruff intervals", laid_out, r["quantiles"])
    free = Design({k: v for k, v in national.items() if k != "Nh"}, strata="stratum", weights="bw")
    drawn = free.bootstrap(400, seed=1).mean("alloc", by="region").column("se")
    note = "400 replicates each, other random numbers; the ratio of two such standard errors varies by about 5%"
    agreement.within(
        NATION,
        "bootstrap standard errors by region",
        drawn / r["bootstrap"],
        np.ones(9),
        unit=1.0,
        promise=0.2,
        measure="of each other",
        note=note,
    )


def test_change_between_waves_when_every_school_answers_twice(
    agreement: Agreement, national: Columns, tmp_path: Path
) -> None:
    rng = np.random.default_rng(5)
    kept = ~np.isnan(national["alloc"])
    first = {name: national[name][kept] for name in ("school", "stratum", "bw", "alloc", "region")}
    second = first | {"alloc": first["alloc"] + rng.normal(0.5, 2.0, kept.sum())}
    path = tmp_path / "waves.csv"
    with path.open("w") as file:
        file.write("school,stratum,bw,alloc,region,wave\n")
        for wave, data in ((1, first), (2, second)):
            file.writelines(
                f"{s},{h},{w!r},{y!r},{g},{wave}\n"
                for s, h, w, y, g in zip(*(data[k].tolist() for k in data), strict=True)
            )
    r = run_r(
        """
        d <- svydesign(~school, strata=~stratum, weights=~bw, data=read.csv(waves))
        b <- svyby(~alloc, ~wave, d, svymean, covmat=TRUE); z <- svycontrast(b, c(-1, 1)); out("all", c(coef(z), SE(z)))
        b <- svyby(~alloc, ~wave, subset(d, region == "R1"), svymean, covmat=TRUE); z <- svycontrast(b, c(-1, 1))
        out("one", c(coef(z), SE(z)))
        """,
        waves=path,
    )
    early = Design(first, strata="stratum", ids="school", weights="bw")
    late = Design(second, strata="stratum", ids="school", weights="bw")
    note = "R: both waves stacked, schools as clusters, `svycontrast`"
    change = early.trend(late, "alloc", unit="school")
    agreement.digits(NATION, "change between waves, all schools in both", both(change), r["all"], note=note)
    part = both(early.trend(late, "alloc", unit="school", by="region").select(region="R1"))
    agreement.digits(NATION, "change between waves in one region", part, r["one"], note=note)
