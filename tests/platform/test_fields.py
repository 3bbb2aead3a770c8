"""Fields read what people type, and say what to do in the label's words."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from hypothesis import given
from hypothesis import strategies as st

from trigpoint.platform.fields import (
    LEAST_YEAR,
    ChoiceField,
    ChoicesField,
    DateField,
    DateWidget,
    Option,
    SelectField,
    TextField,
    WholeNumberField,
)
from trigpoint.platform.forms import PageForm

TODAY = date(2026, 11, 23)


class Example(PageForm):
    title = "About your work"
    induction = ChoiceField(
        (Option("yes", "Yes"), Option("no", "No")), label="Induction?", ask="whether you have finished induction"
    )
    region = SelectField((Option("n", "North"),), label="Where?", ask="where your school is", required=False)
    holds = ChoicesField(
        (Option("qts", "QTS"), Option("degree", "A degree"), Option("none", "None of these", apart=True)),
        label="What?",
        ask="what you hold",
    )
    school = TextField(label="School", ask="the name of your school", most=20)
    hours = WholeNumberField(label="Hours", ask="hours a week", least=0, most=60)
    became = DateField(
        label="When?", ask="the date you became a SENCO", past=True, not_before=date(1944, 1, 1), required=False
    )


def filled(**changes: Any) -> Example:
    data = QueryDict(mutable=True)
    given_answers = {"induction": "yes", "holds": ["degree", "qts"], "school": "Hill Top", "hours": "6"} | changes
    for key, value in given_answers.items():
        data.setlist(
            key.replace("_day", "-day").replace("_month", "-month").replace("_year", "-year"),
            list([value] if isinstance(value, str) else value),
        )
    return Example(data, today=TODAY)


def on(day: str, month: str, year: str) -> Example:
    return filled(became_day=day, became_month=month, became_year=year)


def errors(form: Example) -> list[tuple[str, str]]:
    return [(row.target, row.words) for row in form.error_rows()]


def test_right_answers_come_out_typed_and_in_the_order_of_the_question():
    form = filled(became_day="3", became_month="Mar", became_year="2024")

    assert form.is_valid()
    assert form.cleaned_data == {
        "induction": "yes",
        "region": "",
        "holds": ("qts", "degree"),
        "school": "Hill Top",
        "hours": 6,
        "became": date(2024, 3, 3),
    }


def test_an_empty_form_names_every_answer_it_needs_in_the_order_of_the_page():
    assert errors(Example({}, today=TODAY)) == [
        ("induction", "Select whether you have finished induction"),
        ("holds", "Select what you hold"),
        ("school", "Enter the name of your school"),
        ("hours", "Enter hours a week"),
    ]


def test_a_form_not_yet_sent_has_no_errors():
    assert Example(today=TODAY).error_rows() == ()


@pytest.mark.parametrize(
    ("changes", "error"),
    [
        ({"induction": "perhaps"}, ("induction", "Select whether you have finished induction")),
        ({"holds": ["qts", "none"]}, ("holds", "Select what applies, or “None of these”, but not both")),
        ({"school": "x" * 21}, ("school", "The name of your school must be 20 characters or fewer. Yours has 21")),
        (
            {"school": "Hill\x00Top"},
            ("school", "The name of your school must not have control characters. Type it again"),
        ),
        ({"hours": "80"}, ("hours", "Hours a week must be between 0 and 60. You wrote 80")),
        ({"hours": "-1"}, ("hours", "Hours a week must be between 0 and 60. You wrote -1")),
        ({"hours": "six"}, ("hours", "Hours a week must be a number, like 15")),
        ({"hours": "6.5"}, ("hours", "Hours a week must be a number, like 15")),
    ],
)
def test_a_wrong_answer_says_what_to_do(changes: dict[str, Any], error: tuple[str, str]):
    assert errors(filled(**changes)) == [error]


def test_a_tampered_choice_among_others_is_dropped():
    form = filled(holds=["qts", "crown"])

    assert form.is_valid()
    assert form.cleaned_data["holds"] == ("qts",)


@pytest.mark.parametrize("month", ["3", "03", "Mar", "mar", "MARCH", "Mar."])
def test_a_month_is_read_in_any_usual_spelling(month: str):
    form = on("03", month, "2024")

    assert form.is_valid()
    assert form.cleaned_data["became"] == date(2024, 3, 3)


@pytest.mark.parametrize(
    ("typed", "error"),
    [
        (("", "3", "2024"), ("became-day", "The date you became a SENCO must include a day")),
        (("", "", "2024"), ("became-day", "The date you became a SENCO must include a day and month")),
        (
            ("30", "2", "2024"),
            ("became-day", "The date you became a SENCO must be a real date. February 2024 has 29 days"),
        ),
        (("1", "13", "2024"), ("became-month", "The date you became a SENCO must have a real month, like 3 or Mar")),
        (
            ("1", "3", "24"),
            ("became-year", "The date you became a SENCO must have a year with 4 numbers, like 2026"),
        ),
        (("24", "11", "2026"), ("became-day", "The date you became a SENCO must be today or in the past")),
        (
            ("1", "1", "1930"),
            ("became-day", "The date you became a SENCO must be 1\N{NO-BREAK SPACE}January 1944 or later"),
        ),
    ],
)
def test_a_wrong_date_names_what_is_wrong_and_leads_to_that_part(typed: tuple[str, str, str], error: tuple[str, str]):
    assert errors(on(*typed)) == [error]


def test_today_is_not_in_the_future():
    assert on("23", "11", "2026").is_valid()


def test_one_form_never_marks_the_fields_of_another():
    assert on("", "3", "2024").is_valid() is False

    assert Example(today=TODAY).fields["became"].faulty == ()  # type: ignore[attr-defined]


@given(st.dates(date(LEAST_YEAR, 1, 1), date(2100, 12, 31)))
def test_every_date_typed_in_full_is_read_back(day: date):
    field = DateField(label="When?", ask="the date")

    data = {"d-day": f"{day.day}", "d-month": f"{day:%B}", "d-year": f"{day.year}"}
    typed = DateWidget().value_from_datadict(data, MultiValueDict(), "d")

    assert field.clean(typed) == day


@given(st.text(), st.text(), st.text())
def test_nothing_typed_into_a_date_breaks_it(day: str, month: str, year: str):
    form = on(day, month, year)

    form.is_valid()

    assert [row for row in form.error_rows() if not row.words.startswith("The date you became a SENCO must")] == []
