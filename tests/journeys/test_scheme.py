"""The scheme in a real browser: the award, its clauses, law as it stood on a day, and the gap matrix."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from tests.journeys.support import DOUBLE_TEXT, SPACED, WIDE_FONT, words_of

if TYPE_CHECKING:
    from tests.journeys.support import Visitor

PAGES = {
    "scheme": "/scheme/",
    "award": "/scheme/senco-award/",
    "strand": "/scheme/senco-award/LAW/",
    "outcome": "/scheme/senco-award/LAW-3/",
    "deadline": "/scheme/senco-award/LAW-refresh/",
    "law": "/scheme/statutory-senco/",
    "law-on-a-day": "/scheme/statutory-senco/?on-day=3&on-month=3&on-year=2015",
    "law-wrong-day": "/scheme/statutory-senco/?on-day=31&on-month=2&on-year=2015",
    "dated-clause": "/scheme/statutory-senco/qualified/",
    "unclear-clause": "/scheme/statutory-senco/twelve-months/",
    "standards": "/scheme/teachers-standards/",
    "standards-cell": "/scheme/teachers-standards/TS-1.1/",
    "route": "/scheme/qts-routes/routes/assessment-only/",
    "sources": "/scheme/statutory-senco/sources/",
    "versions": "/scheme/senco-award/versions/",
    "no-clause": "/scheme/senco-award/LAW-33/",
    "no-scheme": "/scheme/nothing/",
    "gap-matrix": "/scheme/gap-matrix/",
    "gap-matrix-filtered": "/scheme/gap-matrix/?this-scheme=yes&earlier-award=no",
    "gap-matrix-empty": "/scheme/gap-matrix/?earlier-award=planned",
}
each_page = pytest.mark.parametrize(("name", "path"), PAGES.items(), ids=PAGES)


@each_page
def test_a_page_is_sound_and_says_the_same_without_script(
    visitor: Visitor, plain_visitor: Visitor, name: str, path: str
):
    visitor.visit(path)
    plain_visitor.visit(path)

    visitor.assert_sound(f"scheme-{name}")
    assert words_of(plain_visitor.page) == words_of(visitor.page)


@pytest.mark.parametrize(
    "name", ["scheme", "outcome", "dated-clause", "law-wrong-day", "route", "versions", "gap-matrix"]
)
def test_nothing_runs_off_the_narrowest_phone(phone: Visitor, name: str):
    phone.visit(PAGES[name])

    for style in (WIDE_FONT, SPACED + WIDE_FONT, DOUBLE_TEXT):
        phone.with_style(style)
        assert phone.runs_off() == []


@pytest.mark.parametrize(
    "path", [PAGES[name] for name in ("scheme", "outcome", "dated-clause", "law-wrong-day", "versions")]
)
def test_a_keyboard_reaches_everything_in_reading_order(visitor: Visitor, path: str):
    visitor.visit(path)

    assert visitor.walk() == []


def test_a_visitor_goes_from_the_navigation_to_an_outcome_and_back_up(plain_visitor: Visitor):
    page = plain_visitor.page
    plain_visitor.visit("/")
    if plain_visitor.width < 641:
        page.get_by_text("Menu", exact=True).click()
    page.get_by_role("navigation", name="Main").get_by_role("link", name="The scheme").click()
    page.get_by_role("link", name="LAW SEND and equality law").click()
    page.get_by_role("link", name="LAW-3 Judge whether the help in a plan is clear enough to be made to happen").click()

    assert (
        page.locator("h1").inner_text() == "LAW-3 Judge whether the help in a plan is clear enough to be made to happen"
    )
    assert page.locator("#criteria + ol > li").count() == 4

    page.get_by_role("navigation", name="Breadcrumb").get_by_role("link", name="SENCO Award").click()
    assert page.locator("h1").inner_text() == "SENCO Award"


def test_a_visitor_sees_the_law_as_it_stood_on_a_day_without_script(plain_visitor: Visitor):
    page = plain_visitor.page
    plain_visitor.visit("/scheme/statutory-senco/award-held/")
    for part, text in (("Day", "3"), ("Month", "Mar"), ("Year", "2015")):
        page.get_by_label(part, exact=True).fill(text)
    page.get_by_role("button", name="Show that day").click()

    chosen = page.locator(".tp-side-by-side > .is-chosen")
    assert chosen.locator("h3").inner_text() == "From 1\xa0September 2014 until 1\xa0September 2024"
    assert chosen.locator("strong").inner_text() == "Held on 3\xa0March 2015"


def test_a_wrong_day_is_kept_and_its_error_leads_to_it(visitor: Visitor):
    page = visitor.page
    visitor.visit("/scheme/statutory-senco/")
    for part, text in (("Day", "31"), ("Month", "2"), ("Year", "2015")):
        page.get_by_label(part, exact=True).fill(text)
    page.get_by_role("button", name="Show that day").click()

    page.wait_for_function("document.activeElement.className === 'govuk-error-summary'")
    page.get_by_role("link", name="The day to look at must be a real date. February 2015 has 28 days").click()
    assert page.evaluate("document.activeElement.id") == "on-day"
    assert page.get_by_label("Day", exact=True).input_value() == "31"


def test_the_matrix_is_cards_on_a_phone_and_a_table_on_a_wide_screen_with_the_same_facts(visitor: Visitor):
    page = visitor.page
    visitor.visit("/scheme/gap-matrix/")

    row = page.locator("#ask-1")
    is_phone = visitor.width < 769
    assert row.evaluate("e => getComputedStyle(e).display") == ("block" if is_phone else "table-row")
    assert row.locator(".tp-cell-name").first.is_visible() is is_phone
    assert page.get_by_role("table").get_by_role("row").count() == 46
    assert row.get_by_role("rowheader").count() == 1
    assert row.get_by_role("cell").count() == 3


def test_the_matrix_is_filtered_and_given_as_a_file_without_script(plain_visitor: Visitor):
    page = plain_visitor.page
    plain_visitor.visit("/scheme/gap-matrix/")
    page.get_by_text("Show only some rows").click()
    page.get_by_label("This scheme").select_option("Yes")
    page.get_by_role("button", name="Apply").click()

    shown = page.locator("tbody tr").count()
    assert page.locator("tbody tr").count() == page.locator("tbody td:last-child strong", has_text="Yes.").count()
    with page.expect_download() as waiting:
        page.get_by_role("link", name="Download these rows as CSV").click()
    lines = waiting.value.path().read_text("utf-8-sig").splitlines()
    assert len(lines) == shown + 1

    page.get_by_role("link", name="Remove “This scheme: Yes”").click()
    assert page.locator("tbody tr").count() == 45


def test_a_clause_printed_shows_what_is_folded_and_hides_what_cannot_be_pressed(visitor: Visitor):
    visitor.visit("/scheme/statutory-senco/")
    visitor.page.emulate_media(media="print")

    page = visitor.page
    assert page.get_by_role("button", name="Show that day").is_visible() is False
    assert page.get_by_text("Rules hash").is_visible() is True
    assert page.get_by_text(f"Printed from {visitor.address}/scheme/statutory-senco/").is_visible() is True


def test_the_matrix_printed_is_a_table(visitor: Visitor):
    visitor.page.emulate_media(media="print")
    visitor.page.set_viewport_size({"width": 794, "height": 1123})
    visitor.visit("/scheme/gap-matrix/")

    assert visitor.page.locator("#ask-1").evaluate("e => getComputedStyle(e).display") == "table-row"
    visitor.keep_screenshot("scheme-gap-matrix-printed")


@pytest.mark.parametrize(
    "path", ["/scheme/senco-award/LAW-3/", "/scheme/gap-matrix/", "/scheme/statutory-senco/qualified/"]
)
def test_meaning_survives_forced_colours(visitor: Visitor, path: str):
    visitor.page.emulate_media(forced_colors="active")
    visitor.visit(path)

    assert visitor.axe() == []


@pytest.mark.parametrize("path", ["/scheme/gap-matrix/", "/scheme/senco-award/", "/scheme/senco-award/LAW-3/"])
def test_a_page_is_light_after_the_first_visit(visitor: Visitor, path: str):
    visitor.visit("/scheme/")

    visitor.visit(path)

    moved = "performance.getEntries().reduce((sum, entry) => sum + (entry.transferSize ?? 0), 0)"
    assert 0 < visitor.page.evaluate(moved) < 60_000
