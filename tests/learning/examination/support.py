"""An examination that is open: questions that were reviewed, a panel that set the pass mark, somebody who sits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from tests.somebody import a_person_like

from trigpoint.content.questions import Kind, questions
from trigpoint.learning.examination import actions
from trigpoint.learning.examination.actions import panels
from trigpoint.learning.examination.models import Attempt, Capacity, Drawn, Panel, Part, Stage
from trigpoint.learning.examination.pool import law_examination
from trigpoint.people.roles import Role
from trigpoint.platform.work import run, take

if TYPE_CHECKING:
    from trigpoint.content.questions import Question
    from trigpoint.people.models import Person

NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)
JUDGES = 5


def keyed(question: Question) -> Any:
    """Return the right answer of a question, as JSON."""
    key = question.key
    return list(key) if isinstance(key, tuple) else dict(key) if not isinstance(key, str) else key


def wrong(question: Question) -> Any:
    """Return an answer that is not right."""
    if question.kind is Kind.SINGLE:
        return next(one.id for one in question.options if not one.right)
    if question.kind in {Kind.MULTIPLE, Kind.CLAUSE}:
        return [next(one.id for one in question.choices if not one.right)]
    if question.kind is Kind.ORDER:
        return [one.id for one in reversed(question.steps)]
    if question.kind is Kind.MATCH:
        rights = list(question.rights)
        return dict(zip([one.id for one in question.pairs], [*rights[1:], rights[0]], strict=False))
    return "1999-01-01"


def examiner(name: str = "Edie Marsh") -> str:
    return a_person_like(name, Role.EXAMINER).key


def a_panel(actor: str, *, percent: int = 60, now: datetime = NOW) -> str:
    """Open a panel, let five judges say the same of every question but one point apart, and sign."""
    panel = panels.open_panel(actor=actor, blueprint=law_examination(), now=now)
    items = [item for item, _ in Panel.objects.get(key=panel).items]
    for number in range(JUDGES):
        judge = a_person_like(f"Judge Number {number}", Role.JUDGE).key
        capacity = Capacity.PARENT_CARER if number == 0 else Capacity.SENCO
        panels.take_seat(judge=judge, panel=panel, capacity=capacity, now=now)
        ratings = dict.fromkeys(items, percent + number - 2)
        panels.rate(judge=judge, panel=panel, ratings=ratings, now=now)
    for stage in (Stage.FIRST, Stage.TALK):
        panels.move(actor=actor, panel=panel, since=stage, now=now)
    panels.sign(actor=actor, panel=panel, note="", now=now)
    return panel


def opened(person: str, *, now: datetime = NOW, seed: str = "a-seed") -> str:
    return actions.open_attempt(person=person, blueprint=law_examination(), now=now, seed=seed)


def begun(person: str, *, now: datetime = NOW, number: int = 1, seed: str = "a-seed") -> str:
    """Open a paper and begin a part of it."""
    attempt = opened(person, now=now, seed=seed)
    actions.begin_part(person=person, attempt=attempt, number=number, now=now)
    return attempt


def said(
    person: str, attempt: str, place: int, answer: Any, *, now: datetime, number: int = 1, seen: int | None = None
):
    """Save an answer from a page that knew of everything saved before, unless `seen` says otherwise."""
    if seen is None:
        seen = drawn(attempt, place, number).latest
    return actions.save_answer(
        person=person, attempt=attempt, number=number, place=place, answer=answer, answered=True, seen=seen,
        later=None, now=now,
    )  # fmt: skip


def drawn(attempt: str, place: int, number: int = 1) -> Drawn:
    return Drawn.objects.get(part__attempt=attempt, part__number=number, place=place)


def sat(person: str, *, right: int, now: datetime = NOW, seed: str = "a-seed") -> str:
    """Sit a whole paper with so many right answers, and hand both parts in."""
    attempt = opened(person, now=now, seed=seed)
    done = 0
    for part in Part.objects.filter(attempt=attempt):
        actions.begin_part(person=person, attempt=attempt, number=part.number, now=now)
        for row in Drawn.objects.filter(part=part):
            question = questions()[row.question]
            answer = keyed(question) if done < right else wrong(question)
            said(person, attempt, row.place, answer, now=now, number=part.number)
            done += 1
        actions.hand_in(person=person, attempt=attempt, number=part.number, now=now)
    return attempt


def paper(attempt: str) -> Attempt:
    return Attempt.objects.get(key=attempt)


def work_until(moment: datetime) -> None:
    """Do what is due by a moment, as a worker does."""
    while (found := take(lambda: moment)) is not None:
        run(found)


def candidate(name: str = "Asha Able") -> Person:
    return a_person_like(name)
