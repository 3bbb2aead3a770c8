"""What the pages of examinations ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trigpoint.learning.examination.actions.adjusting import PERCENTS, RESTS
from trigpoint.learning.examination.actions.examining import MOST_MINUTES, MOST_REASON
from trigpoint.learning.examination.models import MOST_WORDS, Capacity
from trigpoint.platform.fields import ChoiceField, Option, WholeNumberField, WordsField
from trigpoint.platform.forms import PageForm
from trigpoint.platform.safeguarding import NO_CHILD

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


def percents() -> list[Option]:
    """Return the extra times to choose among."""
    words = {0: "None", 25: "A quarter more time", 50: "Half as much again", 100: "Twice the time"}
    return [Option(str(one), words[one]) for one in PERCENTS]


def rests() -> list[Option]:
    """Return the minutes of rest to choose among."""
    return [Option(str(one), f"{one} minutes in each part" if one else "None") for one in RESTS]


class AskForm(PageForm):
    """Ask for an adjustment. There is no question why."""

    title = "Ask for extra time or another adjustment"
    percent = ChoiceField(percents(), label="Extra time", ask="how much extra time you need, or None")
    rest = ChoiceField(
        rests(),
        label="Rest",
        ask="how much rest you need, or None",
        hint="Minutes added to each part, to use when you like.",
    )
    words = WordsField(
        label="Anything else that would help",
        ask="what would help",
        hint="For example, questions on paper, or somebody to read them out. You need not say why.",
        most=MOST_WORDS,
        required=False,
    )


class GiveForm(PageForm):
    """Give an adjustment."""

    title = "Give this adjustment"
    percent = ChoiceField(percents(), label="Extra time", ask="how much extra time you give, or None")
    rest = ChoiceField(rests(), label="Rest", ask="how much rest you give, or None")
    words = WordsField(
        label="What else is arranged",
        ask="what else is arranged",
        hint="The candidate reads this.",
        most=MOST_WORDS,
        required=False,
    )


class ProblemForm(PageForm):
    """Tell the examiners of a problem."""

    title = "Tell the examiners of a problem"
    words = WordsField(
        label="What happened?",
        ask="what happened",
        hint=f"For example, the line was down for 10 minutes. {NO_CHILD}",
        most=MOST_WORDS,
    )


class ExtendForm(PageForm):
    """Give a part more minutes."""

    title = "Give more minutes"
    minutes = WholeNumberField(label="More minutes", ask="how many more minutes", least=1, most=MOST_MINUTES)
    words = WordsField(label="Why", ask="why", hint="Examiners see this.", most=MOST_WORDS, required=False)


class AsideForm(PageForm):
    """Set an attempt aside."""

    title = "Set this attempt aside"
    words = WordsField(label="Why is it set aside?", ask="why the attempt is set aside", most=MOST_WORDS)


class FlagForm(PageForm):
    """Flag a question."""

    title = "Flag this question"
    reason = WordsField(
        label="What is wrong with it?",
        ask="what is wrong with the question",
        hint="Examiners, authors and reviewers see this.",
        most=MOST_REASON,
    )


class SeatForm(PageForm):
    """Take a seat on a panel."""

    title = "Take your seat"
    capacity = ChoiceField(
        [Option(one.value, f"As {one.label}") for one in Capacity],
        label="As what do you judge?",
        ask="as what you judge",
    )


class SignForm(PageForm):
    """Sign a pass mark."""

    title = "Sign the pass mark"
    note = WordsField(
        label="Note for the record",
        ask="a note",
        hint="Anything that somebody who looks at this pass mark later should know.",
        most=MOST_WORDS,
        required=False,
    )


class RatingsForm(PageForm):
    """Rate the questions of one page. A question may be left for later; what is typed is checked."""

    title = "Your ratings"

    def __init__(
        self, data: Mapping[str, Any] | None, *, today: date, items: Mapping[str, int], before: Mapping[str, int]
    ) -> None:
        super().__init__(data, today=today)
        self.items = items
        for item, number in items.items():
            self.fields[f"of-{item}"] = WholeNumberField(
                label=f"Of 100, how many get question {number} right?",
                ask=f"question {number}",
                least=0,
                most=100,
                required=False,
            )
            self.initial[f"of-{item}"] = before.get(item, "")

    def ratings(self) -> dict[str, int]:
        """Return what was rated, of a form that is valid."""
        told = self.cleaned_data
        return {item: told[f"of-{item}"] for item in self.items if told[f"of-{item}"] is not None}
