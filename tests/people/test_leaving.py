"""Leaving and moving school: what the school could see stops at once, and nothing of hers is lost."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from tests.people.invitations.conftest import an_organisation, words

from trigpoint.people import leaving, queries
from trigpoint.people.data import actions as consents
from trigpoint.people.data.queries import allowed, shown_to
from trigpoint.people.errors import PeopleError
from trigpoint.people.roles import OrganisationKind, Role
from trigpoint.platform import clock

if TYPE_CHECKING:
    from django.test import Client

TODAY = clock.today()


@pytest.fixture
def school(db):
    return an_organisation()


@pytest.fixture
def asha(a_person, school):
    """Mentor at the school, who shows her progress to its head."""
    person = a_person("Asha Rahman", Role.MENTOR, organisation=school.id)
    consents.give(subject=person.key, items=["progress"], role=Role.HEAD, organisation=school.id, now=clock.now())
    return person


@pytest.fixture
def hugo(a_person, school):
    return a_person("Hugo Vale", Role.HEAD, organisation=school.id)


@pytest.fixture
def at_the_head(client: Client, hugo, sign_in) -> Client:
    """A browser in which the head teacher is signed in."""
    sign_in(client, hugo)
    return client


def sees(viewer, subject) -> bool:
    return allowed(viewer=viewer.key, subject=subject.key, item="progress", today=TODAY)


def test_the_page_says_exactly_what_happens_and_asks_first(client: Client, asha, school, sign_in):
    sign_in(client, asha)
    assert "I am leaving Hill Top Primary" in words(client.get("/account/leaving/"))
    page = words(client.get(f"/account/leaving/{school.id}/"))

    assert "Your role there: Mentor." in page
    assert "What you show to people there: 1 thing." in page
    assert "Your account, your record, your plan and your award, whole." in page
    assert len(queries.roles_of(asha.key, TODAY)) == 1


def test_who_leaves_keeps_her_account_and_the_school_sees_nothing_more(client: Client, asha, hugo, school, sign_in):
    assert sees(hugo, asha)
    sign_in(client, asha)
    page = client.post(f"/account/leaving/{school.id}/", follow=True)

    assert "You have left." in words(page)
    assert not sees(hugo, asha)
    assert queries.roles_of(asha.key, TODAY) == ()
    assert [row.until for row in queries.history_of(asha.key)] == [TODAY]
    assert client.get("/account/").status_code == 200
    assert client.get(f"/account/leaving/{school.id}/").status_code == 404
    with pytest.raises(PeopleError, match="There is nothing to leave"):
        leaving.leave(person=asha.key, organisation=school.id, now=clock.now())


def test_a_former_head_sees_nothing_from_the_day_on_which_she_is_none(client: Client, asha, hugo, school, sign_in):
    sign_in(client, hugo)
    assert client.get(f"/organisations/{school.id}/").status_code == 200
    leaving.leave(person=hugo.key, organisation=school.id, now=clock.now())

    assert not sees(hugo, asha)
    assert shown_to(viewer=hugo.key, item="progress", today=TODAY) == ()
    for path in (f"/organisations/{school.id}/", "/invitations/", "/invitations/new/", "/invitations/many/"):
        assert client.get(path).status_code == 403


def test_somebody_without_a_role_leaves_what_she_shows(client: Client, a_person, school, sign_in):
    tom = a_person("Tom Bright")
    consents.give(subject=tom.key, items=["progress", "plan"], role=Role.HEAD, organisation=school.id, now=clock.now())
    sign_in(client, tom)

    assert "you show 2 things there" in words(client.get("/account/leaving/"))
    client.post(f"/account/leaving/{school.id}/")
    assert leaving.places_of(tom.key, TODAY) == ()


def test_what_somebody_shows_elsewhere_stays(asha, school, a_person):
    elsewhere = an_organisation("Valley Primary")
    consents.give(subject=asha.key, items=["plan"], role=Role.HEAD, organisation=elsewhere.id, now=clock.now())
    leaving.leave(person=asha.key, organisation=school.id, now=clock.now())

    assert [row.organisation.name for row in leaving.places_of(asha.key, TODAY)] == ["Valley Primary"]


def test_a_head_ends_a_role_at_her_school_and_what_was_shown_there_stops(client: Client, asha, hugo, school, sign_in):
    sign_in(client, hugo)
    assert "Asha Rahman Mentor, since" in words(client.get(f"/organisations/{school.id}/"))
    (held,) = queries.roles_of(asha.key, TODAY)
    path = f"/organisations/{school.id}/role/{held.id}/end/"
    assert "Their account and their record stay theirs, whole." in words(client.get(path))
    client.post(path)

    assert queries.roles_of(asha.key, TODAY) == ()
    assert not sees(hugo, asha)
    assert client.get(path).status_code == 404


def test_a_head_ends_no_role_above_her_own_elsewhere_or_of_herself(client: Client, hugo, school, a_person, sign_in):
    elsewhere = an_organisation("Valley Primary")
    mentor = a_person("Maya Stone", Role.MENTOR, organisation=elsewhere.id)
    above = a_person("Olive Admin", Role.ADMINISTRATOR, organisation=school.id)
    sign_in(client, hugo)
    roles = {who.key: queries.roles_of(who.key, TODAY)[0].id for who in (mentor, above, hugo)}

    for place, who in ((elsewhere, mentor), (school, mentor), (school, above), (school, hugo)):
        assert client.post(f"/organisations/{place.id}/role/{roles[who.key]}/end/").status_code == 404
    assert client.get(f"/organisations/{elsewhere.id}/").status_code == 404
    assert len(queries.roles_of(above.key, TODAY)) == 1


def test_a_role_with_a_last_day_ahead_ends_what_was_shown_when_it_is_over(asha, hugo, school):
    (held,) = queries.roles_of(asha.key, TODAY)
    leaving.end_role(appointment=held.id, until=TODAY + timedelta(days=30), actor=hugo.key, now=clock.now())
    assert sees(hugo, asha)
    assert leaving.stop_showing_after_leaving(clock.now()) == 0

    assert leaving.stop_showing_after_leaving(clock.now() + timedelta(days=31)) == 1
    assert not sees(hugo, asha)
    assert leaving.stop_showing_after_leaving(clock.now() + timedelta(days=31)) == 0


def test_leaving_before_a_last_day_that_was_set_ahead_counts_from_today(asha, hugo, school):
    (held,) = queries.roles_of(asha.key, TODAY)
    leaving.end_role(appointment=held.id, until=TODAY + timedelta(days=30), actor=hugo.key, now=clock.now())
    leaving.leave(person=asha.key, organisation=school.id, now=clock.now())

    assert [row.until for row in queries.history_of(asha.key)] == [TODAY]


@pytest.mark.parametrize("count", [1, 3])
def test_an_organisation_asks_the_same_however_many_work_there(
    at_the_head: Client, school, a_person, count, django_assert_num_queries
):
    for number in range(count):
        a_person(f"Mentor {number}", Role.MENTOR, organisation=school.id, since=date(2026, 1, 1))

    with django_assert_num_queries(4):  # session, person, roles, organisation, who is there
        page = words(at_the_head.get(f"/organisations/{school.id}/"))
    assert page.count("Mentor, since") == count


def test_an_administrator_of_a_provider_sees_it_and_no_page_of_the_copy(client: Client, a_person, sign_in):
    provider = an_organisation("North Training", kind=OrganisationKind.PROVIDER)
    sign_in(client, a_person("Petra Lane", Role.ADMINISTRATOR, organisation=provider.id))

    assert client.get("/first-page/")["Location"] == "/invitations/"
    assert client.get(f"/organisations/{provider.id}/").status_code == 200
    for path in ("/administration/", "/administration/audit/", "/people/", "/organisations/", "/work-queue/"):
        assert client.get(path).status_code == 403
    navigation = client.get("/invitations/").content.decode().split("<main")[0]
    assert "/people/" not in navigation


def test_a_role_of_one_place_is_ended_by_the_roles_page_of_administrators_too(
    client: Client, asha, hugo, a_person, sign_in
):
    sign_in(client, a_person("Ada North", Role.ADMINISTRATOR))
    (held,) = queries.roles_of(asha.key, TODAY)
    day = {"until-day": str(TODAY.day), "until-month": str(TODAY.month), "until-year": str(TODAY.year)}
    client.post(f"/people/{asha.key}/role/{held.id}/end/", day)

    assert not sees(hugo, asha)
