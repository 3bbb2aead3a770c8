"""The pages on which a holder looks after her award."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trigpoint.credentials import actions, queries
from trigpoint.credentials.errors import CredentialError
from trigpoint.credentials.forms import ForumForm, NameForm, WordsForm
from trigpoint.credentials.signing import CannotSignError
from trigpoint.credentials.tasks_named import RECORD
from trigpoint.credentials.words import Kind, Reason
from trigpoint.people.rules import SIGNED_IN
from trigpoint.platform import clock, jobs
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.pages import Status, StatusKind, due
from trigpoint.platform.permissions import permission

if TYPE_CHECKING:
    from collections.abc import Callable

    from trigpoint.credentials.queries import CredentialRow
    from trigpoint.people.requests import SignedInRequest

DONE = {
    "shared": "Your link works. Give it to whoever should see your award.",
    "unshared": "Your link is switched off. It opens nothing any more.",
    "renewed": "Your award is renewed. Download it again: the older file tells people that there is a newer one.",
    "listed": "You are in the public register.",
    "unlisted": "You are out of the public register.",
    "asked": "We have asked. You are told as soon as there is an answer.",
    "replied": "Your reply is with the registrar.",
}
"""What has just been done. By code: an address never carries words."""


@permission(SIGNED_IN)
@require_safe
def mine(request: SignedInRequest) -> HttpResponse:
    """Show somebody's award, what it counts for, and everything she can do with it."""
    return page(request)


def page(request: SignedInRequest, problem: str = "") -> HttpResponse:
    """Show the page, with why something could not be done."""
    owner = request.user.key
    rows = queries.credentials_of(owner)
    award = next((row for row in rows if row.kind is Kind.AWARD and row.is_newest), None)
    if award is None:
        return render(request, "credentials/none.html", {"problem": problem})
    code = queries.share_of(owner)
    parts = {
        "award": award,
        "status": status_of(award),
        "link": f"{settings.ISSUER_URL}{reverse('credentials:shared', args=[code])}" if code else "",
        "code": code,
        "listed": queries.is_listed(owner),
        "notices": [row for row in queries.notices_of(owner) if row.is_open],
        "endorsements": queries.endorsements_of(owner),
        "records": [row for row in rows if row.kind is Kind.RECORD],
        "history": queries.changes_of(award.key),
        "name_asked": queries.name_asked_by(owner),
        "can_ask": bool(queries.forums()),
        "done": DONE.get(request.GET.get("done", ""), ""),
        "problem": problem,
    }
    return render(request, "credentials/mine.html", parts)


def status_of(row: CredentialRow) -> Status:
    """Return how an award stands, as one of the seven statuses."""
    if row.revoked:
        return Status(StatusKind.OVERDUE, "Revoked")
    if row.suspended:
        return Status(StatusKind.WAITING, "Suspended")
    if row.due:
        return Status(StatusKind.DUE, "Due for refresh")
    if row.valid_until < clock.today():
        return Status(StatusKind.OVERDUE, "Run out")
    return due(row.valid_until) if (row.valid_until - clock.today()).days < 60 else Status(StatusKind.MET, "Valid")  # noqa: PLR2004


@permission(SIGNED_IN)
@require_safe
def document(request: SignedInRequest, key: str) -> HttpResponse:
    """Give the signed document, for wallets that take JSON."""
    return download(request, key, 0, "application/vc", "json")


@permission(SIGNED_IN)
@require_safe
def token(request: SignedInRequest, key: str) -> HttpResponse:
    """Give the same as a token, for wallets that take JWT."""
    return download(request, key, 1, "application/vc+jwt", "jwt")


def download(request: SignedInRequest, key: str, which: int, kind: str, ending: str) -> HttpResponse:
    """Give a credential of her own as a file. Raises Http404 for another's: nobody is told that there is one."""
    found = queries.signed(key, request.user.key)
    if found is None:
        raise Http404
    response = HttpResponse(found[which], content_type=kind)
    response["Content-Disposition"] = f'attachment; filename="senco-award-{key[-6:]}.{ending}"'
    response["X-Content-Type-Options"] = "nosniff"
    return response


def doing(request: SignedInRequest, act: Callable[[], object], done: str) -> HttpResponse:
    """Do something and show the page again: that it is done, or why not."""
    try:
        act()
    except (CredentialError, CannotSignError) as error:
        return page(request, str(error))
    return redirect(f"{reverse('credentials:mine')}?done={done}")


@permission(SIGNED_IN)
@require_POST
def renew(request: SignedInRequest) -> HttpResponse:
    """Issue a newer credential from the record as it stands."""
    return doing(request, lambda: actions.renew(owner=request.user.key, now=clock.now()), "renewed")


@permission(SIGNED_IN)
@require_POST
def share(request: SignedInRequest) -> HttpResponse:
    """Make the link."""
    return doing(request, lambda: actions.share(owner=request.user.key, now=clock.now()), "shared")


@permission(SIGNED_IN)
@require_POST
def unshare(request: SignedInRequest) -> HttpResponse:
    """Switch the link off."""
    return doing(request, lambda: actions.stop_sharing(owner=request.user.key, now=clock.now()), "unshared")


@permission(SIGNED_IN)
@require_POST
def join(request: SignedInRequest) -> HttpResponse:
    """Go into the public register."""
    return doing(request, lambda: actions.join_register(owner=request.user.key, now=clock.now()), "listed")


@permission(SIGNED_IN)
@require_POST
def leave(request: SignedInRequest) -> HttpResponse:
    """Leave the public register."""
    return doing(request, lambda: actions.leave_register(owner=request.user.key, now=clock.now()), "unlisted")


@permission(SIGNED_IN)
@require_POST
def record(request: SignedInRequest) -> HttpResponse:
    """Ask for the comprehensive record, which a worker signs."""
    owner = request.user.key
    if queries.award_of(owner) is None:
        return page(request)
    title = "Comprehensive record of what you achieved"
    return redirect("job", job_id=jobs.start(RECORD, {"owner": owner}, title=title, asked_by=owner, now=clock.now()))


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def name(request: SignedInRequest) -> HttpResponse:
    """Ask for the award under another name."""
    form = NameForm(sent(request), today=clock.today())
    if form.is_valid():
        try:
            actions.ask_name(owner=request.user.key, name=form.cleaned_data["name"], now=clock.now())
        except CredentialError as error:
            form.add_error("name", str(error))
        else:
            return redirect(f"{reverse('credentials:mine')}?done=asked")
    return render(request, "credentials/form_page.html", {"form": form})


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def forum(request: SignedInRequest) -> HttpResponse:
    """Ask a parent carer forum for its word on the award."""
    form = ForumForm(sent(request), today=clock.today(), forums=queries.forums())
    if form.is_valid():
        try:
            actions.ask_forum(owner=request.user.key, forum=int(form.cleaned_data["forum"]), now=clock.now())
        except CredentialError as error:
            form.add_error("forum", str(error))
        else:
            return redirect(f"{reverse('credentials:mine')}?done=asked")
    return render(request, "credentials/form_page.html", {"form": form})


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def reply(request: SignedInRequest, key: str) -> HttpResponse:
    """Reply to a notice that the award may be revoked."""
    row = next((one for one in queries.notices_of(request.user.key) if one.key == key), None)
    if row is None or not row.is_open:
        raise Http404
    form = WordsForm(sent(request), today=clock.today(), label="What do you reply?", initial={"words": row.reply})
    if form.is_valid():
        try:
            actions.reply(notice=key, owner=request.user.key, words=form.cleaned_data["words"], now=clock.now())
        except CredentialError as error:
            form.add_error("words", str(error))
        else:
            return redirect(f"{reverse('credentials:mine')}?done=replied")
    return render(request, "credentials/reply.html", {"form": form, "row": row})


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def give_up(request: SignedInRequest) -> HttpResponse:
    """Have her own award's credential revoked, for good."""
    award = queries.award_of(request.user.key)
    if award is None or award.revoked:
        return redirect("credentials:mine")
    if request.method == "POST":
        owner, now = request.user.key, clock.now()
        return doing(
            request,
            lambda: actions.revoke(credential=award.key, reason=Reason.HOLDER_ASKS, words="", actor=owner, now=now),
            "",
        )
    return render(request, "credentials/give_up.html", {"award": award})
