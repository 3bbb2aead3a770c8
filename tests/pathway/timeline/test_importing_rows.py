"""The rows of a file: dates as people write them, problems by column, what is there already, what is entered."""

from __future__ import annotations

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.pathway.referees.support import NOW

from trigpoint.kernel import Basis
from trigpoint.pathway.timeline.importing import sheet_of
from trigpoint.pathway.timeline.importing_actions import import_rows
from trigpoint.pathway.timeline.importing_dates import DateCellError, day_in
from trigpoint.pathway.timeline.importing_queries import preview
from trigpoint.pathway.timeline.importing_words import COLUMNS
from trigpoint.pathway.timeline.posts import posts_in
from trigpoint.platform.events import of_subject
from trigpoint.record.queries import entries_of, facts_of

TODAY = date(2026, 11, 23)
HEAD = ",".join(column.value for column in COLUMNS) + "\n"
DATES = {
    "27/3/2016": date(2016, 3, 27),
    "27.3.2016": date(2016, 3, 27),
    "27-03-2016": date(2016, 3, 27),
    "27 March 2016": date(2016, 3, 27),
    "27th Mar 2016": date(2016, 3, 27),
    "27-Mar-16": date(2016, 3, 27),
    "27/3/98": date(1998, 3, 27),
    "2016-03-27": date(2016, 3, 27),
    "2016-03-27 00:00:00": date(2016, 3, 27),
    "2016/3/27": date(2016, 3, 27),
    "Mar 2016": date(2016, 3, 1),
    "Sept. 2016": date(2016, 9, 1),
    "03/2016": date(2016, 3, 1),
    "2016-03": date(2016, 3, 1),
}
NOT_DATES = {
    "3/27/2016": "There is no month 27. The day comes first: write 27/3",
    "31/2/2016": "There is no such day: February 2016 has 29 days",
    "42456": "Excel’s own number for a day, perhaps 27/3/2016",
    "2016": "a year alone. Add the month, like Sept 2016",
    "spring 2016": "“spring” is no month. Write it like 27/3/2016",
    "long ago": "“long ago” is no date",
    "1/1/1900": "1900 is too long ago",
    "1/1/2090": "2090 is too far ahead",
}


@pytest.mark.parametrize("cell", DATES)
def test_a_date_is_read_as_people_write_it(cell):
    assert day_in(cell, TODAY) == DATES[cell]


@pytest.mark.parametrize("cell", NOT_DATES)
def test_what_is_no_date_is_told_with_what_to_write(cell):
    with pytest.raises(DateCellError) as wrong:
        day_in(cell, TODAY)
    assert NOT_DATES[cell] in str(wrong.value)


def test_a_month_alone_is_its_last_day_where_something_ends():
    assert day_in("Feb 2016", TODAY, end=True) == date(2016, 2, 29)


@given(st.dates(date(1951, 1, 1), date(2026, 11, 23)))
def test_every_day_written_with_the_day_first_or_the_year_first_is_that_day(day):
    for cell in (f"{day.day}/{day.month}/{day.year}", day.isoformat(), f"{day:%d %B %Y}"):
        assert day_in(cell, TODAY) == day


@given(st.text(max_size=30))
def test_any_cell_is_a_day_or_told_in_words(cell):
    with contextlib.suppress(DateCellError):
        assert day_in(cell, TODAY) >= date(1950, 1, 1)


def looked_at(person, *rows, **chosen):
    sheet = sheet_of(HEAD + "\n".join(rows), "UTF-8")
    return preview(person.key, sheet, {f"school-{number}": value for number, value in chosen.items()}, TODAY)


def problems(page):
    return [(row.number, problem.column, problem.words) for row in page.bad for problem in row.problems]


TA = "post,teaching assistant,,100000,Sept 2016,31/8/2025,,27.5,37,,,,"
QTS = "qualification,QTS,,,31/7/2018,,,,,,,,"
INDUCTION = "qualification,Induction passed,,,31/7/2019,,,,,,,,"
SENCO = "post,SENCO,,100000,1/9/2025,,0.8,,,teacher,Inclusion lead,,"
COURSE = "training,Autism in class,,,14/3/2024,,,,,,,,90"
LED = "training led,Reading for all,,,14/3/2025,,,,,,,,"


@pytest.fixture
def somebody(a_person, schools):
    return a_person()


def test_a_whole_timeline_is_entered_with_its_hours(somebody):
    page = looked_at(somebody, TA, QTS, INDUCTION, SENCO, COURSE, LED)
    assert problems(page) == []
    assert import_rows(person=somebody.key, rows=page.rows, now=NOW) == 6

    posts = posts_in(entries_of(somebody.key))
    assert [(post.said.role.value, post.said.hundredths, post.said.hours, post.said.title) for post in posts] == [
        ("senco", 80, "", "Inclusion lead"),
        ("teaching-assistant", 74, "27.5/37", ""),
    ]
    assert [(fact.code, fact.amount) for fact in facts_of(somebody.key) if ":" in fact.code and fact.at is None] == [
        ("holds:qts", None),
        ("holds:induction-passed", None),
        ("did:cpd", 90),
        ("led:training", None),
    ]
    assert {fact.basis for fact in facts_of(somebody.key)} == {Basis.DECLARED}


def test_the_same_file_twice_enters_nothing_twice(somebody):
    page = looked_at(somebody, TA, QTS)
    import_rows(person=somebody.key, rows=page.rows, now=NOW)
    before = entries_of(somebody.key)

    assert import_rows(person=somebody.key, rows=page.rows, now=NOW) == 0
    again = looked_at(somebody, TA, QTS)
    assert [row.there for row in again.rows] == ["On your timeline already.", "On your timeline already."]
    assert import_rows(person=somebody.key, rows=again.rows, now=NOW) == 0
    assert entries_of(somebody.key) == before
    assert [one.name for one in of_subject(somebody.key)].count("pathway.timeline.imported") == 1


def test_bringing_in_more_rows_later_enters_only_those(somebody):
    import_rows(person=somebody.key, rows=looked_at(somebody, TA).rows, now=NOW)
    page = looked_at(somebody, TA, QTS)

    assert [row.number for row in page.good] == [3]


def test_a_row_that_is_twice_in_the_file_is_entered_once(somebody):
    page = looked_at(somebody, TA, TA, QTS, "qualification,QTS,,,1/9/2018,,,,,,,,")
    assert [(row.number, row.there) for row in page.there] == [
        (3, "The same as row 2."),
        (5, "Held since 31\N{NO-BREAK SPACE}July 2018 already. Correct that entry if the date is wrong."),
    ]


def test_the_good_rows_are_entered_without_the_bad_ones(somebody):
    page = looked_at(somebody, QTS, "post,juggler,,100000,1/9/2020,,,,,,,,")
    assert import_rows(person=somebody.key, rows=page.rows, now=NOW) == 1
    assert [fact.code for fact in facts_of(somebody.key)] == ["holds:qts"]


WRONG = {
    "a kind that is none": ("jobb,SENCO,,,1/9/2025,,,,,,,,", "kind", "“jobb” is no kind"),
    "no kind": (",SENCO,,,1/9/2025,,,,,,,,", "kind", "The kind is missing"),
    "a role that is none": ("post,juggler,,100000,1/9/2025,,,,,,,,", "what", "Write SENCO"),
    "no first day": ("post,teacher,,100000,,,,,,,,,", "first day", "Enter the first day"),
    "an end before its beginning": ("post,teacher,,100000,1/9/2025,1/9/2024,,,,,,,", "last day", "must be 1"),
    "a wrong month": ("post,teacher,,100000,9/27/2025,,,,,,,,", "first day", "write 27/9"),
    "more than full time": ("post,teacher,,100000,1/9/2025,,1.2,,,,,,", "part of full time", "Write it like 0.8"),
    "a hundred hours": ("post,teacher,,100000,1/9/2025,,,100,,,,,", "hours a week", "up to 60"),
    "a SENCO who may be a teacher or not": ("post,SENCO,,100000,1/9/2025,,,,,,,,", "worked there as", "Write teacher"),
    "no school": ("post,teacher,,,1/9/2025,,,,,,,,", "school", "Enter the name of the school"),
    "a URN that the register lacks": ("post,teacher,,999999,1/9/2025,,,,,,,,", "school", "no school with the URN"),
    "a URN that is none": ("post,teacher,,12,1/9/2025,,,,,,,,", "school", "five or six digits"),
    "an unknown qualification": ("qualification,swimming,,,1/9/2018,,,,,,,,", "what", "do not know this qualification"),
    "a qualification to come": ("qualification,QTS,,,1/9/2027,,,,,,,,", "first day", "today or in the past"),
    "training without its length": ("training,Autism,,,14/3/2024,,,,,,,,", "minutes", "how long"),
    "a cell that is a novel": (f"training,{'x' * 301},,,14/3/2024,,,,,,,,90", "what", "At most 300"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_problem_is_told_by_row_and_column_in_words(somebody, name):
    row, column, words = WRONG[name]
    number, found, said = problems(looked_at(somebody, row))[0]
    assert (number, found) == (2, column)
    assert words in said


def test_every_problem_of_a_row_is_told_at_once(somebody):
    page = looked_at(somebody, "post,juggler,,12,9/27/2025,,1.2,,,,,,")
    assert [column for _, column, _ in problems(page)] == ["what", "first day", "part of full time", "school"]


def test_a_school_known_by_one_name_alone_is_taken(somebody):
    page = looked_at(somebody, "post,teacher,The Aldgate School,,1/9/2020,,,,,,,,")
    assert page.good[0].lines[0] == "The Aldgate School"


def test_a_school_that_is_unsure_is_asked_about_and_then_taken(somebody):
    row = "post,teacher,Aldgate Schol,,1/9/2020,,,,,,,,"
    page = looked_at(somebody, row)
    assert (page.rows[0].is_unsure, page.rows[0].options[0].words[:18]) == (True, "The Aldgate School")
    assert page.good == ()

    page = looked_at(somebody, row, **{"2": "urn:100000"})
    assert page.good[0].lines[0] == "The Aldgate School"


def test_a_school_that_the_register_lacks_can_keep_its_name(somebody):
    row = "post,teacher,Zzyzx Hall,,1/9/2020,,,,,,,,"
    page = looked_at(somebody, row)
    assert page.rows[0].options[-1].setting == "named:Zzyzx Hall"
    page = looked_at(somebody, row, **{"2": "named:Zzyzx Hall"})
    assert page.good[0].lines[0] == "Zzyzx Hall"


def test_a_school_that_was_not_offered_is_never_taken(somebody):
    page = looked_at(somebody, "post,teacher,Aldgate Schol,,1/9/2020,,,,,,,,", **{"2": "urn:999999"})
    assert page.good == ()


def test_a_post_as_senco_that_the_law_rules_out_is_left_to_its_own_page(somebody):
    page = looked_at(somebody, SENCO)
    assert [(number, column) for number, column, _ in problems(page)] == [(2, "what")]
    assert "add this post on your timeline" in problems(page)[0][2]

    assert problems(looked_at(somebody, SENCO, QTS, INDUCTION)) == []


def test_the_register_is_asked_once_for_schools_of_one_name(somebody, django_assert_num_queries):
    row = "post,teacher,The Aldgate School,,1/9/20{},,,,,,,,"
    with django_assert_num_queries(3):  # the record, the search, the schools
        looked_at(somebody, *(row.format(year) for year in range(10, 20)))
