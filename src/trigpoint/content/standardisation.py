"""Standardisation exercises: made-up evidence with an agreed key, which assessors judge before they judge live."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from trigpoint.content.library import installed_library
from trigpoint.kernel import Problem
from trigpoint.kernel.rules import walk

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from trigpoint.content.library import Library

FOLDER = "standardisation/"
TEXTS = ("exercise", "title", "outcome", "review", "made_up", "about")
VERDICTS = ("shown", "not-shown")
REVIEWS = ("source-check",)
"""No panel has agreed a key yet. Another word is added here when there is a real one to name."""


@dataclass(frozen=True, slots=True)
class MadeUp:
    """A piece of made-up evidence: what it is called, what kind, and its text."""

    title: str
    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class KeyRow:
    """What the key says of a criterion, by its reference, and why. `also` says what is often thought instead."""

    criterion: str
    is_shown: bool
    why: str
    also: str = ""


@dataclass(frozen=True, slots=True)
class Exercise:
    """An exercise. `strands` are those in which one may judge who has passed it, `needed` how many verdicts must fit.

    `digest` is of everything in it: an attempt holds for the text that was judged.
    """

    id: str
    title: str
    outcome: str
    strands: tuple[str, ...]
    made_up: str
    about: str
    pieces: tuple[MadeUp, ...]
    key: tuple[KeyRow, ...]
    needed: int
    review: str
    digest: str


@cache
def exercises() -> Mapping[str, Exercise]:
    """Return the exercises that this installation carries, by id."""
    documents = installed_library().documents
    found = [_exercise(documents[name].data) for name in documents if name.startswith(FOLDER)]
    return MappingProxyType({one.id: one for one in found})


def exercises_for(strand: str) -> tuple[Exercise, ...]:
    """Return the exercises of which one must be passed to judge in a strand."""
    return tuple(one for one in exercises().values() if strand in one.strands)


def _exercise(data: Mapping[str, Any]) -> Exercise:
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, default=str)
    return Exercise(
        id=data["exercise"],
        title=data["title"],
        outcome=data["outcome"],
        strands=tuple(data["strands"]),
        made_up=data["made_up"].strip(),
        about=data["about"].strip(),
        pieces=tuple(MadeUp(one["title"], one["kind"], one["words"].strip()) for one in data["pieces"]),
        key=tuple(
            KeyRow(reference, one["verdict"] == "shown", one["why"].strip(), one.get("also", "").strip())
            for reference, one in data["key"].items()
        ),
        needed=data["needed"],
        review=data["review"],
        digest=hashlib.sha256(text.encode()).hexdigest(),
    )


def standardisation_problems(library: Library) -> Iterator[tuple[str, Problem]]:
    """Yield what is wrong with exercises, each with its file; and strands in which nobody could come to judge."""
    award = library.schemes.get("senco-award")
    files = {name: document.data for name, document in library.documents.items() if name.startswith(FOLDER)}
    if award is None or not files:
        return
    criteria = {
        rule.id: len(award.words(rule.id).get("outcome", {}).get("criteria", ()))
        for top in award.requirements
        for rule in walk(top)
    }
    strands = {top.id for top in award.requirements if any(criteria.get(rule.id) for rule in walk(top))}
    covered: set[str] = set()
    for name, data in files.items():
        for problem in _problems(data, criteria, strands):
            yield name, problem
        covered |= set(data.get("strands") or ()) if isinstance(data, dict) else set()
    for strand in sorted(strands - covered):
        yield next(iter(files)), Problem((), f"no exercise is for strand {strand}, so nobody could judge in it")


def _problems(data: object, criteria: Mapping[str, int], strands: set[str]) -> Iterator[Problem]:
    if not isinstance(data, dict):
        yield Problem((), "is no exercise; write keys and values")
        return
    for key in TEXTS:
        if not isinstance(data.get(key), str) or not data[key].strip():
            yield Problem((key,) if key in data else (), f"{key} is missing; write it in words")
    if data.get("review") not in REVIEWS:
        yield Problem(("review",), f"review is one of: {', '.join(REVIEWS)}")
    unknown = sorted(set(data.get("strands") or ()) - strands)
    if unknown or not data.get("strands"):
        yield Problem(("strands",), f"strands are those of the award; {', '.join(unknown) or 'none'} is not")
    pieces = data.get("pieces")
    wanted = ("title", "kind", "words")
    if not isinstance(pieces, list) or not pieces:
        yield Problem(("pieces",), "pieces is a list of made-up evidence")
    else:
        for number, one in enumerate(pieces):
            if not isinstance(one, dict) or any(not isinstance(one.get(key), str) or not one[key] for key in wanted):
                yield Problem(("pieces", number), "has a title, a kind and words")
    yield from _key(data, criteria.get(str(data.get("outcome")), 0))


def _key(data: Mapping[str, Any], count: int) -> Iterator[Problem]:
    if not count:
        yield Problem(("outcome",), "outcome is one of the award that has criteria")
        return
    references = {f"{data['outcome']}.{number}" for number in range(1, count + 1)}
    key = data.get("key")
    if not isinstance(key, dict) or set(key) != references:
        yield Problem(("key",), f"key has a verdict on each of {', '.join(sorted(references))}, and no other")
        return
    for reference, one in key.items():
        if not isinstance(one, dict) or one.get("verdict") not in VERDICTS or not str(one.get("why", "")).strip():
            yield Problem(("key", reference), f"has a verdict ({' or '.join(VERDICTS)}) and says why")
    needed = data.get("needed")
    if not isinstance(needed, int) or isinstance(needed, bool) or not 1 <= needed <= count:
        yield Problem(("needed",), f"needed is how many verdicts must fit the key, from 1 to {count}")
