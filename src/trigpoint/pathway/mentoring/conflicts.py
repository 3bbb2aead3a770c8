"""Why somebody should not mentor a candidate. Pure but for what it reads of people and records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.pathway.present import present_posts
from trigpoint.people.queries import relations_between, roles_of
from trigpoint.people.roles import RelationKind, Role
from trigpoint.record.queries import facts_of

if TYPE_CHECKING:
    from datetime import date

CLASHES = frozenset({RelationKind.LINE_MANAGER, RelationKind.FAMILY})
CLASH = "There is a conflict of interest between the two."
"""Which one is theirs to tell, and not for who allocates."""
EMPLOYER = "The mentor is head or governor of the candidate’s school."
HERSELF = "Nobody mentors herself."


def refusal(candidate: str, mentor: str, today: date) -> str:
    """Return why the two may not work together, in words; empty where nothing is known against it. Three queries."""
    if candidate == mentor:
        return HERSELF
    if CLASHES & relations_between(candidate, mentor, today):
        return CLASH
    schools = places(candidate, today)
    runs = {
        row.organisation.setting
        for row in roles_of(mentor, today)
        if row.organisation and row.organisation.setting and row.role in {Role.HEAD, Role.GOVERNOR}
    }
    return EMPLOYER if schools & runs else ""


def share_a_school(candidate: str, mentor: str, today: date) -> bool:
    """Tell whether the two work at one school today, as records and roles have it. Three queries."""
    roles = {row.organisation.setting for row in roles_of(mentor, today) if row.organisation}
    return bool(places(candidate, today) & (places(mentor, today) | roles - {""}))


def places(person: str, today: date) -> set[str]:
    """Return the schools where somebody works today, by her record. One query."""
    return {post.setting for post in present_posts(facts_of(person), today)}
