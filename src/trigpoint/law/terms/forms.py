"""What the pages of term dates ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trigpoint.law.dates.closures import ClosureError, closed_days, runs_of
from trigpoint.law.terms.columns import address_of
from trigpoint.law.terms.errors import TermDatesError
from trigpoint.law.terms.models import MOST_ADDRESS
from trigpoint.law.terms.years import SchoolYear, year_of
from trigpoint.platform.fields import DateField, Option, SelectField, TextField, WordsField
from trigpoint.platform.forms import PageForm

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from trigpoint.law.terms.queries import CouncilOption

MOST_TYPED = 2_000


class EnterForm(PageForm):
    """Enter the term dates of one council for one school year."""

    title = "Enter a council’s term dates"
    council = SelectField((), label="Council", ask="the council")
    source = TextField(
        label="Where did you read it?",
        ask="the address of the page where you read it, beginning with https://",
        hint="The address of the council’s own page. Visitors see it.",
        most=MOST_ADDRESS,
    )
    read = DateField(
        label="When did you read it?",
        ask="the day on which you read it",
        hint="The day, the month and the year. For example, 27 3 2026.",
        past=True,
    )
    runs = WordsField(
        label="Weeks with school",
        ask="the weeks with school, one run to a line, like 3 September to 23 October 2026",
        hint="One school year, one run to a line, without half-terms and holidays. For example, "
        "3 September to 23 October 2026.",
        most=MOST_TYPED,
    )
    closed = TextField(
        label="Further days when all its schools are closed",
        ask="further days when all its schools are closed",
        hint="Leave this empty if there are none, and leave out weekends and bank holidays.",
        most=600,
        required=False,
    )

    def __init__(self, data: Mapping[str, Any] | None, *, today: date, councils: Sequence[CouncilOption]) -> None:
        super().__init__(data, today=today)
        council = self.fields["council"]
        assert isinstance(council, SelectField)
        council.options = tuple(Option(one.name, one.name) for one in councils if one.ended is None)

    def clean_runs(self) -> str:
        """Refuse what is no run of days."""
        typed = str(self.cleaned_data["runs"])
        try:
            self.run_days = runs_of(typed)
        except ClosureError as error:
            self.add_error("runs", str(error))
        return typed

    def clean_closed(self) -> str:
        """Refuse what is no day."""
        typed = str(self.cleaned_data["closed"] or "")
        try:
            self.closed_days = closed_days(typed)
        except ClosureError as error:
            self.add_error("closed", str(error))
        return typed

    def clean_source(self) -> str:
        """Refuse what is no address."""
        try:
            return address_of(self.cleaned_data["source"])
        except TermDatesError as error:
            self.add_error("source", str(error))
            return ""

    def school_year(self) -> SchoolYear:
        """Return what was entered. Only of a form that is valid."""
        told = self.cleaned_data
        first = self.run_days[0][0]
        return SchoolYear(
            told["council"], year_of(first), self.run_days, self.closed_days, told["source"], told["read"]
        )
