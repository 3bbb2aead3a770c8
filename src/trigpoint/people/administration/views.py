"""The pages of administration, for administrators of this copy alone."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_datetime
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trigpoint.people import events, queries
from trigpoint.people.administration.content import versions
from trigpoint.people.administration.files import drop, upload_folder
from trigpoint.people.administration.forms import AuditForm, RegisterForm
from trigpoint.people.invitations.queries import open_count
from trigpoint.people.rules import ADMINISTRATOR
from trigpoint.platform import audit as auditing
from trigpoint.platform import clock, jobs, work
from trigpoint.platform.audit import Place
from trigpoint.platform.events import emit
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.permissions import permission
from trigpoint.platform.spreadsheets import written
from trigpoint.platform.uploads import large_file_in, takes_a_large_file
from trigpoint.schools.actions import IMPORT, bring_in_later, day_in_name
from trigpoint.schools.queries import imports as imports_of_the_register

if TYPE_CHECKING:
    from trigpoint.people.requests import SignedInRequest
    from trigpoint.platform.audit import EventRow, Search

HERE = "people/administration/"
MOST_FILE = 120_000_000
"""Bytes of a file of the register: the whole of it has about 70 million."""
MOST_EXPORTED = 100_000
TOO_LARGE = "The file is larger than 120 MB. Pack it with gzip, or bring it in with trigpoint import-schools."


@permission(ADMINISTRATOR)
@require_safe
def start(request: SignedInRequest) -> HttpResponse:
    """Show what waits: work that was given up first, then everything else an administrator looks after."""
    held = request.user.working_as
    now = clock.now()
    newest = next(iter(imports_of_the_register(1)), None)
    context = {
        "parked": len(work.parked()),
        "waiting": work.waiting(),
        "invited": open_count(held, now) if held else 0,
        "newest": newest,
        "unsigned": sum(row.in_force and row.signed.startswith("Nobody") for row in versions(clock.today())),
    }
    return render(request, f"{HERE}start.html", context)


@permission(ADMINISTRATOR)
@takes_a_large_file(MOST_FILE, upload_folder)
@require_http_methods(METHODS)
def imports(request: SignedInRequest) -> HttpResponse:
    """Show the files of the register and the jobs that bring them in; take a file, and leave it to a worker."""
    form = RegisterForm(sent(request), today=clock.today())
    refused = ""
    if request.method == "POST":
        path = large_file_in(request)
        if form.is_valid() and path is not None:
            day = form.cleaned_data["as_at"] or day_in_name(path)
            if day is not None and day <= clock.today():
                return redirect("job", bring_in_later(path, as_at=day, asked_by=request.user.key, now=clock.now()))
            form.add_error("as_at", "Enter the day it tells of: the file’s name carries none that has been")
        if path is None:
            handler = request.upload_handlers[0]
            refused = TOO_LARGE if getattr(handler, "is_too_large", False) else "Choose a file"
        else:
            drop(path)
    context = {
        "form": form,
        "refused": refused,
        "rows": imports_of_the_register(),
        "jobs": jobs.latest(IMPORT),
    }
    return render(request, f"{HERE}imports.html", context)


@permission(ADMINISTRATOR)
@require_safe
def content(request: SignedInRequest) -> HttpResponse:
    """Show which versions of content are in force, who signed them, and which are kept from before."""
    rows = versions(clock.today())
    context = {"in_force": [row for row in rows if row.in_force], "before": [row for row in rows if not row.in_force]}
    return render(request, f"{HERE}content.html", context)


@permission(ADMINISTRATOR)
@require_safe
def audit(request: SignedInRequest) -> HttpResponse:
    """Look through the events, the newest first."""
    form = AuditForm(request.GET if asked(request) else None, today=clock.today())
    search = form.search() if form.is_valid() else auditing.Search()
    rows: tuple[EventRow, ...] = () if form.errors else auditing.events(search, before=place_in(request))
    shown = rows[: auditing.ON_A_PAGE]
    names = queries.names_of({key for row in shown for key in (row.actor or "", row.subject) if is_person(key)})
    context = {
        "form": form,
        "rows": [(row, whose(row.subject, names), whose(row.actor, names)) for row in shown],
        "older": address_of(request, shown[-1].place) if len(rows) > len(shown) else "",
        "query": filters_of(request),
        "most": MOST_EXPORTED,
        "searched": asked(request),
    }
    return render(request, f"{HERE}audit.html", context)


@permission(ADMINISTRATOR)
@require_POST
def export(request: SignedInRequest) -> HttpResponse:
    """Give the events that fit as CSV, without names or addresses; that somebody did is an event too."""
    form = AuditForm(request.POST, today=clock.today())
    if not form.is_valid():
        return redirect("people:audit")
    search = form.search()
    rows = [
        [str(row.position), row.at.isoformat(), row.name, row.subject, row.actor or "", row.data]
        for row in auditing.every_event(search, most=MOST_EXPORTED)
    ]
    with transaction.atomic():
        data = {"rows": len(rows), "name": search.name or None, **dates_of(search)}
        emit(name=events.AUDIT_EXPORTED, actor=request.user.key, subject="people", at=clock.now(), data=data)
    headings = ["number", "when", "what", "about", "by", "data"]
    response = HttpResponse(written([headings, *rows]), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="events-{clock.today()}.csv"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def dates_of(search: Search) -> dict[str, object]:
    """Return the days of a search, for an event."""
    return {"since": search.since, "until": search.until}


FILTERS = (
    "name",
    "about",
    "by",
    *(f"{name}-{part}" for name in ("since", "until") for part in ("day", "month", "year")),
)


def asked(request: SignedInRequest) -> bool:
    """Tell whether anything is looked for."""
    return any(request.GET.get(name, "").strip() for name in FILTERS)


def filters_of(request: SignedInRequest) -> list[tuple[str, str]]:
    """Return what is looked for, as it was typed."""
    return [(name, value) for name in FILTERS if (value := request.GET.get(name, "").strip()[:200])]


def address_of(request: SignedInRequest, place: Place) -> str:
    """Return the address of the page after a place."""
    return "?" + urlencode([*filters_of(request), ("before", f"{place.at.isoformat()} {place.position}")])


def place_in(request: SignedInRequest) -> Place | None:
    """Return the place before which a page begins; None where there is none that can be read."""
    moment, _, position = request.GET.get("before", "").rpartition(" ")
    try:
        at = parse_datetime(moment)
    except ValueError:
        return None
    fits = at is not None and at.tzinfo is not None and position.isascii() and position.isdigit()
    return Place(at, int(position[:18])) if fits and at is not None else None


def is_person(key: str) -> bool:
    """Tell whether a code is a person's key."""
    return key.startswith("p_")


def whose(key: str | None, names: dict[str, str]) -> str:
    """Return a name beside a code; the code alone for what is no person."""
    if key is None:
        return "nobody: this site itself"
    return names.get(key, key)
