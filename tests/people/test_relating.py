"""Who is what to whom."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from trigpoint.people import actions, queries
from trigpoint.people.errors import PeopleError
from trigpoint.people.models import Relationship
from trigpoint.people.rights import forget_relationships, relationships_of
from trigpoint.people.roles import RelationKind
from trigpoint.platform import clock
from trigpoint.platform.models import Event

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 23)


@pytest.fixture
def asha(a_person):
    return a_person("Asha Rahman").key


@pytest.fixture
def maya(a_person):
    return a_person("Maya Stone").key


def relate(person, other, kind=RelationKind.FAMILY):
    return actions.relate(person=person, other=other, kind=kind, since=TODAY, actor=person, now=clock.now())


def end(person, other, kind=RelationKind.FAMILY, until=TODAY):
    return actions.end_relationship(person=person, other=other, kind=kind, until=until, actor=person, now=clock.now())


def test_what_somebody_is_to_a_person_is_known_from_both_sides(asha, maya):
    relate(asha, maya, RelationKind.MENTOR)

    assert queries.relations_between(asha, maya, TODAY) == {RelationKind.MENTOR}
    assert queries.relations_between(maya, asha, TODAY) == {RelationKind.MENTOR}
    assert [(row.person, row.other) for row in queries.relationships_of(maya, TODAY)] == [(asha, maya)]


def test_to_note_it_twice_changes_nothing(asha, maya):
    first = relate(asha, maya)
    before = Event.objects.count()

    assert relate(asha, maya) == first
    assert Event.objects.count() == before


def test_it_ends_and_is_not_so_from_that_day(asha, maya):
    relate(asha, maya)

    assert end(asha, maya, until=TODAY + timedelta(days=3))
    assert queries.relations_between(asha, maya, TODAY + timedelta(days=2)) == {RelationKind.FAMILY}
    assert queries.relations_between(asha, maya, TODAY + timedelta(days=3)) == set()
    assert not end(asha, maya)


def test_nobody_is_a_relation_of_their_own_or_of_somebody_without_an_account(asha):
    with pytest.raises(PeopleError, match="of their own"):
        relate(asha, asha)
    with pytest.raises(PeopleError, match="no open account"):
        relate(asha, "p_neverheardofher")


def test_it_is_told_to_both_without_the_others_name_and_goes_with_either(asha, maya):
    relate(asha, maya)

    assert relationships_of(asha) == [{"what": "Family", "of": "somebody to you", "from": "2026-11-23", "until": ""}]
    assert relationships_of(maya) == [{"what": "Family", "of": "you to somebody", "from": "2026-11-23", "until": ""}]
    forget_relationships(maya, actor=maya, now=clock.now())
    assert not Relationship.objects.exists()
