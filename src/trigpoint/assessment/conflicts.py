"""Why somebody should not judge a candidate: what records and roles say, and what was declared.

Allocation, second marking, moderation, appeals and the board ask this. The words never tell what two people are to
each other: that is theirs.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from trigpoint.assessment.models import DeclaredConflict
from trigpoint.content.assessment import rules
from trigpoint.kernel.calendar import OPEN
from trigpoint.people.queries import conflicts_between
from trigpoint.record.queries import facts_of

if TYPE_CHECKING:
    from datetime import date

HERSELF = "Nobody judges her own work."
CLASH = "There is a conflict of interest between the two."
DECLARED = "A conflict of interest was declared."
A_YEAR = 365.25
POST = "served:"


def refusal(candidate: str, person: str, today: date) -> str:
    """Return why somebody may not judge a candidate today, a sentence; empty where nothing is known. Seven queries."""
    if candidate == person:
        return HERSELF
    places = {key: settings_of(key, today) for key in (candidate, person)}
    if is_declared(candidate, person, places[candidate]):
        return DECLARED
    return CLASH if conflicts_between(candidate, person, today, places) else ""


def against(candidate: str, people: list[str], today: date) -> dict[str, str]:
    """Return `refusal` for each of several people, where there is one."""
    return {person: words for person in people if (words := refusal(candidate, person, today))}


def settings_of(person: str, today: date) -> set[str]:
    """Return the schools at which somebody has, or had within the years that the rules say, a post. One query."""
    since = (today - timedelta(days=round(rules().conflict_years * A_YEAR))).toordinal()
    return {
        fact.at
        for fact in facts_of(person)
        if fact.code.startswith(POST)
        and fact.at
        and min(fact.run[1], OPEN) >= since
        and fact.run[0] <= today.toordinal()
    }


def is_declared(candidate: str, person: str, places: set[str]) -> bool:
    """Tell whether a conflict was declared between somebody and a candidate, or anybody of her schools. One query."""
    declared = DeclaredConflict.objects.filter(assessor=person, ended_at=None).values_list("other", "setting")
    return any(other == candidate or (setting and setting in places) for other, setting in declared)
