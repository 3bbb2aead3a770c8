"""What the pages of this room show: frozen rows. The rows of a SENCO hold all that others may know of her unasked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date  # noqa: TC003 - part of the rows' types, which readers may want to resolve
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from trigpoint.governance.law_training import LawTraining
    from trigpoint.governance.statutory import Statutory
    from trigpoint.people.time.queries import State
    from trigpoint.platform.pages import Citation


@dataclass(frozen=True, slots=True)
class Limb:
    """One thing of the law's rule that is not met, with its provision."""

    title: str
    citations: tuple[Citation, ...]


@dataclass(frozen=True, slots=True)
class ExceptionAtSchool:
    """A flagged exception as the school reads it. `is_past`: the day until which it was to stand is over."""

    key: str
    limbs: tuple[Limb, ...]
    decided_by: str
    until: date
    doing: str
    is_past: bool


@dataclass(frozen=True, slots=True)
class TimeRow:
    """A request for protected time as the school reads it.

    `subject` and `name` are of who asked; `asked`, `left` and `agreed` are words. `by_herself`: she noted the answer,
    as the head had told her. `over`: the day of review has come.
    """

    key: str
    subject: str
    name: str
    state: State
    asked: str
    since: date
    asked_on: date
    left: str
    finish: date | None
    words: str
    agreed: str
    agreed_since: date | None
    review: date | None
    reply: str
    by_herself: bool
    over: bool

    @property
    def waits(self) -> bool:
        """Whether it waits for the head."""
        return self.state.value == "waiting"

    @property
    def is_proposed(self) -> bool:
        """Whether it waits for her, with other hours proposed."""
        return self.state.value == "proposed"

    @property
    def is_agreed(self) -> bool:
        """Whether it holds."""
        return self.state.value == "agreed"


@dataclass(frozen=True, slots=True)
class SencoRow:
    """A SENCO of a school: exactly what its head may see without asking."""

    key: str
    name: str
    law: Statutory
    training: LawTraining
    exceptions: tuple[ExceptionAtSchool, ...]
    time: tuple[TimeRow, ...]


@dataclass(frozen=True, slots=True)
class SchoolPage:
    """My school: what waits, oldest first; then each SENCO, by name; then time that others who work here asked for."""

    school: str
    waits: tuple[TimeRow, ...]
    sencos: tuple[SencoRow, ...]
    others: tuple[TimeRow, ...]
    checked_to: date | None


@dataclass(frozen=True, slots=True)
class SharedBy:
    """What somebody who works here shows: code and words of each item, in their order."""

    key: str
    name: str
    items: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Seer:
    """Somebody who can see these rows: name and role."""

    name: str
    role: str


@dataclass(frozen=True, slots=True)
class MirrorPage:
    """What a head sees, for the SENCO herself: the same row, and by whom it can be seen today."""

    setting: str
    school: str
    row: SencoRow
    seers: tuple[Seer, ...]


@dataclass(frozen=True, slots=True)
class AskedPage:
    """A request outside any post as SENCO: to which school, and what became of it."""

    school: str
    rows: tuple[TimeRow, ...]
