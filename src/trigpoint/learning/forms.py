"""The questions of this room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from trigpoint.learning.models import MOST_WORDS
from trigpoint.platform.fields import ChoiceField, Option, WordsField
from trigpoint.platform.forms import PageForm
from trigpoint.platform.safeguarding import WARNING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trigpoint.content.scenarios import Point

MOST_PASTED = 100_000


class DecisionForm(PageForm):
    """What is done at a point of a scenario, and why. With an account there is room for words of one's own."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        point: Point,
        with_words: bool,
        **options: Any,  # noqa: ANN401 - Django's own
    ) -> None:
        self.point = point
        super().__init__(data, **options)
        self.fields["choice"] = ChoiceField(
            [Option(one.id, one.words) for one in point.choices], label=point.ask, ask="what you do"
        )
        self.fields["reason"] = ChoiceField(
            [Option(one.id, one.words) for one in point.reasons], label="Why?", ask="why, or what comes nearest"
        )
        if with_words:
            self.fields["words"] = WordsField(
                label="Your own words, if you like",
                ask="your words",
                most=MOST_WORDS,
                required=False,
                hint=f"For you alone, to look back on. {WARNING}",
            )

    @property
    def heading(self) -> str:
        """Return what the page asks."""
        return self.point.ask


class BringForm(PageForm):
    """Answers that were kept in a unit's file."""

    title: ClassVar[str] = "Bring in answers from a file"
    answers = WordsField(
        label="Your answers",
        ask="the text from the end of the file",
        most=MOST_PASTED,
        hint="Open the file, copy the text under “Your answers”, and paste it here.",
    )
