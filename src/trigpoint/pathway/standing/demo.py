"""How far the made-up people of a demonstration have come with the award. Nobody here exists, and nobody was judged."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from trigpoint.kernel import Basis, Fact, Period, Via
from trigpoint.kernel.calendar import add_months
from trigpoint.pathway.scheme.queries import AWARD
from trigpoint.pathway.standing.pace import TIME_CODE
from trigpoint.people.demo import key_of
from trigpoint.platform.clock import ENGLAND
from trigpoint.record.actions import enrol, enter
from trigpoint.record.queries import enrolment_of, was_sent

if TYPE_CHECKING:
    from datetime import date, datetime

NOTE = "Made up for the demonstration. Nobody judged this."


@dataclass(frozen=True, slots=True)
class Progress:
    """A route, the outcomes agreed, when the examination was passed (months ago), the minutes a week that she has."""

    route: str
    outcomes: tuple[str, ...]
    examined: int = 0
    score: int = 0
    a_week: int = 0
    via: Via = Via.TAUGHT


def strand(name: str, *numbers: int) -> tuple[str, ...]:
    """Return outcomes of a strand.

    >>> strand("LAW", 1, 2)
    ('LAW-1', 'LAW-2')
    """
    return tuple(f"{name}-{number}" for number in numbers)


PROGRESS = {
    "asha": Progress(
        route="T",
        outcomes=(
            *strand("LAW", 1, 2, 3, 4, 5, 6, 7),
            *strand("COO", 1, 2, 3, 4),
            *strand("CPD", 1, 2),
            *strand("ADV", 1, 2),
            *strand("COP", 1),
            *strand("LEA", 1),
            *strand("DEV", 1, 2, 3, 4),
        ),
        examined=21,
        score=71,
        a_week=120,
    ),
    "tom": Progress(route="S", outcomes=(*strand("COO", 2), *strand("ADV", 1), *strand("DEV", 1, 2))),
    "grace": Progress(
        route="E",
        outcomes=(
            *strand("LAW", 1, 2, 3, 4, 5, 6, 7),
            *strand("COO", 1, 2, 3, 4, 5, 6),
            *strand("CPD", 1, 2, 3, 4, 5),
            *strand("ADV", 1, 2, 3, 4, 5),
            *strand("COP", 1, 2, 3, 4),
            *strand("RES", 1, 3),
            *strand("LEA", 1, 2, 3, 4, 5),
            *strand("DEV", 1, 2, 3),
        ),
        examined=5,
        score=84,
        a_week=60,
        via=Via.PRIOR_LEARNING,
    ),
}


def fill(now: datetime) -> None:
    """Enrol each of them and enter what was agreed, where that is not there yet: each form is taken in once."""
    assessor, today = key_of("assessor"), now.astimezone(ENGLAND).date()
    for slug, progress in PROGRESS.items():
        person = key_of(slug)
        if enrolment_of(person, AWARD) is None:
            enrol(actor=person, subject=person, scheme_id=AWARD, route=progress.route, now=now)
        if not was_sent(person, "demo:award"):
            facts = agreed(progress, today)
            enter(actor=assessor, subject=person, facts=facts, now=now, note=NOTE, form="demo:award")
            if progress.a_week:
                time = Fact(TIME_CODE, Period(today), progress.a_week)
                enter(actor=person, subject=person, facts=[time], now=now, form="demo:time")


def agreed(progress: Progress, today: date) -> list[Fact]:
    """Return the facts of somebody's progress, dated back from a day."""
    since = add_months(today, -6)
    facts = [
        Fact(f"achieved:{one}", Period(since + timedelta(days=2 * place)), basis=Basis.ASSESSED, via=progress.via)
        for place, one in enumerate(progress.outcomes)
    ]
    if progress.examined:
        day = add_months(today, -progress.examined)
        one_day = Period(day, day + timedelta(days=1))
        facts.append(Fact("passed:law-examination", one_day, progress.score, Basis.ASSESSED))
    return facts
