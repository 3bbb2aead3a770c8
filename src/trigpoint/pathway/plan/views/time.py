"""Asking the head for protected time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trigpoint.pathway.plan import queries
from trigpoint.pathway.plan.forms import HOUR, AnswerForm, TimeForm
from trigpoint.pathway.plan.rows import time_words
from trigpoint.pathway.plan.sums import hours_a_week, week_of_finish
from trigpoint.pathway.plan.views.common import page, to
from trigpoint.pathway.standing.page import place_name
from trigpoint.people.queries import name_of
from trigpoint.people.rules import SIGNED_IN
from trigpoint.people.time import actions
from trigpoint.people.time.errors import TimeRefusedError
from trigpoint.people.time.queries import State, requests_of
from trigpoint.platform.clock import now, today
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.permissions import permission
from trigpoint.schools.queries import settings_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from trigpoint.people.requests import SignedInRequest
    from trigpoint.people.time.queries import RequestRow


@permission(SIGNED_IN)
@require_safe
def requests(request: SignedInRequest) -> HttpResponse:
    """List her requests, and lead to a new one."""
    rows = requests_of(request.user.key)
    told = [(row, time_words(row.minutes), time_words(row.agreed_minutes or 0)) for row in rows]
    return page(request, "time", {"rows": told, "open": any(row.is_open for row in rows)})


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def ask(request: SignedInRequest) -> HttpResponse:
    """Work out the sum, show exactly what the head will see, and send it."""
    key, day = request.user.key, today()
    rests = queries.time_sum(key, day)
    if rests.post is None:
        return page(request, "time_no_post", {})
    form = TimeForm(sent(request), today=day, initial={"hours": max(1, rests.a_week // HOUR), "starts": day})
    place = place_name(rests.post.setting, settings_of(rests.post.setting).get(rests.post.setting))
    context = {"form": form, "sum": rests, "place": place}
    if not form.is_valid():
        return page(request, "time_ask", context)
    given = form.cleaned_data
    context |= {
        "given": given,
        "needed": hours_a_week(rests.left, given["starts"], given["finish"]),
        "done_by": week_of_finish(rests.left, given["hours"] * HOUR, given["starts"]),
        "name": request.user.name,
        "asked": time_words(given["hours"] * HOUR),
        "left": time_words(rests.left) if rests.left else "",
    }
    step = request.POST.get("step", "check")
    if step != "send":
        return page(request, "time_ask" if step == "change" else "time_check", context)
    try:
        actions.ask(
            subject=key,
            setting=rests.post.setting,
            minutes=given["hours"] * HOUR,
            since=given["starts"],
            minutes_left=rests.left or None,
            finish=given["finish"],
            words=given["why"],
            now=now(),
        )
    except TimeRefusedError as error:
        form.add_error(None, str(error))
        return page(request, "time_ask", context)
    return to("plan-time", "asked")


@permission(SIGNED_IN)
@require_safe
def letter(request: SignedInRequest, ask: str) -> HttpResponse:
    """Show a request as the head reads it, to print or to read out."""
    row = own(request.user.key, ask)
    context = {
        "row": row,
        "place": places((row,))[row.setting],
        "name": name_of(row.subject),
        "asked": time_words(row.minutes),
        "left": time_words(row.minutes_left) if row.minutes_left else "",
        "needed": hours_a_week(row.minutes_left or 0, row.since, row.finish),
        "done_by": week_of_finish(row.minutes_left or 0, row.minutes, row.since),
    }
    return page(request, "time_letter", context)


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def answer(request: SignedInRequest, ask: str) -> HttpResponse:
    """Note what the head said, where the head does not do so here."""
    key = request.user.key
    row = own(key, ask)
    if not row.is_open:
        return to("plan-time")
    initial = {"hours": row.minutes // HOUR, "starts": row.since}
    form = AnswerForm(sent(request), today=today(), initial=initial)
    if form.is_valid():
        given = form.cleaned_data
        try:
            if given["said"] == "agreed":
                actions.note_agreed(
                    subject=key,
                    request=ask,
                    minutes=given["hours"] * HOUR,
                    since=given["starts"],
                    review=given["review"],
                    now=now(),
                )
            else:
                actions.note_declined(subject=key, request=ask, reply=given["reply"], now=now())
        except TimeRefusedError as error:
            form.add_error(None, str(error))
        else:
            return to("plan-time", "answered")
    return page(request, "time_answer", {"form": form, "row": row})


@permission(SIGNED_IN)
@require_POST
def accept(request: SignedInRequest, ask: str) -> HttpResponse:
    """Accept the hours that the head proposed."""
    row = own(request.user.key, ask)
    if row.state is not State.PROPOSED:
        return to("plan-time")
    try:
        actions.accept(subject=request.user.key, request=ask, now=now())
    except TimeRefusedError:  # settled while this page was open: the list says so
        return to("plan-time")
    return to("plan-time", "answered")


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def withdraw(request: SignedInRequest, ask: str) -> HttpResponse:
    """Ask before a request is withdrawn; then withdraw it."""
    row = own(request.user.key, ask)
    if not row.is_open:
        return to("plan-time")
    if request.method == "POST":
        try:
            actions.withdraw(subject=request.user.key, request=ask, now=now())
        except TimeRefusedError:  # answered while this page was open: the list says so
            return to("plan-time")
        return to("plan-time", "withdrawn")
    return page(request, "time_withdraw", {"row": row})


def own(person: str, ask: str) -> RequestRow:
    """Return a request of hers; 404 for anybody else's."""
    found = next((row for row in requests_of(person) if row.key == ask), None)
    if found is None:
        raise Http404
    return found


def places(rows: tuple[RequestRow, ...]) -> dict[str, str]:
    """Return the name of each school. One query where there is any."""
    wanted = {row.setting for row in rows}
    schools = settings_of(*wanted) if wanted else {}
    return {setting: place_name(setting, schools.get(setting)) for setting in wanted}
