"""Checks of letters: that each rests on duties and calculators that there are, and claims no law in its own words."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from string import Formatter
from typing import TYPE_CHECKING, Any

from trigpoint.content.law import IDENTIFIER
from trigpoint.content.letters import DUTIES, FOLDER, Kind
from trigpoint.kernel import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from trigpoint.content.marked import Document
    from trigpoint.kernel.read_values import Place

FILE = ("title", "checked_on", "letters", "plain_words")
NEEDED = ("id", "title", "writes", "lede", "duties", "questions", "subject", "body", "after")
OPTIONAL = ("dates", "checked_on")
QUESTION = ("id", "kind", "label", "ask")
QUESTION_OPTIONAL = ("hint", "optional", "past", "options")
DATE = ("id", "calculator", "from")
DATE_OPTIONAL = ("passed",)
OF_LAW = re.compile(r"\b(?:must|should|may|has to|have to)\b", re.IGNORECASE)
"""Words that say what law or guidance asks. *May* is let through where it is an offer: *You may bring somebody.*"""
OFFER = re.compile(r"\b[Yy]ou may\b")
MOST_WORDS = 20
"""Words in a sentence."""
SCHOOL_DAYS = "school days"


def letter_problems(documents: Mapping[str, Document]) -> Iterator[tuple[str, Problem]]:
    """Yield what is wrong with the files of letters, each with its file. `documents` are all of the content."""
    data = {name: one.data if isinstance(one.data, dict) else {} for name, one in documents.items()}
    known = {
        one.get("id") for name, said in data.items() if name.startswith("duties/") for one in _list(said, "duties")
    }
    calculators = {
        one.get("id"): one
        for name, said in data.items()
        if name.startswith("deadlines/")
        for one in _list(said, "calculators")
    }
    seen: set[object] = set()
    for name, said in data.items():
        if not name.startswith(FOLDER):
            continue
        for problem in _file(said):
            yield name, problem
        for i, letter in enumerate(_list(said, "letters")):
            place = ("letters", i)
            if letter.get("id") in seen:
                yield name, Problem((*place, "id"), f"{letter.get('id')} is told twice")
            seen.add(letter.get("id"))
            for problem in _letter(letter, place, known, calculators):
                yield name, problem


def _list(data: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    found = data.get(key)
    return found if isinstance(found, list) else []


def _file(data: Mapping[str, Any]) -> Iterator[Problem]:
    yield from (Problem((key,), f"{key} is not part of a file of letters") for key in data if key not in FILE)
    if not data.get("title") or not (data.get("letters") or data.get("plain_words")):
        yield Problem((), "has no title, or neither `letters` nor `plain_words`")
    if data.get("letters") and not isinstance(data.get("checked_on"), date):
        yield Problem((), "does not say on which day it was checked; write `checked_on`")
    for hard in data.get("plain_words") or ():
        if hard != str(hard).lower():
            yield Problem(("plain_words", hard), "hard words are written in small letters")


def _letter(
    said: Mapping[str, Any], place: Place, known: set[Any], calculators: Mapping[Any, Mapping[str, Any]]
) -> Iterator[Problem]:
    missing = [key for key in NEEDED if not said.get(key)]
    yield from (Problem(place, f"has no {key}") for key in missing)
    yield from (
        Problem((*place, key), f"{key} is not part of a letter") for key in said if key not in (*NEEDED, *OPTIONAL)
    )
    if missing:
        return
    if not IDENTIFIER.fullmatch(str(said["id"])):
        yield Problem((*place, "id"), "an id is small letters, digits and hyphens, such as late-decision")
    for duty in said["duties"]:
        if duty not in known:
            yield Problem((*place, "duties"), f"there is no duty {duty}")
    yield from _questions(said, place)
    yield from _dates(said, place, calculators)
    yield from _names(said, place)
    yield from _words(said, place)


def _questions(said: Mapping[str, Any], place: Place) -> Iterator[Problem]:
    for i, one in enumerate(said["questions"]):
        there = (*place, "questions", i)
        yield from (Problem(there, f"has no {key}") for key in QUESTION if not one.get(key))
        yield from (
            Problem(there, f"{key} is not part of a question")
            for key in one
            if key not in (*QUESTION, *QUESTION_OPTIONAL)
        )
        if one.get("kind") not in set(Kind):
            yield Problem((*there, "kind"), "kind is date, words or choice")
        if (one.get("kind") == Kind.CHOICE) != bool(one.get("options")):
            yield Problem(there, "a choice has options, and nothing else has")


def _dates(said: Mapping[str, Any], place: Place, calculators: Mapping[Any, Mapping[str, Any]]) -> Iterator[Problem]:
    kinds = {one.get("id"): one.get("kind") for one in said["questions"]}
    for i, one in enumerate(said.get("dates") or ()):
        there = (*place, "dates", i)
        yield from (Problem(there, f"has no {key}") for key in DATE if not one.get(key))
        yield from (Problem(there, f"{key} is not part of a date") for key in one if key not in (*DATE, *DATE_OPTIONAL))
        calculator = calculators.get(one.get("calculator"))
        if calculator is None:
            yield Problem(there, f"no calculator has the id {one.get('calculator')}")
        elif (calculator.get("period") or {}).get("unit") == SCHOOL_DAYS:
            yield Problem(there, "counts school days, which a letter does not ask for")
        if kinds.get(one.get("from")) != Kind.DATE:
            yield Problem(there, f"{one.get('from')} is no question for a date")


def _names(said: Mapping[str, Any], place: Place) -> Iterator[Problem]:
    """Yield answers and days that the letter never uses, and names in it that nothing answers."""
    given = Counter([one.get("id") for one in (*said["questions"], *(said.get("dates") or ()))])
    yield from (Problem(place, f"{name} is asked or worked out twice") for name, count in given.items() if count > 1)
    texts = (said["subject"], *said["body"], *said["after"])
    used = {name for text in texts for _, name, _, _ in Formatter().parse(str(text)) if name}
    counted = {one.get("from") for one in said.get("dates") or ()}
    if "duties" not in used or DUTIES not in said["body"]:
        yield Problem((*place, "body"), f"has no paragraph {DUTIES}, where what law and guidance ask is said")
    for name in sorted(used - {"duties"} - set(given)):
        yield Problem((*place, "body"), f"nothing gives {name}; ask for it or work it out")
    for name in sorted(str(one) for one in set(given) - used - counted):
        yield Problem(place, f"{name} is asked or worked out, and never used")


def _words(said: Mapping[str, Any], place: Place) -> Iterator[Problem]:
    for key in ("body", "after"):
        for i, text in enumerate(said[key]):
            own = OFFER.sub("", str(text))
            if OF_LAW.search(own):
                yield Problem(
                    (*place, key, i), "says what somebody must, should or may do; name a duty, and its words stand here"
                )
            for sentence in re.split(r"(?<=[.?!:])\s+", own):
                if len(sentence.split()) > MOST_WORDS:
                    yield Problem((*place, key, i), f"has a sentence of more than {MOST_WORDS} words; make two of it")
