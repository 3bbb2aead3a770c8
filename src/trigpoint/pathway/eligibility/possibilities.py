"""Unsure answers, and questions that the law leaves open, as possibilities: each a set of certain answers.

Pure: no Django, no clock. A possibility says what it takes for granted, in `choices`; what can be said under each
is then worked out like any other answer. Branches that could not change the verdict are not opened: without the
role, the qualification does not matter yet.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from trigpoint.kernel.calendar import add_months
from trigpoint.pathway.eligibility.told import (
    AWARD_CHANGED,
    EARLIER_AWARD_ENDS,
    LAST_OPEN_POST,
    Award,
    Before,
    Head,
    Induction,
    Post,
    Qualified,
    Say,
    School,
    Told,
    Where,
)
from trigpoint.platform.pages import written

if TYPE_CHECKING:
    from collections.abc import Callable

CLOCK_MONTHS = 36
LONG_AGO_MONTHS = 48  # longer than the three years, so that a stand-in post shows the stricter side
UNSURE = {Say.UNSURE, None}

ACADEMY_LAW = "academy-law"
INDUCTION_LAW = "induction-law"
LAW = frozenset({ACADEMY_LAW, INDUCTION_LAW})
"""The topics on which the law, not the visitor, gives no certain answer."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer taken for granted: the topic it is about, and words that complete *If …*."""

    topic: str
    words: str


@dataclass(frozen=True, slots=True)
class Possibility:
    """Certain answers, and what was taken for granted to make them so."""

    told: Told
    choices: tuple[Choice, ...] = ()


Branch = tuple[str, Told]
Split = tuple[str, tuple[Branch, ...]]


def possibilities(told: Told, today: date) -> tuple[Possibility, ...]:
    """Return every reading of the answers; one, with no choices, when nothing is unsure."""
    found = [Possibility(told)]
    for split in SPLITS:
        found = [branch for one in found for branch in _branches(one, split(one.told, today))]
    return tuple(found)


def _branches(one: Possibility, split: Split | None) -> list[Possibility]:
    if split is None:
        return [one]
    topic, branches = split
    return [Possibility(told, (*one.choices, Choice(topic, words))) for words, told in branches]


# ---- The school and the post


def _school(told: Told, _: date) -> Split | None:
    if told.school is not School.UNSURE:
        return None
    maintained = ("it is a mainstream or nursery school maintained by the council", School.MAINTAINED)
    academy = ("it is a mainstream academy or free school", School.ACADEMY)
    other = ("it is any other kind of school", School.PRIVATE)
    return "school", tuple((words, replace(told, school=kind)) for words, kind in (maintained, academy, other))


def _post(told: Told, _: date) -> Split | None:
    if told.in_post is not Say.UNSURE or not told.covered:
        return None
    not_named = replace(told, in_post=Say.NO, since=None, unbroken=None, left=None, returned=None)
    return "post", (
        ("you have been named as the SENCO", replace(told, in_post=Say.YES)),
        ("you have not been named as the SENCO", not_named),
    )


def _since(told: Told, today: date) -> Split | None:
    if not told.is_senco or told.since is not None or not told.covered:
        return None
    three_years = add_months(today, -CLOCK_MONTHS)
    first = replace(told, since=LAST_OPEN_POST, unbroken=Say.YES, undated=True)
    middle = replace(told, since=three_years - timedelta(days=1), undated=True)
    recent = replace(told, since=today, undated=True)
    return "since", (
        (f"you have been the SENCO there without a break since {written(LAST_OPEN_POST)} or before", first),
        (f"you became the SENCO after that, but before {written(three_years)}", middle),
        (f"you became the SENCO on {written(three_years)} or later", recent),
    )


def _unbroken(told: Told, today: date) -> Split | None:
    if not told.is_senco or not told.covered or told.since is None or told.since > LAST_OPEN_POST:
        return None
    if told.unbroken is Say.YES or (told.left and told.returned):
        return None
    back = add_months(today, -CLOCK_MONTHS) - timedelta(days=1)
    broken = replace(told, unbroken=Say.NO, left=add_months(back, -2), returned=back, undated=True)
    if told.unbroken is Say.NO:
        return "unbroken", (("you left and came back", broken),)
    return "unbroken", (
        ("there was no break", replace(told, unbroken=Say.YES)),
        ("you left the post and came back", broken),
    )


def _converted(told: Told, _: date) -> Split | None:
    if not _asks_conversion(told) or told.converted not in UNSURE:
        return None
    return "converted", (
        ("it has been the same school all that time", replace(told, converted=Say.NO)),
        ("it became an academy while you were its SENCO", replace(told, converted=Say.YES)),
    )


def _academy_law(told: Told, today: date) -> Split | None:
    if not _asks_conversion(told) or told.converted is not Say.YES or told.began is None:
        return None
    if told.converted_on is not None and told.converted_on <= told.began:
        return None
    became = told.converted_on or min(max(add_months(told.began, 13), LAST_OPEN_POST + timedelta(days=1)), today)
    if became <= told.began:
        return None
    new = replace(told, converted_on=became, undated=told.undated or told.converted_on is None)
    return ACADEMY_LAW, (
        ("the academy counts as the same school as before", replace(told, converted=Say.NO)),
        ("the academy counts as a new school", new),
    )


def _asks_conversion(told: Told) -> bool:
    return told.school is School.ACADEMY and told.is_senco and told.returned is None and told.award is not Award.NPQ


# ---- The role


def _head(told: Told, _: date) -> Split | None:
    if told.head is not Head.UNSURE or not told.covered:
        return None
    return "head", (
        ("you are the head or acting head", replace(told, head=Head.HEAD)),
        ("you are not the head", replace(told, head=Head.NO)),
    )


def _qualified(told: Told, _: date) -> Split | None:
    if told.qualified not in {Qualified.UNSURE, None} or not _asks_role(told):
        return None
    return "qualified", (
        ("you are a qualified teacher", replace(told, qualified=Qualified.QTS)),
        ("you are not a qualified teacher", replace(told, qualified=Qualified.NONE)),
    )


def _member(told: Told, _: date) -> Split | None:
    if told.qualified is not Qualified.QTLS or told.member not in UNSURE or not _asks_role(told):
        return None
    return "member", (
        ("your membership is live", replace(told, member=Say.YES)),
        ("your membership is not live", replace(told, member=Say.NO)),
    )


def _teacher(told: Told, _: date) -> Split | None:
    if told.teacher not in UNSURE or not _asks_role(told) or not told.qualified or not told.qualified.may_count:
        return None
    return "teacher", (
        ("you work as a teacher at the school", replace(told, teacher=Say.YES)),
        ("you do not work as a teacher at the school", replace(told, teacher=Say.NO)),
    )


def _induction(told: Told, _: date) -> Split | None:
    if told.induction not in {Induction.UNSURE, None} or not _asks_induction(told):
        return None
    return "induction", (
        ("you have passed induction, or did not have to serve it", replace(told, induction=Induction.PASSED)),
        ("you have not passed induction", replace(told, induction=Induction.NOT_STARTED)),
    )


def _induction_here(told: Told, _: date) -> Split | None:
    if not _asks_academy(told) or told.induction_here not in UNSURE:
        return None
    return "induction-here", (
        ("your academy requires induction", replace(told, induction_here=Say.YES)),
        ("your academy does not require induction", replace(told, induction_here=Say.NO)),
    )


def _induction_law(told: Told, _: date) -> Split | None:
    if not _asks_academy(told) or told.induction_here is not Say.NO:
        return None
    return INDUCTION_LAW, (
        ("the law still leaves induction to your academy", told),
        ("the law now requires induction in academies", replace(told, induction_here=Say.YES)),
    )


def _asks_role(told: Told) -> bool:
    return told.covered and not told.head.leads


def _asks_induction(told: Told) -> bool:
    return _asks_role(told) and told.teacher is Say.YES and told.qualified in {Qualified.QTS, Qualified.WALES}


def _asks_academy(told: Told) -> bool:
    undone = told.induction is not None and not told.induction.done
    return told.school is School.ACADEMY and undone and _asks_induction(told)


# ---- The qualification


def _award(told: Told, _: date) -> Split | None:
    if told.award is not Award.UNSURE or not _may_serve(told):
        return None
    return "award", (
        ("you hold the qualification", replace(told, award=Award.NPQ)),
        ("you do not hold the qualification", replace(told, award=Award.NONE)),
    )


def _award_dates(told: Told, today: date) -> Split | None:
    if told.award is not Award.NASENCO or not _may_serve(told):
        return None
    gained, began = told.award_gained or today, told.award_began
    late = told.award_gained is None and today >= EARLIER_AWARD_ENDS
    if not late and (began is not None or gained < AWARD_CHANGED):
        return None
    in_time = replace(told, award_began=began or AWARD_CHANGED - timedelta(days=1))
    in_time = replace(in_time, award_gained=EARLIER_AWARD_ENDS - timedelta(days=1)) if late else in_time
    too_late = replace(told, award_began=gained)
    return "award-dates", (
        ("your course was begun and completed in time", in_time),
        ("your course was begun or completed too late", too_late),
    )


def _before(told: Told, today: date) -> Split | None:
    if told.before not in {Before.UNSURE, Before.YES_UNDATED} or not _may_serve(told) or told.award in _HELD:
        return None
    start = add_months(told.began or today, -LONG_AGO_MONTHS)
    short = Post(Where.COVERED, start, add_months(start, 6))
    long = Post(Where.COVERED, start, add_months(start, 18))
    branches = (
        ("you were a SENCO for 12 months or less before", replace(told, posts=(short,), undated=True)),
        ("you were a SENCO for more than 12 months before", replace(told, posts=(long,), undated=True)),
    )
    if told.before is Before.YES_UNDATED:
        return "before", branches
    return "before", (("you were never a SENCO before", replace(told, before=Before.NO)), *branches)


def _other_schools(told: Told, _: date) -> Split | None:
    if not any(post.where is Where.UNSURE for post in told.posts) or not _may_serve(told) or told.award in _HELD:
        return None

    def taken_as(where: Where) -> Told:
        posts = (replace(post, where=where) if post.where is Where.UNSURE else post for post in told.posts)
        return replace(told, posts=tuple(posts))

    return "posts", (
        ("the rule covers your other school", taken_as(Where.COVERED)),
        ("the rule does not cover your other school", taken_as(Where.OUTSIDE)),
    )


_HELD = {Award.NPQ}


def _may_serve(told: Told) -> bool:
    """Tell whether certain answers leave the role open: only then does the qualification decide."""
    if not told.covered or told.head.leads:
        return told.covered
    if told.qualified is Qualified.QTLS:
        return told.member is Say.YES and told.teacher is Say.YES
    if not _asks_induction(told) or told.induction is None:
        return False
    return told.induction.done or (_asks_academy(told) and told.induction_here is Say.NO)


SPLITS: tuple[Callable[[Told, date], Split | None], ...] = (
    *(_school, _post, _since, _unbroken),
    *(_head, _qualified, _member, _teacher, _induction, _induction_here, _induction_law),
    *(_award, _award_dates, _converted, _academy_law, _before, _other_schools),
)
