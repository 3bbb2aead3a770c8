"""The days of an answer: as a line on the page, and as events for a calendar. Pure: no Django, no clock.

A day put in place of an unknown one is never shown. A day that has passed is told, never set as a task.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from trigpoint.deadlines import senco_clock
from trigpoint.deadlines.senco import CLOCK_MONTHS, LONGEST_COURSE_MONTHS
from trigpoint.pathway.eligibility.told import AWARD_CHANGED, EARLIER_AWARD_ENDS, Award, Induction, Say
from trigpoint.pathway.eligibility.verdict import deadline_of
from trigpoint.platform.pages import CalendarEvent, StatusKind, TrackDate, written

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from trigpoint.deadlines import Calculator
    from trigpoint.kernel import Deadline
    from trigpoint.pathway.eligibility.answer import Answer
    from trigpoint.pathway.eligibility.told import Told

HOST = "trigpoint"
LAST_BEGUN = AWARD_CHANGED - timedelta(days=1)
LAST_COMPLETED = EARLIER_AWARD_ENDS - timedelta(days=1)
COURSES = {Award.NPQ_COURSE, Award.NASENCO_COURSE}
AFTER_A_START = {0, 30, CLOCK_MONTHS}
"""The milestones, in months, that still speak to a person who is on a course."""
TITLES = {
    0: "SENCO qualification: the three years begin",
    CLOCK_MONTHS - LONGEST_COURSE_MONTHS: "SENCO qualification: last safe start of the course",
    CLOCK_MONTHS: "SENCO qualification: third anniversary",
}


def strict_clock(answer: Answer) -> Deadline | None:
    """Return the three years by the stricter reading, where all readings give the same day and it is no stand-in."""
    found = [
        None if one.asked.undated else deadline_of(one.snapshot, "award-clock")
        for one in answer.readings
        if one.possibility.told.covered
    ]
    days = {None if clock is None else clock.last_day for clock in found}
    return found[0] if len(days) == 1 else None


def track(answer: Answer, told: Told, rule: Calculator, today: date) -> tuple[TrackDate, ...]:
    """Return the days that matter, earliest first."""
    rows = [*_post_days(answer, told, rule, today), *_award_days(told, today), *_role_days(told, today)]
    return tuple(sorted(dict.fromkeys(rows), key=lambda row: row.on))


def _row(on: date, words: str, kind: StatusKind | None, today: date) -> TrackDate:
    return TrackDate(on, words, kind, is_past=on < today)


def _post_days(answer: Answer, told: Told, rule: Calculator, today: date) -> Iterator[TrackDate]:
    if told.covered and told.since:
        words = "Became the SENCO there" if told.is_senco else "Would start as the SENCO"
        yield _row(told.since, words, StatusKind.MET, today)
    if told.returned:
        yield _row(told.returned, "Came back to the post", StatusKind.MET, today)
    strict = strict_clock(answer)
    if strict is None or told.award is None:
        return
    began = strict.event.valid.start
    if began not in {told.since, told.returned}:
        yield _row(began, "First became a SENCO: the clock starts", StatusKind.MET, today)
    clock = senco_clock(rule, began)
    if told.award not in COURSES:
        passed = clock.last_safe_start < today
        words = "The last safe start of the course. It has passed" if passed else "The last safe start of the course"
        yield _row(clock.last_safe_start, words, StatusKind.DUE, today)
    kind = StatusKind.OVERDUE if strict.last_day < today else StatusKind.DUE
    due = "must be held after this day" if strict.last_day >= today else "was due"
    words = f"Third anniversary: the qualification {due}"
    yield _row(strict.last_day, words, kind, today)
    other = deadline_of(answer.readings[0].snapshot, "award-clock-here-date")
    if other and other.last_day != strict.last_day:
        words = "Third anniversary in this post, if the three years began again: unclear in law"
        yield _row(other.last_day, words, StatusKind.UNCLEAR, today)


def _award_days(told: Told, today: date) -> Iterator[TrackDate]:
    course = told.award in COURSES
    if told.award_began:
        words = "Course begins" if told.award_began > today else "Course began"
        yield _row(told.award_began, words, None, today)
    if told.award_gained:
        words = "Award expected" if course else "Qualification gained"
        yield _row(told.award_gained, words, None if course else StatusKind.MET, today)
    if told.award in {Award.NASENCO, Award.NASENCO_COURSE}:
        yield _row(LAST_BEGUN, "The last day to begin the National Award", None, today)
        yield _row(LAST_COMPLETED, "The last day to complete the National Award", StatusKind.DUE, today)


def _role_days(told: Told, today: date) -> Iterator[TrackDate]:
    if told.induction is Induction.IN_PROGRESS and told.induction_end:
        yield _row(told.induction_end, "Induction expected to end", None, today)
    if told.member is Say.YES and told.member_until:
        yield _row(told.member_until, "Membership ends: renew it before", StatusKind.DUE, today)


# ---- The calendar


def events(answer: Answer, told: Told, rule: Calculator, today: date) -> tuple[CalendarEvent, ...]:
    """Return what a calendar should hold: the days still to come, with warnings on the way to the third anniversary."""
    found = [*_clock_events(answer, told, rule), *_own_events(told)]
    return tuple(sorted((event for event in found if event.on >= today), key=lambda event: (event.on, event.title)))


def _clock_events(answer: Answer, told: Told, rule: Calculator) -> Iterator[CalendarEvent]:
    strict = strict_clock(answer)
    if strict is None or told.award is None:
        return
    clock = senco_clock(rule, strict.event.valid.start)
    needed = f"SENCO qualification: needed by {written(strict.last_day)}"
    for mark in clock.milestones:
        if mark.month in AFTER_A_START or told.award not in COURSES:
            title = TITLES.get(mark.month, needed)
            notes = f"{mark.text} The duty is the governing body's or trust's (regulation 49(4)). Not legal advice."
            yield _event("qualification", mark.day, title, notes)


def _own_events(told: Told) -> Iterator[CalendarEvent]:
    if told.award is Award.NASENCO_COURSE:
        notes = "The National Award counts only if it is completed before 1 September 2027 (regulation 49(7)(a))."
        yield _event("national-award", LAST_COMPLETED, "National Award: last day to complete it", notes)
    if told.induction is Induction.IN_PROGRESS and told.induction_end:
        yield _event("induction", told.induction_end, "Induction: expected end", "As you told us.")
    if told.member is Say.YES and told.member_until:
        notes = "QTLS counts only with live membership. As you told us."
        yield _event("membership", told.member_until, "SET membership ends: renew it", notes)


def _event(name: str, on: date, title: str, notes: str) -> CalendarEvent:
    return CalendarEvent(f"{name}-{on:%Y%m%d}@{HOST}", on, title, notes)
