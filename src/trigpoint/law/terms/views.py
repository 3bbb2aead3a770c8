"""The pages of term dates: those entered here, for everyone; entering and taking back, for administrators."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from trigpoint.law.terms import actions, queries
from trigpoint.law.terms.columns import EXAMPLES, LAYOUT, MOST_BYTES, MOST_ROWS, Column, school_years
from trigpoint.law.terms.errors import TermDatesError
from trigpoint.law.terms.forms import EnterForm
from trigpoint.law.views.crumbs import above
from trigpoint.people.rules import ADMINISTRATOR
from trigpoint.platform import spreadsheets
from trigpoint.platform.clock import now, today
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.pages import Crumb
from trigpoint.platform.permissions import permission, public
from trigpoint.platform.spreadsheets import FileRefusedError, sheet_of, text_of
from trigpoint.platform.uploads import file_in, takes_a_file
from trigpoint.schools.queries import ended

if TYPE_CHECKING:
    from django.http import HttpRequest

    from trigpoint.law.terms.years import SchoolYear
    from trigpoint.people.requests import SignedInRequest

HERE = "law_terms/"
SHOWN_PROBLEMS = 20


@public
@require_safe
def entered(request: HttpRequest) -> HttpResponse:
    """Show whose term dates are entered here, from where, read when. One query."""
    may_enter = request.user.is_authenticated and ADMINISTRATOR.test(request, {})
    context = {"rows": queries.entered(), "may_enter": may_enter, "crumbs": crumbs()[:-1]}
    return render(request, f"{HERE}entered.html", context)


@permission(ADMINISTRATOR)
@require_http_methods(METHODS)
def enter(request: SignedInRequest) -> HttpResponse:
    """Enter a school year of a council."""
    data = sent(request)
    form = EnterForm(data, today=today(), councils=queries.councils())
    if form.is_valid():
        try:
            actions.enter(actor=request.user.key, years=[form.school_year()], now=now())
        except TermDatesError as error:
            form.add_error(error.field or None, str(error))
        else:
            return redirect("law:term-dates")
    return render(request, f"{HERE}enter.html", {"form": form, "crumbs": crumbs()})


@permission(ADMINISTRATOR)
@takes_a_file(MOST_BYTES)
@require_http_methods(METHODS)
def file(request: SignedInRequest) -> HttpResponse:
    """Take a file of term dates: all of it is entered, or none and every row with a problem is named."""
    problems: tuple[str, ...] = ()
    if request.method == "POST":
        try:
            years, problems = read(request)
            if years:
                actions.enter(actor=request.user.key, years=years, now=now())
                return redirect("law:term-dates")
        except (FileRefusedError, TermDatesError) as error:
            problems = (str(error),)
    context = {
        "problems": problems[:SHOWN_PROBLEMS],
        "more": max(0, len(problems) - SHOWN_PROBLEMS),
        "columns": LAYOUT.columns,
        "hint": f"At most {MOST_ROWS} rows and 1 MB.",
        "error": "Mend the rows named above, then choose the file again" if problems else "",
        "crumbs": crumbs(),
    }
    return render(request, f"{HERE}file.html", context)


def read(request: HttpRequest) -> tuple[tuple[SchoolYear, ...], tuple[str, ...]]:
    """Return the school years of the file that was sent, or what is wrong with it. Raises FileRefusedError."""
    sent = file_in(request, "file")
    if sent.is_too_large:
        raise FileRefusedError(LAYOUT.too_large)
    if sent.data is None:
        raise FileRefusedError("Choose a CSV file")
    sheet = sheet_of(*text_of(sent.data, LAYOUT), LAYOUT)
    options = queries.councils()

    def council(typed: str) -> str:
        found = queries.named(typed, options)
        if ended(typed) is not None or (found is not None and found.ended):
            raise TermDatesError(f"“{typed}” is no council any more. Give the council of today")
        if found is None:
            raise TermDatesError(f"“{typed}” is no council of the register here. Write its name as it stands there")
        return found.name

    return school_years(sheet, council=council, today=today())


@permission(ADMINISTRATOR)
@require_safe
def template(request: SignedInRequest) -> HttpResponse:  # noqa: ARG001 - a view
    """Give the template: the headings, and two rows that show how to fill it in."""
    rows = [[column.value for column in Column], *(list(row) for row in EXAMPLES)]
    response = HttpResponse(spreadsheets.written(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="term-dates-template.csv"'
    return response


@permission(ADMINISTRATOR)
@require_http_methods(METHODS)
def withdraw(request: SignedInRequest, number: int) -> HttpResponse:
    """Take a school year back: say what happens, then do it."""
    row = queries.entry(number)
    if row is None:
        raise Http404
    if request.method == "POST":
        actions.withdraw(actor=request.user.key, entry=number, now=now())
        return redirect("law:term-dates")
    return render(request, f"{HERE}withdraw.html", {"row": row, "crumbs": crumbs()})


def crumbs() -> tuple[Crumb, ...]:
    """Return the pages above those of entering."""
    return (
        above(),
        Crumb("Work out a date", reverse("law:dates")),
        Crumb("Term dates", reverse("law:term-dates")),
    )
