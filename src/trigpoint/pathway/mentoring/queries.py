"""What can be read of mentorings and meetings. Each function says how many queries it takes."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, Any

from trigpoint.pathway.mentoring.conflicts import refusal
from trigpoint.pathway.mentoring.models import Meeting, MeetingSignature, MeetingText, MentorChoice, Mentoring
from trigpoint.pathway.mentoring.rows import LoadRow, MeetingRow, MentoringRow, TextRow
from trigpoint.pathway.mentoring.words import DEFAULT_MOST, OPEN, State
from trigpoint.people.data.queries import items_shown
from trigpoint.people.queries import holders_of, names_of
from trigpoint.people.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from django.db.models import QuerySet

ITEMS = ("progress", "plan", "assessment")
"""What a candidate may let her mentor see as a whole; reflections are shown one by one."""
HELD = (State.OFFERED, State.ON)


def mentoring_of(candidate: str) -> MentoringRow | None:
    """Return the mentoring of a candidate that is open, else the newest, or None. Two queries."""
    rows = list(Mentoring.objects.filter(candidate=candidate).order_by("-asked_at", "-id")[:1])
    open_one = Mentoring.objects.filter(candidate=candidate, state__in=OPEN).first() if rows else None
    return next(iter(_rows([open_one] if open_one else rows)), None)


def open_of(candidate: str) -> MentoringRow | None:
    """Return the mentoring of a candidate that is open, or None. Two queries at most."""
    return next(iter(_rows(Mentoring.objects.filter(candidate=candidate, state__in=OPEN))), None)


def mentor_of(candidate: str) -> str:
    """Return the key of somebody's mentor, or an empty text. One query."""
    return Mentoring.objects.filter(candidate=candidate, state=State.ON).values_list("mentor", flat=True).first() or ""


def by_key(key: str) -> MentoringRow | None:
    """Return a mentoring by its key. Who may see it is for the caller to say. Two queries at most."""
    return next(iter(_rows(Mentoring.objects.filter(key=key))), None)


def candidates_of(mentor: str) -> tuple[MentoringRow, ...]:
    """Return whom a mentor has, and whom she was offered, the oldest first. Two queries at most."""
    return _rows(Mentoring.objects.filter(mentor=mentor, state__in=HELD))


def waiting_for_a_mentor() -> tuple[MentoringRow, ...]:
    """Return those who asked and were offered nobody yet, the oldest first. Two queries at most."""
    return _rows(Mentoring.objects.filter(state=State.ASKED))


def offered() -> tuple[MentoringRow, ...]:
    """Return the offers that no candidate has answered, the oldest first. Two queries at most."""
    return _rows(Mentoring.objects.filter(state=State.OFFERED))


def most_of(mentor: str) -> int:
    """Return how many candidates a mentor takes at most. One query."""
    return MentorChoice.objects.filter(mentor=mentor).values_list("most", flat=True).first() or _none_said(mentor)


def _none_said(mentor: str) -> int:
    return 0 if MentorChoice.objects.filter(mentor=mentor, most=0).exists() else DEFAULT_MOST


def loads(today: date, candidate: str) -> tuple[LoadRow, ...]:
    """Return the mentors of today for a candidate, those who are free first. Four queries, and a few for each mentor.

    A refusal says why one may not be offered: no room, or a conflict of interest.
    """
    mentors = holders_of(Role.MENTOR, today)
    names = names_of(mentors) if mentors else {}
    has = Counter(Mentoring.objects.filter(state__in=HELD).values_list("mentor", flat=True))
    most = dict(MentorChoice.objects.values_list("mentor", "most"))
    rows = []
    for key in dict.fromkeys(mentors):
        room = most.get(key, DEFAULT_MOST)
        why = refusal(candidate, key, today)
        if not why and has[key] >= room:
            why = f"{names[key]} has no room: {has[key]} of {room}."
        rows.append(LoadRow(key, names[key], has[key], room, why))
    return tuple(sorted(rows, key=lambda row: (bool(row.refusal), row.has, row.name)))


def shown_items(mentoring: MentoringRow, today: date) -> tuple[str, ...]:
    """Return what a candidate lets her mentor see today, in order; nothing where it is not going on. One query."""
    if not mentoring.is_on:
        return ()
    agreed = items_shown(viewer=mentoring.mentor, subject=mentoring.candidate, today=today)
    return tuple(item for item in ITEMS if item in agreed)


# ---- Meetings


def meetings_of(mentoring: MentoringRow) -> tuple[MeetingRow, ...]:
    """Return the meetings of a mentoring, the newest first. Three queries at most."""
    keys = list(Meeting.objects.filter(mentoring__key=mentoring.key).values_list("key", flat=True))
    return _meetings(dict.fromkeys(keys, mentoring))


def all_meetings_of(candidate: str) -> tuple[MeetingRow, ...]:
    """Return every meeting of a candidate, with former mentors too, the newest first. Five queries at most."""
    rows = {row.key: row for row in _rows(Mentoring.objects.filter(candidate=candidate))}
    found = Meeting.objects.filter(mentoring__candidate=candidate).values_list("key", "mentoring__key")
    return _meetings({key: rows[of] for key, of in found})


def meeting(key: str) -> MeetingRow | None:
    """Return a meeting by its key. Who may see it is for the caller to say. Five queries at most."""
    of = Meeting.objects.filter(key=key).values_list("mentoring__key", flat=True).first()
    found = by_key(of) if of else None
    return next(iter(_meetings({key: found})), None) if found else None


def unsigned_by(mentor: str) -> tuple[MeetingRow, ...]:
    """Return the meetings that wait for a mentor's signature, the newest first. Five queries at most."""
    rows = {row.key: row for row in candidates_of(mentor) if row.is_on}
    if not rows:
        return ()
    found = Meeting.objects.filter(mentoring__key__in=rows).values_list("key", "mentoring__key")
    return tuple(one for one in _meetings({key: rows[of] for key, of in found}) if mentor in one.waits_for)


def _meetings(of: dict[str, MentoringRow]) -> tuple[MeetingRow, ...]:
    if not of:
        return ()
    signed: dict[tuple[str, str], list[tuple[str, datetime]]] = defaultdict(list)
    signatures = MeetingSignature.objects.filter(meeting__in=of).order_by("position")
    for meeting_key, digest, by, at in signatures.values_list("meeting", "digest", "signed_by", "at"):
        signed[meeting_key, digest].append((by, at))
    texts: dict[str, list[TextRow]] = defaultdict(list)
    for row in MeetingText.objects.filter(meeting__in=of).order_by("-version"):
        steps = tuple(line for line in row.steps.splitlines() if line.strip())
        names = tuple(signed[row.meeting, row.digest])
        texts[row.meeting].append(
            TextRow(row.version, row.on, row.minutes, row.notes, steps, row.written_by, row.at, row.digest, names)
        )
    rows = [MeetingRow(key, mentoring, tuple(texts[key])) for key, mentoring in of.items() if texts[key]]
    return tuple(sorted(rows, key=lambda row: (row.text.on, row.texts[-1].at), reverse=True))


def _rows(found: QuerySet[Mentoring] | Iterable[Mentoring]) -> tuple[MentoringRow, ...]:
    rows: list[Any] = list(found)
    keys = {key for row in rows for key in (row.candidate, row.mentor) if key}
    names = names_of(keys) if keys else {}
    return tuple(
        MentoringRow(
            row.key,
            row.candidate,
            names[row.candidate],
            row.mentor,
            names.get(row.mentor, ""),
            State(row.state),
            row.hopes,
            row.asked_at,
            row.since,
            row.same_school,
            row.ended_at,
            row.ended_by,
        )
        for row in rows
    )
