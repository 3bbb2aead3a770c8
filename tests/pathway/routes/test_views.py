"""The pages over HTTP: what they say, what they refuse, what they keep."""

from __future__ import annotations

import pytest
from tests.carrying import carried, carry
from tests.pathway.routes.people import ASSISTANT, GRADUATE, UNSURE, a_finder

from trigpoint.pathway.routes import urls
from trigpoint.pathway.routes.flow import field_name

RESULT = "/routes/result/"
FIRST = "/routes/question/highest-qualification/"
OPEN = [code for code, words in a_finder().words.items() if words.open]


def answer(client, answers):
    """Answer from the first question to the result; return the address it ended at."""
    at = FIRST
    while "/question/" in at:
        code = at.split("/")[-2]
        at = client.post(at, {field_name(code): answers[code]})["Location"]
    return at


def heading(response):
    return response.content.decode().split("<h1")[1].split("</h1>")[0].split(">")[-1].strip()


def test_the_first_page_lists_every_route_and_begins(client):
    response = client.get("/routes/")

    assert response.status_code == 200
    assert heading(response) == "Find my route to QTS"
    assert [code for code in a_finder().words if f'href="/routes/{code}/"' not in response.content.decode()] == []


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (GRADUATE, "5 routes to QTS fit you"),
        (ASSISTANT | {"english-and-maths": "english"}, None),
        (UNSURE, "We cannot tell yet which routes fit you"),
    ],
)
def test_the_questions_end_in_an_answer(client, answers, expected):
    assert answer(client, answers) == RESULT

    found = heading(client.get(RESULT))
    assert found == (expected or "None fits yet. The nearest is Degree with QTS; you lack one thing.")


@pytest.mark.parametrize("answers", [GRADUATE, ASSISTANT | {"english-and-maths": "neither"}, UNSURE])
@pytest.mark.django_db
def test_no_page_asks_the_database_anything(client, django_assert_num_queries, answers):
    with django_assert_num_queries(0):
        answer(client, answers)
        for path in ("/routes/", RESULT, "/routes/assessment-only/", "/routes/nope/", "/routes/clear/"):
            client.get(path)


@pytest.mark.parametrize(
    "unsure", [(), ("key-stages", "residence"), ("other-status",), ("highest-qualification", "other-status")]
)
def test_an_answer_is_light_however_many_routes_it_shows(client, unsure):
    answer(client, GRADUATE | dict.fromkeys(unsure, "not-sure"))

    assert len(client.get(RESULT).content) < 60_000


def test_every_other_page_is_light(client):
    answer(client, GRADUATE | {"key-stages": "not-sure"})

    paths = ["/routes/", *(f"/routes/{route}/" for route in a_finder().words)]
    assert [(path, size) for path in paths if (size := len(client.get(path).content)) >= 60_000] == []


@pytest.mark.parametrize("route", a_finder().words)
def test_every_route_has_a_page_with_and_without_answers(client, route):
    before = client.get(f"/routes/{route}/")
    answer(client, ASSISTANT)
    after = client.get(f"/routes/{route}/")

    assert (before.status_code, after.status_code) == (200, 200)
    assert ("Your case" in before.content.decode(), "Your case" in after.content.decode()) == (False, True)


@pytest.mark.parametrize("path", ["/routes/", RESULT, "/routes/fee-paying/"])
def test_the_law_line_stands_once(client, path):
    answer(client, GRADUATE)

    assert client.get(path).content.decode().count("This is not legal advice.") == 1


@pytest.mark.parametrize("path", [RESULT, "/routes/fee-paying/"])
def test_the_view_on_two_years_of_teaching_is_told_and_is_said_not_to_be_law(client, path):
    answer(client, GRADUATE)

    words = client.get(path).content.decode()
    assert "Two full years on the main pay scale." in words
    assert "No regulation we read asks for it." in words


def test_pages_about_a_visitor_are_kept_by_no_cache(client):
    answer(client, GRADUATE)

    for path in (RESULT, "/routes/salaried/", FIRST):
        assert client.get(path)["Cache-Control"] == "private, no-cache"


# ---- Bad input


def test_a_page_left_blank_keeps_the_earlier_answers(client):
    client.post(FIRST, {"highest_qualification": "degree"})
    response = client.post("/routes/question/english-and-maths/", {})

    assert response.status_code == 200
    assert "There is a problem" in response.content.decode()
    assert 'value="degree" checked' in " ".join(client.get(FIRST).content.decode().split())


def test_a_tampered_answer_is_refused_and_nothing_else_is_kept(client):
    response = client.post(FIRST, {"highest_qualification": "doctorate", "admin": "yes"})

    assert "Select an answer to “What is your highest qualification?”" in response.content.decode()
    assert "routes" not in carried(client)


def test_a_result_guessed_by_somebody_new_leads_to_the_first_question_and_says_why(client):
    response = client.get(RESULT, follow=True)

    assert response.redirect_chain == [(f"{FIRST}?expired", 302)]
    assert "We hold no answers of yours" in response.content.decode()


def test_a_result_with_an_answer_missing_leads_to_its_question_and_keeps_the_others(client):
    answer(client, GRADUATE)
    carry(client, routes={code: value for code, value in carried(client)["routes"].items() if code != "residence"})

    response = client.get(RESULT, follow=True)

    assert response.redirect_chain == [("/routes/question/residence/?again", 302)]
    assert "Your other answers are kept." in response.content.decode()
    assert client.post("/routes/question/residence/", {"residence": "uk"})["Location"] == RESULT


def test_a_question_out_of_turn_leads_to_the_one_that_is_open(client):
    assert client.get("/routes/question/residence/")["Location"] == FIRST


def test_a_question_that_nobody_asks_is_not_found(client):
    assert client.get("/routes/question/shoe-size/").status_code == 404


@pytest.mark.parametrize(
    ("path", "suggestion"),
    [("/routes/assessmentonly/", "assessment-only"), ("/routes/Salary/", "salaried"), ("/routes/xyzzy/", "")],
)
def test_a_guessed_route_page_is_not_found_and_says_which_there_are(client, path, suggestion):
    response = client.get(path)
    words = response.content.decode()

    assert response.status_code == 404
    assert heading(response) == "We know no route of that name"
    assert ("Did you mean" in words) is bool(suggestion)
    assert f'Did you mean <a href="/routes/{suggestion}/">' in " ".join(words.split()) or not suggestion
    assert 'href="/routes/fee-paying/"' in words


@pytest.mark.parametrize("path", ["/routes/", RESULT, "/routes/fee-paying/"])
def test_a_page_to_read_takes_no_form(client, path):
    assert client.post(path).status_code == 405


def test_no_route_is_called_like_another_page():
    pages = {pattern.pattern.match(f"routes/{code}/") is not None for pattern in urls.urlpatterns[:-1] for code in OPEN}

    assert pages == {False}


# ---- Changing one's mind


def test_a_changed_answer_leads_back_to_the_result(client):
    answer(client, GRADUATE)

    response = client.post("/routes/question/school-post/?change", {"school_post": "no"})

    assert response["Location"] == RESULT
    assert heading(client.get(RESULT)) == "3 routes to QTS fit you"


def test_a_changed_answer_that_opens_a_question_leads_there_first(client):
    answer(client, GRADUATE | {"phase": "secondary"})

    response = client.post("/routes/question/phase/?change", {"phase": "primary"})

    assert response["Location"] == "/routes/question/science/?change"


def test_what_another_form_answered_is_not_asked_again(client):
    client.get("/routes/")
    carry(
        client,
        routes={"english-and-maths": {"english_and_maths": "both"}, "other-status": {"other_status": "none"}},
    )

    assert "We hold answers from you already" in client.get("/routes/").content.decode()
    assert client.post(FIRST, {"highest_qualification": "degree"})["Location"] == "/routes/question/phase/"


def test_answers_are_cleared_only_after_asking(client):
    answer(client, GRADUATE)

    assert heading(client.get("/routes/clear/")) == "Clear your answers?"
    assert heading(client.get(RESULT)) == "5 routes to QTS fit you"
    assert client.post("/routes/clear/")["Location"] == "/routes/"
    assert client.get(RESULT)["Location"] == f"{FIRST}?expired"
