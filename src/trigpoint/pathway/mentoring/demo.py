"""Maya Stone mentors Asha, in the demonstration, with one signed meeting and one that waits. Nobody here exists."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from trigpoint.pathway.mentoring import actions, queries
from trigpoint.pathway.mentoring.actions.meeting import Said
from trigpoint.pathway.plan.queries import reflections_of
from trigpoint.people.demo import key_of
from trigpoint.platform.clock import ENGLAND

if TYPE_CHECKING:
    from datetime import datetime


def fill(now: datetime) -> None:
    """Let Asha have her mentor and Tom ask for one, where neither has."""
    asha, maya, admin, tom = (key_of(slug) for slug in ("asha", "mentor", "admin", "tom"))
    if queries.mentoring_of(tom) is None:
        actions.ask(candidate=tom, hopes="Which route to take, and how to ask my head about it.", now=now)
    if queries.mentoring_of(asha) is not None:
        return
    began = now - timedelta(days=60)
    actions.ask(candidate=asha, hopes="Leading training without losing my voice.", now=began)
    key = actions.offer(candidate=asha, mentor=maya, actor=admin, now=began)
    actions.accept(candidate=asha, ties=(), now=began)
    actions.choose_items(candidate=asha, items=("plan", "progress"), now=began)
    for reflection in reflections_of(asha):
        actions.show_reflection_to_mentor(candidate=asha, key=reflection.key, now=now)
    met = now - timedelta(days=30)
    said = Said(
        met.astimezone(ENGLAND).date(),
        45,
        "We looked at the session of September: what stayed with people, and what did not.",
        "Plan one session of 30 minutes with one task in it\nAsk two colleagues a month later what they still do",
    )
    meeting = actions.write_meeting(mentoring=key, by=maya, said=said, now=met)
    for person in (maya, asha):
        found = queries.meeting(meeting)
        assert found is not None
        actions.sign(meeting=meeting, by=person, digest=found.text.digest, now=met)
    second = now - timedelta(days=5)
    later = Said(
        second.astimezone(ENGLAND).date(),
        30,
        "How to ask families for their view when everyone is tired in December.",
        "Ring one family instead of writing",
    )
    actions.write_meeting(mentoring=key, by=asha, said=later, now=second)
