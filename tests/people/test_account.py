import re

import pytest
from django.test import Client
from tests.people.conftest import path_in

from trigpoint.people import actions, queries
from trigpoint.people.models import Person, Session
from trigpoint.people.roles import OrganisationKind, Role
from trigpoint.platform import clock

NOW = clock.now()
GOOD = "purple otter staircase"


def words(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.content.decode())).strip()


@pytest.fixture
def asha(a_person):
    person = a_person("Asha Rahman", email="asha@school.example")
    actions.change_password(person=person.key, password=GOOD, now=NOW)
    return Person.objects.get(key=person.key)


def sign_in(client: Client, person: Person) -> Client:
    answer = client.post("/sign-in/", {"login": person.email, "password": GOOD})
    assert answer.status_code == 302
    return client


def ask_for(client: Client, email: str):
    """Ask for another address; the password is asked for again first."""
    asked = client.post("/account/email/", {"email": email, "action_add": "1"})
    assert asked["Location"].startswith("/sign-in/again/?next=")
    assert "Enter your password again" in words(client.get(asked["Location"]))
    return client.post(asked["Location"], {"password": GOOD}, follow=True)


def test_the_account_shows_what_is_held_and_how_to_change_it(client: Client, asha, django_assert_num_queries):
    sign_in(client, asha)

    with django_assert_num_queries(5):
        page = words(client.get("/account/"))

    for shown in ("Asha Rahman", "asha@school.example", "Set", "You hold no role here, and you need none"):
        assert shown in page


def test_a_name_is_changed_and_an_empty_one_is_not(client: Client, asha):
    sign_in(client, asha)

    assert "Enter your name" in words(client.post("/account/name/", {"name": " "}))
    answer = client.post("/account/name/", {"name": "Asha Lee"})

    assert "Your name is changed." in words(client.get(answer["Location"]))
    assert queries.name_of(asha.key) == "Asha Lee"


def test_a_new_address_is_hers_only_once_she_opens_the_link(client: Client, with_mail, newest_letter, asha):
    sign_in(client, asha)
    page = ask_for(client, "Asha@Home.example")
    assert "We have sent a link to asha@home.example" in words(page)
    assert queries.address_of(asha.key) == "asha@school.example"

    link = path_in(newest_letter("asha@home.example"))
    assert client.post(link)["Location"] == "/account/?done=email"

    assert queries.address_of(asha.key) == "asha@home.example"
    assert Client().post("/sign-in/", {"login": "asha@school.example", "password": GOOD}).status_code == 200


def test_asking_for_the_address_of_somebody_else_tells_nothing_and_changes_nothing(
    client: Client, with_mail, newest_letter, asha, a_person
):
    a_person("Tom Bright", email="tom@school.example")
    sign_in(client, asha)

    page = ask_for(client, "tom@school.example")

    assert "We have sent a link to tom@school.example" in words(page)
    assert "It belongs to your account" in newest_letter("tom@school.example")
    assert queries.address_of(asha.key) == "asha@school.example"


def test_an_address_that_somebody_took_in_the_meantime_is_not_taken_from_her(
    client: Client, with_mail, newest_letter, asha
):
    sign_in(client, asha)
    ask_for(client, "shared@school.example")
    link = path_in(newest_letter("shared@school.example"))
    actions.sign_up(email="shared@school.example", name="Tom", password=GOOD, now=NOW)

    assert "This link does not work" in words(client.post(link))

    assert queries.address_of(asha.key) == "asha@school.example"


def test_without_mail_an_address_cannot_be_changed_and_the_page_says_whom_to_ask(client: Client, asha):
    sign_in(client, asha)

    assert "This site cannot send e-mail" in words(client.get("/account/email/"))


def test_with_a_wrong_password_the_address_stays(client: Client, with_mail, asha):
    sign_in(client, asha)
    asked = client.post("/account/email/", {"email": "asha@home.example", "action_add": "1"})

    assert "This is not your password" in words(client.post(asked["Location"], {"password": "wrong"}))
    assert "We have sent" not in words(client.get("/account/email/"))


def test_somebody_without_a_password_has_nothing_to_enter_again(client: Client, a_person):
    client.force_login(a_person("Asha Rahman"))

    assert client.get("/sign-in/again/")["Location"] == "/account/"


def test_a_new_password_keeps_this_session_and_ends_the_others(client: Client, asha):
    sign_in(client, asha)
    elsewhere = sign_in(Client(), asha)

    wrong = client.post("/account/password/", {"oldpassword": "no", "password1": "another odd password"})
    assert "This is not your present password" in words(wrong)
    answer = client.post("/account/password/", {"oldpassword": GOOD, "password1": "another odd password"})

    assert "signed out everywhere else" in words(client.get(answer["Location"]))
    assert elsewhere.get("/account/").status_code == 302


def test_somebody_who_came_by_a_link_can_choose_a_first_password(client: Client, a_person):
    maya = a_person("Maya Stone")
    client.force_login(maya)
    assert client.get("/account/password/")["Location"] == "/account/password/new/"

    answer = client.post("/account/password/new/", {"password1": GOOD})

    assert answer["Location"] == "/account/?done=password"
    sign_in(Client(), maya)


def test_somebody_sees_where_she_is_signed_in_and_ends_one_of_them(client: Client, asha):
    sign_in(client, asha)
    phone = Client(headers={"user-agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 17_4) Version/17.4 Safari/604.1"})
    sign_in(phone, asha)

    page = client.get("/account/signed-in/")
    assert "Safari on an iPhone" in words(page)
    assert "This one." in words(page)
    assert phone.cookies["trigpoint_session"].value not in page.content.decode()
    (handle,) = re.findall(r'name="end" value="([0-9a-f]{16})"', page.content.decode())

    client.post("/account/signed-in/", {"end": handle})

    assert phone.get("/account/").status_code == 302
    assert client.get("/account/").status_code == 200


def test_somebody_ends_all_others_at_once(client: Client, asha):
    sign_in(client, asha)
    others = [sign_in(Client(), asha) for _ in range(2)]

    client.post("/account/signed-in/", {"end": "others"})

    assert [other.get("/account/").status_code for other in others] == [302, 302]
    assert client.get("/account/").status_code == 200


def test_nobody_ends_a_session_of_somebody_else(client: Client, asha, a_person):
    tom = Client()
    tom.force_login(a_person("Tom Bright"))
    sign_in(client, asha)
    (row,) = queries.sign_ins_of(Person.objects.get(name="Tom Bright").key, NOW, None)

    client.post("/account/signed-in/", {"end": row.handle})

    assert tom.get("/account/").status_code == 200


@pytest.mark.django_db
def test_a_visitor_has_no_session(client: Client):
    client.get("/sign-in/")

    assert Session.objects.count() == 0


def test_the_only_role_is_the_one_to_work_as(client: Client, a_person, sign_in):
    sign_in(client, a_person("Ada North", Role.ADMINISTRATOR))

    assert client.get("/first-page/")["Location"] == "/administration/"
    assert "Working as" not in words(client.get("/accessibility/"))


def test_somebody_with_several_roles_is_asked_which_and_it_never_switches_by_itself(client: Client, a_person, sign_in):
    where = actions.enter_organisation(
        kind=OrganisationKind.SCHOOL, name="Hill Top", setting="urn:100001", actor=None, now=NOW
    )
    ada = sign_in(client, a_person("Ada North", Role.ADMINISTRATOR))
    head = actions.appoint(person=ada.key, role=Role.HEAD, organisation=where, since=NOW.date(), actor=None, now=NOW)
    assert client.get("/people/").status_code == 403
    assert client.get("/first-page/")["Location"] == "/account/working-as/"
    form = words(client.get("/account/working-as/"))
    assert "Head teacher, Hill Top" in form
    assert "Select what you want to work as" in words(client.post("/account/working-as/", {"role": "12345"}))

    client.post("/account/working-as/", {"role": str(head)})
    assert "Working as: Head teacher, Hill Top" in words(client.get("/accessibility/"))
    assert client.get("/people/").status_code == 403

    actions.end_appointment(appointment=head, until=NOW.date(), actor=None, now=NOW)
    assert client.get("/people/").status_code == 403
    client.post("/account/working-as/", {"role": str(queries.roles_of(ada.key, NOW.date())[0].id)})
    assert client.get("/people/").status_code == 200


def test_a_role_that_ended_opens_nothing_any_more(client: Client, a_person, sign_in):
    ada = sign_in(client, a_person("Ada North", Role.ADMINISTRATOR))
    assert client.get("/people/").status_code == 200
    (held,) = queries.history_of(ada.key)

    actions.end_appointment(appointment=held.id, until=NOW.date(), actor=None, now=NOW)

    refused = client.get("/people/")
    assert refused.status_code == 403
    assert "ask the administrator" in words(refused)


def test_a_page_that_fails_knows_who_is_signed_in_and_asks_the_database_nothing_more(
    client: Client, asha, django_assert_num_queries
):
    sign_in(client, asha)

    with django_assert_num_queries(2):
        page = client.get("/no-such-page/")

    assert page.status_code == 404
    assert "Asha Rahman" in words(page)
