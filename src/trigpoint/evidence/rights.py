"""What this room holds about people: their evidence, and those whom they asked for it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.evidence.actions import forget_person
from trigpoint.evidence.models import Asking, Showing
from trigpoint.evidence.queries import pieces_of
from trigpoint.evidence.words import Asked, Kind
from trigpoint.platform.holdings import Holding, Json, Waiting, hold, leave

if TYPE_CHECKING:
    from datetime import date, datetime


def portfolio(key: str) -> Json:
    """Return somebody's pieces, whom she asked, and how many pieces others show her. Six queries."""
    own: list[Json] = [
        {
            "piece": row.key,
            "kind": str(row.kind.label),
            "state": str(row.state.label),
            "title": row.title,
            "words": row.words,
            "record": dict(row.structured),
            "link": row.link,
            "made on": row.made_on.isoformat() if row.made_on else "",
            "shows": [{"criterion": one.criterion, "why": one.why} for one in row.criteria],
            "authenticity": row.authenticity,
            "AI": row.ai_use,
            "files": [
                {
                    "name": one.label,
                    "type": one.type,
                    "bytes": one.size,
                    "sha256": one.sha256,
                    "adults": list(one.adults),
                }
                for one in row.files
            ],
            "sha256": row.sha256,
        }
        for row in pieces_of(key)
    ]
    asked: list[Json] = [
        {
            "asked": row.asked_at.isoformat(),
            "for": str(Kind(row.kind).label),
            "whom": row.name,
            "state": str(Asked(row.state).label),
        }
        for row in Asking.objects.filter(owner=key)
    ]
    shown = Showing.objects.filter(viewer=key).count()
    parts: dict[str, Json] = {"pieces": own, "asked": asked, "shown to you by others": shown}
    return {name: part for name, part in parts.items() if part}


def forget(key: str, *, actor: str | None, now: datetime) -> bool:
    """Remove all of it, with its files."""
    return forget_person(subject=key, actor=actor, now=now)


def open_askings(key: str, today: date) -> tuple[Waiting, ...]:  # noqa: ARG001 - the shape of `waits`
    """Return the requests that somebody may still answer."""
    rows = Asking.objects.filter(owner=key, state=Asked.WAITING)
    return tuple(Waiting(f"{row.name} was asked for words about your work and has not answered.", goes) for row in rows)


def goes(now: datetime) -> None:
    """Do nothing yet: the link opens nothing once the request is removed."""


hold(
    Holding(
        name="evidence.portfolio",
        title="Your evidence",
        what=(
            "What you wrote and added to show your work, what it shows and why, what others said of it for you, and "
            "whom you asked."
        ),
        why="So that you can show what you know and do, and have it judged.",
        seen_by=(
            "You. Whoever you show a piece, by name. Those who judge a submission see the pieces in it. Your employer "
            "sees nothing of it unless you show it."
        ),
        goes="All pieces with their files, and whom you asked.",
        stays="That a piece was begun, changed or removed, and when, under a random code.",
        columns=("evidence.Piece.owner", "evidence.Asking.owner", "evidence.Showing.viewer"),
        held_about=portfolio,
        forget=forget,
        waits=open_askings,
    )
)
for table, why in (
    ("Piece.key", "It names a piece, not a person."),
    ("File.key", "It names a file, not a person."),
    ("Upload.key", "It names an upload. It goes when the file has come, or after two days."),
    ("Asking.key", "It names a request, not a person."),
    ("Asking.email", "Of whoever was asked. It is emptied 30 days after the request ended, and goes with it."),
):
    leave(f"evidence.{table}", why)
