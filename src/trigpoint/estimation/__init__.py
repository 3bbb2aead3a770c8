"""Survey statistics: designs, weights, estimates with honest errors, models, and the road to a public table.

Pure Python on numpy and scipy. Start from `Design`.
"""

from __future__ import annotations

from trigpoint.estimation.allocation import neyman, proportional
from trigpoint.estimation.association import TestResult
from trigpoint.estimation.data import DesignView, Factor, Frame
from trigpoint.estimation.design import Design
from trigpoint.estimation.disclosure import Dominance, PPercent, Release, Threshold, release
from trigpoint.estimation.errors import EstimationError
from trigpoint.estimation.sampling import Sample, draw
from trigpoint.estimation.table import ResultTable, Row

__all__ = [
    "Design",
    "DesignView",
    "Dominance",
    "EstimationError",
    "Factor",
    "Frame",
    "PPercent",
    "Release",
    "ResultTable",
    "Row",
    "Sample",
    "TestResult",
    "Threshold",
    "draw",
    "neyman",
    "proportional",
    "release",
]
