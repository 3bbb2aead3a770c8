"""What pages and other parts learn of references: frozen rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trigpoint.pathway.referees.words import OUTCOMES, Relation, Said, State
from trigpoint.platform.pages import Status, waiting_for

if TYPE_CHECKING:
    from datetime import datetime

    from trigpoint.pathway.referees.claims import Claim, ClaimWords

SOMEBODY = "Somebody whose name we no longer keep"


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """What was answered to a claim: about the words with this digest, and when."""

    said: Said
    words: str
    digest: str
    at: datetime

    @property
    def label(self) -> str:
        """Return what the referee chose."""
        return str(self.said.label)

    @property
    def outcome(self) -> str:
        """Return how it is told to the person."""
        return OUTCOMES[self.said]


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """One claim of a request, as it stands today beside what was asked and answered.

    `claim` and `shown` are None where all of it was taken back or erased since.
    """

    place: int
    entries: tuple[str, ...]
    asked_digest: str
    claim: Claim | None
    shown: ClaimWords | None
    answer: AnswerRow | None

    @property
    def is_gone(self) -> bool:
        """Whether there is nothing left to answer."""
        return self.claim is None

    @property
    def has_changed(self) -> bool:
        """Whether it says something else than when the referee was asked."""
        return self.claim is not None and self.claim.digest != self.asked_digest

    @property
    def fits(self) -> AnswerRow | None:
        """The answer, where it is about the words that stand there today."""
        return self.answer if self.answer and self.claim and self.answer.digest == self.claim.digest else None

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer to the words that stand there today."""
        return self.claim is not None and self.fits is None


@dataclass(frozen=True, slots=True)
class ReferenceRow:
    """A request to a referee. Its `state` is that of the moment it was read: what ran out has expired."""

    key: str
    subject: str
    name: str
    email: str
    relation: Relation
    state: State
    turn: int
    asked_at: datetime
    ends: datetime
    mail_due: datetime | None
    reminded_at: datetime | None
    said_name: str
    said_post: str
    said_place: str
    said_at: datetime | None
    ended_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Whether it can still be answered."""
        return self.state is State.WAITING

    @property
    def asked(self) -> str:
        """Return whom it was sent to, as long as the name is kept."""
        return self.name or SOMEBODY

    @property
    def waiting(self) -> Status:
        """Return *Waiting for Mr Okafor*."""
        return waiting_for(self.asked)

    @property
    def by(self) -> str:
        """Return who answered: *Ben Okafor, head teacher, Hill Top Primary*."""
        return ", ".join(part for part in (self.said_name, self.said_post, self.said_place) if part) or SOMEBODY

    @property
    def is_by_another(self) -> bool:
        """Whether somebody of another name answered than the one who was asked."""
        return bool(self.said_name and self.name) and same_name(self.said_name) != same_name(self.name)


@dataclass(frozen=True, slots=True)
class EntryReference:
    """What a timeline shows beside an entry: who was asked or answered, and what came of it."""

    key: str
    said: Said | None
    by: str
    asked: str
    at: datetime

    @property
    def is_waiting(self) -> bool:
        """Whether it waits."""
        return self.said is None


def same_name(name: str) -> str:
    """Return a name as it is compared: small letters, one space, no title.

    >>> same_name("Mr  Ben OKAFOR") == same_name("Ben Okafor")
    True
    """
    words = name.casefold().replace(".", " ").split()
    return " ".join(word for word in words if word not in {"mr", "mrs", "ms", "miss", "mx", "dr", "prof"})
