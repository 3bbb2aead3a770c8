import re
import time
from argparse import Namespace

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import hotp_value
from django.test import Client

from trigpoint.people import actions, commands
from trigpoint.people.models import Person
from trigpoint.people.roles import Role
from trigpoint.platform import clock
from trigpoint.platform.events import of_subject
from trigpoint.platform.models import Event

GOOD = "purple otter staircase"


def words(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.content.decode())).strip()


def code_for(secret: str) -> str:
    return f"{hotp_value(secret, int(time.time()) // 30):06d}"


def sign_in(client: Client, person: Person):
    return client.post("/sign-in/", {"login": person.email, "password": GOOD})


def is_signed_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


@pytest.fixture
def asha(a_person):
    person = a_person("Asha Rahman", email="asha@school.example")
    actions.change_password(person=person.key, password=GOOD, now=clock.now())
    return Person.objects.get(key=person.key)


@pytest.fixture
def secret(client: Client, asha) -> str:
    """Turn the second step on, as the page asks, and return the secret."""
    sign_in(client, asha)
    asked = client.get("/account/second-step/on/")
    assert asked["Location"].startswith("/sign-in/again/")
    page = client.post(asked["Location"], {"password": GOOD}, follow=True)
    found = re.search(r"<code>([A-Z2-7]{32})</code>", page.content.decode())
    assert found
    wrong = client.post("/account/second-step/on/", {"code": "000000"})
    assert "This code does not fit" in words(wrong)
    assert found[1] in wrong.content.decode()
    done = client.post("/account/second-step/on/", {"code": code_for(found[1])})
    assert done["Location"] == "/account/second-step/codes/"
    return found[1]


def test_the_password_alone_signs_in_no_longer(client: Client, asha, secret):
    other = Client()

    assert sign_in(other, asha)["Location"] == "/sign-in/second-step/"
    assert not is_signed_in(other)
    assert "This code does not fit" in words(other.post("/sign-in/second-step/", {"code": "000000"}))
    Authenticator.objects.filter(type="totp").update(last_used_at=None)
    assert other.post("/sign-in/second-step/", {"code": code_for(secret)})["Location"] == "/first-page/"
    assert is_signed_in(other)


def test_a_link_asks_for_the_code_too(client: Client, asha, secret):
    other = Client()
    token = actions.make_link(person=asha.key, actor=None, now=clock.now())

    assert other.post(f"/sign-in/link/{token}/")["Location"] == "/sign-in/second-step/"
    assert not is_signed_in(other)


def test_a_spare_code_works_once(client: Client, asha, secret):
    page = client.get("/account/second-step/codes/").content.decode()
    spare = re.findall(r"<code>\s*(\S+)\s*</code>", page)
    assert len(spare) == 10

    for first in (True, False):
        other = Client()
        sign_in(other, asha)
        other.post("/sign-in/second-step/", {"code": spare[0]})
        assert is_signed_in(other) is first


def test_five_wrong_codes_say_when_to_try_again(client: Client, asha, secret):
    other = Client()
    sign_in(other, asha)
    for _ in range(5):
        other.post("/sign-in/second-step/", {"code": "000000"})

    assert "Wait 5 minutes" in words(other.post("/sign-in/second-step/", {"code": code_for(secret)}))
    assert not is_signed_in(other)


def test_it_is_turned_off_by_its_owner(client: Client, asha, secret):
    page = client.get("/account/")
    assert "On: a code from your phone" in words(page)

    assert "your password alone signs you in" in words(client.get("/account/second-step/off/"))
    client.post("/account/second-step/off/")

    assert sign_in(Client(), asha)["Location"] == "/first-page/"
    names = [event.name for event in of_subject(asha.key)][-2:]
    assert names == ["people.second-step.on", "people.second-step.off"]


def test_who_runs_the_copy_can_turn_it_off_for_somebody_who_lost_everything(client: Client, asha, secret, capsys):
    assert commands.turn_second_step_off(Namespace(email=asha.email)) == 0
    assert sign_in(Client(), asha)["Location"] == "/first-page/"

    assert commands.turn_second_step_off(Namespace(email=asha.email)) == 1
    assert "is not on" in capsys.readouterr().err


def test_somebody_without_a_password_turns_it_on_and_sees_the_spare_codes_at_once(client: Client, a_person):
    client.force_login(a_person("Nia Fresh"))
    found = re.search(r"<code>([A-Z2-7]{32})</code>", client.get("/account/second-step/on/").content.decode())
    assert found

    page = client.post("/account/second-step/on/", {"code": code_for(found[1])}, follow=True)

    assert "Your spare codes" in words(page)
    assert client.get("/account/second-step/off/").status_code == 200


def test_the_database_alone_does_not_hold_the_secret(client: Client, asha, secret):
    for row in Authenticator.objects.all():
        assert secret not in str(row.data)


def test_forgetting_somebody_removes_it(client: Client, asha, secret):
    actions.forget(person=asha.key, actor=None, now=clock.now())

    assert not Authenticator.objects.exists()


def test_an_administrator_turns_it_off_says_why_and_its_owner_is_told(
    client: Client, asha, secret, a_person, newest_letter
):
    boss = Client()
    boss.force_login(a_person("Ada North", Role.ADMINISTRATOR))
    assert "Turn off the second step" in words(boss.get(f"/people/{asha.key}/"))
    address = f"/people/{asha.key}/second-step/"
    assert "Turn off the second step of Asha Rahman?" in words(boss.get(address))
    assert "Enter how you made sure who it is" in words(boss.post(address, {"reason": " "}))
    assert Authenticator.objects.exists()

    assert boss.post(address, {"reason": "She came to the office."})["Location"] == f"/people/{asha.key}/"

    assert sign_in(Client(), asha)["Location"] == "/first-page/"
    event = Event.objects.filter(subject=asha.key).latest("at")
    assert (event.name, event.words) == ("people.second-step.off", "She came to the office.")
    assert "She came to the office." in newest_letter(asha.key)
    assert boss.get(address).status_code == 404
    assert boss.get("/people/p_nobody/second-step/").status_code == 404


def test_somebody_whose_address_waits_is_told_to_confirm_it_first(client: Client, asha, settings):
    settings.MFA_ALLOW_UNVERIFIED_EMAIL = False
    EmailAddress.objects.create(user=asha, email="new@school.example", verified=False, primary=False)
    client.force_login(asha)

    answer = client.get("/account/passkeys/add/", follow=True)
    assert "Confirm your e-mail address first" in words(answer)
