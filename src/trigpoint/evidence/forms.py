"""The questions of this room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError

from trigpoint.evidence.words import (
    CHECKS,
    MOST_AI,
    MOST_LINK,
    MOST_NAME,
    MOST_TITLE,
    MOST_WHY,
    MOST_WORDS,
    STRUCTURED,
    Ai,
    Kind,
    Origin,
)
from trigpoint.platform.fields import ChoiceField, ChoicesField, DateField, EmailField, Option, TextField, WordsField
from trigpoint.platform.forms import PageForm
from trigpoint.platform.safeguarding import NO_CHILD, WARNING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trigpoint.evidence.outcomes import OutcomeRow

PART = 2_000
"""The most characters in one part of a structured record, or of what a witness writes."""
WORDS = {
    Kind.REFLECTION: ("What happened, what did you make of it, and what will you do differently?", "what you think"),
    Kind.FILE: ("What does it show, and what was your part in it?", "what it shows"),
    Kind.LINK: ("What is there, and what was your part in it?", "what is there"),
}
AI_HINT = "To use AI is no fault, and nothing here tries to detect it. An assessor may talk with you about your work."
PRIVATE = "Nobody else sees this until you share or submit it."


class PieceForm(PageForm):
    """A piece as its author writes it. Everything may stay empty while it is a draft."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, kind: Kind, **options: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(data, **options)
        self.kind = kind
        self.fields["title"] = TextField(
            label="What do you call it?", ask="what you call it", most=MOST_TITLE, required=False, hint=NO_CHILD
        )
        if kind in {Kind.WITNESS, Kind.FAMILY}:
            return
        made_on = DateField(label="When was it?", ask="when it was", past=True, required=False)
        made_on.today = self.today
        self.fields["made_on"] = made_on
        if kind is Kind.LINK:
            self.fields["link"] = TextField(
                label="Where is it?", ask="the address", most=MOST_LINK, required=False, hint="It begins with https://"
            )
        for name, question in STRUCTURED.get(kind, {}).items():
            self.fields[name] = WordsField(label=question, ask="an answer", most=PART, required=False)
        label, ask = WORDS.get(kind, ("What did you learn from it?", "what you learned"))
        self.fields["words"] = WordsField(
            label=label, ask=ask, most=MOST_WORDS, required=False, hint=f"{PRIVATE} {WARNING}"
        )

    @property
    def heading(self) -> str:
        """Return what the page asks."""
        return str(self.kind.label)

    def clean_link(self) -> str:
        """Take only the address of a page."""
        link: str = self.cleaned_data["link"]
        try:
            parts = urlsplit(link)
        except ValueError:
            parts = urlsplit("")
        if link and (parts.scheme not in {"http", "https"} or not parts.hostname or "@" in parts.netloc):
            raise ValidationError("The address must begin with https:// and lead to a page")
        return link


class OriginForm(PageForm):
    """Whose work it is, and what part AI had in it."""

    title: ClassVar[str] = "Whose work is it?"
    origin = ChoiceField(
        [Option(one.value, str(one.label)) for one in (Origin.OWN, Origin.SHARED)],
        label="Whose work is it?",
        ask="whose work it is",
    )
    origin_words = TextField(
        label="If you made it with others: which part is yours?",
        ask="which part is yours",
        most=MOST_AI,
        required=False,
    )
    ai = ChoiceField(
        [Option(one.value, str(one.label)) for one in (Ai.NONE, Ai.LANGUAGE, Ai.DRAFT)],
        label="What part had AI in it?",
        ask="what part AI had in it",
        hint=AI_HINT,
    )
    ai_words = TextField(
        label="If it wrote part of it: which tool, and what did you change?",
        ask="which tool it was",
        most=MOST_AI,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the words that an answer needs."""
        said = super().clean() or {}
        if said.get("origin") == Origin.SHARED and not said.get("origin_words"):
            self.add_error("origin_words", "Enter which part is yours")
        if said.get("ai") == Ai.DRAFT and not said.get("ai_words"):
            self.add_error("ai_words", "Enter which tool it was, and what you changed")
        return said


class ReadyForm(PageForm):
    """The checklist before a piece can be submitted."""

    title: ClassVar[str] = "Can any child be known from it?"
    checks = ChoicesField(
        [Option(code, words) for code, words in CHECKS.items()],
        label="Look once more at every word, picture and page, then tick each line that holds",
        ask="each line that holds",
    )

    def clean_checks(self) -> tuple[str, ...]:
        """Take all lines, or none."""
        ticked: tuple[str, ...] = self.cleaned_data["checks"]
        if len(ticked) < len(CHECKS):
            raise ValidationError("Tick every line. If one does not hold, go back and change the piece first")
        return ticked


class WhyForm(PageForm):
    """Why a piece shows the criteria of one outcome: a sentence for each that it does."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, outcome: OutcomeRow, **options: Any) -> None:  # noqa: ANN401
        super().__init__(data, **options)
        self.outcome = outcome
        for row in outcome.rows:
            self.fields[name_of(row.reference)] = TextField(
                label=f"{row.reference} {row.words}", ask="why", most=MOST_WHY, required=False
            )

    @property
    def heading(self) -> str:
        """Return what the page asks."""
        return f"{self.outcome.id}: {self.outcome.title}"

    @property
    def why(self) -> dict[str, str]:
        """Return what was said of each criterion."""
        return {row.reference: self.cleaned_data[name_of(row.reference)] for row in self.outcome.rows}


def name_of(reference: str) -> str:
    """Return the name of the field of a criterion, fit for an id.

    >>> name_of("LAW-3.2")
    'why-LAW-3-2'
    """
    return f"why-{reference.replace('.', '-')}"


class ShareForm(PageForm):
    """Who else sees a piece."""

    title: ClassVar[str] = "Who else sees it?"

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        people: Sequence[Option],
        **options: Any,  # noqa: ANN401 - Django's own
    ) -> None:
        super().__init__(data, **options)
        self.fields["viewers"] = ChoicesField(
            people,
            label="Who else sees it?",
            ask="who sees it",
            required=False,
            hint="Select nobody to keep it to yourself. You can change this at any time.",
        )


class AskForm(PageForm):
    """Asking a witness or a family."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, kind: Kind, **options: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(data, **options)
        self.kind = kind
        family = kind is Kind.FAMILY
        example = "our meeting in October" if family else "the training I led in June"
        self.fields["name"] = TextField(
            label="Whom do you ask?", ask="their name", most=MOST_NAME, hint="An adult. Never a child or a pupil."
        )
        self.fields["email"] = EmailField(label="What is their e-mail address?", ask="their e-mail address")
        self.fields["about"] = TextField(
            label="What do you ask them about?",
            ask="what you ask them about",
            most=MOST_WHY,
            hint=f"They read this. For example: {example}. {NO_CHILD}",
        )
        if family:
            self.fields["reading"] = ChoiceField(
                [Option("plain", "Plain English"), Option("easy", "Easy Read")],
                label="How would they like to read it?",
                ask="how they would like to read it",
                hint="They can change to the other on the page itself.",
            )

    @property
    def heading(self) -> str:
        """Return what the page asks."""
        return "Ask a family" if self.kind is Kind.FAMILY else "Ask a witness"


class AnswerForm(PageForm):
    """What a witness or a family writes."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        prompts: Mapping[str, tuple[str, str]],
        kind: Kind,
        easy: bool = False,
        **options: Any,  # noqa: ANN401 - Django's own
    ) -> None:
        super().__init__(data, **options)
        for name, (question, hint) in prompts.items():
            self.fields[name] = WordsField(label=question, ask="an answer", most=PART, required=False, hint=hint)
        witness = kind is Kind.WITNESS
        self.fields["name"] = TextField(
            label="What is your name?",
            ask="your name",
            most=MOST_NAME,
            required=witness,
            hint="" if witness else "You can leave this empty.",
        )
        if witness:
            self.fields["post"] = TextField(
                label="What do you do, and how do you know their work?", ask="how you know their work", most=MOST_NAME
            )
        agree = "Yes. You can use my words." if easy else "Yes: this may be kept, and read by those who judge the award"
        self.fields["consent"] = ChoicesField(
            [Option("yes", agree)],
            label="Can we use your words?" if easy else "Do you agree?",
            ask="“Yes” if you agree; if you do not, close this page and nothing is kept",
        )

    def clean(self) -> dict[str, Any]:
        """Want something written."""
        said = super().clean() or {}
        prompts = [name for name in self.fields if name not in {"name", "post", "consent"}]
        if not any(said.get(name) for name in prompts) and not any(name in self.errors for name in prompts):
            self.add_error(prompts[0], "Write something in at least one box")
        return said
