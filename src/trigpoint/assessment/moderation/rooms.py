"""Rooms for external verifiers: opening and closing one, what is in it, each view of it, findings and their answers."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction

from trigpoint.assessment.errors import AssessmentError, GoneError
from trigpoint.assessment.moderation.events import (
    FINDING_ANSWERED,
    FINDING_SETTLED,
    FINDING_WRITTEN,
    ROOM_CLOSED,
    ROOM_OPENED,
)
from trigpoint.assessment.moderation.models import Finding, FindingEntry, Look, Room, RoomItem, RoomView
from trigpoint.assessment.moderation.words import ENTRY_WORDS, Entry
from trigpoint.content.moderating import board_rules
from trigpoint.people.queries import names_of, roles_of
from trigpoint.people.roles import Role
from trigpoint.platform.clock import ENGLAND
from trigpoint.platform.events import emit

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date, datetime

    from django.db.models import QuerySet

    from trigpoint.evidence.queries import Piece

EXPIRED = "This room closed on {day}. Its findings stay; what was in it is not shown any more."
NOT_YET = "This room opens on {day}."
MOST_ITEMS = 200
NAME = "[name]"
SHORTEST = 3
"""Letters of a part of a name that is blacked out wherever it stands; shorter ones are words of their own."""


@dataclass(frozen=True, slots=True)
class RoomRow:
    """A room. `since` and `until` are its first and last day."""

    key: str
    verifier: str
    verifier_name: str
    purpose: str
    since: date
    until: date
    closed_at: datetime | None
    items: int

    def why_shut(self, today: date) -> str:
        """Return why nothing in it is shown today, a sentence; empty while it is open."""
        if self.closed_at is not None:
            return EXPIRED.format(day=written(self.closed_at.astimezone(ENGLAND).date()))
        if today < self.since:
            return NOT_YET.format(day=written(self.since))
        return EXPIRED.format(day=written(self.until)) if today > self.until else ""


@dataclass(frozen=True, slots=True)
class ViewRow:
    """That somebody looked at an item, or at a file of it."""

    submission: str
    piece: str
    viewer_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class EntryRow:
    """Something said under a finding."""

    title: str
    words: str
    person_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class FindingRow:
    """A finding with all that was said under it. `number` is the item it is about, if it is about one."""

    key: str
    room: str
    verifier: str
    number: int | None
    level: str
    meaning: str
    due: date | None
    settled_at: datetime | None
    entries: tuple[EntryRow, ...]
    waits_for_answer: bool

    def is_late(self, today: date) -> bool:
        """Tell whether an answer is due and has not come."""
        return self.waits_for_answer and self.due is not None and self.due < today


def written(day: date) -> str:
    """Return a day as pages write it, with no-break spaces."""
    return f"{day.day}\u00a0{day:%B}\u00a0{day.year}"


def sampled(most: int = MOST_ITEMS) -> tuple[str, ...]:
    """Return the submissions that a plan drew and a moderator has looked at, the newest first. One query."""
    found = Look.objects.exclude(done_at=None).order_by("-done_at", "-id").values_list("submission", flat=True)
    return tuple(dict.fromkeys(found[:most]))


def open_room(
    *, verifier: str, purpose: str, since: date, until: date, submissions: Collection[str], actor: str, now: datetime
) -> str:
    """Open a room and return its key. Only what was sampled can be put in. Raises AssessmentError."""
    today = now.astimezone(ENGLAND).date()
    if not any(held.role is Role.VERIFIER for held in roles_of(verifier, today)):
        raise AssessmentError("Choose somebody who holds the role of a verifier today.")
    if until < since or until < today:
        raise AssessmentError("The last day must not be before the first, or in the past.")
    most = board_rules().most_open_days
    if (until - since).days > most:
        raise AssessmentError(f"A room is open for {most} days at most. Choose an earlier last day.")
    chosen = [key for key in sampled() if key in set(submissions)]
    if not chosen:
        raise AssessmentError("Choose at least one submission that was sampled and looked at.")
    key = f"r_{secrets.token_hex(16)}"
    with transaction.atomic():
        room = Room.objects.create(
            key=key, verifier=verifier, purpose=purpose, since=since, until=until, opened_by=actor, opened_at=now
        )
        RoomItem.objects.bulk_create(
            RoomItem(room=room, number=number, submission=one) for number, one in enumerate(chosen, 1)
        )
        data = {"room": key, "since": since, "until": until, "items": len(chosen)}
        emit(name=ROOM_OPENED, actor=actor, subject=verifier, at=now, data=data)
    return key


def close_room(*, key: str, actor: str, now: datetime) -> None:
    """Close a room before its last day. Raises GoneError where it is closed."""
    with transaction.atomic():
        room = Room.objects.select_for_update().filter(key=key, closed_at=None).first()
        if room is None:
            raise GoneError(key)
        room.closed_at = now
        room.save()
        emit(name=ROOM_CLOSED, actor=actor, subject=room.verifier, at=now, data={"room": key})


def note_view(*, room: str, submission: str, viewer: str, now: datetime, piece: str = "", file: str = "") -> None:
    """Keep that somebody looked at an item, or at a file of it."""
    RoomView(room=room, submission=submission, piece=piece, file=file, viewer=viewer, at=now).save()


def rooms() -> tuple[RoomRow, ...]:
    """Return every room, the newest first. Two queries, and one for each room."""
    return _rooms(Room.objects.order_by("-opened_at", "-id"))


def rooms_of(verifier: str) -> tuple[RoomRow, ...]:
    """Return the rooms of a verifier, the oldest first. Two queries, and one for each room."""
    return _rooms(Room.objects.filter(verifier=verifier).order_by("opened_at", "id"))


def room(key: str) -> RoomRow | None:
    """Return a room, or None. Who may see it is for the caller to say. Three queries."""
    return next(iter(_rooms(Room.objects.filter(key=key))), None)


def items_of(key: str) -> dict[int, str]:
    """Return the submissions in a room by their number. One query."""
    return dict(RoomItem.objects.filter(room__key=key).values_list("number", "submission"))


def views_of(key: str, most: int = 200) -> tuple[ViewRow, ...]:
    """Return the newest views in a room. Two queries."""
    found = list(RoomView.objects.filter(room=key).order_by("-position")[:most])
    names = names_of({one.viewer for one in found}) if found else {}
    return tuple(ViewRow(one.submission, one.piece, names[one.viewer], one.at) for one in found)


# ---- Findings


def find(*, room_key: str, verifier: str, number: int | None, level: str, words: str, now: datetime) -> str:
    """Write a finding, and return its key. Raises GoneError for a room that is not hers or not open."""
    today = now.astimezone(ENGLAND).date()
    rules = board_rules()
    if level not in {one.id for one in rules.levels}:
        raise AssessmentError("Select how much it weighs.")
    key = f"f_{secrets.token_hex(16)}"
    with transaction.atomic():
        held = Room.objects.select_for_update().filter(key=room_key, verifier=verifier, closed_at=None).first()
        if held is None or not held.since <= today <= held.until:
            raise GoneError(room_key)
        if number is not None and not held.items.filter(number=number).exists():
            raise AssessmentError("Choose an item of this room.")
        due = None if level == "good" else today + timedelta(days=rules.answer_within_days)
        Finding.objects.create(
            key=key, room=held, number=number, level=level, due=due, found_at=now,
            settled_at=now if level == "good" else None,
        )  # fmt: skip
        FindingEntry(finding=key, kind=Entry.FOUND.value, words=words, person=verifier, at=now).save()
        data = {"room": room_key, "finding": key, "level": level, "due": due}
        emit(name=FINDING_WRITTEN, actor=verifier, subject=key, at=now, data=data, words=words)
    return key


def answer(*, key: str, person: str, words: str, now: datetime) -> None:
    """Answer a finding. The verifier then says whether that settles it. Raises GoneError where it is settled."""
    with transaction.atomic():
        found = _open_finding(key)
        FindingEntry(finding=key, kind=Entry.ANSWERED.value, words=words, person=person, at=now).save()
        emit(name=FINDING_ANSWERED, actor=person, subject=found.key, at=now, data={"finding": key}, words=words)


def settle(*, key: str, verifier: str, accepted: bool, words: str, now: datetime) -> None:
    """Say as the verifier whether the answer settles it; where not, a new answer is due. Raises GoneError."""
    with transaction.atomic():
        found = _open_finding(key)
        last = FindingEntry.objects.filter(finding=key).order_by("-position").values_list("kind", flat=True).first()
        if found.room.verifier != verifier or last != Entry.ANSWERED:
            raise GoneError(key)
        kind = Entry.ACCEPTED if accepted else Entry.NOT_ACCEPTED
        FindingEntry(finding=key, kind=kind.value, words=words, person=verifier, at=now).save()
        if accepted:
            found.settled_at = now
        else:
            found.due = now.astimezone(ENGLAND).date() + timedelta(days=board_rules().answer_within_days)
        found.save()
        data = {"finding": key, "settled": accepted}
        emit(name=FINDING_SETTLED, actor=verifier, subject=key, at=now, data=data, words=words)


def findings_in(key: str) -> tuple[FindingRow, ...]:
    """Return the findings of a room, the oldest first. Three queries."""
    return _findings(Finding.objects.filter(room__key=key))


def open_findings() -> tuple[FindingRow, ...]:
    """Return every finding that is not settled, what is due first at the top. Three queries."""
    return _findings(Finding.objects.filter(settled_at=None).order_by("due", "found_at", "id"))


def finding(key: str) -> FindingRow | None:
    """Return a finding, or None. Three queries."""
    return next(iter(_findings(Finding.objects.filter(key=key))), None)


def _open_finding(key: str) -> Finding:
    found = (
        Finding.objects.select_for_update(of=("self",)).select_related("room").filter(key=key, settled_at=None).first()
    )
    if found is None:
        raise GoneError(key)
    return found


def _rooms(found: QuerySet[Room]) -> tuple[RoomRow, ...]:
    rows = list(found)
    names = names_of({one.verifier for one in rows}) if rows else {}
    return tuple(
        RoomRow(
            one.key, one.verifier, names[one.verifier], one.purpose, one.since, one.until, one.closed_at,
            one.items.count(),
        )
        for one in rows
    )  # fmt: skip


def _findings(found: QuerySet[Finding]) -> tuple[FindingRow, ...]:
    rows = list(found.select_related("room"))
    entries = list(FindingEntry.objects.filter(finding__in=[one.key for one in rows]))
    names = names_of({one.person for one in entries}) if entries else {}
    levels = {one.id: one for one in board_rules().levels}
    under: dict[str, list[FindingEntry]] = {one.key: [] for one in rows}
    for one in entries:
        under[one.finding].append(one)
    return tuple(
        FindingRow(
            one.key,
            one.room.key,
            one.room.verifier,
            one.number,
            levels[one.level].words if one.level in levels else one.level,
            levels[one.level].meaning if one.level in levels else "",
            one.due,
            one.settled_at,
            tuple(
                EntryRow(ENTRY_WORDS[Entry(each.kind)], each.words, names[each.person], each.at)
                for each in under[one.key]
            ),
            one.settled_at is None and bool(under[one.key]) and under[one.key][-1].kind != Entry.ANSWERED,
        )
        for one in rows
    )


# ---- Redaction


def redacted(piece: Piece, names: Iterable[str]) -> Piece:
    """Return a piece without these names, or any part of one, in its texts; a witness loses hers. Files stay."""
    known = [*names, *([piece.witness.name] if piece.witness else [])]
    return replace(
        piece,
        title=without_names(piece.title, known),
        words=without_names(piece.words, known),
        structured={name: without_names(words, known) for name, words in piece.structured.items()},
        authenticity=without_names(piece.authenticity, known),
        witness=replace(piece.witness, name=NAME) if piece.witness else None,
        criteria=tuple(replace(one, why=without_names(one.why, known)) for one in piece.criteria),
    )


def without_names(words: str, names: Iterable[str]) -> str:
    """Return words with each part of these names blacked out.

    >>> without_names("Asha and I met. Ashanti did not.", ["Asha Rahman"])
    '[name] and I met. Ashanti did not.'
    """
    parts = {part for name in names for part in re.split(r"\W+", name) if len(part) >= SHORTEST}
    if not parts:
        return words
    either = "|".join(re.escape(part) for part in sorted(parts, key=len, reverse=True))
    return re.sub(rf"\b(?:{either})\b", NAME, words, flags=re.IGNORECASE)
