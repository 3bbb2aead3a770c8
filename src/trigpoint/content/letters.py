"""Letters, notes and agendas, each tied to duties and to calculators of days; and plainer words for hard ones.

What law and guidance ask is never part of a letter's own words: it comes from the duties that it names.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any

from trigpoint.content.duties import Duty, duties
from trigpoint.content.library import installed_library

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

FOLDER = "letters/"
DUTIES = "{duties}"
"""The paragraph in whose place the duties stand."""


class Kind(StrEnum):
    """What a letter asks: a day, a few words, or one of some answers."""

    DATE = "date"
    WORDS = "words"
    CHOICE = "choice"


@dataclass(frozen=True, slots=True)
class Question:
    """Something that a letter needs to know. `ask` completes its error: *Enter the day of the meeting*.

    `options` are the answers of a choice: what is sent, and the words that stand in the letter.
    """

    id: str
    kind: Kind
    label: str
    ask: str
    hint: str
    optional: bool
    past: bool
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class LetterDate:
    """A day that a calculator works out from an answer. `passed`: there is no letter before it is over."""

    id: str
    calculator: str
    question: str
    passed: bool


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter, note or agenda. `body` are paragraphs; one whose answers are missing is left out."""

    id: str
    title: str
    writes: str
    lede: str
    checked_on: date
    duties: tuple[Duty, ...]
    questions: tuple[Question, ...]
    dates: tuple[LetterDate, ...]
    subject: str
    body: tuple[str, ...]
    after: tuple[str, ...]


def read_letters(files: Mapping[str, Mapping[str, Any]], known: Mapping[str, Duty]) -> tuple[Letter, ...]:
    """Return the letters of files that passed the check, in their order. `known` are the duties by id."""
    return tuple(_letter(said, data, known) for data in files.values() for said in data.get("letters", ()))


def _letter(said: Mapping[str, Any], data: Mapping[str, Any], known: Mapping[str, Duty]) -> Letter:
    return Letter(
        id=said["id"],
        title=said["title"],
        writes=said["writes"],
        lede=said["lede"],
        checked_on=said.get("checked_on", data["checked_on"]),
        duties=tuple(known[one] for one in said["duties"]),
        questions=tuple(_question(one) for one in said["questions"]),
        dates=tuple(
            LetterDate(one["id"], one["calculator"], one["from"], one.get("passed", False))
            for one in said.get("dates", ())
        ),
        subject=said["subject"],
        body=tuple(said["body"]),
        after=tuple(said["after"]),
    )


def _question(said: Mapping[str, Any]) -> Question:
    return Question(
        id=said["id"],
        kind=Kind(said["kind"]),
        label=said["label"],
        ask=said["ask"],
        hint=said.get("hint", ""),
        optional=said.get("optional", False),
        past=said.get("past", False),
        options=tuple(said.get("options", {}).items()),
    )


def _files() -> Mapping[str, Mapping[str, Any]]:
    documents = installed_library().documents
    return {name: document.data for name, document in documents.items() if name.startswith(FOLDER)}


@cache
def letters() -> tuple[Letter, ...]:
    """Return this installation's letters."""
    return read_letters(_files(), {one.id: one for one in duties()})


@cache
def plain_words() -> Mapping[str, str]:
    """Return hard words, in small letters, with what says the same more plainly."""
    return {hard: plain for data in _files().values() for hard, plain in data.get("plain_words", {}).items()}
