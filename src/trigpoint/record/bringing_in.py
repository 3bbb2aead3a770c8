"""Bringing in a record that was exported from another copy: what `rights.entries` wrote becomes facts again.

Another copy's word cannot be checked here, so every fact comes in as declared, and where it was better known there its
source says so. Nothing that is there is overwritten, and the same file brought in twice enters nothing twice.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from trigpoint.content.library import installed_library
from trigpoint.kernel import Basis, Fact, Period, Via, problems_of
from trigpoint.platform.holdings import Brought
from trigpoint.record.actions import enter
from trigpoint.record.checking import LARGEST_AMOUNT, LONGEST, MOST_AT_ONCE
from trigpoint.record.queries import facts_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import datetime

    from trigpoint.platform.holdings import Json

BASES = {basis.name.lower(): basis for basis in Basis}


class Candidate(NamedTuple):
    """A fact of the file that may come in, with the note that stood beside it."""

    fact: Fact
    note: str


def bring_in(key: str, held: Json, *, source: str, actor: str, now: datetime) -> Brought:
    """Enter the facts of an exported record that are not there yet; say what was left out, and why."""
    left: list[str] = []
    there = Counter(identity(fact) for fact in facts_of(key))
    new: dict[str, list[Fact]] = {}
    known = 0
    for candidate in candidates(held, source, left):
        same = identity(candidate.fact)
        if there[same]:
            there[same] -= 1
            known += 1
        else:
            new.setdefault(candidate.note, []).append(candidate.fact)
    entered = 0
    for note, facts in new.items():
        for some in batches(facts):
            entered += len(enter(actor=actor, subject=key, facts=some, now=now, note=note))
    return Brought(entered, known, tuple(left))


def identity(fact: Fact) -> tuple[object, ...]:
    """Return what makes two facts the same, however well each is known."""
    return fact.code, fact.valid, fact.amount, fact.at, fact.began, fact.due, fact.via


def candidates(held: Json, source: str, left: list[str]) -> Iterator[Candidate]:
    """Yield the facts that count; say in `left` why others cannot come in."""
    found = held.get("entries") if isinstance(held, Mapping) else None
    if not isinstance(found, Sequence) or isinstance(found, str):
        left.append("The file holds no list of entries. Choose a file that Trigpoint made.")
        return
    private = 0
    vocabulary = installed_library().vocabulary
    for number, said in enumerate(found, 1):
        if not isinstance(said, Mapping):
            left.append(f"Entry {number} cannot be read, and was left out.")
        elif said.get("counts") is True:
            try:
                candidate = candidate_of(said, source)
            except (KeyError, TypeError, ValueError):
                left.append(f"Entry {number} cannot be read, and was left out.")
                continue
            problems = problems_of(candidate.fact, vocabulary)
            if problems:
                left.append(f"Entry {number} was left out: {problems[0]}")
            elif vocabulary[candidate.fact.code].private:
                private += 1
            else:
                yield candidate
    if private:
        left.append(
            f"Dates that only the person herself may enter were left out: {private}. She enters them on her own pages."
        )


def candidate_of(said: Mapping[str, Json], source: str) -> Candidate:
    """Return the fact that an entry says. Raises KeyError, TypeError or ValueError for what is no entry of ours."""
    basis = BASES[text(said, "basis")]
    fact = Fact(
        code=text(said, "code"),
        valid=Period(day(said, "from"), day(said, "until") if "until" in said else None),
        amount=whole(said, "amount"),
        at=text(said, "at", LONGEST["at"]) if "at" in said else None,
        began=day(said, "began") if "began" in said else None,
        due=day(said, "due") if "due" in said else None,
        via=Via(text(said, "via")),
        source=f"{source} {basis.name.lower()} {text(said, 'entry', 60)}",
    )
    return Candidate(fact, text(said, "note", LONGEST["note"]) if "note" in said else "")


def text(said: Mapping[str, Json], name: str, most: int = 100) -> str:
    """Return a text of an entry. Raises TypeError or ValueError."""
    value = said[name]
    if not isinstance(value, str):
        raise TypeError(name)
    if len(value) > most or "\x00" in value:
        raise ValueError(name)
    return value


def day(said: Mapping[str, Json], name: str) -> date:
    """Return a date of an entry. Raises TypeError or ValueError."""
    return date.fromisoformat(text(said, name))


def whole(said: Mapping[str, Json], name: str) -> int | None:
    """Return a number of an entry, if there is one. Raises ValueError."""
    value = said.get(name)
    if value is None:
        return None
    if isinstance(value, bool) or not isinstance(value, int) or value > LARGEST_AMOUNT:
        raise ValueError(name)
    return value


def batches(facts: Iterable[Fact]) -> Iterator[list[Fact]]:
    """Yield the facts in lots that are entered at once."""
    rest = iter(facts)
    while some := list(islice(rest, MOST_AT_ONCE)):
        yield some
