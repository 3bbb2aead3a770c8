"""What a visitor told us, as plain values. Pure: no Django, no clock.

A value of None means that the question was not asked, or that a date is not known.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

LAST_OPEN_POST = date(2009, 9, 1)
"""Regulation 49(4) reaches people who became the SENCO after this day."""
AWARD_CHANGED = date(2024, 9, 1)
"""The earlier award counts only if it was begun before this day: regulation 49(7)(a)."""
EARLIER_AWARD_ENDS = date(2027, 9, 1)
"""The earlier award counts only if it was completed before this day: regulation 49(7)(a)."""


class School(StrEnum):
    """Kinds of school, as far as section 67 and induction tell them apart."""

    MAINTAINED = "maintained"
    ACADEMY = "academy"
    NURSERY = "nursery"
    SPECIAL = "special"
    REFERRAL = "referral"
    PRIVATE = "private"
    COLLEGE = "college"
    UNSURE = "not-sure"


COVERED = frozenset({School.MAINTAINED, School.ACADEMY, School.NURSERY})


class Say(StrEnum):
    """An answer to a plain question."""

    YES = "yes"
    NO = "no"
    UNSURE = "not-sure"


class Head(StrEnum):
    """Whether the person leads the school."""

    HEAD = "head"
    ACTING = "acting"
    NO = "no"
    UNSURE = "not-sure"

    @property
    def leads(self) -> bool:
        """Whether regulation 49(3) is met."""
        return self in {Head.HEAD, Head.ACTING}


class Qualified(StrEnum):
    """The status that a person holds as a teacher; the first of the list that is true."""

    QTS = "qts"
    WALES = "wales"
    QTLS = "qtls"
    SEN_ONLY = "para-8a"
    EYTS = "eyts"
    OVERSEAS = "overseas"
    NONE = "none"
    UNSURE = "not-sure"

    @property
    def may_count(self) -> bool:
        """Whether regulation 49(2)(a) may be met with it."""
        return self in {Qualified.QTS, Qualified.WALES, Qualified.QTLS, Qualified.UNSURE}


class Induction(StrEnum):
    """Where a person stands with induction."""

    PASSED = "passed"
    EXEMPT = "exempt"
    IN_PROGRESS = "in-progress"
    NOT_STARTED = "not-started"
    FAILED = "failed"
    UNSURE = "not-sure"

    @property
    def done(self) -> bool:
        """Whether regulation 49(2)(b) is met whatever the school requires."""
        return self in {Induction.PASSED, Induction.EXEMPT}


class Award(StrEnum):
    """Which SENCO qualification a person holds or studies for."""

    NONE = "none"
    NPQ = "npq"
    NPQ_COURSE = "npq-course"
    NASENCO = "nasenco"
    NASENCO_COURSE = "nasenco-course"
    UNSURE = "not-sure"


class Before(StrEnum):
    """Whether a person was a SENCO before, or is one at another school as well."""

    YES = "yes"
    YES_UNDATED = "yes-undated"
    NO = "no"
    UNSURE = "not-sure"


class Where(StrEnum):
    """At which kind of school another post was."""

    HERE = "here"
    COVERED = "covered"
    OUTSIDE = "outside"
    UNSURE = "not-sure"


@dataclass(frozen=True, slots=True)
class Post:
    """Another post as SENCO: its first day and its last, None while it goes on."""

    where: Where
    first: date
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """All answers. `since` is the first day in the post asked about; in a post to come, the day it would begin.

    `award_gained` is the day of the result, or for a course under way the day on which it is expected.
    `undated` marks days put in place of unknown ones: right for a reading, never to be shown.
    """

    school: School
    in_post: Say = Say.NO
    since: date | None = None
    unbroken: Say | None = None
    left: date | None = None
    returned: date | None = None
    converted: Say | None = None
    converted_on: date | None = None
    head: Head = Head.NO
    qualified: Qualified | None = None
    member: Say | None = None
    member_until: date | None = None
    teacher: Say | None = None
    induction: Induction | None = None
    induction_end: date | None = None
    induction_here: Say | None = None
    award: Award | None = None
    award_began: date | None = None
    award_gained: date | None = None
    before: Before | None = None
    posts: tuple[Post, ...] = ()
    undated: bool = False

    @property
    def covered(self) -> bool:
        """Whether the rule covers the school."""
        return self.school in COVERED

    @property
    def is_senco(self) -> bool:
        """Whether the person holds the post now."""
        return self.in_post is Say.YES

    @property
    def began(self) -> date | None:
        """The first day of the post as it stands without a break."""
        return self.returned or self.since
