"""Checks of duties, situations and proposals: that each rests on something the register holds, and claims no more."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from trigpoint.citations import find
from trigpoint.content.duties import FOLDER, HOLDERS, PROPOSED, SITUATIONS, Strength
from trigpoint.content.law import IDENTIFIER
from trigpoint.content.shapes import dates, keys
from trigpoint.content.statute import Confidence, Kind, rows
from trigpoint.kernel import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from trigpoint.content.marked import Document
    from trigpoint.kernel.read_values import Place

NEEDED = ("id", "holder", "strength", "what", "provision", "situations")
OPTIONAL = ("for_whom", "by_when", "deadline", "citation", "also", "since", "confidence", "checked_on", "note")
FILE_NEEDED = ("title", "checked_on", "duties")
FILE_OPTIONAL = ("for_whom",)
SITUATION = ("id", "title", "lede", "steps", "traps")
PROPOSAL = ("id", "title", "plain", "said_in", "said_on", "status", "confidence", "sources")
SURENESS = list(Confidence)
"""From what was read in the text to what nobody is sure of."""


def duty_problems(documents: Mapping[str, Document]) -> Iterator[tuple[str, Problem]]:
    """Yield what is wrong with the files of duties, each with its file. `documents` are all of the content."""
    return _Check(documents).problems()


class _Check:
    """What duties may refer to, and the files that refer to it."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        data = {name: one.data if isinstance(one.data, dict) else {} for name, one in documents.items()}
        self.files = {name.removeprefix(FOLDER): said for name, said in data.items() if name.startswith(FOLDER)}
        self.entries: dict[str, tuple[str, Mapping[str, Any]]] = {}
        for name, said in data.items():
            if name.startswith("statute/"):
                newest = sorted(rows(said), key=lambda row: str(row.get("in_force_from") or ""))
                self.entries |= {str(row.get("id")): (said.get("kind", Kind.LAW), row) for row in newest}
        self.deadlines = {
            calculator.get("id")
            for name, said in data.items()
            if name.startswith("deadlines/")
            for calculator in said.get("calculators") or ()
        }
        self.holders = self.files.get(HOLDERS, {}).get("holders") or {}
        self.situations = {said.get("id") for said in self.files.get(SITUATIONS, {}).get("situations") or ()}
        self.duties: dict[str, str] = {}

    def problems(self) -> Iterator[tuple[str, Problem]]:
        used: set[str] = set()
        lists = {name: said for name, said in self.files.items() if name not in {HOLDERS, SITUATIONS, PROPOSED}}
        for name, said in lists.items():
            for problem in self._file(name, said):
                yield FOLDER + name, problem
            used.update(slug for one in said.get("duties") or () for slug in one.get("situations") or ())
        for name, reader in ((HOLDERS, self._holders), (SITUATIONS, self._situations), (PROPOSED, self._proposals)):
            for problem in reader(self.files[name]) if name in self.files else ():
                yield FOLDER + name, problem
        for i, told in enumerate(self.files.get(SITUATIONS, {}).get("situations") or ()):
            if told.get("id") not in used:
                yield FOLDER + SITUATIONS, Problem(("situations", i), f"no duty comes in where {told.get('id')}")

    def _file(self, name: str, data: Mapping[str, Any]) -> Iterator[Problem]:
        yield from keys(data, (), FILE_NEEDED, FILE_OPTIONAL, "a file of duties")
        yield from dates(data, (), ("checked_on",))
        for i, said in enumerate(data.get("duties") or ()):
            place = ("duties", i)
            yield from keys(said, place, NEEDED, OPTIONAL, "a duty")
            yield from dates(said, place, ("since", "checked_on"))
            yield from self._id(said, place, name)
            yield from self._wording(said, place, data)
            yield from self._references(said, place)
            yield from self._provision(said, place)

    def _id(self, said: Mapping[str, Any], place: Place, name: str) -> Iterator[Problem]:
        duty = str(said.get("id"))
        if not IDENTIFIER.fullmatch(duty):
            yield Problem((*place, "id"), "an id is small letters, digits and hyphens, such as la-answers-in-6-weeks")
        if duty in self.duties:
            yield Problem((*place, "id"), f"{duty} is also an id in {FOLDER}{self.duties[duty]}")
        self.duties.setdefault(duty, name)

    def _wording(self, said: Mapping[str, Any], place: Place, data: Mapping[str, Any]) -> Iterator[Problem]:
        what = str(said.get("what", ""))
        if not what.endswith(".") or not what[:1].islower():
            yield Problem((*place, "what"), "goes on from the holder and ends the sentence: `tell the parent why.`")
        if not (said.get("for_whom") or data.get("for_whom")):
            yield Problem(place, "does not say for whom, nor does its file; write `for_whom`")

    def _references(self, said: Mapping[str, Any], place: Place) -> Iterator[Problem]:
        if said.get("holder") not in self.holders:
            yield Problem((*place, "holder"), f"there is no holder {said.get('holder')} in {FOLDER}{HOLDERS}")
        if said.get("deadline") is not None and said["deadline"] not in self.deadlines:
            yield Problem((*place, "deadline"), f"no calculator has the id {said['deadline']}")
        if said.get("deadline") is not None and not said.get("by_when"):
            yield Problem(place, "has a calculator and does not say in words by when; write `by_when`")
        for slug in said.get("situations") or ():
            if slug not in self.situations:
                yield Problem((*place, "situations"), f"there is no situation {slug}")
        for entry in said.get("also") or ():
            if entry not in self.entries:
                yield Problem((*place, "also"), f"the register has no entry {entry}")

    def _provision(self, said: Mapping[str, Any], place: Place) -> Iterator[Problem]:
        strength, confidence = said.get("strength"), said.get("confidence")
        if strength not in set(Strength):
            yield Problem((*place, "strength"), "strength is must, should or may")
        if said.get("provision") not in self.entries:
            yield Problem((*place, "provision"), f"the register has no entry {said.get('provision')}")
            return
        kind, row = self.entries[said["provision"]]
        if kind == Kind.JUDGMENT:
            yield Problem((*place, "provision"), "is a judgment; a duty rests on law or guidance, so put it in `also`")
        elif strength in set(Strength) and (strength == Strength.SHOULD) != (kind == Kind.GUIDANCE):
            yield Problem((*place, "strength"), f"is {strength}, but rests on {kind}: law says must or may")
        yield from self._citation(said, place)
        if confidence is not None and confidence not in set(Confidence):
            yield Problem((*place, "confidence"), "confidence is V, V2, C, M+ or M?")
        elif confidence is not None and _surer(confidence, str(row.get("confidence"))):
            yield Problem((*place, "confidence"), f"is surer than the entry it rests on, which is {row['confidence']}")

    def _citation(self, said: Mapping[str, Any], place: Place) -> Iterator[Problem]:
        if said.get("citation") is None:
            return
        whole = next(find(str(self.entries[said["provision"]][1].get("citation", ""))), None)
        part = next(find(str(said["citation"])), None)
        if part is None or part.start != 0:
            yield Problem((*place, "citation"), "does not begin with a citation that can be looked up")
        elif whole is not None and not whole.citation.contains(part.citation):
            yield Problem((*place, "citation"), f"is not within {whole.citation}, the entry it rests on")

    def _holders(self, data: Mapping[str, Any]) -> Iterator[Problem]:
        yield from keys(data, (), ("holders",), (), "the file of holders")
        used = {said.get("holder") for file in self.files.values() for said in file.get("duties") or ()}
        for holder in self.holders:
            if holder not in used:
                yield Problem(("holders", holder), f"no duty is laid on {holder}; take it out")

    def _situations(self, data: Mapping[str, Any]) -> Iterator[Problem]:
        yield from keys(data, (), ("checked_on", "situations"), (), "the file of situations")
        yield from dates(data, (), ("checked_on",))
        seen: set[str] = set()
        for i, said in enumerate(data.get("situations") or ()):
            place = ("situations", i)
            yield from keys(said, place, SITUATION, (), "a situation")
            if said.get("id") in seen:
                yield Problem(place, f"{said.get('id')} is told twice")
            seen.add(str(said.get("id")))
            for j, step in enumerate(said.get("steps") or ()):
                yield from self._step(step, (*place, "steps", j))
            for j, trap in enumerate(said.get("traps") or ()):
                yield from self._trap(trap, (*place, "traps", j))

    def _step(self, said: Mapping[str, Any], place: Place) -> Iterator[Problem]:
        yield from keys(said, place, ("do",), ("duty",), "a step")
        if said.get("duty") is not None and said["duty"] not in self.duties:
            yield Problem((*place, "duty"), f"there is no duty {said['duty']}")

    def _trap(self, said: Mapping[str, Any], place: Place) -> Iterator[Problem]:
        yield from keys(said, place, ("claim", "right", "provision"), ("citation",), "a trap")
        if said.get("provision") not in self.entries:
            yield Problem((*place, "provision"), f"the register has no entry {said.get('provision')}")
            return
        yield from self._citation(said, place)

    def _proposals(self, data: Mapping[str, Any]) -> Iterator[Problem]:
        yield from keys(data, (), ("known_to", "sources", "proposals"), (), "the file of proposals")
        yield from dates(data, (), ("known_to",))
        sources = data.get("sources") or {}
        for key, source in sources.items():
            yield from keys(source, ("sources", key), ("title", "address"), (), "a source")
            if urlsplit(str(source.get("address"))).scheme != "https":
                yield Problem(("sources", key), "has an address that does not begin with https")
        for i, said in enumerate(data.get("proposals") or ()):
            place = ("proposals", i)
            yield from keys(said, place, PROPOSAL, ("changes", "note"), "a proposal")
            yield from dates(said, place, ("said_on",))
            if said.get("confidence") not in set(Confidence):
                yield Problem((*place, "confidence"), "confidence is V, V2, C, M+ or M?")
            for entry in said.get("changes") or ():
                if entry not in self.entries:
                    yield Problem((*place, "changes"), f"the register has no entry {entry}")
            for key in said.get("sources") or ():
                if key not in sources:
                    yield Problem((*place, "sources"), f"there is no {key} among the file's sources")
            later = said.get("said_on"), data.get("known_to")
            if isinstance(later[0], date) and isinstance(later[1], date) and later[0] > later[1]:
                yield Problem((*place, "said_on"), "is after the day to which the file is known")


def _surer(mine: str, theirs: str) -> bool:
    return theirs in set(Confidence) and SURENESS.index(Confidence(mine)) < SURENESS.index(Confidence(theirs))
