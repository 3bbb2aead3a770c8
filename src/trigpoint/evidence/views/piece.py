"""One piece: read, written, declared, checked, shared, hidden, deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse, JsonResponse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trigpoint.evidence import actions, queries
from trigpoint.evidence.cleaning.types import ACCEPT
from trigpoint.evidence.errors import ChangedError, EvidenceError, GoneError
from trigpoint.evidence.forms import OriginForm, PieceForm, ReadyForm, ShareForm
from trigpoint.evidence.outcomes import criteria
from trigpoint.evidence.people import may_be_shown
from trigpoint.evidence.prompts import PROMPTS
from trigpoint.evidence.views.common import own, page, seen, to
from trigpoint.evidence.words import STRUCTURED, Ai, Origin
from trigpoint.people.data.actions import seen as note_view
from trigpoint.people.queries import name_of
from trigpoint.people.rules import SIGNED_IN
from trigpoint.platform.clock import now, today
from trigpoint.platform.fetching import may_fetch
from trigpoint.platform.fields import Option
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.permissions import permission

if TYPE_CHECKING:
    from trigpoint.evidence.rows import Piece
    from trigpoint.people.requests import SignedInRequest

CONFLICT, WRONG = 409, 422


@permission(SIGNED_IN)
@may_fetch
@require_safe
def piece(request: SignedInRequest, piece: str) -> HttpResponse:
    """Show a piece: to its author with what she can do, to others to read."""
    row = seen(request, piece)
    if row.owner != request.user.key:
        working_as = request.user.working_as
        if working_as is not None:
            note_view(subject=row.owner, viewer=request.user.key, working_as=working_as, item="evidence", now=now())
    return shown(request, row)


def shown(request: SignedInRequest, row: Piece, refused: str = "", status: int = 200) -> HttpResponse:
    """Draw a piece."""
    is_own = row.owner == request.user.key
    by_name = is_own or queries.is_shown_to(request.user.key, row.key)  # who judges it must not learn whose it is
    context = {
        "row": row,
        "is_own": is_own,
        "parts": parts_of(row),
        "criteria": [(criteria()[one.criterion], one.why) for one in row.criteria if one.criterion in criteria()],
        "viewers": len(queries.viewers_of(row.key)) if is_own else 0,
        "author": name_of(row.owner) if by_name and not is_own else "",
        "by_name": by_name,
        "still": queries.why_still(row.key) if is_own else "",
        "accept": ACCEPT,
        "refused": refused,
    }
    response = page(request, "piece", context)
    response.status_code = status
    return response


def parts_of(row: Piece) -> tuple[tuple[str, str], ...]:
    """Return the questions of a structured piece with what was answered."""
    asked = {name: question for name, (question, _) in PROMPTS.get(row.kind, {}).items()}
    questions = STRUCTURED.get(row.kind, {}) | asked
    return tuple((question, row.structured[name]) for name, question in questions.items() if row.structured.get(name))


@permission(SIGNED_IN)
@may_fetch
@require_http_methods(METHODS)
def edit(request: SignedInRequest, piece: str) -> HttpResponse:
    """Write a piece. The page saves by itself where there is script: it asks for JSON, and gets the new version."""
    row = own(request, piece)
    by_itself = request.headers.get("Accept", "") == "application/json"
    initial = {"title": row.title, "words": row.words, "made_on": row.made_on, "link": row.link, **row.structured}
    form = PieceForm(sent(request), kind=row.kind, today=today(), initial=initial)
    typed = request.POST.get("version", "") if request.method == "POST" else str(row.version)
    version = int(typed) if typed.isdigit() and len(typed) < 10 else 0  # noqa: PLR2004 - digits of a number that fits
    if form.is_valid():
        try:
            version = actions.save(
                owner=request.user.key, key=piece, version=version, said=said(form), now=now(), by_itself=by_itself
            )
        except ChangedError as error:
            if by_itself:
                return JsonResponse({"words": str(error)}, status=CONFLICT)
            form.add_error(None, str(error))
            version = row.version
        except EvidenceError as error:
            if by_itself:
                return JsonResponse({"words": str(error)}, status=CONFLICT)
            form.add_error(None, str(error))
        except GoneError:
            raise Http404 from None
        else:
            return JsonResponse({"version": version}) if by_itself else to("piece", "saved", piece)
    elif by_itself:
        return JsonResponse({"words": "Not saved yet: something needs mending."}, status=WRONG)
    return page(request, "edit", {"form": form, "row": row, "version": version})


def said(form: PieceForm) -> actions.Said:
    """Return what a form says of a piece."""
    given: dict[str, Any] = form.cleaned_data
    structured = {name: given[name] for name in STRUCTURED.get(form.kind, {})}
    return actions.Said(given["title"], given.get("words", ""), given.get("made_on"), given.get("link", ""), structured)


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def origin(request: SignedInRequest, piece: str) -> HttpResponse:
    """Say whose work a piece is, and what part AI had in it."""
    row = own(request, piece)
    if row.is_of_others:
        raise Http404
    initial = queries.declared(piece)
    form = OriginForm(sent(request), today=today(), initial=initial)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.declare(
                owner=request.user.key,
                key=piece,
                origin=Origin(given["origin"]),
                origin_words=given["origin_words"],
                ai=Ai(given["ai"]),
                ai_words=given["ai_words"],
                now=now(),
            )
        except EvidenceError as error:
            form.add_error(None, str(error))
        else:
            return to("piece", "said", piece)
    return page(request, "origin", {"form": form, "row": row})


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def ready(request: SignedInRequest, piece: str) -> HttpResponse:
    """Go through the checklist, and make a piece ready to submit."""
    row = own(request, piece)
    form = ReadyForm(sent(request), today=today())
    if form.is_valid():
        typed = request.POST.get("version", "")
        version = int(typed) if typed.isdigit() and len(typed) < 10 else 0  # noqa: PLR2004 - digits of a number
        try:
            actions.make_ready(
                owner=request.user.key, key=piece, version=version, checked=form.cleaned_data["checks"], now=now()
            )
        except EvidenceError as error:
            form.add_error(None, str(error))
        else:
            return to("piece", "ready", piece)
    return page(request, "ready", {"form": form, "row": row, "parts": parts_of(row)})


@permission(SIGNED_IN)
@require_POST
def reopen(request: SignedInRequest, piece: str) -> HttpResponse:
    """Make a ready piece a draft again."""
    row = own(request, piece)
    try:
        actions.reopen(owner=request.user.key, key=piece, now=now())
    except EvidenceError as error:
        return shown(request, row, str(error), CONFLICT)
    return to("piece", "draft", piece)


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def share(request: SignedInRequest, piece: str) -> HttpResponse:
    """Choose who else sees a piece."""
    row = own(request, piece)
    people = may_be_shown(request.user.key, today())
    options = [Option(key, f"{name}, {what.lower()}") for key, (name, what) in people.items()]
    form = ShareForm(sent(request), people=options, today=today(), initial={"viewers": queries.viewers_of(piece)})
    if form.is_valid():
        viewers = form.cleaned_data["viewers"]
        actions.show_to(owner=request.user.key, key=piece, viewers=viewers, choices=people, now=now())
        return to("piece", "shown", piece)
    return page(request, "share", {"form": form, "row": row, "people": options})


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def delete(request: SignedInRequest, piece: str) -> HttpResponse:
    """Ask before a piece is deleted; then delete it."""
    row = own(request, piece)
    refused = queries.why_still(piece)
    if request.method == "POST" and not refused:
        try:
            actions.delete(owner=request.user.key, key=piece, now=now())
        except EvidenceError as error:
            refused = str(error)
        else:
            return to("portfolio", "deleted")
    return page(request, "delete", {"row": row, "refused": refused})


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def identifies(request: SignedInRequest, piece: str) -> HttpResponse:
    """Ask before a piece is hidden because it identifies a child; then hide it at once."""
    row = seen(request, piece)
    if request.method == "POST":
        actions.identify(key=piece, by=request.user.key, now=now())
        return to("portfolio" if row.owner == request.user.key else "shown", "hidden")
    return page(request, "identifies", {"row": row, "is_own": row.owner == request.user.key})
