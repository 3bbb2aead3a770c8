"""Who must, should or may do what; the situations in which it matters; and what is proposed and is not law.

A duty rests on an entry of the register, and takes from it what it does not say itself. Where the entry is to be
checked, so is the duty.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TYPE_CHECKING, Any

from trigpoint.content.library import installed_library
from trigpoint.content.statute import Confidence, Provision, provisions

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

FOLDER = "duties/"
HOLDERS, SITUATIONS, PROPOSED = "holders", "situations", "proposed"


class Strength(StrEnum):
    """How strongly something is asked: the law says must and may, guidance says should."""

    MUST = "must"
    SHOULD = "should"
    MAY = "may"


@dataclass(frozen=True, slots=True)
class Duty:
    """What somebody must, should or may do. `since` is None where the register has no first day for it."""

    id: str
    group: str
    """The file it stands in, such as assessment."""
    group_title: str
    holder: str
    holder_words: str
    strength: Strength
    what: str
    for_whom: str
    by_when: str | None
    deadline: str | None
    """The calculator that counts the days, by its id."""
    provision: str
    """The entry of the register that it rests on, by its id."""
    citation: str
    also: tuple[str, ...]
    since: date | None
    confidence: Confidence
    to_be_checked: bool
    checked_on: date
    situations: tuple[str, ...]
    note: str | None

    @property
    def sentence(self) -> str:
        """The duty as a sentence, without the time by which it is due."""
        return f"{self.holder_words} {self.strength} {self.what}"


@dataclass(frozen=True, slots=True)
class Step:
    """What to do now. Without a duty it is our suggestion, and a page says so."""

    do: str
    duty: Duty | None


@dataclass(frozen=True, slots=True)
class Trap:
    """What is often said, what is right, and the entry of the register that says so."""

    claim: str
    right: str
    provision: str
    citation: str
    confidence: Confidence
    to_be_checked: bool


@dataclass(frozen=True, slots=True)
class Situation:
    """Something that happens to a SENCO: what to do now, whose duties come in, and what is often said wrongly."""

    id: str
    title: str
    lede: str
    steps: tuple[Step, ...]
    traps: tuple[Trap, ...]
    duties: tuple[Duty, ...]
    checked_on: date


@dataclass(frozen=True, slots=True)
class Publication:
    """Where something was read."""

    title: str
    address: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something that is proposed and is not law. `known_to` is the day after which nothing was looked at."""

    id: str
    title: str
    plain: str
    said_in: str
    said_on: date
    status: str
    confidence: Confidence
    changes: tuple[str, ...]
    """The entries of the register that it would change, by id."""
    sources: tuple[Publication, ...]
    known_to: date
    note: str | None


@dataclass(frozen=True, slots=True)
class Guide:
    """All duties, situations and proposals, each in the order of its file."""

    duties: tuple[Duty, ...]
    situations: tuple[Situation, ...]
    proposals: tuple[Proposal, ...]


def read_guide(files: Mapping[str, Mapping[str, Any]], register: Iterable[Provision]) -> Guide:
    """Return what files that passed the check say. Files are data by name, such as assessment."""
    entries = {entry.id: entry for entry in register}
    words = files[HOLDERS]["holders"]
    found = tuple(
        _duty(said, name, data, words, entries)
        for name, data in files.items()
        if name not in {HOLDERS, SITUATIONS, PROPOSED}
        for said in data["duties"]
    )
    by_id = {duty.id: duty for duty in found}
    told = files.get(SITUATIONS, {})
    situations = tuple(_situation(said, told, by_id, entries) for said in told.get("situations", ()))
    proposed = files.get(PROPOSED, {})
    proposals = tuple(_proposal(said, proposed) for said in proposed.get("proposals", ()))
    return Guide(found, situations, proposals)


def _duty(
    said: Mapping[str, Any],
    name: str,
    data: Mapping[str, Any],
    words: Mapping[str, str],
    entries: Mapping[str, Provision],
) -> Duty:
    entry = entries[said["provision"]]
    confidence = Confidence(said.get("confidence", entry.latest.confidence))
    return Duty(
        id=said["id"],
        group=name,
        group_title=data["title"],
        holder=said["holder"],
        holder_words=words[said["holder"]],
        strength=Strength(said["strength"]),
        what=said["what"],
        for_whom=said.get("for_whom", data.get("for_whom")),
        by_when=said.get("by_when"),
        deadline=said.get("deadline"),
        provision=entry.id,
        citation=said.get("citation", entry.latest.citation),
        also=tuple(said.get("also", ())),
        since=said.get("since", entry.versions[0].in_force_from),
        confidence=confidence,
        to_be_checked=confidence is not Confidence.READ or entry.latest.to_be_checked,
        checked_on=said.get("checked_on", data.get("checked_on")),
        situations=tuple(said["situations"]),
        note=said.get("note"),
    )


def _situation(
    said: Mapping[str, Any], data: Mapping[str, Any], duties: Mapping[str, Duty], entries: Mapping[str, Provision]
) -> Situation:
    return Situation(
        id=said["id"],
        title=said["title"],
        lede=said["lede"],
        steps=tuple(Step(step["do"], duties[step["duty"]] if "duty" in step else None) for step in said["steps"]),
        traps=tuple(_trap(trap, entries[trap["provision"]]) for trap in said["traps"]),
        duties=tuple(duty for duty in duties.values() if said["id"] in duty.situations),
        checked_on=data["checked_on"],
    )


def _trap(said: Mapping[str, Any], entry: Provision) -> Trap:
    latest = entry.latest
    return Trap(
        claim=said["claim"],
        right=said["right"],
        provision=entry.id,
        citation=said.get("citation", latest.citation),
        confidence=latest.confidence,
        to_be_checked=latest.to_be_checked,
    )


def _proposal(said: Mapping[str, Any], data: Mapping[str, Any]) -> Proposal:
    return Proposal(
        id=said["id"],
        title=said["title"],
        plain=said["plain"],
        said_in=said["said_in"],
        said_on=said["said_on"],
        status=said["status"],
        confidence=Confidence(said["confidence"]),
        changes=tuple(said.get("changes", ())),
        sources=tuple(Publication(**data["sources"][key]) for key in said["sources"]),
        known_to=data["known_to"],
        note=said.get("note"),
    )


@cache
def guide() -> Guide:
    """Return what this installation's content says of duties."""
    documents = installed_library().documents
    files = {name.removeprefix(FOLDER): one.data for name, one in documents.items() if name.startswith(FOLDER)}
    return read_guide(files, provisions())


def duties() -> tuple[Duty, ...]:
    """Return all duties."""
    return guide().duties


def duty(duty_id: str) -> Duty:
    """Return a duty; raises KeyError where there is none of that id."""
    return _duties_by_id()[duty_id]


def duties_resting_on(entry_id: str) -> tuple[Duty, ...]:
    """Return the duties that rest on an entry of the register, wholly or in part."""
    return tuple(one for one in duties() if entry_id == one.provision or entry_id in one.also)


def situations() -> tuple[Situation, ...]:
    """Return all situations."""
    return guide().situations


def situation(situation_id: str) -> Situation:
    """Return a situation; raises KeyError where there is none of that id."""
    return _situations_by_id()[situation_id]


def proposals() -> tuple[Proposal, ...]:
    """Return all proposals."""
    return guide().proposals


@cache
def _duties_by_id() -> dict[str, Duty]:
    return {one.id: one for one in duties()}


@cache
def _situations_by_id() -> dict[str, Situation]:
    return {one.id: one for one in situations()}
