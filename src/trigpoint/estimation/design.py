"""The design: who was asked, how they were chosen and weighted, and every estimate that follows from it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from trigpoint.estimation import calibration, replicates, stages, weights
from trigpoint.estimation.asking import names_of
from trigpoint.estimation.data import Frame
from trigpoint.estimation.domains import Grouping, group
from trigpoint.estimation.errors import DesignError, EmptyDomainError, EstimationError, WeightError
from trigpoint.estimation.linearise import Layer, Linearised
from trigpoint.estimation.modelling import Modelling
from trigpoint.estimation.solvers import TOLERANCE
from trigpoint.estimation.story import Story, chosen_by, listed_margins

if TYPE_CHECKING:
    from collections.abc import Hashable, Mapping, Sequence

    from trigpoint.estimation.calibration import Calibration, Method, Residuals, Step
    from trigpoint.estimation.columns import Source
    from trigpoint.estimation.data import Array, BoolArray, FloatArray, IntArray
    from trigpoint.estimation.margins import Margins, Targets, Variables
    from trigpoint.estimation.replicates import ReplicateWeights
    from trigpoint.estimation.stages import Lonely, Stage
    from trigpoint.estimation.weights import TrimCost


@dataclass(frozen=True)
class _State:
    """All that a design is; every method of `Design` that changes it makes another."""

    frame: Frame
    stages: tuple[Stage, ...]
    design_weights: FloatArray
    weights: FloatArray
    active: BoolArray
    layers: tuple[Layer, ...] = ()
    steps: tuple[Step, ...] = ()
    replicates: ReplicateWeights | None = None
    story: Story = field(default_factory=Story)
    trim_cost: TrimCost | None = None


class Design(Modelling):
    """A sample with its design: immutable, so that every change is a new design and its story can be told.

    `data` is a mapping of columns, a pandas or polars data frame, a pyarrow table or a `Frame`. `weights`
    names the base weight (the inverse of the chance of being chosen); left out, it follows from the
    population counts. `strata` and `ids` name one column or several: several strata are crossed, several ids
    are stages of selection, clusters first. `fpc` names population counts (or sampling fractions), one per
    stage. `nested=True` says that cluster numbers start again in each stratum. `lonely` says what a stratum
    with one sampled unit does: "error", "adjust", "average" or "certainty" (as R's `survey.lonely.psu`).

    Raises `WeightError`, `DesignError` or `LonelyStratumError`, naming rows, columns and strata.
    """

    def __init__(
        self,
        data: Source | Frame,
        *,
        weights: str | None = None,
        strata: str | Sequence[str] | None = None,
        ids: str | Sequence[str] | None = None,
        fpc: str | Sequence[str] | None = None,
        nested: bool = False,
        lonely: Lonely = "error",
    ) -> None:
        frame = Frame.of(data)
        if not len(frame):
            raise EmptyDomainError("There are no rows. Give one row per respondent.")
        if lonely not in stages.LONELY:
            raise DesignError(f"lonely={lonely!r} is not known. Use one of {', '.join(stages.LONELY)}.")
        names = names_of(strata), names_of(ids), names_of(fpc)
        found = stages.build_stages(frame, strata=names[0], ids=names[1], fpc=names[2], nested=nested, lonely=lonely)
        base = _base_weights(frame, weights, found)
        self._state = _State(
            frame=frame,
            stages=found,
            design_weights=base,
            weights=base,
            active=_locked(np.ones(len(frame), dtype=np.bool_)),
            story=Story((chosen_by(frame, found, names, weights, lonely),)),
        )
        self._groupings: dict[tuple[str, ...], Grouping] = {}

    def _with(self, **changes: object) -> Design:
        other = object.__new__(Design)
        other._state = replace(self._state, **changes)  # type: ignore[arg-type]  # the fields of _State
        other._groupings = {} if {"frame", "active"} & set(changes) else self._groupings
        return other

    def __repr__(self) -> str:
        return f"<Design of {len(self.frame):,} respondents: {self.describe()}>"

    # What a model needs to know: see `data.DesignView`.

    @property
    def frame(self) -> Frame:
        """The respondents' columns."""
        return self._state.frame

    @property
    def weights(self) -> FloatArray:
        """The final weights."""
        return self._state.weights

    @property
    def base_weights(self) -> FloatArray:
        """The weights before any calibration or trimming."""
        return self._state.design_weights

    @property
    def active(self) -> BoolArray:
        """True for the rows in the domain chosen by `where`."""
        return self._state.active

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages of selection."""
        return self._state.stages

    @property
    def strata(self) -> IntArray:
        """First-stage stratum of each row, coded from 0."""
        return self._state.stages[0].row_strata

    @property
    def clusters(self) -> IntArray:
        """First-stage cluster of each row, coded from 0."""
        return self._state.stages[0].units

    @property
    def fpc(self) -> FloatArray:
        """First-stage clusters in the population of the row's stratum; infinite where none was given."""
        return self._state.stages[0].population[self.strata]

    @property
    def replicates(self) -> ReplicateWeights | None:
        """Replicate weights, if `bootstrap` or `jackknife` was called."""
        return self._state.replicates

    @property
    def degrees(self) -> float:
        """Clusters less strata, in the active rows."""
        held = self.active
        return float(len(np.unique(self.clusters[held])) - len(np.unique(self.strata[held])))

    @cached_property
    def linear(self) -> Linearised:
        """The linearised variance."""
        return Linearised(self._state.stages, self._state.weights, self._state.layers)

    @property
    def method(self) -> str:
        """How variances are taken."""
        drawn = self._state.replicates
        return "linearised" if drawn is None else drawn.method

    def covariance(self, scores: FloatArray) -> FloatArray:
        """Return the linearised covariance (k by k) of the weighted totals of n by k scores in the active rows."""
        return self.linear.covariance(np.where(self.active[:, None], scores, 0.0))

    def grouping(self, by: Sequence[str]) -> Grouping:
        """Return the active rows in the crossed levels of these variables; remembered."""
        key = tuple(by)
        if key not in self._groupings:
            self._groupings[key] = group(self.frame, key, self.active)
        return self._groupings[key]

    # What is done to a design.

    def where(self, mask: BoolArray | None = None, **levels: Hashable) -> Design:
        """Look only at a domain: rows where `mask` is true and each named column has the given level.

        The design keeps every row, because the domain's size is itself uncertain; only estimates look at the
        active ones. Raises `EmptyDomainError` when no row is left.
        """
        active = self.active.copy()
        if mask is not None:
            active &= np.asarray(mask, dtype=np.bool_)
        for name, level in levels.items():
            factor = self.frame.factor(name)
            active &= factor.codes == _code(factor.levels, level, name)
        if not active.any():
            raise EmptyDomainError(
                f"No respondent is in the domain {levels or 'of the mask'}. Check the values asked for."
            )
        told = ", ".join(f"{name} = {level}" for name, level in levels.items()) or "a chosen set of rows"
        story = self._state.story.add(f"Figures are for {told} ({np.count_nonzero(active):,} respondents).")
        return self._with(active=_locked(active), story=story)

    def rake(self, margins: Margins, *, tolerance: float = TOLERANCE, residuals: Residuals = "weighted") -> Design:
        """Return a design whose weights meet every margin within `tolerance` of each total.

        `margins` is {variable, or tuple of crossed variables: {level: population total}}. Standard errors use
        weighted cell means (Deville and Särndal 1992). `residuals="r-rake"` takes unweighted ones, as R's
        `rake()` does, only to reproduce figures made with it: it can overstate a standard error by a fifth.

        Raises `MarginError`, `EmptyCellError`, `ZeroPopulationError` or `ConvergenceError`, naming the
        levels.
        """
        if residuals not in ("weighted", "r-rake"):
            raise EstimationError(
                f"residuals={residuals!r} is not known. Use 'weighted', or 'r-rake' to match R's rake()."
            )
        step = calibration.raking(self.frame, margins, tolerance=tolerance)
        told = (
            f"Weights were raked to population totals of {listed_margins(margins)} (relative tolerance {tolerance:g})."
        )
        if residuals == "r-rake":
            told += " Standard errors follow R's rake(), with unweighted cell means, for comparison only."
        return self._calibrated(step, told, residuals)

    def post_stratify(self, variables: Variables, totals: Targets) -> Design:
        """Return a design whose weights meet one margin, of one variable or several crossed, exactly."""
        step = calibration.post_stratification(self.frame, variables, totals)
        return self._calibrated(step, f"Weights were post-stratified by {listed_margins({variables: totals})}.")

    def calibrate(
        self,
        totals: Mapping[Any, float | Targets],
        *,
        method: Method = "linear",
        bounds: tuple[float, float] | None = None,
        population: float | None = None,
        tolerance: float = TOLERANCE,
    ) -> Design:
        """Return a design whose weights meet totals of numbers and of categories' levels at once.

        `method` is "linear" (the generalised regression estimator), "raking", or "logit" with `bounds` on the
        factors. Name `population`, the number of units, unless a margin gives it. Refuses weights that are
        not positive.
        """
        step = calibration.calibration(
            self.frame, totals, method=method, bounds=bounds, population=population, tolerance=tolerance
        )
        names = [*(["the number of units"] if population is not None else []), listed_margins(totals)]
        kind = f"{method} calibration" + (f" within factors of {bounds[0]:g} to {bounds[1]:g}" if bounds else "")
        return self._calibrated(
            step, f"Weights were brought by {kind} to population totals of {', '.join(filter(None, names))}."
        )

    def _calibrated(self, step: Calibration, told: str, residuals: Residuals = "weighted") -> Design:
        self._refuse_domain()
        state = self._state
        after = step.apply(state.weights[:, None])[:, 0]
        step.refuse_not_positive(after)
        effect, size = weights.kish(after)
        told += f" Unequal weights have a design effect of {effect:.2f} (effective sample size {size:,.0f})."
        return self._with(
            weights=_locked(after),
            layers=(*state.layers, step.layer(state.weights, residuals)),
            steps=(*state.steps, step),
            replicates=None if state.replicates is None else state.replicates.apply(step),
            story=state.story.add(told),
        )

    def trim(self, upper: float, lower: float = 0.0, *, relative_to_median: bool = True) -> Design:
        """Return a design with no weight beyond the limits, what was cut being shared equally among the others.

        Limits are multiples of the median weight, or weights if `relative_to_median` is false. The price is
        in `trim_cost`. Trimmed weights no longer meet earlier totals, so standard errors stop taking credit
        for them: calibrate again, or use `calibrate(method="logit", bounds=...)` instead.


        """
        self._refuse_domain()
        state = self._state
        step = weights.trimming(state.weights, lower, upper, relative_to_median)
        after = step.apply(state.weights[:, None])[:, 0]
        done = [earlier for earlier in state.steps if isinstance(earlier, calibration.Calibration)]
        missed = max((earlier.misses(after) for earlier in done), default=(0.0, ""))
        cost = weights.trim_cost(step, state.weights, after, missed)
        return self._with(
            weights=_locked(after),
            layers=(),
            steps=(*state.steps, step),
            replicates=None if state.replicates is None else state.replicates.apply(step),
            story=state.story.add(f"{cost}."),
            trim_cost=cost,
        )

    @property
    def trim_cost(self) -> TrimCost | None:
        """What the last trimming gained and gave up, if there was one."""
        return self._state.trim_cost

    @property
    def kish(self) -> tuple[float, float]:
        """Kish's design effect of the active rows' unequal weights, and the effective sample size it leaves."""
        return weights.kish(self.weights[self.active])

    def bootstrap(self, count: int = 500, *, seed: int) -> Design:
        """Return a design with Rao and Wu's bootstrap replicates, each calibrated again; publish the `seed`."""
        state = self._state
        drawn = replicates.bootstrap(state.stages[0], state.design_weights, state.steps, count, seed)
        told = f"Standard errors come from {count:,} Rao–Wu bootstrap replicates (seed {seed})"
        return self._with(replicates=drawn, story=state.story.add(f"{told}, each weighted as the sample was."))

    def jackknife(self) -> Design:
        """Return a design with one replicate for each first-stage unit left out, each calibrated again."""
        state = self._state
        drawn = replicates.jackknife(state.stages[0], state.design_weights, state.steps)
        told = f"Standard errors come from a stratified {drawn.method}, each weighted as the sample was."
        return self._with(replicates=drawn, story=state.story.add(told))

    def _refuse_domain(self) -> None:
        if not self.active.all():
            raise DesignError("Weights belong to the whole sample. Weight first, then choose a domain with where().")

    def describe(self) -> str:
        """Return the methods paragraph: selection, weighting and errors, in the order they were done."""
        return self._state.story.paragraph(replicated=self._state.replicates is not None)


def _code(levels: tuple[Hashable, ...], wanted: Hashable, name: str) -> int:
    texts = [str(level) for level in levels]
    if str(wanted) not in texts:
        raise EmptyDomainError(f"{name!r} has no level {wanted!r}. Its levels are {', '.join(texts[:12])}.")
    return texts.index(str(wanted))


def _base_weights(frame: Frame, name: str | None, found: tuple[Stage, ...]) -> FloatArray:
    if name is not None:
        return weights.read_weights(frame, name)
    base = np.ones(len(frame))
    for stage in found:
        base *= (stage.population / stage.counts)[stage.row_strata]
    if not np.all(np.isfinite(base)):
        raise WeightError(
            "There are no weights. Name the weight column, or give population counts (fpc) to make them from."
        )
    return _locked(base)


def _locked(values: Array) -> Array:
    values.flags.writeable = False
    return values
