"""An exception to the rule on SENCOs, for the person it is about: what fails, what she told, changing, closing it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponseRedirect
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from trigpoint.pathway.timeline import queries
from trigpoint.pathway.timeline.forms import CloseForm, ExceptionForm
from trigpoint.pathway.timeline.telling import typed_day
from trigpoint.pathway.timeline.views.common import ask, show, to_timeline
from trigpoint.people.rules import SIGNED_IN
from trigpoint.platform.clock import now, today
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.permissions import permission
from trigpoint.record.actions import change_exception, close_exception
from trigpoint.record.errors import ExceptionRefusedError
from trigpoint.record.queries import Outcome

if TYPE_CHECKING:
    from django.http import HttpResponse

    from trigpoint.pathway.timeline.queries import ExceptionPage
    from trigpoint.people.requests import SignedInRequest


@permission(SIGNED_IN)
@require_safe
def exception(request: SignedInRequest, exception: str) -> HttpResponse:
    """Show an exception: which limb fails, who decided, until when, what is being done."""
    page = _mine(request, exception)
    context = {"page": page, "is_past": page.exception.until < today(), "back": reverse("pathway:timeline")}
    return show(request, "one_exception", context)


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def change(request: SignedInRequest, exception: str) -> HttpResponse:
    """Change who decided, until when or what is being done."""
    page = _mine(request, exception)
    row = page.exception
    if not row.is_open:
        return HttpResponseRedirect(_address(exception))
    kept = {"decided_by": row.decided_by, "doing": row.doing, **typed_day("until", row.until)}
    form = ExceptionForm(request.POST if request.method == "POST" else kept, today=today())
    if request.method == "POST" and form.is_valid():
        try:
            change_exception(
                actor=request.user.key, subject=request.user.key, exception=exception, now=now(), **form.cleaned_data
            )
        except ExceptionRefusedError:
            return HttpResponseRedirect(_address(exception))
        return to_timeline("excepted")
    return ask(request, form, _address(exception), "exception", caption="An exception", limbs=page.limbs)


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def close(request: SignedInRequest, exception: str) -> HttpResponse:
    """Ask how an exception ended, and close it."""
    page = _mine(request, exception)
    if not page.exception.is_open:
        return HttpResponseRedirect(_address(exception))
    form = CloseForm(sent(request), today=today())
    if form.is_valid():
        try:
            close_exception(
                actor=request.user.key,
                subject=request.user.key,
                exception=exception,
                outcome=Outcome(form.cleaned_data["outcome"]),
                now=now(),
            )
        except ExceptionRefusedError:
            return HttpResponseRedirect(_address(exception))
        return to_timeline("closed")
    return ask(request, form, _address(exception), "close", caption=page.school)


def _mine(request: SignedInRequest, exception: str) -> ExceptionPage:
    page = queries.exception_page(request.user.key, exception, today())
    if page is None:
        raise Http404
    return page


def _address(exception: str) -> str:
    return reverse("pathway:timeline-exception", kwargs={"exception": exception})
