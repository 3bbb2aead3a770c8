"""Disclosure control: `release` is the only road from a result table to a public one."""

from __future__ import annotations

from trigpoint.estimation.disclosure.auditing import Interval
from trigpoint.estimation.disclosure.contributions import Contributions
from trigpoint.estimation.disclosure.errors import DisclosureError, RecoverableError, UnprotectableError
from trigpoint.estimation.disclosure.geography import Nesting, nestings_in
from trigpoint.estimation.disclosure.group import HiddenCell
from trigpoint.estimation.disclosure.releasing import HIDDEN, Release, release
from trigpoint.estimation.disclosure.rounding import Rounding
from trigpoint.estimation.disclosure.rules import Dominance, Flagged, PPercent, Rule, Threshold

__all__ = [
    "HIDDEN",
    "Contributions",
    "DisclosureError",
    "Dominance",
    "Flagged",
    "HiddenCell",
    "Interval",
    "Nesting",
    "PPercent",
    "RecoverableError",
    "Release",
    "Rounding",
    "Rule",
    "Threshold",
    "UnprotectableError",
    "nestings_in",
    "release",
]
