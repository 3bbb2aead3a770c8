"""What this part of the room holds about people: consents, views, and that somebody asked to be erased."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

from trigpoint.people.data.models import Consent, ErasureRequest, How, Seen
from trigpoint.people.data.purposes import SHOWN
from trigpoint.people.data.queries import consents_of, views_of
from trigpoint.platform.clock import ENGLAND
from trigpoint.platform.holdings import Ground, Holding, Json, hold, leave
from trigpoint.platform.retention import sweep

if TYPE_CHECKING:
    from datetime import datetime


def consents(key: str) -> Json:
    """Return what she agreed to, withdrawn or not."""
    return [
        {
            "you let": row.to,
            "see": row.title,
            "since": row.given_at.isoformat(),
            "withdrawn": row.withdrawn_at.isoformat() if row.withdrawn_at else "",
        }
        for row in consents_of(key)
    ]


def forget_consents(key: str, *, actor: str | None, now: datetime) -> None:  # noqa: ARG001 - the shape of `forget`
    """Remove what she agreed to, and what others agreed that she may see."""
    Consent.objects.filter(subject=key).delete()
    Consent.objects.filter(to_person=key).delete()


def views(key: str) -> Json:
    """Return who was shown what of hers, and what she was shown of others, without saying of whom."""
    own = [
        {"who": row.name, "role": row.role, "at": row.where, "saw": row.what, "day": row.day.isoformat()}
        for row in views_of(key)
    ]
    of_others = Seen.objects.filter(viewer=key).order_by("day", "id").values_list("item", "day")
    return own + [
        {"who": "you", "saw": f"of somebody else: {SHOWN.get(item, item)}", "day": day.isoformat()}
        for item, day in of_others
    ]


def forget_views(key: str, *, actor: str | None, now: datetime) -> None:  # noqa: ARG001 - the shape of `forget`
    """Remove who was shown what of hers. That she was shown something of others is theirs, and loses her name."""
    with connection.cursor() as cursor:  # the model refuses every deletion; the trigger lets go of this one
        cursor.execute("DELETE FROM people_data_seen WHERE subject = %s", [key])


def request(key: str) -> Json:
    """Return that she asked to be erased, if she did."""
    found = ErasureRequest.objects.filter(subject=key).first()
    if found is None:
        return None
    return {"asked": found.asked_at.isoformat(), "by": str(How(found.how).label)}


def keep_request(key: str, *, actor: str | None, now: datetime) -> None:
    """Keep it: without it an older backup could bring her back."""


@sweep("people.consents")
def old_consents(before: datetime, *, dry: bool) -> int:
    """Count or remove consents that were taken back before a moment."""
    found = Consent.objects.filter(withdrawn_at__lt=before)
    return found.count() if dry else found.delete()[0]


@sweep("people.views")
def old_views(before: datetime, *, dry: bool) -> int:
    """Count or remove views of days before a moment's. The database lets go of none that is younger than a year."""
    day = before.astimezone(ENGLAND).date()
    if dry:
        return Seen.objects.filter(day__lt=day).count()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM people_data_seen WHERE day < %s", [day])
        return int(cursor.rowcount)


hold(
    Holding(
        name="people.consents",
        title="What you let others see",
        what="What you agreed that others may see, who, from when, and when you took it back.",
        why="So that others see what you show them, and nothing else.",
        seen_by="You, and those whom you let see something.",
        goes="All of it.",
        columns=("people_data.Consent.subject", "people_data.Consent.to_person"),
        held_about=consents,
        forget=forget_consents,
        ground=Ground.CONSENT,
    )
)
hold(
    Holding(
        name="people.views",
        title="Who has seen your record",
        what="Who else was shown something of yours, in which role, what, and on which day.",
        why="So that you can see it, and nobody looks without leaving a trace.",
        seen_by="You. Whoever runs this copy, when something has to be looked into.",
        goes="All of it.",
        stays="That you were shown something of somebody else, in their list, without your name.",
        columns=("people_data.Seen.subject", "people_data.Seen.viewer"),
        held_about=views,
        forget=forget_views,
    )
)
hold(
    Holding(
        name="people.erasure",
        title="That you asked to be erased",
        what="The random code of your account, when you asked, and that it was done.",
        why="So that a backup from before that day does not bring you back.",
        seen_by="Whoever runs this copy.",
        goes="",
        stays="The random code of your account and the day, here and in one file outside the database.",
        columns=("people_data.ErasureRequest.subject",),
        held_about=request,
        forget=keep_request,
    )
)
leave("people_data.Consent.to_role", "A role, not a person.")
