"""How a figure is written for a reader: "15.2 (14.3 to 16.1)", "57% (55% to 60%)", or words where none is shown."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trigpoint.estimation.table import Row

NO_FIGURE = "no figure"
PER_CENT = 100.0
WHOLE = "All"


@dataclass(frozen=True, slots=True)
class Wording:
    """Decimals, unit and whether figures are shares; `of` chooses by the statistic."""

    decimals: int = 1
    unit: str = ""
    percent: bool = False

    @classmethod
    def of(cls, statistic: str, unit: str = "") -> Wording:
        """Write shares as per cent and totals as whole numbers, all else to one decimal."""
        if statistic.startswith("proportion"):
            return cls(0, unit, percent=True)
        return cls(0 if statistic.startswith("total") else 1, unit)

    def number(self, value: float) -> str:
        """Write one number; minus nought is nought."""
        if math.isnan(value):
            return NO_FIGURE
        shown = round(value * (PER_CENT if self.percent else 1.0), self.decimals) + 0.0
        return f"{shown:,.{self.decimals}f}{'%' if self.percent else ''}"

    def interval(self, row: Row) -> str:
        """Write the interval, or nothing if there is none."""
        if math.isnan(row.lo) or math.isnan(row.hi):
            return ""
        return f"{self.number(row.lo)} to {self.number(row.hi)}"

    def figure(self, row: Row) -> str:
        """Write the estimate with its interval, or the words of the flag where there is no estimate."""
        if math.isnan(row.estimate):
            return row.flag or NO_FIGURE
        between = self.interval(row)
        return f"{self.number(row.estimate)} ({between})" if between else self.number(row.estimate)


def sentence(words: str) -> str:
    """Begin with a capital letter, leaving the rest as it is."""
    return words[:1].upper() + words[1:]
