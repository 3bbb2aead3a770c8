"""The pages of the watch: what changed in law, for everyone; judging it, for content authors and reviewers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from trigpoint.law.views.crumbs import above
from trigpoint.law.watch import actions, queries
from trigpoint.law.watch.cited import citing
from trigpoint.law.watch.errors import WatchError
from trigpoint.law.watch.forms import ChangeForm, JudgeForm
from trigpoint.law.watch.rules import JUDGE
from trigpoint.platform.clock import now, today
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.pages import Crumb
from trigpoint.platform.permissions import permission, public

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase

    from trigpoint.people.requests import SignedInRequest


@public
@require_safe
def changed(request: HttpRequest) -> HttpResponseBase:
    """Show what changed in law and matters. Six queries at most, two where nothing has."""
    return render(request, "law_watch/changed.html", {"rows": queries.changes(), "crumbs": (above(),)})


@permission(JUDGE)
@require_safe
def watch(request: SignedInRequest) -> HttpResponseBase:
    """List the changes: those that wait, then those that were decided."""
    rows = queries.notices()
    context = {
        "waiting": [row for row in rows if row.is_open],
        "decided": [row for row in rows if not row.is_open],
        "crumbs": (above(),),
    }
    return render(request, "law_watch/watch.html", context)


@permission(JUDGE)
@require_http_methods(METHODS)
def enter(request: SignedInRequest) -> HttpResponseBase:
    """Enter a change by hand."""
    form = ChangeForm(sent(request), today=today())
    if form.is_valid():
        told = form.cleaned_data
        try:
            key = actions.enter_change(
                actor=request.user.key,
                provision=told["citation"],
                before=told["before"],
                after=told["after"],
                as_at=told["as_at"],
                source=told["source"],
                address=told["address"],
                now=now(),
            )
        except WatchError as error:
            form.add_error(error.field or None, str(error))
        else:
            return redirect("law:notice", key)
    return render(request, "law_watch/enter.html", {"form": form, "crumbs": crumbs()})


@permission(JUDGE)
@require_http_methods(METHODS)
def notice(request: SignedInRequest, key: str) -> HttpResponseBase:
    """Show a change, what cites it and what was said of it; take a judgement."""
    found = queries.notice(key)
    if found is None:
        raise Http404
    data = sent(request)
    form = JudgeForm(data, today=today(), notice=found, judge=request.user.key)
    if form.is_valid():
        try:
            actions.judge(actor=request.user.key, notice=key, now=now(), **form.judged())
        except WatchError as error:
            form.add_error(error.field or None, str(error))
        else:
            return redirect("law:notice", key)
    context = {"row": found, "form": form, "cited": citing(found.provision), "crumbs": crumbs()}
    return render(request, "law_watch/notice.html", context)


def crumbs() -> tuple[Crumb, ...]:
    """Return the pages above a change."""
    return (above(), Crumb("Change watch", reverse("law:watch")))
