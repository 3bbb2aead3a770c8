"""The day on which these tests ask, and a person to vary."""

from __future__ import annotations

from datetime import date

from trigpoint.pathway.eligibility.told import Award, Before, Induction, Qualified, Say, School, Told

TODAY = date(2026, 11, 23)

TEACHER = Told(
    school=School.MAINTAINED,
    in_post=Say.YES,
    since=date(2025, 9, 1),
    qualified=Qualified.QTS,
    teacher=Say.YES,
    induction=Induction.PASSED,
    award=Award.NONE,
    before=Before.NO,
)
"""A qualified teacher, the SENCO of a maintained school since September 2025, who holds no SENCO qualification."""
