"""All that a page about a person's standing needs from the record, read at once; then standings without a query."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from django.db import connection

from trigpoint.content.library import installed_library
from trigpoint.content.releases import PINNED
from trigpoint.kernel import problems_of, standing
from trigpoint.record.queries.enrolments import installed, refuse_route_not_there, scheme_with
from trigpoint.record.queries.facts import Unreadable, facts_by_subject
from trigpoint.record.subjects import scheme_subject

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from trigpoint.kernel import Fact, Scheme, Snapshot


KEPT_SECONDS = 60


PINS = "SELECT subject, scheme, route, rules_hash FROM record_enrolment WHERE subject IN ({places})"
"""Asked for every page about a person; through the ORM it takes several times as long."""


@dataclass(frozen=True, slots=True)
class Pin:
    """What a person's enrolment says of the rules that she is judged by."""

    scheme: str
    route: str
    rules_hash: str


@dataclass(frozen=True, slots=True)
class Known:
    """What the record holds of a person: effective facts, enrolments by scheme, and the world facts of schemes.

    `unreadable` are entries that count for nothing here, because their code is no longer in the vocabulary or they
    have another form than it asks: what is worked out rests on the others, and a page says so.
    """

    subject: str
    facts: tuple[Fact, ...]
    enrolments: Mapping[str, Pin]
    world: Mapping[str, tuple[Fact, ...]]
    unreadable: tuple[Unreadable, ...] = ()

    def scheme(self, scheme_id: str) -> Scheme:
        """Return the scheme by which she is judged: as pinned by her enrolment, else as installed.

        No query where the pinned rules are those installed, else two at most once a minute. Raises RecordError, and
        UnknownVersionError or DamagedVersionError for pinned rules that cannot be read.
        """
        enrolled = self.enrolments.get(scheme_id) if scheme_id in PINNED else None
        if enrolled is None:
            return installed(scheme_id)
        return _scheme_with(enrolled.rules_hash, scheme_id, int(time.monotonic() // KEPT_SECONDS))

    def standing(
        self, scheme: Scheme, route: str, *, today: date, at: str | None = None, setting_facts: Iterable[Fact] = ()
    ) -> Snapshot:
        """Return where she stands on a day, worked out anew. No query. Raises RecordError for a route not there."""
        refuse_route_not_there(scheme, route)
        world = self.world.get(scheme.id, ())
        return standing(scheme, route, (*self.facts, *setting_facts), world=world, at=at).on(today)


@lru_cache(maxsize=64)
def _scheme_with(rules_hash: str, scheme_id: str, moment: int) -> Scheme:  # noqa: ARG001 - part of the key
    """Return the newest text of these rules; a mended sentence comes when a copy is brought up to date."""
    return scheme_with(rules_hash, scheme_id)


def known_of(subject: str, scheme_ids: Iterable[str]) -> Known:
    """Return what the record holds of a person and of the world of these schemes. Two queries."""
    return known_of_each([subject], scheme_ids)[subject]


def known_of_each(people: Iterable[str], scheme_ids: Iterable[str]) -> dict[str, Known]:
    """Return what the record holds of several people and of the world of these schemes. Two queries, or none."""
    wanted = list(dict.fromkeys(people))
    if not wanted:
        return {}
    worlds = {scheme_id: scheme_subject(scheme_id) for scheme_id in scheme_ids}
    unreadable: dict[str, list[Unreadable]] = {}
    found = facts_by_subject([*wanted, *worlds.values()], unreadable=unreadable)
    facts = {key: tuple(_readable(found[key], unreadable.setdefault(key, []))) for key in found}
    world = {scheme_id: facts[key] for scheme_id, key in worlds.items()}
    of_world = [one for key in worlds.values() for one in unreadable[key]]
    pins = _pins(wanted)
    return {key: Known(key, facts[key], pins[key], world, (*unreadable[key], *of_world)) for key in wanted}


def _pins(people: list[str]) -> dict[str, dict[str, Pin]]:
    found: dict[str, dict[str, Pin]] = {key: {} for key in people}
    with connection.cursor() as cursor:
        cursor.execute(PINS.format(places=", ".join(["%s"] * len(people))), people)
        for subject, scheme, route, rules_hash in cursor.fetchall():
            found[subject][scheme] = Pin(scheme, route, rules_hash)
    return found


def _readable(facts: Iterable[Fact], unreadable: list[Unreadable]) -> Iterable[Fact]:
    vocabulary = installed_library().vocabulary
    for fact in facts:
        problems = problems_of(fact, vocabulary)
        if not problems:
            yield fact
        elif fact.code in vocabulary:
            unreadable.append(Unreadable(fact.source, fact.code, problems[0]))
        else:
            why = "Its name is no longer among those that this copy knows."
            unreadable.append(Unreadable(fact.source, fact.code, why))
