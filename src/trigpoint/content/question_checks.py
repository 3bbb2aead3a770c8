"""Checks of questions: each has one key, a reason for every answer, and law under it that somebody read."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import TYPE_CHECKING, Any

from trigpoint.citations import find
from trigpoint.content.calculators import calculators_in
from trigpoint.content.law import IDENTIFIER
from trigpoint.content.questions import FOLDER, PINNED, TOPICS, Kind, Use, needs_terms, pin_of, reckoned, version_for
from trigpoint.content.shapes import dates, keys
from trigpoint.content.statute import Confidence, Provision, read_register
from trigpoint.kernel import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from trigpoint.content.marked import Document
    from trigpoint.kernel.read_values import Place

FILE = ("title", "topic", "checked_on", "questions")
FILE_OPTIONAL = ("second_reading",)
NEEDED = ("id", "kind", "outcomes", "stem", "use", "provisions", "citation", "because")
OPTIONAL = ("on", "checked_on")
OF_KIND: Mapping[Kind, tuple[str, ...]] = {
    Kind.SINGLE: ("options",),
    Kind.MULTIPLE: ("options",),
    Kind.ORDER: ("steps",),
    Kind.MATCH: ("pairs",),
    Kind.DATE: ("calculator", "event", "near"),
    Kind.CLAUSE: ("parts",),
}
"""What each kind needs besides."""
OF_KIND_OPTIONAL: Mapping[Kind, tuple[str, ...]] = {
    Kind.MATCH: ("extra",),
    Kind.DATE: ("closed", "terms", "later"),
}
ROWS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...], int, int]] = {
    "options": (("id", "words", "why"), ("right",), 3, 5),
    "parts": (("id", "citation", "words", "why"), ("right",), 3, 8),
    "steps": (("id", "words", "why"), (), 3, 6),
    "pairs": (("id", "left", "right", "why"), (), 3, 6),
    "extra": (("id", "words", "why"), (), 0, 2),
    "near": (("day", "why"), (), 1, 5),
    "terms": (("from", "until"), ("name",), 1, 12),
}
"""The keys of a row, those it may have, and how many rows there are at least and at most."""
MOST_WORDS = 70
"""A question is read on a phone, between two lessons."""
LEAST_TO_JUDGE = 6
MOST_LONGEST = 0.5
"""Of a file's questions with one right answer, the share in which it may be the longest before that gives it away."""


def question_problems(documents: Mapping[str, Document], outcomes: set[str]) -> Iterator[tuple[str, Problem, bool]]:
    """Yield what is wrong with the questions, each with its file and whether it is a warning only.

    documents: all of the content. outcomes: the ids that the award has; empty where it could not be read.
    """
    return _Check(documents, outcomes).problems()


class _Check:
    """What questions may refer to, and the files of questions."""

    def __init__(self, documents: Mapping[str, Document], outcomes: set[str]) -> None:
        data = {name: one.data if isinstance(one.data, dict) else {} for name, one in documents.items()}
        self.files = {name: said for name, said in data.items() if name.startswith(FOLDER) and name != PINNED}
        self.pinned = data.get(PINNED)
        self.outcomes = outcomes
        self.calculators = calculators_in(documents) if self.files else {}
        statute = ((name.removeprefix("statute/"), said) for name, said in data.items() if name.startswith("statute/"))
        try:
            self.entries: dict[str, Provision] = {one.id: one for one in read_register(statute)} if self.files else {}
        except (KeyError, ValueError, StopIteration, TypeError):
            self.entries = {}  # the register's own check says what is wrong with it
        self.seen: dict[str, str] = {}

    def problems(self) -> Iterator[tuple[str, Problem, bool]]:
        if self.files and not self.entries:
            yield (
                next(iter(self.files)),
                Problem((), "cannot be checked until the register of provisions can be read"),
                False,
            )
            return
        for name, said in self.files.items():
            for problem in self._file(name, said):
                yield name, problem, False
            for problem in _gives_away(said):
                yield name, problem, True
        for id_ in (self.pinned or {}).get("pinned") or {}:
            if id_ not in self.seen:
                yield (
                    PINNED,
                    Problem(("pinned", id_), "there is no such question; run `trigpoint pin-questions`"),
                    False,
                )

    def _file(self, name: str, data: Mapping[str, Any]) -> Iterator[Problem]:
        yield from keys(data, (), FILE, FILE_OPTIONAL, "a file of questions")
        yield from dates(data, (), ("checked_on",))
        topic = name.removeprefix(FOLDER)
        if topic not in TOPICS:
            yield Problem((), f"{topic} is no topic; use one of {', '.join(TOPICS)}")
        if data.get("topic") not in (None, topic):
            yield Problem(("topic",), f"is {data['topic']}, but the file is {topic}.yaml; they are to be the same")
        listed = data.get("questions")
        if not isinstance(listed, list):
            yield Problem((), "has no list of `questions`")
            return
        for i, said in enumerate(listed):
            if isinstance(said, dict):
                yield from self._question(said, ("questions", i), name, data)
            else:
                yield Problem(("questions", i), "is no question: write `- id: …` and its keys below")

    def _question(self, said: Mapping[str, Any], place: Place, name: str, data: Mapping[str, Any]) -> Iterator[Problem]:
        if said.get("kind") not in set(Kind):
            yield Problem((*place, "kind") if "kind" in said else place, f"kind is one of {', '.join(Kind)}")
            return
        kind = Kind(said["kind"])
        needed, optional = (*NEEDED, *OF_KIND[kind]), (*OPTIONAL, *OF_KIND_OPTIONAL.get(kind, ()))
        wrong = [
            *keys(said, place, needed, optional, f"a question of kind {kind}"),
            *dates(said, place, ("on", "event", "later", "checked_on")),
        ]
        yield from wrong
        yield from self._id(said, place, name)
        for key in ("outcomes", "use", "provisions"):
            if key in said and not isinstance(said[key], list):
                wrong.append(Problem((*place, key), f"{key} is a list, such as [{said[key]}]"))
                yield wrong[-1]
        if wrong:
            return
        yield from self._told(said, place)
        rows = [problem for key in ROWS if key in said for problem in _rows(said, key, place)]
        yield from rows
        if not rows:
            yield from _key_problems(said, place, kind)
            yield from self._law(said, place, data)

    def _id(self, said: Mapping[str, Any], place: Place, name: str) -> Iterator[Problem]:
        id_ = str(said.get("id"))
        if not IDENTIFIER.fullmatch(id_):
            yield Problem((*place, "id"), "an id is small letters, digits and hyphens, such as request-answer-day")
        if id_ in self.seen:
            yield Problem((*place, "id"), f"{id_} is also an id in {self.seen[id_]}.yaml")
        self.seen.setdefault(id_, name)

    def _told(self, said: Mapping[str, Any], place: Place) -> Iterator[Problem]:
        if (words := len(str(said["stem"]).split())) > MOST_WORDS:
            yield Problem((*place, "stem"), f"has {words} words; keep to {MOST_WORDS}")
        for use in said["use"]:
            if use not in set(Use):
                yield Problem((*place, "use"), f"{use} is no use; write practice, examination or both")
        for outcome in said["outcomes"]:
            if self.outcomes and outcome not in self.outcomes:
                yield Problem((*place, "outcomes"), f"the award has no outcome {outcome}")

    def _law(self, said: Mapping[str, Any], place: Place, data: Mapping[str, Any]) -> Iterator[Problem]:
        unknown = [one for one in said["provisions"] if one not in self.entries]
        yield from (Problem((*place, "provisions"), f"the register has no entry {one}") for one in unknown)
        for id_, times in Counter(said["provisions"]).items():
            if times > 1:
                yield Problem((*place, "provisions"), f"{id_} is named twice")
        if unknown:
            return
        entries = [self.entries[one] for one in said["provisions"]]
        yield from _citation(said, place, entries)
        yield from self._versions(said, place, data, entries)
        if said["kind"] == Kind.DATE:
            yield from self._day(said, place)

    def _versions(
        self, said: Mapping[str, Any], place: Place, data: Mapping[str, Any], entries: Sequence[Provision]
    ) -> Iterator[Problem]:
        day, checked_on = said.get("on"), said.get("checked_on", data.get("checked_on"))
        pins = self._pins(said)
        if pins is None:
            yield Problem(
                place, "its texts of law are not pinned; read it against them, then run `trigpoint pin-questions`"
            )
        elif set(pins) != set(said["provisions"]):
            yield Problem(
                place,
                f"is pinned to {', '.join(pins)}, but rests on {', '.join(said['provisions'])}; "
                f"run `trigpoint pin-questions {said['id']}`",
            )
        for entry in entries:
            version = version_for(entry, day)
            there = (*place, "provisions")
            if version is None:
                yield Problem(there, f"{entry.id} is not in force on {day}, or its first day is not known; mend `on`")
                continue
            if pins is not None and entry.id in pins and pins[entry.id] not in {pin_of(one) for one in entry.versions}:
                yield Problem(
                    there,
                    f"is pinned to the text of {entry.id} as at {pins[entry.id]}, which the register no longer has; "
                    f"read it against the text as at {pin_of(version)}, then `trigpoint pin-questions {said['id']}`",
                )
            if version.read and isinstance(checked_on, date) and version.read > checked_on:
                yield Problem(
                    there,
                    f"{entry.id} was read again on {version.read}, after this question was checked ({checked_on}); "
                    "read it again and mend `checked_on`",
                )
            if Use.EXAMINATION in said["use"] and not version.examinable:
                yield Problem(
                    (*place, "use"),
                    f"an examination may not rest on {entry.id}: {_why_not(version.confidence)}; use [practice] only",
                )

    def _pins(self, said: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """Return the pins of a question: None where it has none."""
        found = ((self.pinned or {}).get("pinned") or {}).get(said["id"])
        return found if isinstance(found, dict) else None

    def _day(self, said: Mapping[str, Any], place: Place) -> Iterator[Problem]:
        calculator = self.calculators.get(said["calculator"])
        if calculator is None:
            yield Problem((*place, "calculator"), f"no calculator has the id {said['calculator']}")
            return
        try:
            reckoning = reckoned(said, calculator)
        except ValueError as error:
            yield Problem((*place, "event"), f"the calculator gives no key: {error}")
            return
        if Use.EXAMINATION in said["use"] and (reckoning.doubts or reckoning.confidence != "V"):
            why = reckoning.doubts[0] if reckoning.doubts else f"the calculator is “{reckoning.confidence}”"
            terms = "; give the case its `terms`" if needs_terms(calculator) and not said.get("terms") else ""
            yield Problem(
                (*place, "use"), f"an examination may not rest on this day: {why}{terms}; use [practice] only"
            )
        for i, near in enumerate(said["near"]):
            if near["day"] == reckoning.date:
                yield Problem((*place, "near", i), f"{near['day']} is the right day; give a wrong one")


def _why_not(confidence: Confidence) -> str:
    if confidence is Confidence.READ:
        return "later amendments were not looked for, or its first day is from memory"
    return f"its confidence is {confidence}, not V"


def _rows(said: Mapping[str, Any], key: str, place: Place) -> Iterator[Problem]:
    needed, optional, least, most = ROWS[key]
    listed = said[key] or []
    if not isinstance(listed, list) or not all(isinstance(one, dict) for one in listed):
        yield Problem((*place, key), f"{key} is a list of rows with {', '.join(needed)}")
        return
    if not least <= len(listed) <= most:
        yield Problem((*place, key), f"has {len(listed)} {key}; there are {least} to {most}")
    for i, row in enumerate(listed):
        there = (*place, key, i)
        yield from keys(row, there, needed, optional, f"a row of {key}")
        yield from dates(row, there, ("day", "from", "until"))
        if "right" in optional and not isinstance(row.get("right", False), bool):
            yield Problem((*there, "right"), "right is true, or is left out")
    for name in ("id", "left", "day") + (("words",) if key in {"options", "parts", "steps"} else ()):
        for value, times in Counter(str(row[name]) for row in listed if row.get(name) is not None).items():
            if times > 1:
                yield Problem((*place, key), f"two rows have the same {name}: {value}")


def _key_problems(said: Mapping[str, Any], place: Place, kind: Kind) -> Iterator[Problem]:
    """Yield what keeps a question from having one key."""
    if kind in {Kind.SINGLE, Kind.MULTIPLE, Kind.CLAUSE}:
        rows = said[OF_KIND[kind][0]]
        right = sum(bool(row.get("right")) for row in rows)
        if not right:
            yield Problem(place, "has no key: mark what is right with `right: true`")
        elif kind is Kind.SINGLE and right > 1:
            yield Problem(place, f"has {right} right options; a single choice has one, so make it `multiple`")
        elif right == len(rows):
            yield Problem(place, "has nothing that is wrong, so it asks nothing")
    if kind is Kind.MATCH:
        ids = {row["id"] for row in said["pairs"]}
        rights = {row["right"] for row in said["pairs"]}
        if len(rights) == 1 and not said.get("extra"):
            yield Problem(place, "has one right-hand side only, so it asks nothing")
        for i, row in enumerate(said.get("extra") or ()):
            if row["id"] in ids:
                yield Problem((*place, "extra", i), f"{row['id']} is also the id of a pair")
            if row["words"] in rights:
                yield Problem((*place, "extra", i), "fits a left-hand side: its words are those of a pair")


def _citation(said: Mapping[str, Any], place: Place, entries: Sequence[Provision]) -> Iterator[Problem]:
    found = [one.citation for one in find(str(said["citation"]))]
    own = [cited for entry in entries for version in entry.versions for cited in version.cited]
    if not found:
        yield Problem(
            (*place, "citation"), "has no citation that can be looked up, such as reg 5(1) SEND Regulations 2014"
        )
    elif not any(whole.contains(one) or one.contains(whole) for one in found for whole in own):
        yield Problem(
            (*place, "citation"), f"is not within what it rests on ({', '.join(entry.id for entry in entries)})"
        )


def _gives_away(data: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield a warning where being the longest gives the right answer away."""
    listed = data.get("questions")
    singles = (
        [one for one in listed if isinstance(one, dict) and one.get("kind") == Kind.SINGLE]
        if isinstance(listed, list)
        else []
    )
    longest = 0
    for one in singles:
        options = [row for row in one.get("options") or () if isinstance(row, dict)]
        if options:
            longest += bool(max(options, key=lambda row: len(str(row.get("words", "")))).get("right"))
    if len(singles) >= LEAST_TO_JUDGE and longest > MOST_LONGEST * len(singles):
        yield Problem(
            ("questions",),
            f"in {longest} of {len(singles)} single choices the right answer is the longest: even them out",
        )
