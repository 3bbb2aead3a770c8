"""Meetings of the award board: who is there, the agenda, conflicts, two signatures over one list, minutes.

The agenda holds those whose standing is complete, worked out by the record, and nobody can put anybody else on it.
It is worked out again before each signature: who is no longer complete comes off the list, with the reason, and the
list has to be signed anew.
"""

from __future__ import annotations

import secrets
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max

from trigpoint.assessment import conflicts
from trigpoint.assessment.board.events import (
    AGENDA_LISTED,
    CONFLICT_SAID,
    ITEM_OFF,
    LIST_RATIFIED,
    LIST_SIGNED,
    MEETING_CALLED,
    MEETING_ENDED,
    MINUTES_WRITTEN,
    PRESENT_NOTED,
)
from trigpoint.assessment.board.models import BoardSignature, Conflict, Item, Meeting, Minutes, Present
from trigpoint.assessment.board.rows import Complete, ItemRow, MeetingRow, MemberRow, SignedRow
from trigpoint.assessment.board.words import OFF_WORDS, ItemState, Off
from trigpoint.assessment.errors import AssessmentError, ChangedError, GoneError
from trigpoint.assessment.queries import ready_for_board
from trigpoint.assessment.signing import CHANGED, digest_of
from trigpoint.content.assessment import rules
from trigpoint.evidence.outcomes import AWARD
from trigpoint.people.queries import holders_of, names_of
from trigpoint.people.roles import Role
from trigpoint.platform.clock import ENGLAND
from trigpoint.platform.events import emit
from trigpoint.platform.work import enqueue
from trigpoint.record.queries import known_of_each

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from trigpoint.assessment.rows import Signature

FACT = "holds:senco-award"
GIVE = "board.give"
TWO = 2
KNOWN = "known"
"""The code of a conflict that records show; others are said by the member."""
ENDED = "This meeting has ended. Nothing is decided in it any more."


def standing_of_each(candidates: Iterable[str], today: date) -> dict[str, Complete]:
    """Return where each of these stands on the award today, worked out anew. Two queries."""
    known = known_of_each(candidates, [AWARD])
    found = {}
    for key, told in known.items():
        pin = told.enrolments.get(AWARD)
        if pin is None:
            found[key] = Complete(key, "", "", ())
            continue
        scheme = told.scheme(AWARD)
        standing = told.standing(scheme, pin.route, today=today).standing
        titles = {top.id: top.title or top.id for top in scheme.requirements}
        missing = tuple(titles.get(one, one) for one in standing.required if today not in standing.met(one))
        holds = any(fact.code == FACT and today in fact.valid for fact in told.facts)
        found[key] = Complete(key, pin.route, pin.rules_hash, missing, holds=holds)
    return found


def ready(today: date) -> tuple[Complete, ...]:
    """Return those whose standing is complete and who do not hold the award, the oldest first. Three queries."""
    standings = standing_of_each([one.candidate for one in ready_for_board()], today)
    return tuple(one for one in standings.values() if one.is_ready)


# ---- Calling, listing, attending


def call(*, on: date, actor: str, now: datetime) -> str:
    """Call a meeting, and return its key. Raises AssessmentError for a day in the past."""
    if on < now.astimezone(ENGLAND).date():
        raise AssessmentError("The day of the meeting must be today or later.")
    key = f"b_{secrets.token_hex(16)}"
    with transaction.atomic():
        Meeting.objects.create(key=key, on=on, called_by=actor, called_at=now)
        emit(name=MEETING_CALLED, actor=actor, subject=key, at=now, data={"meeting": key, "on": on})
    return key


def list_agenda(*, key: str, actor: str, now: datetime) -> int:
    """Put those on the agenda whose standing is complete and who are not on it, and return how many. GoneError."""
    today = now.astimezone(ENGLAND).date()
    with transaction.atomic():
        meeting = _open(key)
        there = {one.candidate: one for one in meeting.items.all()}
        last = meeting.items.aggregate(last=Max("number"))["last"] or 0
        added = 0
        for one in ready(today):
            before = there.get(one.candidate)
            if before is not None:
                if before.state == ItemState.TAKEN_OFF and before.off != Off.CONFLICT:
                    before.state, before.off, before.missing, before.changed_at = ItemState.LISTED.value, "", [], now
                    before.route, before.rules_hash = one.route, one.rules_hash
                    before.save()
                    added += 1
                continue
            added += 1
            Item.objects.create(
                key=f"i_{secrets.token_hex(16)}", meeting=meeting, number=last + added, candidate=one.candidate,
                route=one.route, rules_hash=one.rules_hash, changed_at=now,
            )  # fmt: skip
        meeting.listed_at = now
        meeting.save()
        _note_conflicts(meeting, now)
        emit(name=AGENDA_LISTED, actor=actor, subject=key, at=now, data={"meeting": key, "added": added})
    return added


def attend(*, key: str, members: Mapping[str, bool], actor: str, now: datetime) -> None:
    """Note who is there: members by key, with whether each is from outside. Raises GoneError and AssessmentError."""
    today = now.astimezone(ENGLAND).date()
    with transaction.atomic():
        meeting = _open(key)
        if set(members) - set(holders_of(Role.BOARD_MEMBER, today)):
            raise AssessmentError("Choose people who are members of the board today.")
        meeting.present.exclude(member__in=list(members)).delete()
        for member, outside in members.items():
            Present.objects.update_or_create(meeting=meeting, member=member, defaults={"outside": outside})
        _note_conflicts(meeting, now)
        data = {"meeting": key, "members": sorted(members)}
        emit(name=PRESENT_NOTED, actor=actor, subject=key, at=now, data=data)


def _note_conflicts(meeting: Meeting, now: datetime) -> None:
    """Let members leave the room for whom records show a conflict of interest with an item."""
    today = now.astimezone(ENGLAND).date()
    members = list(meeting.present.values_list("member", flat=True))
    for item in meeting.items.filter(state=ItemState.LISTED.value):
        for member in conflicts.against(item.candidate, members, today):
            Conflict.objects.get_or_create(item=item, member=member, defaults={"code": KNOWN, "at": now})


def say_conflict(*, item: str, member: str, code: str, now: datetime) -> None:
    """Leave the room for an item, as a member. Raises GoneError and AssessmentError."""
    if rules().reason("conflict", code) is None:
        raise AssessmentError("Select what the conflict is.")
    with transaction.atomic():
        row = Item.objects.select_related("meeting").filter(key=item, state=ItemState.LISTED.value).first()
        if row is None:
            raise GoneError(item)
        _open(row.meeting.key)
        Conflict.objects.get_or_create(item=row, member=member, defaults={"code": code, "at": now})
        data = {"meeting": row.meeting.key, "item": item, "code": code}
        emit(name=CONFLICT_SAID, actor=member, subject=row.meeting.key, at=now, data=data)


# ---- Deciding


def bring_up(*, key: str, actor: str | None, now: datetime) -> tuple[ItemRow, ...]:
    """Take those off the list who may not be ratified any more, and return them.

    They are no longer complete, hold the award, or fewer than a quorum are free of conflicts for them.
    """
    today = now.astimezone(ENGLAND).date()
    with transaction.atomic():
        meeting = _open(key)
        _note_conflicts(meeting, now)
        found = _meeting(meeting)
        standings = standing_of_each([one.candidate for one in found.listed], today)
        gone = []
        for one in found.listed:
            stands = standings[one.candidate]
            why = _why_off(found, one, stands)
            if why is None:
                continue
            missing = list(stands.missing)
            Item.objects.filter(key=one.key).update(
                state=ItemState.TAKEN_OFF.value, off=why.value, missing=missing, changed_at=now
            )
            gone.append(one.key)
            data = {"meeting": key, "item": one.key, "why": why.value}
            emit(name=ITEM_OFF, actor=actor, subject=one.candidate, at=now, data=data, words=", ".join(missing))
        return tuple(one for one in _meeting(meeting).off if one.key in gone)


def _why_off(found: MeetingRow, one: ItemRow, stands: Complete) -> Off | None:
    if not stands.route:
        return Off.NO_ENROLMENT
    if stands.holds:
        return Off.HOLDS_IT
    if stands.missing:
        return Off.INCOMPLETE
    has_quorum = not found.quorum_missing
    return Off.CONFLICT if has_quorum and len(found.free_for(one)) < TWO else None


def to_sign(found: MeetingRow, items: Iterable[ItemRow]) -> dict[str, Any]:
    """Return what two members sign: the meeting, who is there, and each award with its route and rules."""
    return {
        "meeting": found.key,
        "on": found.on.isoformat(),
        "present": sorted(one.key for one in found.present),
        "awards": [[one.key, one.candidate, one.route, one.rules_hash] for one in items],
        "award": FACT,
    }


def list_for(found: MeetingRow, member: str) -> tuple[ItemRow, ...]:
    """Return the list that a member may sign: one that another signed and she may too, else all for which she stays."""
    listed = {one.key: one for one in found.listed}
    mine = found.for_member(member)
    for signed in reversed(found.signed):
        if signed.member != member and all(key in listed for key in signed.items):
            both = tuple(listed[key] for key in signed.items)
            if all(one in mine for one in both) and signed.digest == digest_of(to_sign(found, both)):
                return both
    return mine


def sign(*, key: str, member: str, signature: Signature, now: datetime) -> tuple[ItemRow, ...]:
    """Sign the list as a member; with the second signature under the same list, its awards are given.

    Returns what was ratified, nothing after a first signature. Raises AssessmentError without a quorum, for a member
    who is not there or signed it already, and ChangedError where the list has changed: then nothing was signed.
    """
    with transaction.atomic():
        meeting = _open(key)
        found = _meeting(meeting)
        if found.quorum_missing:
            raise AssessmentError(f"There is no quorum. {found.quorum_missing} Nothing was signed.")
        if member not in {one.key for one in found.present}:
            raise AssessmentError("You are not noted as present. Ask the secretary to note it, then sign.")
        items = list_for(found, member)
        if not items:
            raise AssessmentError("Nobody is on the list whom you may sign.")
        digest = digest_of(to_sign(found, items))
        if digest != signature.digest:
            raise ChangedError(CHANGED)
        if any(one.digest == digest and one.member == member for one in found.signed):
            raise AssessmentError("You signed this list already. The second signature is another member’s.")
        BoardSignature(
            meeting=key, digest=digest, items=[one.key for one in items], member=member,
            proved_at=signature.proved_at, at=now,
        ).save()  # fmt: skip
        second = any(one.digest == digest for one in found.signed)
        data = {"meeting": key, "digest": digest, "items": [one.key for one in items]}
        if not second:
            emit(name=LIST_SIGNED, actor=member, subject=key, at=now, data=data)
            return ()
        keys = [one.key for one in items]
        Item.objects.filter(key__in=keys).update(state=ItemState.RATIFIED.value, changed_at=now)
        emit(name=LIST_RATIFIED, actor=member, subject=key, at=now, data=data)
        for one in keys:
            enqueue(GIVE, {"item": one}, now=now, key=f"board item {one}")
        return items


# ---- Minutes


def write_minutes(*, key: str, words: str, actor: str, now: datetime) -> None:
    """Write a text of the minutes; earlier ones stay. Raises GoneError."""
    with transaction.atomic():
        meeting = _open(key)
        version = (Minutes.objects.filter(meeting=key).aggregate(last=Max("version"))["last"] or 0) + 1
        Minutes(meeting=meeting.key, version=version, words=words, written_by=actor, at=now).save()
        data = {"meeting": key, "version": version}
        emit(name=MINUTES_WRITTEN, actor=actor, subject=key, at=now, data=data)


def end(*, key: str, actor: str, now: datetime) -> None:
    """End a meeting: nothing is decided in it any more. Raises GoneError, and AssessmentError without minutes."""
    with transaction.atomic():
        meeting = _open(key)
        if not Minutes.objects.filter(meeting=key).exists():
            raise AssessmentError("Write the minutes first, then end the meeting.")
        meeting.ended_at = now
        meeting.save()
        emit(name=MEETING_ENDED, actor=actor, subject=key, at=now, data={"meeting": key})


# ---- Reading


def meeting(key: str) -> MeetingRow | None:
    """Return a meeting with all that belongs to it, or None. Six queries."""
    found = Meeting.objects.filter(key=key).first()
    return _meeting(found) if found else None


def meetings() -> tuple[tuple[str, date, bool, int], ...]:
    """Return key, day, whether it ended, and how many awards, of every meeting, the newest first. Two queries."""
    counted: dict[int, int] = {}
    for number in Item.objects.filter(state=ItemState.RATIFIED.value).values_list("meeting_id", flat=True):
        counted[number] = counted.get(number, 0) + 1
    return tuple(
        (one.key, one.on, one.ended_at is not None, counted.get(one.pk, 0))
        for one in Meeting.objects.order_by("-on", "-id")
    )


def minutes_of(key: str) -> tuple[tuple[int, str, str, datetime], ...]:
    """Return version, words, writer's name and moment of every text of the minutes, the newest first. Two queries."""
    rows = list(Minutes.objects.filter(meeting=key).order_by("-version"))
    names = names_of({one.written_by for one in rows}) if rows else {}
    return tuple((one.version, one.words, names[one.written_by], one.at) for one in rows)


def awards_given(most: int = 100) -> tuple[tuple[str, str, date, bool], ...]:
    """Return name, route, day of the meeting and whether it is in the record, of the newest awards. Two queries."""
    rows = list(Item.objects.filter(state=ItemState.RATIFIED.value).select_related("meeting").order_by("-id")[:most])
    names = names_of({one.candidate for one in rows}) if rows else {}
    return tuple((names[one.candidate], one.route, one.meeting.on, one.entered_at is not None) for one in rows)


def _open(key: str) -> Meeting:
    found = Meeting.objects.select_for_update().filter(key=key).first()
    if found is None:
        raise GoneError(key)
    if found.ended_at is not None:
        raise AssessmentError(ENDED)
    return found


def _meeting(found: Meeting) -> MeetingRow:
    present = list(found.present.all())
    items = list(found.items.all())
    away: dict[int, list[str]] = {one.pk: [] for one in items}
    for conflict in Conflict.objects.filter(item__meeting=found):
        away[conflict.item_id].append(conflict.member)
    signed = list(BoardSignature.objects.filter(meeting=found.key))
    keys = {one.member for one in present} | {one.member for one in signed} | {one.candidate for one in items}
    names = names_of(keys) if keys else {}
    return MeetingRow(
        found.key,
        found.on,
        found.listed_at,
        found.ended_at,
        tuple(MemberRow(one.member, names[one.member], one.outside) for one in present),
        tuple(
            ItemRow(
                one.key, one.number, one.candidate, names[one.candidate], one.route, one.rules_hash,
                ItemState(one.state), _why(one), tuple(away[one.pk]),
            )
            for one in items
        ),
        tuple(SignedRow(one.digest, one.member, names[one.member], tuple(one.items), one.at) for one in signed),
    )  # fmt: skip


def _why(one: Item) -> str:
    if not one.off:
        return ""
    words = OFF_WORDS[Off(one.off)]
    return f"{words} Missing: {', '.join(one.missing)}." if one.missing else words
