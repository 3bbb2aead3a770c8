"""The external verifier's pages: her rooms, one item with names taken out, its files, and her findings."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from django.http import Http404, StreamingHttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from trigpoint.assessment import queries
from trigpoint.assessment.errors import AssessmentError, GoneError
from trigpoint.assessment.moderation import rooms
from trigpoint.assessment.moderation.forms import FindingForm, SettleForm
from trigpoint.assessment.moderation.rules import VERIFIER
from trigpoint.assessment.moderation.views.common import DONE
from trigpoint.assessment.moderation.views.moderator import SLOT_WORDS, VERDICT_WORDS
from trigpoint.assessment.prior_learning import claim_with
from trigpoint.assessment.words import STEP_WORDS, VIA_WORDS
from trigpoint.content.assessment import rules
from trigpoint.evidence import queries as evidence
from trigpoint.evidence.actions import identify
from trigpoint.evidence.outcomes import outcome
from trigpoint.people.queries import SOMEBODY_WHO_HAS_LEFT, names_of
from trigpoint.platform import files
from trigpoint.platform.clock import now, today
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.permissions import permission

if TYPE_CHECKING:
    from collections.abc import Collection

    from django.http import HttpResponse
    from django.http.response import HttpResponseBase

    from trigpoint.assessment.moderation.rooms import RoomRow
    from trigpoint.assessment.rows import SubmissionRow
    from trigpoint.evidence.claims.rows import ClaimRow
    from trigpoint.people.requests import SignedInRequest


@permission(VERIFIER)
@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """Show the verifier's rooms, the open ones first, and answers that wait for her."""
    day = today()
    rows = [(one, one.why_shut(day), rooms.findings_in(one.key)) for one in rooms.rooms_of(request.user.key)]
    waits = [one for _, _, found in rows for one in found if one.settled_at is None and not one.waits_for_answer]
    return DONE.page(request, "verifier", {"rows": sorted(rows, key=lambda row: bool(row[1])), "waits": waits})


@permission(VERIFIER)
@require_safe
def room(request: SignedInRequest, room: str) -> HttpResponse:
    """Show a room; one that is not open says so, and shows its findings alone."""
    row = hers(request, room)
    shut = row.why_shut(today())
    items = {} if shut else rooms.items_of(room)
    told = queries.submissions(items.values()) if items else {}
    context = {
        "room": row,
        "shut": shut,
        "items": [(number, told[key], outcome(told[key].outcome)) for number, key in items.items() if key in told],
        "findings": rooms.findings_in(room),
        "today": today(),
    }
    return DONE.page(request, "verifier_room", context)


@permission(VERIFIER)
@require_safe
def item(request: SignedInRequest, room: str, number: int) -> HttpResponse:
    """Show one item, with names taken out, and keep that it was looked at."""
    row, found = open_item(request, room, number)
    if found is None:
        return DONE.page(request, "gone", {"words": row.why_shut(today())})
    rooms.note_view(room=room, submission=found.key, viewer=request.user.key, now=now())
    decisions = [one for one in queries.decisions_on(found.key) if one.counts]
    told = queries.stages(found.key)
    known_names = names_of({found.candidate, *(one.assessor for one in decisions)}).values()
    named = [name for name in known_names if name != SOMEBODY_WHO_HAS_LEFT]
    held = [one.piece for one in queries.held(found.key)]
    known = evidence.pieces(held)
    pieces = [rooms.redacted(known[key], named) for key in held if key in known and known[key].is_seen]
    criteria = [
        (
            one,
            [
                (
                    SLOT_WORDS[each.slot],
                    VERDICT_WORDS[each.verdict],
                    [rules().words_of(code) for code in each.codes],
                    rooms.without_names(each.words, named),
                )
                for each in decisions
                if each.criterion == one.reference
            ],
        )
        for one in outcome(found.outcome).rows
    ]
    context = {
        "room": row,
        "number": number,
        "row": found,
        "outcome": outcome(found.outcome),
        "via": VIA_WORDS[found.via],
        "claim": claim_without_names(found, named),
        "pieces": pieces,
        "gone": len(held) - len(pieces),
        "criteria": criteria,
        "steps": [(STEP_WORDS[one.kind], one.at, rooms.without_names(one.words, named)) for one in told],
    }
    return DONE.page(request, "verifier_item", context)


def claim_without_names(row: SubmissionRow, named: Collection[str]) -> ClaimRow | None:
    """Return what the candidate says of her prior learning, with these names taken out; None where it was taught."""
    claim = claim_with(row.candidate, row.outcome, row.via, today())
    if claim is None:
        return None
    return replace(claim, says={test: rooms.without_names(words, named) for test, words in claim.says.items()})


@permission(VERIFIER)
@require_http_methods(METHODS)
def identifies(request: SignedInRequest, room: str, number: int, piece: str) -> HttpResponse:
    """Ask before a piece is hidden because it identifies a child; then hide it at once."""
    _, found = open_item(request, room, number)
    if found is None or piece not in {one.piece for one in queries.held(found.key)}:
        raise Http404
    if request.method == "POST":
        rooms.note_view(room=room, submission=found.key, viewer=request.user.key, now=now(), piece=piece)
        identify(key=piece, by=request.user.key, now=now())
        return DONE.to("verifier-item", "hidden", room, str(number))
    return DONE.page(request, "verifier_identifies", {"room": room, "number": number})


@permission(VERIFIER)
@require_safe
def file(request: SignedInRequest, room: str, number: int, piece: str, file: str) -> HttpResponseBase:
    """Give a file of an item, under a name that names nobody, and keep that it was looked at."""
    _, found = open_item(request, room, number)
    if found is None or piece not in {one.piece for one in queries.held(found.key)}:
        raise Http404
    stored = evidence.stored(piece, file)
    if stored is None:
        raise Http404
    row, name = stored
    rooms.note_view(room=room, submission=found.key, viewer=request.user.key, now=now(), piece=piece, file=file)
    response = StreamingHttpResponse(files.read(name), content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="item-{number}-{row.sha256[:8]}.{row.type}"'
    response["Content-Length"] = str(row.size)
    response["X-Content-Type-Options"] = "nosniff"
    return response


@permission(VERIFIER)
@require_http_methods(METHODS)
def find(request: SignedInRequest, room: str) -> HttpResponse:
    """Write a finding."""
    row = hers(request, room)
    if shut := row.why_shut(today()):
        return DONE.page(request, "gone", {"words": shut})
    form = FindingForm(sent(request), today=today(), numbers=tuple(rooms.items_of(room)))
    if form.is_valid():
        given = form.cleaned_data
        try:
            rooms.find(
                room_key=room,
                verifier=request.user.key,
                number=int(given["about"]) or None,
                level=given["level"],
                words=given["words"],
                now=now(),
            )
        except AssessmentError as error:
            form.add_error(None, str(error))
        except GoneError:
            raise Http404 from None
        else:
            return DONE.to("verifier-room", "found", room)
    return DONE.page(request, "find", {"form": form, "room": row})


@permission(VERIFIER)
@require_http_methods(METHODS)
def settle(request: SignedInRequest, finding: str) -> HttpResponse:
    """Say whether an answer settles a finding."""
    row = rooms.finding(finding)
    if row is None or row.verifier != request.user.key or row.settled_at is not None or row.waits_for_answer:
        raise Http404
    form = SettleForm(sent(request), today=today())
    if form.is_valid():
        given = form.cleaned_data
        accepted = given["accepted"] == "yes"
        try:
            rooms.settle(key=finding, verifier=request.user.key, accepted=accepted, words=given["words"], now=now())
        except GoneError:
            raise Http404 from None
        return DONE.to("verifier-room", "settled", row.room)
    return DONE.page(request, "settle", {"form": form, "one": row, "today": today()})


def hers(request: SignedInRequest, key: str) -> RoomRow:
    """Return a room of the visitor's; 404 for any other."""
    found = rooms.room(key)
    if found is None or found.verifier != request.user.key:
        raise Http404
    return found


def open_item(request: SignedInRequest, room: str, number: int) -> tuple[RoomRow, SubmissionRow | None]:
    """Return a room of the visitor's and an item of it; None for the item while the room is shut. Else 404."""
    row = hers(request, room)
    if row.why_shut(today()):
        return row, None
    found = queries.submission(rooms.items_of(room).get(number, ""))
    if found is None:
        raise Http404
    return row, found
