"""What this room holds about people: credentials of awards, what happened to them, what was asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Q

from trigpoint.credentials.actions import forget_person
from trigpoint.credentials.models import Credential, EndorsementAsk, Listing, NameAsk, Notice, Share, StatusChange
from trigpoint.credentials.words import Answer, Change, Kind, Reason
from trigpoint.platform.holdings import Holding, Json, Waiting, hold, leave

if TYPE_CHECKING:
    from datetime import date, datetime


def credentials(key: str) -> Json:
    """Return what was issued to somebody, as it was signed, and what happened to it. Six queries."""
    rows = list(Credential.objects.filter(owner=key))
    happened = StatusChange.objects.filter(credential__in=[row.key for row in rows])
    parts: dict[str, Json] = {
        "credentials": [
            {
                "kind": str(Kind(row.kind).label),
                "name on it": row.name,
                "issued": row.issued_at.isoformat(),
                "valid until": row.valid_until.isoformat(),
                "document": row.text,
            }
            for row in rows
        ],
        "what happened": [
            {
                "what": str(Change(one.kind).label),
                "why": str(Reason(one.reason).label) if one.reason else "",
                "words": one.words,
                "on": one.at.isoformat(),
            }
            for one in happened
        ],
        "notices": [
            {"why": str(Reason(one.reason).label), "words": one.words, "your reply": one.reply}
            for one in Notice.objects.filter(credential__in=[row.key for row in rows])
        ],
        "links": [one.made_at.isoformat() for one in Share.objects.filter(owner=key)],
        "in the public register since": [one.since.isoformat() for one in Listing.objects.filter(owner=key)],
        "names asked for": [one.name for one in NameAsk.objects.filter(owner=key)],
        "forums asked": [
            {"on": one.asked_at.isoformat(), "answer": str(Answer(one.state).label), "words": one.words}
            for one in EndorsementAsk.objects.filter(owner=key)
        ],
    }
    return {name: part for name, part in parts.items() if part}


def decisions(key: str) -> Json:
    """Return what somebody decided about others' awards. Four queries."""
    mine = Q(decided_by=key)
    return {
        "changes": StatusChange.objects.filter(by=key).count(),
        "notices": Notice.objects.filter(given_by=key).count(),
        "names": NameAsk.objects.filter(mine).count(),
        "for a forum": EndorsementAsk.objects.filter(mine).count(),
    }


def nothing_to_forget(key: str, *, actor: str | None, now: datetime) -> None:
    """Remove nothing: a decision stays traceable to a code that leads to nobody once the account is gone."""


def open_notices(key: str, today: date) -> tuple[Waiting, ...]:  # noqa: ARG001 - the shape of `waits`
    """Return that a notice is open, which erasing ends."""
    keys = Credential.objects.filter(owner=key).values("key")
    if not Notice.objects.filter(credential__in=keys, decided_at=None).exists():
        return ()
    return (Waiting("A notice is open that your award may be revoked. It ends, and so does the award.", ends),)


def ends(now: datetime) -> None:
    """Do nothing yet: erasing removes the notice with the award."""


hold(
    Holding(
        name="credentials.credentials",
        title="Your award as a credential",
        what=(
            "The signed documents of your award, what happened to them and why, notices and your replies, your link, "
            "whether you are in the public register, names you asked for, and what forums said of your award."
        ),
        why="So that anyone to whom you show your award can check that it is real and still counts.",
        seen_by=(
            "You. Whoever has your link sees the award. Anyone, if you join the public register. A registrar of the "
            "awarding body. A forum that you ask sees your name and that you hold the award."
        ),
        goes="The documents, the name on them, notices and replies, links, and what was asked. The award is revoked.",
        stays="A random place in the status lists, and that a credential was issued and revoked, under a random code.",
        columns=(
            "credentials.Credential.owner",
            "credentials.Share.owner",
            "credentials.Listing.owner",
            "credentials.NameAsk.owner",
            "credentials.EndorsementAsk.owner",
        ),
        held_about=credentials,
        forget=forget_person,
        waits=open_notices,
    )
)
hold(
    Holding(
        name="credentials.decisions",
        title="What you decided about awards",
        what="That you gave notice, revoked, suspended or reinstated an award, agreed a name, or spoke for a forum.",
        why="So that a decision about somebody’s award is traceable to who made it.",
        seen_by="You. Registrars of the awarding body.",
        goes="Your name.",
        stays="The decisions, under a random code.",
        columns=(
            "credentials.StatusChange.by",
            "credentials.Notice.given_by",
            "credentials.NameAsk.decided_by",
            "credentials.EndorsementAsk.decided_by",
        ),
        held_about=decisions,
        forget=nothing_to_forget,
    )
)
for table, why in (
    ("Credential.key", "It names a credential, not a person."),
    ("Notice.key", "It names a notice, not a person."),
    ("NameAsk.key", "It names a request, not a person."),
    ("EndorsementAsk.key", "It names a request, not a person."),
    ("Credential.replaced_by", "It names a credential, not a person."),
):
    leave(f"credentials.{table}", why)
