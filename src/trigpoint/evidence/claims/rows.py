"""What this part tells its pages and other rooms: frozen rows."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trigpoint.evidence.claims.words import TESTS, State

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from trigpoint.evidence.claims.experience import PostRow
    from trigpoint.evidence.claims.following import Where
    from trigpoint.evidence.claims.words import Test
    from trigpoint.evidence.outcomes import OutcomeRow
    from trigpoint.evidence.rows import Piece


@dataclass(frozen=True, slots=True)
class CertificateRow:
    """A certificate. `used_for` are the outcomes that it is claimed for, by id."""

    key: str
    title: str
    issuer: str
    number: str
    level: int | None
    awarded_on: date
    piece: str
    used_for: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """Return the certificate in one line."""
        level = f", level {self.level}" if self.level else ""
        return f"{self.title}, {self.issuer}{level}"


@dataclass(frozen=True, slots=True)
class Plan:
    """What somebody will do to close a gap, and by when she means to."""

    words: str
    by: date | None


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """A criterion of a claimed outcome: the pieces that show it, those still in draft, and the plan where none does."""

    reference: str
    words: str
    pieces: tuple[Piece, ...]
    drafts: tuple[Piece, ...]
    plan: Plan | None

    @property
    def is_shown(self) -> bool:
        """Whether a piece that is ready shows it."""
        return bool(self.pieces)


@dataclass(frozen=True, slots=True)
class ClaimRow:
    """A claim as it is now. `says` are the claimant's words, by the id of the test; `where` it is, once it was sent.

    `agreed`: the outcome is in the record already, so there is nothing left to claim.
    """

    key: str
    owner: str
    outcome: OutcomeRow
    state: State
    says: Mapping[str, str]
    posts: tuple[PostRow, ...]
    certificates: tuple[CertificateRow, ...]
    criteria: tuple[CriterionRow, ...]
    version: int
    changed_at: datetime | None
    where: Where | None = None
    agreed: bool = False

    @property
    def is_begun(self) -> bool:
        """Whether anything was said yet."""
        return self.changed_at is not None

    @property
    def answers(self) -> tuple[tuple[Test, str], ...]:
        """Return each test with what she says."""
        return tuple((test, self.says.get(test.id, "")) for test in TESTS)

    @property
    def shown(self) -> int:
        """How many criteria a piece shows that is ready."""
        return sum(one.is_shown for one in self.criteria)

    @property
    def gaps(self) -> tuple[CriterionRow, ...]:
        """The criteria that nothing shows yet."""
        return tuple(one for one in self.criteria if not one.is_shown)

    @property
    def lacks(self) -> tuple[str, ...]:
        """Say what is missing before it can be sent, one sentence each. No route waives a criterion."""
        unsaid = [test.name.lower() for test, words in self.answers if not words]
        found = []
        if unsaid:
            found.append(f"Say something about: {', '.join(unsaid)}.")
        if not self.posts and not self.certificates:
            found.append("Choose the posts, or a certificate, that it comes from.")
        for one in self.gaps:
            number = one.reference.rpartition(".")[2]
            draft = " A draft does: make it ready." if one.drafts else ""
            found.append(f"Criterion {number}: no piece that is ready shows it.{draft}")
        return tuple(found)

    @property
    def is_with_others(self) -> bool:
        """Whether it was sent and somebody has it in hand."""
        return self.where is not None and self.where.is_open

    @property
    def sha256(self) -> str:
        """Return the SHA-256 of what the claim says, in hexadecimal, for whoever is to judge just this."""
        said = {
            "key": self.key,
            "outcome": self.outcome.id,
            "says": [[test.id, words] for test, words in self.answers],
            "posts": [[row.entry, row.line, row.comes_to, row.confirmed] for row in self.posts],
            "certificates": [[row.key, row.line, row.number, row.awarded_on.isoformat()] for row in self.certificates],
        }
        text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Line:
    """An outcome in the list of what can be claimed. `agreed`: it is in the record already, so it counts once."""

    outcome: OutcomeRow
    claim: ClaimRow | None
    agreed: bool
    pieces: int


@dataclass(frozen=True, slots=True)
class Strand:
    """The outcomes of a strand."""

    id: str
    title: str
    lines: tuple[Line, ...]
