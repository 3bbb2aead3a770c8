"""Consents: given and taken back by the person alone, to whoever holds a role at a place, or to one person."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from tests.record.support import NOON, TODAY

from trigpoint.people import actions as people
from trigpoint.people.data.actions import give, give_to_person, withdraw
from trigpoint.people.data.errors import ConsentRefusedError
from trigpoint.people.data.models import Consent
from trigpoint.people.data.queries import agreed_items, allowed, consents_of, find_organisations, shown_to
from trigpoint.people.queries import history_of
from trigpoint.people.roles import OrganisationKind, Role
from trigpoint.platform.events import of_subject

LATER = NOON + timedelta(days=1)


@pytest.fixture
def hugo(a_person, hill_top):
    return a_person("Hugo Vale", Role.HEAD, organisation=hill_top)


def sees(viewer, subject, item="progress", on=TODAY):
    return allowed(viewer=viewer.key, subject=subject.key, item=item, today=on)


def test_without_consent_nobody_but_the_person_sees_anything(asha, hugo):
    assert sees(asha, asha)
    assert not sees(hugo, asha)


def test_a_head_sees_what_was_agreed_and_nothing_else(asha, hugo, hill_top):
    assert give(subject=asha.key, items=["progress"], role=Role.HEAD, organisation=hill_top, now=NOON) == 1

    assert sees(hugo, asha)
    assert not sees(hugo, asha, "marks")
    assert not sees(asha, hugo)
    assert shown_to(viewer=hugo.key, item="progress", today=TODAY) == (asha.key,)
    assert agreed_items(asha.key, role=Role.HEAD, organisation=hill_top) == {"progress"}


def test_what_was_agreed_is_for_that_role_at_that_school_while_it_is_held(asha, hugo, hill_top, a_person):
    give(subject=asha.key, items=["progress"], role=Role.HEAD, organisation=hill_top, now=NOON)
    elsewhere = people.enter_organisation(kind=OrganisationKind.SCHOOL, name="Low Lea Primary", actor=None, now=NOON)
    governor = a_person("Gina Board", Role.GOVERNOR, organisation=hill_top)
    other_head = a_person("Olu Head", Role.HEAD, organisation=elsewhere)

    assert not sees(governor, asha)
    assert not sees(other_head, asha)
    people.end_appointment(appointment=history_of(hugo.key)[0].id, until=TODAY, actor=None, now=NOON)
    assert not sees(hugo, asha)
    assert sees(hugo, asha, on=TODAY - timedelta(days=1))


def test_taking_back_ends_it_at_once_and_keeps_both_dates(asha, hugo, hill_top):
    give(subject=asha.key, items=["progress"], role=Role.HEAD, organisation=hill_top, now=NOON)
    (row,) = consents_of(asha.key)

    assert withdraw(subject=asha.key, consent=row.id, now=LATER)
    assert not withdraw(subject=asha.key, consent=row.id, now=LATER)
    assert not sees(hugo, asha)
    (row,) = consents_of(asha.key)
    assert (row.to, row.title) == ("Head teacher, Hill Top Primary", "your progress")
    assert (row.given_at, row.withdrawn_at) == (NOON, LATER)


def test_what_is_given_twice_is_there_once_and_what_was_taken_back_can_be_given_anew(asha, hill_top):
    more = {"subject": asha.key, "role": Role.HEAD, "organisation": hill_top}
    assert give(items=["progress", "plan"], now=NOON, **more) == 2
    assert give(items=["progress", "marks"], now=NOON, **more) == 1
    withdraw(subject=asha.key, consent=consents_of(asha.key)[0].id, now=LATER)

    assert give(items=["progress", "plan", "marks"], now=LATER, **more) == 1
    assert len(consents_of(asha.key)) == 4


def test_one_person_can_be_shown_something_by_name(asha, a_person):
    maya = a_person("Maya Stone")

    assert give_to_person(subject=asha.key, item="plan", to=maya.key, now=NOON)
    assert not give_to_person(subject=asha.key, item="plan", to=maya.key, now=NOON)
    assert sees(maya, asha, "plan")
    assert consents_of(asha.key)[0].to == "Maya Stone"


def test_nobody_can_agree_to_what_has_no_words_or_for_roles_it_is_not_meant_for(asha, hill_top, a_person):
    more = {"subject": asha.key, "organisation": hill_top, "now": NOON}
    with pytest.raises(ConsentRefusedError, match="cannot be shown to this role"):
        give(items=["progress"], role=Role.RESEARCHER, **more)
    with pytest.raises(ConsentRefusedError, match="cannot be shown to this role"):
        give(items=["diary"], role=Role.HEAD, **more)
    with pytest.raises(ConsentRefusedError, match="no such organisation"):
        give(subject=asha.key, items=["plan"], role=Role.HEAD, organisation=0, now=NOON)
    with pytest.raises(ConsentRefusedError, match="Nobody with an account"):
        give_to_person(subject=asha.key, item="plan", to="p_nobodyatall", now=NOON)
    with pytest.raises(ConsentRefusedError, match="cannot be shown"):
        give_to_person(subject=asha.key, item="diary", to=a_person("Maya Stone").key, now=NOON)


def test_a_consent_of_somebody_else_cannot_be_taken_back(asha, hill_top, a_person):
    give(subject=asha.key, items=["plan"], role=Role.HEAD, organisation=hill_top, now=NOON)

    with pytest.raises(ConsentRefusedError, match="no such consent of yours"):
        withdraw(subject=a_person("Tom Bright").key, consent=consents_of(asha.key)[0].id, now=LATER)


def test_giving_and_taking_back_are_each_one_event_by_the_person(asha, hill_top):
    give(subject=asha.key, items=["plan", "hours"], role=Role.HEAD, organisation=hill_top, now=NOON)
    withdraw(subject=asha.key, consent=consents_of(asha.key)[0].id, now=LATER)

    events = [event for event in of_subject(asha.key) if event.name.startswith("people.consent")]
    assert [event.name for event in events] == ["people.consent.given", "people.consent.withdrawn"]
    assert {event.actor for event in events} == {asha.key}
    assert events[0].data["items"] == ["hours", "plan"]


def test_the_database_refuses_a_consent_to_nobody(asha):
    with pytest.raises(IntegrityError), transaction.atomic():
        Consent.objects.create(subject=asha.key, purpose="support", item="plan", given_at=NOON)


def test_asking_takes_one_query(asha, hugo, hill_top, django_assert_num_queries):
    give(subject=asha.key, items=["plan"], role=Role.HEAD, organisation=hill_top, now=NOON)

    with django_assert_num_queries(1):
        sees(hugo, asha, "plan")
    with django_assert_num_queries(1):
        consents_of(asha.key)


def test_places_are_found_by_parts_of_their_names(hill_top):
    people.enter_organisation(kind=OrganisationKind.FORUM, name="Hill families", actor=None, now=NOON)

    assert [row.id for row in find_organisations("prim HILL")] == [hill_top]
    assert find_organisations("families") == ()
