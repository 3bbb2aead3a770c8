"""The questions of this part."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError

from trigpoint.pathway.plan.words import (
    DIGEST_HINTS,
    MOST_GOAL,
    MOST_MINUTES,
    MOST_REFLECTION,
    MOST_REVIEW,
    Digest,
    Sure,
)
from trigpoint.platform.fields import (
    ChoiceField,
    ChoicesField,
    DateField,
    Option,
    TextField,
    WholeNumberField,
    WordsField,
)
from trigpoint.platform.forms import PageForm
from trigpoint.platform.pages import written
from trigpoint.platform.safeguarding import NO_CHILD, STRUGGLING, WARNING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from trigpoint.pathway.plan.rows import OutcomeRow, StrandRow

HOUR = 60
MOST_WORDS = 1_000
"""As many as a request for time takes (`people.time`)."""
LONGEST_WEEK = 20
FURTHEST = timedelta(days=3 * 366)


class GoalForm(PageForm):
    """A goal, in her own words or about a requirement: then words are optional."""

    title: ClassVar[str] = "Add something to my plan"
    words = TextField(
        label="What do you want to do?",
        ask="what you want to do",
        most=MOST_GOAL,
        hint=f"One step, small enough to finish. {NO_CHILD}",
    )
    minutes = WholeNumberField(
        label="How many minutes will it take, about?",
        ask="the minutes",
        least=1,
        most=MOST_MINUTES,
        suffix="minutes",
        required=False,
        hint="With minutes we can tell you what fits when you have 10, 20 or 40.",
    )
    by = DateField(
        label="By when?",
        ask="the date",
        required=False,
        hint="Leave this empty if there is no date. You can move it at any time.",
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, about: str = "", **options: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(data, **options)
        if about:
            field = self.fields["words"]
            assert isinstance(field, TextField)
            field.required = False
            field.label = "Your own words for it, if you like"
            field.hint = f"Leave this empty to keep “{about}”. {NO_CHILD}"

    def clean_by(self) -> date | None:
        """Refuse a date that is over, and one that is too far off to mean anything."""
        found: date | None = self.cleaned_data["by"]
        if found and found != self.initial.get("by") and found < self.today:
            raise ValidationError("The date must be today or later")
        if found and found > self.today + FURTHEST:
            raise ValidationError(f"The date must be {written(self.today + FURTHEST)} or earlier")
        return found


class AssessForm(PageForm):
    """How sure somebody is of each outcome of a strand. She may leave any out."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, strand: StrandRow, **options: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(data, **options)
        self.strand = strand
        for row in strand.outcomes:
            self.fields[row.rule] = ChoiceField(
                [Option(sure.value, str(sure.label)) for sure in Sure],
                label=row.title,
                ask="how sure you are",
                hint=row.plain,
                required=False,
            )

    @property
    def heading(self) -> str:
        """Return what the page asks."""
        return f"{self.strand.title}: how sure are you?"

    def said(self) -> dict[str, Sure]:
        """Return what was said, by outcome."""
        return {rule: Sure(value) for rule, value in self.cleaned_data.items() if value}


class GapsForm(PageForm):
    """Which gaps become goals."""

    title: ClassVar[str] = "Choose from the gaps we found"
    rules = ChoicesField((), label="Which do you want on your plan?", ask="at least one")

    def __init__(self, data: Any = None, *, gaps: Sequence[OutcomeRow], **options: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(data, **options)
        field = self.fields["rules"]
        assert isinstance(field, ChoicesField)
        field.options = tuple(Option(row.rule, row.title, gap_words(row)) for row in gaps)


def gap_words(row: OutcomeRow) -> str:
    """Return why an outcome is among the gaps, and its time."""
    said = {Sure.NOT_YET: "You said: not yet.", Sure.PARTLY: "You said: partly."}.get(row.sure) if row.sure else ""
    record = "Your record meets it." if row.met else "Your record does not show it yet."
    time = f"{row.time[:1].upper()}{row.time[1:]} in all." if row.time else ""
    return " ".join(part for part in (said, record, time) if part)


class ReviewForm(PageForm):
    """The yearly look back and ahead."""

    title: ClassVar[str] = "My year, and the next"
    done = WordsField(
        label="What was done this year, and what did it change?",
        ask="what was done this year",
        most=MOST_REVIEW,
        hint=WARNING,
    )
    ahead = WordsField(
        label="What next?",
        ask="what comes next",
        most=MOST_REVIEW,
        hint=f"Two or three things are plenty. {NO_CHILD}",
    )


class ReflectionForm(PageForm):
    """A private reflection."""

    title: ClassVar[str] = "Write for yourself"
    words = WordsField(
        label="Your reflection",
        ask="your reflection",
        most=MOST_REFLECTION,
        hint=f"{NO_CHILD} {STRUGGLING}",
    )


class TimeForm(PageForm):
    """A request for protected time."""

    title: ClassVar[str] = "Ask for protected time"
    hours = WholeNumberField(
        label="How many hours a week do you ask for?",
        ask="the hours a week",
        least=1,
        most=LONGEST_WEEK,
        suffix="hours a week",
    )
    starts = DateField(label="From when?", ask="the day from which you ask for it")
    finish = DateField(
        label="By when do you want to have the award, if you have a day in mind?",
        ask="the day by which you want to have the award",
        required=False,
        hint="With it we work out the sum for your head.",
    )
    why = WordsField(
        label="Why, in your own words",
        ask="why",
        most=MOST_WORDS,
        required=False,
        hint=f"Your head reads this. Leave it empty if the sum speaks for itself. {WARNING}",
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a day of finish before the start, and a start that is long over."""
        said: dict[str, Any] = super().clean() or {}
        starts, finish = said.get("starts"), said.get("finish")
        if starts and starts < self.today:
            self.add_error("starts", ValidationError("The day from which you ask for it must be today or later"))
        if starts and finish and finish <= starts:
            self.add_error("finish", ValidationError(f"The day must be after {written(starts)}"))
        return said


class AnswerForm(PageForm):
    """What the head said, as the person tells it."""

    title: ClassVar[str] = "What did your head say?"
    said = ChoiceField(
        [Option("agreed", "Agreed, in full or in part"), Option("declined", "Not agreed")],
        label="What was the answer?",
        ask="what the answer was",
    )
    hours = WholeNumberField(
        label="If agreed: how many hours a week?",
        ask="the hours a week that were agreed",
        least=1,
        most=LONGEST_WEEK,
        suffix="hours a week",
        required=False,
    )
    starts = DateField(label="If agreed: from when?", ask="the day from which it holds", required=False)
    review = DateField(
        label="If agreed: when will you both look at it again?",
        ask="the day on which you look at it again",
        required=False,
    )
    reply = WordsField(
        label="If not agreed: what was the reason?",
        ask="what the reason was",
        most=MOST_WORDS,
        required=False,
        hint=WARNING,
    )

    def clean(self) -> dict[str, Any]:
        """Ask for hours and days where some were agreed, and for the reason where none were."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("said") == "agreed":
            asked = {
                "hours": "Enter the hours a week that were agreed",
                "starts": "Enter the day from which it holds",
                "review": "Enter the day on which you look at it again",
            }
            for name, words in asked.items():
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, ValidationError(words))
            starts, review = said.get("starts"), said.get("review")
            if starts and review and review <= starts:
                self.add_error("review", ValidationError(f"The day must be after {written(starts)}"))
        elif said.get("said") == "declined" and not said.get("reply") and "reply" not in self.errors:
            self.add_error("reply", ValidationError("Enter what the reason was"))
        return said


class RemindersForm(PageForm):
    """How often to be reminded."""

    digest = ChoiceField(
        [Option(choice.value, str(choice.label), DIGEST_HINTS[choice]) for choice in Digest],
        label="How often may we remind you?",
        ask="how often we may remind you",
        hint="Only on school days, between 08:00 and 18:00, one mail a day at most, and never while you are on leave.",
    )


class HalfTermForm(PageForm):
    """A half-term of her school."""

    title: ClassVar[str] = "Add a half-term"
    start = DateField(label="First day", ask="the first day")
    end = DateField(label="Last day", ask="the last day")

    def clean(self) -> dict[str, Any]:
        """Refuse one that ends before it begins, or is longer than any."""
        said: dict[str, Any] = super().clean() or {}
        start, end = said.get("start"), said.get("end")
        if start and end and end < start:
            self.add_error("end", ValidationError(f"The last day must be {written(start)} or later"))
        elif start and end and end - start > timedelta(weeks=13):
            self.add_error("end", ValidationError("A half-term must be 13 weeks or shorter. Enter each by itself"))
        return said
