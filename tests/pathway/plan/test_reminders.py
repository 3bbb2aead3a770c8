"""Reminders come once a day at most, at humane times, to those who chose them, and stop with one press."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from tests.pathway.plan.conftest import NOW, TODAY

from trigpoint.kernel import Fact, Period
from trigpoint.pathway.plan import actions, queries
from trigpoint.pathway.plan.held import plan, reflections
from trigpoint.pathway.plan.models import Plan, ReflectionShown
from trigpoint.pathway.plan.tokens import stop_token
from trigpoint.pathway.plan.words import Digest
from trigpoint.platform.models import Message, Task
from trigpoint.record.actions import enter

pytestmark = pytest.mark.django_db
SITE = "https://trigpoint.example"
MONDAY = datetime(2026, 11, 23, 6, tzinfo=UTC)


@pytest.fixture
def chosen(asha):
    actions.add_goal(person=asha.key, words="Ring a family", minutes=10, now=NOW)
    actions.choose_reminders(person=asha.key, digest=Digest.WEEKLY, site=SITE, now=NOW)
    return Plan.objects.get(person=asha.key)


def test_nobody_is_reminded_who_did_not_choose_it(asha):
    actions.add_goal(person=asha.key, words="Ring a family", now=NOW)

    assert actions.queue_reminders(MONDAY) == 0


def test_a_weekly_reminder_is_queued_once_for_half_past_eight_on_the_first_school_day(chosen):
    assert [actions.queue_reminders(MONDAY), actions.queue_reminders(MONDAY)] == [1, 0]
    assert Task.objects.get(name="pathway.remind-of-plan").due == datetime(2026, 11, 23, 8, 30, tzinfo=UTC)
    assert actions.queue_reminders(MONDAY + timedelta(days=1)) == 0


@pytest.mark.parametrize("moment", [datetime(2026, 11, 23, 18, 30, tzinfo=UTC), datetime(2026, 12, 28, 9, tzinfo=UTC)])
def test_nothing_is_queued_in_the_evening_or_in_a_holiday(chosen, moment):
    assert actions.queue_reminders(moment) == 0


def test_before_a_date_of_hers_she_is_told_a_week_and_a_school_day_ahead(chosen, asha):
    actions.choose_reminders(person=asha.key, digest=Digest.DATES, site=SITE, now=NOW)
    actions.add_goal(person=asha.key, words="Write", by=date(2026, 11, 30), now=NOW)

    assert actions.queue_reminders(MONDAY) == 1
    assert actions.queue_reminders(MONDAY + timedelta(days=2)) == 0
    assert actions.queue_reminders(MONDAY + timedelta(days=4)) == 1


def test_a_reminder_says_the_steps_and_how_to_stop_and_nothing_private_in_its_subject(chosen):
    assert actions.send_reminder(plan=chosen.pk, day="2026-11-23", now=NOW)

    mail = Message.objects.get()
    assert mail.subject.replace("\xa0", " ") == "Trigpoint: your plan for Monday 23 November 2026"
    assert "- Ring a family. 10 minutes." in mail.text
    assert f"{SITE}/plan/reminders/stop/{stop_token(chosen.stop_key)}/" in mail.text


@pytest.mark.parametrize(
    ("day", "now"),
    [("2026-11-22", NOW), ("2026-11-23", datetime(2026, 11, 23, 19, tzinfo=UTC))],
)
def test_what_is_late_is_left_out(chosen, day, now):
    assert not actions.send_reminder(plan=chosen.pk, day=day, now=now)
    assert not Message.objects.exists()


def test_nothing_is_sent_on_leave_or_after_she_stopped(chosen, asha):
    enter(actor=asha.key, subject=asha.key, facts=[Fact("on:leave", Period(date(2026, 11, 1)))], now=NOW)
    assert not actions.send_reminder(plan=chosen.pk, day="2026-11-23", now=NOW)
    actions.stop_reminders(person=asha.key, now=NOW)
    assert not actions.send_reminder(plan=chosen.pk, day="2026-11-23", now=NOW)


def test_the_link_stops_them_by_a_press_and_not_by_being_opened(client, chosen, asha):
    link = f"/plan/reminders/stop/{stop_token(chosen.stop_key)}/"
    client.get(link)
    assert queries.settings_of(asha.key).digest is Digest.WEEKLY
    assert "No more reminders" in client.post(link).content.decode()
    assert queries.settings_of(asha.key).digest is Digest.NEVER
    assert client.post("/plan/reminders/stop/made-up/").status_code == 404


def test_she_chooses_on_a_page(me, asha):
    me.post("/plan/reminders/", {"digest": "dates"})

    assert queries.settings_of(asha.key).digest is Digest.DATES
    assert Plan.objects.get().site == "http://testserver"


def test_everything_is_told_to_her_and_goes_when_she_is_erased(chosen, asha, a_person):
    maya = a_person("Maya Stone")
    with time_machine.travel(NOW, tick=False):
        key = actions.write_reflection(person=asha.key, words="Mine", now=NOW)
        actions.show_reflection(person=asha.key, key=key, to=maya.key, now=NOW)
        actions.review(person=asha.key, done="Much", ahead="More", now=NOW)
    assert "'goal': 'Ring a family'" in str(plan(asha.key))
    assert "'words': 'Mine'" in str(reflections(asha.key))
    for _ in range(2):
        actions.forget_person(subject=asha.key, actor=asha.key, now=NOW)
    assert plan(asha.key) == {}
    assert reflections(asha.key) == []
    assert not ReflectionShown.objects.exists()
    assert queries.my_plan(asha.key, TODAY).empty
