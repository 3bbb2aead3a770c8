"""What a candidate sees of her examination. Rows are frozen; nothing here changes anything."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trigpoint.content.blueprints import blueprints
from trigpoint.content.questions import questions, topics
from trigpoint.learning.examination.actions.ending import last_day
from trigpoint.learning.examination.models import Adjustment, Attempt, Drawn, Given, Incident, Kind, Part, State, Why
from trigpoint.learning.examination.timing import is_over, minutes_left, more_minutes, next_day, stands
from trigpoint.platform.clock import ENGLAND

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from trigpoint.content.blueprints import Blueprint, CaseSet
    from trigpoint.content.questions import Question
    from trigpoint.learning.examination.models import Panel


@dataclass(frozen=True, slots=True)
class PartRow:
    """A part of a paper. `ends` and `paused` are said in England's time; `left` are whole minutes.

    `paused` is until when the clock stands. `may_take` and `may_pause` are minutes that she may have herself, 0 once
    she has had them.
    """

    number: int
    title: str
    minutes: int
    begun: bool
    running: bool
    over: bool
    ran_out: bool
    ends: datetime | None
    left: int
    paused: datetime | None
    may_take: int
    may_pause: int


@dataclass(frozen=True, slots=True)
class AttemptRow:
    """An attempt as its list shows it."""

    key: str
    state: str
    state_words: str
    opened: date
    last: date
    released: date | None
    mark: int | None
    passed: bool | None
    parts: tuple[PartRow, ...]

    @property
    def is_open(self) -> bool:
        """Tell whether it can still be sat."""
        return self.state == State.OPEN


@dataclass(frozen=True, slots=True)
class StandardRow:
    """A pass mark, who set it, and how far other judges might have set it otherwise."""

    pass_mark: int
    mean: float
    spread: float | None
    error: float | None
    judges: int
    signed: date
    demonstration: bool


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A question of a part in the list of all."""

    place: int
    answered: bool
    later: bool
    excluded: str


@dataclass(frozen=True, slots=True)
class SittingRow:
    """One question of a part that was begun, with what its page needs."""

    attempt: str
    seed: str
    demonstration: bool
    part: PartRow
    place: int
    question: Question
    answer: object
    latest: int
    answered_at: datetime | None
    later: bool
    excluded: str
    case: CaseSet | None
    places: tuple[PlaceRow, ...]

    @property
    def last(self) -> int:
        """The number of the last question."""
        return len(self.places)


@dataclass(frozen=True, slots=True)
class TopicRow:
    """How a topic went: how many of its questions that counted were right."""

    title: str
    topic: str
    right: int
    counted: int

    @property
    def to_practise(self) -> bool:
        """Tell whether less than two thirds were right."""
        return 3 * self.right < 2 * self.counted


@dataclass(frozen=True, slots=True)
class ResultRow:
    """A result that was released."""

    key: str
    mark: int
    pass_mark: int
    passed: bool
    right: int
    counted: int
    dropped: int
    released: date
    again: date | None
    demonstration: bool
    topics: tuple[TopicRow, ...]

    @property
    def practise(self) -> tuple[TopicRow, ...]:
        """The topics to practise, the weakest first."""
        weak = [row for row in self.topics if row.to_practise]
        return tuple(sorted(weak, key=lambda row: (row.right / row.counted, -row.counted)))


@dataclass(frozen=True, slots=True)
class LateRow:
    """An answer that came after the end."""

    place: int
    at: datetime


@dataclass(frozen=True, slots=True)
class AdjustmentRow:
    """What somebody asked for and what she was given, in words."""

    asked: str
    asked_on: date
    given: str
    given_on: date | None
    words: str


def attempts_of(person: str, blueprint: Blueprint, now: datetime) -> tuple[AttemptRow, ...]:
    """Return the attempts of somebody, the newest first. Two queries."""
    rows = Attempt.objects.filter(person=person, blueprint=blueprint.id).prefetch_related("parts")
    return tuple(attempt_row(row, now) for row in rows.order_by("-opened_at", "-key"))


def attempt_of(person: str, key: str, now: datetime) -> AttemptRow | None:
    """Return an attempt of somebody's own. Two queries."""
    rows = Attempt.objects.filter(person=person, key=key).prefetch_related("parts")
    return next((attempt_row(row, now) for row in rows), None)


def attempt_row(row: Attempt, now: datetime) -> AttemptRow:
    """Return an attempt that was fetched with its parts."""
    return AttemptRow(
        key=row.key,
        state=row.state,
        state_words=str(row.get_state_display()),
        opened=_day(row.opened_at),
        last=_day(last_day(row)),
        released=_day(row.released_at) if row.released_at else None,
        mark=row.mark if row.state == State.RELEASED else None,
        passed=row.passed if row.state == State.RELEASED else None,
        parts=tuple(part_row(part, row.blueprint, now) for part in row.parts.all()),
    )


def part_row(row: Part, blueprint: str, now: datetime) -> PartRow:
    """Return a part, of whose end the clock decides even where nobody has written it down yet."""
    plans = blueprints()[blueprint].parts
    over = row.handed_in_at is not None or (row.ends_at is not None and is_over(row.ends_at, now))
    running = row.begun_at is not None and not over
    until = row.paused_until if running and stands(row.paused_until, now) else None
    return PartRow(
        number=row.number,
        title=plans[row.number - 1].title if row.number <= len(plans) else f"Part {row.number}",
        minutes=row.allowed or row.minutes,
        begun=row.begun_at is not None,
        running=running,
        over=over,
        ran_out=row.ran_out or (over and row.handed_in_at is None),
        ends=row.ends_at.astimezone(ENGLAND) if row.ends_at else None,
        left=minutes_left(row.ends_at, until or now) if row.ends_at and not over else 0,
        paused=until.astimezone(ENGLAND) if until else None,
        may_take=_may_take(row, blueprint) if running and row.taken is None else 0,
        may_pause=blueprints()[blueprint].pause.number if running and row.paused_until is None else 0,
    )


def _may_take(row: Part, blueprint: str) -> int:
    return more_minutes(row.allowed or row.minutes, blueprints()[blueprint].more_time.number)


def standard_row(panel: Panel) -> StandardRow:
    """Return the pass mark of a panel that was signed."""
    assert panel.pass_mark is not None
    assert panel.mean is not None
    assert panel.signed_at is not None
    return StandardRow(
        pass_mark=panel.pass_mark,
        mean=panel.mean / 100,
        spread=None if panel.spread is None else panel.spread / 100,
        error=None if panel.error is None else panel.error / 100,
        judges=panel.judges or 0,
        signed=_day(panel.signed_at),
        demonstration=panel.demonstration,
    )


def sitting(person: str, attempt: str, number: int, place: int, now: datetime) -> SittingRow | None:
    """Return a question of a part that she has begun, or None. One query."""
    drawn = _drawn(person, attempt, number)
    row = next((one for one in drawn if one.place == place), None)
    if row is None or row.part.begun_at is None:
        return None
    question = questions().get(row.question)
    if question is None:
        return None
    sets = blueprints()[row.part.attempt.blueprint].sets
    return SittingRow(
        attempt=attempt,
        seed=row.part.attempt.seed,
        demonstration=row.part.attempt.demonstration,
        part=part_row(row.part, row.part.attempt.blueprint, now),
        place=place,
        question=question,
        answer=row.answer,
        latest=row.latest,
        answered_at=row.answered_at.astimezone(ENGLAND) if row.answered_at else None,
        later=row.later,
        excluded=str(Why(row.excluded).label) if row.excluded else "",
        case=next((one for one in sets if one.id == row.case), None),
        places=_places(drawn),
    )


def places_of(person: str, attempt: str, number: int) -> tuple[PlaceRow, ...]:
    """Return the questions of a part in order, without what they ask. One query."""
    return _places(_drawn(person, attempt, number))


def late_answers(attempt: str, number: int) -> tuple[LateRow, ...]:
    """Return the answers that came after the end of a part. One query."""
    rows = Given.objects.filter(attempt=attempt, part=number, counts=False)
    return tuple(LateRow(row.place, row.at.astimezone(ENGLAND)) for row in rows)


def clashes(attempt: str) -> int:
    """Return how often an answer was saved over one from another tab or device. One query."""
    return Incident.objects.filter(attempt=attempt, kind=Kind.TWO_TABS).count()


def result_of(person: str, key: str) -> ResultRow | None:
    """Return a result that was released to her. Two queries."""
    found = Attempt.objects.filter(person=person, key=key, state=State.RELEASED).select_related("panel").first()
    if found is None or found.mark is None or found.released_at is None or found.panel.pass_mark is None:
        return None
    drawn = list(Drawn.objects.filter(part__attempt=found))
    released = _day(found.released_at)
    wait = blueprints()[found.blueprint].wait_days.number
    return ResultRow(
        key=key,
        mark=found.mark,
        pass_mark=found.panel.pass_mark,
        passed=bool(found.passed),
        right=found.right or 0,
        counted=found.counted or 0,
        dropped=sum(bool(row.excluded) for row in drawn),
        released=released,
        again=None if found.passed else next_day(released, wait),
        demonstration=found.demonstration,
        topics=_topics(drawn),
    )


def adjustment_of(person: str) -> AdjustmentRow | None:
    """Return the newest adjustment that somebody asked for. One query."""
    row = Adjustment.objects.filter(person=person).order_by("asked_at", "key").last()
    if row is None:
        return None
    given = row.given_at is not None
    return AdjustmentRow(
        asked=adjustment_words(row.asked_percent, row.asked_rest, row.asked_words),
        asked_on=_day(row.asked_at),
        given=adjustment_words(row.given_percent or 0, row.given_rest or 0, "") if given else "",
        given_on=_day(row.given_at) if row.given_at else None,
        words=row.given_words,
    )


def adjustment_words(percent: int, rest: int, words: str) -> str:
    """Return an adjustment in words."""
    parts = [f"{percent}% extra time"] if percent else []
    parts += [f"{rest} minutes of rest in each part"] if rest else []
    parts += [words] if words else []
    return "; ".join(parts) or "no extra time"


def _drawn(person: str, attempt: str, number: int) -> list[Drawn]:
    rows = Drawn.objects.filter(part__attempt=attempt, part__attempt__person=person, part__number=number)
    return list(rows.select_related("part__attempt"))


def _places(rows: Iterable[Drawn]) -> tuple[PlaceRow, ...]:
    return tuple(
        PlaceRow(row.place, row.answer is not None, row.later, str(Why(row.excluded).label) if row.excluded else "")
        for row in rows
    )


def _topics(rows: Iterable[Drawn]) -> tuple[TopicRow, ...]:
    found: dict[str, list[bool]] = defaultdict(list)
    for row in rows:
        if not row.excluded:
            found[row.topic].append(bool(row.right))
    order = list(topics())
    return tuple(
        TopicRow(topics().get(topic, topic), topic, sum(found[topic]), len(found[topic]))
        for topic in sorted(found, key=lambda one: order.index(one) if one in order else len(order))
    )


def _day(at: datetime) -> date:
    return at.astimezone(ENGLAND).date()
