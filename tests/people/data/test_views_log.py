"""Who was shown what of whom: once a day, never changed, gone with the person or after its time."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from tests.record.support import NOON, TODAY

from trigpoint.people.data.actions import seen
from trigpoint.people.data.models import Seen
from trigpoint.people.data.queries import views_of
from trigpoint.people.queries import history_of
from trigpoint.people.roles import Role
from trigpoint.platform import clock
from trigpoint.platform.append_only import AppendOnlyError


@pytest.fixture
def hugo(a_person, hill_top):
    return a_person("Hugo Vale", Role.HEAD, organisation=hill_top)


def look(subject, viewer, item="progress", now=NOON):
    seen(subject=subject.key, viewer=viewer.key, working_as=history_of(viewer.key)[0], item=item, now=now)


def test_a_view_is_listed_once_a_day_however_often_somebody_looks(asha, hugo):
    look(asha, hugo)
    look(asha, hugo, now=NOON + timedelta(hours=3))
    look(asha, hugo, "plan")
    look(asha, hugo, now=NOON + timedelta(days=1))

    assert [(row.name, row.role, row.where, row.what, row.day) for row in views_of(asha.key)] == [
        ("Hugo Vale", "Head teacher", "Hill Top Primary", "your progress", TODAY + timedelta(days=1)),
        ("Hugo Vale", "Head teacher", "Hill Top Primary", "your plan", TODAY),
        ("Hugo Vale", "Head teacher", "Hill Top Primary", "your progress", TODAY),
    ]


def test_looking_at_oneself_is_no_view(hugo):
    look(hugo, hugo)

    assert views_of(hugo.key) == ()


def test_what_has_no_words_cannot_be_noted(asha, hugo):
    with pytest.raises(ValueError, match="Add it there first"):
        look(asha, hugo, "diary")


def test_a_viewer_who_was_erased_is_somebody_who_has_left(asha, hugo):
    look(asha, hugo)
    hugo.email, hugo.name, hugo.is_active = None, "", False
    hugo.save()

    assert views_of(asha.key)[0].name == "Somebody who has left"


def test_looking_a_second_time_takes_one_query(asha, hugo, django_assert_num_queries):
    look(asha, hugo)
    role = history_of(hugo.key)[0]

    with django_assert_num_queries(1):
        seen(subject=asha.key, viewer=hugo.key, working_as=role, item="progress", now=NOON)
    with django_assert_num_queries(2):
        views_of(asha.key)


@pytest.mark.parametrize(
    "statement", ["UPDATE people_data_seen SET viewer = 'p_somebodyelse'", "DELETE FROM people_data_seen"]
)
def test_the_database_lets_nobody_change_or_remove_a_view(asha, hugo, statement):
    look(asha, hugo, now=clock.now())

    with pytest.raises(AppendOnlyError):
        Seen.objects.all().delete()
    with pytest.raises(IntegrityError, match="only grows"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_an_administrator_who_opens_somebodys_page_is_listed(client, asha, a_person, sign_in):
    sign_in(client, a_person("Ada North", Role.ADMINISTRATOR))

    client.get(f"/people/{asha.key}/")

    assert [(row.name, row.what) for row in views_of(asha.key)] == [
        ("Ada North", "your name, e-mail address and roles")
    ]
