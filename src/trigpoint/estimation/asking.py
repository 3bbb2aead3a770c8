"""The questions an analyst asks of a design: each method names variables and gets a tidy table back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trigpoint.estimation import association, contrasts, estimates, intervals, quantiles, waves
from trigpoint.estimation.estimates import Basis

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable, Mapping, Sequence

    from trigpoint.estimation.association import TestResult
    from trigpoint.estimation.contrasts import Change
    from trigpoint.estimation.data import FloatArray
    from trigpoint.estimation.estimates import Figures
    from trigpoint.estimation.intervals import ProportionInterval
    from trigpoint.estimation.quantiles import QuantileInterval
    from trigpoint.estimation.table import ResultTable

LEVEL = 0.95


class Asking(Basis):
    """The estimates of a design. `Design` is one; the class is apart only to keep its file short."""

    def mean(self, *variables: str | Sequence[str], by: str | Sequence[str] = (), level: float = LEVEL) -> ResultTable:
        """Estimate weighted means, with t intervals."""
        domains = self.grouping(names_of(by))
        parts = [
            _part(name, "", "mean", estimates.means(self, name, domains), level)
            for name in estimates.listed_names(variables)
        ]
        return estimates.assemble(self, domains, parts)

    def total(self, *variables: str | Sequence[str], by: str | Sequence[str] = (), level: float = LEVEL) -> ResultTable:
        """Estimate weighted totals, with t intervals."""
        domains = self.grouping(names_of(by))
        parts = [
            _part(name, "", "total", estimates.totals(self, name, domains), level)
            for name in estimates.listed_names(variables)
        ]
        return estimates.assemble(self, domains, parts)

    def ratio(
        self, numerator: str, denominator: str, *, by: str | Sequence[str] = (), level: float = LEVEL
    ) -> ResultTable:
        """Estimate the ratio of two totals, with t intervals; the variable is shown as numerator/denominator."""
        domains = self.grouping(names_of(by))
        figures = estimates.ratios(self, numerator, denominator, domains)
        return estimates.assemble(self, domains, [_part(f"{numerator}/{denominator}", "", "ratio", figures, level)])

    def proportion(
        self,
        *variables: str | Sequence[str],
        by: str | Sequence[str] = (),
        level: float = LEVEL,
        interval: ProportionInterval = "beta",
    ) -> ResultTable:
        """Estimate the share of each level of a category.

        Intervals are Korn and Graubard's ("beta"), which stay within 0 and 1 and exist at both ends; "logit"
        is symmetric in log odds and "mean" is the t interval.
        """
        domains = self.grouping(names_of(by))
        parts = [
            (name, each, "proportion", figures, *estimates.interval(figures, level, interval))
            for name in estimates.listed_names(variables)
            for each, figures in estimates.proportions(self, name, domains)
        ]
        return estimates.assemble(self, domains, parts)

    def quantile(
        self,
        variable: str | Sequence[str],
        probabilities: float | Sequence[float] = (0.25, 0.5, 0.75),
        *,
        by: str | Sequence[str] = (),
        level: float = LEVEL,
        interval: QuantileInterval = "mean",
    ) -> ResultTable:
        """Estimate quantiles (the least value with a share of p or more at or below it), with Woodruff intervals."""
        domains = self.grouping(names_of(by))
        wanted = [float(probabilities)] if isinstance(probabilities, (int, float)) else list(probabilities)
        parts = [
            (name, "", *one)
            for name in estimates.listed_names([variable])
            for one in quantiles.quantiles(self, name, wanted, domains, level=level, interval=interval)
        ]
        return estimates.assemble(self, domains, parts)

    def difference(
        self,
        *variables: str | Sequence[str],
        between: tuple[str, Hashable, Hashable],
        by: str | Sequence[str] = (),
        level: float = LEVEL,
    ) -> ResultTable:
        """Estimate the mean at one level of a category less the mean at another, covariance included.

        `between` is (column, level, level to take away), shown in the level column.
        """
        domains = self.grouping(names_of(by))
        contrast = contrasts.Contrast(*between)
        parts = [
            _part(name, str(contrast), "difference", contrasts.differences(self, name, contrast, domains), level)
            for name in estimates.listed_names(variables)
        ]
        return estimates.assemble(self, domains, parts)

    def trend(
        self,
        later: Asking,
        *variables: str | Sequence[str],
        unit: str,
        links: Iterable[tuple[Hashable, Hashable]] = (),
        by: str | Sequence[str] = (),
        statistic: Change = "mean",
        level: float = LEVEL,
    ) -> ResultTable:
        """Estimate the change from this wave to a later one, using the units (schools) that are in both.

        `unit` is the column that names a first-stage unit in both waves; `links` are (predecessor, successor)
        names, so that a school which became an academy is still itself. Categories are given level by level,
        as changes of shares.
        """
        same = waves.overlap(self.frame, later.frame, unit, (self.linear.stages[0], later.linear.stages[0]), links)
        first, second = contrasts.aligned(self.grouping(names_of(by)), later.grouping(names_of(by)))
        parts = []
        for name in estimates.listed_names(variables):
            for each, before, after in contrasts.comparable(self.frame, later.frame, name):
                pair = (
                    contrasts.Wave.of(self, before, first, statistic),
                    contrasts.Wave.of(later, after, second, statistic),
                )
                parts.append((name, each, f"change in {statistic}", *contrasts.changes(*pair, same, level)))
        told = f"Changes use the {same.shared:,} units of {unit} in both waves ({same.linked:,} of them through links)."
        table = estimates.assemble(self, first, parts)
        return table.with_story(f"First wave: {self.describe()} Second wave: {later.describe()} {told}")

    def independence(self, rows: str, columns: str) -> TestResult:
        """Test whether two categories are independent (Rao and Scott's second-order correction)."""
        return association.independence(self, rows, columns, self.grouping(()))

    def goodness_of_fit(self, variable: str, shares: Mapping[Any, float]) -> TestResult:
        """Test whether a category's shares are those given (Rao and Scott's second-order correction)."""
        return association.goodness_of_fit(self, variable, shares, self.grouping(()))


def _part(
    name: str, each: str, statistic: str, figures: Figures, level: float
) -> tuple[str, str, str, Figures, FloatArray, FloatArray]:
    return (name, each, statistic, figures, *intervals.symmetric(figures.estimate, figures.se, figures.df, level))


def names_of(given: str | Sequence[str] | None) -> tuple[str, ...]:
    """Return column names as a tuple, however one, several or none were given."""
    if given is None:
        return ()
    return (given,) if isinstance(given, str) else tuple(given)
