"""What the board's meetings show: frozen rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trigpoint.assessment.board.words import ItemState
from trigpoint.content.moderating import board_rules

if TYPE_CHECKING:
    from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Complete:
    """Where somebody stands on the award: complete, or which of its strands lack (by title). `holds`: she has it."""

    candidate: str
    route: str
    rules_hash: str
    missing: tuple[str, ...]
    holds: bool = False

    @property
    def is_ready(self) -> bool:
        """Whether the board may give her the award."""
        return bool(self.route) and not self.missing and not self.holds


@dataclass(frozen=True, slots=True)
class ItemRow:
    """A candidate on the agenda. `away` are those who leave the room for her; `why` says why she came off the list."""

    key: str
    number: int
    candidate: str
    name: str
    route: str
    rules_hash: str
    state: ItemState
    why: str
    away: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member who is there. `outside`: neither a SENCO nor working for the awarding body."""

    key: str
    name: str
    outside: bool


@dataclass(frozen=True, slots=True)
class SignedRow:
    """That a member signed a list, by its digest."""

    digest: str
    member: str
    name: str
    items: tuple[str, ...]
    at: datetime


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting with its members, items and signatures."""

    key: str
    on: date
    listed_at: datetime | None
    ended_at: datetime | None
    present: tuple[MemberRow, ...]
    items: tuple[ItemRow, ...]
    signed: tuple[SignedRow, ...]

    @property
    def listed(self) -> tuple[ItemRow, ...]:
        """Return those who wait to be ratified."""
        return tuple(one for one in self.items if one.state is ItemState.LISTED)

    @property
    def off(self) -> tuple[ItemRow, ...]:
        """Return those who came off the list."""
        return tuple(one for one in self.items if one.state is ItemState.TAKEN_OFF)

    @property
    def ratified(self) -> tuple[ItemRow, ...]:
        """Return those who were ratified."""
        return tuple(one for one in self.items if one.state is ItemState.RATIFIED)

    @property
    def quorum_missing(self) -> str:
        """Return what lacks for a quorum, a sentence; empty where there is one."""
        wanted = board_rules()
        if len(self.present) < wanted.quorum:
            return f"{wanted.quorum} members are needed to decide, and {len(self.present)} are here."
        if sum(one.outside for one in self.present) < wanted.quorum_outside:
            return wanted.note
        return ""

    def free_for(self, item: ItemRow) -> tuple[MemberRow, ...]:
        """Return those who stay in the room for an item."""
        return tuple(one for one in self.present if one.key not in item.away)

    def for_member(self, member: str) -> tuple[ItemRow, ...]:
        """Return the items on the list for which a member stays in the room, so that she may sign them."""
        return tuple(one for one in self.listed if member not in one.away)


# ---- Where candidates stand
