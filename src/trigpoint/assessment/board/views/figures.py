"""The public figures, and what somebody tells of herself for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trigpoint.assessment.board import statistics, telling
from trigpoint.assessment.board.forms import UNSAID, ToldForm
from trigpoint.assessment.board.views.common import DONE
from trigpoint.people.rules import SIGNED_IN
from trigpoint.platform.clock import now, today
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.permissions import permission, public

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from trigpoint.people.requests import SignedInRequest


@public
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Show who passes, is declined and appeals, small numbers left out."""
    return DONE.page(request, "figures", {"found": statistics.figures(today()), "today": today()})


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def about_you(request: SignedInRequest) -> HttpResponse:
    """Ask for what somebody would like counted, and keep it."""
    told = telling.told_by(request.user.key)
    initial: dict[str, object] = {name: value or UNSAID for name, value in told.items()}
    if told:
        initial["consent"] = ("yes",)
    form = ToldForm(sent(request), today=today(), initial=initial)
    if form.is_valid():
        telling.tell(person=request.user.key, said=form.said(), now=now())
        return DONE.to("about-you", "told")
    return DONE.page(request, "about_you", {"form": form, "told": bool(told)})


@permission(SIGNED_IN)
@require_POST
def take_back(request: SignedInRequest) -> HttpResponse:
    """Forget what somebody told."""
    telling.take_back(person=request.user.key, now=now())
    return DONE.to("about-you", "taken-back")
