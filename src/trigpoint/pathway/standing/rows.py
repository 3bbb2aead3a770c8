"""My standing as frozen rows: a snapshot and a frame in, words for a template out. Pure: the day comes in."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from trigpoint.kernel import ROOT, State
from trigpoint.pathway.standing.frame import OUTCOMES
from trigpoint.pathway.standing.in_hand import steps_of
from trigpoint.pathway.standing.pace import pace_of
from trigpoint.pathway.standing.statuses import LAPSE_SHOWN_DAYS, is_overdue, overdue_rules, status_of
from trigpoint.pathway.standing.steps import MOST, met_of, next_steps
from trigpoint.platform.pages import NO_BREAK, StatusKind, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import date

    from trigpoint.kernel import Snapshot
    from trigpoint.pathway.standing.frame import Frame, Strand
    from trigpoint.pathway.standing.in_hand import InHand
    from trigpoint.pathway.standing.pace import Pace
    from trigpoint.platform.pages import NextStep, Status

NOTHING: Mapping[str, InHand] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class StrandRow:
    """A strand: its status, how many of its outcomes are met, and what else bears on it."""

    title: str
    url: str
    status: Status
    met: int
    of: int
    noun: str
    note: str


@dataclass(frozen=True, slots=True)
class Award:
    """Where somebody stands on a route of the award: the count, the date where it can be told, steps, strands, hours.

    `complete`: all is met, and the board can give the award. `asks_time`: a date could be told if she said how much
    time she has.
    """

    count: str
    finish: str
    complete: bool
    asks_time: bool
    steps: tuple[NextStep, ...]
    in_hand: tuple[InHand, ...]
    strands: tuple[StrandRow, ...]
    pace: Pace


def award_rows(snapshot: Snapshot, frame: Frame, a_week: int, in_hand: Mapping[str, InHand] = NOTHING) -> Award:
    """Return the rows for a day of a standing; `a_week` are the minutes a week that she says she has, 0 for unsaid.

    `in_hand` is what was sent to be judged, by requirement: what waits for her is the first step, the rest no step.
    """
    today, state = snapshot.day, snapshot.state
    met = met_of(snapshot, frame)
    complete = state(ROOT).counts
    pace = pace_of(snapshot, frame, a_week)
    return Award(
        count=_count(frame, sum(met.values())),
        finish=_finish(pace, complete=complete),
        complete=complete,
        asks_time=not complete and not a_week and pace.left > 0,
        steps=(*steps_of(in_hand), *next_steps(snapshot, frame, met, in_hand))[:MOST],
        in_hand=tuple(one for one in in_hand.values() if one.step is None),
        strands=_strands(snapshot, frame, met, today),
        pace=pace,
    )


def _count(frame: Frame, met: int) -> str:
    of = sum(len(strand.counted) for strand in frame.strands)
    return f"{met} of {of} {OUTCOMES if frame.outcomes else 'requirements'} met."


def _finish(pace: Pace, *, complete: bool) -> str:
    if complete:
        return "All that this route asks for is met today."
    if pace.finish is None:
        return ""
    return f"On course for {pace.finish:%B}{NO_BREAK}{pace.finish.year}."


@dataclass(frozen=True, slots=True)
class _News:
    """What is overdue, and on which lines something lapses before long."""

    overdue: frozenset[str]
    lapsing: Mapping[str, date]


def _strands(snapshot: Snapshot, frame: Frame, met: dict[str, int], today: date) -> tuple[StrandRow, ...]:
    lapsing = {
        frame.shown[lapse.rule]: lapse.day
        for lapse in reversed(snapshot.lapses())
        if lapse.rule in frame.shown and (lapse.day - today).days <= LAPSE_SHOWN_DAYS
    }
    news = _News(overdue_rules(snapshot), lapsing)
    return tuple(_strand(snapshot, frame, strand, met[strand.line.id], news) for strand in frame.strands)


def _strand(snapshot: Snapshot, frame: Frame, strand: Strand, met: int, news: _News) -> StrandRow:
    rule, of = strand.line.id, len(strand.counted)
    status = status_of(snapshot[rule], snapshot.day, overdue=is_overdue(snapshot, rule, news.overdue))
    return StrandRow(
        title=strand.line.title,
        url=strand.line.url,
        status=status,
        met=met,
        of=of,
        noun=strand.noun,
        note=" ".join(_notes(snapshot, frame, strand, status, news)),
    )


def _notes(snapshot: Snapshot, frame: Frame, strand: Strand, status: Status, news: _News) -> Iterator[str]:
    """Yield what the count does not say: a part that is not counted and is open, or one that lapses."""
    for rule in strand.others:
        if snapshot.state(rule) in {State.UNMET, State.ARGUABLE}:
            yield f"Also asked: {lowered(frame.lines[rule].title)}."
    if status.kind is not StatusKind.DUE and news.lapsing:
        for rule in (*strand.counted, *strand.others):
            if rule in news.lapsing:
                yield f"{frame.lines[rule].title}: lapses {written(news.lapsing[rule])}."


def lowered(words: str) -> str:
    """Return words as they stand inside a sentence."""
    return words[:1].lower() + words[1:]
