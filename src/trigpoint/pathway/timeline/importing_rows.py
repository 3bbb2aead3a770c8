"""From the rows of a file to what would be entered, with everything that is wrong, by row and column. Pure.

Schools are matched before (`Match`): this module asks no database. A row is good, there already, or has problems.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from trigpoint.kernel import Fact, Period
from trigpoint.pathway.timeline import amounts
from trigpoint.pathway.timeline.forms import AHEAD, AWARD_CHANGED
from trigpoint.pathway.timeline.importing import MOST_CELL, Line
from trigpoint.pathway.timeline.importing_dates import DateCellError, day_in
from trigpoint.pathway.timeline.importing_words import (
    KINDS,
    ROLES,
    STANDINGS,
    STILL,
    Column,
    Kind,
    plain,
    qualification,
)
from trigpoint.pathway.timeline.page import duration, title_of, when
from trigpoint.pathway.timeline.posts import DAY, Said
from trigpoint.pathway.timeline.roles import Role, Standing
from trigpoint.platform.pages import written
from trigpoint.schools.unlisted import MOST_NAME

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from trigpoint.pathway.timeline.posts import Post
    from trigpoint.pathway.timeline.qualifications import Qualification
    from trigpoint.record.queries import EntryRow

LEAST_MINUTES, MOST_MINUTES = 5, 12_000


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a cell: the column as the template names it, and what to do."""

    column: str
    words: str


@dataclass(frozen=True, slots=True)
class Option:
    """A school that may be meant: how facts name it, and what is shown."""

    setting: str
    words: str


@dataclass(frozen=True, slots=True)
class Match:
    """What a school's cells come to: the setting, where it is sure or chosen, or the options to choose from.

    `covered` tells whether the rules on SENCOs cover the school, None where nobody here knows.
    """

    setting: str = ""
    name: str = ""
    covered: bool | None = None
    options: tuple[Option, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the file as it would be entered. `said` is a post, `fact` anything else, with its note.

    `there` says why it is not entered again.
    """

    line: Line
    title: str
    lines: tuple[str, ...] = ()
    said: Said | None = None
    fact: Fact | None = None
    note: str = ""
    problems: tuple[Problem, ...] = ()
    options: tuple[Option, ...] = ()
    chosen: str = ""
    there: str = ""

    @property
    def number(self) -> int:
        """The number of the row in the file."""
        return self.line.number

    @property
    def is_good(self) -> bool:
        """Whether it would be entered."""
        return not self.problems and not self.there

    @property
    def is_unsure(self) -> bool:
        """Whether a school has to be chosen first, and nothing else is wrong."""
        return bool(self.options) and not self.chosen and len(self.problems) == 1

    @property
    def field(self) -> str:
        """The name of its choice in the form."""
        return f"school-{self.number}"


@dataclass(slots=True)
class _Reading:
    """A row while it is read: what is wrong so far."""

    line: Line
    today: date
    problems: list[Problem] = field(default_factory=list)

    def wrong(self, column: Column, words: str) -> None:
        self.problems.append(Problem(column.value, words))

    def day(self, column: Column, *, end: bool = False, needed: str = "") -> date | None:
        cell = self.line.get(column)
        if not cell:
            if needed:
                self.wrong(column, needed)
            return None
        try:
            return day_in(cell, self.today, end=end)
        except DateCellError as error:
            self.wrong(column, str(error))
            return None


def rows_of(
    lines: Iterable[Line],
    matches: Mapping[int, Match],
    *,
    posts: Sequence[Post],
    history: Iterable[EntryRow],
    today: date,
) -> tuple[Row, ...]:
    """Return every row of a file. `matches` are the schools by row, `posts` and `history` what stands there already."""
    counted = [row for row in history if row.counts and row.fact is not None]
    there: set[object] = {(post.said.role, post.said.setting, post.said.first) for post in posts}
    there |= {(row.fact.code, row.fact.valid.start, row.note) for row in counted if row.fact}
    held = {row.fact.code: row.fact.valid.start for row in counted if row.fact}
    seen: dict[object, int] = {}
    found = []
    for line in lines:
        row = _row(line, matches.get(line.number, Match()), today)
        if not row.problems:
            key = _key(row)
            row = replace(row, there=_why_there(row, key, there, held, seen))
            seen.setdefault(key, row.number)
            if row.fact is not None:
                held.setdefault(row.fact.code, row.fact.valid.start)
        found.append(row)
    return tuple(found)


def _key(row: Row) -> object:
    """Return by what a row is known again: a post by role, school and first day, anything else by all that it says."""
    if row.said is not None:
        return (row.said.role, row.said.setting, row.said.first)
    assert row.fact is not None
    return (row.fact.code, row.fact.valid.start, row.note)


def _why_there(row: Row, key: object, there: set[object], held: Mapping[str, date], seen: Mapping[object, int]) -> str:
    """Return why a row is not entered again, or an empty text."""
    if key in there:
        return "On your timeline already."
    if key in seen:
        return f"The same as row {seen[key]}."
    if row.fact is not None and row.fact.code.startswith("holds:") and row.fact.code in held:
        return f"Held since {written(held[row.fact.code])} already. Correct that entry if the date is wrong."
    return ""


def _row(line: Line, match: Match, today: date) -> Row:
    reading = _Reading(line, today)
    for column, cell in line.cells.items():
        if len(cell) > MOST_CELL:
            reading.wrong(column, f"At most {MOST_CELL} letters fit. Make it shorter")
    kind = KINDS.get(plain(line.get(Column.KIND)))
    if kind is None:
        said = f"“{line.get(Column.KIND)[:40]}” is no kind" if line.get(Column.KIND) else "The kind is missing"
        reading.wrong(Column.KIND, f"{said}. Write post, qualification, training or training led")
        return Row(line, line.get(Column.WHAT) or f"Row {line.number}", problems=tuple(reading.problems))
    if kind is Kind.POST:
        return _post(reading, match)
    if kind is Kind.QUALIFICATION:
        return _qualification(reading)
    return _training(reading, kind)


def _post(reading: _Reading, match: Match) -> Row:
    line, today = reading.line, reading.today
    role = ROLES.get(plain(line.get(Column.WHAT)))
    if role is None:
        reading.wrong(
            Column.WHAT,
            "Write SENCO, assistant SENCO, head teacher, teacher, teaching assistant or other. "
            "Your own title goes under “job title”",
        )
    first = reading.day(Column.FIRST, needed="Enter the first day of the post, like 1/9/2016")
    still = plain(line.get(Column.LAST)) in STILL or line.get(Column.LAST) in STILL
    last = None if still else reading.day(Column.LAST, end=True)
    if first and first > today + AHEAD:
        reading.wrong(Column.FIRST, f"The first day must be {written(today + AHEAD)} or earlier")
    if first and last and last < first:
        reading.wrong(Column.LAST, f"The last day must be {written(first)} or later")
    hundredths, typed = _hours(reading)
    standing = _standing(reading, role)
    title = line.get(Column.TITLE)
    if len(title) > MOST_NAME:
        reading.wrong(Column.TITLE, f"At most {MOST_NAME} letters fit. Make it shorter")
    if match.problem:
        reading.wrong(Column.SCHOOL, match.problem)
    elif role is Role.SENCO and match.setting and match.covered is None:
        reading.wrong(
            Column.SCHOOL,
            "The register does not tell whether the SENCO rules cover this school. Add this post on your timeline: "
            "the page asks about it",
        )
    heading = role.words if role else line.get(Column.WHAT) or f"Row {line.number}"
    if reading.problems or role is None or first is None:
        return Row(line, heading, problems=tuple(reading.problems), options=match.options, chosen=match.setting)
    said = Said(
        role=role, setting=match.setting, first=first, last=last, hundredths=hundredths, hours=typed, title=title,
        standing=standing, covered=match.covered is not False,
    )  # fmt: skip
    hours = amounts.in_words(hundredths, typed)
    words = (match.name, when(first, last), hours[:1].upper() + hours[1:], *_standing_words(said))
    return Row(line, title_of(said), words, said=said, note=title, options=match.options, chosen=match.setting)


def _hours(reading: _Reading) -> tuple[int, str]:
    """Return hundredths of full time and what was typed as hours; full time where nothing is said."""
    line = reading.line
    share, hours = line.get(Column.PART), line.get(Column.HOURS)
    if share:
        found = amounts.part(share)
        if found is None:
            reading.wrong(Column.PART, f"“{share[:20]}” is no part of full time. Write it like 0.8 or 80%")
        return found or 0, ""
    if not hours:
        return 100, ""
    number, week = amounts.number(hours), amounts.number(line.get(Column.WEEK) or str(amounts.USUAL_WEEK))
    if number is None or not 0 < number <= amounts.LONGEST_WEEK:
        reading.wrong(Column.HOURS, f"“{hours[:20]}” are no hours a week. Write a number up to 60, like 27.5")
        return 0, ""
    if week is None or not 1 <= week <= amounts.LONGEST_WEEK:
        reading.wrong(Column.WEEK, "Write the hours of a full-time week, like 37, or leave it empty")
        return 0, ""
    return amounts.share(number, week), f"{amounts.plainly(number)}/{amounts.plainly(week)}"


def _standing(reading: _Reading, role: Role | None) -> Standing:
    cell = reading.line.get(Column.WORKED_AS)
    if role not in {Role.SENCO, Role.ASSISTANT}:
        return {Role.HEAD: Standing.HEAD, Role.TEACHER: Standing.TEACHER}.get(role or Role.OTHER, Standing.NEITHER)
    found = STANDINGS.get(plain(cell))
    if found is None:
        reading.wrong(Column.WORKED_AS, "Write teacher, head or neither: the law asks how a SENCO works at the school")
    return found or Standing.NEITHER


def _standing_words(said: Said) -> tuple[str, ...]:
    if said.standing is Standing.NEITHER or said.role.value == said.standing.value:
        return ()
    return ("Also teacher there",) if said.standing is Standing.TEACHER else ("Also head there",)


def _qualification(reading: _Reading) -> Row:
    line = reading.line
    what = qualification(line.get(Column.WHAT))
    if what is None:
        reading.wrong(
            Column.WHAT, "We do not know this qualification by that name. Write it as the list below the template does"
        )
    gained = reading.day(Column.FIRST, needed="Enter the day it was awarded, like 31/7/2018")
    until = _until(reading, what)
    began = reading.day(Column.BEGAN) if what and what.began else None
    if gained and gained > reading.today:
        reading.wrong(Column.FIRST, "The day must be today or in the past")
    if gained and began and gained < began:
        reading.wrong(Column.FIRST, f"The day must be {written(began)} or later, when the course began")
    if what and what.code == "holds:nasenco" and gained and gained >= AWARD_CHANGED and began is None:
        reading.wrong(Column.BEGAN, "Enter the day the course began: the law asks for it of an award this late")
    if gained and until and until < gained:
        reading.wrong(Column.LAST, f"The last day must be {written(gained)} or later")
    title = what.words if what else line.get(Column.WHAT) or f"Row {line.number}"
    if reading.problems or what is None or gained is None:
        return Row(line, title, problems=tuple(reading.problems))
    fact = Fact(what.code, Period(gained, None if until is None else until + DAY), began=began)
    words = (f"Since {written(gained)}" if until is None else when(gained, until),)
    return Row(line, title, words + ((f"Begun {written(began)}",) if began else ()), fact=fact)


def _until(reading: _Reading, what: Qualification | None) -> date | None:
    if what is None or not what.until or plain(reading.line.get(Column.LAST)) in STILL:
        return None
    return reading.day(Column.LAST, end=True)


def _training(reading: _Reading, kind: Kind) -> Row:
    line = reading.line
    what, day = line.get(Column.WHAT), reading.day(Column.FIRST, needed="Enter the day of the training, like 14/3/2024")
    if not what:
        reading.wrong(Column.WHAT, "Enter what the training was, in one line")
    if len(what) > 200:  # noqa: PLR2004 - as the page for one training takes
        reading.wrong(Column.WHAT, "At most 200 letters fit. Make it shorter")
    if day and day > reading.today:
        reading.wrong(Column.FIRST, "The day must be today or in the past")
    minutes = line.get(Column.MINUTES)
    length = int(minutes) if minutes.isascii() and minutes.isdigit() and len(minutes) <= 5 else 0  # noqa: PLR2004 - digits
    if kind is Kind.TRAINING and not LEAST_MINUTES <= length <= MOST_MINUTES:
        reading.wrong(Column.MINUTES, "Enter how long it was in minutes, like 90")
    if reading.problems or day is None:
        return Row(line, what or f"Row {line.number}", problems=tuple(reading.problems))
    is_own = kind is Kind.TRAINING
    fact = Fact("did:cpd" if is_own else "led:training", Period(day, day + DAY), length if is_own else None)
    lines = (written(day), duration(length)) if is_own else (written(day),)
    return Row(line, what if is_own else f"Led training: {what}", lines, fact=fact, note=what)
