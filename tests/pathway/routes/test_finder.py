"""The rows of the pages, from the installed content."""

from __future__ import annotations

from datetime import date

import pytest
from tests.pathway.routes.people import ASSISTANT, GRADUATE, NOTHING, TODAY, UNSURE, a_finder

from trigpoint.pathway.routes.one_route import route_page_of
from trigpoint.pathway.routes.rows import StandardRow
from trigpoint.platform.pages import SummaryRow

FINDER = a_finder()


def row_of(answers, route):
    page = FINDER.result(answers, TODAY)
    return next(row for group in (*page.in_full, *page.in_short) for row in group.rows if row.id == route)


def test_the_law_is_checked_to_the_earliest_day_of_the_schemes_quoted():
    assert FINDER.checked_to == date(2026, 6, 1)


def test_before_anything_is_asked_every_route_is_listed_those_not_open_last():
    page = FINDER.start(TODAY)

    assert page.questions == 9
    assert sorted(row.id for row in page.routes) == sorted(FINDER.scheme.routes)
    assert [row.id for row in page.routes if not row.is_open] == [page.routes[-1].id]


def test_routes_that_fit_are_shown_in_full_and_the_rest_in_short():
    page = FINDER.result(GRADUATE | {"residence": "not-sure"}, TODAY)

    assert [group.heading for group in page.in_full] == ["Routes that fit", "Could fit, once you find out"]
    assert [group.heading for group in page.in_short] == [
        "For people who qualified elsewhere",
        "Longer than you need",
        "Not open to people in England",
    ]
    assert [row.id for row in page.compared] == [
        "assessment-only",
        "salaried",
        "fee-paying",
        "high-potential",
        "pg-apprenticeship",
    ]


def test_no_more_routes_stand_side_by_side_than_the_page_is_wide():
    page = FINDER.result(GRADUATE | {"other-status": "not-sure", "residence": "not-sure"}, TODAY)

    assert [(group.heading, len(group.rows)) for group in (*page.in_full, *page.in_short)][:3] == [
        ("Routes that fit", 4),
        ("Could fit, once you find out", 1),
        ("More: could fit, once you find out", 3),
    ]


def test_a_group_without_room_is_shown_in_short_under_its_own_name():
    page = FINDER.result(GRADUATE | {"other-status": "not-sure"}, TODAY)

    assert [group.heading for group in page.in_full] == ["Routes that fit"]
    assert page.in_short[0].heading == "Could fit, once you find out"


def test_nothing_is_compared_while_nothing_is_known():
    page = FINDER.result(UNSURE, TODAY)

    assert (page.in_full, page.first, page.compared) == ((), None, ())
    assert len(page.find_out) == 7


def test_what_is_missing_is_told_once_with_the_routes_it_alone_opens():
    page = FINDER.result(ASSISTANT | {"english-and-maths": "english"}, TODAY)

    assert [(gap.title, gap.opens) for gap in page.gaps[:2]] == [
        ("GCSE maths at grade 4, or the same standard", "Degree with QTS; Teacher degree apprenticeship"),
        ("A degree", ""),
    ]
    assert page.gaps[2].asked_by == "Assessment only"


def test_a_route_gathers_its_conditions_with_what_is_done_last():
    row = row_of(ASSISTANT | {"whole-classes": "not-sure"}, "assessment-only")

    assert [(each.status.words, each.titles) for each in row.by_status] == [
        ("Not yet met", "A degree"),
        (
            "Find out",
            (
                "Whole-class teaching of your own; Teaching in two or more schools; "
                "Teaching in two key stages next to each other"
            ),
        ),
        (
            "Met",
            (
                "GCSE English at grade 4, or the same standard; GCSE maths at grade 4, or the same standard; "
                "A science GCSE, for primary"
            ),
        ),
    ]


def test_a_condition_that_does_not_apply_is_left_out_of_the_short_list():
    row = row_of(GRADUATE | {"phase": "secondary"}, "fee-paying")

    assert [condition.title for condition in row.conditions] == [
        "A degree",
        "GCSE English at grade 4, or the same standard",
        "GCSE maths at grade 4, or the same standard",
    ]


def test_sen_work_is_told_by_the_standards_it_can_and_cannot_show():
    row = row_of(GRADUATE, "assessment-only")

    assert row.shows_standards[0] == StandardRow(5, "Teaching adapted to strengths and needs", "/standard/TS-5")
    assert [standard.number for standard in row.cannot_show_standards] == [3, 4]


def test_what_providers_say_has_its_source_and_the_day_it_was_read():
    notes = row_of(GRADUATE, "assessment-only").notes

    assert [note for note in notes if not note.citations or note.read != TODAY] == []
    assert len(notes) == 7


def test_a_graduate_is_told_why_an_undergraduate_route_is_not_the_way():
    assert row_of(GRADUATE, "undergraduate").reason == "You hold a degree, so a graduate route is shorter."
    assert row_of(ASSISTANT, "undergraduate").reason == ""


def test_a_route_that_is_not_open_says_why():
    assert row_of(GRADUATE, "iqts").reason == FINDER.words["iqts"].status.words


def test_an_answer_with_a_note_gets_it():
    assert FINDER.result(NOTHING | {"other-status": "eyts"}, TODAY).notes == (
        "EYTS is not QTS. The SENCO regulation does not name it. You would still need a route to QTS.",
    )


def test_answers_to_check_are_those_that_were_asked():
    summary = FINDER.result(NOTHING | {"residence": "not-sure"}, TODAY).summary

    assert [row.value for row in summary] == [
        "Neither of these",
        "Neither",
        "Secondary or middle years, ages 7 to 19",
        "No",
        "No",
        "I am not sure",
        "None of these",
    ]
    assert summary[0] == SummaryRow(
        "What is your highest qualification?",
        "Neither of these",
        "/change/highest-qualification",
        "your answer to: What is your highest qualification?",
    )


# ---- The page of one route


@pytest.mark.parametrize("route", FINDER.words)
def test_every_source_that_a_page_names_stands_in_its_list(route):
    page = route_page_of(FINDER, route, GRADUATE, TODAY)

    said = [page.status, page.length, page.assessed_on, page.saves, *(row.said for row in page.conditions)]
    said += [row.said for row in page.checks]
    said += [row.said for row in page.steps]
    assert {source for each in said for source in each.sources} <= set(page.sources)
    assert [source.number for source in page.sources] == list(range(1, len(page.sources) + 1))


def test_law_stands_first_among_the_sources():
    kinds = [source.kind == "Law" for source in route_page_of(FINDER, "assessment-only", None, TODAY).sources]

    assert kinds == sorted(kinds, reverse=True)


def test_without_answers_a_page_asks_and_judges_nobody():
    page = route_page_of(FINDER, "fee-paying", None, TODAY)

    assert page.case is None
    assert [(row.title, row.status.words) for row in page.conditions] == [
        ("A degree", "Find out"),
        ("GCSE English at grade 4, or the same standard", "Find out"),
        ("GCSE maths at grade 4, or the same standard", "Find out"),
        ("A science GCSE, for primary", "Find out"),
    ]
    assert page.conditions[0].said.words == "This route needs a degree. Any subject and any country can count."


@pytest.mark.parametrize(
    ("answers", "route", "heading", "text"),
    [
        (GRADUATE, "salaried", "Your case: this route fits", "Fits your answers."),
        (ASSISTANT, "salaried", "Your case: not yet", "You lack one thing."),
        (
            GRADUATE | {"residence": "not-sure"},
            "pg-apprenticeship",
            "Your case: this route could fit",
            "Could fit: one thing to find out.",
        ),
        (
            GRADUATE,
            "undergraduate",
            "Your case: there is a shorter way",
            "You hold a degree, so a graduate route is shorter.",
        ),
        (GRADUATE, "iqts", "Your case: not open to people in England", FINDER.words["iqts"].status.words),
        (GRADUATE, "wales", "Your case: this is for people who qualified elsewhere", "You lack one thing."),
    ],
)
def test_with_answers_a_page_tells_the_persons_own_case(answers, route, heading, text):
    case = route_page_of(FINDER, route, answers, TODAY).case

    assert case is not None
    assert (case.heading, case.text) == (heading, text)


def test_a_case_says_how_to_find_out_only_what_the_route_asks():
    answers = GRADUATE | {"residence": "not-sure", "english-and-maths": "not-sure"}
    case = route_page_of(FINDER, "fee-paying", answers, TODAY).case

    assert case is not None
    assert [row.change_url for row in case.find_out] == ["/change/english-and-maths"]


def test_the_standing_of_a_route_does_not_depend_on_the_day():
    assert FINDER.result(GRADUATE, date(2026, 11, 23)) == FINDER.result(GRADUATE, date(2031, 2, 28))
