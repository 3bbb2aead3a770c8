"""What this part holds about people: appeals, the board, what they tell for figures, records that they brought."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, transaction

from trigpoint.assessment.board.appealing import appeals_of, take_back
from trigpoint.assessment.board.events import FORGOTTEN
from trigpoint.assessment.board.models import (
    Appeal,
    BoardSignature,
    BroughtRecord,
    Conflict,
    Item,
    Minutes,
    Present,
    Told,
)
from trigpoint.assessment.board.telling import told_by
from trigpoint.assessment.board.words import CHARACTERISTICS
from trigpoint.platform import files
from trigpoint.platform.events import emit
from trigpoint.platform.holdings import Ground, Holding, Json, Waiting, hold, leave

if TYPE_CHECKING:
    from datetime import date, datetime

EMPTY_STEPS = """
    UPDATE board_appeal_step SET words = ''
    WHERE words <> '' AND appeal IN (SELECT key FROM assessment_board_appeal WHERE candidate = %s)
"""


def board(key: str) -> Json:
    """Return her appeals and awards, and what she did as a reviewer or member. Eight queries."""
    parts: dict[str, Json] = {
        "your appeals": [
            {
                "made": one.made_at.isoformat(),
                "grounds": list(one.grounds),
                "words": one.words,
                "steps": [[step.title, step.at.isoformat(), step.words] for step in one.steps],
            }
            for one in appeals_of(key)
        ],
        "your award before the board": [
            {"on": one.meeting.on.isoformat(), "came to": one.state, "missing": list(one.missing)}
            for one in Item.objects.filter(candidate=key).select_related("meeting")
        ],
        "appeals that you reviewed": Appeal.objects.filter(reviewer=key).count(),
        "meetings that you were at": [
            one.meeting.on.isoformat() for one in Present.objects.filter(member=key).select_related("meeting")
        ],
        "items for which you left the room": Conflict.objects.filter(member=key).count(),
        "lists that you signed": [one.at.isoformat() for one in BoardSignature.objects.filter(member=key)],
        "minutes that you wrote": [one.at.isoformat() for one in Minutes.objects.filter(written_by=key)],
    }
    return {name: part for name, part in parts.items() if part}


def forget_board(key: str, *, actor: str | None, now: datetime) -> None:
    """Take back open appeals; empty what she wrote, and what reviewers answered. Codes and signatures stay."""
    take_back(candidate=key, now=now)
    with transaction.atomic():
        changed = Appeal.objects.filter(candidate=key).exclude(words="").update(words="")
        with connection.cursor() as cursor:
            cursor.execute(EMPTY_STEPS, [key])
            changed += cursor.rowcount
        if changed:
            emit(name=FORGOTTEN, actor=actor, subject=key, at=now, data={"texts": changed})


def appeals_wait(key: str, today: date) -> tuple[Waiting, ...]:  # noqa: ARG001 - the shape of `waits`
    """Say that an appeal of hers is open. One query."""
    open_ones = Appeal.objects.filter(candidate=key, decided_at=None).count()
    if not open_ones:
        return ()
    return (Waiting("You have appealed, and it is not decided.", lambda now: take_back(candidate=key, now=now)),)


def equality(key: str) -> Json:
    """Return what she told of herself for figures. One query."""
    told = told_by(key)
    return {CHARACTERISTICS[name][0]: CHARACTERISTICS[name][1].get(value, "") for name, value in told.items() if value}


def forget_equality(key: str, *, actor: str | None, now: datetime) -> None:
    """Remove it."""
    with transaction.atomic():
        if Told.objects.filter(person=key).delete()[0]:
            emit(name=FORGOTTEN, actor=actor, subject=key, at=now, data={"told": True})


def brought(key: str) -> Json:
    """Return which records she brought, and when. One query."""
    return [
        {"sha256": one.digest, "brought": one.brought_at.isoformat(), "record": one.record}
        for one in BroughtRecord.objects.filter(person=key)
    ]


def forget_brought(key: str, *, actor: str | None, now: datetime) -> None:
    """Remove the records that she brought, and their files."""
    rows = list(BroughtRecord.objects.filter(person=key))
    with transaction.atomic():
        if BroughtRecord.objects.filter(person=key).delete()[0]:
            emit(name=FORGOTTEN, actor=actor, subject=key, at=now, data={"records": len(rows)})
    for row in rows:
        for name in row.files.values():
            files.remove(name)


hold(
    Holding(
        name="assessment.board",
        title="Appeals, and the award board",
        what=(
            "Your appeals: what they rest on, your words, each step. That you were before the award board, and what it "
            "came to. For a reviewer or a member: what you reviewed, signed, and left the room for."
        ),
        why="So that a decision can be questioned, and an award is given by several people together.",
        seen_by="The board’s secretary and its members. A reviewer sees the appeal that she was given.",
        goes="Your words in appeals, and the reviewer’s answers to you. Your name.",
        stays="That there was an appeal or an award, its codes, days and signatures, under random codes.",
        columns=(
            "assessment_board.Appeal.candidate",
            "assessment_board.Appeal.reviewer",
            "assessment_board.AppealStep.person",
            "assessment_board.Meeting.called_by",
            "assessment_board.Present.member",
            "assessment_board.Item.candidate",
            "assessment_board.Conflict.member",
            "assessment_board.BoardSignature.member",
            "assessment_board.Minutes.written_by",
        ),
        held_about=board,
        forget=forget_board,
        waits=appeals_wait,
    )
)
hold(
    Holding(
        name="assessment.equality",
        title="What you told us for figures",
        what="Your sex, ethnic group, age group and whether you are disabled, as far as you told us.",
        why="So that it can be seen whether the award is fair.",
        seen_by="Nobody but you. It is counted in groups of ten people or more.",
        goes="All of it.",
        ground=Ground.CONSENT,
        columns=("assessment_board.Told.person",),
        held_about=equality,
        forget=forget_equality,
    )
)
hold(
    Holding(
        name="assessment.brought-records",
        title="Assessment records from elsewhere",
        what="Assessment records that you brought from another copy of Trigpoint, with their files.",
        why="So that you have them in one place, and can take them on.",
        seen_by="You.",
        goes="All of it.",
        columns=("assessment_board.BroughtRecord.person",),
        held_about=brought,
        forget=forget_brought,
    )
)
for table in ("Appeal", "Meeting", "Item", "BroughtRecord"):
    leave(f"assessment_board.{table}.key", "It names an appeal, a meeting, an item or a record, not a person.")
