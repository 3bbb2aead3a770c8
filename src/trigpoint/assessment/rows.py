"""What this room shows others: frozen rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime  # noqa: TC003 - part of the rows' types, which readers may want to resolve
from typing import TYPE_CHECKING, Any

from trigpoint.assessment.words import Actor, Slot, StageKind, State, Verdict, Via  # noqa: TC001 - likewise

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Signature:
    """That somebody showed who she is and signed what she was shown. `digest` is its SHA-256 in hexadecimal."""

    digest: str
    proved_at: datetime


@dataclass(frozen=True, slots=True)
class StageRow:
    """One thing that happened to a submission. It never changes; what comes later stands beside it.

    `said` holds codes, keys, numbers and days (whom it was given to, what a moderator decided); `words` is for people.
    `supersedes` is the key of the stage whose place it takes.
    """

    key: str
    submission: str
    seq: int
    kind: StageKind
    actor: Actor
    person: str
    at: datetime
    slot: str = ""
    codes: tuple[str, ...] = ()
    words: str = ""
    said: Mapping[str, Any] = field(default_factory=dict)
    supersedes: str = ""
    signature: Signature | None = None


@dataclass(frozen=True, slots=True)
class HeldPiece:
    """A piece of the portfolio as a submission holds it: which, as it was shown (SHA-256), since which round."""

    piece: str
    sha256: str
    round: int


@dataclass(frozen=True, slots=True)
class SubmissionRow:
    """One outcome of one candidate, sent to be judged. `code` is what blind assessors see: *Candidate 4F2*.

    `follows` is the submission that was referred before it, and `carried` the criteria that were shown there and are
    not judged again. `state` is what the queues go by; `states.progress` of its stages is the truth.
    """

    key: str
    candidate: str
    outcome: str
    strand: str
    via: Via
    rules_hash: str
    state: State
    code: str
    sent_at: datetime | None
    follows: str
    carried: tuple[str, ...]
    changed_at: datetime

    @property
    def blind_name(self) -> str:
        """Return the name that those see who are not to know the person."""
        return f"Candidate {self.code}"


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """What one assessor said of one criterion. `seconds` is how long she had it open, shared out over its criteria.

    `counts` is False where the judgement was set aside, or came too late.
    """

    submission: str
    stage: str
    slot: Slot
    criterion: str
    assessor: str
    verdict: Verdict
    codes: tuple[str, ...]
    words: str
    at: datetime
    seconds: int
    counts: bool = True


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A submission in an assessor's queue. `allocation` is where the next page goes on from, with `sent_at`."""

    allocation: int
    submission: str
    code: str
    outcome: str
    via: Via
    state: State
    slot: Slot
    sent_at: datetime
    due: date
    is_late: bool


@dataclass(frozen=True, slots=True)
class DraftRow:
    """What an assessor has said and not signed; `other` is what another window of hers saved meanwhile."""

    data: dict[str, Any]
    other: dict[str, Any] | None
    version: int
    saved_at: datetime | None


@dataclass(frozen=True, slots=True)
class WaitingRow:
    """A submission that waits for an assessor to be named. `number` and `sent_at` are where the next page goes on."""

    number: int
    submission: str
    code: str
    outcome: str
    via: Via
    needs: Slot
    sent_at: datetime


@dataclass(frozen=True, slots=True)
class LateRow:
    """A submission that has been with an assessor past its day."""

    submission: str
    code: str
    outcome: str
    slot: Slot
    assessor: str
    due: date


@dataclass(frozen=True, slots=True)
class DoneRow:
    """A submission that an assessor has judged."""

    allocation: int
    submission: str
    code: str
    outcome: str
    slot: Slot
    at: datetime
    state: State


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """What an assessor judges; no strand said means all."""

    strands: tuple[str, ...]
    most: int
    away_until: date | None


@dataclass(frozen=True, slots=True)
class ConflictRow:
    """A conflict that somebody declared, and with whom, by name."""

    number: int
    name: str
    code: str
    at: datetime


@dataclass(frozen=True, slots=True)
class BoardCandidate:
    """A candidate with outcomes that were agreed and are not counted by the board yet, by outcome and submission."""

    candidate: str
    submissions: tuple[tuple[str, str], ...]
