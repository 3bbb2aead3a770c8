"""The pages of heads and governors, and the SENCO's own view of what they see."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trigpoint.governance import queries
from trigpoint.governance.forms import AgreeForm, CloseForm, DeclineForm, ExceptionForm, ProposeForm
from trigpoint.governance.rules import AT_SCHOOL, HEAD
from trigpoint.people.data.actions import seen, seen_at_once
from trigpoint.people.roles import Role
from trigpoint.people.rules import SIGNED_IN
from trigpoint.people.time import actions as time
from trigpoint.people.time.errors import TimeRefusedError
from trigpoint.platform import clock
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.permissions import permission
from trigpoint.record.actions import change_exception, close_exception
from trigpoint.record.errors import ExceptionRefusedError
from trigpoint.record.queries import Outcome

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse

    from trigpoint.governance.rows import TimeRow
    from trigpoint.people.requests import SignedInRequest
    from trigpoint.people.rows import AppointmentRow, OrganisationRow
    from trigpoint.platform.forms import PageForm
    from trigpoint.record.queries import ExceptionRow

UNASKED, TIME = ("law", "standing"), "time"
"""What a look at My school shows of each SENCO, and of whoever asked for time, as their lists of views name it."""
DONE = {
    "agreed": "You agreed it. It can be read at once on the pages of whoever asked.",
    "proposed": "You proposed other hours. They hold once they are accepted.",
    "declined": "You declined it. Your reason can be read at once.",
    "changed": "What is told of the exception is changed. The SENCO reads it too.",
    "closed": "The exception is closed. The SENCO reads it too.",
    "accepted": "You accepted it. It holds now, and your head sees that.",
    "withdrawn": "You took the request back.",
    "late": "It was answered or taken back meanwhile. This is what holds now.",
}
"""What has just been done. By code: an address never carries words."""

SUBMIT = {"agreed": "Agree it", "proposed": "Propose it", "declined": "Decline it"}


# ---- Heads and governors


@permission(AT_SCHOOL)
@require_safe
def school(request: SignedInRequest) -> HttpResponse:
    """Show what waits, then each SENCO of the school; note in her list that it was seen."""
    held, where = at(request)
    page = queries.school_page(where, clock.today())
    rows = (*page.others, *(row for senco in page.sencos for row in senco.time))
    shown = [*((row.key, item) for row in page.sencos for item in UNASKED), *((row.subject, TIME) for row in rows)]
    seen_at_once(shown=shown, viewer=request.user.key, working_as=held, now=clock.now())
    parts = {"page": page, "is_head": held.role is Role.HEAD, "done": said(request)}
    return render(request, "governance/school.html", parts)


@permission(AT_SCHOOL)
@require_safe
def requests(request: SignedInRequest) -> HttpResponse:
    """Show every request for protected time that is open or agreed."""
    held, where = at(request)
    rows = queries.requests_page(where, clock.today())
    shown = [(row.subject, TIME) for row in rows]
    seen_at_once(shown=shown, viewer=request.user.key, working_as=held, now=clock.now())
    parts = {"rows": rows, "school": where.name, "is_head": held.role is Role.HEAD}
    return render(request, "governance/requests.html", parts)


@permission(HEAD)
@require_http_methods(METHODS)
def agree(request: SignedInRequest, key: str) -> HttpResponse:
    """Agree the time that was asked for."""

    def act(form: PageForm) -> None:
        time.agree(actor=request.user.key, request=key, now=clock.now(), **form.cleaned_data)

    row = asked_or_404(request, key)
    form = AgreeForm(sent(request), today=clock.today(), initial={"since": row.since})
    return answered(request, row, form, act, "agreed")


@permission(HEAD)
@require_http_methods(METHODS)
def propose(request: SignedInRequest, key: str) -> HttpResponse:
    """Propose other hours."""

    def act(form: PageForm) -> None:
        time.propose(actor=request.user.key, request=key, now=clock.now(), **form.cleaned_data)

    row = asked_or_404(request, key)
    form = ProposeForm(sent(request), today=clock.today(), initial={"since": row.since})
    return answered(request, row, form, act, "proposed")


@permission(HEAD)
@require_http_methods(METHODS)
def decline(request: SignedInRequest, key: str) -> HttpResponse:
    """Decline, with a reason."""

    def act(form: PageForm) -> None:
        time.decline(actor=request.user.key, request=key, now=clock.now(), **form.cleaned_data)

    row = asked_or_404(request, key)
    form = DeclineForm(sent(request), today=clock.today())
    return answered(request, row, form, act, "declined")


@permission(HEAD)
@require_http_methods(METHODS)
def change(request: SignedInRequest, key: str) -> HttpResponse:
    """Change what is told of an exception, for the governing body or the proprietor."""
    row, name = exception_or_404(request, key)
    first = {"decided_by": row.decided_by, "until": row.until, "doing": row.doing}
    form = ExceptionForm(sent(request), today=clock.today(), initial=first)
    if form.is_valid():
        try:
            change_exception(
                actor=request.user.key, subject=row.subject, exception=key, now=clock.now(), **form.cleaned_data
            )
        except ExceptionRefusedError:
            return done("governance:school", "late")
        return done("governance:school", "changed")
    return render(request, "governance/exception.html", {"form": form, "name": name, "submit": "Save"})


@permission(HEAD)
@require_http_methods(METHODS)
def close(request: SignedInRequest, key: str) -> HttpResponse:
    """Close an exception, for the governing body or the proprietor."""
    row, name = exception_or_404(request, key)
    form = CloseForm(sent(request), today=clock.today())
    if form.is_valid():
        outcome = Outcome(form.cleaned_data["outcome"])
        try:
            close_exception(
                actor=request.user.key, subject=row.subject, exception=key, outcome=outcome, now=clock.now()
            )
        except ExceptionRefusedError:
            return done("governance:school", "late")
        return done("governance:school", "closed")
    return render(request, "governance/exception.html", {"form": form, "name": name, "submit": "Close it"})


@permission(AT_SCHOOL)
@require_safe
def shared(request: SignedInRequest) -> HttpResponse:
    """Say what a head or governor may see, and list what is shown by consent."""
    held, where = at(request)
    rows = queries.shared_here(request.user.key, held, clock.today())
    return render(request, "governance/shared.html", {"rows": rows, "school": where.name})


@permission(AT_SCHOOL)
@require_safe
def item(request: SignedInRequest, person: str, item: str) -> HttpResponse:
    """Show one thing that somebody lets the viewer see; note in her list that it was seen."""
    held, where = at(request)
    found = queries.item_of(request.user.key, held, person, item, clock.today())
    if found is None:
        raise Http404
    name, what = found
    seen(subject=person, viewer=request.user.key, working_as=held, item=item, now=clock.now())
    parts = {"name": name, "what": what, "title": queries.SHOWN_HERE[item].title, "school": where.name}
    return render(request, "governance/item.html", parts)


# ---- The SENCO herself


@permission(SIGNED_IN)
@require_safe
def mirror(request: SignedInRequest) -> HttpResponse:
    """Show a SENCO exactly what the head of her school sees, and who can see it."""
    today = clock.today()
    pages = queries.mirror(request.user.key, today)
    elsewhere = queries.asked_elsewhere(request.user.key, [page.setting for page in pages], today)
    return render(request, "governance/mirror.html", {"pages": pages, "elsewhere": elsewhere, "done": said(request)})


@permission(SIGNED_IN)
@require_POST
def accept(request: SignedInRequest, key: str) -> HttpResponse:
    """Accept the hours that the head proposed."""
    return hers(lambda: time.accept(subject=request.user.key, request=key, now=clock.now()), "accepted")


@permission(SIGNED_IN)
@require_POST
def withdraw(request: SignedInRequest, key: str) -> HttpResponse:
    """Take a request back, or turn down what was proposed."""
    return hers(lambda: time.withdraw(subject=request.user.key, request=key, now=clock.now()), "withdrawn")


# ---- What they share


def at(request: SignedInRequest) -> tuple[AppointmentRow, OrganisationRow]:
    """Return the role that is worked in and its school. The rule of the page sees to it that there is one."""
    held = request.user.working_as
    if held is None or held.organisation is None:
        raise Http404
    return held, held.organisation


def asked_or_404(request: SignedInRequest, key: str) -> TimeRow:
    """Return a request that waits at this school, of somebody who works there."""
    _, where = at(request)
    row = queries.asked_at(where, key, clock.today())
    if row is None:
        raise Http404
    return row


def exception_or_404(request: SignedInRequest, key: str) -> tuple[ExceptionRow, str]:
    """Return an open exception at this school, with the name of its SENCO, who is in post."""
    _, where = at(request)
    found = queries.exception_here(where, key, clock.today())
    if found is None:
        raise Http404
    return found


def answered(
    request: SignedInRequest, row: TimeRow, form: PageForm, act: Callable[[PageForm], None], what: str
) -> HttpResponse:
    """Show a form, or do what it says and show what was done."""
    if request.method == "POST" and form.is_valid():
        try:
            act(form)
        except TimeRefusedError as error:
            form.add_error(None, str(error))
        else:
            return done("governance:school", what)
    return render(request, "governance/answer.html", {"form": form, "row": row, "submit": SUBMIT[what]})


def hers(act: Callable[[], None], what: str) -> HttpResponse:
    """Do what she asked, and show her what holds."""
    try:
        act()
    except TimeRefusedError:
        return done("governance:mirror", "late")
    return done("governance:mirror", what)


def said(request: SignedInRequest) -> str:
    """Return what has just been done, in words."""
    return DONE.get(request.GET.get("done", ""), "")


def done(name: str, what: str) -> HttpResponse:
    """Send somebody to a page that says what has just been done."""
    response = redirect(name)
    response["Location"] += f"?done={what}"
    return response
