"""What this room holds about people: whom she asked to confirm her timeline, and what was answered.

What plans and mentors hold is told by those parts.
"""

from __future__ import annotations

from datetime import datetime, time
from typing import TYPE_CHECKING

from trigpoint.pathway.mentoring import held as mentoring
from trigpoint.pathway.plan import held as plan
from trigpoint.pathway.referees.actions import forget_person, forget_until
from trigpoint.pathway.referees.queries import references_of, to_forget
from trigpoint.platform.clock import ENGLAND
from trigpoint.platform.clock import now as present
from trigpoint.platform.holdings import Holding, Json, Waiting, hold, leave
from trigpoint.platform.retention import sweep

if TYPE_CHECKING:
    from datetime import date

__all__ = ["mentoring", "plan"]
"""The holdings of those parts, registered with those below."""


def references(key: str) -> Json:
    """Return whom a person asked, when, about which entries, and what was answered."""
    return [
        {
            "asked": asked.reference.asked_at.isoformat(),
            "whom": asked.reference.asked,
            "how they know you": str(asked.reference.relation.label),
            "until": asked.reference.ends.isoformat(),
            "state": str(asked.reference.state.label),
            "answered by": asked.reference.by if asked.reference.said_at else "",
            "entries": [
                {
                    "entries": list(row.entries),
                    "answer": row.answer.label if row.answer else "",
                    "words": row.answer.words if row.answer else "",
                }
                for row in asked.claims
            ],
        }
        for asked in references_of(key, present())
    ]


def forget(key: str, *, actor: str | None, now: datetime) -> None:
    """Remove whom a person asked, and every word that was answered."""
    forget_person(subject=key, actor=actor, now=now)


def open_requests(key: str, today: date) -> tuple[Waiting, ...]:
    """Return the requests that somebody may still answer today."""
    morning = datetime.combine(today, time.min, ENGLAND)
    return tuple(
        Waiting(f"{asked.reference.asked} was asked to confirm your timeline and has not answered.", goes_with_it)
        for asked in references_of(key, morning)
        if asked.reference.is_open
    )


def goes_with_it(now: datetime) -> None:
    """Do nothing yet: the link opens nothing once the request is removed."""


@sweep("pathway.references")
def old_references(before: datetime, *, dry: bool) -> int:
    """Count or empty names and words of requests that ended before a moment, whatever was confirmed."""
    return to_forget(before) if dry else forget_until(before)


hold(
    Holding(
        name="pathway.references",
        title="Whom you asked to confirm your timeline",
        what=(
            "The name and the work address of who was asked, how they know you, what they said of themselves, their "
            "answers and their words."
        ),
        why="So that somebody who knows can confirm your entries, and you can see who did.",
        seen_by="You, and whoever was asked, through the link that was made for them.",
        goes="Names, addresses and words, and that anybody was asked.",
        stays="Which answer was chosen and when, under a random code that leads to nobody.",
        columns=("pathway.Reference.subject",),
        held_about=references,
        forget=forget,
        waits=open_requests,
    )
)
for column in ("name", "email", "said_name", "said_post", "said_place", "said_at"):
    leave(f"pathway.Reference.{column}", "About the referee. It is emptied in time, and goes with the request.")
leave("pathway.Reference.key", "It names a request, not a person.")
