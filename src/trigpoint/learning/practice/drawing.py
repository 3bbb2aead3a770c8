"""Which questions somebody is asked: those that come back today, then new ones of what she reads and chose."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from trigpoint.content.questions import questions
from trigpoint.content.units import units
from trigpoint.learning.freezing import frozen_questions
from trigpoint.learning.practice.models import Card
from trigpoint.learning.practice.scheduling import DAY, new_today
from trigpoint.learning.practice.weeks import plan_of, week_of
from trigpoint.platform.clock import ENGLAND

if TYPE_CHECKING:
    from datetime import date, datetime

    from trigpoint.learning.practice.models import Plan
    from trigpoint.learning.practice.scheduling import Week

A_ROUND = 10
"""Questions in a round: five minutes on a phone."""


class Known(NamedTuple):
    """A question that somebody was asked: the day on which it comes back, and when she answered it last."""

    question: str
    day: date
    last_at: datetime


@dataclass(frozen=True, slots=True)
class Desk:
    """What lies before somebody on a day, by ids of questions.

    `due` come back today or were to come back earlier, `new` begin today, `fresh` were never asked, `later` come back
    on another day, the soonest first. `next_day` is the first after today on which something is asked, `done` how many
    she answered today.
    """

    due: tuple[str, ...]
    new: tuple[str, ...]
    later: tuple[str, ...]
    fresh: tuple[str, ...]
    next_day: date | None
    works_today: bool
    done: int

    @property
    def today(self) -> tuple[str, ...]:
        """Return what is for today: nothing at a weekend or in the holidays."""
        return (*self.due, *self.new) if self.works_today else ()


def pool_of(plan: Plan | None) -> list[str]:
    """Return the questions that somebody is to know: of the topics she chose and the units she finished, else all."""
    chosen = set(plan.topics) if plan else set()
    of_units = {one for unit in (plan.units if plan else ()) if unit in units() for one in units()[unit].questions}
    open_to_all = not chosen and not of_units
    return [
        one.id
        for one in questions().values()
        if one.for_practice and (open_to_all or one.topic in chosen or one.id in of_units)
    ]


def desk_of(person: str, now: datetime) -> Desk:
    """Return what lies before somebody. Four queries while no change in law was noticed, six at most."""
    plan = plan_of(person)
    return desk_with(person, now, plan, week_of(plan))


def desk_with(person: str, now: datetime, plan: Plan | None, week: Week) -> Desk:
    """Return what lies before somebody whose plan and week are known."""
    today = now.astimezone(ENGLAND).date()
    frozen = frozen_questions()
    rows = Card.objects.filter(person=person).order_by("day", "id").values_list("question", "day", "last_at")
    cards = [Known(*row) for row in rows]
    known = {card.question for card in cards}
    asked = [card for card in cards if card.question in questions() and card.question not in frozen]
    pool = [one for one in pool_of(plan) if one not in frozen and one not in known]
    random.Random(person).shuffle(pool)  # noqa: S311 - an order of work, not a secret
    due = tuple(card.question for card in asked if card.day <= today)
    later = [card for card in asked if card.day > today]
    done = sum(card.last_at.astimezone(ENGLAND).date() == today for card in cards)
    room = max(0, (plan.a_day if plan else A_ROUND) - done - len(due))
    begin = new_today(len(pool), today, week, plan.target if plan else None, room)
    works = week.works(today)
    return Desk(
        due=due,
        new=tuple(pool[:begin]),
        later=tuple(card.question for card in later),
        fresh=tuple(pool),
        next_day=_next(today, week, later, waits=bool(pool) or (bool(due) and not works)),
        works_today=works,
        done=done,
    )


def _next(today: date, week: Week, later: list[Known], *, waits: bool) -> date | None:
    """Return the first day after today on which something is asked; None where nothing ever is."""
    days = [later[0].day] if later else []
    days += [week.next_day(today + DAY)] if waits else []
    return min(days, default=None)


def draw(person: str, now: datetime, *, seed: str) -> list[str]:
    """Return ten questions for a round, whatever the day holds: what is due, new ones, then what comes back soonest."""
    desk = desk_of(person, now)
    found = list(dict.fromkeys((*desk.due, *desk.fresh, *desk.later)))[:A_ROUND]
    random.Random(seed).shuffle(found)  # noqa: S311 - an order to read in, not a secret
    return found
