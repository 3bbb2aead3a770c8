"""What this part holds about people: exercises, who moderated, verifiers' rooms, views and findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, transaction

from trigpoint.assessment.moderation.events import FORGOTTEN
from trigpoint.assessment.moderation.models import Attempt, FindingEntry, Look, Room, RoomItem, RoomView
from trigpoint.assessment.moderation.words import ENTRY_WORDS, Entry
from trigpoint.assessment.queries import submissions_of
from trigpoint.platform.events import emit
from trigpoint.platform.holdings import Holding, Json, hold, leave

if TYPE_CHECKING:
    from datetime import datetime

EMPTY = "UPDATE moderation_finding_entry SET words = '' WHERE person = %s AND words <> ''"


def moderation(key: str) -> Json:
    """Return what was done by somebody here, and which of her submissions were looked at again. Seven queries."""
    own = {row.key: row.outcome for row in submissions_of(key)}
    parts: dict[str, Json] = {
        "exercises": [
            {"exercise": one.exercise, "fitted the key": f"{one.fits} of {one.of}", "on": one.at.isoformat()}
            for one in Attempt.objects.filter(assessor=key)
        ],
        "you looked at": [
            {"on": one.done_at.isoformat() if one.done_at else "", "confirmed": one.confirmed}
            for one in Look.objects.filter(moderator=key)
        ],
        "your outcomes that were looked at again": [
            {"outcome": own[one.submission], "drawn on": one.drawn_at.isoformat(), "confirmed": one.confirmed}
            for one in Look.objects.filter(submission__in=own)
        ],
        "your outcomes that an external verifier could see": [
            {"outcome": own[one.submission], "from": one.room.since.isoformat(), "to": one.room.until.isoformat()}
            for one in RoomItem.objects.filter(submission__in=own).select_related("room")
        ],
        "your outcomes that an external verifier looked at": [
            {"outcome": own[one.submission], "at": one.at.isoformat()}
            for one in RoomView.objects.filter(submission__in=own)
        ],
        "rooms opened for you": [
            {"for": one.purpose, "from": one.since.isoformat(), "to": one.until.isoformat()}
            for one in Room.objects.filter(verifier=key)
        ],
        "findings and answers": [
            {"what": ENTRY_WORDS[Entry(one.kind)], "words": one.words, "on": one.at.isoformat()}
            for one in FindingEntry.objects.filter(person=key)
        ],
    }
    return {name: part for name, part in parts.items() if part}


def forget(key: str, *, actor: str | None, now: datetime) -> None:
    """Empty what she wrote. Who judged and looked at what stays, under a code that leads to nobody."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(EMPTY, [key])
            changed = cursor.rowcount
        if changed:
            emit(name=FORGOTTEN, actor=actor, subject=key, at=now, data={"entries": changed})


hold(
    Holding(
        name="assessment.moderation",
        title="Moderation, and what verifiers saw",
        what=(
            "Which of your outcomes were drawn for a second look, what came of it, and whether an external verifier "
            "could see and did see them. For an assessor, a moderator or a verifier: exercises, what you looked at, "
            "rooms, findings and answers."
        ),
        why="So that one standard holds for everybody, and you can see who looked.",
        seen_by="Moderators. An external verifier sees sampled work without names, for a time.",
        goes="What you wrote under findings, and your name.",
        stays="What was drawn, looked at and found, under random codes: others’ results rest on it.",
        columns=(
            "assessment_moderation.Attempt.assessor",
            "assessment_moderation.SamplingPlan.drawn_by",
            "assessment_moderation.Look.moderator",
            "assessment_moderation.Room.verifier",
            "assessment_moderation.Room.opened_by",
            "assessment_moderation.RoomView.viewer",
            "assessment_moderation.FindingEntry.person",
        ),
        held_about=moderation,
        forget=forget,
    )
)
for table in ("Attempt", "SamplingPlan", "Room", "Finding"):
    leave(f"assessment_moderation.{table}.key", "It names an attempt, a plan, a room or a finding, not a person.")
