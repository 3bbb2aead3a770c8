from datetime import datetime, timedelta

import pytest
from allauth.account.models import EmailAddress
from django.db import IntegrityError, transaction
from django.test import Client

from trigpoint.people import actions, queries
from trigpoint.people.errors import PeopleError
from trigpoint.people.models import Appointment, Organisation, Person, Session
from trigpoint.people.roles import OrganisationKind, Role
from trigpoint.platform import clock
from trigpoint.platform.events import of_subject

NOW = clock.now()


def names_about(subject: str) -> list[str]:
    return [event.name for event in of_subject(subject)]


def test_a_key_is_random_and_says_nothing(a_person):
    asha, tom = a_person("Asha Rahman"), a_person("Tom Bright")

    assert asha.key != tom.key
    assert asha.key.startswith("p_")
    assert len(asha.key) == 24
    assert "asha" not in asha.key.lower()


def test_two_spellings_of_one_address_are_one_account(a_person):
    a_person("Asha Rahman", email="Asha.Rahman@School.example")

    with pytest.raises(PeopleError, match="has an account with this e-mail address"):
        a_person("Another", email="asha.rahman@school.EXAMPLE")


def test_the_database_itself_refuses_an_address_in_capitals(a_person):
    asha = a_person("Asha Rahman")

    with pytest.raises(IntegrityError), transaction.atomic():
        Person.objects.filter(pk=asha.pk).update(email="Asha@School.example")


def test_opening_an_account_leaves_one_event_and_no_address_in_it(a_person):
    asha = a_person("Asha Rahman")

    (event,) = of_subject(asha.key)
    assert (event.name, dict(event.data)) == ("people.account.opened", {})


def test_an_account_that_was_opened_for_somebody_has_no_password_that_could_be_guessed(a_person):
    assert not a_person("Asha Rahman").has_usable_password()


@pytest.mark.django_db
def test_who_signs_up_is_the_actor_and_has_still_to_confirm():
    asha = actions.sign_up(email="asha@school.example", name="Asha", password="three odd words", now=NOW)

    (event,) = of_subject(asha.key)
    assert event.actor == asha.key
    assert not EmailAddress.objects.get(user=asha).verified


def test_a_new_name_is_shown_and_is_in_no_event(a_person):
    asha = a_person("Asha Rahman")

    actions.rename(person=asha.key, name="Asha Rahman-Lee", now=NOW)

    assert queries.name_of(asha.key) == "Asha Rahman-Lee"
    assert names_about(asha.key) == ["people.account.opened", "people.account.renamed"]


def test_a_new_password_ends_links_that_were_sent(a_person):
    asha = a_person("Asha Rahman")
    token = actions.make_link(person=asha.key, actor=None, now=NOW)

    actions.change_password(person=asha.key, password="three odd words", now=NOW)

    with pytest.raises(PeopleError, match="has been used"):
        actions.use_link(token, NOW)


def test_a_closed_account_signs_nobody_in_and_opens_again(a_person, client: Client, sign_in):
    asha = sign_in(client, a_person("Asha Rahman"))

    actions.suspend(person=asha.key, actor=None, now=NOW)
    assert client.get("/account/").status_code == 302
    assert not Session.objects.filter(person=asha).exists()
    with pytest.raises(PeopleError, match="Nobody with an open account"):
        actions.make_link(person=asha.key, actor=None, now=NOW)

    actions.restore(person=asha.key, actor=None, now=NOW)
    assert queries.address_of(asha.key) == "asha.rahman@school.example"


def test_forgetting_somebody_leaves_the_key_and_the_roles_without_name_address_or_session(a_person, client, sign_in):
    maya = sign_in(client, a_person("Maya Stone", Role.MENTOR))
    actions.change_password(person=maya.key, password="three odd words", now=NOW)

    actions.forget(person=maya.key, actor=maya.key, now=NOW)

    row = queries.person(maya.key)
    assert row
    assert (row.name, row.email, row.is_active) == ("", "", False)
    assert queries.name_of(maya.key) == "Somebody who has left"
    assert [held.role for held in queries.history_of(maya.key)] == [Role.MENTOR]
    assert not EmailAddress.objects.filter(user=maya).exists()
    assert not Session.objects.filter(person=maya).exists()
    assert not Person.objects.get(key=maya.key).has_usable_password()
    assert client.get("/account/").status_code == 302
    with pytest.raises(PeopleError, match="details were erased"):
        actions.restore(person=maya.key, actor=None, now=NOW)


def test_two_people_who_were_forgotten_do_not_clash(a_person):
    for name in ("Asha Rahman", "Tom Bright"):
        actions.forget(person=a_person(name).key, actor=None, now=NOW)

    assert Person.objects.filter(email=None).count() == 2


def test_an_address_of_somebody_who_was_forgotten_is_free_again(a_person):
    actions.forget(person=a_person("Asha Rahman").key, actor=None, now=NOW)

    assert a_person("Asha Rahman").name == "Asha Rahman"


@pytest.mark.django_db
def test_what_nobody_with_that_key_can_do_is_said_in_words():
    for act in (
        lambda: actions.rename(person="p_nobody", name="X", now=NOW),
        lambda: actions.forget(person="p_nobody", actor=None, now=NOW),
        lambda: actions.appoint(person="p_nobody", role=Role.MENTOR, since=NOW.date(), actor=None, now=NOW),
    ):
        with pytest.raises(PeopleError, match="Nobody"):
            act()


def test_a_head_is_head_of_a_school(a_person):
    hugo = a_person("Hugo Vale")
    forum = actions.enter_organisation(kind=OrganisationKind.FORUM, name="Families", actor=None, now=NOW)

    for where in (None, forum):
        with pytest.raises(PeopleError, match="Choose a school"):
            actions.appoint(person=hugo.key, role=Role.HEAD, organisation=where, since=NOW.date(), actor=None, now=NOW)
    with pytest.raises(PeopleError, match="no such organisation"):
        actions.appoint(person=hugo.key, role=Role.MENTOR, organisation=9999, since=NOW.date(), actor=None, now=NOW)


def test_a_role_is_held_once_at_a_time_and_can_be_held_again(a_person):
    maya = a_person("Maya Stone", Role.MENTOR)
    (held,) = queries.history_of(maya.key)
    with pytest.raises(PeopleError, match="holds this role already"):
        actions.appoint(person=maya.key, role=Role.MENTOR, since=NOW.date(), actor=None, now=NOW)

    actions.end_appointment(appointment=held.id, until=NOW.date(), actor=None, now=NOW)
    with pytest.raises(PeopleError, match="ended already"):
        actions.end_appointment(appointment=held.id, until=NOW.date(), actor=None, now=NOW)
    actions.appoint(person=maya.key, role=Role.MENTOR, since=NOW.date(), actor=None, now=NOW)

    assert [row.until for row in queries.history_of(maya.key)] == [NOW.date(), None]


def test_a_role_does_not_end_before_it_began_and_is_never_deleted(a_person):
    maya = a_person("Maya Stone", Role.MENTOR)
    (held,) = queries.history_of(maya.key)

    with pytest.raises(PeopleError, match="before it began"):
        actions.end_appointment(appointment=held.id, until=held.since - timedelta(days=1), actor=None, now=NOW)
    with pytest.raises(TypeError, match="End it with"):
        Appointment.objects.get(pk=held.id).delete()


@pytest.mark.django_db
def test_an_organisation_is_entered_once():
    actions.enter_organisation(kind=OrganisationKind.SCHOOL, name="Hill Top", setting="urn:100001", actor=None, now=NOW)

    with pytest.raises(PeopleError, match="already"):
        actions.enter_organisation(
            kind=OrganisationKind.SCHOOL, name="Hill Top", setting="urn:100001", actor=None, now=NOW
        )
    with pytest.raises(PeopleError, match="Only a school"):
        actions.enter_organisation(kind=OrganisationKind.TRUST, name="T", setting="urn:100002", actor=None, now=NOW)
    assert Organisation.objects.count() == 1


def test_names_cost_one_query_however_many(a_person, django_assert_num_queries):
    keys = [a_person(name).key for name in ("Asha Rahman", "Tom Bright", "Grace Lin")]

    with django_assert_num_queries(1):
        names = queries.names_of([*keys, "p_gone"])

    assert set(names.values()) == {"Asha Rahman", "Tom Bright", "Grace Lin", "Somebody who has left"}


def test_roles_cost_one_query_and_a_search_two(a_person, django_assert_num_queries):
    maya = a_person("Maya Stone", Role.MENTOR, Role.ASSESSOR)
    a_person("Alex Stone", Role.ASSESSOR)

    with django_assert_num_queries(1):
        assert [row.role for row in queries.roles_of(maya.key, NOW.date())] == [Role.MENTOR, Role.ASSESSOR]
    with django_assert_num_queries(2):
        found = queries.people_like("stone", NOW.date())
    assert [(row.person.name, len(row.roles)) for row in found] == [("Alex Stone", 1), ("Maya Stone", 2)]
    with django_assert_num_queries(1):
        assert queries.holders_of(Role.MENTOR, NOW.date()) == (maya.key,)


def test_a_role_is_held_from_its_first_day_up_to_the_day_it_ends(a_person):
    today = NOW.date()
    maya = a_person("Maya Stone", Role.MENTOR, since=today)
    (held,) = queries.history_of(maya.key)
    actions.end_appointment(appointment=held.id, until=today + timedelta(days=2), actor=None, now=NOW)

    days = [today + timedelta(days=days) for days in (-1, 0, 1, 2)]
    assert [bool(queries.roles_of(maya.key, day)) for day in days] == [False, True, True, False]
    (row,) = queries.history_of(maya.key)
    assert [row.holds_on(day) for day in days] == [False, True, True, False]


def test_the_moment_of_joining_is_the_one_given(a_person):
    moment = datetime(2026, 1, 2, 3, 4, tzinfo=clock.ENGLAND)
    key = actions.open_account(email="x@y.example", name="X", actor=None, now=moment)

    row = queries.person(key)
    assert row
    assert row.joined_at == moment
