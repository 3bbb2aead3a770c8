"""What can be read of credentials. Rows are frozen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trigpoint.credentials.models import (
    Credential,
    EndorsementAsk,
    Listing,
    NameAsk,
    Notice,
    Share,
    StatusChange,
)
from trigpoint.credentials.words import Answer, Change, Kind, Reason
from trigpoint.people import queries as people
from trigpoint.people.roles import OrganisationKind
from trigpoint.platform.clock import ENGLAND

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.db.models import QuerySet

    from trigpoint.people.rows import OrganisationRow

MOST = 50
SUMMARY = ("text", "token")


@dataclass(frozen=True, slots=True)
class CredentialRow:
    """A credential as pages show it. `state` is in words."""

    key: str
    kind: Kind
    owner: str
    name: str
    issued_on: date
    valid_until: date
    law_to: date
    version: str
    is_newest: bool
    revoked: bool
    suspended: bool
    due: bool
    erased: bool

    @property
    def state(self) -> str:
        """Return where it stands, in words."""
        if self.revoked:
            return "Revoked"
        if self.suspended:
            return "Suspended"
        if not self.is_newest:
            return "Replaced by a newer one"
        return "Due for refresh" if self.due else "Valid"


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """Something that happened to a credential."""

    at: datetime
    what: str
    reason: str
    words: str
    by: str


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice that an award may be revoked. `is_open`: nobody has decided yet."""

    key: str
    credential: str
    reason: str
    words: str
    given_on: date
    reply_until: date
    reply: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class EndorsementRow:
    """The word of a forum: asked for, given or not."""

    key: str
    forum: str
    owner: str
    name: str
    state: str
    waits: bool
    agreed: bool
    words: str
    credential: str


@dataclass(frozen=True, slots=True)
class NameRow:
    """A request for another name."""

    key: str
    owner: str
    account: str
    carried: str
    name: str
    asked_on: date


@dataclass(frozen=True, slots=True)
class ListedRow:
    """Somebody in the public register."""

    name: str
    given_on: date
    valid_until: date
    due: bool
    code: str


def award_of(owner: str) -> CredentialRow | None:
    """Return the newest credential of somebody's award. One query."""
    row = Credential.objects.defer(*SUMMARY).filter(owner=owner, kind=Kind.AWARD, replaced_by="").first()
    return _row(row) if row else None


def credential(key: str) -> CredentialRow | None:
    """Return a credential. One query."""
    return next((_row(row) for row in Credential.objects.defer(*SUMMARY).filter(key=key)), None)


def credentials_of(owner: str) -> tuple[CredentialRow, ...]:
    """Return everything that was issued to somebody, the newest first. One query."""
    return tuple(_row(row) for row in Credential.objects.defer(*SUMMARY).filter(owner=owner))


def signed(key: str, owner: str) -> tuple[str, str] | None:
    """Return the document and the token of a credential of somebody's own; None for another's. One query."""
    return Credential.objects.filter(key=key, owner=owner).exclude(text="").values_list("text", "token").first()


def shared(code: str) -> tuple[str, str] | None:
    """Return the document of the award that a link shows, and its owner; None where the link was switched off."""
    owner = Share.objects.filter(code=code, ended_at=None).values_list("owner", flat=True).first()
    if owner is None:
        return None
    text = newest_text(owner)
    return (text, owner) if text else None


def newest_text(owner: str) -> str:
    """Return the document of somebody's newest award; empty where there is none. One query."""
    found = Credential.objects.filter(owner=owner, kind=Kind.AWARD, replaced_by="").values_list("text", flat=True)
    return found.first() or ""


def share_of(owner: str) -> str:
    """Return the code of somebody's open link; empty where there is none. One query."""
    return Share.objects.filter(owner=owner, ended_at=None).values_list("code", flat=True).first() or ""


def is_listed(owner: str) -> bool:
    """Tell whether somebody is in the public register. One query."""
    return Listing.objects.filter(owner=owner).exists()


def changes_of(key: str) -> tuple[ChangeRow, ...]:
    """Return what happened to a credential, the oldest first. Two queries."""
    rows = list(StatusChange.objects.filter(credential=key))
    names = people.names_of({row.by for row in rows} - {""}) | {"": ""}
    return tuple(
        ChangeRow(
            row.at.astimezone(ENGLAND),
            str(Change(row.kind).label),
            str(Reason(row.reason).label) if row.reason else "",
            row.words,
            names[row.by],
        )
        for row in rows
    )


def notices_of(owner: str) -> tuple[NoticeRow, ...]:
    """Return the notices to somebody, the oldest first. One query."""
    keys = Credential.objects.filter(owner=owner).values("key")
    return tuple(_notice(row) for row in Notice.objects.filter(credential__in=keys))


def open_notices() -> tuple[NoticeRow, ...]:
    """Return the notices that nobody has decided, the oldest first. One query."""
    return tuple(_notice(row) for row in Notice.objects.filter(decided_at=None)[:MOST])


def notice_on(key: str) -> NoticeRow | None:
    """Return the open notice on a credential. One query."""
    return next((_notice(row) for row in Notice.objects.filter(credential=key, decided_at=None)), None)


def name_asked_by(owner: str) -> str:
    """Return the name that somebody asked for and that waits; empty where none does. One query."""
    found = NameAsk.objects.filter(owner=owner, state=Answer.WAITING).values_list("name", flat=True)
    return found.first() or ""


def names_asked() -> tuple[NameRow, ...]:
    """Return the requests for another name that wait, the oldest first. Three queries."""
    rows = list(NameAsk.objects.filter(state=Answer.WAITING)[:MOST])
    owners = {row.owner for row in rows}
    names = people.names_of(owners)
    held = Credential.objects.filter(owner__in=owners, kind=Kind.AWARD, replaced_by="").values_list("owner", "name")
    carried = dict(held)
    return tuple(
        NameRow(
            row.key, row.owner, names[row.owner], carried.get(row.owner, ""), row.name,
            row.asked_at.astimezone(ENGLAND).date(),
        )
        for row in rows
    )  # fmt: skip


def endorsements_of(owner: str) -> tuple[EndorsementRow, ...]:
    """Return the words of forums on somebody's award, given or asked for. Two queries."""
    return _endorsements(EndorsementAsk.objects.filter(owner=owner))


def endorsements_for(forum: int) -> tuple[EndorsementRow, ...]:
    """Return what a forum is asked, and what it said, the newest first. Three queries."""
    return _endorsements(EndorsementAsk.objects.filter(forum=forum).order_by("-asked_at", "-id")[:MOST])


def endorsed(owner: str) -> tuple[tuple[str, str], ...]:
    """Return which forums endorse somebody's award and in which words: for who checks it. Two queries at most."""
    rows = list(
        EndorsementAsk.objects.filter(owner=owner, state=Answer.YES).values_list("forum", "words", "credential")
    )
    if not rows:
        return ()
    fine = set(
        Credential.objects.filter(key__in=[key for *_, key in rows], revoked_at=None, suspended_at=None).values_list(
            "key", flat=True
        )
    )
    names = {one.id: one.name for one in people.organisations()}
    return tuple((names.get(forum, ""), words) for forum, words, key in rows if key in fine and forum in names)


def forums() -> tuple[OrganisationRow, ...]:
    """Return the forums that can be asked. One query."""
    return tuple(one for one in people.organisations() if one.kind is OrganisationKind.FORUM)


def listed(words: str) -> tuple[ListedRow, ...]:
    """Return those in the public register whose name has all of these words, by name; MOST at most. Two queries."""
    found = _held_publicly()
    for word in words.split():
        found = found.filter(name__icontains=word)
    rows = list(found.order_by("name", "id")[:MOST])
    codes = dict(
        Share.objects.filter(owner__in=[row.owner for row in rows], ended_at=None).values_list("owner", "code")
    )
    return tuple(
        ListedRow(
            row.name,
            row.issued_at.astimezone(ENGLAND).date(),
            row.valid_until,
            row.due_at is not None,
            codes.get(row.owner, ""),
        )
        for row in rows
    )


def how_many_listed() -> int:
    """Return how many are in the public register. One query."""
    return _held_publicly().count()


def _held_publicly() -> QuerySet[Credential]:
    there = Credential.objects.defer(*SUMMARY).filter(
        kind=Kind.AWARD, replaced_by="", revoked_at=None, suspended_at=None
    )
    return there.filter(owner__in=Listing.objects.values("owner"))


def awards_like(words: str) -> tuple[CredentialRow, ...]:
    """Return the newest credentials of awards whose name has all of these words: for the registrar. One query."""
    found = Credential.objects.defer(*SUMMARY).filter(kind=Kind.AWARD, replaced_by="")
    for word in words.split():
        found = found.filter(name__icontains=word)
    return tuple(_row(row) for row in found.order_by("name", "id")[:MOST])


def _endorsements(found: QuerySet[EndorsementAsk]) -> tuple[EndorsementRow, ...]:
    rows = list(found)
    if not rows:
        return ()
    names = {one.id: one.name for one in people.organisations()}
    owners = {row.owner for row in rows}
    held = dict(
        Credential.objects.filter(owner__in=owners, kind=Kind.AWARD, replaced_by="").values_list("owner", "name")
    )
    return tuple(
        EndorsementRow(
            row.key,
            names.get(row.forum, "A forum"),
            row.owner,
            held.get(row.owner, ""),
            str(Answer(row.state).label),
            row.state == Answer.WAITING,
            row.state == Answer.YES,
            row.words,
            row.credential,
        )
        for row in rows
    )


def _notice(row: Notice) -> NoticeRow:
    return NoticeRow(
        row.key,
        row.credential,
        str(Reason(row.reason).label),
        row.words,
        row.given_at.astimezone(ENGLAND).date(),
        row.reply_until,
        row.reply,
        row.decided_at is None,
    )


def _row(row: Credential) -> CredentialRow:
    return CredentialRow(
        key=row.key,
        kind=Kind(row.kind),
        owner=row.owner,
        name=row.name,
        issued_on=row.issued_at.astimezone(ENGLAND).date(),
        valid_until=row.valid_until,
        law_to=row.law_to,
        version=row.version,
        is_newest=not row.replaced_by,
        revoked=row.revoked_at is not None,
        suspended=row.suspended_at is not None,
        due=row.due_at is not None,
        erased=not row.name,
    )
