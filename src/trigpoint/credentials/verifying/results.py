"""What a check of a credential comes to, as frozen rows."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from trigpoint.credentials.signing import Checked
    from trigpoint.credentials.words import Purpose


class Verdict(Enum):
    """The seven verdicts. The value is how a program is told, which the command gives as its exit code too."""

    VALID = "valid"
    REFRESH = "due-for-refresh"
    SUSPENDED = "suspended"
    REVOKED = "revoked"
    EXPIRED = "expired"
    ALTERED = "altered"
    UNKNOWN_ISSUER = "issuer-not-known"

    @property
    def is_good(self) -> bool:
        """Tell whether it can be relied on."""
        return self in {Verdict.VALID, Verdict.REFRESH}


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that was checked. `passed` None: it could not be told."""

    passed: bool | None
    title: str
    words: str


@dataclass(frozen=True, slots=True)
class StatusEntry:
    """Where a credential says that its status is told."""

    purpose: Purpose
    address: str
    place: int


@dataclass(frozen=True, slots=True)
class Told:
    """What a status list tells. `bit` None: it could not be read, `words` say why. `as_of`: how old the answer is."""

    bit: bool | None
    as_of: datetime | None = None
    words: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """What the register of this copy knows of a credential. `is_here` None: it was not asked."""

    is_here: bool | None = None
    status: tuple[tuple[Purpose, bool], ...] = ()
    replaced: bool = False


@dataclass(frozen=True, slots=True)
class LawChange:
    """A change in law that matters, since a day."""

    title: str
    citation: str
    since: date
    note: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """One outcome of a comprehensive record, as it is written there."""

    code: str
    title: str
    how: str


StatusOf: TypeAlias = "Callable[[StatusEntry], Told]"
InRegister: TypeAlias = "Callable[[Checked, tuple[StatusEntry, ...]], Register]"


@dataclass(frozen=True, slots=True)
class Report:
    """A credential, judged. Texts that come from the credential are never longer than a few hundred letters."""

    verdict: Verdict
    heading: str
    lede: str
    what: str
    holder: str
    issuer: str
    issuer_is_known: bool
    since: date | None
    until: date | None
    given_on: date | None = None
    version: str = ""
    law_to: date | None = None
    law_covered: date | None = None
    described: str = ""
    is_ours: bool = False
    checks: tuple[Check, ...] = ()
    warning: str = ""
    changes: tuple[LawChange, ...] = field(default=())
    outcomes: tuple[Outcome, ...] = ()
    comment: str = ""

    @property
    def passed(self) -> int:
        """Return how many checks passed."""
        return sum(1 for one in self.checks if one.passed)

    @property
    def all_passed(self) -> bool:
        """Tell whether every check passed."""
        return all(one.passed for one in self.checks)
