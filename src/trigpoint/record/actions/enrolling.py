"""Enrolling on a scheme, and moving to another version of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import IntegrityError, transaction

from trigpoint.content.library import installed_library
from trigpoint.content.versions import UnknownVersionError, can_pin, newest_with
from trigpoint.kernel import Basis, Fact, Period
from trigpoint.platform.clock import ENGLAND
from trigpoint.platform.events import emit
from trigpoint.record.actions.entering import correct, enter
from trigpoint.record.errors import EnrolmentRefusedError
from trigpoint.record.events import CHANGED, ENROLLED, MOVED
from trigpoint.record.models import Enrolment, Stage
from trigpoint.record.queries.enrolments import installed, rules_hash_of
from trigpoint.record.queries.facts import facts_of
from trigpoint.record.subjects import is_person

if TYPE_CHECKING:
    from datetime import datetime

    from trigpoint.kernel import Scheme

ONE_DAY = timedelta(days=1)


def enrol(
    *,
    actor: str,
    subject: str,
    scheme_id: str,
    route: str,
    now: datetime,
    stage: Stage = Stage.TRAINING,
    rules_hash: str = "",
) -> str:
    """Enrol a person on a scheme by a route, pinned to these rules (default: those installed); return their hash.

    Where the vocabulary knows `enrolled:` and the scheme, that fact is entered with it, and ends when she leaves.
    Raises EnrolmentRefusedError with the reason: law, an unsigned version outside demonstration mode, a withdrawn
    one, no such route, enrolled already.
    """
    if not is_person(subject):
        raise EnrolmentRefusedError(f"Only a person can enrol, and {subject} is none.")
    rules_hash = rules_hash or rules_hash_of(installed(scheme_id))
    _refuse_route(_pinnable(scheme_id, rules_hash, now), route)
    try:
        with transaction.atomic():
            Enrolment.objects.create(
                subject=subject, scheme=scheme_id, route=route, stage=stage, rules_hash=rules_hash, begun_at=now
            )
            data = {"scheme": scheme_id, "route": route, "stage": stage.value, "rules": rules_hash}
            emit(name=ENROLLED, actor=actor, subject=subject, at=now, data=data)
            _keep_fact(actor, subject, scheme_id, enrolled=stage is not Stage.LEFT, now=now)
    except IntegrityError:
        raise EnrolmentRefusedError(
            f"There is an enrolment on {scheme_id} already. Change its route or stage, or move it to another version."
        ) from None
    return rules_hash


def change_enrolment(
    *, actor: str, subject: str, scheme_id: str, now: datetime, route: str | None = None, stage: Stage | None = None
) -> None:
    """Change the route or the stage of an enrolment, under the rules it is pinned to. Raises EnrolmentRefusedError."""
    with transaction.atomic():
        enrolment = _enrolment(subject, scheme_id)
        if route is not None and route != enrolment.route:
            _refuse_route(newest_with(enrolment.rules_hash), route)
        before = enrolment.route, enrolment.stage
        enrolment.route, enrolment.stage = route or enrolment.route, stage or enrolment.stage
        if (enrolment.route, enrolment.stage) == before:
            return
        enrolment.save(update_fields=["route", "stage"])
        data = {"scheme": scheme_id, "route": enrolment.route, "stage": str(enrolment.stage)}
        emit(name=CHANGED, actor=actor, subject=subject, at=now, data=data)
        _keep_fact(actor, subject, scheme_id, enrolled=enrolment.stage != Stage.LEFT, now=now)


def move_enrolment(*, actor: str, subject: str, scheme_id: str, since: str, to: str, now: datetime) -> None:
    """Move an enrolment from the rules `since` to the rules `to`: the person's own act, after seeing the difference.

    `queries.version_difference` gives both hashes with what moving changes, in words. Raises EnrolmentRefusedError
    where somebody else asks, the enrolment is under other rules by now, or the version cannot be pinned.
    """
    if actor != subject:
        raise EnrolmentRefusedError("Only the person herself can move to another version.")
    new = _pinnable(scheme_id, to, now)
    with transaction.atomic():
        enrolment = _enrolment(subject, scheme_id)
        if enrolment.rules_hash != since:
            raise EnrolmentRefusedError("Your enrolment has changed since you saw the difference. Look at it again.")
        _refuse_route(new, enrolment.route)
        enrolment.rules_hash, enrolment.moved_at = to, now
        enrolment.save(update_fields=["rules_hash", "moved_at"])
        data = {"scheme": scheme_id, "since": since, "to": to}
        emit(name=MOVED, actor=actor, subject=subject, at=now, data=data)


def _keep_fact(actor: str, subject: str, scheme_id: str, *, enrolled: bool, now: datetime) -> None:
    """Enter that a person is enrolled from today, or end that today, unless the ledger says so already."""
    code, today = f"enrolled:{scheme_id}", now.astimezone(ENGLAND).date()
    if code not in installed_library().vocabulary:
        return
    running = [fact for fact in facts_of(subject) if fact.code == code and fact.valid.end is None]
    if enrolled and not running:
        fact = Fact(code, Period(today), basis=Basis.VERIFIED, source="enrolment")
        enter(actor=actor, subject=subject, facts=[fact], now=now)
    for fact in () if enrolled else running:
        # A day at least: somebody who leaves on the day she came was enrolled on that day.
        ended = replace(
            fact, valid=Period(fact.valid.start, max(today, fact.valid.start + ONE_DAY)), source="enrolment"
        )
        correct(actor=actor, subject=subject, entry=fact.source, fact=ended, now=now)


def _enrolment(subject: str, scheme_id: str) -> Enrolment:
    enrolment = Enrolment.objects.select_for_update().filter(subject=subject, scheme=scheme_id).first()
    if enrolment is None:
        raise EnrolmentRefusedError(f"There is no enrolment on {scheme_id}. Enrol first.")
    return enrolment


def _pinnable(scheme_id: str, rules_hash: str, now: datetime) -> Scheme:
    """Return the scheme with these rules where somebody may begin on it today."""
    decision = can_pin(rules_hash, demo=settings.DEMO, on=now.astimezone(ENGLAND).date())
    if not decision.allowed:
        raise EnrolmentRefusedError(decision.reason)
    try:
        scheme = newest_with(rules_hash)
    except UnknownVersionError as error:
        raise EnrolmentRefusedError(str(error)) from error
    if scheme.id != scheme_id:
        raise EnrolmentRefusedError(f"These are the rules of {scheme.title}, and not of {scheme_id}.")
    return scheme


def _refuse_route(scheme: Scheme, route: str) -> None:
    if route not in scheme.routes:
        routes = ", ".join(sorted(scheme.routes))
        raise EnrolmentRefusedError(f"{scheme.title} has no route {route}. Choose one of: {routes}.")
