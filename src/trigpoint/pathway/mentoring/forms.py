"""The questions of this part."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError

from trigpoint.pathway.mentoring.words import (
    DEFAULT_MOST,
    HIGHEST_MOST,
    MOST_HOPES,
    MOST_MINUTES,
    MOST_NOTES,
    MOST_STEP,
    MOST_STEPS,
    Reason,
    Tie,
)
from trigpoint.platform.fields import (
    ChoiceField,
    ChoicesField,
    DateField,
    EmailField,
    Option,
    WholeNumberField,
    WordsField,
)
from trigpoint.platform.forms import PageForm
from trigpoint.platform.safeguarding import NO_CHILD, WARNING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trigpoint.pathway.mentoring.rows import LoadRow

SIGHT = {
    "progress": Option("progress", "My progress", "Which outcomes are met, strand by strand."),
    "plan": Option("plan", "My plan", "My goals, their dates, and what is done."),
    "assessment": Option("assessment", "How sure I am", "My own view of each outcome."),
}
SAID = (Reason.UNSAID, Reason.DONE, Reason.TIME, Reason.CONFLICT)


class AskForm(PageForm):
    """Asking for a mentor."""

    title: ClassVar[str] = "Ask for a mentor"
    hopes = WordsField(
        label="What would you like help with?",
        ask="what you would like help with",
        most=MOST_HOPES,
        required=False,
        hint=f"Whoever finds you a mentor reads this, and so does the mentor. Leave it empty if you like. {WARNING}",
    )


class TiesForm(PageForm):
    """What the mentor is to the candidate."""

    ties = ChoicesField(
        [
            Option(Tie.LINE_MANAGER.value, str(Tie.LINE_MANAGER.label)),
            Option(Tie.FAMILY.value, str(Tie.FAMILY.label)),
            Option(
                Tie.SAME_SCHOOL.value,
                str(Tie.SAME_SCHOOL.label),
                "That can work, if you both want it. Select it, so that it is known.",
            ),
            Option(Tie.NONE.value, str(Tie.NONE.label), apart=True),
        ],
        label="Is your mentor any of these?",
        ask="what your mentor is to you, or “None of these”",
    )

    def said(self) -> frozenset[Tie]:
        """Return what was said."""
        return frozenset(Tie(value) for value in self.cleaned_data["ties"]) - {Tie.NONE}


class SightForm(PageForm):
    """What the mentor may see."""

    title: ClassVar[str] = "What my mentor sees"
    items = ChoicesField(
        list(SIGHT.values()),
        label="What may your mentor see?",
        ask="what your mentor may see",
        required=False,
        hint="Select nothing to show nothing. Your reflections you show one by one, on their own pages.",
    )


class EndForm(PageForm):
    """Why it ends."""

    title: ClassVar[str] = "End the mentoring?"
    reason = ChoiceField(
        [Option(reason.value, str(reason.label), apart=reason is Reason.UNSAID) for reason in (*SAID[1:], SAID[0])],
        label="Why?",
        ask="why, or that you would rather not say",
    )


class MostForm(PageForm):
    """How many candidates a mentor takes."""

    most = WholeNumberField(
        label="How many candidates do you take at most?",
        ask="how many you take",
        least=0,
        most=HIGHEST_MOST,
        hint=f"Most take {DEFAULT_MOST} or fewer. Whom you have now you keep. With 0, nobody new is sent to you.",
    )


class MeetingForm(PageForm):
    """A meeting as one of the two writes it down."""

    title: ClassVar[str] = "Write down a meeting"
    on = DateField(label="On what day was it?", ask="the day of the meeting", past=True)
    minutes = WholeNumberField(
        label="How long was it?", ask="the minutes", least=5, most=MOST_MINUTES, suffix="minutes"
    )
    notes = WordsField(
        label="What was it about?",
        ask="what it was about",
        most=MOST_NOTES,
        hint=f"You both read and sign this. {WARNING}",
    )
    steps = WordsField(
        label="What did you agree to do next?",
        ask="the next steps",
        most=MOST_STEPS,
        required=False,
        hint=f"One step a line. Each can go on the candidate’s plan. {NO_CHILD}",
    )

    def clean_steps(self) -> str:
        """Keep lines with something in them, each short enough for a plan."""
        lines = [line.strip() for line in self.cleaned_data["steps"].splitlines() if line.strip()]
        if any(len(line) > MOST_STEP for line in lines):
            raise ValidationError(f"Each step must be {MOST_STEP} characters or fewer. Put each on its own line")
        return "\n".join(lines)


class OfferForm(PageForm):
    """Which mentor is offered."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, loads: Sequence[LoadRow], **options: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(data, **options)
        free = [Option(row.key, row.name, f"Has {row.has} of {row.most}.") for row in loads if row.is_free]
        self.fields["mentor"] = ChoiceField(free, label="Which mentor do you offer?", ask="a mentor")

    @property
    def heading(self) -> str:
        """Return what the page asks."""
        return "Which mentor do you offer?"


class FindForm(PageForm):
    """Who is offered a mentor without having asked."""

    email = EmailField(
        label="What is the e-mail address of the candidate’s account?", ask="the e-mail address of the account"
    )
