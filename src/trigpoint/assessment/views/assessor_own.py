"""What an assessor keeps and reads beside her queue: what is done, standards, choices, comments; and conflicts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import Http404, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trigpoint.assessment import actions, queries
from trigpoint.assessment.errors import AssessmentError, GoneError
from trigpoint.assessment.forms import CandidateConflictForm, ChoiceForm, CommentForm
from trigpoint.assessment.gates import stopped_by
from trigpoint.assessment.rules import ASSESSOR
from trigpoint.assessment.signing import PROVED
from trigpoint.assessment.views.common import DONE, page
from trigpoint.content.assessment import rules
from trigpoint.evidence.outcomes import outcomes
from trigpoint.people.queries import holders_of, names_of
from trigpoint.people.roles import Role
from trigpoint.people.rules import SIGNED_IN
from trigpoint.platform.clock import now, today
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.permissions import permission

if TYPE_CHECKING:
    from django.http import HttpResponse

    from trigpoint.people.requests import SignedInRequest


@permission(ASSESSOR)
@require_safe
def done(request: SignedInRequest) -> HttpResponse:
    """Show what the assessor has judged, the newest first."""
    before = request.GET.get("before", "")
    number = int(before) if before.isascii() and before.isdigit() and len(before) < 16 else 0  # noqa: PLR2004 - a key
    rows = queries.done_of(request.user.key, before=number)
    more = rows[queries.A_PAGE - 1].allocation if len(rows) > queries.A_PAGE else 0
    return page(request, "done_list", {"rows": rows[: queries.A_PAGE], "next": more})


@permission(ASSESSOR)
@require_safe
def standards(request: SignedInRequest) -> HttpResponse:
    """Show the rules of judging, as content has them, and in which strands the assessor may judge."""
    titles = {one.strand: one.strand_title for one in outcomes().values()}
    me, day = request.user.key, today()
    strands = [(strand, title, stopped_by(me, strand, day)) for strand, title in titles.items()]
    context = {
        "rules": rules(),
        "strands": strands,
        "judged": queries.judged_by(me),
        "not_shown": rules().reasons["not_shown"],
        "shown": rules().reasons["shown"],
        "more": rules().reasons["more"],
    }
    return page(request, "standards", context)


@permission(ASSESSOR)
@require_safe
def guidance(request: SignedInRequest) -> HttpResponse:
    """Say how to judge, step by step."""
    return page(request, "guidance", {"rules": rules()})


@permission(ASSESSOR)
@require_http_methods(METHODS)
def choices(request: SignedInRequest) -> HttpResponse:
    """Say what one judges, and how much at once."""
    chosen = queries.choice_of(request.user.key)
    initial = {"strands": chosen.strands, "most": chosen.most, "away": chosen.away_until}
    form = ChoiceForm(sent(request), today=today(), initial=initial)
    if form.is_valid():
        said = form.cleaned_data
        actions.choose(
            assessor=request.user.key, strands=said["strands"], most=said["most"], away_until=said["away"], now=now()
        )
        return DONE.to("queue", "kept")
    return page(request, "choices", {"form": form})


@permission(ASSESSOR)
@require_http_methods(METHODS)
def comments(request: SignedInRequest) -> HttpResponse:
    """Keep comments to use again."""
    form = CommentForm(sent(request), today=today())
    if form.is_valid():
        try:
            actions.keep_comment(assessor=request.user.key, words=form.cleaned_data["words"], now=now())
        except AssessmentError as error:
            form.add_error("words", str(error))
        else:
            return DONE.to("comments", "comment")
    return page(request, "comments", {"form": form, "rows": queries.comments_of(request.user.key)})


@permission(ASSESSOR)
@require_POST
def remove_comment(request: SignedInRequest, number: int) -> HttpResponse:
    """Remove a comment."""
    try:
        actions.remove_comment(assessor=request.user.key, number=number)
    except GoneError:
        raise Http404 from None
    return DONE.to("comments", "removed")


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def conflicts(request: SignedInRequest) -> HttpResponse:
    """Let a candidate say which assessor should not judge her."""
    me = request.user.key
    holders = [one for one in holders_of(Role.ASSESSOR, today()) if one != me]
    names = sorted(names_of(holders).items(), key=lambda pair: pair[1]) if holders else []
    form = CandidateConflictForm(sent(request), today=today(), assessors=names)
    if form.is_valid():
        said = form.cleaned_data
        actions.declare(assessor=said["assessor"], other=me, setting="", code=said["code"], by=me, now=now())
        return DONE.to("conflicts", "conflict-kept")
    return page(request, "conflicts", {"form": form, "rows": queries.conflicts_said_by(me)})


@permission(SIGNED_IN)
@require_POST
def end_conflict(request: SignedInRequest, number: int) -> HttpResponse:
    """Take back what one said of a conflict."""
    try:
        actions.end_conflict(number=number, by=request.user.key, now=now())
    except GoneError:
        raise Http404 from None
    return DONE.to("conflicts", "conflict-ended")


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def prove(request: SignedInRequest) -> HttpResponse:
    """Let the made-up people of a demonstration say by a button that it is they. Nowhere else is there this page."""
    if not settings.DEMO:
        raise Http404
    wanted = request.GET.get("next", "")
    back = wanted if url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) else resolve_url("assessment:queue")
    if request.method == "POST":
        request.session[PROVED] = now().timestamp()
        return HttpResponseRedirect(f"{back}?done=proved")
    return page(request, "prove", {"back": back})
