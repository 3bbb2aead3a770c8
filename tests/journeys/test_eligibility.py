"""Can I be, or stay, the SENCO? In a real browser: each verdict by keyboard, errors, print, both readings."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.journeys.support import DOUBLE_TEXT, SPACED, WIDE_FONT, words_of

from trigpoint.platform.clock import today
from trigpoint.platform.pages import written

if TYPE_CHECKING:
    from playwright.sync_api import PdfMargins
    from tests.journeys.support import Visitor

BASE = "/can-i-be-the-senco/"
ANSWER = f"{BASE}answer/"
NOTE = f"{ANSWER}note-for-governors/"
READINGS = f"{BASE}both-readings/"
UNSURE = "I am not sure"
YEAR = today().year


def september(years_ago: int) -> date:
    return date(YEAR - years_ago, 9, 1)


Said = str | date | dict[str, str | date]

TEACHER: dict[str, Said] = {
    "school": "Mainstream school maintained by the council",
    "post": "Yes",
    "since": september(1),
    "head": "No",
    "qualified": "Qualified teacher status (QTS)",
    "teacher": "Yes",
    "induction": "Yes, I passed it",
    "award": "No",
    "before": "No",
}
VERDICTS: dict[str, tuple[dict[str, Said], str]] = {
    "can": (
        TEACHER | {"since": date(2005, 9, 1), "unbroken": "Yes"},
        "You can stay the SENCO. You need no qualification for this post.",
    ),
    "can-by": (TEACHER, f"You can be the SENCO now. You need the qualification by {written(september(-2))}."),
    "passed": (
        TEACHER | {"since": september(6)},
        f"The date has passed. The qualification was due by {written(september(3))}.",
    ),
    "not-yet": (
        TEACHER | {"post": "Not yet", "start": UNSURE, "qualified": "Early years teacher status (EYTS) only"},
        "Not yet. The SENCO must be a qualified teacher.",
    ),
    "not-covered": ({"school": "Special school"}, "The rule does not cover your school."),
    "unclear": (
        TEACHER
        | {
            "since": september(4),
            "before": "Yes, and I know the dates",
            "post-1": {
                "where": "At another mainstream or maintained nursery school",
                "first": september(7),
                "last": date(YEAR - 5, 8, 31),
            },
            "more-1": "No",
        },
        f"The law is unclear. You need no qualification, or it was due by {written(september(4))}.",
    ),
    "unsure": (
        TEACHER | {"induction": UNSURE, "before": UNSURE},
        "Not yet. It depends on whether you have passed induction, and on your earlier posts as a SENCO.",
    ),
}
MARGINS: PdfMargins = {"top": "15mm", "right": "15mm", "bottom": "15mm", "left": "15mm"}
ANSWERED: dict[str, dict[str, str]] = {}


def heading(visitor: Visitor) -> str:
    return visitor.page.locator("h1").inner_text().split("\n")[-1]


def question(visitor: Visitor) -> str:
    return visitor.page.url.split("/question/")[1].split("/")[0]


def tab_to(visitor: Visitor, name: str) -> None:
    """Press Tab until the control of this name has the focus."""
    for _ in range(60):
        visitor.page.keyboard.press("Tab")
        if visitor.page.evaluate("document.activeElement.name || ''") == name:
            return
    pytest.fail(f"the keyboard does not reach {name}")


def choose(visitor: Visitor, name: str, words: str) -> None:
    """Choose an answer by keyboard: to the group by Tab, through it by arrows, or tick a box by the space bar."""
    tab_to(visitor, name)
    if visitor.page.evaluate("document.activeElement.type") == "checkbox":
        visitor.page.keyboard.press("Space")
        return
    labels = visitor.page.locator(f"input[name={name}] + label").all_inner_texts()
    visitor.page.keyboard.press("Space")
    for _ in range(labels.index(words)):
        visitor.page.keyboard.press("ArrowDown")


def type_date(visitor: Visitor, name: str, day: date) -> None:
    for part, text in (("day", day.day), ("month", day.month), ("year", day.year)):
        tab_to(visitor, f"{name}-{part}")
        visitor.page.keyboard.type(str(text))


def answer(visitor: Visitor, slug: str, said: Said) -> None:
    """Answer a question by keyboard alone, and go on with Enter."""
    dated = visitor.page.locator("input[inputmode=numeric]").count() > 0
    if isinstance(said, dict):
        for name, part in said.items():
            type_date(visitor, name, part) if isinstance(part, date) else choose(visitor, name, part)
    elif isinstance(said, date):
        type_date(visitor, slug.replace("-", "_"), said)
    else:
        choose(visitor, "unsure" if dated else re.sub(r"_\d$", "", slug.replace("-", "_")), said)
    with visitor.page.expect_navigation():
        visitor.page.keyboard.press("Enter")


def answer_all(visitor: Visitor, verdict: str, *, sound: bool = False) -> None:
    """Answer every question from the start page to the result."""
    visitor.visit(BASE)
    with visitor.page.expect_navigation():
        visitor.page.get_by_role("link", name="Start", exact=True).press("Enter")
    while "/question/" in visitor.page.url:
        slug = question(visitor)
        if sound:
            visitor.assert_sound(f"eligibility-{verdict}-{slug}")
        answer(visitor, slug, VERDICTS[verdict][0][slug])
    ANSWERED[verdict] = {cookie["name"]: cookie["value"] for cookie in visitor.page.context.cookies()}


def come_back(visitor: Visitor, verdict: str, path: str = ANSWER) -> None:
    """Stand before a page as somebody who answered earlier: answers live in the visitor's own cookie."""
    if verdict not in ANSWERED:
        answer_all(visitor, verdict)
    cookies = ANSWERED[verdict].items()
    visitor.page.context.add_cookies(
        [{"name": name, "value": value, "url": visitor.address} for name, value in cookies]
    )
    visitor.visit(path)


@pytest.mark.parametrize("verdict", VERDICTS)
def test_each_verdict_is_reached_by_keyboard_without_script_and_reads_the_same_with_it(
    plain_visitor: Visitor, visitor: Visitor, verdict: str
):
    answer_all(plain_visitor, verdict)
    assert heading(plain_visitor) == VERDICTS[verdict][1]
    plain_visitor.assert_sound(f"eligibility-{verdict}")

    come_back(visitor, verdict)
    visitor.assert_sound(f"eligibility-{verdict}")

    words = words_of(visitor.page).replace(" Print this page", "", 1)
    assert words_of(plain_visitor.page) == words
    assert words.count("This is not legal advice.") == 1


def test_every_question_is_sound(plain_visitor: Visitor):
    answer_all(plain_visitor, "unclear", sound=True)

    assert heading(plain_visitor) == VERDICTS["unclear"][1]


def test_an_answer_left_out_is_asked_for_and_the_summary_leads_to_it(visitor: Visitor):
    visitor.visit(f"{BASE}question/school/")
    visitor.page.get_by_role("button", name="Continue").click()

    page = visitor.page
    page.wait_for_function("document.activeElement.className === 'govuk-error-summary'")
    visitor.assert_sound("eligibility-error-choice")
    page.get_by_role("link", name="Select what kind of school it is").click()
    assert page.evaluate("document.activeElement.id") == "school"


def test_an_impossible_date_is_kept_and_named(someone: Visitor):
    come_back(someone, "can-by", f"{BASE}question/since/?change")
    for part, text in (("Day", "31"), ("Month", "Feb"), ("Year", str(YEAR))):
        someone.page.get_by_label(part, exact=True).fill(text)
    someone.page.get_by_role("button", name="Continue").click()

    someone.assert_sound("eligibility-error-date")
    assert someone.page.title().startswith("Error: When did you become the SENCO there?")
    assert [someone.page.get_by_label(part, exact=True).input_value() for part in ("Day", "Month", "Year")] == [
        "31",
        "Feb",
        str(YEAR),
    ]


def test_a_post_with_everything_wrong_says_all_of_it_at_once(someone: Visitor):
    come_back(someone, "unclear", f"{BASE}question/post-1/?change")
    someone.page.locator("#first-year").fill("")
    someone.page.locator("#last-day").fill("31")
    someone.page.locator("#last-month").fill("11")
    someone.page.get_by_role("button", name="Continue").click()

    someone.assert_sound("eligibility-error-post")
    assert someone.page.locator(".govuk-error-summary__list li").all_inner_texts() == [
        "The first day in that post must include a year",
        f"The last day in that post must be a real date. November {YEAR - 5} has 30 days",
    ]


def test_a_changed_answer_gives_a_new_date(someone: Visitor):
    come_back(someone, "can-by")

    someone.page.get_by_role("link", name="Change when you became the SENCO").click()
    someone.page.locator("#since-year").fill(str(YEAR - 6))
    with someone.page.expect_navigation(url=f"**{ANSWER}"):
        someone.page.get_by_role("button", name="Continue").click()

    assert heading(someone) == VERDICTS["passed"][1]


def test_another_school_asks_only_what_it_leaves_open(someone: Visitor):
    come_back(someone, "can-by")
    someone.page.get_by_role("button", name="Check another school").click()

    asked = []
    new: dict[str, Said] = {"school": "Special school"}
    while "/question/" in someone.page.url:
        asked.append(question(someone))
        answer(someone, asked[-1], new[asked[-1]])

    assert asked == ["school"]
    assert heading(someone) == "The rule does not cover your school."


def test_who_needs_a_status_goes_on_to_the_route_finder(someone: Visitor):
    come_back(someone, "not-yet")

    with someone.page.expect_navigation(url="**/routes/"):
        someone.page.get_by_role("button", name="Find my route to QTS").click()

    assert someone.page.get_by_role("link", name="Go on with my answers").count() == 1


def test_the_dates_go_into_a_calendar(visitor: Visitor):
    come_back(visitor, "can-by")

    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("link", name="Add the dates to my calendar").click()

    assert download.value.suggested_filename == "senco-dates.ics"
    assert f"DTSTART;VALUE=DATE:{september(-2):%Y%m%d}" in download.value.path().read_text("utf-8")


@pytest.mark.parametrize("path", [NOTE, READINGS, f"{BASE}clear/", BASE])
def test_the_pages_beside_the_result_are_sound(someone: Visitor, path: str):
    come_back(someone, "unclear", path)

    someone.assert_sound("eligibility-" + (path.removeprefix(BASE).strip("/").replace("/", "-") or "start"))


def test_the_two_readings_stand_side_by_side_on_a_wide_screen(visitor: Visitor):
    visitor.visit(READINGS)

    columns = visitor.page.locator(".tp-side-by-side").first.locator("> div")
    first, second = columns.nth(0).bounding_box(), columns.nth(1).bounding_box()
    assert first is not None
    assert second is not None
    assert (first["y"] == second["y"]) is (visitor.width >= 769)


@pytest.mark.parametrize("verdict", ["can-by", "unclear"])
def test_the_note_for_governors_fits_one_sheet(visitor: Visitor, verdict: str):
    come_back(visitor, verdict, NOTE)

    sheet = visitor.page.pdf(format="A4", margin=MARGINS)

    assert len(re.findall(rb"/Type\s*/Page\b", sheet)) == 1


def test_print_shows_the_answer_and_hides_what_only_a_screen_needs(visitor: Visitor):
    come_back(visitor, "unclear")
    visitor.page.emulate_media(media="print")

    page = visitor.page
    assert page.locator("h1").is_visible() is True
    assert [link.is_visible() for link in page.get_by_role("link", name="Change").all()] == []
    for hidden in (".tp-nav", ".tp-buttons", ".govuk-button", ".tp-before"):
        assert [part.is_visible() for part in page.locator(hidden).all() if part.is_visible()] == []
    assert page.get_by_text("Law checked to").is_visible() is True
    visitor.keep_screenshot("eligibility-print")


def test_the_result_is_walked_through_in_reading_order(visitor: Visitor):
    come_back(visitor, "unsure")

    assert visitor.walk() == []


def test_meaning_survives_forced_colours(visitor: Visitor):
    visitor.page.emulate_media(forced_colors="active")
    come_back(visitor, "unsure")

    assert visitor.axe() == []
    visitor.keep_screenshot("eligibility-forced-colours")


@pytest.mark.parametrize("style", [WIDE_FONT, SPACED + WIDE_FONT, DOUBLE_TEXT], ids=["wide font", "spaced", "double"])
@pytest.mark.parametrize("path", [f"{BASE}question/post-1/?change", ANSWER, NOTE, READINGS])
def test_nothing_runs_off_the_narrowest_phone(phone: Visitor, path: str, style: str):
    come_back(phone, "unclear", path)
    phone.with_style(style)

    assert phone.runs_off() == []


def test_a_guessed_answer_leads_to_the_first_question_and_says_why(someone: Visitor):
    someone.visit(ANSWER)

    assert heading(someone) == "What kind of school is it?"
    assert someone.page.get_by_text("We hold no answers of yours, so we ask from the start.").is_visible() is True
    someone.assert_sound("eligibility-expired")
