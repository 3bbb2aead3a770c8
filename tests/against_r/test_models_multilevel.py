"""Random-intercept models against lme4, and small-area estimates against the likelihood itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import pytest
from tests.against_r.agreement import Agreement, read_columns, run_r

from trigpoint.estimation import Design
from trigpoint.estimation.models import fay_herriot
from trigpoint.estimation.models.multilevel import MultilevelFit, fit_multilevel

if TYPE_CHECKING:
    from pathlib import Path

SECTION = "Multilevel models and small areas"
TIGHT = """
suppressMessages(library(lme4))
tight <- lmerControl(optimizer="bobyqa", optCtrl=list(rhoend=1e-10, maxfun=1e5), calc.derivs=FALSE,
  check.conv.singular="ignore")
say <- function(name, m) { out(paste0(name, "_criterion"), if (isREML(m)) REMLcrit(m) else deviance(m))
  out(paste0(name, "_fixed"), fixef(m)); out(paste0(name, "_se"), sqrt(diag(as.matrix(vcov(m)))))
  v <- as.data.frame(VarCorr(m)); out(paste0(name, "_sd"), v$sdcor[order(v$grp)]) }
"""


def compare(agreement: Agreement, what: str, name: str, fit: MultilevelFit, r: dict[str, np.ndarray]) -> None:
    """Compare criterion, fixed effects with their errors, and standard deviations (R's sorted by grouping)."""
    criterion = r[f"{name}_criterion"]
    agreement.within(SECTION, f"{what}: criterion", fit.criterion, criterion, unit=1, promise=1e-6, measure="units")
    se = fit.fixed.se
    agreement.within(
        SECTION,
        f"{what}: fixed effects",
        fit.fixed.estimates,
        r[f"{name}_fixed"],
        unit=se,
        promise=1e-4,
        measure="standard errors",
    )
    agreement.within(
        SECTION, f"{what}: their standard errors", se, r[f"{name}_se"], unit=se, promise=1e-4, measure="of themselves"
    )
    spread = fit.variation().select(statistic="standard deviation")
    named = {level: at for at, level in enumerate(spread.column("level").tolist())}
    ours = [spread.column("estimate")[named[key]] for key in sorted(named, key=_as_lme4)]
    errors = [spread.column("se")[named[key]] for key in sorted(named, key=_as_lme4)]
    agreement.within(
        SECTION,
        f"{what}: standard deviations",
        ours,
        r[f"{name}_sd"],
        unit=np.nan_to_num(errors, nan=1.0),
        promise=1e-4,
        measure="standard errors",
    )


def _as_lme4(level: str) -> str:
    """Name a grouping as lme4 does: la:region for ours of region:la, Residual for what is within."""
    return "residual" if level == "within" else ":".join(reversed(level.split(":"))).lower()


def test_random_intercepts_of_the_generated_nation(
    agreement: Agreement, national: dict[str, Any], national_csv: Path
) -> None:
    r = run_r(
        TIGHT
        + """
        n <- read.csv(csv, stringsAsFactors=TRUE)
        say("nested", a <- lmer(alloc ~ phase + fsm + (1|region/la), n, control=tight))
        say("crossed", lmer(want ~ fsm + (1|la) + (1|size), n, control=tight))
        say("ml", lmer(alloc ~ phase + (1|la), n, REML=FALSE, control=tight))
        say("weighted", lmer(alloc ~ phase + (1|region) + (1|la), n, weights=bw, control=tight))
        u <- ranef(a, condVar=TRUE)
        k <- order(rownames(u[["la:region"]]))
        out("effects", c(u[["la:region"]][k, 1], u$region[, 1]))
        out("spread", c(attr(u[["la:region"]], "postVar")[1, 1, k], attr(u$region, "postVar")[1, 1, ]))
        """,
        csv=national_csv,
    )
    design = Design(national, strata="stratum", weights="bw", fpc="Nh")
    nested = fit_multilevel(design, "alloc ~ phase + fsm + (1|region/la)")
    compare(agreement, "lmer, authority within region", "nested", nested, r)
    compare(agreement, "lmer, crossed", "crossed", fit_multilevel(design, "want ~ fsm + (1|la) + (1|size)"), r)
    likelihood = fit_multilevel(design, "alloc ~ phase + (1|la)", restricted=False)
    compare(agreement, "lmer, maximum likelihood", "ml", likelihood, r)
    weighted = fit_multilevel(design, "alloc ~ phase + (1|region) + (1|la)", weights="precision")
    compare(agreement, "lmer, precision weights", "weighted", weighted, r)
    regions, authorities = nested.core.effects
    # R names an authority la:region and sorts by that; authorities are unique, so our order by la is the same.
    order = np.argsort([f"{la}:{region}" for region, la in nested.groups[1].parts])
    effects = np.concatenate([authorities[order], regions])
    spread = np.concatenate([nested.core.conditional[1][order], nested.core.conditional[0]])
    agreement.within(
        SECTION,
        "lmer: area effects",
        effects,
        r["effects"],
        unit=np.sqrt(spread),
        promise=1e-4,
        measure="standard errors",
    )
    agreement.within(
        SECTION,
        "lmer: their conditional variances",
        spread,
        r["spread"],
        unit=spread,
        promise=1e-4,
        measure="of themselves",
    )


def test_random_intercepts_of_the_california_schools(agreement: Agreement, survey_data: Path) -> None:
    path = survey_data / "apipop.csv.gz"
    r = run_r(
        TIGHT
        + """
        p <- read.csv(pop, stringsAsFactors=TRUE)
        say("schools", lmer(api00 ~ meals + stype + (1|cnum/dnum), p, control=tight))
        p$nothing <- (p$snum * 7919) %% 101; p$nothing <- p$nothing - ave(p$nothing, p$stype)
        say("nothing", lmer(nothing ~ 1 + (1|stype), p, control=lmerControl(check.conv.singular="ignore")))
        """,
        pop=path,
    )
    columns = read_columns(path)
    number, kinds = np.asarray(columns["snum"]) * 7919 % 101, np.asarray(columns["stype"])
    for kind in np.unique(kinds):
        number[kinds == kind] -= number[kinds == kind].mean()
    design = Design({**columns, "nothing": number, "bw": np.ones(len(number))}, weights="bw")
    schools = fit_multilevel(design, "api00 ~ meals + stype + (1|cnum/dnum)")
    compare(agreement, "lmer, 6,194 schools in 757 districts in 57 counties", "schools", schools, r)
    nothing = fit_multilevel(design, "nothing ~ 1 + (1|stype)")
    assert nothing.group_sd == {"stype": 0.0}
    compare(agreement, "lmer, a variance of zero", "nothing", nothing, r)


@pytest.mark.parametrize("seed", [1, 2])
def test_small_area_estimates(agreement: Agreement, seed: int, tmp_path: Path) -> None:
    rng = np.random.default_rng(seed)
    m = 60
    x = np.column_stack([np.ones(m), rng.normal(size=m)])
    variances = rng.uniform(0.3, 3.0, m)
    y = x @ [5.0, 1.0] + rng.normal(size=m) + rng.normal(size=m) * np.sqrt(variances)
    path = tmp_path / "areas.csv"
    np.savetxt(path, np.column_stack([y, x[:, 1], variances]), delimiter=",", header="y,x,D", comments="", fmt="%.17g")
    r = run_r(
        """
        d <- read.csv(areas); X <- cbind(1, d$x); m <- nrow(d)
        pieces <- function(A) { V <- A + d$D; I <- crossprod(X / V, X); b <- solve(I, crossprod(X / V, d$y))
          list(V=V, I=I, b=b, e=d$y - X %*% b) }
        crit <- function(A) { p <- pieces(A)
          sum(log(p$V)) + c(determinant(p$I)$modulus) + sum(p$e^2 / p$V) + (m - 2) * log(2 * pi) }
        A <- optimize(crit, c(0, 20), tol=1e-12)$minimum; p <- pieces(A); g <- A / p$V
        lev <- rowSums((X %*% solve(p$I)) * X)
        out("criterion", crit(A)); out("A", A); out("sd", sqrt(2 / sum(p$V^-2)))
        out("estimates", X %*% p$b + g * p$e)
        out("mse", g * d$D + (1 - g)^2 * lev + 2 * d$D^2 / p$V^3 * 2 / sum(p$V^-2))
        """,
        areas=path,
    )
    core = fay_herriot.fit(y, variances, x, [f"area {i}" for i in range(m)])
    note = "R: the restricted likelihood and the Prasad-Rao terms written out, optimised by `optimize`"
    what = f"Fay-Herriot, data set {seed}"
    agreement.within(
        SECTION, f"{what}: criterion", core.criterion, r["criterion"], unit=1, promise=1e-6, measure="units", note=note
    )
    agreement.within(
        SECTION, f"{what}: variance", core.between, r["A"], unit=r["sd"], promise=1e-4, measure="standard errors"
    )
    se = np.sqrt(core.mse)
    agreement.within(
        SECTION, f"{what}: estimates", core.estimates, r["estimates"], unit=se, promise=1e-4, measure="standard errors"
    )
    agreement.within(
        SECTION, f"{what}: errors", core.mse, r["mse"], unit=core.mse, promise=1e-4, measure="of themselves"
    )
