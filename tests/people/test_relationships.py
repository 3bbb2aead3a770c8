"""Who is close to whom, private to the two; and the conflicts of interest that follow."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.people.invitations.conftest import an_organisation, words

from trigpoint.people import actions, queries
from trigpoint.people.queries import Conflict, ConflictKind, conflicts_between
from trigpoint.people.roles import OrganisationKind, RelationKind, Role
from trigpoint.platform import clock
from trigpoint.schools.models import Authority, Import, School, Trust

if TYPE_CHECKING:
    from django.test import Client

TODAY = clock.today()
SINCE = {"since-day": "1", "since-month": "9", "since-year": "2025"}


@pytest.fixture
def two(a_person):
    return a_person("Asha Rahman"), a_person("Alex Reed")


def kinds(one, another, **more) -> list[ConflictKind]:
    return [found.kind for found in conflicts_between(one.key, another.key, TODAY, **more)]


def test_strangers_have_no_conflict(two):
    assert kinds(*two) == []


@pytest.mark.parametrize("kind", RelationKind)
def test_whoever_is_something_to_another_may_not_judge_her_whichever_way_round(two, kind):
    one, another = two
    actions.relate(person=one.key, other=another.key, kind=kind, since=date(2025, 9, 1), actor=None, now=clock.now())

    assert kinds(one, another) == kinds(another, one) == [ConflictKind[kind.name]]
    assert conflicts_between(one.key, another.key, date(2025, 8, 31)) == ()
    actions.end_relationship(person=one.key, other=another.key, kind=kind, until=TODAY, actor=None, now=clock.now())
    assert kinds(one, another) == []


def test_a_school_that_both_work_at_is_named(a_person):
    school = an_organisation()
    one = a_person("Asha Rahman", Role.MENTOR, organisation=school.id)
    another = a_person("Alex Reed", Role.GOVERNOR, organisation=school.id)

    (found,) = conflicts_between(one.key, another.key, TODAY)
    assert found == Conflict(ConflictKind.SAME_SCHOOL, "Hill Top Primary")
    assert found.words == "They work at the same school (Hill Top Primary)."


def test_a_provider_that_both_belong_to_is_no_conflict(a_person):
    provider = an_organisation("North Training", OrganisationKind.PROVIDER)
    people = [a_person(name, Role.MENTOR, organisation=provider.id) for name in ("Asha Rahman", "Alex Reed")]

    assert kinds(*people) == []


@pytest.fixture
def schools_of_a_trust(db):
    """Write two schools of one trust into the register."""
    done = Import.objects.create(
        state=Import.State.DONE,
        layout="test",
        file_name="x.csv",
        digest="0" * 64,
        as_at=date(2026, 9, 1),
        total=0,
        started=clock.now(),
        finished=clock.now(),
    )
    council = Authority.objects.create(name="Derbyshire", nation="england", region="East Midlands")
    trust = Trust.objects.create(name="North Trust")
    for urn in (100001, 100002):
        School.objects.create(
            urn=urn,
            name=f"School {urn}",
            status=School.Status.OPEN,
            since=done,
            as_at=done.as_at,
            kind="academy",
            authority=council,
            trust=trust,
            words="",
        )


def test_two_schools_of_one_trust_are_a_conflict_and_so_is_the_trust_itself(a_person, two, schools_of_a_trust):
    one, another = two
    serve = {one.key: ["urn:100001"], another.key: ["urn:100002"]}
    assert conflicts_between(one.key, another.key, TODAY, serve) == (Conflict(ConflictKind.SAME_TRUST, "North Trust"),)
    assert kinds(one, another, serve={**serve, another.key: ["urn:100001"]})[0] is ConflictKind.SAME_SCHOOL

    trust = an_organisation("NORTH TRUST", OrganisationKind.TRUST)
    governor = a_person("Gwen Hall", Role.GOVERNOR, organisation=trust.id)
    assert kinds(one, governor, serve=serve) == [ConflictKind.SAME_TRUST]


@pytest.mark.parametrize("count", [1, 3])
def test_conflicts_ask_the_same_however_many_there_are(a_person, count, django_assert_num_queries, schools_of_a_trust):
    places = [an_organisation(f"School {number}") for number in range(count)]
    one, another = a_person("Asha Rahman"), a_person("Alex Reed")
    for person in (one, another):
        for place in places:
            actions.appoint(
                person=person.key,
                role=Role.MENTOR,
                organisation=place.id,
                since=date(2026, 1, 1),
                actor=None,
                now=clock.now(),
            )
    with django_assert_num_queries(3):
        found = kinds(one, another, serve={one.key: ["urn:100001"]})
    assert found == [ConflictKind.SAME_SCHOOL] * count


def test_somebody_is_named_by_her_code_and_both_see_it(client: Client, two, sign_in):
    asha, alex = two
    sign_in(client, asha)
    assert asha.key in words(client.get("/account/relationships/"))
    page = client.post("/account/relationships/", {"what": "i-manage", "other": f" {alex.key} ", **SINCE}, follow=True)
    assert "You are the line manager of Alex Reed" in words(page)
    sign_in(client, alex)
    assert "Asha Rahman is your line manager" in words(client.get("/account/relationships/"))


def test_a_code_of_nobody_is_told_apart_from_what_is_no_code(client: Client, two, sign_in):
    sign_in(client, two[0])
    for typed, said in (
        ("p_" + "x" * 22, "Nobody with an open account has this code"),
        ("alex@school.example", "The code must be p_ and 22 letters or figures"),
        (two[0].key, "Nobody with an open account has this code"),
    ):
        page = client.post("/account/relationships/", {"what": "family", "other": typed, **SINCE})
        assert said in words(page)


def test_either_of_the_two_says_when_it_is_over_and_nobody_else_does(client: Client, two, a_person, sign_in):
    asha, alex = two
    number = actions.relate(
        person=asha.key,
        other=alex.key,
        kind=RelationKind.FAMILY,
        since=date(2025, 9, 1),
        actor=asha.key,
        now=clock.now(),
    )
    sign_in(client, a_person("Eve Other"))
    assert "Asha" not in words(client.get("/account/relationships/"))
    assert client.post(f"/account/relationships/{number}/end/").status_code == 404

    sign_in(client, alex)
    assert "Asha Rahman is family" in words(client.get("/account/relationships/"))
    client.post(f"/account/relationships/{number}/end/")
    assert queries.relationships_of(asha.key, TODAY) == ()
