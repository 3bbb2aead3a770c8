"""What the pages of practice ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trigpoint.content.questions import topics
from trigpoint.learning.practice.actions.planning import LEAST_A_DAY, MOST_A_DAY
from trigpoint.learning.practice.models import MOST_WORDS, Verdict
from trigpoint.platform.fields import (
    ChoiceField,
    ChoicesField,
    DateField,
    Option,
    SelectField,
    WholeNumberField,
    WordsField,
)
from trigpoint.platform.forms import PageForm

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date


class PlanForm(PageForm):
    """Choose topics, a day to be ready, and whose holidays are off."""

    title = "Your practice plan"
    topics = ChoicesField(
        (),
        label="What do you want to practise?",
        hint="Questions of the units you have read come by themselves. Choose none, and you get all topics.",
        ask="topics",
        required=False,
    )
    target = DateField(
        label="Is there a day by which you want to be ready?",
        hint="The day of your examination, for example. Leave it empty if there is none.",
        ask="the day by which you want to be ready",
        required=False,
    )
    a_day = WholeNumberField(
        label="At most how many questions a day?",
        hint="Ten take about five minutes.",
        ask="the most questions a day",
        least=LEAST_A_DAY,
        most=MOST_A_DAY,
    )
    authority = SelectField(
        (),
        label="Whose school holidays are off?",
        hint="The councils whose term dates are entered here. Weekends and bank holidays are off in any case.",
        ask="a council",
        required=False,
    )

    def __init__(
        self, data: Mapping[str, Any] | None, *, today: date, councils: Sequence[str], initial: Mapping[str, Any]
    ) -> None:
        super().__init__(data, today=today, initial=dict(initial))
        chosen, council = self.fields["topics"], self.fields["authority"]
        assert isinstance(chosen, ChoicesField)
        assert isinstance(council, SelectField)
        chosen.options = tuple(Option(id_, title) for id_, title in topics().items())
        council.options = tuple(Option(one, one) for one in councils)


class ReviewForm(PageForm):
    """Say whether a question can be used as it stands."""

    title = "Your review"
    verdict = ChoiceField(
        tuple(Option(value, label) for value, label in Verdict.choices),
        label="What do you say of this question?",
        ask="whether it can be used as it stands",
    )
    note = WordsField(
        label="What has to be changed, or what should be known of it?",
        hint="Authors and reviewers of this copy see this, with your name. It stays.",
        ask="what has to be changed",
        most=MOST_WORDS,
        required=False,
    )
    own = ChoiceField(
        (Option("no", "No"), Option("yes", "Yes, or I helped to")),
        label="Did you write this question?",
        ask="whether you wrote this question",
    )


class FindForm(PageForm):
    """Narrow the list of questions."""

    title = "Narrow the list"
    topic = SelectField((), label="Topic", ask="a topic", required=False)
    kind = SelectField((), label="Kind", ask="a kind", required=False)
    state = SelectField((), label="State", ask="a state", required=False)

    def __init__(
        self, data: Mapping[str, Any] | None, *, today: date, kinds: Sequence[Option], states: Sequence[Option]
    ) -> None:
        super().__init__(data, today=today)
        for name, options in (
            ("topic", [Option(id_, title) for id_, title in topics().items()]),
            ("kind", kinds),
            ("state", states),
        ):
            field = self.fields[name]
            assert isinstance(field, SelectField)
            field.options = tuple(options)
