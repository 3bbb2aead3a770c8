"""The pages on which somebody looks after her own data."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth import logout
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trigpoint.people.data import actions, erasing, queries
from trigpoint.people.data.errors import ConsentRefusedError, ErasureRefusedError
from trigpoint.people.data.export import archive, file_name
from trigpoint.people.data.forms import ShareForm
from trigpoint.people.data.proving import proved
from trigpoint.people.roles import Role
from trigpoint.people.rules import SIGNED_IN
from trigpoint.platform import clock
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.holdings import in_order_of_reading, waiting_for
from trigpoint.platform.permissions import permission, public

if TYPE_CHECKING:
    from django.http import HttpRequest

    from trigpoint.people.requests import SignedInRequest

MOST_WORDS = 100
DONE = {
    "given": "They can see it from now on. You can take it back here at any time.",
    "withdrawn": "You took it back. They cannot see it any more.",
}
"""What has just been done. By code: an address never carries words."""


@permission(SIGNED_IN)
@require_safe
def my_data(request: SignedInRequest) -> HttpResponse:
    """Say what is held about her, and lead to everything she can do about it."""
    return render(request, "people_data/my_data.html", {"holdings": in_order_of_reading()})


@permission(SIGNED_IN)
@require_POST
def download(request: SignedInRequest) -> HttpResponse:
    """Give her everything that is held about her, as one file that is made now and kept nowhere."""
    now = clock.now()
    key = request.user.key
    name = file_name(now)
    return HttpResponse(
        archive(key, actor=key, now=now),
        content_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{name}"'},
    )


@permission(SIGNED_IN)
@require_safe
def sharing(request: SignedInRequest) -> HttpResponse:
    """Show what she lets whom see, since when, and let her take it back."""
    rows = queries.consents_of(request.user.key)
    parts = {
        "rows": [row for row in rows if row.withdrawn_at is None],
        "past": [row for row in rows if row.withdrawn_at is not None],
        "done": said(request),
    }
    return render(request, "people_data/sharing.html", parts)


@permission(SIGNED_IN)
@require_safe
def find(request: SignedInRequest) -> HttpResponse:
    """Find the school, trust or provider to show something to."""
    words = request.GET.get("q", "").strip()[:MOST_WORDS]
    rows = queries.find_organisations(words) if words else ()
    parts = {"q": words, "rows": rows[: queries.MOST_FOUND], "more": len(rows) > queries.MOST_FOUND}
    return render(request, "people_data/find.html", parts)


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def share(request: SignedInRequest, organisation: int) -> HttpResponse:
    """Let whoever holds a role there see something."""
    where = queries.organisation(organisation)
    if where is None:
        raise Http404
    form = ShareForm(sent(request), where=where, today=clock.today())
    if form.is_valid():
        actions.give(
            subject=request.user.key,
            items=form.cleaned_data["items"],
            role=Role(form.cleaned_data["role"]),
            organisation=organisation,
            now=clock.now(),
        )
        return done("people_data:sharing", "given")
    return render(request, "people_data/share.html", {"form": form})


@permission(SIGNED_IN)
@require_POST
def withdraw(request: SignedInRequest, consent: int) -> HttpResponse:
    """Take a consent back, as easily as it was given."""
    try:
        actions.withdraw(subject=request.user.key, consent=consent, now=clock.now())
    except ConsentRefusedError:
        raise Http404 from None
    return done("people_data:sharing", "withdrawn")


@permission(SIGNED_IN)
@require_safe
def views(request: SignedInRequest) -> HttpResponse:
    """Show who was shown what of hers."""
    return render(request, "people_data/views.html", {"rows": queries.views_of(request.user.key)})


@permission(SIGNED_IN)
@require_safe
def erase(request: SignedInRequest) -> HttpResponse:
    """Say exactly what erasing removes, what stays and why, and what still waits."""
    waiting = waiting_for(request.user.key, clock.today())
    parts = {
        "holdings": in_order_of_reading(),
        "waiting": waiting,
        "stuck": any(one.withdraw is None for one in waiting),
    }
    return render(request, "people_data/erase.html", parts)


@permission(SIGNED_IN)
@require_http_methods(METHODS)
@proved
def confirm(request: SignedInRequest) -> HttpResponse:
    """Erase everything about her, once she has shown that it is she.

    The form says how many things waited when she read it: where others have come since, she is shown them first.
    """
    key = request.user.key
    waiting = waiting_for(key, clock.today())
    if any(one.withdraw is None for one in waiting):
        return redirect("people_data:erase")
    if request.method == "POST":
        try:
            erasing.ask(person=key, withdraw=request.POST.get("waiting") == str(len(waiting)), now=clock.now())
        except ErasureRefusedError:
            return redirect("people_data:erase")
        logout(request)
        return redirect("people_data:erased")
    return render(request, "people_data/confirm.html", {"waiting": waiting})


@public
@require_safe
def erased(request: HttpRequest) -> HttpResponse:
    """Say what happens after an erasure was asked for. It tells nothing of anybody."""
    return render(request, "people_data/erased.html")


def said(request: HttpRequest) -> str:
    """Return what has just been done, in words."""
    return DONE.get(request.GET.get("done", ""), "")


def done(name: str, what: str) -> HttpResponse:
    """Send her to a page that says what has just been done."""
    response = redirect(name)
    response["Location"] += f"?done={what}"
    return response
