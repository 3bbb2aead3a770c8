"""The page that sends a form again, after its writer had been signed out and has signed in."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from django.http import HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from trigpoint.people.rules import SIGNED_IN
from trigpoint.platform.forms import METHODS
from trigpoint.platform.permissions import permission
from trigpoint.platform.unsent import drop_unsent, unsent_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from trigpoint.people.requests import SignedInRequest


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def unsent(request: SignedInRequest) -> HttpResponse:
    """Show that a form waits; send it on to where it was going, or leave it."""
    found = unsent_of(request)
    if found is None:
        return HttpResponseRedirect(reverse("home"))
    if request.method != "POST":
        return render(request, "web/unsent.html", {"unsent": found})
    drop_unsent(request)
    if "leave" in request.POST:
        return HttpResponseRedirect(found.to)
    response = HttpResponseRedirect(found.to)
    response.status_code = HTTPStatus.TEMPORARY_REDIRECT  # the browser sends the same form there
    return response
