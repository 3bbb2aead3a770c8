"""Certain answers in, kernel facts out. Pure: no Django, no clock; what is not certain goes through `possibilities`.

A thing that is so now is entered from the day of asking: when it began was not asked and does not matter.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from trigpoint.kernel import Fact, Period
from trigpoint.pathway.eligibility.told import Award, Induction, Qualified, Say, School, Where

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from trigpoint.pathway.eligibility.told import Post, Told

HERE = "here"
"""The school asked about, as a setting."""
BEFORE_ACADEMY = "before-academy"
"""The school that an academy was before, where the law is read so that the two are not one."""

STATUSES = {
    Qualified.QTS: "holds:qts",
    Qualified.WALES: "holds:wales-qts",
    Qualified.QTLS: "holds:qtls",
    Qualified.SEN_ONLY: "holds:qts-para-8a",
    Qualified.EYTS: "holds:eyts",
    Qualified.OVERSEAS: "holds:overseas-teaching-qualification",
}
INDUCTIONS = {
    Induction.PASSED: "holds:induction-passed",
    Induction.EXEMPT: "holds:induction-exempt",
    Induction.IN_PROGRESS: "holds:induction-in-progress",
    Induction.NOT_STARTED: "holds:induction-required",
    Induction.FAILED: "holds:induction-failed",
}
AWARDS = {Award.NPQ: "holds:required-award", Award.NASENCO: "holds:nasenco"}


def facts_of(told: Told, today: date) -> tuple[Fact, ...]:
    """Return the facts that certain answers state, about the person and the school `HERE`.

    A post to come is entered from the day it would begin (today where that is not known), so that its clock shows.
    Courses under way give no fact: the kernel knows what is held, not what is hoped for.
    """
    if not told.covered:
        return tuple(_outside(told, today))
    return (*_school(told, today), *_person(told, today), *_served(told, today), *_award(told, today))


def _outside(told: Told, today: date) -> Iterator[Fact]:
    if told.is_senco:
        yield Fact("served:senco-elsewhere", Period(today), at=HERE)


def _school(told: Told, today: date) -> Iterator[Fact]:
    yield Fact("is:relevant-school", Period(today), at=HERE)
    if told.school is School.ACADEMY and told.induction_here is Say.NO:
        yield Fact("is:induction-optional", Period(today), at=HERE)


def _person(told: Told, today: date) -> Iterator[Fact]:
    if told.head.leads:
        yield Fact("working:head", Period(today), at=HERE)
    if told.qualified in STATUSES:
        yield Fact(STATUSES[told.qualified], Period(today))
    if told.member is Say.YES and (told.member_until is None or told.member_until >= today):
        yield Fact("holds:set-membership", Period(today, _day_after(told.member_until)))
    if told.teacher is Say.YES:
        yield Fact("working:teacher", Period(today), at=HERE)
    if told.induction in INDUCTIONS:
        yield Fact(INDUCTIONS[told.induction], Period(today))


def _served(told: Told, today: date) -> Iterator[Fact]:
    began = told.since or today
    opened = told.converted_on if told.school is School.ACADEMY and told.converted is Say.YES else None
    if told.left and told.returned:
        yield Fact("served:senco", Period(began, _day_after(told.left)), at=HERE)
        began = told.returned
    elif opened and opened > began:
        yield Fact("served:senco", Period(began, opened), at=BEFORE_ACADEMY)
        began = opened
    yield Fact("served:senco", Period(began), at=HERE)
    for number, post in enumerate(told.posts, 1):
        yield _other(post, number)


def _other(post: Post, number: int) -> Fact:
    code = "served:senco-elsewhere" if post.where is Where.OUTSIDE else "served:senco"
    at = HERE if post.where is Where.HERE else f"other-{number}"
    return Fact(code, Period(post.first, _day_after(post.last)), at=at)


def _award(told: Told, today: date) -> Iterator[Fact]:
    if told.award in AWARDS:
        gained = told.award_gained or today
        yield Fact(AWARDS[told.award], Period(gained), began=told.award_began)


def _day_after(day: date | None) -> date | None:
    return None if day is None else day + timedelta(days=1)
