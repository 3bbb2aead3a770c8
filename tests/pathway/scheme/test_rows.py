"""The gap matrix, the overview and the prose of routes, as rows."""

from __future__ import annotations

import csv
import io

import pytest

from trigpoint.content.library import installed_library
from trigpoint.pathway.scheme.matrix import ANSWERS, matrix_csv, read_matrix
from trigpoint.pathway.scheme.overview import overview, time_words
from trigpoint.pathway.scheme.prose import Paragraph, Section, sections
from trigpoint.platform.spreadsheets import safe

MATRIX = read_matrix(installed_library().gap_matrix)
AWARD = installed_library().schemes["senco-award"]
ASKS = [*range(1, 34), 35, 36, *range(37, 47)]


def test_every_ask_has_a_row_in_order():
    """Asks 34 and 47 only set the scene."""
    assert [row.ask for row in MATRIX.rows] == ASKS


def test_every_row_says_of_each_award_what_it_does_in_words():
    assert {cell.column for row in MATRIX.rows for cell in row.cells} == {column for column, _, _ in MATRIX.columns}
    assert [row.ask for row in MATRIX.rows for cell in row.cells if not cell.words or cell.covers not in ANSWERS] == []


def test_what_is_said_of_another_award_has_a_source_unless_we_found_none():
    said = [
        row.ask
        for row in MATRIX.rows
        for cell in row.cells
        if cell.column != "this-scheme" and cell.covers != "not-known" and not cell.sources
    ]

    assert said == []


def test_sources_are_numbered_in_their_order():
    assert [source.number for source in MATRIX.sources] == list(range(1, len(MATRIX.sources) + 1))


def test_without_a_choice_every_row_is_shown():
    assert MATRIX.where({}) == MATRIX.rows


@pytest.mark.parametrize("answer", ANSWERS)
def test_a_choice_keeps_the_rows_that_answer_so(answer):
    rows = MATRIX.where({"this-scheme": answer})

    assert {cell.covers for row in rows for cell in row.cells if cell.column == "this-scheme"} <= {answer}
    assert len(rows) == sum(
        cell.covers == answer for row in MATRIX.rows for cell in row.cells if cell.column == "this-scheme"
    )


def test_two_choices_must_both_hold():
    both = MATRIX.where({"this-scheme": "yes", "earlier-award": "not-known"})

    assert set(both) == set(MATRIX.where({"this-scheme": "yes"})) & set(MATRIX.where({"earlier-award": "not-known"}))


def test_the_file_holds_every_row_with_its_sources_written_out():
    rows = list(csv.reader(io.StringIO(matrix_csv(MATRIX, MATRIX.rows).removeprefix("\ufeff"))))

    assert rows[0][:6] == [
        "Ask", "What was asked for", "Earlier award: answer", "Earlier award: in words", "Earlier award: sources",
        "Earlier award: outcomes",
    ]  # fmt: skip
    assert len(rows) == 1 + len(MATRIX.rows)
    assert {len(row) for row in rows} == {14}
    first = MATRIX.rows[0].cells[0]
    titles = {source.number: source.title for source in MATRIX.sources}
    assert rows[1][2:5] == [first.answer, first.words, "; ".join(titles[number] for number in first.sources)]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@sum", "\t=1", "\r=1"])
def test_a_cell_that_a_spreadsheet_would_run_is_made_text(text):
    assert safe(text) == f"'{text}"


def test_a_plain_cell_stays_as_it_is():
    assert safe("Yes, in part") == "Yes, in part"


# ---- the award at a glance


def test_the_award_has_eight_strands_and_four_routes_that_all_ask_for_them():
    glance = overview(AWARD)

    assert [strand.id for strand in glance.strands] == ["LAW", "COO", "CPD", "ADV", "COP", "RES", "LEA", "DEV"]
    assert [(route.id, route.limit) for route in glance.routes] == [("T", 150), ("S", 150), ("E", 60), ("H", 150)]
    assert [(route.id, route.limit) for route in glance.onward] == [("renewal", 12), ("mentor", 15)]


def test_hours_are_rounded_up_and_never_over_the_limit():
    rows = [*overview(AWARD).routes, *overview(AWARD).onward]

    assert [row.id for row in rows if row.hours is None or row.limit is None or not 0 < row.hours <= row.limit] == []


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(119, "119 minutes"), (120, "2 hours"), (200, "3 hours 20 minutes"), (1480, "24 hours 40 minutes")],
)
def test_time_is_said_in_hours_once_there_are_two(minutes, words):
    assert time_words(minutes) == words


def test_the_stages_are_those_that_the_scheme_lists():
    assert [stage.id for stage in overview(AWARD).stages] == list(AWARD.about["stages"])


def test_the_review_is_said_as_it_is():
    assert overview(AWARD).review == (
        "Checked against its sources by the project. Awaiting expert review and review by families. "
        "No panel, pilot or sign-off has taken place."
    )


# ---- the prose of routes


def test_prose_keeps_the_order_and_leaves_figures_for_machines_out():
    about = {
        "who": "You.",
        "length": {"shortest_weeks": 12, "words": "Up to 12 weeks.", "source": "guide"},
        "checks_by_others": [{"who": "The provider", "words": "Decides.", "source": ["a", "b"]}],
        "sen_work_shows": {"words": "Much.", "standards": [5, 8]},
        "new_key": "Said.",
        "sources": ["guide"],
        "instead_if": {"codes": ["holds:degree"]},
    }

    assert sections(about) == (
        Section("Who it is for", (Paragraph("You."),)),
        Section("How long it takes", (Paragraph("Up to 12 weeks.", "", ("guide",)),)),
        Section("What others check", (Paragraph("Decides.", "The provider", ("a", "b")),)),
        Section("What SEN work can show", (Paragraph("Much. (Standards 5, 8)"),)),
        Section("New key", (Paragraph("Said."),)),
    )
