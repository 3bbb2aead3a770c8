"""The portfolio: its pieces, its coverage, beginning a piece, and what others show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.views.decorators.http import require_POST, require_safe

from trigpoint.evidence import actions, queries
from trigpoint.evidence.cleaning.types import MOST
from trigpoint.evidence.errors import EvidenceError
from trigpoint.evidence.matrix import strands
from trigpoint.evidence.outcomes import outcomes
from trigpoint.evidence.views.common import page, to, within_limits
from trigpoint.evidence.words import ASKED_FOR, Kind
from trigpoint.people.queries import names_of
from trigpoint.people.rules import SIGNED_IN
from trigpoint.platform import files
from trigpoint.platform.clock import now
from trigpoint.platform.permissions import permission
from trigpoint.platform.uploads import large_file_in, takes_a_large_file

if TYPE_CHECKING:
    from pathlib import Path

    from django.http import HttpResponse

    from trigpoint.people.requests import SignedInRequest

REFUSED = 422
KINDS = (
    (Kind.REFLECTION, "What happened, and what you make of it. Private until you share it."),
    (Kind.FILE, "A document, a picture, or a recording of adults who agreed."),
    (Kind.LINK, "Something of yours that is on the web."),
    (Kind.MEETING, "A meeting: what it was for, your part, what came of it."),
    (Kind.OBSERVATION, "What you saw adults do, and what changed."),
    (Kind.SESSION, "Training or a meeting that you led."),
)


@permission(SIGNED_IN)
@require_safe
def portfolio(request: SignedInRequest) -> HttpResponse:
    """Show the visitor's pieces, whom she asked, and how much they show."""
    return drawn(request)


def drawn(request: SignedInRequest, refused: str = "", status: int = 200) -> HttpResponse:
    """Draw the portfolio; `refused` says why a photo was not taken."""
    rows = queries.pieces_of(request.user.key)
    here = [row for row in rows if row.is_seen]
    shown = {one.criterion for row in here for one in row.criteria}
    award = {ref for outcome in outcomes().values() for ref in outcome.references}
    context = {
        "drafts": [row for row in here if row.is_draft],
        "ready": [row for row in here if row.is_ready],
        "gone": [row for row in rows if not row.is_seen],
        "asked": queries.asked_by(request.user.key),
        "shown": len(shown & award),
        "of": len(award),
        "refused": refused,
    }
    response = page(request, "portfolio", context)
    response.status_code = status
    return response


@permission(SIGNED_IN)
@require_safe
def choose(request: SignedInRequest) -> HttpResponse:
    """Show the kinds of piece that can be begun."""
    return page(request, "choose", {"kinds": KINDS})


@permission(SIGNED_IN)
@require_POST
def begin(request: SignedInRequest, kind: str) -> HttpResponse:
    """Begin a piece."""
    if kind not in Kind.values or Kind(kind) in ASKED_FOR:
        raise Http404
    try:
        key = actions.begin(owner=request.user.key, kind=Kind(kind), now=now())
    except EvidenceError as error:
        return drawn(request, str(error), REFUSED)
    return to("edit", "", key)


@permission(SIGNED_IN)
@within_limits
@takes_a_large_file(MOST, files.incoming)
@require_POST
def photo(request: SignedInRequest) -> HttpResponse:
    """Begin a piece with a photo: taken, chosen, sent."""
    path = large_file_in(request)
    try:
        return _photo(request, path)
    finally:
        if path is not None:
            path.unlink(missing_ok=True)
            path.parent.rmdir()


def _photo(request: SignedInRequest, path: Path | None) -> HttpResponse:
    if path is None:
        return drawn(request, "No photo came. Take one, or choose one.", REFUSED)
    owner = request.user.key
    try:
        key = actions.begin(owner=owner, kind=Kind.FILE, now=now())
    except EvidenceError as error:
        return drawn(request, str(error), REFUSED)
    try:
        actions.add_file(owner=owner, key=key, path=path, label=path.name, adults=(), now=now())
    except EvidenceError as error:
        actions.delete(owner=owner, key=key, now=now())
        return drawn(request, str(error), REFUSED)
    return to("piece", "added", key)


@permission(SIGNED_IN)
@require_safe
def coverage(request: SignedInRequest) -> HttpResponse:
    """Show every criterion with the pieces that show it, or the gaps alone."""
    rows = queries.pieces_of(request.user.key)
    gaps = request.GET.get("show") == "gaps"
    everything = strands(rows)
    wanted = request.GET.get("strand", "")
    chosen = wanted if wanted in {one.id for one in everything} else everything[0].id
    found = strands(rows, only_gaps=True) if gaps else everything
    context = {
        "all": everything,
        "strand": next((one for one in found if one.id == chosen), None),
        "chosen": next(one for one in everything if one.id == chosen),
        "gaps": gaps,
    }
    return page(request, "coverage", context)


@permission(SIGNED_IN)
@require_safe
def shown_to_me(request: SignedInRequest) -> HttpResponse:
    """Show the pieces that others let the visitor see."""
    rows = queries.shown_to(request.user.key)
    names = names_of({row.owner for row in rows}) if rows else {}
    return page(request, "shown_to_me", {"rows": [(row, names[row.owner]) for row in rows]})
