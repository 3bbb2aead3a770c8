"""Deadlines of English SEND law: working days, school days, periods, and calculators as data."""

from __future__ import annotations

from trigpoint.deadlines.closed import (
    ClosedDay,
    add_working_days,
    bank_holidays,
    is_working_day,
    next_working_day,
    previous_working_day,
)
from trigpoint.deadlines.counting import Count, MissingTermsError, Period, Unit
from trigpoint.deadlines.induction import Induction, induction
from trigpoint.deadlines.loading import DeadlineContentError, load
from trigpoint.deadlines.reckoning import Confidence, Reckoning, Source
from trigpoint.deadlines.rolling import Roll
from trigpoint.deadlines.rules import Calculator, Clock, Event, OutsideDatesError
from trigpoint.deadlines.senco import Milestone, SencoClock, last_safe_start, senco_clock, third_anniversary
from trigpoint.deadlines.terms import Term, Terms, TermsError, approximate_terms, season_of

__all__ = [
    "Calculator",
    "Clock",
    "ClosedDay",
    "Confidence",
    "Count",
    "DeadlineContentError",
    "Event",
    "Induction",
    "Milestone",
    "MissingTermsError",
    "OutsideDatesError",
    "Period",
    "Reckoning",
    "Roll",
    "SencoClock",
    "Source",
    "Term",
    "Terms",
    "TermsError",
    "Unit",
    "add_working_days",
    "approximate_terms",
    "bank_holidays",
    "induction",
    "is_working_day",
    "last_safe_start",
    "load",
    "next_working_day",
    "previous_working_day",
    "season_of",
    "senco_clock",
    "third_anniversary",
]
