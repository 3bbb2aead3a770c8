"""What the pages of this part show: frozen rows."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trigpoint.pathway.mentoring.words import State

if TYPE_CHECKING:
    from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class MentoringRow:
    """A mentoring, with the names of the two. `mentor` and `mentor_name` are empty while nobody is offered."""

    key: str
    candidate: str
    candidate_name: str
    mentor: str
    mentor_name: str
    state: State
    hopes: str
    asked_at: datetime
    since: date | None
    same_school: bool
    ended_at: datetime | None
    ended_by: str

    @property
    def is_on(self) -> bool:
        """Whether it is going on."""
        return self.state is State.ON

    @property
    def was_on(self) -> bool:
        """Whether it ever began."""
        return self.since is not None

    def has(self, person: str) -> bool:
        """Tell whether somebody is one of the two who meet: the candidate always, the mentor while it goes on."""
        return person == self.candidate or (person == self.mentor and self.is_on)

    def name_of(self, person: str) -> str:
        """Return the name of one of the two."""
        return self.candidate_name if person == self.candidate else self.mentor_name

    def other_name(self, person: str) -> str:
        """Return the name of the other of the two."""
        return self.mentor_name if person == self.candidate else self.candidate_name


@dataclass(frozen=True, slots=True)
class TextRow:
    """One text of a meeting, and who signed just this one, when."""

    version: int
    on: date
    minutes: int
    notes: str
    steps: tuple[str, ...]
    written_by: str
    at: datetime
    digest: str
    signed: tuple[tuple[str, datetime], ...]

    def is_signed_by(self, person: str) -> bool:
        """Tell whether somebody signed this text."""
        return any(one == person for one, _ in self.signed)


@dataclass(frozen=True, slots=True)
class MeetingRow:
    """A meeting: its mentoring and its texts, the newest first."""

    key: str
    mentoring: MentoringRow
    texts: tuple[TextRow, ...]

    @property
    def text(self) -> TextRow:
        """The text that counts."""
        return self.texts[0]

    @property
    def earlier(self) -> tuple[TextRow, ...]:
        """The texts before it."""
        return self.texts[1:]

    @property
    def is_signed(self) -> bool:
        """Whether both signed the text that counts."""
        return all(self.text.is_signed_by(person) for person in (self.mentoring.candidate, self.mentoring.mentor))

    @property
    def waits_for(self) -> tuple[str, ...]:
        """The keys of those whose signature is missing."""
        two = (self.mentoring.candidate, self.mentoring.mentor)
        return tuple(person for person in two if not self.text.is_signed_by(person))

    @property
    def waiting_names(self) -> str:
        """The names of those whose signature is missing."""
        return " and ".join(self.mentoring.name_of(person) for person in self.waits_for)


@dataclass(frozen=True, slots=True)
class LoadRow:
    """A mentor, how many she has or was offered, how many she takes, and why not this candidate, if not."""

    key: str
    name: str
    has: int
    most: int
    refusal: str

    @property
    def is_free(self) -> bool:
        """Whether she may be offered."""
        return not self.refusal


def digest_of(  # a text is one row: everything about it is signed
    *, meeting: str, candidate: str, mentor: str, on: date, minutes: int, notes: str, steps: str
) -> str:
    """Return the SHA-256 of a text as both sign it, in hexadecimal."""
    said = [meeting, candidate, mentor, on.isoformat(), minutes, notes, steps]
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, separators=(",", ":")).encode()).hexdigest()
