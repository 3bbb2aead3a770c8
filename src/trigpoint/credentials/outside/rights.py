"""What this part holds about people: certificates from elsewhere, and what checkers judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.credentials.outside import actions, queries
from trigpoint.credentials.outside.models import Judgement
from trigpoint.platform.holdings import Holding, Json, hold, leave

if TYPE_CHECKING:
    from datetime import datetime


def held_about(key: str) -> Json:
    """Return what somebody sent in, and what she judged. Two queries."""
    return {
        "sent in": [
            {
                "what": str(row.form.label),
                "name": row.title,
                "given by": row.issuer,
                "number": row.number,
                "given on": row.awarded_on.isoformat(),
                "state": str(row.state.label),
                "looked at": list(row.notes),
                "sent": row.sent_at.isoformat(),
            }
            for row in queries.sent_by(key)
        ],
        "judged": [
            {
                "about": row.about,
                "agreed": row.agrees,
                "reason": row.reason,
                "words": row.words,
                "at": row.at.isoformat(),
            }
            for row in Judgement.objects.filter(by=key)
        ],
    }


def forget(key: str, *, actor: str | None, now: datetime) -> None:  # noqa: ARG001 - the shape of `forget`
    """Remove what she sent in, and empty her words as a checker."""
    actions.forget_person(subject=key, now=now)


hold(
    Holding(
        name="credentials.outside",
        title="Certificates from elsewhere",
        what=(
            "Certificates, badges and completions that you sent in, with their files, and what was found of them. "
            "Where you check others’, what you judged."
        ),
        why="So that what you learned elsewhere counts, once, and can be traced to what showed it.",
        seen_by="You, and the registrar and moderators who check it. What counted stands in your record.",
        goes="All of it, with its files, and your words as a checker.",
        stays="That somebody judged, under a random key, without words.",
        columns=("credentials_outside.Sent.owner", "credentials_outside.Counted.owner"),
        held_about=held_about,
        forget=forget,
    )
)
leave("credentials_outside.Judgement.by", "A random key: it shows that two different people judged, and no longer who.")
leave("credentials_outside.Sent.key", "A random key of what was sent in; it goes with it.")
