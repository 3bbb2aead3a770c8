"""The pages of inviting, for who may; and the page of a link, for whoever has it."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.cache import patch_cache_control
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trigpoint.people import queries as people
from trigpoint.people.adapter import mail_is_on
from trigpoint.people.invitations import actions, bulk, queries
from trigpoint.people.invitations.actions import DAYS, Inviter
from trigpoint.people.invitations.columns import EXAMPLES, LAYOUT, MOST_BYTES, Column
from trigpoint.people.invitations.errors import AnotherAddressError, InvitationError
from trigpoint.people.invitations.forms import InviteForm, RoleForm, TakeForm
from trigpoint.people.invitations.models import BatchRow
from trigpoint.people.invitations.rules import INVITES, gives
from trigpoint.people.queries import name_of, organisation_row
from trigpoint.people.roles import Role
from trigpoint.platform import clock
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.permissions import permission, public
from trigpoint.platform.spreadsheets import FileRefusedError, sheet_of, text_of, written
from trigpoint.platform.uploads import file_in, takes_a_file

if TYPE_CHECKING:
    from django.http import HttpRequest

    from trigpoint.people.invitations.models import Batch, Invitation
    from trigpoint.people.invitations.rows import InvitationRow
    from trigpoint.people.models import Person
    from trigpoint.people.requests import SignedInRequest
    from trigpoint.people.rows import AppointmentRow

Form = TypeVar("Form", bound=RoleForm)
HERE = "people_invitations/"
SHOWN_ROWS = 100
"""Rows of each kind that a page shows; the report has all."""
DONE = {"withdrawn": "The invitation is taken back. Its link opens nothing any more."}
"""What has just been done. By code: an address never carries words."""


@permission(INVITES)
@require_safe
def invitations(request: SignedInRequest) -> HttpResponse:
    """List the invitations that somebody may see, the newest first, by pages."""
    held, now = role_of(request), clock.now()
    before = number_in(request.GET.get("before", ""))
    only_open = request.GET.get("show") == "open"
    rows = queries.invitations(held, now, before=before, only_open=only_open)
    shown = rows[: queries.ON_A_PAGE]
    context = {
        "rows": shown,
        "older": shown[-1].id if len(rows) > len(shown) else None,
        "only_open": only_open,
        "before": before,
        "batches": () if before else queries.batches(held),
        "held": held,
    }
    return render(request, f"{HERE}invitations.html", context)


@permission(INVITES)
@require_http_methods(METHODS)
def invite(request: SignedInRequest) -> HttpResponse:
    """Invite somebody. Where no message can be sent, the link is shown, this once, to be handed over."""
    form = form_for(request, InviteForm)
    if form.is_valid():
        try:
            made = actions.invite(
                email=form.cleaned_data["email"],
                name=form.cleaned_data["name"],
                role=form.role,
                organisation=form.organisation,
                inviter=inviter_of(request),
                now=clock.now(),
            )
        except InvitationError as error:
            form.add_error(None, str(error))
        else:
            return made_page(request, made)
    context = {"form": form, "held": role_of(request), "days": DAYS, "mail_is_on": mail_is_on()}
    return render(request, f"{HERE}invite.html", context)


@permission(INVITES)
@require_safe
def invitation(request: SignedInRequest, number: int) -> HttpResponse:
    """Show one invitation: for whom, by whom, how it stands, and who took it."""
    row = found(request, number)
    return render(request, f"{HERE}invitation.html", {"row": row, "done": DONE.get(request.GET.get("done", ""), "")})


@permission(INVITES)
@require_http_methods(METHODS)
def withdraw(request: SignedInRequest, number: int) -> HttpResponse:
    """Take an invitation back: say what happens, then do it."""
    row = found(request, number)
    if request.method == "POST":
        try:
            actions.withdraw(invitation=number, actor=request.user.key, now=clock.now())
        except InvitationError:
            return redirect("people:invitation-of", number)
        return redirect(f"{request.path.removesuffix('withdraw/')}?done=withdrawn")
    return render(request, f"{HERE}withdraw.html", {"row": row})


@permission(INVITES)
@require_POST
def link(request: SignedInRequest, number: int) -> HttpResponse:
    """Replace the link of an invitation, and show the new one, this once, to be handed over."""
    row = found(request, number)
    try:
        made = actions.link_again(invitation=number, inviter=inviter_of(request), at=row.organisation, now=clock.now())
    except InvitationError:
        return redirect("people:invitation-of", number)
    return made_page(request, made, show=True)


@permission(INVITES)
@takes_a_file(MOST_BYTES)
@require_http_methods(METHODS)
def bulk_file(request: SignedInRequest) -> HttpResponse:
    """Ask for a file of people to invite; read it, and go on to what was read."""
    form = form_for(request, RoleForm)
    refused = ""
    if form.is_valid():
        try:
            number = read(request, form)
        except (FileRefusedError, InvitationError) as error:
            refused = str(error)
        else:
            return redirect("people:invitation-file", number)
    context = {"form": form, "refused": refused, "columns": LAYOUT.columns, "roles": gives(role_of(request))}
    return render(request, f"{HERE}bulk.html", context)


def read(request: SignedInRequest, form: RoleForm) -> int:
    """Return the number of the file that was sent, read and kept. Raises FileRefusedError and InvitationError."""
    sent = file_in(request, "file")
    if sent.is_too_large:
        raise FileRefusedError(LAYOUT.too_large)
    if sent.data is None:
        raise FileRefusedError("Choose a CSV file")
    sheet = sheet_of(*text_of(sent.data, LAYOUT), LAYOUT)
    return bulk.stage(
        sheet, role=form.role, organisation=form.organisation, inviter=inviter_of(request), now=clock.now()
    )


@permission(INVITES)
@require_safe
def template(request: SignedInRequest) -> HttpResponse:  # noqa: ARG001 - a view
    """Give the template: the headings, and a row for each way to fill it in."""
    rows = [[row.get(column, "") for column in Column] for row in EXAMPLES]
    return csv_response([[column.value for column in Column], *rows], "invitations-template.csv")


@permission(INVITES)
@require_http_methods(METHODS)
def file(request: SignedInRequest, number: int) -> HttpResponse:
    """Show what was read, before anybody is invited, and what came of it after; on POST, begin."""
    batch = batch_of(request, number)
    refused = ""
    if request.method == "POST":
        try:
            job = bulk.begin(batch=number, inviter=inviter_of(request), now=clock.now())
        except InvitationError as error:
            refused = str(error)
        else:
            return redirect("job", job)
    rows = queries.rows_of(number)
    kinds = [
        (str(outcome.label), [row for row in rows if row.outcome == outcome])
        for outcome in (BatchRow.Outcome.PROBLEM, BatchRow.Outcome.THERE, BatchRow.Outcome.READY)
    ]
    context = {
        "batch": batch,
        "total": len(rows),
        "ready": sum(row.outcome == BatchRow.Outcome.READY for row in rows),
        "invited": sum(row.outcome == BatchRow.Outcome.INVITED for row in rows),
        "kinds": [(words, len(found), found[:SHOWN_ROWS]) for words, found in kinds if found],
        "shown": SHOWN_ROWS,
        "refused": refused,
        "to": words_of(batch),
        "mail_is_on": mail_is_on(),
    }
    return render(request, f"{HERE}file.html", context)


@permission(INVITES)
@require_safe
def report(request: SignedInRequest, number: int) -> HttpResponse:
    """Give what came of every row of a file, for a spreadsheet; rows with a problem can be mended and sent again."""
    batch_of(request, number)
    rows = [
        [
            str(row.number),
            row.email,
            row.name,
            str(Role(row.role).label),
            row.organisation.name if row.organisation else "",
            str(BatchRow.Outcome(row.outcome).label),
            row.words,
        ]
        for row in queries.rows_of(number)
    ]
    headings = ["row", "e-mail", "name", "role", "where", "what came of it", "why"]
    return csv_response([headings, *rows], f"invitations-{number}.csv")


@permission(INVITES)
@require_POST
def links(request: SignedInRequest, number: int) -> HttpResponse:
    """Give a new link for every invitation of a file that waits, for a copy that sends no mail."""
    batch_of(request, number)
    made = bulk.new_links(batch=number, inviter=inviter_of(request), now=clock.now())
    rows = [[row.email, row.name, one.link] for row, one in made]
    return csv_response([["e-mail", "name", "link, works once"], *rows], f"invitation-links-{number}.csv")


@public
@require_http_methods(METHODS)
def take(request: HttpRequest, token: str) -> HttpResponse:
    """Show what a link invites to and for whom it is meant; taking it is a button. Opening it changes nothing."""
    now = clock.now()
    person: Person | None = getattr(request, "person", None)
    try:
        row = actions.look(token)
        refused = actions.why_not(row, now)
    except InvitationError as error:
        return private(render(request, f"{HERE}gone.html", {"words": str(error)}, status=410))
    if refused:
        mine = person is not None and row.taken_by == person.key
        return private(render(request, f"{HERE}gone.html", {"words": refused, "mine": mine}, status=410))
    form = None
    if person is not None:
        form = TakeForm(
            sent(request),
            today=clock.today(),
            email=person.email or "",
            invited=row.email,
        )
        if form.is_valid():
            try:
                words = actions.take(
                    token=token, person=person.key, with_another_address="another" in form.cleaned_data, now=now
                )
            except AnotherAddressError as error:
                form.add_error(None, str(error))
            except InvitationError as error:
                return private(render(request, f"{HERE}gone.html", {"words": str(error)}, status=410))
            else:
                return private(render(request, f"{HERE}taken.html", {"words": words}))
    return private(render(request, f"{HERE}take.html", take_context(row, form)))


def take_context(row: Invitation, form: TakeForm | None) -> dict[str, object]:
    """Return what the page of a link shows."""
    at = organisation_row(row.organisation) if row.organisation else None
    role = Role(row.role)
    return {
        "form": form,
        "row": row,
        "what": f"{role.label}, {at.name}" if at else str(role.label),
        "by": name_of(row.by),
        "until": row.until.astimezone(clock.ENGLAND).date(),
        "gives_a_role": at is not None or role is not Role.CANDIDATE,
        "mail_is_on": mail_is_on(),
    }


def private(response: HttpResponse) -> HttpResponse:
    """Keep a page out of every cache, and its address out of every other site's logs."""
    patch_cache_control(response, private=True, no_store=True)
    response["Referrer-Policy"] = "same-origin"
    return response


def made_page(request: SignedInRequest, made: actions.Made, *, show: bool = False) -> HttpResponse:
    """Say that somebody is invited; show the link where it has to be handed over."""
    context = {"made": made, "show": show or not made.sent, "days": DAYS, "again": show}
    return private(render(request, f"{HERE}made.html", context))


def role_of(request: SignedInRequest) -> AppointmentRow:
    """Return the role in which somebody invites: the rule of the page has seen to it that there is one."""
    held = request.user.working_as
    if held is None:
        raise Http404
    return held


def inviter_of(request: SignedInRequest) -> Inviter:
    """Return who invites."""
    return Inviter(request.user.key, request.user.name, role_of(request), request.build_absolute_uri("/"))


def form_for(request: SignedInRequest, kind: type[Form]) -> Form:
    """Return a form of inviting for who asks, filled in if it was sent."""
    held = role_of(request)
    everywhere = people.organisations() if held.organisation is None else ()
    data = sent(request)
    return kind(data, today=clock.today(), held=held, organisations=everywhere)


def found(request: SignedInRequest, number: int) -> InvitationRow:
    """Return an invitation that somebody may see. Raises Http404: nobody else is told that there is one."""
    row = queries.invitation(role_of(request), number, clock.now())
    if row is None:
        raise Http404
    return row


def batch_of(request: SignedInRequest, number: int) -> Batch:
    """Return a file that somebody may see. Raises Http404: nobody else is told that there is one."""
    batch = queries.batch(role_of(request), number)
    if batch is None:
        raise Http404
    return batch


def words_of(batch: Batch) -> str:
    """Return what rows without a role of their own are invited to."""
    role = str(Role(batch.role).label)
    return f"{role}, {batch.organisation.name}" if batch.organisation else role


def number_in(text: str) -> int | None:
    """Return a number from an address, or None."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 18 else None  # noqa: PLR2004 - 64 bits


def csv_response(rows: list[list[str]], name: str) -> HttpResponse:
    """Return rows as a file to download, which no spreadsheet runs."""
    response = HttpResponse(written(rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response
