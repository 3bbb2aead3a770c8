import re

import pytest
from django.test import Client

from trigpoint.people import queries
from trigpoint.people.models import Organisation, Person
from trigpoint.people.roles import Role
from trigpoint.platform import clock
from trigpoint.platform.events import of_subject

TODAY = clock.today()


def words(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.content.decode())).strip()


@pytest.fixture
def ada(client: Client, a_person, sign_in):
    return sign_in(client, a_person("Ada North", Role.ADMINISTRATOR))


def test_only_an_administrator_opens_these_pages(client: Client, a_person, sign_in):
    maya = sign_in(client, a_person("Maya Stone", Role.MENTOR))

    for path in ("/people/", "/people/new/", "/organisations/", f"/people/{maya.key}/role/"):
        assert client.get(path).status_code == 403
        assert Client().get(path).status_code == 302


def test_people_are_found_by_a_part_of_name_or_address(client: Client, ada, a_person, django_assert_num_queries):
    a_person("Maya Stone", Role.MENTOR)
    a_person("Tom Bright")

    with django_assert_num_queries(4):
        page = words(client.get("/people/?q=STONE maya"))

    assert "Maya Stone" in page
    assert "Mentor" in page
    assert "Tom Bright" not in page
    assert "Nobody here has “zz”" in words(client.get("/people/?q=zz"))


def test_an_account_is_opened_for_somebody_once(client: Client, ada):
    answer = client.post("/people/new/", {"name": "Maya Stone", "email": "Maya@School.example"})
    maya = queries.person_with_email("maya@school.example")
    assert maya
    assert answer["Location"] == f"/people/{maya.key}/"
    assert of_subject(maya.key)[0].actor == ada.key

    again = client.post("/people/new/", {"name": "Maya", "email": "MAYA@school.example"})
    assert "has an account with this e-mail address" in words(again)


def test_a_role_is_given_from_a_day_and_ended_on_one(client: Client, ada, a_person):
    maya = a_person("Maya Stone")
    since = {"since-day": "1", "since-month": "9", "since-year": "2026"}
    answer = client.post(f"/people/{maya.key}/role/", {"role": "mentor", "organisation": "", **since})
    assert answer["Location"] == f"/people/{maya.key}/"
    (held,) = queries.history_of(maya.key)

    path = f"/people/{maya.key}/role/{held.id}/end/"
    early = {"until-day": "31", "until-month": "8", "until-year": "2026"}
    assert "cannot end before it began" in words(client.post(path, early))
    client.post(path, {"until-day": "1", "until-month": "10", "until-year": "2026"})

    assert "Mentor 1 September 2026 to 1 October 2026" in words(client.get(f"/people/{maya.key}/")).replace("\xa0", " ")
    assert client.get(path).status_code == 404
    events = [(event.name, event.actor) for event in of_subject(maya.key)][1:]
    assert events == [("people.role.given", ada.key), ("people.role.ended", ada.key)]


def test_a_head_needs_a_school_and_a_school_its_number(client: Client, ada, a_person, settings):
    hugo = a_person("Hugo Vale")
    since = {"since-day": "1", "since-month": "9", "since-year": "2026"}

    assert "Choose a school" in words(client.post(f"/people/{hugo.key}/role/", {"role": "head", **since}))
    unknown = client.post("/organisations/new/", {"kind": "school", "urn": "999999"})
    assert "Enter the number of a school that is in the register" in words(unknown)
    nameless = client.post("/organisations/new/", {"kind": "trust"})
    assert "Enter the name of the organisation" in words(nameless)
    client.post("/organisations/new/", {"kind": "trust", "name": "North Trust"})
    assert "North Trust (Trust)" in words(client.get("/organisations/"))
    again = client.post("/organisations/new/", {"kind": "trust", "name": "North Trust"})
    assert "in the list of organisations already" in words(again)
    assert Organisation.objects.count() == 1


def test_an_account_is_closed_and_opened_again(client: Client, ada, a_person):
    maya = a_person("Maya Stone")
    path = f"/people/{maya.key}/closed/"
    assert "Nobody can sign in to it" in words(client.get(path))

    client.post(path)
    assert not Person.objects.get(pk=maya.pk).is_active
    assert "can sign in again" in words(client.get(path))
    client.post(path)
    assert Person.objects.get(pk=maya.pk).is_active


def test_somebody_who_does_not_exist_is_not_found(client: Client, ada):
    for path in ("/people/p_nobody/", "/people/p_nobody/role/", "/people/p_nobody/closed/"):
        assert client.get(path).status_code == 404


def test_one_place_of_the_navigation_is_the_present_one(client: Client, ada):
    for path in ("/people/", "/organisations/", "/organisations/new/"):
        page = client.get(path).content.decode()
        navigation = page[page.index("<nav") : page.index("</details>")]
        assert navigation.count("aria-current") == 1
