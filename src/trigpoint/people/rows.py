"""What other rooms and pages learn of people: frozen rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime  # noqa: TC003 - part of the rows' types, which readers may want to resolve
from hashlib import sha256

from trigpoint.people.roles import OrganisationKind, RelationKind, Role  # noqa: TC001 - likewise


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    """An organisation. `setting` is how facts name a school (`urn:…`), and empty for what is no school."""

    id: int
    kind: OrganisationKind
    name: str
    setting: str


@dataclass(frozen=True, slots=True)
class AppointmentRow:
    """A role that somebody holds or held, from the day `since` up to, not including, the day `until`."""

    id: int
    role: Role
    organisation: OrganisationRow | None
    since: date
    until: date | None

    @property
    def words(self) -> str:
        """Return the role and where: *Head teacher, Hill Top Primary*."""
        return f"{self.role.label}, {self.organisation.name}" if self.organisation else str(self.role.label)

    def holds_on(self, day: date) -> bool:
        """Tell whether the role is held on a day."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True)
class PersonRow:
    """Somebody with an account. Once forgotten, name and e-mail address are empty."""

    key: str
    name: str
    email: str
    is_active: bool
    joined_at: datetime


@dataclass(frozen=True, slots=True)
class HolderRow:
    """Somebody who holds a role at an organisation."""

    appointment: int
    person: str
    name: str
    role: Role
    since: date


@dataclass(frozen=True, slots=True)
class RelationshipRow:
    """That `other` is something to a person, from the day `since` up to, not including, the day `until`."""

    id: int
    person: str
    other: str
    kind: RelationKind
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class SignInRow:
    """A browser in which somebody is signed in: which, in a few words, since when, and whether it is the one asking."""

    session: str
    device: str
    began: datetime
    is_this: bool

    @property
    def handle(self) -> str:
        """Return what a page may name the session by: its key itself would let somebody in."""
        return sha256(self.session.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class FoundRow:
    """Somebody whom a search found, with the roles of today."""

    person: PersonRow
    roles: tuple[AppointmentRow, ...]
