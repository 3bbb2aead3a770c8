"""Rows, components, differences and calendar files."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from trigpoint.platform import pages
from trigpoint.platform.calendars import calendar_response, calendar_text
from trigpoint.platform.differences import ChangeKind, differences
from trigpoint.platform.pages import (
    CalendarEvent,
    Citation,
    Duty,
    NextStep,
    Reason,
    StatusKind,
    SummaryRow,
    TrackDate,
    due,
    lapses,
    waiting_for,
)

DAY = date(2028, 9, 1)
WRITTEN = "1\N{NO-BREAK SPACE}September 2028"


def drawn(template: str, **context: object) -> str:
    """Draw a piece of a page and return its words and tags with single spaces."""
    return re.sub(r"\s+", " ", Template(template).render(Context(context)))


def words(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html)).strip()


@pytest.mark.parametrize(
    ("status", "kind", "shown"),
    [
        (pages.MET, "met", "Met"),
        (pages.NOT_YET_MET, "unmet", "Not yet met"),
        (due(DAY), "due", f"Due {WRITTEN}"),
        (lapses(DAY), "due", f"Lapses {WRITTEN}"),
        (pages.OVERDUE, "overdue", "Overdue"),
        (pages.UNCLEAR, "unclear", "Unclear in law"),
        (waiting_for("Mr Okafor"), "waiting", "Waiting for Mr Okafor"),
        (pages.DOES_NOT_APPLY, "exempt", "Does not apply"),
    ],
)
def test_a_status_has_a_shape_and_words_and_is_neither_link_nor_button(status: pages.Status, kind: str, shown: str):
    html = drawn("{% status row %}", row=status)

    assert f"is-{kind}" in html
    assert html.count("<svg") == 1
    assert words(html).replace(" ", " ") == shown.replace("\N{NO-BREAK SPACE}", " ")
    assert "<a" not in html
    assert "<button" not in html


def test_each_status_has_a_shape_of_its_own():
    shapes = [drawn("{% include 'components/shape.html' %}", kind=kind) for kind in StatusKind]

    assert len(set(shapes)) == len(StatusKind) == 7


def test_an_answer_is_the_heading_of_its_page():
    html = drawn(
        "{% answer row 'You can be the SENCO now.' %}<p>Join the next intake.</p>{% endanswer %}", row=pages.MET
    )

    assert "<h1>You can be the SENCO now.</h1>" in html
    assert "<p>Join the next intake.</p>" in html


def test_what_someone_typed_is_never_markup():
    html = drawn(
        "{% answer status name %}{{ name }}{% endanswer %}{% reasons rows %}{% summary_list answers %}"
        "{% details name %}{{ name }}{% enddetails %}",
        name="<script>",
        status=waiting_for("<script>"),
        rows=[Reason(waiting_for("<script>"), "<script>", "<script>", (Citation("<script>"),))],
        answers=[SummaryRow("<script>", "<script>", "/", "<script>")],
    )

    assert "<script>" not in html


def test_the_minutes_of_a_step_are_in_its_link():
    html = drawn("{% next_steps rows %}", rows=[NextStep("Take the law refresher", "/law/", 40)])

    assert '<a href="/law/">Take the law refresher, 40 minutes</a>' in html


def test_must_and_should_are_never_one_list():
    duty = Duty("Decide.", Citation("Regulation 5"))

    assert drawn("{% must_should both both %}", both=[duty]).count("<ul>") == 2
    assert "Should" not in drawn("{% must_should both %}", both=[duty])


def test_a_date_on_a_track_is_readable_by_machines_too():
    html = drawn("{% date_track rows %}", rows=[TrackDate(DAY, "Third anniversary", StatusKind.DUE, is_past=True)])

    assert f'<time datetime="2028-09-01">{WRITTEN}</time>Third anniversary'.replace("\N{NO-BREAK SPACE}", " ") in html
    assert 'class="is-due is-past"' in html


def test_a_deadline_may_be_written_with_its_weekday():
    assert drawn("{{ day|weekday }}", day=DAY) == "Friday 1 September 2028"


def test_a_change_link_says_what_it_changes():
    html = drawn("{% summary_list rows %}", rows=[SummaryRow("School", "Hill Top", "/change/", "your school")])

    assert words(html) == "School Hill Top Change your school"


def test_a_difference_is_said_in_words():
    html = drawn("{% difference changes %}", changes=differences("in 14 days", "in 15 days"))

    assert words(html) == "in Removed 14 Added 15 days"
    assert (html.count("<del>"), html.count("<ins>")) == (1, 1)


@given(st.text(), st.text())
def test_a_difference_holds_both_versions_whole(before: str, after: str):
    changes = differences(before, after)

    assert "".join(change.text for change in changes if change.kind != ChangeKind.ADDED) == before
    assert "".join(change.text for change in changes if change.kind != ChangeKind.REMOVED) == after


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def test_a_calendar_file_holds_whole_day_events():
    event = CalendarEvent("qualification@trigpoint", DAY, "Qualification needed; see notes", "First line\nsecond, line")

    assert unfolded(calendar_text([event], now=datetime(2026, 11, 23, 9, tzinfo=UTC))) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Trigpoint//Trigpoint//EN",
        "CALSCALE:GREGORIAN",
        "BEGIN:VEVENT",
        "UID:qualification@trigpoint",
        "DTSTAMP:20261123T090000Z",
        "DTSTART;VALUE=DATE:20280901",
        "DTEND;VALUE=DATE:20280902",
        "SUMMARY:Qualification needed\\; see notes",
        "DESCRIPTION:First line\\nsecond\\, line",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"])))
def test_no_line_of_a_calendar_file_is_longer_than_the_standard_allows(title: str):
    text = calendar_text([CalendarEvent("a", DAY, title)], now=datetime(2026, 11, 23, tzinfo=UTC))

    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    summary = next(line for line in unfolded(text) if line.startswith("SUMMARY:"))
    assert re.sub(r"\\([\\;,])", r"\1", summary.removeprefix("SUMMARY:")) == title


def test_a_calendar_file_is_a_download():
    response = calendar_response([], filename="senco-dates.ics", now=datetime(2026, 11, 23, tzinfo=UTC))

    assert response["Content-Disposition"] == 'attachment; filename="senco-dates.ics"'
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
