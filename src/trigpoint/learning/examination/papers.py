"""What examiners see of papers, adjustments and panels. Papers are shown by a code and without a name."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING

from trigpoint.content.blueprints import blueprints
from trigpoint.content.questions import questions
from trigpoint.learning.examination.actions.panels import complete, lacking_of, ratings_of, standard_of
from trigpoint.learning.examination.drawing import TooFewError, draw
from trigpoint.learning.examination.models import (
    Adjustment,
    Attempt,
    Capacity,
    Drawn,
    Given,
    Incident,
    Kind,
    Panel,
    Seat,
    Stage,
    State,
    Why,
)
from trigpoint.learning.examination.pool import from_kept
from trigpoint.learning.examination.queries import adjustment_words, part_row, standard_row
from trigpoint.measurement.angoff import RatingsError
from trigpoint.people.queries import names_of
from trigpoint.platform.clock import ENGLAND

if TYPE_CHECKING:
    from datetime import date, datetime

    from trigpoint.content.questions import Question
    from trigpoint.learning.examination.queries import PartRow, StandardRow
    from trigpoint.measurement.angoff import Standard

SHORT = 8


@dataclass(frozen=True, slots=True)
class PaperRow:
    """A paper in a list: its code, where it stands, what happened in it."""

    key: str
    code: str
    state: str
    state_words: str
    opened: date
    mark: int | None
    passed: bool | None
    told: int
    demonstration: bool


@dataclass(frozen=True, slots=True)
class IncidentRow:
    """Something that happened, in words."""

    words: str
    said: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Placing:
    """A question of a paper as examiners see it."""

    part: int
    place: int
    question: str
    answered: bool
    right: bool | None
    excluded: str


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper with everything by which its mark can be followed."""

    row: PaperRow
    seed: str
    same: bool
    """Whether drawing again from its seed gives the same paper."""
    right: int | None
    counted: int | None
    parts: tuple[PartRow, ...]
    placings: tuple[Placing, ...]
    incidents: tuple[IncidentRow, ...]
    answers: int
    late: int


@dataclass(frozen=True, slots=True)
class RequestRow:
    """An adjustment that somebody asks for."""

    key: str
    name: str
    words: str
    percent: int
    rest: int
    asked: date


@dataclass(frozen=True, slots=True)
class SeatRow:
    """A judge on a panel, and how many questions she has rated."""

    name: str
    capacity: str
    rated: int


@dataclass(frozen=True, slots=True)
class RatedItem:
    """A question on a panel with what the judges said of it, in no order of judges."""

    number: int
    question: Question
    values: tuple[int, ...]
    mine: int | None

    @property
    def mean(self) -> float | None:
        """The mean of what was said."""
        return fmean(self.values) if self.values else None

    @property
    def apart(self) -> int:
        """How far the highest is from the lowest."""
        return max(self.values) - min(self.values) if self.values else 0


@dataclass(frozen=True, slots=True)
class PanelRow:
    """A panel as pages show it. `so_far` is what the judges set until now, None where nobody is through."""

    key: str
    stage: Stage
    stage_words: str
    demonstration: bool
    count: int
    opened: date
    seats: tuple[SeatRow, ...]
    lacking: tuple[str, ...]
    so_far: Standard | None
    first: Standard | None
    signed: StandardRow | None
    signed_by: str
    note: str
    stale: bool
    """Whether the blueprint has changed since."""


def papers(*states: State) -> tuple[PaperRow, ...]:
    """Return the papers in these states, the oldest first. Two queries."""
    rows = list(Attempt.objects.filter(state__in=states))
    told: dict[str, int] = {}
    for key in Incident.objects.filter(attempt__in=rows).values_list("attempt", flat=True):
        told[key] = told.get(key, 0) + 1
    return tuple(_paper_row(row, told.get(row.key, 0)) for row in rows)


def paper(key: str, now: datetime) -> Paper | None:
    """Return a paper. Six queries."""
    row = Attempt.objects.filter(key=key).select_related("pool").first()
    if row is None:
        return None
    drawn = list(Drawn.objects.filter(part__attempt=row).select_related("part").order_by("part__number", "place"))
    incidents = tuple(_incident_row(one) for one in Incident.objects.filter(attempt=row))
    counts = list(Given.objects.filter(attempt=key).values_list("counts", flat=True))
    return Paper(
        row=_paper_row(row, len(incidents)),
        seed=row.seed,
        same=_drawn_again(row, drawn),
        right=row.right,
        counted=row.counted,
        parts=tuple(part_row(part, row.blueprint, now) for part in row.parts.all()),
        placings=tuple(
            Placing(
                one.part.number,
                one.place,
                one.question,
                one.answer is not None,
                one.right,
                str(Why(one.excluded).label) if one.excluded else "",
            )
            for one in drawn
        ),
        incidents=incidents,
        answers=len(counts),
        late=counts.count(False),
    )


def requests() -> tuple[RequestRow, ...]:
    """Return the adjustments that wait for an answer, the oldest first. Two queries."""
    rows = list(Adjustment.objects.filter(given_at=None))
    names = names_of(row.person for row in rows)
    return tuple(_request_row(row, names[row.person]) for row in rows)


def panels(blueprint: str) -> tuple[PanelRow, ...]:
    """Return the panels of an examination, the newest first."""
    return tuple(panel_row(row) for row in Panel.objects.filter(blueprint=blueprint).order_by("-opened_at"))


def panel(key: str) -> PanelRow | None:
    """Return a panel."""
    return next((panel_row(row) for row in Panel.objects.filter(key=key)), None)


def panel_row(row: Panel) -> PanelRow:
    """Return a panel with its judges and what they have set so far."""
    rated = ratings_of(row.key)
    seats = list(Seat.objects.filter(panel=row))
    names = names_of([*(seat.judge for seat in seats), row.signed_by])
    return PanelRow(
        key=row.key,
        stage=Stage(row.stage),
        stage_words=str(Stage(row.stage).label),
        demonstration=row.demonstration,
        count=len(row.items),
        opened=row.opened_at.astimezone(ENGLAND).date(),
        seats=tuple(
            SeatRow(names[seat.judge], str(Capacity(seat.capacity).label), len(rated.get(seat.judge, {})))
            for seat in seats
        ),
        lacking=lacking_of(row) if row.stage == Stage.SECOND else (),
        so_far=_standard(row, 2),
        first=_standard(row, 1),
        signed=standard_row(row) if row.stage == Stage.SIGNED else None,
        signed_by=names[row.signed_by] if row.signed_by else "",
        note=row.note,
        stale=row.version != blueprints()[row.blueprint].version,
    )


def panels_for(judge: str, blueprint: str) -> tuple[tuple[PanelRow, bool], ...]:
    """Return the panels that are open, each with whether somebody has a seat on it."""
    mine = set(Seat.objects.filter(judge=judge).values_list("panel", flat=True))
    rows = Panel.objects.filter(blueprint=blueprint).exclude(stage=Stage.SIGNED)
    return tuple((panel_row(row), row.key in mine) for row in rows)


def has_seat(judge: str, key: str) -> bool:
    """Tell whether somebody has a seat on a panel. One query."""
    return Seat.objects.filter(judge=judge, panel=key).exists()


def rated_items(key: str, judge: str, *, of_others: bool) -> tuple[RatedItem, ...]:
    """Return the questions of a panel with her own ratings; with those of all only where she may see them. Two queries.

    In the first round nobody sees what another says.
    """
    row = Panel.objects.get(key=key)
    rated = ratings_of(key)
    done = complete(row) if of_others else {}
    return tuple(
        RatedItem(
            number,
            questions()[item],
            tuple(sorted(int(one[item]) for one in done.values())),
            rated.get(judge, {}).get(item),
        )
        for number, (item, _) in enumerate(row.items, 1)
        if item in questions()
    )


def _standard(row: Panel, through: int) -> Standard | None:
    try:
        return standard_of(row, through=through)
    except RatingsError:
        return None


def _paper_row(row: Attempt, told: int) -> PaperRow:
    return PaperRow(
        key=row.key,
        code=row.key.removeprefix("x_")[:SHORT],
        state=row.state,
        state_words=str(State(row.state).label),
        opened=row.opened_at.astimezone(ENGLAND).date(),
        mark=row.mark,
        passed=row.passed,
        told=told,
        demonstration=row.demonstration,
    )


def _incident_row(row: Incident) -> IncidentRow:
    where = f", part {row.part}" if row.part else ""
    where += f", question {row.place}" if row.place else ""
    where += f": {row.minutes} minutes" if row.minutes else ""
    return IncidentRow(f"{Kind(row.kind).label}{where}", row.words, row.at.astimezone(ENGLAND))


def _request_row(row: Adjustment, name: str) -> RequestRow:
    words = adjustment_words(row.asked_percent, row.asked_rest, row.asked_words)
    asked = row.asked_at.astimezone(ENGLAND).date()
    return RequestRow(row.key, name, words, row.asked_percent, row.asked_rest, asked)


def _drawn_again(row: Attempt, drawn: list[Drawn]) -> bool:
    blueprint = blueprints()[row.blueprint]
    if blueprint.version != row.version:
        return False
    try:
        papers_again = draw(blueprint, from_kept(row.pool.items), row.seed, frozenset(row.seen))
    except TooFewError:
        return False
    again = [(number, one.question) for number, part in enumerate(papers_again, 1) for one in part]
    return again == [(one.part.number, one.question) for one in drawn]
