"""Asking: a question of any kind as a form, drawn by `learning/question.html`, without script and without dragging.

    form = QuestionForm(sent(request), question=question, seed=seed, today=today)
    if form.is_valid(): … form.answer …            # JSON, as `learning.marking` has it

and in a template: `{% include "learning/question.html" with asked=form %}`. Several questions on a page have a prefix
each, and `Asked` brings their errors together for the summary.
"""

from __future__ import annotations

import hashlib
import random
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any, TypeVar
from zlib import crc32

from django.template.loader import render_to_string
from django.utils.html import escape
from django.utils.safestring import mark_safe

from trigpoint.content.questions import Kind, Question, questions
from trigpoint.learning import marking
from trigpoint.platform.fields import ChoiceField, ChoicesField, DateField, Option, SelectField, TextField, whole
from trigpoint.platform.forms import ErrorRow, PageForm

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.forms import BoundField
    from django.utils.safestring import SafeString

    from trigpoint.learning.marking import Answer
    from trigpoint.platform.fields import PageField

Row = TypeVar("Row")
TASKS = {
    Kind.SINGLE: "Select one answer.",
    Kind.MULTIPLE: "Select every answer that is right.",
    Kind.CLAUSE: "Select the part or parts that govern.",
    Kind.ORDER: "Number the steps in order: 1 comes first.",
    Kind.MATCH: "Choose what fits each line.",
    Kind.DATE: "For example, 23 11 2026.",
}
LONGEST_NUMBER = 4
DATE_PARTS = ("day", "month", "year")
ARRANGEMENTS = 12
MANY = 3_000
"""Drawn questions that are kept in memory: about 5 MB."""
ANY_DAY = date(2000, 1, 1)
"""What is drawn before an answer does not depend on the day."""
HERE = "\ue000"
"""Stands for the prefix in what is kept; no page has this character."""


def shuffled(rows: Sequence[Row], question: Question, turn: int) -> list[Row]:
    """Return rows in one of the arrangements of a question."""
    mixed = list(rows)
    random.Random(f"{turn}:{question.id}").shuffle(mixed)  # noqa: S311 - an order to read in, not a secret
    return mixed


def turn_of(question: Question, seed: str) -> int:
    """Return which of its arrangements a question has under a seed: few enough that each is drawn once and kept."""
    return crc32(f"{seed}:{question.id}".encode()) % ARRANGEMENTS


@lru_cache(maxsize=MANY)
def _drawn_blank(question: str, _: str, turn: int) -> str:
    """Return a question as it is drawn before anybody answered, with a mark wherever its prefix stands."""
    form = QuestionForm(question=questions()[question], seed="", today=ANY_DAY, prefix=HERE, turn=turn)
    return render_to_string("learning/question.html", {"asked": form})


def code(question: Question, id_: str) -> str:
    """Return the name by which a page calls a step or a right-hand side: its own id would tell where it belongs."""
    return hashlib.blake2s(f"{question.id}:{id_}".encode(), digest_size=4).hexdigest()


class QuestionForm(PageForm):
    """One question. `answer` is set where the form is valid; what was typed stays where it is not.

    seed: what the order of options follows. prefix: apart from those of other questions of the page. answer: what was
    answered before, if anything. called: what an error calls the question, such as *question 3*.
    """

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        question: Question,
        seed: str,
        today: date,
        prefix: str = "",
        answer: Answer | None = None,
        called: str = "",
        turn: int | None = None,
    ) -> None:
        self.question, self.start, self.called = question, prefix, called
        self.turn, self.before = turn_of(question, seed) if turn is None else turn, answer
        self.answer: Answer | None = None
        self.error = ""
        super().__init__(data, today=today)
        self.rows = self._rows()
        for name, field, value in self.rows:
            self.fields[name] = field
            self.initial[name] = value
            if isinstance(field, DateField):
                field.today = today

    @property
    def heading(self) -> str:
        """Return what the page asks."""
        return self.question.stem

    @property
    def kind(self) -> str:
        """Return how the question is answered, for the template."""
        return str(self.question.kind)

    @property
    def task(self) -> str:
        """Return what to do with it."""
        return TASKS[self.question.kind]

    @property
    def group(self) -> str:
        """Return the id of the group of a question's inputs."""
        return f"{self.start}answer"

    @property
    def lines(self) -> list[BoundField]:
        """Return the inputs, one for each step or left-hand side."""
        return [self[name] for name, _, _ in self.rows]

    @property
    def drawn(self) -> SafeString:
        """Return the question as a page has it; one that nobody answered yet is drawn once and kept."""
        if self.is_bound or self.before is not None or self.question is not questions().get(self.question.id):
            return render_to_string("learning/question.html", {"asked": self})
        kept = _drawn_blank(self.question.id, self.question.text_hash, self.turn)
        return mark_safe(kept.replace(HERE, escape(self.start)))  # noqa: S308 - drawn by a template

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing was sent for this question: neither chosen nor typed."""
        names = (one for name, _, _ in self.rows for one in (name, *(f"{name}-{part}" for part in DATE_PARTS)))
        return not any(str(self.data.get(name, "")).strip() for name in names)

    def _rows(self) -> list[tuple[str, PageField, object]]:
        """Return the name, field and first value of each input."""
        question, name = self.question, f"{self.start}answer"
        of = f" to {self.called}" if self.called else ""
        if question.kind is Kind.SINGLE:
            options = [Option(one.id, one.words) for one in self._mixed(question.options)]
            return [
                (name, ChoiceField(options, label=question.stem, hint=self.task, ask=f"an answer{of}"), self.before)
            ]
        if question.kind is Kind.MULTIPLE:
            options = [Option(one.id, one.words) for one in self._mixed(question.options)]
            return [
                (name, ChoicesField(options, label=question.stem, hint=self.task, ask=f"an answer{of}"), self.before)
            ]
        if question.kind is Kind.CLAUSE:
            options = [Option(one.id, one.words, one.citation) for one in question.parts]
            return [
                (name, ChoicesField(options, label=question.stem, hint=self.task, ask=f"an answer{of}"), self.before)
            ]
        if question.kind is Kind.DATE:
            before = date.fromisoformat(self.before) if isinstance(self.before, str) else None
            return [(name, DateField(label=question.stem, hint=self.task, ask=f"the day{of}"), before)]
        return self._ordering() if question.kind is Kind.ORDER else self._matching()

    def _ordering(self) -> list[tuple[str, PageField, object]]:
        before = list(self.before) if isinstance(self.before, list | tuple) else []
        steps = self._mixed(self.question.steps)
        if [one.id for one in steps] == list(self.question.key):
            steps = [*steps[1:], steps[0]]  # shown in the right order, there would be nothing to do
        return [
            (
                f"{self.start}step-{code(self.question, one.id)}",
                TextField(label=one.words, ask="a number", most=LONGEST_NUMBER, required=False),
                before.index(one.id) + 1 if one.id in before else "",
            )
            for one in steps
        ]

    def _matching(self) -> list[tuple[str, PageField, object]]:
        before = self.before if isinstance(self.before, dict) else {}
        rights = self._mixed(list(self.question.rights.items()))
        options = [Option(code(self.question, id_), words) for id_, words in rights]
        return [
            (
                f"{self.start}pair-{code(self.question, pair.id)}",
                SelectField(options, label=pair.left, ask=f"what fits “{pair.left}”", required=False),
                code(self.question, before[pair.id]) if pair.id in before else "",
            )
            for pair in self.question.pairs
        ]

    def _mixed(self, rows: Sequence[Row]) -> list[Row]:
        return shuffled(rows, self.question, self.turn)

    def clean(self) -> dict[str, Any]:
        """Read the answer; what is wrong with several inputs together is said once, at the first of them."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return found
        try:
            self.answer = marking.given(self.question, self._said(found))
        except marking.AnswerError as error:
            self.error = f"{error} ({self.called})" if self.called else str(error)
            self.add_error(self._first_wrong(found), self.error)
        return found

    def _said(self, found: Mapping[str, Any]) -> object:
        """Return what was sent in the shape of an answer."""
        question = self.question
        if question.kind is Kind.ORDER:
            places = {one.id: self._place(found, one.id) for one in question.steps}
            if sorted(places.values()) != list(range(1, len(places) + 1)):
                return ()
            return sorted(places, key=lambda id_: places[id_])
        if question.kind is Kind.MATCH:
            by_code = {code(question, id_): id_ for id_ in question.rights}
            return {
                pair.id: by_code.get(found[f"{self.start}pair-{code(question, pair.id)}"], "")
                for pair in question.pairs
            }
        said = found[self.group]
        return said.isoformat() if isinstance(said, date) else said

    def _place(self, found: Mapping[str, Any], step: str) -> int:
        return whole(found[f"{self.start}step-{code(self.question, step)}"])

    def _first_wrong(self, found: Mapping[str, Any]) -> str:
        """Return the input to go to: the first left out, or numbered like one before it."""
        seen: set[str] = set()
        for name, _, _ in self.rows:
            value = str(found.get(name, ""))
            place = whole(value)
            if not value or value in seen or (self.question.kind is Kind.ORDER and not 1 <= place <= len(self.rows)):
                return name
            seen |= {value} if self.question.kind is Kind.ORDER else set()
        return self.rows[0][0]


@dataclass(frozen=True, slots=True)
class Asked:
    """The questions of one page, for its error summary."""

    forms: tuple[QuestionForm, ...]

    def error_rows(self) -> tuple[ErrorRow, ...]:
        """Return every error in the order of the page."""
        return tuple(row for form in self.forms for row in form.error_rows())

    @property
    def errors(self) -> bool:
        """Tell whether the page has any, for its title."""
        return any(form.errors for form in self.forms)
