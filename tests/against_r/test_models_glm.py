"""Generalised linear and ordinal models against `svyglm` and `svyolr`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from tests.against_r.agreement import Agreement, read_columns, run_r

from trigpoint.estimation import Design
from trigpoint.estimation.models.glm import GlmFit, fit_glm
from trigpoint.estimation.models.ordinal import fit_ordinal

if TYPE_CHECKING:
    from pathlib import Path

SECTION = "Generalised linear and ordinal models"
ITERATED = "iterative: R run with `epsilon=1e-14`"
SETUP = """
strat <- read.csv(strat, stringsAsFactors=TRUE); clus <- read.csv(clus1, stringsAsFactors=TRUE)
s <- svydesign(~1, strata=~stype, weights=~pw, fpc=~fpc, data=strat)
k <- svydesign(~dnum, weights=~pw, fpc=~fpc, data=clus)
tight <- glm.control(epsilon=1e-14, maxit=100)
"""


@pytest.fixture(scope="module")
def stratified(survey_data: Path) -> Design:
    return Design(read_columns(survey_data / "apistrat.csv.gz"), strata="stype", weights="pw", fpc="fpc")


@pytest.fixture(scope="module")
def clustered(survey_data: Path) -> Design:
    return Design(read_columns(survey_data / "apiclus1.csv.gz"), ids="dnum", weights="pw", fpc="fpc")


@pytest.fixture
def api(survey_data: Path) -> dict[str, Path]:
    return {"strat": survey_data / "apistrat.csv.gz", "clus1": survey_data / "apiclus1.csv.gz"}


def figures(fit: GlmFit) -> np.ndarray:
    return np.concatenate([fit.coefficients.estimates, fit.coefficients.se])


def test_a_linear_model_of_a_stratified_sample(agreement: Agreement, stratified: Design, api: dict[str, Path]) -> None:
    r = run_r(
        SETUP
        + """
        m <- svyglm(api00 ~ ell + meals + stype, s)
        out("fit", c(coef(m), SE(m))); out("covariance", vcov(m)); out("df", m$df.residual)
        out("interval", confint(m)); out("dispersion", summary(m)$dispersion); out("deviance", m$deviance)
        w <- regTermTest(m, ~stype); out("wald", c(w$Ftest, w$df, w$ddf, w$p))
        """,
        **api,
    )
    fit = fit_glm(stratified, "api00 ~ ell + meals + stype")
    table, wald = fit.table(), fit.wald("stype")
    agreement.digits(SECTION, "svyglm, gaussian: coefficients and standard errors", figures(fit), r["fit"])
    agreement.digits(SECTION, "svyglm, gaussian: covariance", fit.covariance, r["covariance"])
    ends = np.concatenate([table.column("lo"), table.column("hi")])
    agreement.digits(SECTION, "svyglm, gaussian: intervals", ends, r["interval"])
    numbers = [fit.coefficients.degrees, fit.dispersion, fit.criterion]
    theirs = [r["df"][0], r["dispersion"][0], r["deviance"][0]]
    agreement.digits(SECTION, "svyglm, gaussian: degrees of freedom, dispersion, deviance", numbers, theirs)
    agreement.digits(SECTION, "regTermTest: F and p", [wald.f, wald.df, wald.residual_df, wald.p], r["wald"])


def test_a_logistic_model_with_an_interaction(agreement: Agreement, stratified: Design, api: dict[str, Path]) -> None:
    r = run_r(
        SETUP
        + """
        m <- svyglm(sch.wide ~ ell * stype + log(enroll), s, family=quasibinomial(), control=tight)
        out("fit", c(coef(m), SE(m))); out("deviance", m$deviance)
        """,
        **api,
    )
    for family in ("binomial", "quasibinomial"):
        fit = fit_glm(stratified, "`sch.wide` ~ ell * stype + log(enroll)", family)
        assert fit.modelled == "the chance that sch.wide is 'Yes' rather than 'No'"
        agreement.digits(SECTION, f"svyglm, {family}: coefficients, SE", figures(fit), r["fit"], note=ITERATED)
        agreement.digits(SECTION, f"svyglm, {family}: deviance", fit.criterion, r["deviance"], note=ITERATED)


def test_a_count_model_of_a_cluster_sample(agreement: Agreement, clustered: Design, api: dict[str, Path]) -> None:
    r = run_r(
        SETUP
        + """
        m <- svyglm(api.stu ~ ell + stype, k, family=quasipoisson(), control=tight)
        out("fit", c(coef(m), SE(m))); out("deviance", m$deviance)
        """,
        **api,
    )
    for family in ("poisson", "quasipoisson"):
        fit = fit_glm(clustered, "`api.stu` ~ ell + stype", family)
        agreement.digits(SECTION, f"svyglm, {family}: coefficients, SE", figures(fit), r["fit"], note=ITERATED)
        agreement.digits(SECTION, f"svyglm, {family}: deviance", fit.criterion, r["deviance"], note=ITERATED)


def test_models_in_a_domain_and_after_calibration(
    agreement: Agreement, clustered: Design, api: dict[str, Path]
) -> None:
    r = run_r(
        SETUP
        + """
        part <- subset(k, stype == "E" | stype == "M")
        m <- svyglm(api00 ~ ell, part); out("domain", c(coef(m), SE(m), m$df.residual))
        post <- postStratify(k, ~stype, data.frame(stype=c("E","H","M"), Freq=c(4421,755,1018)))
        p <- svyglm(api00 ~ ell + stype, post); out("post", c(coef(p), SE(p)))
        """,
        **api,
    )
    kind = clustered.frame.factor("stype")
    part = clustered.where(np.isin(np.array(kind.levels)[kind.codes], ["E", "M"]))
    inside = fit_glm(part, "api00 ~ ell")
    ours = [*figures(inside), inside.coefficients.degrees]
    agreement.digits(SECTION, "svyglm in a domain: coefficients, SE, df", ours, r["domain"])
    totals = {"E": 4421.0, "H": 755.0, "M": 1018.0}
    calibrated = fit_glm(clustered.post_stratify("stype", totals), "api00 ~ ell + stype")
    agreement.digits(SECTION, "svyglm after post-stratification: coefficients, SE", figures(calibrated), r["post"])


def test_replicates_refit_the_model(agreement: Agreement, clustered: Design, api: dict[str, Path]) -> None:
    r = run_r(
        SETUP
        + """
        j <- as.svrepdesign(k, type="JK1", mse=TRUE)
        m <- svyglm(api00 ~ ell + stype, j); out("gaussian", c(coef(m), SE(m)))
        b <- svyglm(sch.wide ~ ell, j, family=quasibinomial(), control=tight); out("binomial", c(coef(b), SE(b)))
        """,
        **api,
    )
    jackknife = clustered.jackknife()
    for family, formula in (("gaussian", "api00 ~ ell + stype"), ("binomial", "`sch.wide` ~ ell")):
        fit = fit_glm(jackknife, formula, family)
        assert fit.coefficients.method == "weighted, replicates"
        agreement.digits(SECTION, f"svyglm, {family}, jackknife: coefficients, SE", figures(fit), r[family])


def test_an_ordinal_model_of_a_cluster_sample(agreement: Agreement, clustered: Design, api: dict[str, Path]) -> None:
    r = run_r(
        SETUP
        + """
        clus$mob <- factor(findInterval(clus$mobility, c(0, 10, 20, 30, 100)))
        k <- svydesign(~dnum, weights=~pw, fpc=~fpc, data=clus)
        m <- svyolr(mob ~ ell + meals, k, control=list(reltol=1e-16, maxit=2000))
        # svyolr differentiates numerically for its standard errors, so the sandwich is rebuilt from exact scores.
        x <- cbind(clus$ell, clus$meals); y <- as.integer(clus$mob); w <- clus$pw / mean(clus$pw)
        logp <- function(t, i) { z <- c(-Inf, t[3:5], Inf); e <- x[i,,drop=FALSE] %*% t[1:2]
          log(plogis(z[y[i]+1] - e) - plogis(z[y[i]] - e)) }
        t <- c(coef(m)); h <- numDeriv::hessian(function(t) -sum(w * logp(t, seq_along(y))), t)
        g <- numDeriv::jacobian(function(t) logp(t, seq_along(y)), t)
        v <- vcov(svytotal(g %*% solve(h) * mean(w / clus$pw), k))
        out("estimates", t); out("deviance", m$deviance); out("se", sqrt(diag(v))); out("reported", SE(m))
        """,
        **api,
    )
    band = np.digitize(clustered.frame.number("mobility"), [10, 20, 30])
    columns = {name: clustered.frame.raw(name) for name in ("ell", "meals", "dnum", "pw", "fpc")}
    design = Design({**columns, "mob": band}, ids="dnum", weights="pw", fpc="fpc")
    fit = fit_ordinal(design, "mob ~ ell + meals")
    estimates = np.concatenate([fit.slopes.estimates, fit.thresholds.estimates])
    se = np.concatenate([fit.slopes.se, fit.thresholds.se])
    note = "criterion relative; R run with `reltol=1e-16`"
    agreement.within(
        SECTION, "svyolr: deviance", fit.criterion, r["deviance"], unit=1, promise=1e-6, measure="units", note=note
    )
    agreement.within(
        SECTION, "svyolr: estimates", estimates, r["estimates"], unit=se, promise=1e-4, measure="standard errors"
    )
    agreement.within(
        SECTION,
        "svyolr: standard errors from exact scores",
        se,
        r["se"],
        unit=r["se"],
        promise=1e-4,
        measure="of themselves",
        note="R's scores and Hessian by `numDeriv` at its estimate",
    )
    agreement.within(
        SECTION,
        "svyolr: standard errors as reported",
        se,
        r["reported"],
        unit=r["reported"],
        promise=1e-3,
        measure="of themselves",
        note="`svyolr` takes second differences of its optimiser; ours are exact",
    )


def test_models_of_the_generated_nation(agreement: Agreement, national: dict[str, Any], national_csv: Path) -> None:
    r = run_r(
        """
        n <- read.csv(csv, stringsAsFactors=TRUE)
        d <- svydesign(~1, strata=~stratum, weights=~bw, fpc=~Nh, data=n)
        m <- svyglm(slt ~ phase + fsm, d, family=quasibinomial(), control=glm.control(epsilon=1e-14, maxit=100))
        out("logit", c(coef(m), SE(m)))
        g <- svyglm(alloc ~ phase * governance + log(pupils), d); out("linear", c(coef(g), SE(g)))
        n$q <- factor(n$q01, levels=c("never", "seldom", "often", "always"), ordered=TRUE)
        o <- svyolr(q ~ fsm + phase, update(d, q=n$q), control=list(reltol=1e-16, maxit=5000))
        out("ordinal", coef(o)); out("deviance", o$deviance)
        """,
        csv=national_csv,
    )
    design = Design(national, strata="stratum", weights="bw", fpc="Nh")
    agreement.digits(
        SECTION,
        "national sample of 6,000: logistic model",
        figures(fit_glm(design, "slt ~ phase + fsm", "binomial")),
        r["logit"],
    )
    linear = fit_glm(design, "alloc ~ phase * governance + log(pupils)")
    agreement.digits(SECTION, "national sample of 6,000: linear model, missing answers", figures(linear), r["linear"])
    fit = fit_ordinal(design, "q01 ~ fsm + phase", levels=("never", "seldom", "often", "always"))
    estimates = np.concatenate([fit.slopes.estimates, fit.thresholds.estimates])
    se = np.concatenate([fit.slopes.se, fit.thresholds.se])
    agreement.within(
        SECTION,
        "national sample of 6,000: ordinal estimates",
        estimates,
        r["ordinal"],
        unit=se,
        promise=1e-4,
        measure="standard errors",
    )
