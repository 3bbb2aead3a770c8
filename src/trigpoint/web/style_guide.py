"""The style guide: every component with an example, in demonstration mode only.

The examples' names, figures and dates are made up. The browser journeys walk these pages with axe.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.http import Http404, HttpResponse
from django.shortcuts import render

from trigpoint.platform.calendars import calendar_response
from trigpoint.platform.differences import differences
from trigpoint.platform.fields import (
    ChoiceField,
    ChoicesField,
    DateField,
    Option,
    SelectField,
    TextField,
    WholeNumberField,
)
from trigpoint.platform.flows import Answers, Flow, Question, answered, ask
from trigpoint.platform.forms import PageForm
from trigpoint.platform.pages import (
    DOES_NOT_APPLY,
    MET,
    NO_BREAK,
    NOT_YET_MET,
    OVERDUE,
    UNCLEAR,
    CalendarEvent,
    Citation,
    Crumb,
    Duty,
    NextStep,
    Reason,
    StatusKind,
    SummaryRow,
    TrackDate,
    due,
    lapses,
    waiting_for,
    written,
)
from trigpoint.platform.permissions import public
from trigpoint.web.errors import BAD_REQUEST, FAILED, FORBIDDEN, FORGED, NOT_FOUND, TOO_MANY, error_page

if TYPE_CHECKING:
    from django.http import HttpRequest

EXAMPLE_TODAY = date(2026, 11, 23)
DEADLINE = date(2028, 9, 1)
ERRORS = {
    "400": (BAD_REQUEST, 400),
    "403": (FORBIDDEN, 403),
    "403-form": (FORGED, 403),
    "404": (NOT_FOUND, 404),
    "429": (TOO_MANY, 429),
    "500": (FAILED, 500),
}
REGULATION = Citation(
    "Regulation 49(4), SEND Regulations 2014",
    "https://www.legislation.gov.uk/uksi/2014/1530/regulation/49",
    since=date(2024, 9, 1),
)


INDUCTION = ChoiceField(
    (
        Option("yes", "Yes"),
        Option("not-yet", "Not yet"),
        Option("not-needed", "I did not have to", hint="For example, you qualified before 7 May 1999"),
        Option("not-sure", "I am not sure", apart=True),
    ),
    label="Have you finished induction?",
    hint="The year or two of support after you qualify as a teacher",
    ask="whether you have finished induction",
)


class InductionForm(PageForm):
    """A closed question."""

    induction = INDUCTION


class BecameForm(PageForm):
    """A date question."""

    became = DateField(
        label="When did you become a SENCO?",
        hint=f"For example, 27 3 2026 or 27{NO_BREAK}Mar{NO_BREAK}2026",
        ask="the date you became a SENCO",
        past=True,
    )


class DetailsForm(PageForm):
    """Several fields on one page."""

    title = "Tell us about your work"
    school = TextField(label="Name of your school", ask="the name of your school", hint="As on its sign")
    hours = WholeNumberField(
        label="Hours set aside for SENCO work in a usual week",
        ask="hours set aside for SENCO work",
        least=0,
        most=60,
        suffix="hours",
    )
    region = SelectField(
        (Option("north", "North"), Option("south", "South")),
        label="Where is your school?",
        ask="where your school is",
    )
    qualifications = ChoicesField(
        (
            Option("qts", "Qualified teacher status"),
            Option("degree", "A degree"),
            Option("none", "None of these", apart=True),
        ),
        label="What do you hold?",
        ask="what you hold",
    )


FLOW = Flow(
    name="style-guide",
    caption="Can I be the SENCO?",
    questions=(
        Question("induction", InductionForm),
        Question("became", BecameForm, asked=lambda answers: answers.get("induction") == "yes"),
        Question("details", DetailsForm),
    ),
    start="style-guide",
    question="style-guide-question",
    result="style-guide-result",
)


@public
def index(request: HttpRequest) -> HttpResponse:
    """Show every component that is not a form."""
    return render(request, "web/style_guide/index.html", EXAMPLES | {"errors": ERRORS, "flow": first_question()})


def first_question() -> str:
    """Return the address of the flow's first question."""
    return FLOW.address_of(FLOW.questions[0])


@public
def question(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a question of the example flow."""
    return ask(request, FLOW, slug, today=EXAMPLE_TODAY)


@public
def result(request: HttpRequest) -> HttpResponse:
    """Show how a result page is made: answer, dates, reasons, answers to check."""
    outcome = answered(request, FLOW, today=EXAMPLE_TODAY)
    if not isinstance(outcome, Answers):
        return outcome
    return render(request, "web/style_guide/result.html", EXAMPLES | {"rows": summary_of(outcome)})


def summary_of(answers: Answers) -> tuple[SummaryRow, ...]:
    """Return the answers as rows to check."""
    induction, became, details = FLOW.questions
    shown = [
        (induction, "Induction", INDUCTION.words_of(answers.get("induction")), "whether you finished induction"),
        (details, "School", str(answers.get("details", "school")), "your school"),
    ]
    if answers.get("became"):
        shown.insert(1, (became, "Became a SENCO", written(answers.get("became")), "when you became a SENCO"))
    return tuple(SummaryRow(key, value, FLOW.address_of(step, changing=True), what) for step, key, value, what in shown)


@public
def calendar(request: HttpRequest) -> HttpResponse:  # noqa: ARG001 - a view
    """Give an example calendar file."""
    event = CalendarEvent("example@trigpoint", DEADLINE, "Qualification needed", "Example only")
    made = datetime.combine(EXAMPLE_TODAY, datetime.min.time(), tzinfo=ZoneInfo("Europe/London"))
    return calendar_response([event], filename="example.ics", now=made)


@public
def error(request: HttpRequest, name: str) -> HttpResponse:
    """Show an error page without the error."""
    if name not in ERRORS:
        raise Http404
    words, status = ERRORS[name]
    return error_page(request, words, status)


EXAMPLES = {
    "today": EXAMPLE_TODAY,
    "checked_to": date(2026, 6, 1),
    "answer_status": due(DEADLINE),
    "answer_heading": f"You can be the SENCO now. You need the qualification by {written(DEADLINE)}.",
    "statuses": (
        MET,
        NOT_YET_MET,
        due(DEADLINE),
        lapses(date(2027, 3, 3)),
        OVERDUE,
        UNCLEAR,
        waiting_for("Mr Okafor"),
        DOES_NOT_APPLY,
    ),
    "reasons": (
        Reason(
            MET,
            "Your school is covered by the rule",
            "You told us it is a mainstream primary academy.",
            (Citation("Section 67, Children and Families Act 2014"),),
        ),
        Reason(
            due(DEADLINE),
            "You do not hold the SENCO qualification yet",
            "Your governing body must make sure that you hold it by the third anniversary.",
            (REGULATION,),
        ),
        Reason(
            UNCLEAR,
            "One point is unclear: your earlier SENCO post",
            "The regulation can be read in two ways. Ask your employer in writing, and keep to the date above.",
        ),
    ),
    "steps": (
        NextStep(
            "Take the law refresher", "#next", 40, f"Keeps 3 law outcomes from lapsing on {written(date(2027, 3, 3))}."
        ),
        NextStep("Ask a family for their view", "#next", 10, "Completes 2 outcomes that you have shown evidence for."),
    ),
    "must": (
        Duty(
            "The council decides within 6 weeks whether to assess.",
            Citation("Regulation 5, SEND Regulations 2014", since=date(2014, 9, 1)),
        ),
    ),
    "should": (Duty("The school sends what it knows.", Citation("SEND Code of Practice, chapter 9")),),
    "track": (
        TrackDate(date(2025, 9, 1), "You became a SENCO", StatusKind.MET, is_past=True),
        TrackDate(date(2026, 11, 1), "Last safe start of the course. It has passed", StatusKind.DUE, is_past=True),
        TrackDate(DEADLINE, "Third anniversary", StatusKind.OVERDUE),
    ),
    "source": REGULATION,
    "changes": differences(
        "The school must answer in 14 days of getting a draft.", "The school must answer in 15 days of getting a draft."
    ),
    "crumbs": (Crumb("The scheme", "#crumbs"), Crumb("Law", "#crumbs")),
}
