from datetime import timedelta

import pytest
from django.test import Client

from trigpoint.people import actions
from trigpoint.people.errors import LinkError
from trigpoint.people.models import SignInLink
from trigpoint.platform import clock
from trigpoint.platform.events import of_subject


@pytest.fixture
def asha(a_person):
    return a_person("Asha Rahman")


def a_link(person) -> str:
    return f"/sign-in/link/{actions.make_link(person=person.key, actor=None, now=clock.now())}/"


def test_a_program_that_follows_the_link_signs_nobody_in(client: Client, asha):
    link = a_link(asha)

    for _ in range(3):
        page = client.get(link)
        assert page.status_code == 200
        assert "signs you in as Asha Rahman, once" in page.content.decode()

    assert "trigpoint_session" not in client.cookies
    assert client.get("/account/").status_code == 302


def test_pressing_the_button_signs_in_once(client: Client, asha):
    link = a_link(asha)

    assert client.post(link).status_code == 302
    assert client.get("/account/").status_code == 200

    forwarded = Client().post(link)
    assert forwarded.status_code == 410
    assert "has been used, or a newer one was sent" in forwarded.content.decode()
    assert [event.name for event in of_subject(asha.key)][-2:] == ["people.link.made", "people.link.used"]


def test_a_link_that_was_forwarded_before_it_was_used_takes_it_away_from_its_owner(client: Client, asha):
    link = a_link(asha)

    assert Client().post(link).status_code == 302

    assert client.post(link).status_code == 410


def test_a_link_works_for_twenty_minutes_and_not_a_second_more(asha):
    now = clock.now()
    token = actions.make_link(person=asha.key, actor=None, now=now)

    assert actions.look_at_link(token, now + timedelta(minutes=20, seconds=-1)) == asha
    with pytest.raises(LinkError, match="20 minutes, and they are over"):
        actions.use_link(token, now + timedelta(minutes=20))


def test_a_newer_link_makes_the_older_useless(asha):
    older = actions.make_link(person=asha.key, actor=None, now=clock.now())
    newer = actions.make_link(person=asha.key, actor=None, now=clock.now())

    with pytest.raises(LinkError, match="a newer one was sent"):
        actions.use_link(older, clock.now())
    assert actions.use_link(newer, clock.now()) == asha


@pytest.mark.parametrize("mend", [lambda token: token[:-1], lambda token: f"x{token}", lambda _: "nonsense"])
def test_a_link_that_is_not_whole_says_so_and_asks_the_database_nothing(asha, mend, django_assert_num_queries):
    token = mend(actions.make_link(person=asha.key, actor=None, now=clock.now()))

    with django_assert_num_queries(0), pytest.raises(LinkError, match="not whole"):
        actions.look_at_link(token, clock.now())


def test_the_database_holds_nothing_from_which_the_link_could_be_made(asha):
    token = actions.make_link(person=asha.key, actor=None, now=clock.now())

    assert SignInLink.objects.get().digest not in token
    assert token.split(":")[0] not in SignInLink.objects.get().digest


def test_a_closed_account_cannot_be_entered_by_a_link_sent_before(asha, client: Client):
    link = a_link(asha)
    actions.suspend(person=asha.key, actor=None, now=clock.now())

    assert client.post(link).status_code == 410


def test_the_page_of_a_link_is_kept_nowhere_and_tells_no_other_site(client: Client, asha):
    page = client.get(a_link(asha))

    assert "no-store" in page.headers["Cache-Control"]
    assert page.headers["Referrer-Policy"] == "same-origin"
