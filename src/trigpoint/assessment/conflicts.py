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
from trigpoint.people.queries import conflicts_between, history_of
from trigpoint.people.roles import OrganisationKind
from trigpoint.record.queries import facts_of
from trigpoint.schools.queries import trusts_of

if TYPE_CHECKING:
    from datetime import date

HERSELF = "Nobody judges her own work."
CLASH = "There is a conflict of interest between the two."
DECLARED = "A conflict of interest was declared."
A_YEAR = 365.25
POST = "served:"


def refusal(candidate: str, person: str, today: date) -> str:
    """Return why somebody may not judge a candidate today, a sentence; empty where nothing is known.

    Seven queries, and up to three more where the person named a school.
    """
    if candidate == person:
        return HERSELF
    places = {key: settings_of(key, today) for key in (candidate, person)}
    if is_declared(candidate, person, places[candidate], today):
        return DECLARED
    return CLASH if conflicts_between(candidate, person, today, places) else ""


def against(candidate: str, people: list[str], today: date) -> dict[str, str]:
    """Return `refusal` for each of several people, where there is one."""
    return {person: words for person in people if (words := refusal(candidate, person, today))}


def settings_of(person: str, today: date) -> set[str]:
    """Return the schools at which somebody has, or had within the years that the rules say, a post. One query."""
    since = _since(today).toordinal()
    return {
        fact.at
        for fact in facts_of(person)
        if fact.code.startswith(POST)
        and fact.at
        and min(fact.run[1], OPEN) >= since
        and fact.run[0] <= today.toordinal()
    }


def is_declared(candidate: str, person: str, places: set[str], today: date) -> bool:
    """Tell whether a conflict was declared between somebody and a candidate, or anybody of her schools.

    `places` are the schools of the candidate's posts. A school that was declared stands for its trust too, and roles
    that she holds or held here count as posts do. One query; up to three more where a school was declared.
    """
    declared = list(DeclaredConflict.objects.filter(assessor=person, ended_at=None).values_list("other", "setting"))
    if any(other == candidate for other, _ in declared):
        return True
    schools = {setting for _, setting in declared if setting}
    return bool(schools) and _is_of(schools, candidate, places, today)


def _is_of(schools: set[str], candidate: str, places: set[str], today: date) -> bool:
    """Tell whether a candidate works, or worked of late, at one of these schools or in a trust of theirs."""
    held = [
        row.organisation
        for row in history_of(candidate)
        if row.organisation is not None and row.since <= today and (row.until is None or row.until >= _since(today))
    ]
    hers = places | {one.setting for one in held if one.setting}
    if schools & hers:
        return True
    of_school = trusts_of(*schools, *hers)
    trusts = {of_school[one].casefold() for one in hers if one in of_school}
    trusts |= {one.name.casefold() for one in held if one.kind is OrganisationKind.TRUST}
    return any(of_school[one].casefold() in trusts for one in schools if one in of_school)


def _since(today: date) -> date:
    """Return the first day that still counts of a post that is over."""
    return today - timedelta(days=round(rules().conflict_years * A_YEAR))
