"""The answer of a calculator as a page shows it: the day first, then why, then what else follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from trigpoint.deadlines import Confidence, OutsideDatesError, TermsError, approximate_terms, induction, senco_clock
from trigpoint.deadlines.induction import years_needed
from trigpoint.deadlines.saying import many
from trigpoint.law.dates.closures import terms_around
from trigpoint.law.dates.forms import APPROXIMATE, INDUCTION, OWN, SENCO
from trigpoint.law.dates.groups import beside, calculators
from trigpoint.platform.pages import CalendarEvent, Citation, StatusKind, TrackDate, written

if TYPE_CHECKING:
    from datetime import date

    from trigpoint.deadlines import Calculator, Reckoning, Source, Terms
    from trigpoint.law.dates.forms import Asked
    from trigpoint.law.terms.years import CouncilTerms, Used

YEARS_AHEAD = 2
FRESH = timedelta(days=366)
"""Law that was read as it stood longer ago than this is marked as to be checked."""
SECOND_HAND = "Part of this rests on a secondary source. See the sources below."
FLOORS = {"ehc-draft-comments", "review-amendments-comments"}
"""Times that must be given in full: the day found is the earliest on which they may end."""


class CannotReckonError(ValueError):
    """A day that this calculator cannot count from; the message says why. `field` is the question to change."""

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class SourceRow:
    """Where a rule stands, and what was read of it."""

    citation: Citation
    title: str
    note: str
    read: date
    text_as_at: date | None
    is_secondary: bool


@dataclass(frozen=True, slots=True)
class Closed:
    """A bank holiday in the period, and whether it was counted."""

    on: date
    words: str


@dataclass(frozen=True, slots=True)
class DatePage:
    """A day that the law asks for, with everything that leads to it."""

    calculator: Calculator
    on: date
    opening: str
    counted_from: str
    standing: str
    moved: str
    plan_by: str
    rule: str
    steps: tuple[str, ...]
    closed: tuple[Closed, ...]
    doubts: tuple[str, ...]
    others: tuple[TrackDate, ...]
    checked_to: date
    calendar: str
    council: str = ""
    terms: tuple[Used, ...] = ()

    def events(self, address: str) -> tuple[CalendarEvent, ...]:
        """Return the days for a calendar. `address` is the page's own, so that the entry leads back to its reasons."""
        first = CalendarEvent(
            f"{self.calculator.id}-{self.on:%Y%m%d}@trigpoint",
            self.on,
            self.calculator.title,
            f"{self.rule}\n{self.counted_from}\n{address}",
        )
        others = (
            CalendarEvent(f"{self.calculator.id}-{number}-{row.on:%Y%m%d}@trigpoint", row.on, row.words, address)
            for number, row in enumerate(self.others, 1)
        )
        return (first, *others)


def date_page(calculator: Calculator, asked: Asked, *, today: date, council: CouncilTerms | None = None) -> DatePage:
    """Return the answer for what the form accepted; `council` has the term dates. Raises CannotReckonError."""
    try:
        found = reckoned(calculator, asked, council)
    except OutsideDatesError as error:
        raise CannotReckonError(str(error), "on") from error
    except TermsError as error:
        raise CannotReckonError(
            f"{str(error).rstrip('.')}. Enter the days when the school is closed", "terms"
        ) from error
    except ValueError as error:
        raise CannotReckonError(str(error), "later" if asked.later else "on") from error
    return DatePage(
        calculator=calculator,
        on=found.date,
        opening=opening_of(calculator),
        counted_from=counted_from(calculator, found),
        standing=standing_of(found, today),
        moved=moved_words(found),
        plan_by=plan_words(found),
        rule=found.rule,
        steps=found.steps,
        closed=tuple(
            Closed(one.day, f"{one.name}: {'counted' if one.counted else 'not counted'}") for one in found.closed
        ),
        doubts=doubts_of(found, today),
        others=tuple(other_dates(calculator, found, asked, today)),
        checked_to=found.checked_to,
        calendar=found.calendar,
        council=council.authority if council else "",
        terms=council.used(found.event, found.date) if council else (),
    )


def reckoned(calculator: Calculator, asked: Asked, council: CouncilTerms | None) -> Reckoning:
    """Return the day. Where a council's term dates do not reach far enough, approximate ones follow, and say so."""
    if council is None:
        return reckoned_in(calculator, asked, terms_of(calculator, asked))
    try:
        terms = council.around(asked.on, asked.closed)
        if terms is not None:
            return reckoned_in(calculator, asked, terms)
    except TermsError:
        pass  # they end too soon
    return reckoned_in(calculator, asked, council.filled(asked.on, asked.closed, years_of(calculator, asked)))


def reckoned_in(calculator: Calculator, asked: Asked, terms: Terms | None) -> Reckoning:
    """Return the day, school days being those of the terms."""
    if calculator.id == INDUCTION and terms is not None:
        return induction(calculator, asked.on, terms, percent=asked.percent, absent=asked.absent).deadline
    return calculator.reckon(asked.on, later=asked.later, terms=terms)


def terms_of(calculator: Calculator, asked: Asked) -> Terms | None:
    """Return the terms in which school days are counted, if the calculator asked for them."""
    if asked.terms == APPROXIMATE:
        return approximate_terms(years_of(calculator, asked))
    return terms_around(asked.on, asked.closed) if asked.terms == OWN else None


def years_of(calculator: Calculator, asked: Asked) -> range:
    """Return the school years in which days may be counted."""
    if calculator.id == INDUCTION:
        return years_needed(asked.on, asked.percent, asked.absent)
    return range(asked.on.year - 1, asked.on.year + YEARS_AHEAD)


def opening_of(calculator: Calculator) -> str:
    """Return what stands above the day: whose duty it is, and what kind of day."""
    if calculator.id == SENCO:
        return "The qualification is needed after"
    if calculator.id == INDUCTION:
        return "Induction can be completed on"
    if calculator.id in FLOORS:
        return f"{calculator.title}. The time may end on, and not before,"
    return f"{calculator.title}. {'From' if calculator.starts else 'By'}"


def counted_from(calculator: Calculator, found: Reckoning) -> str:
    """Return from which day what was counted, in one sentence."""
    start = written(found.event, weekday=True)
    period = calculator.clock.period
    if calculator.clock.before is not None or period is None:
        return f"Counted for {start}, when {calculator.clock.event.text}."
    how = "before" if str(calculator.clock.how).startswith("at least") else "from"
    at_least = "At least " if how == "before" else ""
    said = many(period.count, str(period.unit))
    return f"{at_least}{said} {how} {start}, when {calculator.clock.event.text}."


def standing_of(found: Reckoning, today: date) -> str:
    """Return how the day stands to today."""
    if found.date == today:
        return "That day is today."
    if found.date < today:
        return "That day has passed." if not found.starts else "The duty began on that day."
    return ""


def moved_words(found: Reckoning) -> str:
    """Return both days where a closed day moved the last one."""
    if not found.moved:
        return ""
    ends, moved = written(found.ends, weekday=True), written(found.date, weekday=True)
    return f"The period itself ends on {ends}. The rule moves the last day to {moved}."


def plan_words(found: Reckoning) -> str:
    """Return the working day to plan for, where the last day is none and nothing moves it."""
    if found.starts or found.plan_by == found.date:
        return ""
    return (
        f"That is no working day, and nothing in the sources moves it. Plan for {written(found.plan_by, weekday=True)}."
    )


def other_dates(calculator: Calculator, found: Reckoning, asked: Asked, today: date) -> list[TrackDate]:
    """Return the dates that run from the same day, earliest first."""
    rows: list[tuple[date, str]] = []
    for other in beside(calculator.id):
        reckoned = other.reckon(found.event)
        rows.append((reckoned.date, other.title))
    if calculator.id == SENCO:
        clock = senco_clock(calculator, found.event, asked.months)
        rows += [(one.day, one.text) for one in clock.milestones]
    if calculator.id == INDUCTION:
        after = calculators()["induction-recommendation"]
        rows.append((after.reckon(found.date).date, after.title))
    return [
        TrackDate(on, words, StatusKind.DUE if on >= today else None, is_past=on < today) for on, words in sorted(rows)
    ]


def doubts_of(found: Reckoning, today: date) -> tuple[str, ...]:
    """Return what is to be checked about an answer: the counting, the source, and law that was read long ago."""
    surely = found.confidence in {Confidence.READ, Confidence.COMPUTED}
    doubts = found.doubts or (() if surely else (SECOND_HAND,))
    if today - found.checked_to <= FRESH:
        return doubts
    return (*doubts, f"The law was read as it stood on {written(found.checked_to)}. It may have changed since.")


def source_row(source: Source) -> SourceRow:
    """Return a source as a page shows it."""
    return SourceRow(
        Citation(source.citation, source.address),
        source.title,
        source.note,
        source.read,
        source.text_as_at,
        source.confidence not in {Confidence.READ, Confidence.COMPUTED},
    )
