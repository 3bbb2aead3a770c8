"""Several readings in, one verdict out, with what each possibility would mean. Pure: no Django, no clock.

Where readings differ because of an unsure answer, the verdict is *Not yet* and says what it depends on; where the
law alone makes them differ, *The law is unclear*. Never *You can* unless it is so under every possibility.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from trigpoint.deadlines.senco import LONGEST_COURSE_MONTHS
from trigpoint.kernel import standing
from trigpoint.kernel.calendar import add_months
from trigpoint.pathway.eligibility.facts import HERE, facts_of
from trigpoint.pathway.eligibility.possibilities import LAW, possibilities
from trigpoint.pathway.eligibility.told import Award, Induction
from trigpoint.pathway.eligibility.verdict import Asked, Course, Kind, Verdict, not_yet, verdict_of
from trigpoint.pathway.eligibility.words import TOPICS
from trigpoint.platform.pages import NOT_YET_MET, UNCLEAR, written

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from trigpoint.kernel import Scheme, Snapshot
    from trigpoint.pathway.eligibility.possibilities import Choice, Possibility
    from trigpoint.pathway.eligibility.told import Told

ROUTE = "post"
ORDER = tuple(Kind)
NAMED_TOPICS = 2  # as many as a heading can name


@dataclass(frozen=True, slots=True)
class Reading:
    """One possibility worked out: its standing on the day that counts, and the verdict on it."""

    possibility: Possibility
    asked: Asked
    snapshot: Snapshot
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class Outcome:
    """What would follow: the conditions that lead there, and the verdict then.

    `exact`: it follows whenever the conditions hold; else only in those cases that no other outcome names.
    """

    conditions: tuple[str, ...]
    verdict: Verdict
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Answer:
    """The verdict, the readings behind it, and, where they differ, what each would mean.

    `open_topics` decide between the outcomes; `idle_topics` were unsure but make no difference.
    """

    verdict: Verdict
    readings: tuple[Reading, ...]
    outcomes: tuple[Outcome, ...] = ()
    open_topics: tuple[str, ...] = ()
    idle_topics: tuple[str, ...] = ()


def answer_to(told: Told, scheme: Scheme, today: date) -> Answer:
    """Return the answer to what was told, on the day of asking."""
    readings = tuple(read(one, scheme, today) for one in possibilities(told, today))
    topics = tuple(dict.fromkeys(choice.topic for one in readings for choice in one.possibility.choices))
    matters = tuple(topic for topic in topics if decides(topic, readings))
    idle = tuple(topic for topic in topics if topic not in matters and topic not in LAW)
    if len({_key(one.verdict) for one in readings}) == 1:
        return Answer(_agreed(readings), readings, (), (), idle)
    return Answer(_divided(readings, matters), readings, outcomes_of(readings, matters), matters, idle)


def read(possibility: Possibility, scheme: Scheme, today: date) -> Reading:
    """Work out one possibility: a post to come on its first day, any other today."""
    told = possibility.told
    to_come = told.covered and not told.is_senco
    asked = Asked(
        today=today,
        to_come=to_come,
        undated=told.undated or (to_come and told.since is None),
        induction_end=told.induction_end if told.induction is Induction.IN_PROGRESS else None,
        course=course_of(told),
    )
    day = max(told.since or today, today) if to_come else today
    snapshot = standing(scheme, ROUTE, facts_of(told, today), at=HERE).on(day)
    return Reading(possibility, asked, snapshot, verdict_of(snapshot, asked))


def course_of(told: Told) -> Course | None:
    """Return the course under way; the required one gives its result at most 22 months after its start."""
    if told.award is Award.NASENCO_COURSE:
        return Course(earlier=True, began=told.award_began, result_by=told.award_gained)
    if told.award is Award.NPQ_COURSE:
        ends = add_months(told.award_began, LONGEST_COURSE_MONTHS) if told.award_began else None
        return Course(earlier=False, began=told.award_began, result_by=ends)
    return None


def _key(verdict: Verdict) -> tuple[Kind, date | None]:
    return verdict.kind, verdict.due


def decides(topic: str, readings: Sequence[Reading]) -> bool:
    """Tell whether a topic's answer changes what can be said, everything settled before it being equal."""
    reached: dict[tuple[Choice, ...], dict[str, set[tuple[Kind, date | None]]]] = {}
    for one in readings:
        choices = one.possibility.choices
        place = next((i for i, choice in enumerate(choices) if choice.topic == topic), None)
        if place is not None:
            by_words = reached.setdefault(choices[:place], {})
            by_words.setdefault(choices[place].words, set()).add(_key(one.verdict))
    return any(len({frozenset(keys) for keys in by_words.values()}) > 1 for by_words in reached.values())


def outcomes_of(readings: Sequence[Reading], matters: Sequence[str]) -> tuple[Outcome, ...]:
    """Return what would follow, best first."""

    def rank(one: Reading) -> tuple[int, str]:
        return ORDER.index(one.verdict.kind), str(one.verdict.due or "")

    found = []
    for _, group in groupby(sorted(readings, key=rank), key=rank):
        alike = list(group)
        conditions, exact = _conditions(alike, readings, matters)
        found.append(Outcome(conditions, _agreed(alike), exact))
    return tuple(found)


def _conditions(
    alike: Sequence[Reading], readings: Sequence[Reading], matters: Sequence[str]
) -> tuple[tuple[str, ...], bool]:
    """Return what leads to some readings and to no other, topic by topic; or, inexactly, what they share."""
    wanted = {topic: {_word_on(topic, one) for one in alike} for topic in matters}
    narrow = {
        topic: words
        for topic, words in wanted.items()
        if words != {NOT_ASKED} and words < {_word_on(topic, one) for one in readings}
    }
    fitting = [one for one in readings if all(_word_on(topic, one) in words for topic, words in narrow.items())]
    exact = len(fitting) == len(alike) and not any(NOT_ASKED in words for words in narrow.values())
    kept = narrow if exact else {topic: words for topic, words in narrow.items() if len(words) == 1}
    order = dict.fromkeys(choice for one in readings for choice in one.possibility.choices)
    named = (
        " or ".join(choice.words for choice in order if choice.topic == topic and choice.words in words)
        for topic, words in kept.items()
    )
    return tuple(named), exact


NOT_ASKED = ""


def _word_on(topic: str, one: Reading) -> str:
    """Return the answer to a topic that a reading takes for granted."""
    return next((choice.words for choice in one.possibility.choices if choice.topic == topic), NOT_ASKED)


def _agreed(readings: Sequence[Reading]) -> Verdict:
    """Return the verdict of readings that agree in kind and day; of several headings the one true of all."""
    first = readings[0]
    if len({one.verdict.heading for one in readings}) == 1:
        return first.verdict
    if first.verdict.kind is Kind.NOT_YET:
        needs = tuple(need for need in first.verdict.needs if all(need in one.verdict.needs for one in readings))
        return not_yet(first.snapshot, needs, first.asked)
    return min(readings, key=lambda one: not one.asked.undated).verdict


def _divided(readings: Sequence[Reading], matters: Sequence[str]) -> Verdict:
    kinds = {one.verdict.kind for one in readings}
    if kinds <= {Kind.CAN, Kind.CAN_BY}:
        return _can_meanwhile(readings, matters)
    if all(topic in LAW for topic in matters):
        heading = f"The law is unclear. It depends on {_named(matters)}."
        lede = "Ask your governing body or trust, in writing, which reading it relies on."
        return Verdict(Kind.UNCLEAR, heading, (lede, "Here is what follows from each."), UNCLEAR)
    heading = f"Not yet. It depends on {_named(matters)}."
    find_out = "We cannot say until you know. Here is what each answer would mean."
    return Verdict(Kind.NOT_YET, heading, (find_out,), NOT_YET_MET)


def _can_meanwhile(readings: Sequence[Reading], matters: Sequence[str]) -> Verdict:
    """Return *You can, with a date*: the earliest that any reading gives."""
    dated = [one for one in readings if one.verdict.due is not None]
    undated = next((one for one in readings if one.verdict.kind is Kind.CAN_BY and one.verdict.due is None), None)
    if undated is not None or not dated:
        verdict = (undated or readings[0]).verdict
        heading = "You can be the SENCO. You may need the qualification within three years."
    else:
        verdict = min(dated, key=lambda one: (one.verdict.due is None, one.verdict.due)).verdict
        day = verdict.due
        heading = f"You can be the SENCO. Work to {written(day)} until you are sure." if day else verdict.heading
    return replace(verdict, heading=heading, lede=(f"It depends on {_named(matters)}.", *verdict.lede))


def _named(topics: Sequence[str]) -> str:
    if len(topics) > NAMED_TOPICS:
        return f"{len(topics)} things"
    return ", and on ".join(TOPICS[topic].depends for topic in topics)
