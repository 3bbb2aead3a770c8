import pytest
from django.test import Client

from trigpoint.people import demo, queries
from trigpoint.people.models import Appointment, Organisation, Person
from trigpoint.people.roles import Role
from trigpoint.platform import clock
from trigpoint.schools.sample import load
from trigpoint.web.demo import fill

NOW = clock.now()


@pytest.mark.django_db
def test_filling_twice_changes_nothing(settings):
    settings.DEMO = True
    fill(NOW)
    before = [model.objects.count() for model in (Person, Appointment, Organisation)]
    fill(NOW)

    assert [model.objects.count() for model in (Person, Appointment, Organisation)] == before
    assert before[0] == len(demo.PEOPLE)


@pytest.mark.django_db
def test_everybody_has_a_made_up_address_that_reaches_nobody_and_no_password():
    demo.fill(NOW)

    for person in Person.objects.all():
        assert person.email
        assert person.email.endswith("@trigpoint.example")
        assert not person.has_usable_password()


@pytest.mark.django_db
def test_the_head_is_head_of_a_school_of_the_sample():
    load()
    demo.fill(NOW)

    (held,) = queries.roles_of(demo.key_of("head"), NOW.date())
    assert held.role is Role.HEAD
    assert held.organisation
    assert (held.organisation.name, held.organisation.setting) == ("Becket Primary School", demo.SETTING)


@pytest.mark.django_db
def test_each_button_signs_in_as_its_person_in_a_demonstration(client: Client, settings):
    settings.DEMO = True
    demo.fill(NOW)
    page = client.get("/sign-in/demonstration/").content.decode()

    for person in demo.PEOPLE:
        assert f'value="{person.slug}"' in page
        assert client.post("/sign-in/demonstration/", {"person": person.slug}).status_code == 302
        assert person.name in client.get("/account/").content.decode()


@pytest.mark.django_db
def test_outside_a_demonstration_there_is_no_such_page_even_with_the_people_there(client: Client):
    demo.fill(NOW)

    assert client.get("/sign-in/demonstration/").status_code == 404
    assert client.post("/sign-in/demonstration/", {"person": "admin"}).status_code == 404
    assert client.get("/account/").status_code == 302
    assert "demonstration" not in client.get("/sign-in/").content.decode()


@pytest.mark.django_db
def test_a_button_of_nobody_signs_nobody_in(client: Client, settings):
    settings.DEMO = True

    assert client.post("/sign-in/demonstration/", {"person": "nobody"}).status_code == 200
    assert client.get("/account/").status_code == 302


@pytest.mark.django_db
def test_somebody_who_is_missing_is_named_with_the_way_to_bring_her_in():
    with pytest.raises(LookupError, match="trigpoint serve --migrate"):
        demo.key_of("asha")


@pytest.mark.parametrize(
    ("wanted", "leads"),
    [("/unsent/", "/unsent/"), ("https://elsewhere.example/", "/first-page/"), ("//elsewhere.example", "/first-page/")],
)
@pytest.mark.django_db
def test_the_demonstration_leads_on_to_what_was_wanted_but_never_to_another_site(client, settings, wanted, leads):
    settings.DEMO = True
    demo.fill(clock.now())
    page = client.get("/sign-in/demonstration/", {"next": wanted}).content.decode()

    assert (f'name="next" value="{wanted}"' in page) is (wanted == leads)
    assert client.post("/sign-in/demonstration/", {"person": "asha", "next": wanted})["Location"] == leads
