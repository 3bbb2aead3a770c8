"""What pages of units and scenarios show, as frozen rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.urls import reverse

from trigpoint.content import statute
from trigpoint.content.questions import Kind, questions
from trigpoint.content.scenarios import Verdict
from trigpoint.law.queries import frozen, stale_since
from trigpoint.learning.asking import QuestionForm
from trigpoint.learning.drawing import citations, opening, step_parts
from trigpoint.learning.marking import mark
from trigpoint.platform.pages import written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.utils.safestring import SafeString

    from trigpoint.content.questions import Question
    from trigpoint.content.units import Unit
    from trigpoint.learning.way import Made
    from trigpoint.platform.pages import Citation

VERDICTS = {
    Verdict.RIGHT: "The law supports this.",
    Verdict.WRONG: "The law says otherwise.",
    Verdict.ARGUABLE: "There are two readings of the law.",
}
HOW_SURE = {
    "V": "read in the source itself",
    "V2": "read in a secondary source",
    "C": "computed",
    "M+": "from memory, to be checked",
    "M?": "from memory, to be checked",
}


@dataclass(frozen=True, slots=True)
class Changed:
    """A provision whose law has changed, or may have, since the item was written."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class RuleLine:
    """An option, step, pair, part or day, what is right about it, and why."""

    words: str
    verdict: str
    is_right: bool
    why: str


@dataclass(frozen=True, slots=True)
class SelfCheck:
    """A question with its answer folded beneath it, for paper and for a phone without a line."""

    form: QuestionForm
    lines: tuple[RuleLine, ...]


@dataclass(frozen=True, slots=True)
class WholePart:
    """A part of a whole unit: its HTML, or a question."""

    html: SafeString
    check: SelfCheck | None


@dataclass(frozen=True, slots=True)
class WholeStep:
    """A step within the whole unit."""

    title: str
    parts: tuple[WholePart, ...]


@dataclass(frozen=True, slots=True)
class WholeUnit:
    """A unit on one page. `practice` is empty where only the unit itself was asked for."""

    unit: Unit
    opening: SafeString
    steps: tuple[WholeStep, ...]
    practice: tuple[SelfCheck, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What is said of a decision: what the law makes of it, and why, with the law on the day of the case."""

    made: Made
    heading: str
    citations: tuple[Citation, ...]
    best_reason: str

    @property
    def is_right(self) -> bool:
        """Whether the law supports it."""
        return self.made.choice.verdict is Verdict.RIGHT


def changed(provisions: Iterable[str]) -> tuple[Changed, ...]:
    """Return those whose change waits for a judgement, or matters and is not in our register yet. Three queries."""
    there = frozen()
    return tuple(_changed(one) for one in provisions if one in there)


def changed_since(provisions: Iterable[str], day: date) -> tuple[Changed, ...]:
    """Return those that changed on a day or later. Three queries at most."""
    there = stale_since(dict.fromkeys(provisions, day))
    return tuple(_changed(one) for one in provisions if one in there)


def _changed(provision: str) -> Changed:
    entry = statute.provision(provision)
    return Changed(entry.latest.citation, reverse("law:provision", args=[provision]))


def self_check(question: str, prefix: str, today: date) -> SelfCheck | None:
    """Return a question with its answer; None where it is no longer asked."""
    found = questions().get(question)
    if found is None or not found.for_practice:
        return None
    form = QuestionForm(None, question=found, seed=found.id, today=today, prefix=prefix)
    return SelfCheck(form, tuple(_rule_lines(found)))


def _rule_lines(question: Question) -> Iterator[RuleLine]:
    """Yield the answer to a question whatever was answered: every part with its reason."""
    for part in mark(question, question.key).parts:  # type: ignore[arg-type]  # the key has the shape of an answer
        if question.kind is Kind.DATE:
            yield RuleLine(f"The day is {written(date.fromisoformat(part.key))}.", "", is_right=True, why=part.why)
        elif question.kind is Kind.ORDER:
            yield RuleLine(part.words, f"Step {part.key}", is_right=True, why=part.why)
        elif question.kind is Kind.MATCH:
            yield RuleLine(part.words, part.key, is_right=True, why=part.why)
        else:
            yield RuleLine(part.words, "Right" if part.key else "Not right", is_right=bool(part.key), why=part.why)
    for near in question.near:
        yield RuleLine(written(near.day), "Not right", is_right=False, why=near.why)
    for extra in question.extra:
        yield RuleLine(extra.words, "Fits nothing here", is_right=False, why=extra.why)


def whole_unit(unit: Unit, today: date, *, with_practice: bool) -> WholeUnit:
    """Return a unit on one page, with the questions asked in it; with all of its practice if wanted."""
    steps = tuple(
        WholeStep(
            step.title,
            tuple(
                WholePart(part.html, self_check(part.question, f"c{i}-{j}-", today) if part.question else None)
                for j, part in enumerate(step_parts(unit.id, step.slug, 3))
            ),
        )
        for i, step in enumerate(unit.steps)
    )
    rest = [one for one in unit.questions if one not in unit.checks] if with_practice else []
    practice = (self_check(one, f"p{i}-", today) for i, one in enumerate(rest))
    return WholeUnit(unit, opening(unit.id), steps, tuple(one for one in practice if one))


def told(made: Made) -> Told:
    """Return what is said of a decision."""
    best = made.point.reason(made.point.best_reason)
    return Told(
        made=made,
        heading=VERDICTS[made.choice.verdict],
        citations=citations(made.choice, made.point.on),
        best_reason=best.words if best and not made.had_best_reason else "",
    )
