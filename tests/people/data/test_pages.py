"""The pages of *My data*: hers alone, complete, careful before what cannot be undone."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from tests.record.support import NOON

from trigpoint.people.data.actions import give, seen
from trigpoint.people.data.models import ErasureRequest
from trigpoint.people.data.queries import consents_of
from trigpoint.people.queries import history_of
from trigpoint.people.roles import Role
from trigpoint.platform import clock
from trigpoint.platform.holdings import holdings

PASSWORD = "correct horse battery staple"


def words(answer) -> str:
    main = answer.text.split("<main", 1)[1].split("</main>", 1)[0].split(">", 1)[1]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", main)).strip()


@pytest.fixture
def signed_in(client, asha, sign_in):
    return sign_in(client, asha)


def test_my_data_names_everything_that_is_held_and_leads_to_all_one_can_do(client, signed_in):
    answer = client.get("/account/data/")

    for holding in holdings():
        assert holding.title in answer.text
    for path in ("sharing/", "seen/", "erase/", "download/"):
        assert f'"/account/data/{path}"' in answer.text
    assert answer["Cache-Control"] == "private, no-store"


def test_the_account_leads_there(client, signed_in):
    assert '"/account/data/"' in client.get("/account/").text


def test_downloading_takes_one_press_and_is_kept_by_no_cache(client, signed_in):
    answer = client.post("/account/data/download/")

    assert answer["Content-Type"] == "application/zip"
    assert re.fullmatch(r'attachment; filename="trigpoint-my-data-\d{4}-\d\d-\d\d\.zip"', answer["Content-Disposition"])
    assert answer.content.startswith(b"PK")
    assert answer["Cache-Control"] == "private, no-store"
    assert client.get("/account/data/download/").status_code == 405


def test_somebody_who_shows_nothing_is_told_so_and_how_to_begin(client, signed_in):
    page = words(client.get("/account/data/sharing/"))

    assert "You show nothing to anybody." in page
    assert "Show something to somebody" in page


def test_showing_something_and_taking_it_back(client, signed_in, hill_top):
    assert "Hill Top Primary" in words(client.get("/account/data/sharing/find/?q=hill"))
    answer = client.post(
        f"/account/data/sharing/with/{hill_top}/", {"items": ["plan", "hours"], "role": "head"}, follow=True
    )
    assert "You show 2 things to others." in words(answer)
    assert "Head teacher, Hill Top Primary" in words(answer)

    for row in consents_of(signed_in.key):
        answer = client.post(f"/account/data/sharing/{row.id}/withdraw/", follow=True)
    assert "You show nothing to anybody." in words(answer)
    assert "What you took back" in words(answer)


def test_an_empty_form_says_what_to_select_and_keeps_what_was_chosen(client, signed_in, hill_top):
    answer = client.post(f"/account/data/sharing/with/{hill_top}/", {"items": ["plan"]})

    assert "Select to whom" in words(answer)
    assert re.search(r'value="plan"[^>]*checked', answer.text)
    assert consents_of(signed_in.key) == ()


def test_a_place_that_is_not_there_and_a_consent_of_somebody_else_are_404(client, signed_in, hill_top, a_person):
    tom = a_person("Tom Bright")
    give(subject=tom.key, items=["plan"], role=Role.HEAD, organisation=hill_top, now=NOON)
    number = consents_of(tom.key)[0].id

    assert client.get("/account/data/sharing/with/0/").status_code == 404
    assert client.post(f"/account/data/sharing/{number}/withdraw/").status_code == 404
    assert consents_of(tom.key)[0].withdrawn_at is None


def test_a_search_that_finds_nothing_says_what_to_try(client, signed_in):
    assert "Try a part of the name" in words(client.get("/account/data/sharing/find/?q=zzz"))


def test_who_looked_is_listed_by_name_and_day(client, signed_in, a_person, hill_top):
    assert "Nobody but you." in words(client.get("/account/data/seen/"))
    hugo = a_person("Hugo Vale", Role.HEAD, organisation=hill_top)
    role = history_of(hugo.key)[0]
    seen(subject=signed_in.key, viewer=hugo.key, working_as=role, item="plan", now=NOON)

    page = words(client.get("/account/data/seen/")).replace("\N{NO-BREAK SPACE}", " ")
    assert "23 November 2026 Hugo Vale (Head teacher, Hill Top Primary) saw your plan." in page


def test_the_page_before_erasing_says_of_each_thing_what_goes_and_what_stays(client, signed_in):
    answer = client.get("/account/data/erase/")

    for holding in holdings():
        assert holding.goes in answer.text.replace("&#x27;", "'")
        assert holding.stays in answer.text.replace("&#x27;", "'")


def test_whoever_has_a_password_is_asked_for_it_again_and_comes_back(client, asha):
    asha.set_password(PASSWORD)
    asha.save()
    client.force_login(asha)

    answer = client.get("/account/data/erase/confirm/")
    assert answer.status_code == 302
    assert answer["Location"] == "/sign-in/again/?next=%2Faccount%2Fdata%2Ferase%2Fconfirm%2F"
    wrong = client.post(answer["Location"], {"password": "another one"})
    assert wrong.status_code == 200
    assert client.get("/account/data/erase/confirm/").status_code == 302
    assert client.post(answer["Location"], {"password": PASSWORD})["Location"] == "/account/data/erase/confirm/"
    assert "Erase everything about me" in client.get("/account/data/erase/confirm/").text


def test_whoever_signs_in_by_mail_signs_in_again(client, signed_in):
    answer = client.get("/account/data/erase/confirm/")

    assert answer.status_code == 403
    assert "Sign in again by e-mail." in words(answer)
    assert client.post("/account/data/erase/confirm/").status_code == 403
    assert not ErasureRequest.objects.exists()


@pytest.fixture
def proven(client, asha, settings):
    """Sign in as somebody of the demonstration, who has nothing to prove."""
    settings.DEMO = True
    client.force_login(asha)
    return asha


def test_erasing_closes_the_account_signs_her_out_and_says_so(client, proven):
    assert "It cannot be undone." in words(client.get("/account/data/erase/confirm/"))
    answer = client.post("/account/data/erase/confirm/", follow=True)

    assert answer.request["PATH_INFO"] == "/account/data/erase/asked/"
    assert "Your account is closed and you are signed out." in words(answer)
    assert client.get("/account/data/").status_code == 302
    assert ErasureRequest.objects.get(subject=proven.key).how == "person"


@pytest.fixture
def hugo(client, a_person, hill_top, settings):
    settings.DEMO = True
    person = a_person("Hugo Vale", Role.HEAD, organisation=hill_top)
    client.force_login(person)
    return person


def test_what_waits_is_shown_with_both_ways_on(client, hugo):
    page = words(client.get("/account/data/erase/confirm/"))

    assert "You hold a role: Head teacher, Hill Top Primary." in page
    assert "Withdraw it and erase everything" in page
    assert "keep your account until it is done" in page


@pytest.mark.parametrize("said", [{}, {"waiting": "0"}, {"waiting": "many"}])
def test_what_began_to_wait_meanwhile_is_shown_first_and_nothing_is_lost(client, hugo, said):
    answer = client.post("/account/data/erase/confirm/", said, follow=True)

    assert "This still waits for you" in words(answer)
    assert not ErasureRequest.objects.exists()
    assert history_of(hugo.key)[0].until is None


def test_withdrawing_ends_the_role_and_erases(client, hugo):
    client.post("/account/data/erase/confirm/", {"waiting": "1"})

    assert ErasureRequest.objects.filter(subject=hugo.key).exists()
    assert history_of(hugo.key)[0].until == clock.today()


def test_the_only_administrator_gets_no_button(client, a_person, settings):
    settings.DEMO = True
    client.force_login(a_person("Ada North", Role.ADMINISTRATOR))

    page = words(client.get("/account/data/erase/"))
    assert "You cannot erase yet." in page
    assert "Continue" not in page
    assert client.post("/account/data/erase/confirm/", {"waiting": "1"})["Location"] == "/account/data/erase/"


def test_how_many_queries_each_page_takes(client, signed_in, hill_top, django_assert_num_queries):
    give(subject=signed_in.key, items=["plan"], role=Role.HEAD, organisation=hill_top, now=NOON + timedelta(1))
    signing_in = 2
    for path, queries in {"": 0, "sharing/": 1, "sharing/find/?q=hill": 1, "seen/": 1}.items():
        with django_assert_num_queries(signing_in + queries):
            client.get(f"/account/data/{path}")
