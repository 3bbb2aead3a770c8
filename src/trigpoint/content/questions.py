"""Questions: what is asked, its one key, and why each answer is right or wrong, resting on provisions of the register.

A question is of one of six kinds. Its key has the shape of an answer (`learning.marking`): the id of an option, the ids
of several, steps in their order, a right-hand side for each left-hand one, or a day. The day is never written by hand:
a calculator gives it.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from enum import StrEnum
from functools import cache, cached_property
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from trigpoint.content.calculators import calculators
from trigpoint.content.library import installed_library
from trigpoint.content.statute import Provision, Version, provisions
from trigpoint.deadlines import Term, Terms, Unit, approximate_terms

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trigpoint.deadlines import Calculator, Reckoning

FOLDER = "questions/"
PINNED = "questions/pinned"
"""The file that says which text of each provision each question was checked against."""
TOPICS = (
    *("guidance-and-law", "senco-role", "sen-support", "assessment", "plans", "provision-and-specificity", "reviews"),
    *("admissions-and-placement", "appeals", "equality", "exclusion", "attendance-and-medical"),
    *("records-and-information", "changes-in-law"),
)
"""The topics, in the order in which pages list them; each is a file."""
OF_SCHOOL = {Unit.SCHOOL_DAYS, Unit.SCHOOL_TERMS}
"""Units that are counted in the terms of a school."""


class Kind(StrEnum):
    """How a question is answered."""

    SINGLE = "single"
    MULTIPLE = "multiple"
    ORDER = "order"
    MATCH = "match"
    DATE = "date"
    CLAUSE = "clause"


class Use(StrEnum):
    """Where a question may be asked."""

    PRACTICE = "practice"
    EXAMINATION = "examination"


@dataclass(frozen=True, slots=True)
class Choice:
    """An option to choose, or not, and why. `citation` is that of a part of a passage; options have none."""

    id: str
    words: str
    right: bool
    why: str
    citation: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """One of the steps to put into order, and why it stands where it does."""

    id: str
    words: str
    why: str


@dataclass(frozen=True, slots=True)
class Pair:
    """A left-hand side with the right-hand side that fits it, and why."""

    id: str
    left: str
    right: str
    why: str


@dataclass(frozen=True, slots=True)
class Extra:
    """A right-hand side that fits nothing, and why not."""

    id: str
    words: str
    why: str


@dataclass(frozen=True, slots=True)
class Near:
    """A wrong day that people give, and why it is wrong."""

    day: date
    why: str


@dataclass(frozen=True)
class Question:
    """A question with its key.

    on: the day of the case; None where the law as it now is applies. versions: for each provision the day of the text
    that the question rests on; None where the register has no dated text. key: the right answer, in the shape of an
    answer. worked: the sentences by which a calculator came to the day; none for other kinds. to_be_checked: whether
    anything it rests on still is.
    """

    id: str
    topic: str
    topic_title: str
    kind: Kind
    outcomes: tuple[str, ...]
    on: date | None
    stem: str
    use: tuple[Use, ...]
    provisions: tuple[str, ...]
    versions: Mapping[str, date | None]
    citation: str
    because: str
    checked_on: date
    to_be_checked: bool
    key: str | tuple[str, ...] | Mapping[str, str]
    options: tuple[Choice, ...] = ()
    steps: tuple[Step, ...] = ()
    pairs: tuple[Pair, ...] = ()
    extra: tuple[Extra, ...] = ()
    parts: tuple[Choice, ...] = ()
    near: tuple[Near, ...] = ()
    calculator: str = ""
    event: date | None = None
    worked: tuple[str, ...] = ()

    @property
    def for_practice(self) -> bool:
        """Whether practice may ask it."""
        return Use.PRACTICE in self.use

    @property
    def for_examination(self) -> bool:
        """Whether an examination may ask it, as far as its author and the register say."""
        return Use.EXAMINATION in self.use

    @cached_property
    def choices(self) -> tuple[Choice, ...]:
        """The options of a choice, or the parts of a passage."""
        return self.options or self.parts

    @cached_property
    def rights(self) -> Mapping[str, str]:
        """The right-hand sides to choose among, by id, each once: several left-hand sides may share one."""
        found: dict[str, str] = {}
        for id_, words in (*((one.id, one.right) for one in self.pairs), *((one.id, one.words) for one in self.extra)):
            if words not in found.values():
                found[id_] = words
        return MappingProxyType(found)

    @cached_property
    def text_hash(self) -> str:
        """What a review is of: everything that is asked and said, and the texts of law that it rests on."""
        apart = {"topic_title", "checked_on", "use"}
        said = {one.name: getattr(self, one.name) for one in fields(self) if one.name not in apart}
        text = json.dumps(said, sort_keys=True, default=_plain, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()


def text_hash(question: Question) -> str:
    """Return the hash of a question's text, key and versions; it is worked out once."""
    return question.text_hash


def _plain(value: object) -> object:
    """Return what JSON has no word for as something that it has."""
    if isinstance(value, Mapping):
        return dict(value)
    return str(value) if isinstance(value, date) else asdict(value)  # type: ignore[call-overload]


def version_for(provision: Provision, day: date | None) -> Version | None:
    """Return the row of a provision on which a question rests: that of the day of the case, else the newest."""
    return provision.on(day) if day is not None else provision.latest


def pin_of(version: Version) -> date | None:
    """Return the day by which a question knows the text of a provision: that of the text, else of its reading."""
    return version.text_as_at or version.read


def needs_terms(calculator: Calculator) -> bool:
    """Return whether a calculator counts in the terms of a school."""
    periods = [clock.period for clock in (calculator.clock, calculator.later) if clock is not None]
    return any(period is not None and period.unit in OF_SCHOOL for period in periods)


def reckoned(said: Mapping[str, Any], calculator: Calculator) -> Reckoning:
    """Return the day that a calculator gives for the case of a question, with its reasons.

    Where it counts in school terms and the case gives none, the terms are approximate, and the reckoning says so.
    Raises ValueError, with words for the author, where the calculator gives none.
    """
    event: date = said["event"]
    terms = None
    if needs_terms(calculator):
        closed = frozenset(said.get("closed") or ())
        given = tuple(
            Term(str(one.get("name", f"term {number}")), one["from"], one["until"])
            for number, one in enumerate(said.get("terms") or (), 1)
        )
        stand_in = approximate_terms(range(event.year - 1, event.year + 2))
        terms = (
            Terms(given, closed, source="the term dates of the case")
            if given
            else Terms(stand_in.terms, closed, approximate=True, source=stand_in.source)
        )
    return calculator.reckon(event, later=said.get("later"), terms=terms)


def read_questions(
    files: Mapping[str, Mapping[str, Any]], register: Iterable[Provision], known: Mapping[str, Calculator]
) -> dict[str, Question]:
    """Return the questions of files that passed the check, by id. Files are data by topic; `known` are calculators."""
    entries = {entry.id: entry for entry in register}
    order = {topic: place for place, topic in enumerate(TOPICS)}
    read = [
        _question(said, topic, data, entries, known)
        for topic, data in sorted(files.items(), key=lambda file: order.get(file[0], len(order)))
        for said in data["questions"]
    ]
    return {one.id: one for one in read}


def _question(
    said: Mapping[str, Any],
    topic: str,
    data: Mapping[str, Any],
    entries: Mapping[str, Provision],
    known: Mapping[str, Calculator],
) -> Question:
    on = said.get("on")
    rests_on = {id_: version_for(entries[id_], on) or entries[id_].latest for id_ in said["provisions"]}
    kind = Kind(said["kind"])
    reckoning = reckoned(said, known[said["calculator"]]) if kind is Kind.DATE else None
    question = Question(
        id=said["id"],
        topic=topic,
        topic_title=str(data["title"]),
        kind=kind,
        outcomes=tuple(said["outcomes"]),
        on=on,
        stem=_words(said["stem"]),
        use=tuple(Use(one) for one in said["use"]),
        provisions=tuple(said["provisions"]),
        versions=MappingProxyType({id_: pin_of(version) for id_, version in rests_on.items()}),
        citation=_words(said["citation"]),
        because=_words(said["because"]),
        checked_on=said.get("checked_on", data["checked_on"]),
        to_be_checked=any(version.to_be_checked for version in rests_on.values())
        or (reckoning is not None and bool(reckoning.doubts)),
        key=reckoning.date.isoformat() if reckoning else "",
        options=_choices(said.get("options")),
        steps=tuple(Step(one["id"], _words(one["words"]), _words(one["why"])) for one in said.get("steps") or ()),
        pairs=tuple(
            Pair(one["id"], _words(one["left"]), _words(one["right"]), _words(one["why"]))
            for one in said.get("pairs") or ()
        ),
        extra=tuple(Extra(one["id"], _words(one["words"]), _words(one["why"])) for one in said.get("extra") or ()),
        parts=_choices(said.get("parts")),
        near=tuple(Near(one["day"], _words(one["why"])) for one in said.get("near") or ()),
        calculator=said.get("calculator", ""),
        event=said.get("event"),
        worked=reckoning.steps if reckoning else (),
    )
    return question if reckoning else replace(question, key=_key(question))


def _choices(said: Iterable[Mapping[str, Any]] | None) -> tuple[Choice, ...]:
    return tuple(
        Choice(
            str(one["id"]),
            _words(one["words"]),
            bool(one.get("right", False)),
            _words(one["why"]),
            _words(one.get("citation", "")),
        )
        for one in said or ()
    )


def _key(question: Question) -> str | tuple[str, ...] | Mapping[str, str]:
    """Return the right answer of a question whose key its author marked."""
    if question.kind is Kind.ORDER:
        return tuple(step.id for step in question.steps)
    if question.kind is Kind.MATCH:
        by_words = {words: id_ for id_, words in question.rights.items()}
        return MappingProxyType({pair.id: by_words[pair.right] for pair in question.pairs})
    right = tuple(one.id for one in question.choices if one.right)
    return right[0] if question.kind is Kind.SINGLE else right


def _words(text: object) -> str:
    return " ".join(str(text).split())


@cache
def questions() -> Mapping[str, Question]:
    """Return this installation's questions, by id, topic by topic."""
    documents = installed_library().documents
    files = {
        name.removeprefix(FOLDER): document.data
        for name, document in documents.items()
        if name.startswith(FOLDER) and name != PINNED
    }
    return MappingProxyType(read_questions(files, provisions(), calculators()))


@cache
def topics() -> Mapping[str, str]:
    """Return the titles of the topics that have questions, by topic, in their order."""
    return MappingProxyType({one.topic: one.topic_title for one in questions().values()})


@cache
def resting_on(provision: str) -> tuple[Question, ...]:
    """Return the questions that rest on an entry of the register."""
    return tuple(one for one in questions().values() if provision in one.provisions)
