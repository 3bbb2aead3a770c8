"""Finding a route to QTS, in a real browser: the questions, every kind of answer, the page of a route, print."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from tests.journeys.support import DOUBLE_TEXT, SPACED, WIDE_FONT, words_of

if TYPE_CHECKING:
    from tests.journeys.support import Visitor

UNSURE = "I am not sure"
GRADUATE = {
    "highest-qualification": "A degree",
    "english-and-maths": "Yes, both",
    "phase": "Either, I have not decided",
    "science": "Yes",
    "whole-classes": "Yes, in two or more schools",
    "key-stages": UNSURE,
    "school-post": "Yes, I work in a school now",
    "residence": "In the UK for all three years",
    "other-status": "None of these",
}
ASSISTANT = GRADUATE | {
    "highest-qualification": "A levels, a T level, a BTEC or another level 3 qualification",
    "english-and-maths": "English only",
    "whole-classes": "No",
    "other-status": "Early years teacher status (EYTS)",
}
PEOPLE = {"fits": GRADUATE, "none-fits": ASSISTANT, "all-unsure": dict.fromkeys(GRADUATE, UNSURE)}
HEADINGS = {
    "fits": "4 routes to QTS fit you",
    "none-fits": "None fits yet. The nearest is Degree with QTS; you lack one thing.",
    "all-unsure": "We cannot tell yet which routes fit you",
}
RESULT = "/routes/result/"
TABLE_FROM = 769
ANSWERED: dict[str, dict[str, str]] = {}


def heading(visitor: Visitor) -> str:
    return visitor.page.locator("h1").inner_text().split("\n")[-1]


def go_on(visitor: Visitor) -> None:
    with visitor.page.expect_navigation():
        visitor.page.get_by_role("button", name="Continue").click()


def slug(visitor: Visitor) -> str:
    return visitor.page.url.split("/question/")[1].split("/")[0]


def answer_all(visitor: Visitor, person: str) -> None:
    """Answer every question by hand, from the first page to the result."""
    visitor.visit("/routes/")
    visitor.page.locator("main").get_by_role("link", name="Find my route").or_(
        visitor.page.locator("main").get_by_role("button", name="Find my route")
    ).click()
    while "/question/" in visitor.page.url:
        visitor.page.get_by_label(PEOPLE[person][slug(visitor)], exact=True).check()
        go_on(visitor)


def come_back(visitor: Visitor, person: str) -> None:
    """Stand before the result as somebody who answered earlier: answers live in the visitor's own cookie."""
    if person not in ANSWERED:
        answer_all(visitor, person)
        ANSWERED[person] = {cookie["name"]: cookie["value"] for cookie in visitor.page.context.cookies()}
    visitor.page.context.add_cookies(
        [{"name": name, "value": value, "url": visitor.address} for name, value in ANSWERED[person].items()]
    )
    visitor.visit(RESULT)
    assert heading(visitor) == HEADINGS[person]


def main_words(visitor: Visitor) -> str:
    return " ".join(visitor.page.locator("main").inner_text().split())


# ---- The questions


def test_each_question_is_sound_and_they_end_in_an_answer(visitor: Visitor):
    visitor.visit("/routes/")
    visitor.assert_sound("routes-start")
    asked = []
    visitor.visit("/routes/question/highest-qualification/")
    while "/question/" in visitor.page.url:
        asked.append(slug(visitor))
        visitor.assert_sound(f"routes-{asked[-1]}")
        visitor.page.get_by_label(GRADUATE[asked[-1]], exact=True).check()
        go_on(visitor)

    assert asked == list(GRADUATE)
    assert heading(visitor) == HEADINGS["fits"]


def test_the_answer_comes_without_script_too(plain_visitor: Visitor):
    answer_all(plain_visitor, "fits")

    assert heading(plain_visitor) == HEADINGS["fits"]


def test_a_question_says_how_to_find_out(someone: Visitor):
    someone.visit("/routes/question/highest-qualification/")

    someone.page.get_by_text("How to find out, if you are not sure").click()

    assert someone.page.get_by_text("Look at the certificate.").is_visible() is True


def test_a_question_left_blank_says_what_to_do_and_is_sound(someone: Visitor):
    someone.visit("/routes/question/highest-qualification/")
    go_on(someone)

    page = someone.page
    assert page.title() == "Error: What is your highest qualification? - Find my route to QTS - Trigpoint"
    assert page.locator(".govuk-error-summary__list").inner_text() == (
        "Select an answer to “What is your highest qualification?”"
    )
    someone.assert_sound("routes-error")


def test_a_question_asked_again_says_why_and_is_sound(someone: Visitor):
    someone.visit(RESULT)

    assert heading(someone) == "What is your highest qualification?"
    assert someone.page.get_by_text("We hold no answers of yours").is_visible() is True
    someone.assert_sound("routes-expired")


def test_the_whole_form_goes_by_keyboard(visitor: Visitor):
    visitor.visit("/routes/question/highest-qualification/")
    while "/question/" in visitor.page.url:
        visitor.page.get_by_label(ASSISTANT[slug(visitor)], exact=True).focus()
        visitor.page.keyboard.press("Space")
        with visitor.page.expect_navigation():
            visitor.page.keyboard.press("Enter")

    assert heading(visitor) == HEADINGS["none-fits"]


# ---- The answer


@pytest.mark.parametrize("person", PEOPLE)
def test_every_kind_of_answer_is_sound(someone: Visitor, person: str):
    come_back(someone, person)

    someone.assert_sound(f"routes-result-{person}")


@pytest.mark.parametrize("person", PEOPLE)
def test_an_answer_has_the_same_words_without_script(visitor: Visitor, plain_visitor: Visitor, person: str):
    come_back(visitor, person)
    come_back(plain_visitor, person)

    assert words_of(plain_visitor.page) == words_of(visitor.page).replace(" Print this page", "", 1)


@pytest.mark.parametrize("person", PEOPLE)
def test_a_keyboard_reaches_everything_in_an_answer(visitor: Visitor, person: str):
    come_back(visitor, person)

    assert visitor.walk() == []


@pytest.mark.parametrize("person", PEOPLE)
@pytest.mark.parametrize("style", [WIDE_FONT, SPACED + WIDE_FONT, DOUBLE_TEXT], ids=["wide font", "spaced", "double"])
def test_no_answer_runs_off_the_narrowest_phone(phone: Visitor, person: str, style: str):
    come_back(phone, person)
    phone.with_style(style)

    assert phone.runs_off() == []


def test_routes_are_cards_on_a_phone_and_one_table_on_a_wide_screen_never_both(someone: Visitor):
    come_back(someone, "fits")
    is_wide = someone.width >= TABLE_FROM

    assert someone.page.locator(".tp-comparison").is_visible() is is_wide
    assert someone.page.locator(".tp-card").first.is_visible() is not is_wide
    assert someone.page.locator("table").count() == 1


def test_the_table_holds_the_same_facts_as_the_cards(visitor: Visitor):
    come_back(visitor, "fits")
    page = visitor.page
    text = "e => e.textContent.replace(/\\s+/g, ' ').trim()"

    for number, card in enumerate(page.locator(".tp-card").all(), 1):
        column = " ".join(
            cell.evaluate(text) for cell in page.locator(f".tp-comparison tr > :nth-child({number + 1})").all()
        )
        facts = [card.locator("h3"), card.locator(".tp-card-time"), *card.locator("dd").all()]
        facts += card.locator(".tp-conditions li").all()
        assert [words for fact in facts if (words := fact.evaluate(text)) not in column] == []


def test_every_row_and_column_of_the_table_has_its_heading(visitor: Visitor):
    come_back(visitor, "fits")
    page = visitor.page

    assert page.locator(".tp-comparison caption").count() == 1
    assert page.locator(".tp-comparison tbody tr").count() == page.locator(".tp-comparison th[scope=row]").count()
    assert page.locator(".tp-comparison th[scope=col]").count() == page.locator(".tp-card").count() + 1


def test_when_none_fits_the_one_thing_to_gain_comes_first(someone: Visitor):
    come_back(someone, "none-fits")

    lede = someone.page.locator(".tp-answer").inner_text()
    assert "You need GCSE maths at grade 4" in lede
    assert "EYTS is not QTS." in main_words(someone)
    assert someone.page.locator("h2").first.inner_text() == "What would open more routes"


def test_an_answer_is_changed_and_the_answer_changes(someone: Visitor):
    come_back(someone, "fits")
    someone.page.get_by_text("Check or change them").click()
    someone.page.get_by_role("link", name="Change your answer to: Does a school in England employ you").click()
    assert someone.page.get_by_label("Yes, I work in a school now", exact=True).is_checked() is True

    someone.page.get_by_label("No", exact=True).check()
    go_on(someone)

    assert heading(someone) == "2 routes to QTS fit you"


def test_what_was_not_sure_is_answered_from_the_result(someone: Visitor):
    come_back(someone, "fits")

    someone.page.get_by_role("link", name=re.compile("Answer it now.*two key stages")).click()
    someone.page.get_by_label("Yes", exact=True).check()
    go_on(someone)

    assert heading(someone) == "5 routes to QTS fit you"
    assert "The shortest is Assessment only: about 12 weeks to QTS." in main_words(someone)


def test_answers_are_cleared_on_a_page_of_their_own(someone: Visitor):
    come_back(someone, "fits")
    someone.page.get_by_role("link", name="Clear my answers and start again").click()
    someone.assert_sound("routes-clear")

    someone.page.get_by_role("button", name="Clear my answers").click()

    assert heading(someone) == "Find my route to QTS"
    assert "We hold answers from you already" not in main_words(someone)


def test_a_printed_answer_has_the_table_and_no_buttons(visitor: Visitor):
    come_back(visitor, "fits")
    visitor.page.emulate_media(media="print")

    page = visitor.page
    assert page.locator(".tp-comparison").is_visible() is True
    assert page.locator(".tp-card").first.is_visible() is False
    assert page.locator(".tp-buttons").first.is_visible() is False
    assert page.get_by_text("What is your highest qualification?").first.is_visible() is True
    assert visitor.axe() == []
    visitor.keep_screenshot("routes-print")


# ---- The page of a route


@pytest.mark.parametrize("route", ["assessment-only", "degree-apprenticeship", "overseas", "iqts"])
def test_a_route_page_is_sound_without_answers(someone: Visitor, route: str):
    someone.visit(f"/routes/{route}/")

    someone.assert_sound(f"route-{route}")
    assert "Your case" not in main_words(someone)


@pytest.mark.parametrize("person", PEOPLE)
def test_a_route_page_with_answers_is_sound_and_tells_ones_own_case(someone: Visitor, person: str):
    come_back(someone, person)
    someone.visit("/routes/assessment-only/")

    someone.assert_sound(f"route-case-{person}")
    assert someone.page.get_by_role("heading", name="Your case").count() == 1


def test_a_keyboard_reaches_everything_on_a_route_page(visitor: Visitor):
    come_back(visitor, "fits")
    visitor.visit("/routes/assessment-only/")

    assert visitor.walk() == []


@pytest.mark.parametrize("style", [WIDE_FONT, SPACED + WIDE_FONT, DOUBLE_TEXT], ids=["wide font", "spaced", "double"])
def test_no_route_page_runs_off_the_narrowest_phone(phone: Visitor, style: str):
    phone.visit("/routes/assessment-only/")
    phone.with_style(style)

    assert phone.runs_off() == []


def test_a_source_number_leads_to_the_source(visitor: Visitor):
    visitor.visit("/routes/assessment-only/")
    link = visitor.page.locator(".tp-sources a").first
    target = link.get_attribute("href")
    link.click()

    assert visitor.page.locator(f"{target} a").first.is_visible() is True
    assert visitor.page.evaluate("document.querySelector(location.hash) !== null") is True


def test_the_whole_way_is_told_in_steps_with_times(someone: Visitor):
    someone.visit("/routes/assessment-only/")

    assert someone.page.locator(".tp-steps h3").all_inner_texts() == [
        "Gain QTS: Assessment only",
        "Complete induction",
        "Work on the SENCO Award, beside all this",
        "Become the SENCO",
        "Gain the qualification the law requires",
    ]


def test_the_standards_that_sen_work_shows_lead_to_their_pages(visitor: Visitor):
    visitor.visit("/routes/assessment-only/")
    addresses = visitor.page.locator("a[href*='/scheme/teachers-standards/']").evaluate_all(
        "links => links.map(link => link.getAttribute('href'))"
    )

    assert len(addresses) == 5
    assert {visitor.visit(address).status for address in addresses} == {200}


def test_a_guessed_route_page_helps_and_is_sound(someone: Visitor):
    response = someone.visit("/routes/assessmentonly/")

    assert response.status == 404
    someone.page.get_by_role("link", name="Assessment only").first.click()
    assert heading(someone) == "Assessment only"
    someone.visit("/routes/xyzzy/")
    someone.assert_sound("route-unknown")


def test_a_printed_route_page_shows_its_sources_and_is_sound(visitor: Visitor):
    visitor.visit("/routes/assessment-only/")
    visitor.page.emulate_media(media="print")

    assert visitor.page.locator("#sources").is_visible() is True
    assert visitor.axe() == []
