"""Retention: what is over goes, what is not stays, and a dry run changes nothing."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.db import connection

from trigpoint.content.retention import RetentionRule, installed_rules
from trigpoint.people.data.actions import give, withdraw
from trigpoint.people.data.models import Consent, Seen
from trigpoint.people.data.queries import consents_of
from trigpoint.people.data.retaining import first_kept, retain
from trigpoint.people.roles import Role
from trigpoint.platform import clock
from trigpoint.platform.events import latest
from trigpoint.platform.holdings import holdings
from trigpoint.platform.retention import sweeps
from trigpoint.platform.tasks import KEPT

SIX_YEARS = timedelta(days=6 * 366 + 1)
NOW = clock.now()


def found(outcomes) -> dict[str, int]:
    return {one.rule.id: one.found for one in outcomes if one.found}


@pytest.fixture
def old_and_new(asha, hill_top):
    """Give what is just over its time, and what is just within it."""
    for now in (NOW - SIX_YEARS, NOW - timedelta(days=1)):
        give(subject=asha.key, items=["plan"], role=Role.HEAD, organisation=hill_top, now=now)
        withdraw(subject=asha.key, consent=consents_of(asha.key)[0].id, now=now)
    Seen(
        subject=asha.key, viewer="p_somebody", role=Role.HEAD, item="plan", day=(NOW - SIX_YEARS).date(), at=NOW
    ).save()
    Seen(subject=asha.key, viewer="p_somebody", role=Role.HEAD, item="plan", day=NOW.date(), at=NOW).save()


def test_a_dry_run_counts_and_removes_nothing(old_and_new):
    assert found(retain(now=NOW, dry=True)) == {"consents": 1, "views": 1}
    assert (Consent.objects.count(), Seen.objects.count(), latest("people.retention.applied")) == (2, 2, None)


def test_what_is_over_goes_and_the_rest_stays(old_and_new):
    retain(now=NOW)

    assert (Consent.objects.count(), Seen.objects.count()) == (1, 1)
    written = latest("people.retention.applied")
    assert written is not None
    assert written.data == {"consents": 1, "views": 1}
    assert found(retain(now=NOW)) == {}


def test_a_rule_that_comes_too_early_is_stopped_by_the_database(asha):
    Seen(subject=asha.key, viewer="p_somebody", role=Role.HEAD, item="plan", day=NOW.date(), at=NOW).save()

    with pytest.raises(Exception, match="only grows"):
        sweeps()["people.views"](clock.now() + timedelta(days=1), dry=False)
    connection.set_rollback(True)


def test_years_are_years_also_from_the_29th_of_february():
    years = RetentionRule("a", "", "", "", "", "", years=6)
    assert first_kept(years, date(2028, 2, 29)) == date(2022, 2, 28)
    assert first_kept(years, date(2028, 3, 1)) == date(2022, 3, 1)
    assert first_kept(RetentionRule("a", "", "", "", "", "", days=30), date(2026, 3, 1)) == date(2026, 1, 30)


def test_every_holding_has_a_rule_and_every_rule_is_of_a_holding_or_of_what_is_to_come():
    ruled = {rule.holding for rule in installed_rules()}

    assert ruled - {""} == {holding.name for holding in holdings()}
    assert {rule.sweep for rule in installed_rules()} - {""} == set(sweeps())


def test_the_worker_forgets_when_the_rules_say():
    assert {rule.days for rule in installed_rules() if rule.id in {"messages", "jobs"}} == {KEPT.days}
