"""What this part holds about people: who mentors whom, and their meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.pathway.mentoring import queries
from trigpoint.pathway.mentoring.actions import end, forget_person, withdraw
from trigpoint.pathway.mentoring.words import Reason, State
from trigpoint.platform.holdings import Holding, Json, Waiting, hold, leave

if TYPE_CHECKING:
    from datetime import date, datetime

    from trigpoint.pathway.mentoring.rows import MeetingRow, MentoringRow


def mentors(key: str) -> Json:
    """Return her mentors, those whom she mentors without their names, and her meetings. Nine queries at most."""
    row = queries.mentoring_of(key)
    own: list[Json] = (
        [
            {
                "your mentor": row.mentor_name,
                "state": str(row.state.label),
                "since": row.since.isoformat() if row.since else "",
                "what you asked help with": row.hopes,
            }
        ]
        if row
        else []
    )
    of_others: list[Json] = [
        {"you mentor": "somebody", "since": one.since.isoformat() if one.since else ""}
        for one in queries.candidates_of(key)
    ]
    meetings: list[Json] = [_meeting(one, key) for one in queries.all_meetings_of(key)]
    parts: dict[str, Json] = {"mentor": own, "those you mentor": of_others, "meetings": meetings}
    return {name: part for name, part in parts.items() if part}


def _meeting(row: MeetingRow, key: str) -> Json:
    return [
        {
            "text": text.version,
            "on": text.on.isoformat(),
            "minutes": text.minutes,
            "notes": text.notes,
            "agreed": list(text.steps),
            "written by": "you" if text.written_by == key else "your mentor",
            "signed by you": text.is_signed_by(key),
            "signed by your mentor": text.is_signed_by(row.mentoring.mentor),
            "sha256": text.digest,
        }
        for text in row.texts
    ]


def forget(key: str, *, actor: str | None, now: datetime) -> None:
    """Remove all that is hers; of those whom she mentored, it ends."""
    forget_person(subject=key, actor=actor, now=now)


def waits(key: str, today: date) -> tuple[Waiting, ...]:  # noqa: ARG001 - the shape of `waits`
    """Return what others may count on: her mentor, those whom she mentors, that she asked. Four queries at most."""
    own = queries.open_of(key)
    rows = ([own] if own else []) + list(queries.candidates_of(key))
    return tuple(_waiting(key, row) for row in rows)


def _waiting(key: str, row: MentoringRow) -> Waiting:
    def stop(now: datetime) -> None:
        if row.state is State.ASKED:
            withdraw(candidate=key, now=now)
        else:
            end(key=row.key, by=key, reason=Reason.ERASED, now=now)

    if row.state is State.ASKED:
        return Waiting("You asked for a mentor, and somebody may be looking for one.", stop)
    return Waiting(f"You and {row.other_name(key)}: a mentoring that is offered or goes on.", stop)


hold(
    Holding(
        name="pathway.mentoring",
        title="Your mentor, and your meetings",
        what=(
            "That you asked for a mentor and what for, who it is and from when until when, what you both wrote about "
            "your meetings, and who signed which text when. For a mentor: whom you mentor, and how many you take."
        ),
        why="So that somebody can stand by you, and both of you know what was agreed.",
        seen_by=(
            "The two of you. An administrator of this copy sees that you asked and what for, and whom you were "
            "offered, not your meetings."
        ),
        goes="Who your mentor was, and every word about your meetings. What you mentor ends.",
        stays=(
            "Days, minutes and digests of texts and signatures, under random codes. As a mentor: the code, beside the "
            "meetings of those whom you mentored, which are theirs."
        ),
        columns=(
            "pathway.Mentoring.candidate",
            "pathway.Mentoring.mentor",
            "pathway.Mentoring.ended_by",
            "pathway.MentorChoice.mentor",
            "pathway.MeetingText.written_by",
            "pathway.MeetingSignature.signed_by",
        ),
        held_about=mentors,
        forget=forget,
        waits=waits,
    )
)
for table in ("Mentoring", "Meeting"):
    leave(f"pathway.{table}.key", "It names a mentoring or a meeting, not a person.")
