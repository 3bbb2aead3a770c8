"""Why somebody should not judge another: the same school, the same trust, mentor, line manager, family.

Rooms that give somebody charge of another ask this first. What people do at a school without a role here, such as a
SENCO's post, is known to the record alone: the room that asks passes it on as `serve`.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import TYPE_CHECKING

from django.db.models import Q

from trigpoint.people.models import Appointment, Relationship
from trigpoint.people.roles import OrganisationKind, RelationKind
from trigpoint.schools.queries import trusts_of

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

NOWHERE: Mapping[str, Collection[str]] = MappingProxyType({})


class ConflictKind(Enum):
    """What two people share. The value completes *They …*."""

    SAME_SCHOOL = "work at the same school"
    SAME_TRUST = "work in the same trust"
    MENTOR = "are mentor and candidate"
    LINE_MANAGER = "are line manager and colleague"
    FAMILY = "are family"


OF_RELATION = {
    RelationKind.MENTOR: ConflictKind.MENTOR,
    RelationKind.LINE_MANAGER: ConflictKind.LINE_MANAGER,
    RelationKind.FAMILY: ConflictKind.FAMILY,
}


@dataclass(frozen=True, slots=True)
class Conflict:
    """One reason, and where it lies: a school's or a trust's name, empty for what two people are to each other."""

    kind: ConflictKind
    where: str = ""

    @property
    def words(self) -> str:
        """Return a sentence that says so."""
        return f"They {self.kind.value}{f' ({self.where})' if self.where else ''}."


def conflicts_between(
    one: str, another: str, on: date, serve: Mapping[str, Collection[str]] = NOWHERE
) -> tuple[Conflict, ...]:
    """Return why two people should not judge each other on a day, in a fixed order; nothing where they may.

    `serve` names the settings at which each of the two has a post, by key. Three queries.
    """
    pair = (one, another)
    held = Appointment.objects.filter(
        Q(until=None) | Q(until__gt=on),
        since__lte=on,
        person__key__in=pair,
        organisation__kind__in=(OrganisationKind.SCHOOL, OrganisationKind.TRUST),
    ).values_list("person__key", "organisation__kind", "organisation__setting", "organisation__name")
    schools: dict[str, dict[str, str]] = {key: dict.fromkeys(serve.get(key, ()), "") for key in pair}
    trusts: dict[str, set[str]] = {key: set() for key in pair}
    for key, kind, setting, name in held:
        if kind == OrganisationKind.SCHOOL:
            schools[key][setting or name] = name
        else:
            trusts[key].add(name)
    of_school = trusts_of(*schools[one], *schools[another])
    for key in pair:
        trusts[key] |= {of_school[setting] for setting in schools[key] if setting in of_school}
    shared = sorted(schools[one].keys() & schools[another].keys())
    found = [Conflict(ConflictKind.SAME_SCHOOL, schools[one][at] or schools[another][at]) for at in shared]
    folded = {name.casefold() for name in trusts[another]}
    found += [Conflict(ConflictKind.SAME_TRUST, name) for name in sorted(trusts[one]) if name.casefold() in folded]
    between = Relationship.objects.filter(
        Q(until=None) | Q(until__gt=on), Q(person=one, other=another) | Q(person=another, other=one), since__lte=on
    )
    kinds = set(between.values_list("kind", flat=True))
    return (*found, *(Conflict(conflict) for kind, conflict in OF_RELATION.items() if kind in kinds))
