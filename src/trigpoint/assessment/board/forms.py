"""The questions of this part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError

from trigpoint.assessment.board.words import CHARACTERISTICS, MOST_MINUTES, MOST_WORDS, Outcome
from trigpoint.content.assessment import rules
from trigpoint.content.moderating import board_rules
from trigpoint.platform.fields import ChoiceField, ChoicesField, DateField, Option, SelectField, WordsField
from trigpoint.platform.forms import PageForm
from trigpoint.platform.safeguarding import NO_CHILD

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

UNSAID = "unsaid"
OUTCOME_WORDS = {
    Outcome.UPHELD: ("The appeal is upheld", "The outcome is agreed."),
    Outcome.PARTLY: ("It is judged again", "By people who have not seen it."),
    Outcome.NOT_UPHELD: ("The decision stays", "Say what would change it."),
}


class AppealForm(PageForm):
    """An appeal."""

    title: ClassVar[str] = "Appeal"
    grounds = ChoicesField(
        [Option(one.id, one.words) for one in board_rules().grounds],
        label="What does your appeal rest on?",
        ask="what your appeal rests on",
    )
    words = WordsField(
        label="What happened, in your words?",
        ask="what happened",
        most=MOST_WORDS,
        hint=f"The reviewer reads it. {NO_CHILD}",
    )


class GiveForm(PageForm):
    """Who reviews an appeal."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        free: Sequence[tuple[str, str]],
        **options: Any,  # noqa: ANN401 - Django's own
    ) -> None:
        super().__init__(data, **options)
        self.fields["reviewer"] = SelectField(
            [Option(key, name) for key, name in free], label="Who looks at it?", ask="who looks at it"
        )


class DecideForm(PageForm):
    """What an appeal comes to."""

    title: ClassVar[str] = "Decide the appeal"
    outcome = ChoiceField(
        [Option(one.value, *words) for one, words in OUTCOME_WORDS.items()],
        label="What do you decide?",
        ask="what you decide",
    )
    words = WordsField(
        label="Why?", ask="why", most=MOST_WORDS, hint=f"The candidate reads it, and the assessors do. {NO_CHILD}"
    )


class CallForm(PageForm):
    """The day of a meeting."""

    on = DateField(label="On what day does the board meet?", ask="the day of the meeting")


class PresentForm(PageForm):
    """Who is there."""

    title: ClassVar[str] = "Who is here?"

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        members: Sequence[tuple[str, str]],
        **options: Any,  # noqa: ANN401 - Django's own
    ) -> None:
        super().__init__(data, **options)
        listed = [Option(key, name) for key, name in members]
        self.fields["members"] = ChoicesField(listed, label="Members who are here", ask="who is here", required=False)
        self.fields["outside"] = ChoicesField(
            listed,
            label="Which of them are from outside?",
            ask="who is from outside",
            required=False,
            hint="Neither a SENCO nor working for the awarding body: a parent carer, for example.",
        )

    def clean(self) -> dict[str, Any]:
        """Take from outside only who is here."""
        found: dict[str, Any] = super().clean() or {}
        if set(found.get("outside", ())) - set(found.get("members", ())):
            raise ValidationError("Select among those from outside only people who are here")
        return found

    def said(self) -> dict[str, bool]:
        """Return who is here, with whether from outside."""
        given = self.cleaned_data
        return {member: member in given["outside"] for member in given["members"]}


class ConflictForm(PageForm):
    """Why a member leaves the room for an item."""

    title: ClassVar[str] = "Leave the room for this item?"
    code = ChoiceField(
        [Option(one.id, one.words) for one in rules().reasons["conflict"]],
        label="What is the conflict?",
        ask="what the conflict is",
    )


class MinutesForm(PageForm):
    """A text of the minutes."""

    words = WordsField(
        label="Minutes",
        ask="the minutes",
        most=MOST_MINUTES,
        hint=f"What was said and decided, beside what is kept already. Earlier texts stay. {NO_CHILD}",
    )


class ToldForm(PageForm):
    """What somebody tells of herself for figures."""

    title: ClassVar[str] = "About you, for figures alone"

    def __init__(self, data: Mapping[str, Any] | None = None, **options: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(data, **options)
        for name, (title, answers) in CHARACTERISTICS.items():
            listed = [Option(value, words) for value, words in answers.items()]
            self.fields[name] = ChoiceField(
                [*listed, Option(UNSAID, "I would rather not say", apart=True)],
                label="Are you disabled?" if name == "disability" else title,
                ask=f"your answer on {title.lower()}, or that you would rather not say",
                required=False,
            )
        self.fields["consent"] = ChoicesField(
            [Option("yes", "Count me in figures about ten people or more", "You can take it back at any time.")],
            label="Do you agree?",
            ask="that you agree, or go back without telling us anything",
        )

    def said(self) -> dict[str, str]:
        """Return what was told; nothing for what was left out."""
        given = self.cleaned_data
        return {name: "" if given[name] == UNSAID else given[name] for name in CHARACTERISTICS}
