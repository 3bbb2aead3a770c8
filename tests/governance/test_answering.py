"""The head answers, the SENCO reads it, and both read the same rows."""

from __future__ import annotations

import re
from datetime import date

import pytest
import time_machine
from django.test import Client
from tests.governance.support import HILL, MILL, NOON, facts_for, post, school
from tests.governance.test_school import ask, end_post, words

from trigpoint.people.data.actions import give, give_to_person, withdraw
from trigpoint.people.data.queries import consents_of, views_of
from trigpoint.people.data.showing import show, shown
from trigpoint.people.roles import Role
from trigpoint.people.time.queries import requests_of
from trigpoint.platform.events import of_subject
from trigpoint.web import demo

pytestmark = pytest.mark.django_db
REVIEW = {"review-day": "1", "review-month": "7", "review-year": "2027"}
SINCE = {"since-day": "4", "since-month": "1", "since-year": "2027"}


@pytest.fixture
def hers(asha, sign_in, static_folder, settings) -> Client:
    """A browser in which Asha is signed in."""
    settings.STATIC_ROOT = static_folder
    browser = Client()
    sign_in(browser, asha)
    return browser


def state(person) -> str:
    return requests_of(person.key)[0].state.value


def rows_of(response) -> list[str]:
    """Return the rows of a SENCO as HTML."""
    return re.findall(r"<section class=\"gov-senco\">.*?</section>", response.content.decode(), re.DOTALL)


# ---- Answering


def test_the_head_agrees_and_she_reads_it_at_once(head, hers, asha):
    key = ask(asha, words="Wednesdays, if you can.")
    page = words(head.get(f"/requests/{key}/agree/"))
    assert "2 hours a week asked for, from 4 January 2027." in page
    assert "Wednesdays, if you can." in page

    response = head.post(f"/requests/{key}/agree/", SINCE | REVIEW)
    assert response["Location"] == "/school/?done=agreed"
    assert "You agreed it." in words(head.get(response["Location"]))
    for reader in (head.get("/school/"), hers.get("/what-my-head-sees/")):
        assert "2 hours a week, agreed from 4 January 2027. You look at it together on 1 July 2027." in words(reader)


def test_the_form_begins_with_the_day_that_was_asked_for(head, asha):
    key = ask(asha)

    assert 'name="since-day"' in (page := head.get(f"/requests/{key}/agree/").content.decode())
    assert re.search(r'id="since-year"[^>]*value="2027"', page)


def test_the_head_proposes_other_hours_and_she_accepts(head, hers, asha):
    key = ask(asha)
    head.post(f"/requests/{key}/propose/", {"minutes": "90", "reply": "From what we have."} | SINCE | REVIEW)
    said = words(hers.get("/what-my-head-sees/"))
    assert "2 hours a week asked for, 1 hour 30 minutes proposed from 4 January 2027" in said
    assert "From what we have." in said

    response = hers.post(f"/what-my-head-sees/{key}/accept/")
    assert response["Location"] == "/what-my-head-sees/?done=accepted"
    assert "1 hour 30 minutes a week, agreed" in words(head.get("/school/"))


def test_she_turns_a_proposal_down_or_takes_a_request_back(head, hers, asha):
    key = ask(asha)
    hers.post(f"/what-my-head-sees/{key}/withdraw/")

    assert state(asha) == "withdrawn"
    assert "Nothing is asked for or agreed here." in words(head.get("/school/"))
    assert hers.post(f"/what-my-head-sees/{key}/withdraw/")["Location"].endswith("?done=late")


def test_the_head_declines_with_a_reason_and_not_without(head, asha):
    key = ask(asha)
    empty = head.post(f"/requests/{key}/decline/", {"reply": " "})
    assert "Enter the reason" in words(empty)
    assert state(asha) == "waiting"

    head.post(f"/requests/{key}/decline/", {"reply": "No cover before June."})
    assert state(asha) == "declined"
    assert of_subject(asha.key)[-1].name == "people.time.declined"


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        ({}, "Enter the day from which it holds"),
        (SINCE | {"review-day": "1", "review-month": "1", "review-year": "2027"}, "must be after the day from which"),
        (SINCE | {"review-day": "1", "review-month": "1", "review-year": "2026"}, "must be in the future"),
    ],
)
def test_days_that_cannot_be_are_refused_and_nothing_typed_is_lost(head, asha, sent, error):
    key = ask(asha)
    response = head.post(f"/requests/{key}/agree/", sent)

    assert error in words(response)
    assert "<title>Error: " in response.content.decode()
    assert state(asha) == "waiting"


def test_what_was_taken_back_meanwhile_is_not_there_to_answer(head, hers, asha):
    key = ask(asha)
    hers.post(f"/what-my-head-sees/{key}/withdraw/")

    assert head.post(f"/requests/{key}/agree/", SINCE | REVIEW).status_code == 404


def test_nobody_accepts_or_takes_back_the_request_of_somebody_else(client, sign_in, a_person, asha):
    key = ask(asha)
    sign_in(client, a_person("Somebody Else"))

    for way in ("accept", "withdraw"):
        assert client.post(f"/what-my-head-sees/{key}/{way}/")["Location"].endswith("?done=late")
    assert state(asha) == "waiting"


def test_the_day_of_review_that_has_come_is_said(head, hugo, asha, sign_in):
    key = ask(asha)
    head.post(f"/requests/{key}/agree/", SINCE | REVIEW)

    with time_machine.travel(NOON.replace(year=2027, month=7, day=2), tick=False):
        sign_in(head, hugo)
        assert "The day of review was 1 July 2027: look at it together." in words(head.get("/requests/"))


# ---- The same rows


def test_she_reads_exactly_what_her_head_reads_and_who_can(head, hers, asha):
    ask(asha)

    (his,), (own,) = rows_of(head.get("/school/")), rows_of(hers.get("/what-my-head-sees/"))
    assert his == own
    assert "Hugo Vale, Head teacher" in words(hers.get("/what-my-head-sees/"))


def test_her_own_look_is_no_view_and_takes_a_fixed_number_of_queries(hers, asha, hugo, django_assert_num_queries):
    ask(asha)
    hers.get("/what-my-head-sees/")

    with django_assert_num_queries(15):
        hers.get("/what-my-head-sees/")
    assert views_of(asha.key) == ()


def test_without_a_post_as_senco_no_head_sees_anything(client, sign_in, a_person):
    sign_in(client, a_person("Nia Fresh"))

    assert "Nothing. Your timeline has no present post as SENCO" in words(client.get("/what-my-head-sees/"))


def test_without_a_head_here_nobody_can_see_it(hers):
    assert "Nobody can see it today" in words(hers.get("/what-my-head-sees/"))


def test_time_asked_for_without_a_post_as_senco_can_be_taken_back_here_too(client, sign_in, a_person, hill):
    terry = a_person("Terry Teach")
    facts_for(terry.key, post(code="served:teaching-assistant"))
    key = ask(terry)
    sign_in(client, terry)

    assert "Time you asked for: Hill Primary School" in words(client.get("/what-my-head-sees/"))
    client.post(f"/what-my-head-sees/{key}/withdraw/")
    assert state(terry) == "withdrawn"


def test_the_pages_about_her_own_data_and_standing_lead_there(hers):
    for page in ("/standing/", "/standing/law/", "/account/data/", "/account/data/sharing/"):
        assert 'href="/what-my-head-sees/"' in hers.get(page).content.decode()


# ---- By consent


def give_progress(asha, hill, role=Role.HEAD) -> None:
    give(subject=asha.key, items=["progress", "marks"], role=role, organisation=hill, now=NOON)


def test_what_she_shows_is_shown_and_the_look_is_in_her_list(head, asha, hill):
    assert "Nobody who works here shows you anything more" in words(head.get("/school/shared/"))
    give_progress(asha, hill)

    assert "Asha Rahman’s progress" in words(head.get("/school/shared/"))
    said = words(head.get(f"/school/shared/{asha.key}/progress/"))
    assert "outcomes met" in said
    assert "SEND and equality law" in said
    assert "71 of 100" not in said
    assert "Passed with 71 of 100." in words(head.get(f"/school/shared/{asha.key}/marks/"))
    assert sorted(row.what for row in views_of(asha.key)) == ["your attempts and marks", "your progress"]


@pytest.mark.parametrize("item", ["plan", "hours", "marks", "assessment", "reflection", "diary"])
def test_what_she_does_not_show_is_not_there(head, asha, hill, item):
    give(subject=asha.key, items=["progress"], role=Role.HEAD, organisation=hill, now=NOON)

    assert head.get(f"/school/shared/{asha.key}/{item}/").status_code == 404
    assert views_of(asha.key) == ()


def test_taken_back_it_is_gone_at_once(head, asha, hill):
    give_progress(asha, hill)
    for row in consents_of(asha.key):
        withdraw(subject=asha.key, consent=row.id, now=NOON)

    assert head.get(f"/school/shared/{asha.key}/progress/").status_code == 404


def test_what_is_shown_to_the_head_is_not_shown_to_a_governor(client, sign_in, a_person, asha, hill):
    give_progress(asha, hill)
    sign_in(client, a_person("Gwen Over", Role.GOVERNOR, organisation=hill))

    assert client.get(f"/school/shared/{asha.key}/progress/").status_code == 404


def test_when_she_leaves_the_school_what_she_showed_stops_with_it(head, asha, hill):
    give_progress(asha, hill)
    end_post(asha, date(2026, 11, 23))

    assert head.get(f"/school/shared/{asha.key}/progress/").status_code == 404
    assert "Asha" not in words(head.get("/school/shared/"))


def test_a_consent_to_another_school_opens_nothing_here(head, asha):
    give_progress(asha, school("Mill Lane School", MILL))

    assert head.get(f"/school/shared/{asha.key}/progress/").status_code == 404


def test_a_consent_by_name_opens_it_too(head, asha, hugo):
    give_to_person(subject=asha.key, item="progress", to=hugo.key, now=NOON)

    assert head.get(f"/school/shared/{asha.key}/progress/").status_code == 200


def test_an_item_is_shown_by_one_room_and_has_words():
    assert shown("nothing-of-the-kind", "p_somebody_new", NOON.date()) is None
    with pytest.raises(ValueError, match="no item"):
        show("diary", shown)  # type: ignore[arg-type]
    with pytest.raises(ValueError, match="Two rooms"):
        show("progress", shown)  # type: ignore[arg-type]


def test_the_demonstration_lets_hugo_see_what_asha_asks(client, sign_in, settings):
    settings.DEMO = True
    demo.fill(NOON)
    demo.fill(NOON)
    sign_in(client, "head")

    said = words(client.get("/school/"))
    assert "1 request waits for you" in said
    assert said.count("2 hours a week asked for") == 2
    assert HILL not in said
