"""The questions of this part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from trigpoint.assessment.moderation.words import MOST_WORDS
from trigpoint.assessment.words import Result, State
from trigpoint.content.moderating import board_rules, moderation_rules
from trigpoint.platform.fields import ChoiceField, ChoicesField, DateField, Option, SelectField, TextField, WordsField
from trigpoint.platform.forms import PageForm
from trigpoint.platform.safeguarding import NO_CHILD

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trigpoint.content.standardisation import Exercise

CHOICES = {
    Result.AGREED: ("It is agreed", "Every criterion is shown."),
    Result.REFERRED: ("Some criteria are not shown yet", "Say below which, and what would show them."),
    Result.DECLINED: ("It is not agreed", "Say below why, and what would change it."),
    Result.JUDGE_AGAIN: ("Others judge it again", "Every judgement is set aside, and stays to be read."),
}
VERDICTS = [Option("shown", "Shown"), Option("not-shown", "Not shown")]


class ExerciseForm(PageForm):
    """A verdict on each criterion of an exercise."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, exercise: Exercise, **options: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(data, **options)
        self.exercise = exercise
        for number in range(1, len(exercise.key) + 1):
            self.fields[f"v{number}"] = ChoiceField(
                VERDICTS, label=f"Is criterion {number} shown?", ask=f"whether criterion {number} is shown"
            )

    @property
    def heading(self) -> str:
        """Return what the page asks."""
        return self.exercise.title

    def said(self) -> dict[str, bool]:
        """Return the verdicts by criterion: whether it is shown."""
        given = self.cleaned_data
        return {row.criterion: given[f"v{number}"] == "shown" for number, row in enumerate(self.exercise.key, 1)}


class LookForm(PageForm):
    """What a moderator says of a sampled decision."""

    title: ClassVar[str] = "What do you say?"

    def __init__(self, data: Mapping[str, Any] | None = None, *, now_is: State, **options: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(data, **options)
        self.now_is = Result(now_is.value)
        words, _ = CHOICES[self.now_is]
        listed = [Option(self.now_is.value, f"I confirm it: {words[0].lower()}{words[1:]}")]
        listed += [Option(one.value, words, hint) for one, (words, hint) in CHOICES.items() if one is not self.now_is]
        self.fields["result"] = ChoiceField(listed, label="What do you decide?", ask="what you decide")
        self.fields["codes"] = ChoicesField(
            [Option(one.id, one.words) for one in moderation_rules().reasons],
            label="If you change it: why?",
            ask="why",
            required=False,
        )
        self.fields["words"] = WordsField(
            label="What should the candidate and the assessors know?",
            ask="what the candidate and the assessors should know",
            most=MOST_WORDS,
            required=False,
            hint=f"They read it. Needed only where you change the decision. {NO_CHILD}",
        )

    def clean(self) -> dict[str, Any]:
        """Ask for the reason of a change."""
        found: dict[str, Any] = super().clean() or {}
        if found.get("result") and found["result"] != self.now_is.value:
            if not found.get("codes"):
                self.add_error("codes", "Select why you change the decision")
            if not found.get("words"):
                self.add_error("words", "Enter what the candidate and the assessors should know")
        return found


class RoomForm(PageForm):
    """A room for a verifier."""

    title: ClassVar[str] = "Open a room for a verifier"
    purpose = TextField(label="What is it for?", ask="what it is for", hint="For example: autumn 2026, law strand.")
    since = DateField(label="First day", ask="the first day")

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        verifiers: Sequence[tuple[str, str]],
        sampled: Sequence[tuple[str, str]],
        **options: Any,  # noqa: ANN401 - Django's own
    ) -> None:
        super().__init__(data, **options)
        self.fields["until"] = DateField(
            label="Last day", ask="the last day", hint=f"At most {board_rules().most_open_days} days after the first."
        )
        self.fields["verifier"] = SelectField(
            [Option(key, name) for key, name in verifiers], label="For whom?", ask="a verifier"
        )
        self.fields["submissions"] = ChoicesField(
            [Option(key, words) for key, words in sampled],
            label="What is in it?",
            ask="what is in it",
            hint="Only what was drawn for moderation and looked at.",
        )
        self.order_fields(["verifier", "purpose", "since", "until", "submissions"])


class FindingForm(PageForm):
    """A finding of a verifier."""

    title: ClassVar[str] = "Write a finding"

    def __init__(self, data: Mapping[str, Any] | None = None, *, numbers: Sequence[int], **options: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(data, **options)
        about = [Option("0", "All of it, or the way of working"), *(Option(str(one), f"Item {one}") for one in numbers)]
        self.fields["about"] = SelectField(about, label="What is it about?", ask="what it is about")
        self.fields["level"] = ChoiceField(
            [Option(one.id, one.words, one.meaning) for one in board_rules().levels],
            label="How much does it weigh?",
            ask="how much it weighs",
        )
        self.fields["words"] = WordsField(
            label="What did you find?",
            ask="what you found",
            most=MOST_WORDS,
            hint=f"Moderators and the board’s secretary read it. Name nobody. {NO_CHILD}",
        )


class AnswerForm(PageForm):
    """An answer to a finding."""

    title: ClassVar[str] = "Answer a finding"
    words = WordsField(
        label="What was done, or will be done by when?",
        ask="what was done, or will be done by when",
        most=MOST_WORDS,
        hint=f"The verifier reads it and says whether it settles the finding. {NO_CHILD}",
    )


class SettleForm(PageForm):
    """Whether an answer settles a finding."""

    title: ClassVar[str] = "Does the answer settle it?"
    accepted = ChoiceField(
        [Option("yes", "Yes, it is settled"), Option("no", "Not yet", "A new answer is due.")],
        label="Is it settled?",
        ask="whether it is settled",
    )
    words = WordsField(
        label="What do you say to it?", ask="what you say to it", most=MOST_WORDS, required=False, hint=NO_CHILD
    )
