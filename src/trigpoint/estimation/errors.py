"""Every way in which a survey analysis can be refused, by name.

A statistic that cannot be trusted is an error or a flag in the result, never a silent number. Each message
names the columns, rows or cells at fault and says what to do next.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

SHOWN = 5
"""How many rows, levels or cells a message spells out before it only counts the rest."""


class EstimationError(ValueError):
    """The analysis asked for cannot be done honestly with what was given."""


class DataError(EstimationError):
    """A column is absent, of the wrong kind or of the wrong length."""


class WeightError(EstimationError):
    """A weight is zero, negative, missing or infinite."""


class DesignError(EstimationError):
    """Strata, clusters or population counts contradict each other."""


class LonelyStratumError(DesignError):
    """A stratum holds one sampled unit, so nothing in it can tell how much units vary."""


class EmptyDomainError(EstimationError):
    """A domain has no rows at all."""


class CalibrationError(EstimationError):
    """The weights cannot be made to agree with the totals."""


class MarginError(CalibrationError):
    """Margins contradict each other, or a level is without a total."""


class EmptyCellError(CalibrationError):
    """The population has units in a cell where the sample has none."""


class ZeroPopulationError(CalibrationError):
    """A total is zero, negative or not a number although the sample has units there."""


class ConvergenceError(EstimationError):
    """An iteration stopped before it met its criterion."""


class SampleError(EstimationError):
    """A sample of the size asked for cannot be drawn from this frame."""


def listed(items: Iterable[object], *, shown: int = SHOWN) -> str:
    """Write items as a short list that counts what it leaves out: "3, 7, 9 and 12 more"."""
    names = [str(item) for item in items]
    head = ", ".join(names[:shown])
    return head if len(names) <= shown else f"{head} and {len(names) - shown} more"
