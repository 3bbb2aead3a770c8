"""Variation across the country: random intercepts for regions, authorities, trusts, nested or crossed.

Fitted by profiled restricted maximum likelihood (`models.reml`), equal to lme4's `lmer`. Three ways to weigh
respondents, never mixed up silently:

- "none" (the default): everyone counts the same, as in lme4 without weights. Right where the design variables
  (strata) are among the explanatory terms.
- "precision": lme4's `weights`: a row with weight 2 is an average of two measurements. These are *not* survey
  weights, and a survey weight used here gives standard errors that mean nothing.
- "sampling": survey weights, scaled within the smallest groups to sum to the number of respondents there
  (Pfeffermann, Skinner, Holmes, Goldstein and Rasbash 1998, Journal of the Royal Statistical Society B 60,
  method 2; groups are taken to be in the survey with certainty). Standard errors of the fixed part are then
  design-based and describe repeated samples from the same areas.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np
from scipy import stats

from trigpoint.estimation.errors import DataError, EstimationError, WeightError, listed
from trigpoint.estimation.formula import parse
from trigpoint.estimation.models import matrix, partition, reml
from trigpoint.estimation.models.multilevel_text import describe
from trigpoint.estimation.models.profile import Grouping
from trigpoint.estimation.models.results import Coefficients
from trigpoint.estimation.table import ResultTable, Row

if TYPE_CHECKING:
    from trigpoint.estimation.data import DesignView, FloatArray

Weighing = Literal["none", "precision", "sampling"]
HALF = 0.5
SHRUNKEN = "rests more on the overall pattern than on its own answers"


@dataclass(frozen=True, slots=True)
class MultilevelFit:
    """A fitted random-intercept model.

    `fixed` are the coefficients; `criterion` is minus twice the (restricted) log-likelihood, lme4's
    `REMLcrit`; `core` holds the arrays of the fit. `weighing` says which weights were used, in words.
    """

    formula: str
    fixed: Coefficients
    groups: tuple[matrix.Groups, ...]
    core: reml.Fit
    criterion: float
    restricted: bool
    weighing: str

    @property
    def residual_sd(self) -> float:
        """Standard deviation within the smallest groups."""
        return float(np.sqrt(self.core.residual_variance))

    @property
    def group_sd(self) -> dict[str, float]:
        """Standard deviation between groups, by grouping."""
        spread = self.core.theta * self.residual_sd
        return {g.name: float(sd) for g, sd in zip(self.groups, spread, strict=True)}

    @property
    def shares(self) -> dict[str, float]:
        """Share of the variance at each level, which sum to one; "within" is the rest."""
        ratios = np.append(self.core.theta**2, 1.0)
        names = [*(g.name for g in self.groups), "within"]
        return {name: float(share) for name, share in zip(names, ratios / ratios.sum(), strict=True)}

    def table(self, level: float = 0.95) -> ResultTable:
        """Return the fixed effects with intervals (Satterthwaite degrees of freedom, or the design's)."""
        return self.fixed.table(level).with_story(self.plain())

    def variation(self, level: float = 0.95) -> ResultTable:
        """Return the variance partition: standard deviations and shares with intervals.

        Intervals come from the curvature of the criterion on the log (standard deviations) and logit (shares)
        scale. A grouping whose variance is estimated as zero has no interval, and a flag.
        """
        return partition.table(self, level).with_story(self.plain())

    def effects(self, grouping: str, level: float = 0.95, *, with_above: bool = False) -> ResultTable:
        """Return how far each group lies from the overall pattern, shrunken, with an interval.

        The standard error is that of the difference between prediction and truth, and allows for the fixed
        effects being estimated, but not for the variances being so. `with_above` adds the effects of the
        groupings that contain this one (an authority's own and its region's); it needs nested groupings and
        the smallest of them.
        """
        names = [g.name for g in self.groups]
        if grouping not in names:
            raise EstimationError(f"There is no grouping {grouping!r}. Groupings: {listed(names)}.")
        k = names.index(grouping)
        group = self.groups[k]
        if with_above:
            self._check_nested(k)
            effects, variance = self.core.total_effect, self.core.total_variance
        else:
            effects, variance = self.core.effects[k], self.core.prediction[k]
        se = np.sqrt(variance)
        half = float(stats.norm.ppf(0.5 + level / 2.0)) * se
        reliability = self._reliability(k)
        counts = np.bincount(group.codes, minlength=len(group.levels)).tolist()
        by = tuple(grouping.split(":"))
        rows = [
            Row(
                variable=self.fixed.response,
                domain=dict(zip(by, group.parts[i], strict=True)),
                statistic="area effect",
                estimate=float(effects[i]),
                se=float(se[i]),
                lo=float(effects[i] - half[i]),
                hi=float(effects[i] + half[i]),
                n=counts[i],
                method=f"shrunken prediction, {self.weighing}",
                flag=partition.NO_VARIATION if np.isnan(reliability[i]) else SHRUNKEN if reliability[i] < HALF else "",
            )
            for i in range(len(group.levels))
        ]
        return ResultTable.of(rows, by=by, story=self.plain())

    def plain(self) -> str:
        """Explain the result for a reader who is not a statistician."""
        return describe(self)

    def _reliability(self, k: int) -> FloatArray:
        """Return how much of each group's effect its own answers carry, from 0 to 1; NaN without variation."""
        between = self.core.theta[k] ** 2 * self.core.residual_variance
        if between == 0.0:
            return np.full(len(self.groups[k].levels), np.nan)
        reliability: FloatArray = 1.0 - self.core.conditional[k] / between
        return reliability

    def _check_nested(self, k: int) -> None:
        finest = self.groups[k]
        for group in self.groups:
            pairs = np.unique(finest.codes * len(group.levels) + group.codes).size
            if pairs > len(finest.levels):
                raise EstimationError(
                    f"{finest.name!r} is not nested in {group.name!r}, so there is no one sum of effects. Leave "
                    "with_above out, or ask for the smallest of nested groupings."
                )


def fit_multilevel(
    design: DesignView,
    formula: str,
    *,
    weights: Weighing = "none",
    column: str | None = None,
    restricted: bool = True,
) -> MultilevelFit:
    """Fit a linear model with random intercepts, such as "hours ~ phase + (1|region/la)".

    `weights` is "none", "precision" (of `column`, or of the design's weights as lme4 would use them) or
    "sampling"; the module says what each means. `restricted=False` gives maximum likelihood, for comparing
    models with different fixed effects. Raises `FormulaError`, `DataError`, `SingularDesignError`,
    `WeightError` or `ConvergenceError`.
    """
    parsed = parse(formula)
    if not parsed.random:
        raise EstimationError(f"{formula!r} has no random intercept. Add one, such as '+ (1 | region)', or use glm().")
    data = matrix.build(design.frame, parsed, design.active)
    if not data.names:
        raise EstimationError(f"{formula!r} has no fixed part. Leave the intercept in.")
    y = matrix.response_numbers(design.frame, data)
    if float(np.ptp(y)) == 0.0:
        raise DataError(f"{parsed.response.name!r} is {y[0]:g} in every row of the model, so nothing varies.")
    used, scale, weighing = _weights(design, data, weights, column)
    groupings = [Grouping(g.codes, len(g.levels)) for g in data.groups]
    core = reml.fit(data.x, y, groupings, used, restricted=restricted)
    covariance, degrees = core.covariance, core.satterthwaite
    if weights == "sampling":
        covariance = _design_covariance(design, data, y, core, scale)
        degrees = np.full(len(data.names), design.degrees + 1.0 - len(data.names))
    fixed = Coefficients(
        response=parsed.response.name,
        names=data.names,
        terms=data.terms,
        estimates=core.beta,
        covariance=covariance,
        degrees=degrees,
        n=data.rows.size,
        missing=data.missing,
        method=f"{'REML' if restricted else 'ML'}, {weighing}",
        flags=("",) * len(data.names),
    )
    return MultilevelFit(formula, fixed, data.groups, core, core.criterion, restricted, weighing)


def _weights(
    design: DesignView, data: matrix.ModelData, weights: Weighing, column: str | None
) -> tuple[FloatArray | None, FloatArray, str]:
    """Return the weights of the likelihood, their ratio to the design's, and what to call them."""
    survey = design.weights[data.rows]
    if weights == "none":
        return None, np.ones(data.rows.size), "no weights"
    if weights == "precision":
        if column is None:
            return survey, np.ones(data.rows.size), "survey weights used as precision weights"
        return _precision(design, data, column), np.ones(data.rows.size), f"precision weights {column!r}"
    if weights != "sampling":
        raise EstimationError(f"weights={weights!r} is not known. Use 'none', 'precision' or 'sampling'.")
    finest = max(data.groups, key=lambda g: len(g.levels))
    size = np.bincount(finest.codes)
    scale = (size / np.bincount(finest.codes, survey))[finest.codes]
    return survey * scale, scale, f"sampling weights scaled within {finest.name}"


def _precision(design: DesignView, data: matrix.ModelData, column: str) -> FloatArray:
    values = design.frame.number(column)[data.rows]
    bad = np.flatnonzero(~(values > 0.0))
    if bad.size:
        shown = listed(f"{values[i]:g} in row {data.rows[i]}" for i in bad.tolist())
        raise WeightError(
            f"Precision weights in {column!r} have to be above zero, but {bad.size:,} are not: {shown} (rows count "
            "from 0). Correct them, or leave those rows out with where()."
        )
    return values


def _design_covariance(
    design: DesignView, data: matrix.ModelData, y: FloatArray, core: reml.Fit, scale: FloatArray
) -> FloatArray:
    """Return the linearised covariance of the fixed effects, with the variances and areas as they are.

    The fixed effects and the predictions solve Henderson's equations together, so a respondent's influence on
    the fixed effects is their residual from both, times what the areas leave unexplained of their x.
    """
    residual = y - data.x @ core.beta
    left = data.x.copy()
    for group, effect, projected in zip(data.groups, core.effects, core.projection, strict=True):
        residual = residual - effect[group.codes]
        left -= projected[group.codes]
    influence = np.zeros((len(design.frame), data.x.shape[1]))
    bread = core.covariance / core.residual_variance
    influence[data.rows] = (left * (residual * scale)[:, None]) @ bread
    return design.covariance(influence)
