"""The forms of My standing: choose a route, say what time there is, declare a fact, settle a clash, move on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError

from trigpoint.kernel import Kind
from trigpoint.platform.fields import ChoiceField, DateField, Option, WholeNumberField
from trigpoint.platform.forms import PageForm
from trigpoint.platform.pages import written

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from trigpoint.pathway.standing.declaring import Declarable
    from trigpoint.pathway.standing.queries import RouteChoice
    from trigpoint.pathway.standing.said import FactRow

UNSURE = "unsure"
MOST_MINUTES = 60 * 200
TIMES = (
    Option("30", "30 minutes"),
    Option("60", "1 hour"),
    Option("90", "1 hour 30 minutes"),
    Option("120", "2 hours"),
    Option("180", "3 hours"),
    Option("300", "5 hours"),
    Option("0", "I cannot say", apart=True),
)


class RouteForm(PageForm):
    """Which of the four routes."""

    title = "Choose a route"

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, routes: Sequence[RouteChoice], chosen: str, today: date
    ) -> None:
        super().__init__(data, today=today, initial={"route": chosen})
        options = [
            Option(route.id, route.title, f"About {route.hours} hours, and never more than {route.limit}.")
            for route in routes
        ]
        self.fields["route"] = ChoiceField(options, label="Which route is yours?", ask="the route that is yours")


class TimeForm(PageForm):
    """How much time a week she has for the award."""

    minutes = ChoiceField(
        TIMES,
        label="How much time do you have for the award in a usual week?",
        ask="how much time you have in a usual week",
        hint="Your own guess is enough. Only you see it, and you can change it at any time.",
    )


class DeclareForm(PageForm):
    """What she declares towards a requirement: since when, until when, how much, as far as its code asks."""

    title: ClassVar[str] = "Tell us"

    def __init__(self, data: Mapping[str, Any] | None = None, *, what: Declarable, today: date) -> None:
        super().__init__(data, today=today)
        self.what = what
        code = what.code
        if code.kind is Kind.EVENT:
            self.fields["start"] = DateField(label="On what day was it?", ask="the day it was", past=True)
            if code.unit:
                self.fields["amount"] = WholeNumberField(
                    label="How much was it?", ask="how much it was", least=1, most=MOST_MINUTES, suffix=code.unit
                )
        else:
            gained = code.verb == "holds"
            label = "When did you gain it?" if gained else "Since when is it so?"
            ask = "the day you gained it" if gained else "the day since when it is so"
            self.fields["start"] = DateField(label=label, ask=ask, past=True)
            self.fields["last"] = DateField(
                label="What is its last day, if it has one?",
                hint="Leave this empty if it has none, or if you do not know.",
                ask="its last day",
                required=False,
            )
        if what.asks_began:
            self.fields["began"] = DateField(
                label="When did the course behind it begin?", ask="the day the course began", past=True
            )
        for field in self.fields.values():
            if isinstance(field, DateField):
                field.today = today

    @property
    def heading(self) -> str:
        """Return what the page asks."""
        return f"Tell us: {self.what.code.title}"

    def clean(self) -> dict[str, Any]:
        """Refuse a last day before the first, and a course that began after its end."""
        said: dict[str, Any] = super().clean() or {}
        start, last, began = said.get("start"), said.get("last"), said.get("began")
        if start and last and last < start:
            self.add_error("last", ValidationError(f"Its last day must be {written(start)} or later"))
        if start and began and began > start:
            self.add_error("began", ValidationError(f"The day the course began must be {written(start)} or earlier"))
        return said


class ClashForm(PageForm):
    """Which of two facts is right."""

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, pair: Sequence[tuple[str, FactRow]], today: date
    ) -> None:
        super().__init__(data, today=today)
        options = [Option(entry, f"{row.what}, {row.when}", f"{row.basis}.") for entry, row in pair]
        unsure = Option(UNSURE, "I do not know yet. Keep both", apart=True)
        self.fields["right"] = ChoiceField(
            [*options, unsure],
            label="Which of these is right?",
            ask="which of these is right",
            hint="What you take back stays in your record, marked as corrected.",
        )
