"""Checks of units: that each step can be read on a phone, and that whatever a unit names is there."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from trigpoint.content.law import CONFIDENCES, IDENTIFIER
from trigpoint.content.prose import OURS, links, words
from trigpoint.content.statute import rows
from trigpoint.content.unit_text import DUTIES, EXAMPLE, QUESTION
from trigpoint.content.units import FOLDER, LAST
from trigpoint.kernel import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from trigpoint.content.library import Library
    from trigpoint.kernel.read_values import Place

NEEDED = (
    *("id", "title", "strand", "order", "minutes", "outcomes", "asks", "need", "sources", "provisions"),
    *("checked_to", "review", "review_by"),
)
OPTIONAL = ("questions", "second_reading", "opening", "steps")
SOURCE = ("title", "address", "read", "confidence")
READING = ("by", "on", "found")
READING_OPTIONAL = ("read",)
REVIEW = "source-check"
"""The only state content can give itself. An expert's review is recorded by a real account, never in a file."""
STEPS = range(4, 8)
WORDS = range(30, 261)
"""Words in a step: fewer are no step, more are too many for one page of a phone."""
REMEMBER = range(3, 6)
FEWEST_QUESTIONS = 5
MOST_MINUTES = 20


class Known:
    """What content may refer to, out of all of it."""

    def __init__(self, library: Library) -> None:
        data = {name: one.data for name, one in library.documents.items() if isinstance(one.data, dict)}
        self.register: dict[str, list[Mapping[str, Any]]] = {}
        for name, said in data.items():
            if name.startswith("statute/"):
                for row in rows(said):
                    self.register.setdefault(str(row.get("id")), []).append(row)
        award = library.schemes.get("senco-award")
        self.outcomes = frozenset(award.rules) if award else frozenset[str]()
        self.codes = frozenset(library.vocabulary.codes)
        self.duties = _ids(data, "duties/", "duties")
        self.situations = _ids(data, "duties/", "situations")
        self.calculators = _ids(data, "deadlines/", "calculators")
        self.questions = _ids(data, "questions/", "questions")
        self.links = {"law": frozenset(self.register), "date": self.calculators, "situation": self.situations}


def _ids(data: Mapping[str, Mapping[str, Any]], folder: str, key: str) -> frozenset[str]:
    lists = (said.get(key) for name, said in data.items() if name.startswith(folder))
    return frozenset(str(one.get("id")) for rows_ in lists if isinstance(rows_, list) for one in rows_)


def unit_problems(library: Library) -> Iterator[tuple[str, Problem, bool]]:
    """Yield what is wrong with the units: the file, the problem, and whether it is only a warning."""
    known = Known(library)
    places: dict[object, str] = {}
    for name, document in library.documents.items():
        if not name.startswith(FOLDER) or not document.data:
            continue
        data = document.data
        missing = [key for key in NEEDED if data.get(key) in (None, "", [])]
        for key in missing:
            yield name, Problem((), f"has no {key}"), False
        for key in data:
            if key not in (*NEEDED, *OPTIONAL):
                yield name, Problem((key,), f"{key} is not part of a unit"), False
        if missing:
            continue
        for problem in (*_front(data, name, known), *_steps(data, known)):
            yield name, problem, False
        for problem in _advice(data, known):
            yield name, problem, True
        where = (data["strand"], data["order"])
        if where in places:
            yield name, Problem(("order",), f"{places[where]} has the same place in the strand"), False
        places.setdefault(where, name)


def _front(data: Mapping[str, Any], name: str, known: Known) -> Iterator[Problem]:
    if data["id"] != name.removeprefix(FOLDER) or not IDENTIFIER.fullmatch(str(data["id"])):
        yield Problem(("id",), f"the id is the name of the file, {name.removeprefix(FOLDER)}, in small letters")
    if f"completed:unit-{data['id']}" not in known.codes:
        yield Problem(("id",), f"schemes/vocabulary has no code completed:unit-{data['id']}; add it there")
    for key, most in (("order", 999), ("minutes", MOST_MINUTES)):
        if not isinstance(data[key], int) or not 0 < data[key] <= most:
            yield Problem((key,), f"{key} is a whole number from 1 to {most}")
    for key in ("checked_to", "review_by"):
        if not isinstance(data[key], date):
            yield Problem((key,), f"{data[key]!r} is not a date; write it as 2026-09-01")
    if data["review"] != REVIEW:
        yield Problem(("review",), f"review is {REVIEW}: the review of an expert is recorded by their own account")
    yield from _named(data, "outcomes", known.outcomes, "the award has no outcome")
    yield from _named(data, "provisions", known.links["law"], "the register has no entry")
    yield from _named(data, "questions", known.questions, "content/questions has no question")
    yield from _sources(data)
    yield from _reach(data, known)


def _named(data: Mapping[str, Any], key: str, there: frozenset[str], words_: str) -> Iterator[Problem]:
    for i, one in enumerate(data.get(key) or ()):
        if one not in there:
            yield Problem((key, i), f"{words_} {one}")


def _sources(data: Mapping[str, Any]) -> Iterator[Problem]:
    for i, source in enumerate(data["sources"]):
        place: Place = ("sources", i)
        yield from (Problem(place, f"has no {key}") for key in SOURCE if not source.get(key))
        yield from (Problem((*place, key), f"{key} is not part of a source") for key in source if key not in SOURCE)
        if source.get("confidence") not in CONFIDENCES:
            yield Problem((*place, "confidence"), f"confidence is one of {', '.join(sorted(CONFIDENCES))}")
        if not isinstance(source.get("read"), date):
            yield Problem((*place, "read"), "says when it was read as 2026-09-01")
    yield from reading_problems(data)


def reading_problems(data: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield what is wrong with a note of a second reading; there need not be one."""
    said = data.get("second_reading")
    if said is None:
        return
    if not isinstance(said, dict):
        yield Problem(("second_reading",), "says who read it again, on which day and what they found")
        return
    yield from (Problem(("second_reading",), f"has no {key}") for key in READING if not said.get(key))
    for key in said:
        if key not in (*READING, *READING_OPTIONAL):
            yield Problem(("second_reading", key), f"{key} is not part of a second reading")
    if not isinstance(said.get("on"), date):
        yield Problem(("second_reading", "on"), "is a date, such as 2026-09-01")


def _reach(data: Mapping[str, Any], known: Known) -> Iterator[Problem]:
    """Refuse a day later than the newest text that was read for any of its provisions."""
    days = [
        day
        for one in data["provisions"]
        for row in known.register.get(one, ())
        for day in (row.get("text_as_at"), row.get("amendments_checked_to"))
        if isinstance(day, date)
    ]
    if isinstance(data["checked_to"], date) and days and data["checked_to"] > max(days):
        yield Problem(("checked_to",), f"no text of its provisions was read as it stood after {max(days)}")


def _steps(data: Mapping[str, Any], known: Known) -> Iterator[Problem]:
    steps = data["steps"]
    if len(steps) not in STEPS:
        yield Problem(("steps",), f"has {len(steps)} steps; a unit has {STEPS[0]} to {STEPS[-1]}")
    if not data["opening"]:
        yield Problem(("opening",), "does not open by saying what the reader will be able to do")
    if steps and steps[-1]["title"] != LAST:
        yield Problem(("steps", len(steps) - 1), f"the last step is called {LAST}")
    seen: set[str] = set()
    for i, step in enumerate(steps):
        if step["slug"] in seen or not step["slug"]:
            yield Problem(("steps", i), "has the title of another step, or none")
        seen.add(step["slug"])
        for j, part in enumerate(step["parts"]):
            yield from _part(part, ("steps", i, "parts", j), data, known)
    yield from _links(data["opening"], ("opening",), data, known)


def _part(part: Mapping[str, str], place: Place, data: Mapping[str, Any], known: Known) -> Iterator[Problem]:
    named = [line.strip() for line in part["text"].splitlines() if line.strip()]
    if part["kind"] == DUTIES:
        yield from (Problem(place, f"there is no duty {one}") for one in named if one not in known.duties)
        if not named:
            yield Problem(place, "names no duty")
    elif part["kind"] == QUESTION:
        if len(named) != 1:
            yield Problem(place, "names one question, by its id")
        yield from (
            Problem(place, f"content/questions has no question {one}")
            for one in named[:1]
            if one not in known.questions
        )
    elif part["kind"] == EXAMPLE and len(named) <= 1:
        yield Problem(place, "has a title on the first line and the case below it")
    else:
        yield from _links(part["text"], place, data, known)


def _links(text: str, place: Place, data: Mapping[str, Any], known: Known) -> Iterator[Problem]:
    for link in links(text):
        if link.kind not in (*OURS, "https"):
            yield Problem(place, f"links to {link.kind}:{link.target}; a link is {', '.join(OURS)} or https")
        elif link.kind in OURS and link.target not in known.links[link.kind]:
            yield Problem(place, f"there is no {link.kind}:{link.target}")
        elif link.kind == "law" and link.target not in data["provisions"]:
            yield Problem(place, f"cites {link.target}, which `provisions` does not list")


def _advice(data: Mapping[str, Any], known: Known) -> Iterator[Problem]:
    """Yield what makes a unit worse and does not make it wrong."""
    for i, step in enumerate(data["steps"]):
        count = sum(
            len(words(part["text"]).split()) for part in step["parts"] if part["kind"] not in {DUTIES, QUESTION}
        )
        if count not in WORDS:
            yield Problem(("steps", i), f"has {count} words; keep a step between {WORDS[0]} and {WORDS[-1]}")
    if known.questions and len(data.get("questions") or ()) < FEWEST_QUESTIONS:
        yield Problem(("questions",), f"lists fewer than {FEWEST_QUESTIONS} questions to practise with")
    last = data["steps"][-1]["parts"] if data["steps"] else []
    points = sum(line.startswith(("- ", "* ")) for part in last for line in part["text"].splitlines())
    if points not in REMEMBER:
        yield Problem(("steps", len(data["steps"]) - 1), f"has {points} points to remember; give 3 to 5")


def taught(data: Mapping[str, Any]) -> Iterator[tuple[Place, str]]:
    """Yield what a reader is told at once, each with its place: a step of a unit, or a point of a scenario."""
    for i, step in enumerate(data.get("steps") or ()):
        prose = (part["text"] for part in step["parts"] if part["kind"] not in {DUTIES, QUESTION})
        yield ("steps", i), " ".join(words(text) for text in prose)
    for i, point in enumerate(data.get("points") or ()):
        yield ("points", i), f"{point.get('words', '')} {point.get('ask', '')}"
        yield ("points", i), " ".join(str(choice.get("why", "")) for choice in point.get("choices") or ())
