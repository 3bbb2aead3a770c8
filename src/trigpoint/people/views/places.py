"""Organisations from within: who holds a role there, for who invites there; leaving one, and who is close to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from trigpoint.people import actions, leaving, queries
from trigpoint.people.errors import PeopleError
from trigpoint.people.forms.relationships import FAMILY, I_MANAGE, RelationshipForm
from trigpoint.people.invitations.rules import INVITES, gives, refusal
from trigpoint.people.roles import RelationKind
from trigpoint.people.rules import SIGNED_IN
from trigpoint.platform import clock
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.permissions import permission

if TYPE_CHECKING:
    from django.http import HttpResponse

    from trigpoint.people.leaving import PlaceRow
    from trigpoint.people.requests import SignedInRequest
    from trigpoint.people.rows import HolderRow, OrganisationRow, RelationshipRow

DONE = {
    "left": "You have left. What you showed there has stopped.",
    "ended": "The role has ended.",
    "added": "It is noted.",
    "over": "It is noted that this is over.",
}
"""What has just been done. By code: an address never carries words."""


@permission(INVITES)
@require_safe
def organisation(request: SignedInRequest, number: int) -> HttpResponse:
    """Show who holds a role at an organisation today, by name; each with the way to end it."""
    where = place_of(request, number)
    after = request.GET.get("after", "")
    since = int(after) if after.isascii() and after.isdigit() and len(after) <= 18 else 0  # noqa: PLR2004 - 64 bits
    rows = queries.holders_at(number, clock.today(), after=since)
    shown = rows[: queries.MOST_FOUND]
    parts = {
        "where": where,
        "rows": [(row, may_end(request, where, row)) for row in shown],
        "more": shown[-1].appointment if len(rows) > len(shown) else None,
        "done": done(request),
    }
    return render(request, "people/organisation.html", parts)


@permission(INVITES)
@require_http_methods(METHODS)
def end_role_there(request: SignedInRequest, number: int, appointment: int) -> HttpResponse:
    """End a role at one's organisation, from today: say what happens, then do it."""
    where = place_of(request, number)
    row = queries.holder(number, appointment, clock.today())
    if row is None or not may_end(request, where, row):
        raise Http404
    if request.method == "POST":
        leaving.end_role(
            appointment=appointment,
            until=max(clock.today(), row.since),
            actor=request.user.key,
            now=clock.now(),
        )
        return redirect(f"{reverse('people:organisation', args=[number])}?done=ended")
    return render(request, "people/end_role_there.html", {"row": row, "where": where})


@permission(SIGNED_IN)
@require_safe
def places(request: SignedInRequest) -> HttpResponse:
    """List where somebody holds roles or shows something, each with the way to leave it."""
    rows = leaving.places_of(request.user.key, clock.today())
    return render(request, "people/places.html", {"rows": rows, "done": done(request)})


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def leave(request: SignedInRequest, number: int) -> HttpResponse:
    """Leave an organisation: say exactly what happens, then do it."""
    row = next((row for row in my_places(request) if row.organisation.id == number), None)
    if row is None:
        raise Http404
    if request.method == "POST":
        leaving.leave(person=request.user.key, organisation=number, now=clock.now())
        return redirect(f"{reverse('people:places')}?done=left")
    return render(request, "people/leave.html", {"row": row})


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def relationships(request: SignedInRequest) -> HttpResponse:
    """Show who is what to somebody, and her own code; add one."""
    me = request.user.key
    form = RelationshipForm(sent(request), today=clock.today())
    if form.is_valid():
        cleaned = form.cleaned_data
        pair = (cleaned["other"], me) if cleaned["what"] == I_MANAGE else (me, cleaned["other"])
        kind = RelationKind.FAMILY if cleaned["what"] == FAMILY else RelationKind.LINE_MANAGER
        try:
            actions.relate(person=pair[0], other=pair[1], kind=kind, since=cleaned["since"], actor=me, now=clock.now())
        except PeopleError:
            form.add_error("other", "Nobody with an open account has this code. Copy it again, or ask them for it")
        else:
            return redirect(f"{reverse('people:relationships')}?done=added")
    rows = queries.relationships_of(me, clock.today())
    names = queries.names_of({key for row in rows for key in (row.person, row.other)}) if rows else {}
    parts = {
        "rows": [(row, said(row, me, names)) for row in rows],
        "form": form,
        "code": me,
        "done": done(request),
    }
    return render(request, "people/relationships.html", parts)


@permission(SIGNED_IN)
@require_http_methods(["POST"])
def end_relationship(request: SignedInRequest, number: int) -> HttpResponse:
    """Note that what two people are to each other is over. A mentor is let go where mentors are asked."""
    me = request.user.key
    row = next((row for row in queries.relationships_of(me, clock.today()) if row.id == number), None)
    if row is None or row.kind is RelationKind.MENTOR:
        raise Http404
    actions.end_relationship(
        person=row.person, other=row.other, kind=row.kind, until=clock.today(), actor=me, now=clock.now()
    )
    return redirect(f"{reverse('people:relationships')}?done=over")


def said(row: RelationshipRow, me: str, names: dict[str, str]) -> str:
    """Say what another is to somebody, or she to the other."""
    mine = row.person == me
    name = names[row.other if mine else row.person]
    if row.kind is RelationKind.FAMILY:
        return f"{name} is family"
    what = str(row.kind.label).lower()
    return f"{name} is your {what}" if mine else f"You are the {what} of {name}"


def my_places(request: SignedInRequest) -> tuple[PlaceRow, ...]:
    """Return where somebody can leave."""
    return leaving.places_of(request.user.key, clock.today())


def place_of(request: SignedInRequest, number: int) -> OrganisationRow:
    """Return an organisation that somebody may look into. Raises Http404: hers alone, but for an administrator."""
    held = request.user.working_as
    if held is None or (held.organisation is not None and held.organisation.id != number):
        raise Http404
    found = queries.organisation(number)
    if found is None:
        raise Http404
    return found


def may_end(request: SignedInRequest, where: OrganisationRow, row: HolderRow) -> bool:
    """Tell whether somebody may end a role: whoever may give it may end it, and nobody ends her own here."""
    held = request.user.working_as
    return row.person != request.user.key and row.role in gives(held) and not refusal(held, row.role, where)


def done(request: SignedInRequest) -> str:
    """Return what has just been done."""
    return DONE.get(request.GET.get("done", ""), "")
