"""What answers show of questions and of the whole examination. Small numbers are said to be small."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trigpoint.content.questions import Kind, questions
from trigpoint.learning.examination.models import Attempt, Drawn, ItemFlag, State
from trigpoint.measurement.items import ItemFigures, Response, facility, item_figures
from trigpoint.measurement.reliability import LEAST_PEOPLE, Reliability, ReliabilityError, kr21

if TYPE_CHECKING:
    from trigpoint.content.questions import Question
    from trigpoint.measurement.items import Figure

MARKED = (State.HANDED_IN, State.RELEASED)
CHOSEN = {Kind.SINGLE, Kind.MULTIPLE, Kind.CLAUSE}


@dataclass(frozen=True, slots=True)
class ItemRow:
    """What is known of a question, in words. `flags` are what somebody should look at, `flagged` what one found."""

    id: str
    stem: str
    topic: str
    n: int
    facility: str
    discrimination: str
    flags: tuple[str, ...]
    flagged: str
    chosen: tuple[tuple[str, int, bool], ...]


@dataclass(frozen=True, slots=True)
class ReliabilityRow:
    """How well marks tell people apart. `value` and `error` are empty where too few sat; `why` then says so."""

    people: int
    questions: int
    mean: str
    passed: str
    value: str
    error: str
    why: str


def items() -> tuple[ItemRow, ...]:
    """Return every question that an examination may ask, those with flags first. Two queries.

    Only answers to the text that a question has now count: with other words it is another question.
    """
    answers: dict[str, list[Response]] = defaultdict(list)
    rows = Drawn.objects.filter(part__attempt__state__in=MARKED, excluded="").exclude(right=None)
    for row in rows.select_related("part__attempt"):
        question, paper = questions().get(row.question), row.part.attempt
        right, counted = paper.right or 0, paper.counted or 0
        if question is not None and question.text_hash == row.text_hash and counted > 1:
            rest = (right - int(row.right is True)) / (counted - 1)
            answers[row.question].append(Response(row.right is True, rest, _chosen(question, row.answer)))
    flagged = {(one.question, one.text_hash): one.reason for one in ItemFlag.objects.all()}
    found = [
        _row(one, answers[one.id], flagged.get((one.id, one.text_hash), ""))
        for one in questions().values()
        if one.for_examination
    ]
    return tuple(sorted(found, key=lambda row: (not row.flags, bool(row.flagged), -row.n)))


def item(key: str) -> ItemRow | None:
    """Return one question. Two queries."""
    return next((row for row in items() if row.id == key), None)


def reliability(version: str) -> ReliabilityRow:
    """Return how the papers of one version of a blueprint did. One query.

    Everybody has questions of her own, so formula 21 is used, over the papers with as many questions that count as
    most have.
    """
    marked = Attempt.objects.filter(version=version, state__in=MARKED).exclude(mark=None)
    rows = [(row.right or 0, row.counted or 0, row.mark or 0, bool(row.passed)) for row in marked]
    if not rows:
        return ReliabilityRow(0, 0, "", "", "", "", "Nobody has handed a paper in yet.")
    size, _ = Counter(counted for _, counted, _, _ in rows).most_common(1)[0]
    scores = [right for right, counted, _, _ in rows if counted == size]
    mean = f"{sum(mark for _, _, mark, _ in rows) / len(rows):.0f} of 100"
    passed = words_of(facility(sum(one[3] for one in rows), len(rows)), "passed")
    if len(scores) < LEAST_PEOPLE:
        why = f"{len(scores)} papers are too few: below {LEAST_PEOPLE} a reliability says next to nothing."
        return ReliabilityRow(len(rows), size, mean, passed, "", "", why)
    try:
        found: Reliability = kr21(scores, size)
    except ReliabilityError as error:
        return ReliabilityRow(len(rows), size, mean, passed, "", "", str(error))
    points = found.error / size * 100
    return ReliabilityRow(len(rows), size, mean, passed, f"{found.value:.2f}", f"{points:.1f} of 100", "")


def words_of(figure: Figure, what: str) -> str:
    """Return a share in words: *58% right (32% to 81%)*; or that there are too few answers."""
    if figure.value is None or figure.interval is None:
        return f"{figure.n} answers: too few to say ({figure.least} are needed)"
    return f"{figure.value:.0%} {what} ({figure.interval.low:.0%} to {figure.interval.high:.0%})"


def _row(question: Question, responses: list[Response], flagged: str) -> ItemRow:
    options = [one.id for one in question.choices] if question.kind in CHOSEN else []
    right = [one.id for one in question.choices if one.right] if options else []
    found: ItemFigures = item_figures(responses, options, right)
    words = {one.id: one.words for one in question.choices}
    strength = found.discrimination
    if strength.value is None or strength.interval is None:
        told = "too few answers to say" if strength.too_few else "cannot be said: all answered alike"
    else:
        told = f"{strength.value:.2f} ({strength.interval.low:.2f} to {strength.interval.high:.2f})"
    return ItemRow(
        id=question.id,
        stem=question.stem,
        topic=question.topic_title,
        n=len(responses),
        facility=words_of(found.facility, "right"),
        discrimination=told,
        flags=tuple(f"{one.flag.value}: {words[one.option]}" if one.option else one.flag.value for one in found.flags),
        flagged=flagged,
        chosen=tuple((words[option], times, option in right) for option, times in found.chosen),
    )


def _chosen(question: Question, answer: object) -> tuple[str, ...]:
    if question.kind not in CHOSEN or answer is None:
        return ()
    return (answer,) if isinstance(answer, str) else tuple(map(str, answer)) if isinstance(answer, list) else ()
