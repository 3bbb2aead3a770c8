"""Facts: what is known of a person, a setting or the world, each with dates, a basis and a source."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from enum import Enum, IntEnum
from typing import TYPE_CHECKING

from trigpoint.kernel.periods import Period, Run

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date


class Basis(IntEnum):
    """How well a fact is known; a rule that asks for one accepts any higher one."""

    DECLARED = 1
    VERIFIED = 2
    ASSESSED = 3


class Via(Enum):
    """How something was learned or gained."""

    TAUGHT = "taught"
    PRIOR_LEARNING = "prior-learning"
    OUTSIDE = "outside"


class Kind(Enum):
    """What a code says of time."""

    EVENT = "event"  # happens on one day
    STATE = "state"  # holds from a day, perhaps until another
    SPELL = "spell"  # a post served, with hundredths of full time


class Of(Enum):
    """What a code is about."""

    PERSON = "person"
    SETTING = "setting"
    WORLD = "world"


FULL_TIME = 100
"""The amount of a spell is in hundredths of full time; a spell that names none is full time."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is so, for as long as `valid` says.

    `at` is the setting it belongs to; `began` is when the course or post behind it began (None: its first day);
    `due` is a last day that the fact itself sets (a change in law and its refresh-by day); `amount` is in the
    unit of the code, or hundredths of full time for a spell; `source` names the entry the fact came from.
    """

    code: str
    valid: Period
    amount: int | None = None
    basis: Basis = Basis.DECLARED
    at: str | None = None
    began: date | None = None
    due: date | None = None
    via: Via = Via.TAUGHT
    source: str = ""
    run: Run = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Keep the ordinals of `valid` at hand: the evaluator reads them all the time."""
        object.__setattr__(self, "run", self.valid.run)

    @property
    def first_day(self) -> int:
        """The ordinal of the first day."""
        return self.run[0]

    @property
    def began_day(self) -> int:
        """The ordinal of the day on which the course or post behind the fact began."""
        return self.run[0] if self.began is None else self.began.toordinal()


@dataclass(frozen=True, slots=True)
class Code:
    """A word of the vocabulary, such as `holds:qts`."""

    name: str
    kind: Kind
    title: str
    of: Of = Of.PERSON
    unit: str | None = None
    private: bool = False

    @property
    def verb(self) -> str:
        """The part before the colon."""
        return self.name.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """All codes that facts and rules may use."""

    codes: Mapping[str, Code]

    def __contains__(self, name: str) -> bool:
        return name in self.codes

    def __getitem__(self, name: str) -> Code:
        code = self.codes.get(name)
        if code is None:
            raise UnknownCodeError(name, self.nearest(name))
        return code

    def nearest(self, name: str) -> str | None:
        """Return the known code most like this one, if any is like it."""
        found = get_close_matches(name, self.codes, n=1, cutoff=0.5)
        return found[0] if found else None


class UnknownCodeError(ValueError):
    """A code that the vocabulary does not have; `nearest` is the closest one it has."""

    def __init__(self, name: str, nearest: str | None) -> None:
        self.name, self.nearest = name, nearest
        hint = f" Did you mean {nearest}?" if nearest else " Add it to the vocabulary first."
        super().__init__(f"{name} is not in the vocabulary.{hint}")


def problems_of(fact: Fact, vocabulary: Vocabulary) -> list[str]:
    """Return what is wrong with a fact, in words; an empty list when nothing is."""
    if fact.code not in vocabulary:
        return [str(UnknownCodeError(fact.code, vocabulary.nearest(fact.code)))]
    code = vocabulary[fact.code]
    found = []
    if fact.amount is not None and fact.amount < 0:
        found.append(f"{fact.code}: an amount is 0 or more; this one is {fact.amount}.")
    if code.kind is Kind.EVENT and fact.run[1] - fact.run[0] != 1:
        found.append(f"{fact.code} is an event, so it has one day (`on:`), not a period.")
    if code.kind is Kind.EVENT and code.unit and fact.amount is None:
        found.append(f"{fact.code} needs an amount, in {code.unit}.")
    if code.kind is Kind.SPELL and fact.amount is not None and not 0 < fact.amount <= FULL_TIME:
        found.append(f"{fact.code} is a post: its amount is hundredths of full time, 1 to 100, not {fact.amount}.")
    if fact.began is not None and fact.began > fact.valid.start:
        found.append(f"{fact.code} cannot have begun ({fact.began}) after its first day ({fact.valid.start}).")
    return found


Index = dict[str, list[Fact]]


def index_of(*groups: Iterable[Fact]) -> Index:
    """Return the facts by code."""
    index: Index = {}
    for group in groups:
        for fact in group:
            found = index.get(fact.code)
            if found is None:
                index[fact.code] = [fact]
            else:
                found.append(fact)
    return index


def known_on(facts: Iterable[Fact], day: int) -> list[Fact]:
    """Return the facts as they stand on a day: later ones dropped, ends that lie later opened (law 1)."""
    return [
        fact if fact.run[1] <= day else replace(fact, valid=Period(fact.valid.start))
        for fact in facts
        if fact.run[0] <= day
    ]
