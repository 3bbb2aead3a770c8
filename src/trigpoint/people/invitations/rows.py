"""What pages show of invitations: frozen rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime  # noqa: TC003 - part of the rows' types, which readers may want to resolve
from enum import Enum

from trigpoint.people.roles import Role  # noqa: TC001 - likewise
from trigpoint.people.rows import OrganisationRow  # noqa: TC001 - likewise


class State(Enum):
    """How an invitation stands. The value is what pages say."""

    OPEN = "Waiting for an answer"
    TAKEN = "Taken"
    WITHDRAWN = "Taken back"
    EXPIRED = "Ran out"


@dataclass(frozen=True, slots=True)
class InvitationRow:
    """An invitation. `taken_by` is the key of who took it; the names of people are looked up beside it."""

    id: int
    email: str
    name: str
    role: Role
    organisation: OrganisationRow | None
    by: str
    by_name: str
    made: datetime
    until: datetime
    taken: datetime | None
    taken_by: str
    taken_by_name: str
    withdrawn: datetime | None
    state: State

    @property
    def to(self) -> str:
        """Return the role and where: *Mentor, Hill Top Primary*."""
        return f"{self.role.label}, {self.organisation.name}" if self.organisation else str(self.role.label)

    @property
    def is_open(self) -> bool:
        """Tell whether it can still be taken."""
        return self.state is State.OPEN

    @property
    def whom(self) -> str:
        """Return for whom it is meant, as far as that is still kept."""
        return self.name or self.email or "Somebody whose details were removed"
