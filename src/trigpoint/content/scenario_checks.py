"""Checks of scenarios: that every way through a case ends, decides enough, and rests on law that was in force then."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from trigpoint.content.calculators import calculators_in
from trigpoint.content.law import IDENTIFIER
from trigpoint.content.scenarios import FOLDER, Verdict, days_of, quoted
from trigpoint.content.unit_checks import REVIEW, Known, reading_problems
from trigpoint.kernel import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from trigpoint.content.library import Library
    from trigpoint.kernel.read_values import Place

NEEDED = (
    *("scenario", "title", "strand", "outcomes", "on", "minutes", "setting", "lede", "provisions", "checked_to"),
    *("review", "start", "points", "ends"),
)
OPTIONAL = ("people", "second_reading", "review_by")
POINT = ("id", "words", "ask", "reasons", "best_reason", "choices")
POINT_OPTIONAL = ("on", "dates")
CHOICE = ("id", "words", "verdict", "to", "why", "provisions")
CHOICE_OPTIONAL = ("citation",)
DAY = ("id", "calculator", "event")
DAY_OPTIONAL = ("later",)
END = ("id", "words", "learned")
FEW = range(2, 5)
"""How many reasons and how many choices a point has."""
DECISIONS = range(3, 7)
"""How many decisions there are on a way through."""
MOST_WORDS = 120
MOST_MINUTES = 30


def scenario_problems(library: Library) -> Iterator[tuple[str, Problem]]:
    """Yield what is wrong with the scenarios, each with its file."""
    known, counting = Known(library), calculators_in(library.documents)
    for name, document in library.documents.items():
        if not name.startswith(FOLDER) or document.problems:
            continue
        data = document.data if isinstance(document.data, dict) else {}
        found = list(_shape(data))
        if not found:
            found = [*_front(data, name, known), *_points(data, known), *_ways(data)]
            if not found:
                found = list(_days(data, counting))
        for problem in found:
            yield name, problem


def _keys(said: Mapping[str, Any], place: Place, needed: tuple[str, ...], also: tuple[str, ...]) -> Iterator[Problem]:
    yield from (Problem(place, f"has no {key}") for key in needed if said.get(key) in (None, "", [], {}))
    yield from (Problem((*place, key), f"{key} is not used here") for key in said if key not in (*needed, *also))


def _shape(data: Mapping[str, Any]) -> Iterator[Problem]:
    """Yield what keeps the case from being read at all."""
    yield from _keys(data, (), NEEDED, OPTIONAL)
    for i, point in enumerate(data.get("points") or ()):
        place: Place = ("points", i)
        yield from _keys(point, place, POINT, POINT_OPTIONAL)
        for j, choice in enumerate(point.get("choices") or ()):
            yield from _keys(choice, (*place, "choices", j), CHOICE, CHOICE_OPTIONAL)
        for j, reason in enumerate(point.get("reasons") or ()):
            yield from _keys(reason, (*place, "reasons", j), ("id", "words"), ())
        for j, day in enumerate(point.get("dates") or ()):
            yield from _keys(day, (*place, "dates", j), DAY, DAY_OPTIONAL)
    for i, end in enumerate(data.get("ends") or ()):
        yield from _keys(end, ("ends", i), END, ())


def _front(data: Mapping[str, Any], name: str, known: Known) -> Iterator[Problem]:
    own = name.removeprefix(FOLDER)
    if data["scenario"] != own or not IDENTIFIER.fullmatch(own):
        yield Problem(("scenario",), f"is the name of the file, {own}, in small letters")
    if not isinstance(data["minutes"], int) or not 0 < data["minutes"] <= MOST_MINUTES:
        yield Problem(("minutes",), f"minutes is a whole number from 1 to {MOST_MINUTES}")
    for key in ("on", "checked_to", *(("review_by",) if "review_by" in data else ())):
        if not isinstance(data[key], date):
            yield Problem((key,), f"{data[key]!r} is not a date; write it as 2026-09-01")
    if data["review"] != REVIEW:
        yield Problem(("review",), f"review is {REVIEW}: the review of an expert is recorded by their own account")
    for key, there, words in (
        ("outcomes", known.outcomes, "the award has no outcome"),
        ("provisions", known.links["law"], "the register has no entry"),
    ):
        yield from (Problem((key, i), f"{words} {one}") for i, one in enumerate(data[key]) if one not in there)
    yield from reading_problems(data)


def _points(data: Mapping[str, Any], known: Known) -> Iterator[Problem]:
    seen: set[object] = set()
    for key in ("points", "ends"):
        for i, one in enumerate(data[key]):
            if one["id"] in seen:
                yield Problem((key, i, "id"), f"{one['id']} is told twice")
            seen.add(one["id"])
    if data["start"] not in {one["id"] for one in data["points"]}:
        yield Problem(("start",), f"there is no point {data['start']}")
    for i, point in enumerate(data["points"]):
        yield from _point(point, ("points", i), data, seen, known)


def _point(
    point: Mapping[str, Any], place: Place, data: Mapping[str, Any], there: set[object], known: Known
) -> Iterator[Problem]:
    for key in ("reasons", "choices"):
        ids = [one["id"] for one in point[key]]
        if len(ids) not in FEW or len(set(ids)) != len(ids):
            yield Problem((*place, key), f"has 2 to 4 {key}, each with an id of its own")
    if point["best_reason"] not in {one["id"] for one in point["reasons"]}:
        yield Problem((*place, "best_reason"), f"there is no reason {point['best_reason']}")
    if len(str(point["words"]).split()) > MOST_WORDS:
        yield Problem((*place, "words"), f"has more than {MOST_WORDS} words; tell less at once")
    if {one["verdict"] for one in point["choices"]} <= {Verdict.WRONG}:
        yield Problem((*place, "choices"), "offers nothing that is right or arguable")
    for j, choice in enumerate(point["choices"]):
        where = (*place, "choices", j)
        if choice["verdict"] not in set(Verdict):
            yield Problem((*where, "verdict"), f"verdict is one of {', '.join(Verdict)}")
        if choice["to"] not in there:
            yield Problem((*where, "to"), f"there is no point and no end {choice['to']}")
        yield from _law(choice, where, data, point.get("on", data["on"]), known)


def _law(
    choice: Mapping[str, Any], place: Place, data: Mapping[str, Any], on: object, known: Known
) -> Iterator[Problem]:
    for one in choice["provisions"]:
        held = known.register.get(one)
        if held is None:
            yield Problem((*place, "provisions"), f"the register has no entry {one}")
        elif one not in data["provisions"]:
            yield Problem((*place, "provisions"), f"cites {one}, which the scenario’s `provisions` does not list")
        elif isinstance(on, date) and not any(_held(row, on) for row in held):
            yield Problem((*place, "provisions"), f"{one} was not in force on {on}, the day of the case")


def _held(row: Mapping[str, Any], on: date) -> bool:
    """Whether a row holds on a day, as far as its days are known: what bears no first day is not held against it."""
    start, until = row.get("in_force_from"), row.get("until")
    return (start is None or start <= on) and (until is None or on < until)


def _ways(data: Mapping[str, Any]) -> Iterator[Problem]:
    """Follow every way through: each ends, after 3 to 6 decisions, and every point and end is on some way."""
    points = {point["id"]: point for point in data["points"]}
    places: dict[object, Place] = {point["id"]: ("points", i) for i, point in enumerate(data["points"])}
    places |= {end["id"]: ("ends", i) for i, end in enumerate(data["ends"])}
    reached: set[object] = set()
    lengths: dict[object, set[int]] = {}
    rings: set[object] = set()

    def walk(at: object, way: tuple[object, ...]) -> None:
        reached.add(at)
        if at in way:
            rings.add(at)
        elif at in points:
            for to in dict.fromkeys(choice["to"] for choice in points[at]["choices"]):
                walk(to, (*way, at))
        else:
            lengths.setdefault(at, set()).add(len(way))

    walk(data["start"], ())
    yield from (Problem(places.get(one, ()), "leads back to itself; a case goes on") for one in rings)
    for name in places:
        if name not in reached:
            yield Problem(places[name], f"no choice leads to {name}")
    for end, counts in lengths.items():
        if not all(count in DECISIONS for count in counts):
            yield Problem(
                places.get(end, ()), f"is reached after {min(counts)} to {max(counts)} decisions; make it 3 to 6"
            )


def _days(data: Mapping[str, Any], counting: Mapping[str, Any]) -> Iterator[Problem]:
    given: set[str] = set()
    for i, point in enumerate(data["points"]):
        for j, day in enumerate(point.get("dates") or ()):
            place: Place = ("points", i, "dates", j)
            if day["id"] in given:
                yield Problem(place, f"{day['id']} is worked out twice")
            given.add(day["id"])
            try:
                dict(days_of({"points": [{"dates": [day]}]}, counting))
            except KeyError:
                yield Problem(place, f"no calculator has the id {day['calculator']}")
            except (ValueError, TypeError) as error:
                yield Problem(place, f"cannot be worked out: {error}")
    used: set[str] = set()
    for where, text in _texts(data, ()):
        try:
            names = quoted(text)
        except ValueError:
            yield Problem(where, "has a brace that is not closed; { } stand only around the name of a day")
            continue
        used |= names
        yield from (Problem(where, f"nothing works out the day {name}") for name in sorted(names - given))
    for name in sorted(given - used):
        yield Problem(("points",), f"the day {name} is worked out and never told")


def _texts(data: object, place: Place) -> Iterator[tuple[Place, str]]:
    if isinstance(data, str):
        yield place, data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield from _texts(value, (*place, key))
    elif isinstance(data, list):
        for i, value in enumerate(data):
            yield from _texts(value, (*place, i))
