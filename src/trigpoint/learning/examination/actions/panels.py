"""Setting a pass mark: a panel opened, seats taken, two rounds of ratings with a discussion between, a signature."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction

from trigpoint.content.blueprints import blueprints
from trigpoint.learning.examination.errors import ExaminationError
from trigpoint.learning.examination.events import MOVED, PANEL_OPENED, RATED, SEATED, SIGNED
from trigpoint.learning.examination.models import MOST_WORDS, Capacity, Panel, Rating, Seat, Stage
from trigpoint.learning.examination.pool import usable
from trigpoint.learning.examination.weighing import weights
from trigpoint.measurement.angoff import Standard, standard
from trigpoint.people.queries import roles_of
from trigpoint.people.roles import Role
from trigpoint.platform.clock import ENGLAND
from trigpoint.platform.events import emit

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from trigpoint.content.blueprints import Blueprint

ROUNDS = {Stage.FIRST: 1, Stage.SECOND: 2}
NEXT = {Stage.FIRST: Stage.TALK, Stage.TALK: Stage.SECOND}
LEAST_IN_DEMONSTRATION = 2


def open_panel(*, actor: str, blueprint: Blueprint, now: datetime) -> str:
    """Open a panel on the questions that an examination may ask today; return its key. Raises ExaminationError.

    In demonstration mode the panel is marked as one of a demonstration for good.
    """
    items = [[key, one.text_hash] for key, one in usable().items()]
    if not items:
        raise ExaminationError(
            "No question can be judged: no expert has reviewed any. Ask reviewers to look at the questions first."
        )
    with transaction.atomic():
        running = Panel.objects.select_for_update().filter(blueprint=blueprint.id).exclude(stage=Stage.SIGNED)
        if running.exists():
            raise ExaminationError("A panel is open already. Sign its pass mark before you open another.")
        row = Panel.objects.create(
            blueprint=blueprint.id, version=blueprint.version, items=items, demonstration=settings.DEMO,
            opened_at=now, opened_by=actor,
        )  # fmt: skip
        data = {"panel": row.key, "version": row.version, "items": len(items)}
        emit(name=PANEL_OPENED, actor=actor, subject=row.key, at=now, data=data)
    return row.key


def take_seat(*, judge: str, panel: str, capacity: str, now: datetime) -> None:
    """Take a seat after reading the training note. Taken already, it stays as it is. Raises ExaminationError."""
    if capacity not in Capacity.values:
        raise ExaminationError("Select as what you judge", "capacity")
    if not {one.role for one in roles_of(judge, now.astimezone(ENGLAND).date())} & {Role.JUDGE}:
        raise ExaminationError("Only judges sit on a panel. Ask the administrator of this site.")
    with transaction.atomic():
        row = _open(panel)
        if Seat.objects.filter(panel=row, judge=judge).exists():
            return
        if row.stage != Stage.FIRST:
            raise ExaminationError("The first round of this panel is over, so no more seats are taken.")
        Seat.objects.create(panel=row, judge=judge, capacity=capacity, trained_at=now)
        emit(name=SEATED, actor=judge, subject=panel, at=now, data={"capacity": capacity})


def rate(*, judge: str, panel: str, ratings: Mapping[str, int], now: datetime) -> int:
    """Say how many of 100 people just qualified would get questions right; return how many ratings were new.

    A rating that is as it was stays as it is. Raises ExaminationError.
    """
    with transaction.atomic():
        row = _open(panel)
        if row.stage not in ROUNDS:
            raise ExaminationError("No round is open: the panel is discussing. What you entered was not saved.")
        if not Seat.objects.filter(panel=row, judge=judge).exists():
            raise ExaminationError("Read the training note and take your seat first.")
        known = {item for item, _ in row.items}
        if not set(ratings) <= known or any(not 0 <= value <= 100 for value in ratings.values()):  # noqa: PLR2004
            raise ExaminationError("Enter a whole number from 0 to 100 for each question.")
        rounds = ROUNDS[Stage(row.stage)]
        before = ratings_of(panel, through=rounds).get(judge, {})
        new = {item: value for item, value in ratings.items() if before.get(item) != value}
        for item, value in new.items():
            Rating(panel=panel, judge=judge, round=rounds, question=item, percent=value, at=now).save()
        if new:
            emit(name=RATED, actor=judge, subject=panel, at=now, data={"round": rounds, "items": len(new)})
    return len(new)


def move(*, actor: str, panel: str, since: str, now: datetime) -> None:
    """Take a panel from one stage to the next: to its discussion, then to its second round. Raises ExaminationError.

    `since` is the stage that the page showed, so that a second click does nothing.
    """
    with transaction.atomic():
        row = _open(panel)
        if row.stage != since or Stage(row.stage) not in NEXT:
            return
        if row.stage == Stage.FIRST and not complete(row):
            raise ExaminationError("No judge has rated every question yet, so there is nothing to discuss.")
        row.stage = NEXT[Stage(row.stage)]
        row.save(update_fields=["stage"])
        emit(name=MOVED, actor=actor, subject=panel, at=now, data={"stage": row.stage})


def sign(*, actor: str, panel: str, note: str, now: datetime) -> int:
    """Sign the pass mark that the judges set, rounded to a whole number; return it. Raises ExaminationError.

    Only judges who rated every question count. The panel must be as large as the blueprint asks, with parent carers.
    """
    if len(note.strip()) > MOST_WORDS:
        raise ExaminationError(f"The note must be {MOST_WORDS:,} characters or fewer", "note")
    with transaction.atomic():
        row = _open(panel)
        if row.stage != Stage.SECOND:
            raise ExaminationError("A pass mark is signed after the second round.")
        if Seat.objects.filter(panel=row, judge=actor).exists():
            raise ExaminationError("You judged on this panel. Another examiner signs its pass mark.")
        lacking = lacking_of(row)
        if lacking:
            raise ExaminationError(" ".join(lacking))
        found = standard_of(row)
        row.stage, row.signed_at, row.signed_by, row.note = Stage.SIGNED, now, actor, note.strip()
        # Halves go up: whoever gets just that is through at the higher mark, and nobody by chance of a rounding below.
        row.pass_mark = int(found.mean + 0.5)
        row.mean, row.spread, row.error = _hundredths(found.mean), _hundredths(found.spread), _hundredths(found.error)
        row.judges = len(found.judges)
        row.save()
        data = {"pass_mark": row.pass_mark, "mean": row.mean, "error": row.error, "judges": row.judges}
        emit(name=SIGNED, actor=actor, subject=panel, at=now, data=data, words=row.note)
    return row.pass_mark


def ratings_of(panel: str, *, through: int = 2) -> dict[str, dict[str, int]]:
    """Return the newest rating of each judge for each question: of the second round, else of the first. One query."""
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for row in Rating.objects.filter(panel=panel, round__lte=through).order_by("round", "id"):
        found[row.judge][row.question] = row.percent
    return dict(found)


def complete(panel: Panel, *, through: int = 2) -> dict[str, dict[str, float]]:
    """Return the ratings of the judges who rated every question. One query."""
    items = [item for item, _ in panel.items]
    return {
        judge: {item: float(rated[item]) for item in items}
        for judge, rated in ratings_of(panel.key, through=through).items()
        if set(rated) >= set(items)
    }


def standard_of(panel: Panel, *, through: int = 2) -> Standard:
    """Return what the judges set, each question weighed by how often the blueprint draws it. Raises RatingsError."""
    return standard(complete(panel, through=through), weights(panel))


def lacking_of(panel: Panel) -> tuple[str, ...]:
    """Return in sentences what a panel lacks before its pass mark can be signed. Three queries."""
    from_blueprint = blueprints()[panel.blueprint]
    done = complete(panel)
    least = LEAST_IN_DEMONSTRATION if panel.demonstration else from_blueprint.judges.number
    carers = Seat.objects.filter(panel=panel, judge__in=done, capacity=Capacity.PARENT_CARER).count()
    found = []
    if len(done) < least:
        found.append(f"{least} judges must have rated every question; {len(done)} have.")
    if carers < from_blueprint.parent_carers.number:
        found.append(f"{from_blueprint.parent_carers.number} of them must be a parent carer; {carers} are.")
    return tuple(found)


def _open(panel: str) -> Panel:
    row = Panel.objects.select_for_update().filter(key=panel).exclude(stage=Stage.SIGNED).first()
    if row is None:
        raise ExaminationError("This panel is not open. Go back to the list.")
    return row


def _hundredths(value: float | None) -> int | None:
    return None if value is None else round(value * 100)
