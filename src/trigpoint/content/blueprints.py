"""Blueprints: what an examination is made of. A paper is drawn from one; its pass mark comes from a panel."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from trigpoint.content.library import installed_library
from trigpoint.content.questions import FOLDER as QUESTIONS
from trigpoint.content.questions import PINNED, TOPICS, Use
from trigpoint.kernel import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from trigpoint.content.library import Library
    from trigpoint.kernel.read_values import Place

FOLDER = "blueprints/"
LONGEST_SITTING = 50
"""Minutes, before any extra time. A longer paper has parts."""
RULES = ("wait_days", "attempts_a_year", "window_days", "more_time", "pause", "judges", "parent_carers")
TEXTS = ("blueprint", "title", "scheme", "fact", "review", "plain")
KEYS = {*TEXTS, "checked_on", "rules", "covers", "parts", "sets"}


@dataclass(frozen=True, slots=True)
class Draw:
    """So many questions of these topics; of these outcomes, where any are named."""

    topics: tuple[str, ...]
    outcomes: tuple[str, ...]
    count: int

    def takes(self, topic: str, outcomes: tuple[str, ...]) -> bool:
        """Tell whether a question of this topic, for these outcomes, can be drawn here."""
        return topic in self.topics and (not self.outcomes or bool(set(self.outcomes) & set(outcomes)))


@dataclass(frozen=True, slots=True)
class PartPlan:
    """A part of the paper, sat without a break: its minutes, what is drawn, and how many sets on one case."""

    id: str
    title: str
    minutes: int
    draws: tuple[Draw, ...]
    sets: int = 0


@dataclass(frozen=True, slots=True)
class CaseSet:
    """Questions that belong to one case: drawn together, the case above each of them."""

    id: str
    title: str
    words: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Ruling:
    """A number that somebody had to choose, why, and whose rule it is."""

    number: int
    plain: str
    why: str
    source: str
    review: str


@dataclass(frozen=True, slots=True)
class Blueprint:
    """What an examination is made of. `version` changes with everything that a paper or a pass mark rests on."""

    id: str
    title: str
    scheme: str
    fact: str
    plain: str
    version: str
    parts: tuple[PartPlan, ...]
    sets: tuple[CaseSet, ...]
    wait_days: Ruling
    attempts_a_year: Ruling
    window_days: Ruling
    more_time: Ruling
    """Per cent of the minutes of a part, which anybody may take once in it."""
    pause: Ruling
    """Minutes for which anybody may stop the clock, once in a part."""
    judges: Ruling
    parent_carers: Ruling
    covers: tuple[str, ...] = ()
    """Outcomes of which every paper holds at least one question."""

    @property
    def minutes(self) -> int:
        """The minutes of all parts, before any extra time."""
        return sum(part.minutes for part in self.parts)

    @property
    def rulings(self) -> tuple[Ruling, ...]:
        """The rules that a candidate lives by, for pages."""
        return (self.window_days, self.more_time, self.pause, self.wait_days, self.attempts_a_year)


def read_blueprint(said: Mapping[str, Any]) -> Blueprint:
    """Return the blueprint of a file that passed the check."""
    # What changes no paper and no pass mark makes no new version.
    drawn = {key: said.get(key) for key in ("blueprint", "covers", "parts", "sets")}
    version = hashlib.sha256(json.dumps(drawn, sort_keys=True).encode()).hexdigest()
    rulings = {
        name: Ruling(one["number"], *(_words(one[key]) for key in ("plain", "why", "source", "review")))
        for name, one in said["rules"].items()
    }
    return Blueprint(
        id=said["blueprint"],
        title=said["title"],
        scheme=said["scheme"],
        fact=said["fact"],
        plain=_words(said["plain"]),
        version=version,
        parts=tuple(
            PartPlan(
                one["id"],
                one["title"],
                one["minutes"],
                tuple(Draw(tuple(row["topics"]), tuple(row.get("outcomes", ())), row["count"]) for row in one["draws"]),
                one.get("sets", 0),
            )
            for one in said["parts"]
        ),
        sets=tuple(
            CaseSet(one["id"], one["title"], _words(one["words"]), tuple(one["questions"]))
            for one in said.get("sets", ())
        ),
        covers=tuple(said.get("covers", ())),
        **rulings,
    )


@cache
def blueprints() -> Mapping[str, Blueprint]:
    """Return this installation's blueprints by id."""
    documents = installed_library().documents
    found = (read_blueprint(one.data) for name, one in documents.items() if name.startswith(FOLDER))
    return MappingProxyType({one.id: one for one in found})


def blueprint_problems(library: Library) -> Iterator[tuple[str, Problem]]:
    """Yield what is wrong with the blueprints, each with its file."""
    questions = _examination_questions(library)
    for name, document in library.documents.items():
        if name.startswith(FOLDER):
            said = document.data if isinstance(document.data, dict) else {}
            for problem in _problems(said, name.removeprefix(FOLDER), library, questions):
                yield name, problem


def _examination_questions(library: Library) -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return the topic and the outcomes of each question that an examination may ask."""
    files = (one.data for name, one in library.documents.items() if name.startswith(QUESTIONS) and name != PINNED)
    rows = ((row, data.get("topic")) for data in files if isinstance(data, dict) for row in data.get("questions") or ())
    return {
        str(row.get("id")): (str(row.get("topic") or topic), tuple(map(str, row.get("outcomes") or ())))
        for row, topic in rows
        if Use.EXAMINATION in (row.get("use") or ())
    }


def _problems(
    said: Mapping[str, Any], name: str, library: Library, questions: Mapping[str, tuple[str, tuple[str, ...]]]
) -> Iterator[Problem]:
    for key in sorted(set(said) - KEYS):
        yield Problem((key,), f"{key} is not part of a blueprint; use {', '.join(sorted(KEYS))}")
    for key in TEXTS:
        if not isinstance(said.get(key), str) or not said[key].strip():
            yield Problem((), f"{key} is missing; write it in words")
    if said.get("blueprint") != name:
        yield Problem(("blueprint",), f"the file is called {name}; give the blueprint the same name")
    if str(said.get("fact")) not in library.vocabulary:
        yield Problem(("fact",), f"{said.get('fact')} is not in the vocabulary; add it there")
    yield from _rule_problems(said.get("rules"))
    award = library.schemes.get(str(said.get("scheme")))
    outcomes = set(award.rules) if award else None
    if award is None and said.get("scheme") not in library.broken:
        yield Problem(("scheme",), f"there is no scheme {said.get('scheme')}")
    parts = said.get("parts")
    if not isinstance(parts, list) or not parts:
        yield Problem((), "has no list of `parts`")
        return
    for i, part in enumerate(parts):
        yield from _part_problems(part, ("parts", i), outcomes)
    yield from _set_problems(said, set(questions))
    yield from _cover_problems(said, questions, outcomes)


def _rule_problems(rules: object) -> Iterator[Problem]:
    if not isinstance(rules, dict):
        yield Problem((), "has no `rules`")
        return
    for name in (*RULES, *sorted(set(rules) - set(RULES))):
        one = rules.get(name)
        if name not in RULES:
            yield Problem(("rules", name), f"{name} is no rule of an examination; use {', '.join(RULES)}")
        elif not isinstance(one, dict):
            yield Problem(("rules",), f"{name} is missing; give its number, plain, why, source and review")
        else:
            if not _whole(one.get("number"), 1):
                yield Problem(("rules", name), "number is a whole number, 1 or more")
            for key in ("plain", "why", "source", "review"):
                if not isinstance(one.get(key), str) or not one[key].strip():
                    yield Problem(("rules", name), f"{key} is missing; write it in words")


def _part_problems(part: object, place: Place, outcomes: set[str] | None) -> Iterator[Problem]:
    if not isinstance(part, dict) or not {"id", "title", "minutes", "draws"} <= set(part):
        yield Problem(place, "a part has id, title, minutes and draws")
        return
    if not _whole(part["minutes"], 1) or part["minutes"] > LONGEST_SITTING:
        yield Problem((*place, "minutes"), f"a sitting takes at most {LONGEST_SITTING} minutes; make more parts")
    for i, row in enumerate(part["draws"]):
        here = (*place, "draws", i)
        if not isinstance(row, dict) or not row.get("topics") or not _whole(row.get("count"), 1):
            yield Problem(here, "a draw has topics, and a count of 1 or more")
            continue
        for topic in row["topics"]:
            if topic not in TOPICS:
                yield Problem(here, f"{topic} is no topic; use {', '.join(TOPICS)}")
        for outcome in row.get("outcomes") or ():
            if outcomes is not None and outcome not in outcomes:
                yield Problem(here, f"the award has no outcome {outcome}")


def _cover_problems(
    said: Mapping[str, Any], questions: Mapping[str, tuple[str, tuple[str, ...]]], outcomes: set[str] | None
) -> Iterator[Problem]:
    rows = [row for part in said["parts"] if isinstance(part, dict) for row in part.get("draws") or ()]
    draws = [
        Draw(tuple(row["topics"]), tuple(row.get("outcomes") or ()), 1)
        for row in rows
        if isinstance(row, dict) and row.get("topics")
    ]
    can_come = {
        outcome
        for topic, served in questions.values()
        if any(draw.takes(topic, served) for draw in draws)
        for outcome in served
    }
    for outcome in said.get("covers") or ():
        if outcomes is not None and outcome not in outcomes:
            yield Problem(("covers",), f"the award has no outcome {outcome}")
        elif outcome not in can_come:
            yield Problem(
                ("covers",),
                f"no question on {outcome} can be drawn by any row; write one for examinations, or leave {outcome} out",
            )


def _set_problems(said: Mapping[str, Any], questions: set[str]) -> Iterator[Problem]:
    sets = said.get("sets") or []
    asked = sum(part.get("sets", 0) for part in said["parts"] if isinstance(part, dict))
    if asked > len(sets):
        yield Problem(("parts",), f"{asked} sets are asked for and {len(sets)} written; write more, or ask for fewer")
    seen: set[str] = set()
    for i, one in enumerate(sets):
        place = ("sets", i)
        if not {"id", "title", "words", "questions"} <= set(one):
            yield Problem(place, "a set has id, title, words and questions")
            continue
        for question in one["questions"]:
            if question not in questions:
                yield Problem(place, f"there is no question {question} that an examination may ask")
            if question in seen:
                yield Problem(place, f"{question} belongs to another set already")
            seen.add(question)


def _whole(value: object, least: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= least


def _words(text: object) -> str:
    return " ".join(str(text).split())
