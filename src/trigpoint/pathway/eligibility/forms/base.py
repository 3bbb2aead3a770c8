"""What every question of this flow shares, and what every question on dates does."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from trigpoint.kernel.calendar import add_months
from trigpoint.pathway.eligibility.told import Say
from trigpoint.pathway.eligibility.words import TOPICS
from trigpoint.platform.fields import ChoicesField, DateField, Option, capital
from trigpoint.platform.forms import PageForm
from trigpoint.platform.pages import written

if TYPE_CHECKING:
    from collections.abc import Iterator

EARLIEST = date(1950, 1, 1)
FURTHEST_MONTHS = 60
WHOLE = ("day", "month", "year")
EXAMPLE = "For example, 27 3 2026 or 27 Mar 2026"
NOT_SURE = Option("not-sure", "I am not sure", apart=True)
UNSURE_DATE = (Option("yes", "I am not sure"),)


class EligibilityForm(PageForm):
    """A question of this flow: with a way to find out, and other words where the post has not begun."""

    topic: ClassVar[str]
    to_come_label: ClassVar[str] = ""

    def __init__(self, *args: Any, **options: Any) -> None:  # noqa: ANN401 - as PageForm
        super().__init__(*args, **options)
        if self.to_come and self.to_come_label:
            next(iter(self.fields.values())).label = self.to_come_label

    @property
    def to_come(self) -> bool:
        """Tell whether the post asked about has not begun."""
        return bool(self.earlier_answer("post") == Say.NO)

    def earlier_answer(self, slug: str, name: str = "") -> Any:  # noqa: ANN401 - as its field cleaned it
        """Return the answer to an earlier question, or None."""
        return self.earlier.get(slug, {}).get(name or slug.replace("-", "_"))

    @property
    def find_out(self) -> str:
        """Say how to find the answer out."""
        return TOPICS[self.topic].find_out


class DatedForm(EligibilityForm):
    """One or two dates, each of which may be unknown: a date, or *I am not sure*."""

    unsure = ChoicesField(UNSURE_DATE, label="If you do not know", ask="", required=False)

    def dates(self) -> Iterator[tuple[str, DateField]]:
        """Yield the date fields with their names."""
        return ((name, field) for name, field in self.fields.items() if isinstance(field, DateField))

    def clean(self) -> dict[str, Any]:
        """Ask for each date, or for saying that it is not known; then check the dates against each other."""
        found = super().clean() or {}
        unsure = bool(found.get("unsure"))
        blank = [(name, field) for name, field in self.dates() if name not in self.errors and not found.get(name)]
        for name, field in () if unsure else blank:
            self.refuse(name, f"Enter {field.ask}, or select “I am not sure”")
        if unsure and not blank and not self.errors:
            self.add_error("unsure", "Enter the date, or select “I am not sure”, but not both")
        if not self.errors:
            self.check(found)
        return found

    def check(self, found: dict[str, Any]) -> None:
        """Refuse dates that cannot be true."""

    def refuse(self, name: str, words: str) -> None:
        """Say what is wrong with a date."""
        field = self.fields[name]
        if isinstance(field, DateField):
            field.faulty = WHOLE
        self.add_error(name, words)

    def ask(self, name: str) -> str:
        """Return how errors name a date."""
        field = self.fields[name]
        return capital(field.ask) if isinstance(field, DateField) else ""

    def must_be_past(self, name: str, day: date | None, otherwise: str) -> None:
        """Refuse a day after today."""
        if day and day > self.today:
            self.refuse(name, f"{self.ask(name)} must be today or in the past. {otherwise}")

    def must_be_to_come(self, name: str, day: date | None, otherwise: str) -> None:
        """Refuse a day before today, and one too far ahead to mean anything."""
        furthest = add_months(self.today, FURTHEST_MONTHS)
        if day and day < self.today:
            self.refuse(name, f"{self.ask(name)} must be today or in the future. {otherwise}")
        elif day and day > furthest:
            self.refuse(name, f"{self.ask(name)} must be {written(furthest)} or earlier")


def a_date(ask: str, *, not_before: date | None = EARLIEST, hint: str = EXAMPLE, label: str = "") -> DateField:
    """Return a date field that may stay empty; its label is what it asks for."""
    words = label or capital(ask.removeprefix("the "))
    return DateField(label=words, ask=ask, hint=hint, not_before=not_before, required=False)
