"""What somebody chooses: reminders, her school's half-terms, the address of her calendar."""

from __future__ import annotations

import secrets
from itertools import pairwise
from typing import TYPE_CHECKING

from django.db import transaction

from trigpoint.pathway.events import CALENDAR_CLOSED, CALENDAR_OPENED, PLAN_TERMS, REMINDERS_CHOSEN
from trigpoint.pathway.plan.errors import PlanError
from trigpoint.pathway.plan.models import Plan
from trigpoint.pathway.plan.words import MOST_HALF_TERMS, Digest
from trigpoint.platform.events import emit
from trigpoint.platform.pages import written

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime


def choose_reminders(*, person: str, digest: Digest, site: str, now: datetime) -> None:
    """Choose how often to be reminded. `site` is where the links lead, such as `https://trigpoint.example`."""
    with transaction.atomic():
        plan = own_plan(person)
        plan.digest, plan.site = digest, site
        plan.save(update_fields=["digest", "site"])
        emit(name=REMINDERS_CHOSEN, actor=person, subject=person, at=now, data={"digest": digest.value})


def stop_reminders(*, person: str, now: datetime) -> None:
    """Stop the reminders of somebody, through the link in one of them. Done twice it does no harm."""
    with transaction.atomic():
        if Plan.objects.filter(person=person).exclude(digest=Digest.NEVER).update(digest=Digest.NEVER):
            data = {"digest": Digest.NEVER.value, "link": True}
            emit(name=REMINDERS_CHOSEN, actor=person, subject=person, at=now, data=data)


def set_terms(*, person: str, terms: Sequence[tuple[date, date]], now: datetime) -> None:
    """Keep the half-terms of her school in place of those kept before; none: approximate ones count.

    Raises PlanError for one that ends before it begins, two that overlap, or too many.
    """
    ordered = sorted(terms)
    if len(ordered) > MOST_HALF_TERMS:
        raise PlanError(f"Enter {MOST_HALF_TERMS} half-terms at most. Take off those that are over.")
    for start, end in ordered:
        if end < start:
            raise PlanError(f"The last day must be {written(start)} or later")
    for (_, end), (start, _last) in pairwise(ordered):
        if start <= end:
            raise PlanError(f"Two half-terms overlap: one ends on {written(end)}, another begins on {written(start)}")
    with transaction.atomic():
        plan = own_plan(person)
        plan.terms = [[start.isoformat(), end.isoformat()] for start, end in ordered]
        plan.save(update_fields=["terms"])
        emit(name=PLAN_TERMS, actor=person, subject=person, at=now, data={"half-terms": len(ordered)})


def open_calendar(*, person: str, now: datetime) -> None:
    """Give her calendar a secret address, a new one where it has one: the old one then opens nothing."""
    with transaction.atomic():
        plan = own_plan(person)
        plan.feed_key, plan.feed_turn = secrets.token_hex(16), plan.feed_turn + 1
        plan.save(update_fields=["feed_key", "feed_turn"])
        emit(name=CALENDAR_OPENED, actor=person, subject=person, at=now, data={"turn": plan.feed_turn})


def close_calendar(*, person: str, now: datetime) -> None:
    """Close the address of her calendar: it opens nothing any more."""
    with transaction.atomic():
        if Plan.objects.filter(person=person, feed_turn__gt=0).update(feed_turn=0, feed_key=secrets.token_hex(16)):
            emit(name=CALENDAR_CLOSED, actor=person, subject=person, at=now, data={})


def own_plan(person: str) -> Plan:
    """Return the row of a person, made where there is none, in the transaction that is open."""
    made = {"stop_key": secrets.token_hex(16), "feed_key": secrets.token_hex(16)}
    plan, _ = Plan.objects.select_for_update().get_or_create(person=person, defaults=made)
    return plan
