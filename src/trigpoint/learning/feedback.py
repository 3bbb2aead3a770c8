"""What is said of an answer: right or not, the rule with its source, and why each option is as it is.

Drawn by `learning/feedback.html`, with `feedback` of the question and what was answered.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.urls import reverse

from trigpoint.content.questions import Kind, questions
from trigpoint.content.statute import provision
from trigpoint.learning.marking import mark
from trigpoint.platform.pages import written

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from trigpoint.content.questions import Question
    from trigpoint.learning.marking import Answer, Marked, PartMark

MANY = 2_000
"""Drawn pieces that are kept in memory: about 3 MB."""


@dataclass(frozen=True, slots=True)
class Link:
    """A provision to read, and which text of it the question rests on."""

    words: str
    url: str
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One option, step, pair or part: what was said of it, what is right, and why."""

    words: str
    verdict: str
    right: bool
    why: str


@dataclass(frozen=True, slots=True)
class Feedback:
    """Everything a page says of an answer. `extra` are right-hand sides that fit nothing, `worked` how a day came."""

    question: Question
    marked: Marked
    heading: str
    lines: tuple[Line, ...]
    extra: tuple[Line, ...]
    worked: tuple[str, ...]
    links: tuple[Link, ...]


def feedback(question: Question, answer: Answer | None) -> Feedback:
    """Return what to say of an answer; None is *I am not sure*."""
    marked = mark(question, answer)
    return Feedback(
        question,
        marked,
        heading_of(marked, answer),
        tuple(_line(question, part) for part in marked.parts),
        tuple(Line(one.words, "Fits nothing here", right=True, why=one.why) for one in question.extra),
        question.worked,
        links_of(question.id, question.provisions, tuple(question.versions.values())),
    )


def key_shown(question: Question) -> Feedback:
    """Return what to say of a question to somebody who looks at its key, and gave no answer."""
    key = question.key
    told = feedback(question, key if isinstance(key, str) else list(key) if isinstance(key, tuple) else dict(key))
    lines = tuple(replace(line, verdict=line.verdict.partition(", and you")[0]) for line in told.lines)
    return replace(told, heading="The rule", lines=lines)


def feedback_drawn(question: Question, answer: Answer | None, *, headed: bool = True) -> SafeString:
    """Return the feedback as a page has it. It is drawn once for each answer to each text, and kept.

    headed: whether it says how it went; a page whose heading does so leaves it out.
    """
    said = json.dumps(answer, sort_keys=True)
    return _drawn(question.id, question.text_hash, said, headed=headed)


@lru_cache(maxsize=MANY)
def _drawn(question: str, _: str, said: str, *, headed: bool) -> SafeString:
    told = feedback(questions()[question], json.loads(said))
    return render_to_string("learning/feedback.html", {"said": told, "unheaded": not headed})


def heading_of(marked: Marked, answer: Answer | None) -> str:
    """Return in one line how it went."""
    if marked.right:
        return "That is right."
    if answer is None:
        return "Good to know what is not sure yet. This is the rule."
    return "Partly right. This is the rule." if marked.points else "Not this time. This is the rule."


def _line(question: Question, part: PartMark) -> Line:
    if question.kind is Kind.DATE:
        given = f"You gave {written(date.fromisoformat(part.given))}. " if part.given and not part.right else ""
        return Line(f"{given}The day is {written(date.fromisoformat(part.key))}.", "", part.right, part.why)
    if question.kind is Kind.ORDER:
        verdict = f"Step {part.key}" if part.right or not part.given else f"Step {part.key}, you put it at {part.given}"
        return Line(part.words, verdict, part.right, part.why)
    if question.kind is Kind.MATCH:
        verdict = part.key if part.right or not part.given else f"{part.key}, not “{part.given}”"
        return Line(part.words, verdict, part.right, part.why)
    said = {
        (True, True): "Right, and you chose it",
        (True, False): "Right, and you did not choose it",
        (False, True): "Not right, and you chose it",
        (False, False): "Not right",
    }
    return Line(part.words, said[bool(part.key), bool(part.given)], part.right, part.why)


@lru_cache(maxsize=1024)
def links_of(_: str, provisions: tuple[str, ...], texts: tuple[date | None, ...]) -> tuple[Link, ...]:
    """Return the provisions that a question rests on, with the day of each text."""
    return tuple(
        Link(
            provision(one).latest.citation,
            reverse("law:provision", args=[one]),
            f"text as at {written(text)}" if text else "no dated text was read",
        )
        for one, text in zip(provisions, texts, strict=True)
    )
