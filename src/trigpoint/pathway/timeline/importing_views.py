"""Bringing in a timeline from a spreadsheet: choose a file, look at every row, enter the good ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trigpoint.pathway.timeline.importing import (
    MOST_BYTES,
    MOST_ROWS,
    FileRefusedError,
    Sheet,
    sheet_of,
    text_of,
    written,
)
from trigpoint.pathway.timeline.importing_actions import import_rows
from trigpoint.pathway.timeline.importing_queries import Preview, preview
from trigpoint.pathway.timeline.importing_words import COLUMNS, Column
from trigpoint.pathway.timeline.qualifications import groups
from trigpoint.people.rules import SIGNED_IN
from trigpoint.platform.clock import now, today
from trigpoint.platform.forms import METHODS
from trigpoint.platform.permissions import permission
from trigpoint.platform.uploads import file_in, takes_a_file
from trigpoint.record.errors import RecordError

if TYPE_CHECKING:
    from trigpoint.people.requests import SignedInRequest

TEMPLATE = "timeline-template.csv"
HERE = "pathway/timeline/importing/"
EXAMPLES: tuple[dict[Column, str], ...] = (
    {
        Column.KIND: "example: post",
        Column.WHAT: "SENCO",
        Column.SCHOOL: "Hill Top Primary School",
        Column.FIRST: "1/9/2025",
        Column.PART: "0.8",
        Column.WORKED_AS: "teacher",
    },
    {
        Column.KIND: "example: post",
        Column.WHAT: "teaching assistant",
        Column.SCHOOL: "Hill Top Primary School",
        Column.FIRST: "Sept 2016",
        Column.LAST: "31/8/2025",
        Column.HOURS: "27.5",
        Column.WEEK: "37",
    },
    {Column.KIND: "example: qualification", Column.WHAT: "QTS", Column.FIRST: "31/7/2018"},
    {
        Column.KIND: "example: training",
        Column.WHAT: "Autism: good practice in class",
        Column.FIRST: "14/3/2024",
        Column.MINUTES: "90",
    },
)
"""Rows of the template. Whoever forgets to take them out enters nothing by them (`importing.EXAMPLE`)."""


@dataclass(frozen=True, slots=True)
class Read:
    """A file that was read: its text and letters travel in the page, so that nothing is kept here and nothing lost."""

    text: str
    letters: str
    sheet: Sheet


@permission(SIGNED_IN)
@takes_a_file(MOST_BYTES)
@require_http_methods(METHODS)
def bring_in(request: SignedInRequest) -> HttpResponse:
    """Ask for a file; show what each row comes to; with *enter*, enter the good rows."""
    if request.method != "POST":
        return choose(request)
    try:
        read = read_from(request)
    except FileRefusedError as refused:
        return choose(request, str(refused))
    page = preview(request.user.key, read.sheet, request.POST, today())
    problem = ""
    if request.POST.get("step") == "enter":
        try:
            entered = import_rows(person=request.user.key, rows=page.rows, now=now())
        except RecordError as error:
            problem = str(error)
        else:
            return HttpResponseRedirect(reverse("pathway:timeline-imported") + f"?entered={entered}")
    return show(request, "preview", context_of(page, read) | {"refused": problem})


@permission(SIGNED_IN)
@require_safe
def imported(request: SignedInRequest) -> HttpResponse:
    """Say what was entered."""
    text = request.GET.get("entered", "")
    entered = int(text) if text.isascii() and text.isdigit() and len(text) <= 3 else 0  # noqa: PLR2004 - of 100 rows
    return show(request, "imported", {"entered": entered})


@permission(SIGNED_IN)
@require_safe
def template(request: SignedInRequest) -> HttpResponse:  # noqa: ARG001 - Django's signature
    """Give the template: the headings, and a row for each kind of entry."""
    rows = [[row.get(column, "") for column in COLUMNS] for row in EXAMPLES]
    return csv_response([[column.value for column in COLUMNS], *rows], TEMPLATE)


@permission(SIGNED_IN)
@require_POST
def bad_rows(request: SignedInRequest) -> HttpResponse:
    """Give the rows that were not entered as a file, each with what is wrong, to mend and bring in again."""
    try:
        read = read_from(request)
    except FileRefusedError as refused:
        return choose(request, str(refused))
    page = preview(request.user.key, read.sheet, request.POST, today())
    rows = [[column.value for column in COLUMNS] + ["what is wrong"]]
    for row in page.bad:
        wrong = "; ".join(f"{problem.column}: {problem.words}" for problem in row.problems)
        rows.append([*(row.line.get(column) for column in COLUMNS), wrong])
    return csv_response(rows, "timeline-rows-to-mend.csv")


def read_from(request: SignedInRequest) -> Read:
    """Return the file that was sent, or the text that the page carried. Raises FileRefusedError."""
    sent = file_in(request, "file")
    if sent.is_too_large:
        raise FileRefusedError(f"The file is larger than {MOST_BYTES // 1000} kB. {MOST_ROWS} rows are far smaller.")
    if sent.data is not None:
        text, letters = text_of(sent.data)
    elif request.POST.get("text"):
        text, letters = request.POST["text"], request.POST.get("letters", "")[:20]
    else:
        raise FileRefusedError("Choose a CSV file")
    return Read(text, letters, sheet_of(text, letters))


def choose(request: SignedInRequest, refused: str = "") -> HttpResponse:
    """Show the page that asks for a file."""
    hint = f"Text only, at most {MOST_ROWS} rows and {MOST_BYTES // 1000} kB. Do not put names of children into it."
    context: dict[str, object] = {"refused": refused, "columns": COLUMNS, "groups": groups(), "hint": hint}
    return show(request, "choose", context)


def context_of(page: Preview, read: Read) -> dict[str, object]:
    """Return what the preview shows."""
    return {"page": page, "text": read.text, "letters": read.letters, "sheet": read.sheet}


def show(request: SignedInRequest, name: str, context: dict[str, object]) -> HttpResponse:
    """Show a page about one person, which no cache keeps."""
    response = render(request, f"{HERE}{name}.html", context)
    patch_cache_control(response, private=True, no_store=True)
    return response


def csv_response(rows: list[list[str]], name: str) -> HttpResponse:
    """Return rows as a file to download."""
    response = HttpResponse(written(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
