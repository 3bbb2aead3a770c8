"""Multiple imputation by chained equations (van Buuren and Groothuis-Oudshoorn 2011, JSS 45(3)).

Each variable with gaps is imputed in turn from all the others, round after round. Weights and strata are among the
predictors, so that imputations respect the design. The same seed gives the same imputations, and the first k of
m are the same for every m.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from trigpoint.estimation.errors import DataError, EstimationError, listed
from trigpoint.estimation.imputation import draws
from trigpoint.estimation.imputation.pooling import pool_tables

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence

    from trigpoint.estimation.data import DesignView, FloatArray, Frame, IntArray
    from trigpoint.estimation.table import ResultTable

Method = Literal["pmm", "logistic", "ordinal", "multinomial"]
MANY_STRATA = 30
PAIR = 2


@dataclass(frozen=True, slots=True)
class Target:
    """A variable with gaps: how it is imputed, which rows lack it, and its levels (none for numbers)."""

    name: str
    method: Method
    rows: IntArray
    levels: tuple[Hashable, ...]


@dataclass(frozen=True, slots=True)
class Imputations:
    """The imputed values of every variable, m times.

    `values[name]` is (m, gaps): numbers, or positions among the target's levels. `trace` is (m, rounds, targets): the
    mean of the imputed values after each round, to see that chains mix.
    """

    frame: Frame
    targets: tuple[Target, ...]
    predictors: tuple[str, ...]
    values: Mapping[str, FloatArray]
    trace: FloatArray
    seed: int

    def __len__(self) -> int:
        return len(self.trace)

    def completed(self, number: int) -> Frame:
        """Return the frame with the gaps filled by imputation `number` (from 0)."""
        if not 0 <= number < len(self):
            raise EstimationError(f"There are {len(self)} imputations, from 0 to {len(self) - 1}; not {number}.")
        return self.frame.with_columns(**{t.name: self._filled(t, number) for t in self.targets})

    def frames(self) -> Iterator[Frame]:
        """Yield every completed frame."""
        return (self.completed(number) for number in range(len(self)))

    def pool(
        self, analyse: Callable[[Frame], ResultTable], *, degrees: float = float("inf"), level: float = 0.95
    ) -> ResultTable:
        """Analyse every completed frame and combine the results by Rubin's rules.

        `degrees` are the design's degrees of freedom. The story says how the gaps were filled.
        """
        return pool_tables([analyse(frame) for frame in self.frames()], degrees, level).with_story(self.plain())

    def plain(self) -> str:
        """Say how gaps were filled, for a reader who is not a statistician."""
        words = {
            "pmm": "a real answer of someone similar",
            "logistic": "an answer drawn by its chance (logistic)",
            "ordinal": "an answer drawn by its chance (ordinal)",
            "multinomial": "an answer drawn by its chance (multinomial)",
        }
        what = listed((f"{t.name} ({t.rows.size:,} gaps: {words[t.method]})" for t in self.targets), shown=10)
        return (
            f"Skipped questions were filled in {len(self)} times, each time a little differently: {what}. "
            f"What is known of the same respondent guided each fill ({listed(self.predictors, shown=10)}). "
            f"Figures are averages over the {len(self)} versions, and their margins of error include how much "
            f"the versions differ (Rubin's rules, seed {self.seed}). This is right if, among respondents who are alike "
            "in these respects, skipping a question has nothing to do with the answer."
        )

    def _filled(self, target: Target, number: int) -> object:
        drawn = self.values[target.name][number]
        if not target.levels:
            numbers = self.frame.number(target.name).copy()
            numbers[target.rows] = drawn
            return numbers
        values = np.array(self.frame.raw(target.name), dtype=object)
        levels = np.empty(len(target.levels), dtype=object)
        levels[:] = target.levels
        values[target.rows] = levels[drawn.astype(np.int64)]
        return values


def impute(
    design: DesignView,
    *variables: str,
    seed: int,
    predictors: Sequence[str] = (),
    m: int = 20,
    rounds: int = 10,
    methods: Mapping[str, Method] | None = None,
    levels: Mapping[str, Sequence[Hashable]] | None = None,
) -> Imputations:
    """Impute the gaps of `variables` m times.

    `predictors` are complete columns that help. By default numbers are matched ("pmm"), two categories use
    "logistic", more use "multinomial", or "ordinal" where `levels` gives their order; `methods` overrides. Raises
    `DataError` for a predictor with gaps, or a variable without answers or with one answer only.
    """
    if m < PAIR or rounds < 1:  # Rubin's rules need two
        raise EstimationError(f"Imputation needs m of two or more and at least one round; these are {m} and {rounds}.")
    frame = design.frame
    targets = [_target(frame, name, (methods or {}).get(name), (levels or {}).get(name)) for name in variables]
    gapped = sorted((t for t in targets if t.rows.size), key=lambda t: t.rows.size)
    if not gapped:
        raise EstimationError(f"None of {listed(variables)} has a gap. There is nothing to impute.")
    whole = [name for name, t in zip(variables, targets, strict=True) if not t.rows.size]
    fixed, used = _fixed(design, (*predictors, *whole))
    state = _Chain(frame, gapped, fixed)
    values: dict[str, list[FloatArray]] = {t.name: [] for t in gapped}
    trace = np.empty((m, rounds, len(gapped)))
    for number, child in enumerate(np.random.SeedSequence(seed).spawn(m)):
        filled = state.run(np.random.default_rng(child), rounds, trace[number])
        for t in gapped:
            values[t.name].append(filled[t.name][t.rows])
    stacked = {name: np.array(drawn, dtype=np.float64) for name, drawn in values.items()}
    return Imputations(frame, tuple(gapped), used, stacked, trace, seed)


class _Chain:
    """What every chain starts from: the observed values and the design matrix of the complete columns."""

    def __init__(self, frame: Frame, targets: Sequence[Target], fixed: FloatArray) -> None:
        self.targets, self.fixed = targets, fixed
        self.observed: dict[str, FloatArray] = {}
        for t in targets:
            self.observed[t.name] = _codes(frame, t).astype(np.float64) if t.levels else frame.number(t.name)

    def run(self, rng: np.random.Generator, rounds: int, trace: FloatArray) -> dict[str, FloatArray]:
        """Start from random answers and go round; `trace` (rounds, targets) receives the means."""
        now: dict[str, FloatArray] = {}
        for t in self.targets:
            column = self.observed[t.name].copy()
            answers = np.delete(column, t.rows)
            column[t.rows] = rng.choice(answers, t.rows.size)
            now[t.name] = column
        for turn in range(rounds):
            for at, t in enumerate(self.targets):
                now[t.name][t.rows] = self._draw(t, now, rng)
                trace[turn, at] = now[t.name][t.rows].mean()
        return now

    def _draw(self, target: Target, now: Mapping[str, FloatArray], rng: np.random.Generator) -> FloatArray:
        blocks = [self.fixed, *(_block(t, now[t.name]) for t in self.targets if t is not target)]
        x = _standardised(np.column_stack(blocks))
        gap = np.zeros(len(x), dtype=bool)
        gap[target.rows] = True
        have, want, y = x[~gap], x[gap], now[target.name][~gap]
        if target.method == "pmm":
            return draws.matched(have, y, want, rng)
        codes, size = y.astype(np.int64), len(target.levels)
        if target.method == "logistic":
            drawn = draws.binary(have, codes, want, rng)
        elif target.method == "ordinal":
            drawn = draws.ordered(have, codes, want, size, rng)
        else:
            drawn = draws.unordered(have, codes, want, size, rng)
        return drawn.astype(np.float64)


def _target(frame: Frame, name: str, method: Method | None, order: Sequence[Hashable] | None) -> Target:
    gaps = np.flatnonzero(frame.missing(name))
    if gaps.size == len(frame):
        raise DataError(f"{name!r} has no answer at all, so nothing can guide an imputation. Leave it out.")
    factor = frame.factor(name)
    category = frame.column(name).levels is not None or len(factor.levels) == PAIR or order is not None
    if method is None:
        two = len(factor.levels) == PAIR  # a yes or a no
        several: Method = "ordinal" if order is not None else "multinomial"
        method = "pmm" if not category else "logistic" if two else several
    if method not in ("pmm", "logistic", "ordinal", "multinomial"):
        raise EstimationError(f"There is no method {method!r}. Use 'pmm', 'logistic', 'ordinal' or 'multinomial'.")
    levels = () if method == "pmm" else tuple(order if order is not None else factor.levels)
    if set(factor.levels) - set(levels) and levels:
        raise DataError(
            f"levels of {name!r} lack {listed(map(repr, sorted(set(factor.levels) - set(levels), key=str)))}."
        )
    if method == "pmm":
        frame.number(name)
    if len(factor.levels) == 1 or (method == "logistic" and len(levels) != PAIR):
        raise DataError(
            f"{name!r} has {len(factor.levels)} different answers ({listed(map(repr, factor.levels))}), which "
            f"{method!r} cannot impute. Choose another method, or leave it out."
        )
    return Target(name, method, gaps, levels)


def _codes(frame: Frame, target: Target) -> IntArray:
    factor = frame.factor(target.name)
    place = {level: at for at, level in enumerate(target.levels)}
    lookup = np.array([*(place[level] for level in factor.levels), -1], dtype=np.int64)
    return lookup[factor.codes]


def _fixed(design: DesignView, names: Sequence[str]) -> tuple[FloatArray, tuple[str, ...]]:
    """Return the columns that stay as they are, intercept first, and what they are."""
    frame = design.frame
    gappy = [f"{name!r} ({int(frame.missing(name).sum()):,} gaps)" for name in names if frame.missing(name).any()]
    if gappy:
        raise DataError(f"Predictors need a value in every row; {listed(gappy)} lack some. Impute them as well.")
    columns = [np.ones(len(frame))]
    used = list(names)
    for name in names:
        if frame.column(name).levels is None:
            columns.append(frame.number(name))
        else:
            columns.extend(_indicators(frame.factor(name).codes))
    if float(np.ptp(design.weights)) > 0.0:
        columns.append(np.log(design.weights))
        used.append("the survey weight")
    if 1 < np.unique(design.strata).size <= MANY_STRATA:
        columns.extend(_indicators(design.strata))
        used.append("the stratum")
    return np.column_stack(columns), tuple(used)


def _indicators(codes: IntArray) -> list[FloatArray]:
    return [(codes == code).astype(np.float64) for code in np.unique(codes).tolist()[1:]]


def _block(target: Target, values: FloatArray) -> FloatArray:
    """Return a variable as predictors of another: a number, or indicators of its levels after the first."""
    if not target.levels:
        return values[:, None]
    return np.asarray(values[:, None] == np.arange(1, len(target.levels)), dtype=np.float64)


def _standardised(x: FloatArray) -> FloatArray:
    """Centre and scale all columns but the intercept, and drop those that do not vary."""
    spread = x.std(axis=0)
    varies = spread > 1e-12 * (1.0 + np.abs(x).max(axis=0))
    kept = (x[:, varies] - x[:, varies].mean(axis=0)) / spread[varies]
    return np.column_stack([np.ones(len(x)), kept])
