"""What each school contributes to each cell, for the rules on dominance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from trigpoint.estimation.disclosure.errors import DisclosureError
from trigpoint.estimation.table import MARGIN

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import ArrayLike

    from trigpoint.estimation.data import BoolArray, FloatArray
    from trigpoint.estimation.table import ResultTable


@dataclass(frozen=True, slots=True)
class Shares:
    """For each row of a table: the total of its contributions, and the largest of them in `largest`."""

    total: FloatArray
    largest: FloatArray

    def top(self, how_many: int) -> FloatArray:
        """Add up the largest contributions of each row."""
        return np.asarray(self.largest[:, :how_many].sum(axis=1))


class Contributions:
    """The values of the respondents behind a table.

    `values` maps a variable to what each school contributes (give value times weight for weighted totals,
    or the bare value to be stricter); `domains` maps each by-variable to its value for each school; `school`
    names the school of each respondent, so that several respondents of one school count as one contributor.
    A missing value contributes nothing; a negative one counts by its size.
    """

    KEPT = 10

    def __init__(
        self,
        values: Mapping[str, ArrayLike],
        domains: Mapping[str, ArrayLike],
        school: ArrayLike | None = None,
    ) -> None:
        self._values = {name: np.abs(np.nan_to_num(np.asarray(v, float))) for name, v in values.items()}
        self._domains = {name: np.asarray(v, dtype=str) for name, v in domains.items()}
        lengths = {name: len(array) for name, array in (*self._values.items(), *self._domains.items())}
        if school is not None:
            lengths["school"] = len(np.asarray(school))
        if len(set(lengths.values())) > 1:
            raise DisclosureError(f"Contributions need one value for each respondent; lengths are {lengths}.")
        size = next(iter(lengths.values()), 0)
        self._school = np.arange(size) if school is None else np.unique(school, return_inverse=True)[1]

    def of(self, table: ResultTable) -> Shares:
        """Find total and largest contributions for each row of a table."""
        total = np.zeros(len(table))
        largest = np.zeros((len(table), self.KEPT))
        done: dict[tuple[str, ...], tuple[float, FloatArray]] = {}
        for row in range(len(table)):
            variable = str(table.column("variable")[row])
            domain = tuple(str(table.column(name)[row]) for name in table.by)
            key = (variable, *domain)
            if key not in done:
                done[key] = self._largest(variable, dict(zip(table.by, domain, strict=True)))
            total[row], largest[row] = done[key]
        return Shares(total, largest)

    def _largest(self, variable: str, domain: Mapping[str, str]) -> tuple[float, FloatArray]:
        if variable not in self._values:
            raise DisclosureError(f"Contributions have no values for {variable}; they have {list(self._values)}.")
        inside = self._inside(domain)
        by_school = np.bincount(self._school[inside], weights=self._values[variable][inside])
        top = np.zeros(self.KEPT)
        found = np.sort(by_school)[::-1][: self.KEPT]
        top[: found.size] = found
        return float(by_school.sum()), top

    def _inside(self, domain: Mapping[str, str]) -> BoolArray:
        inside = np.ones(self._school.size, dtype=bool)
        for name, value in domain.items():
            if value != MARGIN:
                if name not in self._domains:
                    raise DisclosureError(f"Contributions do not say the {name} of each respondent.")
                inside &= self._domains[name] == value
        return inside
