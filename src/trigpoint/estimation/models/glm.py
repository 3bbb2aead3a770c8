"""Survey-weighted generalised linear models with design-based standard errors.

The estimates solve the weighted score equations (Binder 1983, International Statistical Review 51). Their
covariance is the design covariance of the total of the influence of each respondent, so it allows for strata,
clusters, finite populations and calibration, and does not rely on the response distribution being right; with
replicate weights every replicate is fitted again. Checked against R's `svyglm`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from trigpoint.estimation.errors import ConvergenceError, DataError, EstimationError, listed
from trigpoint.estimation.formula import parse
from trigpoint.estimation.models import irls, matrix
from trigpoint.estimation.models.results import Coefficients

if TYPE_CHECKING:
    from trigpoint.estimation.data import BoolArray, DesignView, FloatArray, Frame, IntArray
    from trigpoint.estimation.models.results import WaldTest
    from trigpoint.estimation.table import ResultTable

Variance = Literal["auto", "linearised", "replicates"]
BINARY = 2
SEPARATED = "separation: the responses are all alike here, so the estimate is infinite"


@dataclass(frozen=True, slots=True)
class GlmFit:
    """A fitted generalised linear model.

    `criterion` is the deviance under weights scaled to a mean of one, `dispersion` the weighted variance of
    the Pearson residuals, `rows` the positions of the rows in the model and `fitted` their means. `modelled`
    says what the mean is the mean of.
    """

    coefficients: Coefficients
    family: str
    link: str
    formula: str
    modelled: str
    criterion: float
    dispersion: float
    rows: IntArray
    fitted: FloatArray
    steps: int

    @property
    def covariance(self) -> FloatArray:
        """Design-based covariance of the coefficients."""
        return self.coefficients.covariance

    def table(self, level: float = 0.95) -> ResultTable:
        """Return the coefficients with intervals, on the scale of the link."""
        return self.coefficients.table(level).with_story(self.plain())

    def odds_ratios(self, level: float = 0.95) -> ResultTable:
        """Return exponentiated coefficients (odds or rate ratios) with intervals; no standard errors.

        Raises `EstimationError` for an identity link.
        """
        if self.link == "identity":
            raise EstimationError("A model with an identity link has no ratios. Read its coefficients as differences.")
        table = self.coefficients.table(level, statistic="odds ratio" if self.link == "logit" else "rate ratio")
        changed = {name: np.exp(table.column(name)) for name in ("estimate", "lo", "hi")}
        return table.with_columns(**changed, se=np.full(len(table), np.nan))

    def wald(self, *terms: str) -> WaldTest:
        """Test that all coefficients of these terms are zero."""
        return self.coefficients.wald(*terms)

    def plain(self) -> str:
        """Describe the model for a reader who is not a statistician."""
        scale = {
            "identity": "Each figure says how much higher or lower the average is, other things being equal.",
            "logit": "Each figure is a difference in log odds: above zero means more likely, below zero less likely.",
            "log": "Each figure is a difference in the log of the average: above zero means more, below zero fewer.",
        }[self.link]
        c = self.coefficients
        left_out = f" {c.missing:,} more were left out because an answer was missing." if c.missing else ""
        return (
            f"This model looks at {self.modelled} for {c.n:,} respondents.{left_out} {scale} "
            "Each respondent counts by their survey weight, so the figures describe all schools in the survey's "
            f"population, not only those that answered. Margins of error come from the way schools were sampled "
            f"({c.method})."
        )


def fit_glm(design: DesignView, formula: str, family: str = "gaussian", *, variance: Variance = "auto") -> GlmFit:
    """Fit a weighted generalised linear model.

    `family` is gaussian, binomial, quasibinomial, poisson or quasipoisson, each with its canonical link.
    `variance` "auto" uses replicates where the design has them and linearisation otherwise. Raises
    `FormulaError`, `DataError` or `SingularDesignError` for input that cannot be fitted; a coefficient that
    separation makes infinite is NaN with a flag.
    """
    if family not in irls.FAMILIES:
        raise EstimationError(f"There is no family {family!r}. Use one of {', '.join(irls.FAMILIES)}.")
    chosen = irls.FAMILIES[family]
    parsed = parse(formula)
    if parsed.random:
        raise EstimationError(f"{formula!r} has random effects; fit it with multilevel().")
    data = matrix.build(design.frame, parsed, design.active)
    y, modelled = _response(design.frame, data, chosen)
    mean_weight = float(design.weights[design.active].mean())
    weights = design.weights[data.rows] / mean_weight
    solution = irls.solve(data.x, y, weights, chosen)
    columns, informative, finite = _finite(data.x, y, solution, chosen)
    x, y, weights = data.x[np.ix_(informative, columns)], y[informative], weights[informative]
    if not finite.all():
        solution = irls.solve(x, y, weights, chosen)
    if not solution.settled:
        raise ConvergenceError(
            f"{formula!r} did not settle in {solution.steps} steps. Rescale explanatory variables, or take out terms."
        )
    fit = _Fit(design, data.rows[informative], x, y, chosen, solution)
    covariance, method = _covariance(fit, mean_weight, variance)
    p = len(data.names)
    estimates = np.full(p, np.nan)
    estimates[columns] = solution.beta
    estimates[~finite] = np.nan
    full = np.full((p, p), np.nan)
    full[np.ix_(columns, columns)] = covariance
    full[~finite] = full[:, ~finite] = np.nan
    coefficients = Coefficients(
        response=parsed.response.name,
        names=data.names,
        terms=data.terms,
        estimates=estimates,
        covariance=full,
        degrees=design.degrees + 1 - columns.size,
        n=data.rows.size,
        missing=data.missing,
        method=method,
        flags=tuple("" if ok else SEPARATED for ok in finite.tolist()),
    )
    return GlmFit(
        coefficients=coefficients,
        family=family,
        link=chosen.link,
        formula=formula,
        modelled=modelled,
        criterion=solution.deviance,
        dispersion=_dispersion(y, solution, weights, chosen),
        rows=data.rows[informative],
        fitted=solution.mu,
        steps=solution.steps,
    )


@dataclass(frozen=True, slots=True)
class _Fit:
    """What the covariance needs to know of a solution."""

    design: DesignView
    rows: IntArray
    x: FloatArray
    y: FloatArray
    family: irls.Family
    solution: irls.Solution


def _covariance(fit: _Fit, mean_weight: float, variance: Variance) -> tuple[FloatArray, str]:
    replicates = fit.design.replicates
    if variance not in ("auto", "linearised", "replicates"):
        raise EstimationError(f"variance={variance!r} is not known. Use 'auto', 'linearised' or 'replicates'.")
    if variance == "replicates" and replicates is None:
        raise EstimationError(
            "The design has no replicate weights. Call bootstrap() or jackknife() on it first, or use "
            "variance='linearised'."
        )
    if replicates is None or variance == "linearised":
        influence = np.zeros((len(fit.design.frame), fit.x.shape[1]))
        influence[fit.rows] = fit.x * (fit.y - fit.solution.mu)[:, None] @ fit.solution.bread / mean_weight
        return fit.design.covariance(influence), "weighted, linearised (sandwich)"
    weights = replicates.weights[fit.rows]
    estimates = irls.solve_replicates(fit.x, fit.y, weights, fit.family, fit.solution.beta)
    lost = np.flatnonzero(np.isnan(estimates).any(axis=1))
    if lost.size:
        raise ConvergenceError(
            f"In {lost.size} of {len(estimates)} replicates ({listed(lost.tolist())}) the model has no finite "
            "estimate, because a level is too rare. Merge rare levels, or use variance='linearised'."
        )
    return replicates.covariance(estimates, fit.solution.beta), "weighted, replicates"


def _response(frame: Frame, data: matrix.ModelData, family: irls.Family) -> tuple[FloatArray, str]:
    """Return the response as numbers the family can take, and what is being modelled."""
    part = data.formula.response
    binomial = family.link == "logit"
    if binomial and not part.transform and frame.is_text(part.name):
        return _two_levels(frame, data)
    y = matrix.response_numbers(frame, data)
    if binomial:
        wrong = (y < 0.0) | (y > 1.0) if family.dispersed else (y != 0.0) & (y != 1.0)
        wanted = "between 0 and 1" if family.dispersed else "0 or 1"
    elif family.link == "log":
        wrong = (y < 0.0) if family.dispersed else (y < 0.0) | (y != np.floor(y))
        wanted = "zero or more" if family.dispersed else "a count: a whole number of zero or more"
    else:
        wrong, wanted = np.zeros(y.size, dtype=bool), ""
    bad = np.flatnonzero(wrong)
    if bad.size:
        shown = listed(f"{y[i]:g} in row {data.rows[i]}" for i in bad.tolist()[:3])
        raise DataError(
            f"For the {family.name} family {part.name!r} has to be {wanted}, but it is {shown}; {bad.size:,} rows "
            "in all (rows count from 0). Recode the column, or choose another family."
        )
    what = {"logit": "the chance of", "log": "the expected count of", "identity": "the average of"}[family.link]
    return y, f"{what} {part}"


def _two_levels(frame: Frame, data: matrix.ModelData) -> tuple[FloatArray, str]:
    name = data.formula.response.name
    factor = frame.factor(name)
    codes = factor.codes[data.rows]
    used = np.flatnonzero(np.bincount(codes, minlength=len(factor.levels))).tolist()
    levels = [factor.levels[code] for code in used]
    if len(levels) != BINARY:
        raise DataError(
            f"A binary response needs two levels; {name!r} has {len(levels)} among the rows in the model: "
            f"{listed(map(repr, levels))}. Recode it to 0 and 1, or use ordinal() for ordered levels."
        )
    return (codes == used[1]).astype(np.float64), f"the chance that {name} is {levels[1]!r} rather than {levels[0]!r}"


def _finite(
    x: FloatArray, y: FloatArray, solution: irls.Solution, family: irls.Family
) -> tuple[IntArray, BoolArray, BoolArray]:
    """Return the columns and the rows to fit, and which coefficients have finite estimates.

    Where there is separation, certain rows are set aside; the columns kept span what is left, those with
    finite estimates first, so that these get the values they tend to in the limit.
    """
    finite = np.ones(x.shape[1], dtype=bool)
    rows = np.ones(len(y), dtype=bool)
    far = not solution.settled or float(np.abs(solution.eta).max()) > irls.LARGE
    if family.link != "identity" and far:
        high = (y == 1.0) if family.link == "logit" else np.zeros(len(y), dtype=bool)
        infinite, rows = irls.separated(x, y == 0.0, high)
        finite = ~infinite
    if finite.all():
        return np.arange(x.shape[1]), rows, finite
    if not finite.any() or not rows.any():
        raise EstimationError(
            "The explanatory variables predict the response perfectly (complete separation), so no coefficient has "
            "a finite estimate. Take out the term that gives the answer away, or merge levels."
        )
    order = np.concatenate([np.flatnonzero(finite), np.flatnonzero(~finite)])
    return np.sort(irls.independent_columns(x[rows], order)), rows, finite


def _dispersion(y: FloatArray, solution: irls.Solution, weights: FloatArray, family: irls.Family) -> float:
    """Return the weighted variance of the Pearson residuals, with n - 1 in place of n."""
    residual = (y - solution.mu) / np.sqrt(np.maximum(family.variance(solution.mu), 1e-300))
    mean = float(weights @ residual) / float(weights.sum())
    spread = float(weights @ np.square(residual - mean)) / float(weights.sum())
    return spread * y.size / max(y.size - 1, 1)
