"""What a letter asks, and the words to check. Nothing of it is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError

from trigpoint.content.letters import Kind
from trigpoint.law.letters.naming import signs_of_a_name
from trigpoint.platform.fields import ChoiceField, DateField, Option, TextField, WordsField
from trigpoint.platform.forms import PageForm

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django import forms

    from trigpoint.content.letters import Letter, Question

MOST_WORDS_FIELD = 300
MOST_TEXT = 20_000
DAY_HINT = "The day, the month and the year. For example, 27 3 2026."


class UnnamedField(TextField):
    """A line in which no child is named."""

    def clean(self, value: object) -> str:
        """Refuse what looks like a child's name or initials."""
        text: str = super().clean(value)
        found = signs_of_a_name(text)
        if found:
            raise ValidationError(
                f"Write “your child” or “the pupil” where you wrote “{found[0]}”. A name or initials can tell who it is"
            )
        return text


class LetterForm(PageForm):
    """The questions of a letter."""

    letter: ClassVar[Letter]


def form_for(letter: Letter, data: Mapping[str, Any] | None, *, today: date) -> LetterForm:
    """Return the form of a letter, bound to what was sent, if anything was."""
    fields = {one.id: _field(one) for one in letter.questions}
    form = type("OneLetterForm", (LetterForm,), {"letter": letter, "title": letter.title, **fields})(data, today=today)
    assert isinstance(form, LetterForm)
    return form


def _field(question: Question) -> forms.Field:
    required = not question.optional
    if question.kind is Kind.DATE:
        return DateField(
            label=question.label,
            ask=question.ask,
            past=question.past,
            hint=question.hint or DAY_HINT,
            required=required,
        )
    if question.kind is Kind.CHOICE:
        options = tuple(Option(value, words) for value, words in question.options)
        return ChoiceField(options, label=question.label, ask=question.ask, hint=question.hint, required=required)
    return UnnamedField(
        label=question.label, ask=question.ask, hint=question.hint, most=MOST_WORDS_FIELD, required=required
    )


class PlainForm(PageForm):
    """The words to check."""

    title = "Check your words"
    words = WordsField(
        label="Your words",
        ask="the words to check",
        hint="Paste a letter or a note. Take out names first: “your child” says enough.",
        most=MOST_TEXT,
    )
