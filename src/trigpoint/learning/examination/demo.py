"""The panel of a demonstration: made-up judges who set a made-up pass mark, so that the examination can be tried.

Nobody judged anything. The panel is marked as one of a demonstration for good, every page of the examination says so,
and outside demonstration mode its pass mark holds nothing.
"""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from trigpoint.learning.examination.actions.panels import move, open_panel, rate, sign, take_seat
from trigpoint.learning.examination.models import Capacity, Panel, Stage
from trigpoint.learning.examination.pool import law_examination, panel_of, usable
from trigpoint.people.demo import key_of

if TYPE_CHECKING:
    from datetime import datetime

JUDGES = (("judge", Capacity.SENCO), ("judge-two", Capacity.PARENT_CARER))
LOWEST, SPAN = 50, 36
"""Made-up ratings lie from 50 to 85."""


def fill(now: datetime) -> None:
    """Let the made-up judges set a pass mark for this version of the blueprint, where none is set yet."""
    blueprint = law_examination()
    running = Panel.objects.filter(blueprint=blueprint.id).exclude(stage=Stage.SIGNED)
    if panel_of(blueprint) is not None or running.exists() or not usable():
        return
    examiner = key_of("examiner")
    panel = open_panel(actor=examiner, blueprint=blueprint, now=now)
    items = [item for item, _ in Panel.objects.get(key=panel).items]
    for slug, capacity in JUDGES:
        judge = key_of(slug)
        take_seat(judge=judge, panel=panel, capacity=capacity, now=now)
        rate(judge=judge, panel=panel, ratings={item: made_up(slug, item) for item in items}, now=now)
    for stage in (Stage.FIRST, Stage.TALK):
        move(actor=examiner, panel=panel, since=stage, now=now)
    sign(actor=examiner, panel=panel, note="Made up for the demonstration. No real judge sat.", now=now)


def made_up(judge: str, item: str) -> int:
    """Return a rating that looks like one: the same for the same question, and a little apart between judges."""
    return LOWEST + int(hashlib.sha256(item.encode()).hexdigest(), 16) % SPAN + (5 if judge == "judge" else 0)
