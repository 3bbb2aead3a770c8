import re
from datetime import timedelta

import pytest
import time_machine
from allauth.account import urls as allauth_urls
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse
from tests.people.conftest import path_in

from trigpoint.people import actions, queries
from trigpoint.people.models import Person, Session
from trigpoint.platform import clock
from trigpoint.platform.models import Message

GOOD = "purple otter staircase"


@pytest.fixture
def asha(a_person):
    """Somebody with a password and a confirmed address."""
    person = a_person("Asha Rahman", email="asha@school.example")
    actions.change_password(person=person.key, password=GOOD, now=clock.now())
    return Person.objects.get(key=person.key)


def words(answer) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.content.decode())).strip()


def sign_in(client: Client, email: str = "asha@school.example", password: str = GOOD, **more: str):
    return client.post("/sign-in/", {"login": email, "password": password, **more})


def sign_up(client: Client, email: str, name: str = "Nia Fresh", password: str = GOOD):
    return client.post("/sign-up/", {"name": name, "email": email, "password1": password})


def is_signed_in(client: Client) -> bool:
    return client.get("/account/").status_code == 200


def test_an_address_and_a_password_sign_in_whatever_the_capitals_of_the_address(client: Client, asha):
    assert sign_in(client, "ASHA@School.Example")["Location"] == "/first-page/"

    assert is_signed_in(client)


def test_somebody_comes_back_to_the_page_that_asked(client: Client, asha):
    asked = client.get("/account/name/")
    assert asked["Location"] == "/sign-in/?next=/account/name/"

    assert client.post(asked["Location"], {"login": asha.email, "password": GOOD})["Location"] == "/account/name/"


@pytest.mark.parametrize("where", ["https://evil.example/", "//evil.example/", "javascript:alert(1)"])
def test_nobody_is_sent_to_another_site(client: Client, asha, where):
    assert sign_in(client, next=where)["Location"] == "/first-page/"


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client: Client, asha):
    wrong = words(sign_in(client, password="not the password at all"))
    unknown = words(sign_in(client, email="nobody@school.example"))

    assert "do not fit. Check both, then try again" in wrong
    assert wrong == unknown


def test_what_was_typed_is_kept_but_for_the_password(client: Client, asha):
    page = sign_in(client, password="not the password at all").content.decode()

    assert "asha@school.example" in page
    assert "not the password" not in page


def test_empty_fields_say_what_to_enter(client: Client, db):
    page = words(client.post("/sign-in/", {}))

    assert "Enter your e-mail address" in page
    assert "Enter your password" in page


def test_after_five_wrong_passwords_the_page_says_when_to_try_again_even_with_the_right_one(client: Client, asha):
    with time_machine.travel("2026-11-23T12:00:00Z", tick=False) as travel:
        for _ in range(5):
            assert "do not fit" in words(sign_in(client, password="not the password at all"))
        locked = words(sign_in(client))
        assert "You have tried too often. Wait 5 minutes, then try again." in locked
        assert not is_signed_in(client)

        travel.shift(timedelta(minutes=5, seconds=1))
        assert sign_in(client).status_code == 302


def test_an_unknown_address_is_locked_out_in_the_same_words(client: Client, db):
    for _ in range(5):
        sign_in(client, email="nobody@school.example")

    assert "You have tried too often" in words(sign_in(client, email="nobody@school.example"))


def test_too_many_accounts_from_one_address_are_refused_in_words(client: Client, settings, db):
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "signup": "2/m/ip"}
    for number in range(2):
        sign_up(client, f"x{number}@school.example")

    answer = sign_up(client, "x3@school.example")

    assert answer.status_code == 429
    assert "Wait one minute" in words(answer)


def test_a_closed_account_is_told_whom_to_ask_and_only_with_the_right_password(client: Client, asha, settings):
    settings.CONTACT = "help@school.example"
    actions.suspend(person=asha.key, actor=None, now=clock.now())

    assert "do not fit" in words(sign_in(client, password="not the password at all"))
    answer = sign_in(client)
    assert answer["Location"] == "/sign-in/closed/"
    page = words(client.get(answer["Location"]))
    assert "Your account is closed" in page
    assert "help@school.example" in page
    assert not is_signed_in(client)


def test_sign_up_confirm_sign_in_and_sign_out(client: Client, with_mail, newest_letter, db):
    assert sign_up(client, "Nia@School.example")["Location"] == "/sign-up/sent/"
    assert not is_signed_in(client)

    # Not before the address is confirmed: the answer is a new message, or the one sent already.
    assert sign_in(client, "nia@school.example")["Location"] == "/sign-up/sent/"

    link = path_in(newest_letter("nia@school.example"))
    assert "Is nia@school.example yours?" in words(client.get(link))
    assert not EmailAddress.objects.get(email="nia@school.example").verified
    assert client.post(link)["Location"] == "/sign-in/?done=email"
    assert sign_in(client, "nia@school.example")["Location"] == "/first-page/"
    assert is_signed_in(client)

    assert client.post("/sign-out/")["Location"] == "/"
    assert not is_signed_in(client)
    assert not Session.objects.filter(person__isnull=False).exists()


def test_signing_up_with_a_known_address_looks_the_same_and_the_owner_gets_a_message(
    client: Client, with_mail, newest_letter, asha
):
    fresh, known = Client(), Client()
    assert (
        sign_up(fresh, "nia@school.example")["Location"]
        == sign_up(known, "ASHA@school.example")["Location"]
        == "/sign-up/sent/"
    )
    assert words(fresh.get("/sign-up/sent/")) == words(known.get("/sign-up/sent/"))

    assert "You have one" in newest_letter("asha@school.example")
    assert Person.objects.filter(email__icontains="asha").count() == 1
    assert Person.objects.get(key=asha.key).check_password(GOOD)


def test_without_mail_signing_up_answers_the_same_for_a_known_address_and_works(client: Client, asha, settings):
    settings.CONTACT = "help@school.example"
    page = words(client.get("/sign-up/"))
    assert "This site cannot send e-mail" in page
    assert "help@school.example" in page

    fresh, known = Client(), Client()
    assert sign_up(fresh, "nia@school.example")["Location"] == sign_up(known, "asha@school.example")["Location"]
    where = "/sign-in/?done=sign-up"
    assert words(fresh.get(where)) == words(known.get(where))
    assert sign_in(fresh, "nia@school.example").status_code == 302
    assert is_signed_in(fresh)
    assert Message.objects.count() == 0


@pytest.mark.parametrize(
    ("name", "password", "error"),
    [
        ("Nia", "short", "The password must be 12 characters or more. Yours has 5"),
        ("Nia", "password1234", "many people use"),
        ("Nia", "passwordpassword", "many people use"),
        ("Nia", "abababababab", "many people use"),
        ("Nia Featherstonehaugh", "Featherstonehaugh!", "must not be made of your name"),
        ("Nia", "nia.fresh@school.example", "must not be made of your name or e-mail address"),
        ("", GOOD, "Enter your name"),
    ],
)
def test_a_sign_up_that_cannot_be_says_what_to_change(client: Client, db, name, password, error):
    page = sign_up(client, "nia.fresh@school.example", name, password)

    assert page.status_code == 200
    assert error in words(page)
    assert not Person.objects.exists()


def test_an_address_of_another_form_is_refused_in_words(client: Client, db):
    assert "Your e-mail address must look like name@school.example" in words(sign_up(client, "nia at school"))


@pytest.mark.parametrize("email", ["asha@school.example", "nobody@school.example"])
def test_signing_in_by_e_mail_looks_the_same_for_any_address(client: Client, with_mail, asha, email):
    answer = client.post("/sign-in/by-email/", {"email": email})

    assert answer["Location"] == "/sign-in/by-email/code/"
    page = words(client.get(answer["Location"])).replace(email, "…")
    assert "If … has an account, we have sent it a link and a code." in page
    assert Message.objects.filter(to=email).count() == 1


def test_the_code_of_the_message_signs_in_and_the_link_of_the_same_message_too(
    client: Client, with_mail, newest_letter, asha
):
    client.post("/sign-in/by-email/", {"email": "Asha@School.example"})
    letter = Message.objects.get().text
    code = re.search(r"\d{4}-\d{4}", letter)
    assert code

    answer = client.post("/sign-in/by-email/code/", {"code": code[0].replace("-", " ")})
    assert answer["Location"] == "/first-page/"
    assert is_signed_in(client)

    other = Client()
    assert other.post(path_in(letter)).status_code == 302
    assert is_signed_in(other)


def test_a_code_of_another_browser_is_worth_nothing(client: Client, with_mail, asha):
    client.post("/sign-in/by-email/", {"email": "asha@school.example"})
    code = re.search(r"\d{4}-\d{4}", Message.objects.get().text)
    assert code

    other = Client()
    assert other.post("/sign-in/by-email/code/", {"code": code[0]}).status_code == 302
    assert not is_signed_in(other)


def test_three_wrong_codes_end_the_try(client: Client, with_mail, asha):
    client.post("/sign-in/by-email/", {"email": "asha@school.example"})

    for _ in range(2):
        page = client.post("/sign-in/by-email/code/", {"code": "0000-0000"})
        assert "This is not the code of the newest message" in words(page)
    assert client.post("/sign-in/by-email/code/", {"code": "0000-0000"})["Location"] == "/sign-in/by-email/"
    code = re.search(r"\d{4}-\d{4}", Message.objects.get().text)
    assert code
    client.post("/sign-in/by-email/code/", {"code": code[0]})
    assert not is_signed_in(client)


def test_a_code_is_over_after_twenty_minutes(client: Client, with_mail, asha):
    with time_machine.travel("2026-11-23T12:00:00Z", tick=False) as travel:
        client.post("/sign-in/by-email/", {"email": "asha@school.example"})
        code = re.search(r"\d{4}-\d{4}", Message.objects.get().text)
        assert code
        travel.shift(timedelta(minutes=20, seconds=1))

        client.post("/sign-in/by-email/code/", {"code": code[0]})
        assert not is_signed_in(client)


def test_asking_for_messages_has_a_limit_for_each_address(client: Client, with_mail, asha):
    for _ in range(3):
        Client().post("/sign-in/by-email/", {"email": "asha@school.example"})

    assert "You have tried too often" in words(Client().post("/sign-in/by-email/", {"email": "ASHA@school.example"}))
    assert Message.objects.count() == 3


@pytest.mark.parametrize("path", ["/sign-in/by-email/", "/sign-in/password/", "/sign-in/password/sent/"])
def test_without_mail_these_pages_say_so_and_whom_to_ask(client: Client, db, settings, path):
    settings.CONTACT = "help@school.example"
    page = words(client.get(path))

    assert "This site cannot send e-mail" in page
    assert "help@school.example" in page
    assert "a link that signs you in" in page


def test_a_forgotten_password_is_replaced_by_a_link_once(client: Client, with_mail, newest_letter, asha):
    old = Client()
    sign_in(old)
    assert client.post("/sign-in/password/", {"email": "ASHA@school.example"})["Location"] == "/sign-in/password/sent/"
    link = path_in(newest_letter("ASHA@school.example"))

    form = client.get(link)
    assert form.status_code == 302
    page = client.post(form["Location"], {"password1": "another odd password"})
    assert page["Location"] == "/sign-in/password/done/"
    assert "Your password is changed" in words(client.get(page["Location"]))

    assert "This link does not work" in words(Client().get(link))
    assert not is_signed_in(old)
    assert sign_in(client, password="another odd password").status_code == 302


def test_a_forgotten_password_tells_nothing_about_an_address(client: Client, with_mail, asha):
    answers = [client.post("/sign-in/password/", {"email": email}) for email in (asha.email, "nobody@school.example")]

    assert {answer["Location"] for answer in answers} == {"/sign-in/password/sent/"}
    assert Message.objects.count() == 2


def test_a_link_to_a_new_password_is_over_after_twenty_minutes(client: Client, with_mail, newest_letter, asha):
    with time_machine.travel("2026-11-23T12:00:00Z", tick=False) as travel:
        client.post("/sign-in/password/", {"email": asha.email})
        link = path_in(newest_letter(asha.email))
        travel.shift(timedelta(minutes=20, seconds=2))

        assert "This link does not work" in words(client.get(link))


def test_answers_that_a_visitor_carries_outlast_signing_in_and_out(client: Client, asha):
    client.get("/eligibility/")
    client.cookies["trigpoint_answers"] = "kept"

    sign_in(client)
    client.post("/sign-out/")

    assert client.cookies["trigpoint_answers"].value == "kept"


def test_a_form_without_its_token_signs_nobody_in(client: Client, asha):
    strict = Client(enforce_csrf_checks=True)

    assert strict.post("/sign-in/", {"login": asha.email, "password": GOOD}).status_code == 403
    assert strict.post("/sign-out/").status_code == 403


def test_signing_in_changes_the_number_of_the_session(client: Client, with_mail, asha):
    client.post("/sign-in/by-email/", {"email": asha.email})
    before = client.cookies["trigpoint_session"].value

    assert sign_in(client)["Location"] == "/first-page/"

    assert client.cookies["trigpoint_session"].value != before


def test_a_page_of_a_visitor_asks_the_database_nothing_and_of_somebody_signed_in_two_things(
    client: Client, asha, django_assert_num_queries
):
    with django_assert_num_queries(0):
        client.get("/accessibility/")
    sign_in(client)
    with django_assert_num_queries(2):
        page = client.get("/accessibility/")

    assert "Asha Rahman" in words(page)
    assert "no-store" in page.headers["Cache-Control"]
    assert "Cookie" in page.headers["Vary"]


def test_passwords_are_kept_as_scrypt(asha):
    assert Person.objects.get(key=asha.key).password.startswith("scrypt$")


def test_the_address_to_write_to_is_looked_up_by_key(asha, django_assert_num_queries):
    with django_assert_num_queries(1):
        assert queries.address_of(asha.key) == "asha@school.example"


def test_every_address_that_allauth_would_show_is_ours_or_not_there(client: Client):
    theirs = {pattern.name for pattern in allauth_urls.urlpatterns}
    ours = {"account_request_login_code"} | theirs
    for name in sorted(ours):
        arguments = {
            "account_confirm_email": ["abc"],
            "account_reset_password_from_key": ["1", "set-password"],
        }.get(name, [])
        assert reverse(name, args=arguments).startswith(("/sign-in/", "/sign-up/", "/sign-out/", "/account/"))
