"""What pages show, as frozen rows: a view makes them, a component tag draws them.

No row decides anything. Words are final, except dates, which the components write.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date  # noqa: TC003 - part of the rows' types, which readers may want to resolve
from enum import StrEnum

NO_BREAK = "\N{NO-BREAK SPACE}"


def written(day: date, *, weekday: bool = False) -> str:
    """Return a date as pages write it, day and month joined by a no-break space.

    >>> written(date(2027, 3, 3)).replace(NO_BREAK, "_")
    '3_March 2027'
    >>> written(date(2026, 11, 23), weekday=True).replace(NO_BREAK, "_")
    'Monday 23_November 2026'
    """
    name = f"{day:%A} " if weekday else ""
    return f"{name}{day.day}{NO_BREAK}{day:%B} {day.year}"


class StatusKind(StrEnum):
    """The seven statuses and no others. Each has a shape and words, so that it reads without its colour."""

    MET = "met"
    UNMET = "unmet"
    DUE = "due"
    OVERDUE = "overdue"
    UNCLEAR = "unclear"
    WAITING = "waiting"
    EXEMPT = "exempt"


@dataclass(frozen=True, slots=True)
class Status:
    """A status as shown. Make one with the functions below, which hold the words."""

    kind: StatusKind
    words: str


MET = Status(StatusKind.MET, "Met")
NOT_YET_MET = Status(StatusKind.UNMET, "Not yet met")
OVERDUE = Status(StatusKind.OVERDUE, "Overdue")
UNCLEAR = Status(StatusKind.UNCLEAR, "Unclear in law")
DOES_NOT_APPLY = Status(StatusKind.EXEMPT, "Does not apply")


def due(day: date) -> Status:
    """Return *Due 1 September 2028*."""
    return Status(StatusKind.DUE, f"Due {written(day)}")


def lapses(day: date) -> Status:
    """Return *Lapses 3 March 2027*."""
    return Status(StatusKind.DUE, f"Lapses {written(day)}")


def waiting_for(name: str) -> Status:
    """Return *Waiting for Mr Okafor*."""
    return Status(StatusKind.WAITING, f"Waiting for {name}")


@dataclass(frozen=True, slots=True)
class Citation:
    """A provision as a link: its words, its address (may be empty), and the day from which it reads so."""

    words: str
    url: str = ""
    since: date | None = None


@dataclass(frozen=True, slots=True)
class Reason:
    """One step of *why we say this*: what was found, in words, with its sources."""

    status: Status
    heading: str
    text: str = ""
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class NextStep:
    """Something to do next. The minutes go into the link: some screen readers read links alone."""

    words: str
    url: str
    minutes: int | None = None
    why: str = ""


@dataclass(frozen=True, slots=True)
class Duty:
    """A thing that law says must be done, or that the Code or guidance says should be done."""

    text: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class TrackDate:
    """A date on a line: when, what happens, how it stands. A past date is drawn filled."""

    on: date
    words: str
    kind: StatusKind | None = None
    is_past: bool = False


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """An answer to check. `change_what` completes the link for a screen reader: *Change your school*."""

    key: str
    value: str
    change_url: str = ""
    change_what: str = ""


@dataclass(frozen=True, slots=True)
class Crumb:
    """A page above this one."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """A whole-day event. `uid` stays the same when the file is made again, so that calendars update it."""

    uid: str
    on: date
    title: str
    notes: str = field(default="")
