"""Courses and certificates from elsewhere: issuers that are known, and what each course covers, outcome by outcome.

`content/outside/mappings.yaml` holds them. What is made up counts only in a demonstration.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from trigpoint.content.library import installed_library
from trigpoint.kernel import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from trigpoint.content.library import Library
    from trigpoint.content.marked import Document

NAME = "outside/mappings"
TOP = ("outside", "from", "checked_on", "review", "level", "issuers", "mappings")
HIGHEST = 8
COUNTED = ("did:", "completed:")
"""What a course may count as beside outcomes: time spent and things completed. Outcomes and passes are listed apart."""
Place: TypeAlias = "tuple[str | int, ...]"
EXAMINATION = "passed:law-examination"


@dataclass(frozen=True, slots=True)
class IssuerKey:
    """A key of an issuer: its verification method and the key as a multikey."""

    method: str
    multikey: str


@dataclass(frozen=True, slots=True)
class Issuer:
    """An issuer on the list. `badge_ids` are the identifiers by which its badges name it."""

    id: str
    name: str
    made_up: bool
    badge_ids: tuple[str, ...]
    keys: tuple[IssuerKey, ...]


@dataclass(frozen=True, slots=True)
class Cover:
    """What a course covers of an outcome: which of its criteria, by number from 1, at what level, and where."""

    outcome: str
    criteria: tuple[int, ...]
    level: int
    words: str


@dataclass(frozen=True, slots=True)
class OtherFact:
    """What a course counts as beside outcomes."""

    code: str
    amount: int | None


@dataclass(frozen=True, slots=True)
class OutsideMapping:
    """What a course covers. It counts for certificates given between its first and its last day.

    `law_taught_to` is the day whose law it taught, None for a course without law. `examination` says what its
    examination is like, empty where it has none that equals ours. `digest` is of the whole text: who agreed to one text
    has not agreed to another.
    """

    id: str
    issuer: Issuer
    title: str
    made_up: bool
    achievements: tuple[str, ...]
    since: date
    until: date
    law_taught_to: date | None
    why: str
    source: str
    examination: str
    covers: tuple[Cover, ...]
    facts: tuple[OtherFact, ...]
    digest: str

    @property
    def is_law(self) -> bool:
        """Tell whether anything of the law strand rests on it."""
        return bool(self.examination) or any(cover.outcome.startswith("LAW-") for cover in self.covers)


@dataclass(frozen=True, slots=True)
class Outside:
    """Everything that is known of courses from elsewhere. `level` is the lowest at which an outcome counts."""

    level: int
    issuers: tuple[Issuer, ...]
    mappings: tuple[OutsideMapping, ...]

    def mapping(self, name: str) -> OutsideMapping | None:
        """Return a mapping by id, or None."""
        return next((one for one in self.mappings if one.id == name), None)

    def issuer_called(self, identifier: str) -> Issuer | None:
        """Return the issuer that its badges, or its statements, name so; or None."""
        return next((one for one in self.issuers if identifier == one.id or identifier in one.badge_ids), None)

    def mapping_for(self, issuer: Issuer, achievement: str) -> OutsideMapping | None:
        """Return the mapping of what an issuer calls an achievement, or None."""
        found = (one for one in self.mappings if one.issuer == issuer and achievement in one.achievements)
        return next(found, None)


@cache
def known(*, demonstration: bool) -> Outside:
    """Return what this installation carries, read once; what is made up only for a demonstration."""
    data = installed_library().documents[NAME].data
    issuers = {one["id"]: _issuer(one) for one in data["issuers"] if demonstration or not one.get("made_up")}
    mappings = (_mapping(one, issuers[one["issuer"]]) for one in data["mappings"] if one["issuer"] in issuers)
    return Outside(
        data["level"],
        tuple(issuers.values()),
        tuple(one for one in mappings if demonstration or not one.made_up),
    )


def _issuer(data: Mapping[str, Any]) -> Issuer:
    return Issuer(
        data["id"],
        data["name"],
        bool(data.get("made_up")),
        tuple(data["badge_ids"]),
        tuple(IssuerKey(one["method"], one["multikey"]) for one in data["keys"]),
    )


def _mapping(data: Mapping[str, Any], issuer: Issuer) -> OutsideMapping:
    text = json.dumps(data, ensure_ascii=False, sort_keys=True, default=str)
    return OutsideMapping(
        id=data["id"],
        issuer=issuer,
        title=data["title"],
        made_up=bool(data.get("made_up")) or issuer.made_up,
        achievements=tuple(data.get("achievements", ())),
        since=data["from"],
        until=data["until"],
        law_taught_to=data.get("law_taught_to"),
        why=" ".join(data["why"].split()),
        source=data["source"],
        examination=_examination(data.get("examination")),
        covers=tuple(
            Cover(one["outcome"], tuple(one["criteria"]), one["level"], one["words"]) for one in data.get("covers", ())
        ),
        facts=tuple(OtherFact(one["code"], one.get("amount")) for one in data.get("facts", ())),
        digest=hashlib.sha256(text.encode()).hexdigest(),
    )


def _examination(data: Mapping[str, Any] | None) -> str:
    return f"{data['minutes']} minutes. {' '.join(data['words'].split())}" if data else ""


def outside_problems(library: Library) -> Iterator[tuple[str, Problem]]:
    """Yield what is wrong with the file, each with its name."""
    document = library.documents.get(NAME)
    if document is not None:
        yield from ((NAME, problem) for problem in _problems(document, library))


def _problems(document: Document, library: Library) -> Iterator[Problem]:
    data = document.data
    if not isinstance(data, dict):
        yield Problem((), "is a mapping with issuers and mappings")
        return
    missing = [key for key in TOP if key not in data]
    if missing:
        yield Problem((), f"lacks {', '.join(missing)}")
        return
    if not isinstance(data["level"], int) or not 1 <= data["level"] <= HIGHEST:
        yield Problem(("level",), f"is a level from 1 to {HIGHEST}")
    issuers: set[str] = set()
    for place, one, problems in _each(data, "issuers", ("id", "name", "badge_ids", "keys")):
        yield from problems
        if not problems:
            issuers.add(one["id"])
            for number, key in enumerate(one["keys"]):
                if not isinstance(key, dict) or not {"method", "multikey"} <= set(key):
                    yield Problem((*place, "keys", number), "has a method and a multikey")
    for place, one, problems in _each(data, "mappings", ("id", "issuer", "title", "from", "until", "why", "source")):
        yield from problems
        if not problems:
            yield from _of_mapping(place, one, issuers, library)


def _each(
    data: Mapping[str, Any], kind: str, wanted: tuple[str, ...]
) -> Iterator[tuple[Place, Mapping[str, Any], list[Problem]]]:
    """Yield each row of a list with its place and what is wrong with its outline."""
    rows = data[kind]
    if not isinstance(rows, list):
        yield (kind,), {}, [Problem((kind,), "is a list")]
        return
    seen: set[str] = set()
    for number, one in enumerate(rows):
        place = (kind, number)
        lacks = [key for key in wanted if key not in one] if isinstance(one, dict) else list(wanted)
        if lacks:
            yield place, {}, [Problem(place, f"lacks {', '.join(lacks)}")]
        elif one["id"] in seen:
            yield place, {}, [Problem((*place, "id"), f"{one['id']} is there already; keep one")]
        else:
            seen.add(one["id"])
            yield place, one, []


def _of_mapping(place: Place, one: Mapping[str, Any], issuers: set[str], library: Library) -> Iterator[Problem]:
    if one["issuer"] not in issuers:
        yield Problem((*place, "issuer"), f"{one['issuer']} is not among the issuers; add it there first")
    dates = [one["from"], one["until"]]
    if not all(isinstance(day, date) for day in dates) or dates[0] > dates[1]:
        yield Problem((*place, "until"), "is a day on or after from: a mapping runs out")
    covers, examination = one.get("covers", []), one.get("examination")
    if not covers and not one.get("facts") and not examination:
        yield Problem(place, "covers nothing; list outcomes, an examination or facts")
    is_law = bool(examination) or any(str(cover.get("outcome", "")).startswith("LAW-") for cover in covers)
    if is_law and not isinstance(one.get("law_taught_to"), date):
        yield Problem(place, "covers law, so it says law_taught_to: the day whose law it taught")
    if examination and not {"minutes", "words"} <= set(examination):
        yield Problem((*place, "examination"), "says how many minutes, and in words what it is like")
    for number, cover in enumerate(covers):
        yield from _of_cover((*place, "covers", number), cover, library)
    yield from _of_facts(place, one.get("facts", []), library)


def _of_facts(place: Place, facts: list[Mapping[str, Any]], library: Library) -> Iterator[Problem]:
    for number, fact in enumerate(facts):
        code = str(fact.get("code", ""))
        if code not in library.vocabulary:
            yield Problem((*place, "facts", number), f"{code} is not in the vocabulary")
        elif not code.startswith(COUNTED):
            yield Problem(
                (*place, "facts", number), f"{code} is no time spent and nothing completed; list it as covered"
            )
        elif library.vocabulary[code].unit and not isinstance(fact.get("amount"), int):
            yield Problem((*place, "facts", number), f"{code} needs an amount, in {library.vocabulary[code].unit}")


def _of_cover(place: Place, cover: Mapping[str, Any], library: Library) -> Iterator[Problem]:
    lacks = [key for key in ("outcome", "criteria", "level", "words") if key not in cover]
    if lacks:
        yield Problem(place, f"lacks {', '.join(lacks)}")
        return
    award = library.schemes.get("senco-award")
    outcome = award.prose.get(cover["outcome"], {}).get("outcome") if award else None
    if outcome is None:
        yield Problem((*place, "outcome"), f"{cover['outcome']} is no outcome of the award")
        return
    count = len(outcome["criteria"])
    numbers = cover["criteria"]
    if not numbers or not all(isinstance(one, int) and 1 <= one <= count for one in numbers):
        yield Problem((*place, "criteria"), f"are numbers from 1 to {count}, the criteria of {cover['outcome']}")
    if not isinstance(cover["level"], int) or not 1 <= cover["level"] <= HIGHEST:
        yield Problem((*place, "level"), f"is a level from 1 to {HIGHEST}")
