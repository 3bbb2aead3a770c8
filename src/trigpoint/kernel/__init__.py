"""The kernel: periods, facts, rules and standing. Pure: no clock, no input or output, only the standard library.

Start with `standing`; read on in the order calendar, periods, facts, rules, matching, program, explain, snapshot.
"""

from trigpoint.kernel.diff import Change, diff
from trigpoint.kernel.facts import (
    Basis,
    Code,
    Fact,
    Kind,
    Of,
    UnknownCodeError,
    Via,
    Vocabulary,
    known_on,
    problems_of,
)
from trigpoint.kernel.findings import Because, Deadline, Finding, Lapse, State, Step
from trigpoint.kernel.missing import Impossible, Missing, Need, Want, cheapest, is_possible, reasons, wants
from trigpoint.kernel.periods import Period, Periods
from trigpoint.kernel.read import read_scheme, read_vocabulary
from trigpoint.kernel.read_values import Problem, SchemeError
from trigpoint.kernel.scheme import ROOT, Route, Scheme, Source
from trigpoint.kernel.snapshot import Snapshot
from trigpoint.kernel.standing import Standing, standing

__all__ = [
    "ROOT",
    "Basis",
    "Because",
    "Change",
    "Code",
    "Deadline",
    "Fact",
    "Finding",
    "Impossible",
    "Kind",
    "Lapse",
    "Missing",
    "Need",
    "Of",
    "Period",
    "Periods",
    "Problem",
    "Route",
    "Scheme",
    "SchemeError",
    "Snapshot",
    "Source",
    "Standing",
    "State",
    "Step",
    "UnknownCodeError",
    "Via",
    "Vocabulary",
    "Want",
    "cheapest",
    "diff",
    "is_possible",
    "known_on",
    "problems_of",
    "read_scheme",
    "read_vocabulary",
    "reasons",
    "standing",
    "wants",
]
