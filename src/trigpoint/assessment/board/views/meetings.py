"""The award board: what waits, a meeting's agenda, who is here, conflicts, signing, minutes and decisions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trigpoint.assessment.board import appealing
from trigpoint.assessment.board import meeting as board
from trigpoint.assessment.board.forms import CallForm, ConflictForm, MinutesForm, PresentForm
from trigpoint.assessment.board.rules import BOARD, MEMBER, SECRETARY
from trigpoint.assessment.board.views.common import DONE
from trigpoint.assessment.errors import AssessmentError, GoneError
from trigpoint.assessment.signing import digest_of, signature, way_of
from trigpoint.content.moderating import board_rules
from trigpoint.people.queries import holders_of, names_of
from trigpoint.people.roles import Role
from trigpoint.platform.clock import now, today
from trigpoint.platform.forms import METHODS, sent
from trigpoint.platform.permissions import permission

if TYPE_CHECKING:
    from django.http import HttpResponse

    from trigpoint.assessment.board.rows import ItemRow, MeetingRow
    from trigpoint.people.requests import SignedInRequest


@permission(BOARD)
@require_safe
def home(request: SignedInRequest) -> HttpResponse:
    """Show what waits for the board: meetings, who is ready, appeals."""
    me = request.user.key
    context = {
        "ready": len(board.ready(today())),
        "meetings": [one for one in board.meetings() if not one[2]][::-1],
        "appeals": appealing.open_appeals() if is_secretary(request) else (),
        "mine": [(one, appealing.blind_name(one)) for one in appealing.with_reviewer(me)],
        "is_secretary": is_secretary(request),
    }
    return DONE.page(request, "home", context)


@permission(SECRETARY)
@require_http_methods(METHODS)
def call(request: SignedInRequest) -> HttpResponse:
    """Call a meeting."""
    form = CallForm(sent(request), today=today())
    if form.is_valid():
        try:
            key = board.call(on=form.cleaned_data["on"], actor=request.user.key, now=now())
        except AssessmentError as error:
            form.add_error("on", str(error))
        else:
            return DONE.to("meeting", "called", key)
    return DONE.page(request, "call", {"form": form})


@permission(BOARD)
@require_safe
def meeting(request: SignedInRequest, meeting: str) -> HttpResponse:
    """Show a meeting: quorum and conflicts first, then the agenda."""
    return shown(request, existing(meeting))


def shown(request: SignedInRequest, row: MeetingRow, refused: str = "", gone: tuple[ItemRow, ...] = ()) -> HttpResponse:
    """Draw a meeting for a secretary or a member."""
    me = request.user.key
    here = {one.key: one.name for one in row.present}
    signed = [one for one in row.signed if set(one.items) & {item.key for item in row.listed}]
    mine = board.list_for(row, me) if me in here else ()
    digest = digest_of(board.to_sign(row, mine)) if mine else ""
    context = {
        "row": row,
        "rules": board_rules(),
        "away": [(one, [here[key] for key in one.away if key in here]) for one in row.listed],
        "conflicts": sum(1 for one in row.listed if any(key in here for key in one.away)),
        "signed": signed,
        "mine": mine,
        "i_am_here": me in here,
        "i_signed": any(one.member == me and one.digest == digest for one in row.signed),
        "is_second": any(one.digest == digest and one.member != me for one in row.signed),
        "digest": digest,
        "way": way_of(request, now(), request.path),
        "is_secretary": is_secretary(request),
        "refused": refused,
        "gone": gone,
        "minutes": board.minutes_of(row.key)[:1],
    }
    return DONE.page(request, "meeting", context)


@permission(SECRETARY)
@require_POST
def list_agenda(request: SignedInRequest, meeting: str) -> HttpResponse:
    """Put everybody on the agenda whose standing is complete."""
    row = existing(meeting)
    try:
        board.list_agenda(key=meeting, actor=request.user.key, now=now())
    except AssessmentError as error:
        return shown(request, row, refused=str(error))
    return DONE.to("meeting", "listed", meeting)


@permission(SECRETARY)
@require_http_methods(METHODS)
def present(request: SignedInRequest, meeting: str) -> HttpResponse:
    """Note who is here."""
    row = existing(meeting)
    keys = tuple(dict.fromkeys(holders_of(Role.BOARD_MEMBER, today())))
    names = names_of(keys) if keys else {}
    initial = {
        "members": [one.key for one in row.present],
        "outside": [one.key for one in row.present if one.outside],
    }
    members = [(key, names[key]) for key in keys]
    form = PresentForm(sent(request), today=today(), members=members, initial=initial)
    if form.is_valid():
        try:
            board.attend(key=meeting, members=form.said(), actor=request.user.key, now=now())
        except AssessmentError as error:
            form.add_error(None, str(error))
        else:
            return DONE.to("meeting", "present", meeting)
    return DONE.page(request, "present", {"form": form, "row": row, "rules": board_rules()})


@permission(MEMBER)
@require_http_methods(METHODS)
def conflict(request: SignedInRequest, meeting: str, number: int) -> HttpResponse:
    """Leave the room for an item."""
    row = existing(meeting)
    item = next((one for one in row.listed if one.number == number), None)
    if item is None:
        raise Http404
    form = ConflictForm(sent(request), today=today())
    if form.is_valid():
        try:
            board.say_conflict(item=item.key, member=request.user.key, code=form.cleaned_data["code"], now=now())
        except AssessmentError as error:
            form.add_error(None, str(error))
        except GoneError:
            raise Http404 from None
        else:
            return DONE.to("meeting", "away", meeting)
    return DONE.page(request, "conflict", {"form": form, "row": row, "item": item})


@permission(MEMBER)
@require_POST
def sign(request: SignedInRequest, meeting: str) -> HttpResponse:
    """Sign the list that was shown; before that, take off it who is no longer complete."""
    row = existing(meeting)
    me, moment = request.user.key, now()
    try:
        gone = board.bring_up(key=meeting, actor=me, now=moment)
        row = existing(meeting)
        if gone:
            return shown(request, row, gone=gone)
        digest = digest_of(board.to_sign(row, board.list_for(row, me)))
        ratified = board.sign(
            key=meeting, member=me, signature=signature(request, shown=digest, now=moment), now=moment
        )
    except AssessmentError as error:
        return shown(request, row, refused=str(error))
    return DONE.to("meeting", "ratified" if ratified else "signed", meeting)


@permission(SECRETARY)
@require_http_methods(METHODS)
def minutes(request: SignedInRequest, meeting: str) -> HttpResponse:
    """Write the minutes."""
    row = existing(meeting)
    texts = board.minutes_of(meeting)
    form = MinutesForm(sent(request), today=today(), initial={"words": texts[0][1] if texts else ""})
    if form.is_valid():
        try:
            board.write_minutes(key=meeting, words=form.cleaned_data["words"], actor=request.user.key, now=now())
        except AssessmentError as error:
            form.add_error(None, str(error))
        else:
            return DONE.to("minutes-write", "minutes", meeting)
    return DONE.page(request, "minutes", {"form": form, "row": row, "texts": texts})


@permission(SECRETARY)
@require_POST
def end(request: SignedInRequest, meeting: str) -> HttpResponse:
    """End a meeting."""
    row = existing(meeting)
    try:
        board.end(key=meeting, actor=request.user.key, now=now())
    except AssessmentError as error:
        return shown(request, row, refused=str(error))
    return DONE.to("meeting", "ended", meeting)


@permission(BOARD)
@require_safe
def decisions(request: SignedInRequest) -> HttpResponse:
    """Show the awards that were given."""
    return DONE.page(request, "decisions", {"rows": board.awards_given()})


@permission(BOARD)
@require_safe
def all_minutes(request: SignedInRequest) -> HttpResponse:
    """Show every meeting with its minutes."""
    rows = [(key, on, ended, given, board.minutes_of(key)[:1]) for key, on, ended, given in board.meetings()]
    return DONE.page(request, "all_minutes", {"rows": rows})


def existing(key: str) -> MeetingRow:
    """Return a meeting; 404 where there is none."""
    row = board.meeting(key)
    if row is None:
        raise Http404
    return row


def is_secretary(request: SignedInRequest) -> bool:
    """Tell whether the visitor is working as secretary."""
    held = request.user.working_as
    return held is not None and held.role is Role.BOARD_SECRETARY
