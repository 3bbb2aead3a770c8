"""The pages of mentors and meetings, as a browser without a screen gets them."""

from __future__ import annotations

import html

import pytest
from django.urls import reverse
from tests.pathway.mentoring.conftest import NOW, met, newest_of, sign

from trigpoint.pathway.mentoring import actions, queries
from trigpoint.pathway.mentoring.words import Reason, State
from trigpoint.pathway.plan.actions import write_reflection
from trigpoint.pathway.plan.models import Goal
from trigpoint.people.data.queries import views_of
from trigpoint.people.models import Appointment
from trigpoint.people.roles import Role

pytestmark = pytest.mark.django_db


def words(response):
    return " ".join(html.unescape(response.content.decode()).split())


def address(name, *args):
    return reverse(f"pathway:{name}", args=args)


@pytest.fixture
def candidate(client, asha, sign_in):
    """Return a browser in which Asha is signed in."""
    sign_in(client, asha)
    return client


@pytest.fixture
def mentor(client, maya, sign_in):
    """Return a browser in which Maya is signed in."""
    browser = type(client)()
    sign_in(browser, maya)
    return browser


@pytest.fixture
def admin(client, ada, sign_in):
    """Return a browser in which Ada is signed in."""
    browser = type(client)()
    sign_in(browser, ada)
    return browser


def test_from_asking_to_a_meeting_that_both_signed(candidate, mentor, admin, asha, maya):
    candidate.post("/plan/mentor/ask/", {"hopes": "Leading training."})
    assert "1 asks for a mentor" in words(admin.get("/mentors/"))
    admin.post(address("mentors-offer", asha.key), {"mentor": maya.key})
    assert "Maya Stone is offered to you as a mentor" in words(candidate.get("/plan/mentor/"))
    assert "Leading training." in words(mentor.get("/mentoring/"))
    candidate.post("/plan/mentor/offer/", {"ties": ["none"]})
    candidate.post("/plan/mentor/sees/", {"items": ["plan"]})
    key = newest_of(asha.key).key
    typed = {
        "on-day": "20", "on-month": "11", "on-year": "2026", "minutes": "45",
        "notes": "Leading a session.", "steps": "Plan one task\r\n\r\nAsk two colleagues",
    }  # fmt: skip
    mentor.post(address("meeting-write", key), typed)
    meeting = queries.all_meetings_of(asha.key)[0]
    for browser in (mentor, candidate):
        browser.post(address("meeting-sign", meeting.key), {"digest": meeting.text.digest})
    assert "Signed by both." in words(candidate.get(address("meeting", meeting.key)))
    candidate.post(address("meeting-plan", meeting.key, 2))
    candidate.post(address("meeting-plan", meeting.key, 2))
    assert Goal.objects.get().words == "Ask two colleagues"


def test_the_mentor_sees_just_what_was_chosen_and_each_look_is_listed_for_the_candidate(mentor, mentoring, asha):
    looks = {item: address("mentoring-look", mentoring, item) for item in (*queries.ITEMS, "reflection")}
    assert {mentor.get(path).status_code for path in looks.values()} == {404}
    assert views_of(asha.key) == ()
    actions.choose_items(candidate=asha.key, items=queries.ITEMS, now=NOW)
    shown, hidden = (write_reflection(person=asha.key, words=said, now=NOW) for said in ("A long day", "A secret"))
    actions.show_reflection_to_mentor(candidate=asha.key, key=shown, now=NOW)
    assert {mentor.get(path).status_code for path in looks.values()} == {200}
    page = words(mentor.get(looks["reflection"]))
    assert "A long day" in page
    assert "A secret" not in page
    assert hidden not in page
    assert {row.what for row in views_of(asha.key)} == {
        "your progress", "your plan", "your self-assessment", "a reflection that you showed",
    }  # fmt: skip
    actions.choose_items(candidate=asha.key, items=(), now=NOW)
    assert mentor.get(looks["plan"]).status_code == 404


def test_looking_at_the_list_of_what_is_shown_is_no_look(mentor, mentoring, asha):
    actions.choose_items(candidate=asha.key, items=("plan",), now=NOW)
    mentor.get(address("mentoring-candidate", mentoring))

    assert views_of(asha.key) == ()


def test_anothers_mentoring_and_meetings_are_nobodys(client, meeting, a_person, sign_in):
    mentoring = met(meeting).mentoring.key
    others = (a_person("Grace Lin"), a_person("Omar Field", Role.MENTOR))
    for other in others:
        browser = type(client)()
        sign_in(browser, other)
        for name, key in (("meeting", meeting), ("meeting-change", meeting), ("meeting-write", mentoring)):
            assert browser.get(address(name, key)).status_code == 404
        assert browser.post(address("meeting-sign", meeting), {"digest": "x"}).status_code == 404


def test_another_mentor_sees_nothing_of_a_candidate(client, meeting, a_person, sign_in):
    mentoring = met(meeting).mentoring.key
    browser = type(client)()
    sign_in(browser, a_person("Omar Field", Role.MENTOR))
    for name in ("mentoring-candidate", "mentoring-end"):
        assert browser.get(address(name, mentoring)).status_code == 404
    assert browser.get(address("mentoring-look", mentoring, "plan")).status_code == 404
    assert browser.get(address("meeting", meeting)).status_code == 404


def test_after_the_end_the_meetings_stay_with_the_candidate_alone(candidate, mentor, meeting, maya):
    mentoring = met(meeting).mentoring.key
    actions.end(key=mentoring, by=maya.key, reason=Reason.TIME, now=NOW)

    assert candidate.get(address("meeting", meeting)).status_code == 200
    assert candidate.get(address("meeting-change", meeting)).status_code == 404
    assert mentor.get(address("meeting", meeting)).status_code == 404


def test_a_mentor_whose_role_has_ended_sees_nothing(mentor, meeting, maya):
    Appointment.objects.filter(person=maya).update(until=NOW.date())

    assert mentor.get(address("meeting", meeting)).status_code == 404
    assert mentor.get("/mentoring/").status_code == 403


def test_what_waits_for_the_mentor_comes_first(mentor, meeting, maya):
    assert "1 meeting waits for you" in words(mentor.get("/mentoring/"))
    sign(meeting, maya)
    assert "Nothing waits for you" in words(mentor.get("/mentoring/"))


def test_a_text_that_changed_while_it_was_read_is_not_signed(candidate, meeting, asha):
    page = words(candidate.post(address("meeting-sign", meeting), {"digest": "0" * 64}))

    assert "The text changed while you read it." in page
    assert not met(meeting).text.signed


def test_a_candidate_says_no_or_no_longer_asks(candidate, asha, offered):
    candidate.post("/plan/mentor/offer/decline/")
    assert queries.open_of(asha.key) is None
    candidate.post("/plan/mentor/ask/", {"hopes": ""})
    candidate.post("/plan/mentor/withdraw/")
    assert newest_of(asha.key).state in {State.WITHDRAWN, State.DECLINED}


def test_an_administrator_offers_a_mentor_to_who_did_not_ask(admin, asha, maya):
    assert "Nobody with an open account" in words(admin.post("/mentors/find/", {"email": "no@school.example"}))
    found = admin.post("/mentors/find/", {"email": asha.email})
    assert found["Location"] == address("mentors-offer", asha.key)
    assert "Which mentor do you offer?" in words(admin.get(found["Location"]))
    assert admin.get(address("mentors-offer", "p_nobody")).status_code == 404


def test_where_no_mentor_is_free_the_page_says_why_and_what_to_do(admin, asha, maya):
    actions.set_most(mentor=maya.key, most=0, now=NOW)
    page = words(admin.get(address("mentors-offer", asha.key)))

    assert "Nobody can be offered to Asha Rahman" in page
    assert "Maya Stone has no room: 0 of 0." in page


def test_an_end_asks_for_a_reason_or_none(candidate, mentoring, asha):
    assert "Select why" in words(candidate.post("/plan/mentor/end/", {}))
    candidate.post("/plan/mentor/end/", {"reason": "unsaid"})
    assert queries.open_of(asha.key) is None
    assert candidate.get("/plan/mentor/end/").status_code == 404


def test_the_pages_ask_few_queries(candidate, mentor, meeting, mentoring, django_assert_num_queries):
    with django_assert_num_queries(10):
        candidate.get("/plan/mentor/")
    with django_assert_num_queries(11):
        mentor.get("/mentoring/")
    with django_assert_num_queries(7):
        candidate.get(address("meeting", meeting))
