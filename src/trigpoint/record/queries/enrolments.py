"""Enrolments, and standing under the rules that hold for a person."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from trigpoint.content.library import installed_library
from trigpoint.content.releases import PINNED
from trigpoint.content.versions import newest_with
from trigpoint.kernel import Change, diff, standing
from trigpoint.record.errors import RecordError
from trigpoint.record.models import Enrolment
from trigpoint.record.queries.facts import facts_by_subject
from trigpoint.record.subjects import scheme_subject
from trigpoint.schools import queries as schools

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from trigpoint.kernel import Fact, Scheme, Snapshot


@dataclass(frozen=True, slots=True)
class Enrolled:
    """An enrolment. `rules_hash` names the rules it is judged by; `moved_at` is when these were last changed."""

    subject: str
    scheme: str
    route: str
    stage: str
    rules_hash: str
    begun_at: datetime
    moved_at: datetime | None


@dataclass(frozen=True, slots=True)
class VersionDifference:
    """What moving from one version to another would change for a person on a day. `str()` of a change is a sentence.

    `since` and `to` are rules hashes; `actions.move_enrolment` asks for both, so that nobody moves unseen.
    """

    since: str
    to: str
    since_version: str
    to_version: str
    changes: tuple[Change, ...]


def enrolment_of(subject: str, scheme_id: str) -> Enrolled | None:
    """Return a person's enrolment on a scheme, if there is one. One query."""
    fields = ("subject", "scheme", "route", "stage", "rules_hash", "begun_at", "moved_at")
    row = Enrolment.objects.filter(subject=subject, scheme=scheme_id).values_list(*fields).first()
    return None if row is None else Enrolled(*row)


def scheme_of(subject: str, scheme_id: str) -> Scheme:
    """Return the scheme by which a person is judged: as pinned by her enrolment, else as installed. Raises RecordError.

    Law is never pinned. At most one query where the pinned rules are those installed, else two.
    """
    enrolled = enrolment_of(subject, scheme_id) if scheme_id in PINNED else None
    return installed(scheme_id) if enrolled is None else scheme_with(enrolled.rules_hash, scheme_id)


def standing_of(  # whom, by which rules, where, when, and what the register says
    subject: str,
    scheme_id: str,
    route: str,
    *,
    today: date,
    at: str | None = None,
    setting_facts: Iterable[Fact] | None = None,
) -> Snapshot:
    """Return where a person stands on a day; its `.standing` holds every other day.

    `at` is the setting asked about; `setting_facts` are its facts, by default those of the register. Law and world
    facts count as they are now; the award's rules as she enrolled on them. Two queries at most, three under older
    rules, and one more for a setting.
    Raises RecordError for a scheme or route that is not there.
    """
    scheme, world = scheme_of(subject, scheme_id), scheme_subject(scheme_id)
    refuse_route_not_there(scheme, route)
    facts = facts_by_subject([subject, world])
    own = (*facts[subject], *_of_setting(at, setting_facts))
    return standing(scheme, route, own, world=facts[world], at=at).on(today)


def version_difference(
    subject: str, scheme_id: str, *, today: date, at: str | None = None, setting_facts: Iterable[Fact] | None = None
) -> VersionDifference | None:
    """Return what the installed version would change for somebody enrolled on another, in words; None if nothing can.

    Only a person enrolled under other rules than those installed gets one. Three queries. Raises RecordError where
    the installed version no longer has her route.
    """
    enrolled = enrolment_of(subject, scheme_id)
    new = installed(scheme_id)
    if enrolled is None or enrolled.rules_hash == rules_hash_of(new):
        return None
    old, world = scheme_with(enrolled.rules_hash, scheme_id), scheme_subject(scheme_id)
    if enrolled.route not in new.routes:
        raise RecordError(f"Version {new.version} no longer has the route {enrolled.route}. You can finish on yours.")
    facts = facts_by_subject([subject, world])
    own = (*facts[subject], *_of_setting(at, setting_facts))
    before, after = (
        standing(scheme, enrolled.route, own, world=facts[world], at=at).on(today) for scheme in (old, new)
    )
    return VersionDifference(enrolled.rules_hash, rules_hash_of(new), old.version, new.version, diff(before, after))


def _of_setting(at: str | None, given: Iterable[Fact] | None) -> Iterable[Fact]:
    if given is not None:
        return given
    return () if at is None else schools.facts_of(at)


def refuse_route_not_there(scheme: Scheme, route: str) -> None:
    """Raise RecordError for a route that the scheme does not have."""
    if route not in scheme.routes:
        raise RecordError(f"{scheme.title} has no route {route}. Choose one of: {', '.join(sorted(scheme.routes))}.")


def installed(scheme_id: str) -> Scheme:
    """Return the installed version of a scheme. Raises RecordError."""
    schemes = installed_library().schemes
    if scheme_id not in schemes:
        raise RecordError(f"There is no scheme {scheme_id}. Choose one of: {', '.join(sorted(schemes))}.")
    return schemes[scheme_id]


def scheme_with(rules_hash: str, scheme_id: str) -> Scheme:
    """Return the newest text of these rules, without a query where they are the installed ones."""
    scheme = installed(scheme_id)
    return scheme if rules_hash_of(scheme) == rules_hash else newest_with(rules_hash)


@lru_cache(maxsize=16)
def rules_hash_of(scheme: Scheme) -> str:
    """Return the rules hash of an installed scheme, worked out once: that takes milliseconds."""
    return scheme.rules_hash
