"""The pages, through Django's test client. No test here may touch a database: pytest-django would fail it."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest
import time_machine
from tests.carrying import carried, carry
from tests.pathway.eligibility.walking import (
    ANSWER,
    BASE,
    IN_POST,
    VERDICTS,
    answer_all,
    ask_again,
    body,
    error_words,
    heading,
    page_text,
)

NBSP = "\N{NO-BREAK SPACE}"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _on_a_day_in_november():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.mark.parametrize(("name", "answers", "words"), VERDICTS, ids=[row[0] for row in VERDICTS])
def test_each_verdict_is_reached_by_answering(client, name, answers, words):
    answer_all(client, answers)

    page = client.get(ANSWER)

    assert page.status_code == 200
    assert heading(page) == words
    assert page["Cache-Control"] == "private, no-store"


def test_the_law_line_stands_once_at_the_end(client):
    answer_all(client, {row[0]: row[1] for row in VERDICTS}["you can, with a date"])

    text = page_text(client.get(ANSWER))

    assert text.count("This is not legal advice.") == 1
    assert text.index("Your answers") < text.index("Law checked to")


def test_a_first_visit_offers_a_start_and_sets_no_cookie(client):
    page = client.get(BASE)

    assert page.status_code == 200
    assert dict(client.cookies) == {}
    assert ">Start</a>" in body(page)


def test_a_visitor_with_answers_can_go_on_or_clear_them(client):
    answer_all(client, [("school", {"school": "special"})])

    assert "Go on with my answers" in body(client.get(BASE))
    assert f'href="{BASE}clear/"' in body(client.get(BASE))


# ---- Guessed and stale pages


def test_a_guessed_question_leads_to_the_open_one(client):
    assert client.get(f"{BASE}question/award/").headers["Location"] == f"{BASE}question/school/"


def test_a_question_that_there_is_not_is_not_found(client):
    assert client.get(f"{BASE}question/shoe-size/").status_code == 404


@pytest.mark.parametrize("path", ["answer/", "answer/dates.ics", "answer/note-for-governors/"])
def test_a_guessed_answer_leads_to_the_first_question_and_says_why(client, path):
    location = client.get(f"{BASE}{path}").headers["Location"]

    assert location == f"{BASE}question/school/?expired"
    assert "We hold no answers of yours" in page_text(client.get(location))


def test_an_answer_that_is_missing_is_asked_for_and_says_why(client):
    answer_all(client, IN_POST[:3])

    location = client.get(ANSWER).headers["Location"]

    assert location == f"{BASE}question/head/?again"
    assert "Your other answers are kept." in page_text(client.get(location))


@pytest.mark.parametrize("path", ["another-school/", "to-routes/"])
def test_what_acts_is_not_reached_by_a_link(client, path):
    assert client.get(f"{BASE}{path}").status_code == 405


def test_a_form_without_its_token_changes_nothing(static_folder, settings):
    settings.STATIC_ROOT = static_folder
    client = ask_again(enforce_csrf_checks=True)

    assert client.post(f"{BASE}question/school/", {"school": "special"}).status_code == 403
    assert client.get(ANSWER).headers["Location"] == f"{BASE}question/school/?expired"


def test_fields_that_were_not_asked_are_not_kept(client):
    client.post(f"{BASE}question/school/", {"school": "special", "name": "A. Person", "post": "yes"})

    assert carried(client)["eligibility"] == {"school": {"school": "special"}}


def test_answers_live_in_the_signed_cookie_alone_and_fit_it(client):
    posts = []
    for number in range(1, 7):
        year = 2008 + number
        posts.append((f"post-{number}", {"where": "covered", "first": f"{year}-09-01", "last": f"{year}-12-31"}))
        posts += [(f"more-{number}", {"more": "yes"})] if number < 6 else []
    answer_all(client, [("school", {"school": "academy"}), *IN_POST[1:], ("award", {"award": "none"})])
    answer_all(client, [("converted", {"converted": "yes"}), ("converted-on", "2026-09-01")])
    answer_all(client, [("before", {"before": "yes"}), *posts])

    cookie = client.cookies["trigpoint_answers"]

    assert client.get(ANSWER).status_code == 200
    assert set(carried(client)) == {"eligibility"}
    assert set(client.cookies) == {"trigpoint_answers", "trigpoint_csrf"}
    assert len(cookie.OutputString()) < 4096
    assert cookie["httponly"] is True


# ---- Changing, clearing, another school, the route finder


def test_a_changed_answer_leads_back_to_the_result(client):
    answer_all(client, [*IN_POST, ("award", {"award": "none"}), ("before", {"before": "no"})])

    page = answer_all(client, [("since?change", "2024-09-01")])

    assert page.redirect_chain[-1][0] == ANSWER
    assert heading(page) == f"You can be the SENCO now. You need the qualification by 1{NBSP}September 2027."


def test_an_answer_that_a_change_makes_wrong_is_shown_again_with_the_reason(client):
    answer_all(client, [*IN_POST, ("award", {"award": "none"}), ("before", {"before": "yes"})])
    answer_all(client, [("post-1", {"where": "here", "first": "2022-09-01", "last": "2024-08-31"})])
    answer_all(client, [("more-1", {"more": "no"})])

    page = answer_all(client, [("since?change", "2024-01-08")])

    assert error_words(page) == [
        f"The last day in that post must be before 8{NBSP}January 2024: your posts at this school cannot overlap"
    ]
    assert 'value="2022"' in body(page)


def test_clearing_asks_first_and_then_drops_the_answers(client):
    answer_all(client, [("school", {"school": "special"})])

    assert client.get(f"{BASE}clear/").status_code == 200
    assert "eligibility" in carried(client)
    assert client.post(f"{BASE}clear/").headers["Location"] == BASE
    assert "eligibility" not in carried(client)


def test_another_school_keeps_what_was_said_of_the_person_and_counts_the_first_post(client):
    answer_all(client, [*IN_POST[:2], ("since", "2023-09-01"), *IN_POST[3:], ("award", {"award": "none"})])
    answer_all(client, [("before", {"before": "no"})])

    assert client.post(f"{BASE}another-school/").headers["Location"] == f"{BASE}question/school/?change"
    page = answer_all(
        client,
        [
            ("school?change", {"school": "nursery"}),
            ("post?change", {"post": "yes"}),
            ("since?change", "2025-09-01"),
            ("head?change", {"head": "no"}),
            ("teacher?change", {"teacher": "yes"}),
        ],
    )

    assert page.redirect_chain[-1][0] == ANSWER
    assert heading(page) == f"The law is unclear. You need no qualification, or it was due by 1{NBSP}September 2026."
    assert f"At another mainstream or maintained nursery school, 1{NBSP}September 2023 to now" in page_text(page)


def test_back_leads_through_the_questions_of_another_school_and_to_the_result_of_a_finished_one(client):
    answer_all(client, [*IN_POST, ("award", {"award": "none"}), ("before", {"before": "no"})])
    assert f'href="{ANSWER}" class="govuk-back-link"' in body(client.get(f"{BASE}question/head/?change"))
    client.post(f"{BASE}another-school/")
    answer_all(client, [("school?change", {"school": "nursery"})])

    assert f'href="{BASE}question/school/?change" class' in body(client.get(f"{BASE}question/post/?change"))


def test_who_needs_a_status_is_led_to_the_route_finder_with_what_is_known(client):
    answer_all(client, [*IN_POST[:4], ("qualified", {"qualified": "eyts"}), ("award", {"award": "none"})])
    answer_all(client, [("before", {"before": "no"})])

    assert "Find my route to QTS" in body(client.get(ANSWER))
    assert client.post(f"{BASE}to-routes/").headers["Location"] == "/routes/"
    assert carried(client)["routes"] == {
        "other-status": {"other_status": "eyts"},
        "school-post": {"school_post": "employed"},
    }


def test_the_route_finders_own_answers_are_not_overwritten(client):
    answer_all(client, [*IN_POST[:4], ("qualified", {"qualified": "none"}), ("award", {"award": "none"})])
    answer_all(client, [("before", {"before": "no"})])
    carry(client, routes={"school-post": {"school_post": "agreed"}})

    client.post(f"{BASE}to-routes/")

    assert carried(client)["routes"]["school-post"] == {"school_post": "agreed"}


# ---- Calendar, note, both readings


def test_the_calendar_holds_the_days_to_come_as_the_standard_asks(client):
    answer_all(client, [*IN_POST, ("award", {"award": "none"}), ("before", {"before": "no"})])

    response = client.get(f"{BASE}answer/dates.ics")
    lines = re.sub(r"\r\n ", "", response.content.decode()).split("\r\n")

    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Content-Disposition"] == 'attachment; filename="senco-dates.ics"'
    assert [line for line in lines if line.startswith(("DTSTART", "SUMMARY"))] == [
        "DTSTART;VALUE=DATE:20270901",
        f"SUMMARY:SENCO qualification: needed by 1{NBSP}September 2028",
        "DTSTART;VALUE=DATE:20280301",
        f"SUMMARY:SENCO qualification: needed by 1{NBSP}September 2028",
        "DTSTART;VALUE=DATE:20280901",
        "SUMMARY:SENCO qualification: third anniversary",
    ]
    assert all(len(line.encode()) <= 75 for line in response.content.decode().split("\r\n"))
    uids = [line for line in lines if line.startswith("UID")]
    assert len(set(uids)) == len(uids) == lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT")
    assert (lines[0], lines[1], lines[-2], lines[-1]) == ("BEGIN:VCALENDAR", "VERSION:2.0", "END:VCALENDAR", "")


def test_without_a_day_to_come_there_is_no_calendar(client):
    answer_all(client, [("school", {"school": "special"})])

    assert "dates.ics" not in body(client.get(ANSWER))
    assert client.get(f"{BASE}answer/dates.ics").headers["Location"] == ANSWER


@pytest.mark.parametrize(("name", "answers", "words"), VERDICTS, ids=[row[0] for row in VERDICTS])
def test_the_note_speaks_about_the_person_and_not_to_them(client, name, answers, words):
    answer_all(client, answers)

    text = page_text(client.get(f"{BASE}answer/note-for-governors/"))
    note = text[text.index("Note for the governing body") : text.index("Worked out on")]

    assert re.findall(r"\b(you|your)\b", note, re.IGNORECASE) == []
    assert f"Worked out on 23{NBSP}November 2026" in text


def test_both_readings_stand_side_by_side_with_their_sources(client, law):
    page = client.get(f"{BASE}both-readings/")
    text = page_text(page).replace("&#x27;", "'")

    for rule in ("twelve-months", "award-clock-here"):
        for reading in law.scheme.words(rule)["readings"]:
            assert reading["says"] in text
    assert "https://www.gov.uk/government/publications/mandatory-qualification-for-sencos" in body(page)
    assert f'href="{BASE}"' in body(page)
