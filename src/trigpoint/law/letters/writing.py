"""A letter with its answers filled in: plain text, its days worked out, what law and guidance ask said apart."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass
from string import Formatter
from typing import TYPE_CHECKING, Any

from trigpoint.citations import find
from trigpoint.content import statute
from trigpoint.content.duties import Strength
from trigpoint.content.letters import DUTIES, Kind
from trigpoint.deadlines import OutsideDatesError
from trigpoint.law.dates.groups import calculators
from trigpoint.law.register import around
from trigpoint.platform.pages import NO_BREAK, TrackDate, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from trigpoint.content.duties import Duty
    from trigpoint.content.letters import Letter

SIGNED = "[Your name]\n[Your role, your school]\n[How to reach you]"
HEADINGS = {
    Strength.MUST: "What the law says must happen:",
    Strength.MAY: "What the law lets happen:",
    Strength.SHOULD: "What guidance says should happen:",
}
WIDTH = 78


class CannotWriteError(ValueError):
    """A day that a calculator cannot count from; the message says why. `field` is the question to change."""

    def __init__(self, message: str, field: str) -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class Written:
    """A letter ready to copy.

    `text` is for a page or a mail program, which break lines themselves; `file` has them broken. `given` are the
    answers and days as they stand in it, `days` its dates, earliest first; `checked_to` is None where nobody read some
    of its law.
    """

    text: str
    file: str
    given: Mapping[str, str]
    days: tuple[TrackDate, ...]
    checked_to: date | None


def write(letter: Letter, answers: Mapping[str, Any], *, today: date) -> Written:
    """Return the letter. `answers` are those of its form, by question. Raises CannotWriteError."""
    given = {one.id: said(one.kind, answers.get(one.id), dict(one.options)) for one in letter.questions}
    days: list[tuple[date, str]] = []
    for one in letter.dates:
        asked = answers.get(one.question)
        if asked is None:
            continue
        calculator = calculators()[one.calculator]
        try:
            found = calculator.reckon(asked)
        except OutsideDatesError as error:
            raise CannotWriteError(str(error), one.question) from error
        if one.passed and found.date >= today:
            raise CannotWriteError(
                f"The council has until {written(found.date)}. Send this letter after that day", one.question
            )
        given[one.id] = whole(found.date)
        days.append((found.date, calculator.title))
    checked_to = law_checked_to(letter)
    parts = [f"Subject: {letter.subject}", *paragraphs(letter, given), SIGNED, law_line(checked_to)]
    rows = tuple(TrackDate(on, words, is_past=on < today) for on, words in sorted(days))
    text = "\n\n".join(parts).replace(NO_BREAK, " ") + "\n"
    file = "\n\n".join(wrapped(part) for part in parts) + "\n"
    return Written(text, file, given, rows, checked_to)


def paragraphs(letter: Letter, given: Mapping[str, str]) -> Iterator[str]:
    """Yield the paragraphs whose answers are all there, the duties in their place."""
    for text in letter.body:
        if text == DUTIES:
            yield from duty_paragraphs(letter.duties)
            continue
        names = [name for _, name, _, _ in Formatter().parse(text) if name]
        if all(given.get(name) for name in names):
            yield text.format_map(given)


def duty_paragraphs(duties: tuple[Duty, ...]) -> Iterator[str]:
    """Yield what must, may and should happen, each under its own heading, with citation and day."""
    for strength, heading in HEADINGS.items():
        rows = [f"- {duty_line(one)}" for one in duties if one.strength is strength]
        if rows:
            yield "\n".join([heading, *rows])


def duty_line(duty: Duty) -> str:
    """Return a duty as a line: the sentence, by when, its citation and since when."""
    by_when = f" By when: {duty.by_when.rstrip('.')}." if duty.by_when else ""
    since = f", since {whole(duty.since)}" if duty.since else ""
    unsure = "; to be checked" if duty.to_be_checked else ""
    return f"{duty.sentence}{by_when} ({duty.citation}{since}{unsure})"


def law_checked_to(letter: Letter) -> date | None:
    """Return the day to which all the law in a letter was checked; None where nobody read some of it."""
    days = [statute.provision(one.provision).latest.shown_date for one in letter.duties]
    days += [calculators()[one.calculator].checked_to for one in letter.dates]
    return None if None in days else min(day for day in days if day is not None)


def law_line(checked_to: date | None) -> str:
    """Return the last line of a letter."""
    if checked_to is None:
        return "Part of the law in this letter is still to be checked. This is not legal advice."
    return f"Law checked to {whole(checked_to)}. This is not legal advice."


def provisions_of(letter: Letter) -> frozenset[str]:
    """Return the entries of the register that a letter rests on: through its duties and its calculators."""
    duties = {entry for one in letter.duties for entry in (one.provision, *one.also)}
    counted = {
        entries[0].id
        for one in letter.dates
        for source in calculators()[one.calculator].sources
        for cited in find(source.citation)
        if (entries := around(cited.citation))
    }
    return frozenset(duties | counted)


def said(kind: Kind, value: Any, options: Mapping[str, str]) -> str:  # noqa: ANN401 - as a form's field gives it
    """Return an answer as it stands in the letter; empty where there is none."""
    if value is None or value == "":
        return ""
    if kind is Kind.DATE:
        return whole(value, weekday=True)
    return options[value] if kind is Kind.CHOICE else str(value)


def whole(day: date, *, weekday: bool = False) -> str:
    """Return a date whose day, month and year no line breaks apart."""
    return f"{day:%A} " * weekday + written(day).replace(" ", NO_BREAK)


def wrapped(text: str) -> str:
    """Return a paragraph in lines of a width that mail programs and printers keep, its own lines kept apart.

    Dates stay whole; the spaces in them then become plain ones, which any program keeps.
    """
    lines = (
        textwrap.fill(line, WIDTH, subsequent_indent="  " if line.startswith("- ") else "") for line in text.split("\n")
    )
    return "\n".join(lines).replace(NO_BREAK, " ")
