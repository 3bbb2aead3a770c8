"""Whom an author may show a piece: her mentor, her line manager, and heads where she works. One by one, by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.people.queries import holders_of, names_of, organisation_at, relationships_of
from trigpoint.people.roles import RelationKind, Role
from trigpoint.record.queries import facts_of

if TYPE_CHECKING:
    from datetime import date

SERVED = "served:"


def may_be_shown(owner: str, today: date) -> dict[str, tuple[str, str]]:
    """Return the name of each, and what they are to her, by key. Four queries, and two for each place of work."""
    found: dict[str, str] = {}
    for row in relationships_of(owner, today):
        if row.person == owner and row.kind in {RelationKind.MENTOR, RelationKind.LINE_MANAGER}:
            found.setdefault(row.other, str(row.kind.label))
    facts = facts_of(owner)
    places = {fact.at for fact in facts if fact.at and fact.code.startswith(SERVED) and today in fact.valid}
    for place in sorted(places):
        where = organisation_at(place)
        for head in holders_of(Role.HEAD, today, organisation=where.id) if where else ():
            found.setdefault(head, str(Role.HEAD.label))
    found.pop(owner, None)
    names = names_of(found) if found else {}
    return {key: (names[key], what) for key, what in found.items()}
