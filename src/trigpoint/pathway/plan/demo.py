"""Asha's plan, in the demonstration. Nobody here exists."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from trigpoint.pathway.plan import actions, queries
from trigpoint.pathway.plan.words import Sure
from trigpoint.people.demo import key_of
from trigpoint.platform.clock import ENGLAND

if TYPE_CHECKING:
    from datetime import datetime

SAID = {
    "COO-5": Sure.PARTLY,
    "COO-6": Sure.NOT_YET,
    "CPD-3": Sure.PARTLY,
    "ADV-3": Sure.NOT_YET,
    "COP-2": Sure.PARTLY,
    "LAW-3": Sure.SURE,
}


def fill(now: datetime) -> None:
    """Enter her goals, her own view, a review and a reflection, where she has no goal yet."""
    asha = key_of("asha")
    if queries.goals_of(asha):
        return
    today = now.astimezone(ENGLAND).date()
    earlier = now - timedelta(days=40)
    done = actions.add_goal(person=asha, words="Read the summary on reading in small groups", minutes=10, now=earlier)
    actions.finish_goal(person=asha, key=done, now=now - timedelta(days=19))
    actions.add_goal(
        person=asha,
        words="Ask a family for their view of our review meetings",
        minutes=10,
        by=today - timedelta(days=60),
        now=earlier,
    )
    actions.add_goal(
        person=asha,
        words="Rewrite the plain letter about support",
        minutes=40,
        by=today + timedelta(days=9),
        now=earlier,
    )
    actions.add_goal(person=asha, rule="COO-5", now=now)
    actions.add_goal(person=asha, rule="COP-2", by=today + timedelta(days=150), now=now)
    actions.assess(person=asha, said=SAID, now=now - timedelta(days=19))
    actions.review(
        person=asha,
        done="I learnt to say in one sentence what a child needs and who does it. Meetings got shorter.",
        ahead="Lead one session for teaching assistants. Ask families earlier.",
        now=now - timedelta(days=200),
    )
    actions.write_reflection(
        person=asha,
        words="The meeting went better once I stopped filling every silence. Next time I ask first, and write after.",
        now=now - timedelta(days=6),
    )
