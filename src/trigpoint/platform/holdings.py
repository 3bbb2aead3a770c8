"""What is held about people: every room says it once, in its own `rights.py`.

    hold(Holding(name="record.entries", title="Your record", …, held_about=entries, forget=erase))
    leave("record.Payload.actor", "A random key: it shows that somebody acted, and no longer who.")

Export, erasure, the privacy notice and docs/reference/holdings.md are made of this. tests/contract/test_holdings.py
finds a column that could name somebody and that no room has told of.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Protocol, TypeAlias

from trigpoint.content.retention import kept

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date, datetime

Json: TypeAlias = "bool | int | str | Sequence[Json] | Mapping[str, Json] | None"
HeldAbout: TypeAlias = "Callable[[str], Json]"

_holdings: dict[str, Holding] = {}
_left: dict[str, str] = {}


class Ground(Enum):
    """Why the law allows it. Which article the service rests on is for who runs the copy to say, in a setting."""

    SERVICE = "service"  # what somebody with an account asked us to do
    CONSENT = "consent"  # only while she agrees


class Forget(Protocol):
    """Removes what is held about a person, in one transaction. Done twice it does no harm.

    True asks to be called again, in another transaction, because there was more than fits into a short one.
    """

    def __call__(self, key: str, *, actor: str | None, now: datetime) -> bool | None: ...  # noqa: D102 - told by the class


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that still waits for a person who asks to be erased. `words` is a sentence that says what.

    `withdraw` takes it back in her name. Where it is None she has to settle it first, at `url` if there is a page.
    """

    words: str
    withdraw: Callable[[datetime], None] | None = None
    url: str = ""


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of bringing in a part of somebody's export. `left` are sentences: what was not brought in, and why."""

    entered: int
    there: int
    left: tuple[str, ...] = ()


class TakeIn(Protocol):
    """Brings in what `held_about` gave in another copy, beside what is there. `source` names the file."""

    def __call__(self, key: str, held: Json, *, source: str, actor: str, now: datetime) -> Brought: ...  # noqa: D102


def nothing_waits(key: str, today: date) -> tuple[Waiting, ...]:  # noqa: ARG001 - the shape of `waits`
    """Say that nothing waits."""
    return ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """One kind of thing that is held about people. All texts are sentences, shown as they stand.

    `name` is room and thing. `what`, `why` and `seen_by` go into the privacy notice; `goes` and `stays` tell what
    erasing does. `columns` are those that name the person, as `record.Entry.subject`.
    """

    name: str
    title: str
    what: str
    why: str
    seen_by: str
    goes: str
    columns: tuple[str, ...]
    held_about: HeldAbout
    forget: Forget
    stays: str = ""
    ground: Ground = Ground.SERVICE
    waits: Callable[[str, date], tuple[Waiting, ...]] = nothing_waits
    take_in: TakeIn | None = None
    goes_last: bool = False

    @property
    def room(self) -> str:
        """The room that holds it."""
        return self.name.partition(".")[0]

    @property
    def kept(self) -> str:
        """How long it is kept, in words: the rule of content/retention."""
        return kept(self.name)


def hold(holding: Holding) -> None:
    """Register a holding. Raises ValueError for a name that another has."""
    there = _holdings.setdefault(holding.name, holding)
    if there != holding:
        raise ValueError(f"Two holdings are called {holding.name}. Choose another name for one of them.")


def leave(column: str, why: str) -> None:
    """Say of a column that looks as if it named somebody why erasing leaves it as it is."""
    _left[column] = why


def holdings() -> tuple[Holding, ...]:
    """Return every holding, the lower floors first."""
    return tuple(_holdings.values())


def left() -> Mapping[str, str]:
    """Return the columns that erasing leaves as they are, each with the reason."""
    return dict(sorted(_left.items()))


def in_order_of_reading() -> tuple[Holding, ...]:
    """Return every holding as somebody reads of them: the account, then the rooms she knows, the machinery last."""
    rooms = list(dict.fromkeys(one.room for one in holdings()))
    return tuple(sorted(holdings(), key=lambda one: (not one.goes_last, -rooms.index(one.room))))


def in_order_of_erasure() -> tuple[Holding, ...]:
    """Return every holding, the upper floors first and the account itself at the end."""
    upper_first = holdings()[::-1]
    last = tuple(one for one in upper_first if one.goes_last)
    return (*(one for one in upper_first if not one.goes_last), *last)


def waiting_for(key: str, today: date) -> tuple[Waiting, ...]:
    """Return everything that waits for a person."""
    return tuple(found for holding in holdings() for found in holding.waits(key, today))
