"""A question flow from its first page to its result, as every flow of the site goes."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.journeys.support import Visitor

FIRST = "/style-guide/question/induction/"


def answer(visitor: Visitor, label: str) -> None:
    visitor.page.get_by_label(label, exact=True).check()
    go_on(visitor)


def go_on(visitor: Visitor) -> None:
    visitor.page.get_by_role("button", name="Continue").click()


def heading(visitor: Visitor) -> str:
    return visitor.page.locator("h1").inner_text().split("\n")[-1]


def fill_date(visitor: Visitor, day: str, month: str, year: str) -> None:
    for part, text in (("Day", day), ("Month", month), ("Year", year)):
        visitor.page.get_by_label(part, exact=True).fill(text)


def fill_details(visitor: Visitor) -> None:
    visitor.page.get_by_label("Name of your school").fill("Hill Top Primary")
    visitor.page.get_by_label("Hours set aside for SENCO work in a usual week").fill("6")
    visitor.page.get_by_label("Where is your school?").select_option("North")
    visitor.page.get_by_label("A degree").check()
    go_on(visitor)


def test_a_flow_ends_in_an_answer(someone: Visitor):
    someone.visit(FIRST)
    answer(someone, "Yes")
    assert heading(someone) == "When did you become a SENCO?"
    someone.assert_sound("flow-date")

    fill_date(someone, "1", "Sept", "2025")
    go_on(someone)
    assert heading(someone) == "Tell us about your work"
    someone.assert_sound("flow-details")

    fill_details(someone)
    assert heading(someone).startswith("You can be the SENCO now.")
    someone.assert_sound("flow-result")
    assert someone.page.get_by_text("1\xa0September 2025").count() == 2


def test_a_question_that_does_not_apply_is_not_asked(someone: Visitor):
    someone.visit(FIRST)

    answer(someone, "Not yet")

    assert heading(someone) == "Tell us about your work"


def test_an_error_keeps_what_was_typed_and_says_what_to_do(someone: Visitor):
    someone.visit(FIRST)
    answer(someone, "Yes")

    fill_date(someone, "31", "Feb", "2025")
    go_on(someone)

    page = someone.page
    assert page.title() == "Error: When did you become a SENCO? - Can I be the SENCO? - Trigpoint"
    words = "The date you became a SENCO must be a real date. February 2025 has 28 days"
    assert page.locator(".govuk-error-summary__list").inner_text() == words
    assert page.locator("#became-error").inner_text().endswith(words)
    assert [page.get_by_label(part, exact=True).input_value() for part in ("Day", "Month", "Year")] == [
        "31",
        "Feb",
        "2025",
    ]
    someone.assert_sound("flow-date-error")


def test_the_error_summary_takes_focus_and_leads_to_the_field(visitor: Visitor):
    visitor.visit(FIRST)
    go_on(visitor)

    page = visitor.page
    page.wait_for_function("document.activeElement.className === 'govuk-error-summary'")
    page.get_by_role("link", name="Select whether you have finished induction").click()

    assert page.evaluate("document.activeElement.id") == "induction"


def test_several_errors_stand_in_the_order_of_the_page(someone: Visitor):
    someone.visit(FIRST)
    answer(someone, "Not yet")
    someone.page.get_by_label("Hours set aside for SENCO work in a usual week").fill("80")

    go_on(someone)

    assert someone.page.locator(".govuk-error-summary__list li").all_inner_texts() == [
        "Enter the name of your school",
        "Hours set aside for SENCO work must be between 0 and 60. You wrote 80",
        "Select where your school is",
        "Select what you hold",
    ]
    someone.assert_sound("flow-details-error")


def test_changing_an_answer_leads_back_to_the_result(someone: Visitor):
    someone.visit(FIRST)
    answer(someone, "Yes")
    fill_date(someone, "1", "9", "2025")
    go_on(someone)
    fill_details(someone)

    someone.page.get_by_role("link", name="Change when you became a SENCO").click()
    assert someone.page.get_by_label("Day", exact=True).input_value() == "1"
    fill_date(someone, "2", "9", "2025")
    go_on(someone)

    assert someone.page.get_by_text("2\xa0September 2025").count() == 1


def test_back_goes_one_question_back_and_remembers(someone: Visitor):
    someone.visit(FIRST)
    answer(someone, "Yes")

    someone.page.get_by_role("link", name="Back").click()

    assert heading(someone) == "Have you finished induction?"
    assert someone.page.get_by_label("Yes", exact=True).is_checked() is True


def test_a_guessed_page_leads_to_the_first_open_question(someone: Visitor):
    someone.visit("/style-guide/result/")

    assert heading(someone) == "Have you finished induction?"


def test_a_whole_flow_goes_by_keyboard(visitor: Visitor):
    visitor.visit(FIRST)
    visitor.page.get_by_label("Not yet", exact=True).focus()
    visitor.page.keyboard.press("Space")
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press("Enter")

    assert heading(visitor) == "Tell us about your work"
    assert visitor.walk() == []
