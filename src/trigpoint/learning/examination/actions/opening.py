"""Opening an attempt, which draws the paper, and beginning a part, which starts its clock."""

from __future__ import annotations

import secrets
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from trigpoint.content.questions import questions
from trigpoint.learning.examination.actions.adjusting import adjustment_for
from trigpoint.learning.examination.actions.ending import CLOSE, close_row, lapse_row
from trigpoint.learning.examination.drawing import draw
from trigpoint.learning.examination.errors import ExaminationError
from trigpoint.learning.examination.events import BEGUN, OPENED
from trigpoint.learning.examination.models import Attempt, Drawn, Part, Pool, Seat, State
from trigpoint.learning.examination.pool import as_kept, opening
from trigpoint.learning.examination.timing import end_of, is_over, minutes_for, next_day
from trigpoint.platform import work
from trigpoint.platform.clock import ENGLAND
from trigpoint.platform.events import emit
from trigpoint.platform.pages import written

if TYPE_CHECKING:
    from datetime import datetime

    from trigpoint.content.blueprints import Blueprint
    from trigpoint.learning.examination.drawing import Placed
    from trigpoint.learning.examination.pool import Opening

YEAR = timedelta(days=365)
DONE = (State.RELEASED, State.SET_ASIDE, State.LAPSED)


def open_attempt(*, person: str, blueprint: Blueprint, now: datetime, seed: str = "") -> str:
    """Open an attempt and draw its paper; return its key. An attempt that is open already is returned as it is.

    No clock runs yet. `seed` is drawn by chance unless a test gives it. Raises ExaminationError with the reason.
    """
    found = opening(blueprint)
    if found.panel is None or not found.is_open:
        raise ExaminationError(" ".join(found.hindrances))
    hindrance = hindrance_for(person, blueprint, now)
    if hindrance:
        raise ExaminationError(hindrance)
    met = Drawn.objects.filter(part__attempt__person=person, part__begun_at__isnull=False)
    seen = sorted(set(met.values_list("question", flat=True)))
    seed = seed or secrets.token_hex(16)
    papers = draw(blueprint, found.pool, seed, frozenset(seen))
    try:
        with transaction.atomic():
            mine = Attempt.objects.select_for_update().filter(person=person, blueprint=blueprint.id)
            for row in mine.filter(state=State.OPEN):
                if not lapse_row(row, now):
                    return row.key
            return _open(person, found, papers, seed=seed, seen=seen, now=now)
    except IntegrityError:
        return Attempt.objects.get(person=person, blueprint=blueprint.id, state__in=[State.OPEN, State.HANDED_IN]).key


def _open(
    person: str, found: Opening, papers: tuple[tuple[Placed, ...], ...], *, seed: str, seen: list[str], now: datetime
) -> str:
    assert found.panel is not None
    pool_hash, kept = as_kept(found.pool)
    pool, _ = Pool.objects.get_or_create(hash=pool_hash, defaults={"items": kept})
    attempt = Attempt.objects.create(
        person=person,
        blueprint=found.blueprint.id,
        version=found.blueprint.version,
        panel=found.panel,
        pool=pool,
        seed=seed,
        seen=seen,
        demonstration=found.panel.demonstration,
        opened_at=now,
    )
    for number, (plan, paper) in enumerate(zip(found.blueprint.parts, papers, strict=True), 1):
        part = Part.objects.create(attempt=attempt, number=number, minutes=plan.minutes)
        Drawn.objects.bulk_create(
            Drawn(
                part=part,
                place=place,
                question=one.question,
                text_hash=questions()[one.question].text_hash,
                topic=one.topic,
                case=one.case,
            )
            for place, one in enumerate(paper, 1)
        )
    data = {"attempt": attempt.key, "version": attempt.version, "seed": seed, "pool": pool_hash}
    emit(name=OPENED, actor=person, subject=person, at=now, data=data)
    return attempt.key


def hindrance_for(person: str, blueprint: Blueprint, now: datetime) -> str:
    """Return why somebody may not open an attempt today, in words; nothing where she may. Three queries."""
    today = now.astimezone(ENGLAND).date()
    if Seat.objects.filter(judge=person, panel__blueprint=blueprint.id, panel__demonstration=False).exists():
        return "You sat on the panel that judged these questions, so you have seen their answers. You cannot sit them."
    rows = list(Attempt.objects.filter(person=person, blueprint=blueprint.id).exclude(state=State.SET_ASIDE))
    if any(row.state == State.HANDED_IN for row in rows):
        return "Your last paper is with the examiners. You will be told when its result is there."
    begun = set(Part.objects.filter(attempt__in=rows).exclude(begun_at=None).values_list("attempt", flat=True))
    failed = [row.released_at for row in rows if row.state == State.RELEASED and not row.passed and row.released_at]
    if failed:
        again = next_day(max(failed).astimezone(ENGLAND).date(), blueprint.wait_days.number)
        if today < again:
            return f"You can begin again on {written(again)}."
    recent = sorted(row.opened_at for row in rows if row.key in begun and row.opened_at > now - YEAR)
    if len(recent) >= blueprint.attempts_a_year.number and all(row.state in DONE for row in rows):
        again = (recent[-blueprint.attempts_a_year.number] + YEAR).astimezone(ENGLAND).date() + timedelta(days=1)
        return f"You have begun {len(recent)} times in 12 months. You can begin again on {written(again)}."
    return ""


def begin_part(*, person: str, attempt: str, number: int, now: datetime) -> None:
    """Begin a part: its clock runs from now. Begun already, it stays as it is. Raises ExaminationError."""
    with transaction.atomic():
        found = Attempt.objects.select_for_update().filter(key=attempt, person=person).first()
        if found is None or found.state != State.OPEN:
            raise ExaminationError("This paper is not open. Go back to the start page of the examination.")
        if lapse_row(found, now):
            raise ExaminationError("The days for sitting this paper are over. You can begin a new one.")
        parts = list(Part.objects.select_for_update().filter(attempt=found))
        part = next((one for one in parts if one.number == number), None)
        if part is None:
            raise ExaminationError("There is no such part. Go back to the start page of the examination.")
        if part.begun_at is not None:
            return
        for other in parts:
            if other.ends_at is not None and other.handed_in_at is None:
                if not is_over(other.ends_at, now):
                    raise ExaminationError(f"Part {other.number} is still running. Hand it in first.")
                close_row(other, other.ends_at, ran_out=True)
        part.allowed = minutes_for(part.minutes, *adjustment_for(person))
        part.begun_at, part.ends_at = now, end_of(now, part.allowed)
        part.save()
        data = {"attempt": attempt, "part": number, "minutes": part.allowed, "ends": part.ends_at}
        emit(name=BEGUN, actor=person, subject=person, at=now, data=data)
        work.enqueue(CLOSE, {"attempt": attempt, "part": number}, now=now, due=part.ends_at)
