"""What this part of the room holds about people: who entered term dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.law.terms.models import TermDates
from trigpoint.platform.holdings import Holding, Json, hold

if TYPE_CHECKING:
    from datetime import datetime


def entered(key: str) -> Json:
    """Return the term dates that somebody entered. One query."""
    rows = TermDates.objects.filter(entered_by=key).values_list("authority", "year", "entered_at")
    return [{"council": name, "school year": year, "on": at.isoformat()} for name, year, at in rows.order_by("id")]


def forget(key: str, *, actor: str | None, now: datetime) -> None:
    """Remove nothing: the dates are a council's, and without her name the key leads to nobody."""


hold(
    Holding(
        name="law.terms",
        title="Term dates that you entered",
        what="Which council’s term dates you entered, and when.",
        why="So that a mistake in them can be asked about.",
        seen_by="Nobody sees who entered them. Administrators of this copy can look it up.",
        goes="Your name.",
        stays="The council’s dates, under a random code.",
        columns=("law_terms.TermDates.entered_by",),
        held_about=entered,
        forget=forget,
    )
)
