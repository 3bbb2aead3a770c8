"""The pages on which the registrar looks after awards: what waits, one award, and what is done with it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trigpoint.credentials import actions, queries
from trigpoint.credentials.errors import CredentialError
from trigpoint.credentials.forms import AGAINST, MEANWHILE, ReasonForm, WordsForm
from trigpoint.credentials.rules import REGISTRAR
from trigpoint.credentials.signing import CannotSignError
from trigpoint.credentials.tasks_named import BATCH
from trigpoint.credentials.views.holder import status_of
from trigpoint.credentials.words import Kind, Reason
from trigpoint.platform import clock, jobs
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.permissions import permission

if TYPE_CHECKING:
    from collections.abc import Callable

    from trigpoint.credentials.queries import CredentialRow
    from trigpoint.people.requests import SignedInRequest


@permission(REGISTRAR)
@require_safe
def awards(request: SignedInRequest) -> HttpResponse:
    """Show what waits, and find an award."""
    return awards_page(request)


def awards_page(request: SignedInRequest, problem: str = "") -> HttpResponse:
    """Show the page, with why something could not be done."""
    words = request.GET.get("q", "").strip()[:100]
    parts = {
        "q": words,
        "rows": queries.awards_like(words) if words else (),
        "names": queries.names_asked(),
        "notices": queries.open_notices(),
        "jobs": jobs.latest(BATCH, 3),
        "problem": problem,
    }
    return render(request, "credentials/awards.html", parts)


@permission(REGISTRAR)
@require_POST
def batch(request: SignedInRequest) -> HttpResponse:
    """Issue to everybody who holds the award and has no credential, as a job."""
    title = "Credentials for everyone who holds the award and has none"
    return redirect("job", job_id=jobs.start(BATCH, {}, title=title, asked_by=request.user.key, now=clock.now()))


@permission(REGISTRAR)
@require_POST
def decide_name(request: SignedInRequest, key: str) -> HttpResponse:
    """Agree to another name, or not."""
    agreed = request.POST.get("answer") == "yes"
    try:
        actions.decide_name(request=key, agreed=agreed, actor=request.user.key, now=clock.now())
    except (CredentialError, CannotSignError) as error:
        return awards_page(request, str(error))
    return redirect("credentials:awards")


def found(key: str) -> CredentialRow:
    """Return an award. Raises Http404."""
    row = queries.credential(key)
    if row is None or row.kind is not Kind.AWARD or row.erased:
        raise Http404
    return row


@permission(REGISTRAR)
@require_safe
def award(request: SignedInRequest, key: str) -> HttpResponse:
    """Show an award, what happened to it, and what can be done."""
    return award_page(request, key)


def award_page(request: SignedInRequest, key: str, problem: str = "") -> HttpResponse:
    """Show the page of an award, with why something could not be done."""
    row = found(key)
    parts = {
        "row": row,
        "status": status_of(row),
        "history": queries.changes_of(key),
        "notice": queries.notice_on(key),
        "problem": problem,
    }
    return render(request, "credentials/award.html", parts)


def with_reason(
    request: SignedInRequest, key: str, title: str, reasons: tuple[Reason, ...], act: Callable[[Reason, str], object]
) -> HttpResponse:
    """Ask for a reason and words, and do what is to be done; what was typed stays where it cannot be."""
    row = found(key)
    form = ReasonForm(sent(request), today=clock.today(), title=title, reasons=reasons)
    if form.is_valid():
        try:
            act(Reason(form.cleaned_data["reason"]), form.cleaned_data["words"])
        except CredentialError as error:
            form.add_error(None, str(error))
        else:
            return redirect("credentials:award", key=key)
    return render(request, "credentials/reason.html", {"form": form, "row": row})


@permission(REGISTRAR)
@require_http_methods(METHODS)
def notice(request: SignedInRequest, key: str) -> HttpResponse:
    """Tell a holder that her award may be revoked, with the right to reply."""
    return with_reason(
        request,
        key,
        "Give notice that this award may be revoked",
        AGAINST,
        lambda reason, words: actions.give_notice(
            credential=key, reason=reason, words=words, actor=request.user.key, now=clock.now()
        ),
    )


@permission(REGISTRAR)
@require_http_methods(METHODS)
def revoke(request: SignedInRequest, key: str) -> HttpResponse:
    """Revoke an award, once its holder was heard."""
    return with_reason(
        request,
        key,
        "Revoke this award for good",
        AGAINST,
        lambda reason, words: actions.revoke(
            credential=key, reason=reason, words=words, actor=request.user.key, now=clock.now()
        ),
    )


@permission(REGISTRAR)
@require_http_methods(METHODS)
def suspend(request: SignedInRequest, key: str) -> HttpResponse:
    """Suspend an award until something is settled."""
    return with_reason(
        request,
        key,
        "Suspend this award for the time being",
        MEANWHILE,
        lambda reason, words: actions.suspend(
            credential=key, reason=reason, words=words, actor=request.user.key, now=clock.now()
        ),
    )


@permission(REGISTRAR)
@require_http_methods(METHODS)
def reinstate(request: SignedInRequest, key: str) -> HttpResponse:
    """Let a suspended award count again."""
    row = found(key)
    form = WordsForm(sent(request), today=clock.today(), label="What settled it?")
    if form.is_valid():
        try:
            actions.reinstate(credential=key, words=form.cleaned_data["words"], actor=request.user.key, now=clock.now())
        except CredentialError as error:
            form.add_error("words", str(error))
        else:
            return redirect("credentials:award", key=key)
    return render(request, "credentials/reason.html", {"form": form, "row": row})


@permission(REGISTRAR)
@require_POST
def drop(request: SignedInRequest, key: str) -> HttpResponse:
    """Drop the open notice on an award."""
    there = queries.notice_on(key)
    if there is None:
        return redirect("credentials:award", key=key)
    try:
        actions.drop_notice(notice=there.key, actor=request.user.key, now=clock.now())
    except CredentialError as error:
        return award_page(request, key, str(error))
    return redirect("credentials:award", key=key)
