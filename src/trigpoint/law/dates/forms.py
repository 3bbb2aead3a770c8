"""The question of each calculator: the day, and only what else that calculator needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from trigpoint.deadlines import Unit
from trigpoint.deadlines.induction import FULL, LEAST_PERCENT, MOST_ABSENT
from trigpoint.deadlines.senco import CLOCK_MONTHS, LONGEST_COURSE_MONTHS
from trigpoint.law.dates.closures import MOST_TYPED, ClosureError, closed_days
from trigpoint.platform.fields import ChoiceField, DateField, Option, SelectField, TextField, WholeNumberField
from trigpoint.platform.forms import PageForm
from trigpoint.platform.pages import written
from trigpoint.schools.queries import ended

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from django import forms

    from trigpoint.deadlines import Calculator
    from trigpoint.law.terms.queries import CouncilOption
    from trigpoint.schools.queries import Ended

SENCO = "senco-qualification"
INDUCTION = "induction-end"
COUNCIL, APPROXIMATE, OWN = "council", "approximate", "own"


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody asked, checked. `terms` says which school days; `closed` are days when the school is closed.

    `percent` of full time and days `absent` in either part are for induction.
    """

    on: date
    later: date | None = None
    terms: str = ""
    closed: frozenset[date] = frozenset()
    months: int = LONGEST_COURSE_MONTHS
    council: str = ""
    percent: int = FULL
    absent: tuple[int, int] = (0, 0)


class AskForm(PageForm):
    """What every calculator asks: the day on which its clock starts."""

    calculator: ClassVar[Calculator]

    def asked(self) -> Asked:
        """Return what was asked. Only of a form that is valid."""
        told = self.cleaned_data
        return Asked(
            told["on"],
            told.get("later"),
            told.get("terms", ""),
            told.get("closed_days", frozenset()),
            told.get("months") or LONGEST_COURSE_MONTHS,
            told.get("council", "") if told.get("terms") == COUNCIL else "",
            told.get("percent") or FULL,
            (told.get("absent-1") or 0, told.get("absent-2") or 0),
        )

    def clean(self) -> dict[str, object]:
        """Refuse a second day before the first, and days of closure that cannot be read."""
        cleaned: dict[str, object] = super().clean() or {}
        terms = cleaned.get("terms")
        if terms == COUNCIL:
            self._clean_council()
        if terms in {OWN, COUNCIL}:
            self._clean_closed(str(cleaned.get("closed") or ""), needed=terms == OWN)
        return cleaned

    def _clean_council(self) -> None:
        """Ask for the council; of one that is no more, say what followed it."""
        gone = ended(str(self.data.get("council") or ""))
        if gone is not None:
            self.errors.pop("council", None)
            self.add_error("council", ended_words(gone))
        elif not self.cleaned_data.get("council") and "council" not in self.errors:
            self.add_error("council", "Select the council")

    def _clean_closed(self, typed: str, *, needed: bool) -> None:
        if not typed:
            if needed:
                self.add_error("closed", "Enter the days when the school is closed, like 26 to 30 October 2026")
            return
        try:
            self.cleaned_data["closed_days"] = closed_days(typed)
        except ClosureError as error:
            self.add_error("closed", str(error))


def form_for(
    calculator: Calculator, data: Mapping[str, str] | None, *, today: date, councils: Sequence[CouncilOption] = ()
) -> AskForm:
    """Return the form of a calculator, bound to what came with the address, if anything came.

    councils: those to choose from, for a calculator that counts school days.
    """
    fields = _fields(calculator, councils)
    kind = type("DateForm", (AskForm,), {"calculator": calculator, "title": calculator.title, **fields})
    form = kind(data, today=today)
    assert isinstance(form, AskForm)
    return form


def needs_terms(calculator: Calculator) -> bool:
    """Tell whether a calculator counts school days or school terms."""
    period = calculator.clock.period
    return period is not None and period.unit in {Unit.SCHOOL_DAYS, Unit.SCHOOL_TERMS}


def ended_words(gone: Ended) -> str:
    """Return what to say of a council that is no more."""
    if not gone.successors or gone.on is None:
        return f"{gone.name} is a council that ended. Which followed it is not known here: select the council of today"
    after = f"in {gone.successors[0]}" if len(gone.successors) == 1 else f"in {' or in '.join(gone.successors)}"
    return f"{gone.name} ended on {written(gone.on)} ({gone.citation}). Its schools are now {after}: select that"


def _fields(calculator: Calculator, councils: Sequence[CouncilOption]) -> dict[str, forms.Field]:
    text = calculator.clock.event.text
    found: dict[str, forms.Field] = {
        "on": DateField(
            label=f"The day when {text}",
            ask=f"the day when {text}, like 27 3 2026",
            hint="The day, the month and the year. For example, 27 3 2026.",
        )
    }
    if calculator.later is not None:
        found["later"] = DateField(
            label=f"The day when {calculator.later.event.text}",
            ask=f"the day when {calculator.later.event.text}",
            hint="Leave this empty if it has not happened.",
            required=False,
        )
    if calculator.id == INDUCTION:
        found |= _induction_fields()
    if needs_terms(calculator):
        found |= _terms_fields(calculator, councils)
    if calculator.id == SENCO:
        found["months"] = WholeNumberField(
            label="Months from the start of a course to its result",
            ask="the months from the start of a course to its result",
            hint=f"We suggest {LONGEST_COURSE_MONTHS}: 18 months of teaching, and up to four for the result.",
            least=1,
            most=CLOCK_MONTHS,
            required=False,
            suffix="months",
        )
    return found


def _terms_fields(calculator: Calculator, councils: Sequence[CouncilOption]) -> dict[str, forms.Field]:
    for_induction = calculator.id == INDUCTION  # it counts terms too, which days of closure alone do not give
    own = Option(OWN, "I will enter the days when the school is closed")
    found: dict[str, forms.Field] = {
        "terms": ChoiceField(
            (
                Option(COUNCIL, "Use a council’s term dates", "As far as they are entered here."),
                *(() if for_induction else (own,)),
                Option(APPROXIMATE, "Use approximate term dates", "For a first look only: no school’s own dates."),
            ),
            label="Which days count as school days?",
            ask="which days count as school days",
        ),
        "council": SelectField(
            tuple(Option(one.name, council_words(one)) for one in councils),
            label="Council of the school",
            ask="the council",
            hint="Only for a council’s term dates.",
            required=False,
        ),
    }
    if not for_induction:
        found["closed"] = TextField(
            label="Days when the school is closed to pupils",
            ask="the days when the school is closed",
            hint="Holidays and training days, with commas between. For example, 26 to 30 October 2026, 4 January 2027. "
            "With a council’s dates, only further days. Leave out weekends and bank holidays: we know them.",
            most=MOST_TYPED,
            required=False,
        )
    return found


def _induction_fields() -> dict[str, forms.Field]:
    absences = {
        f"absent-{number}": WholeNumberField(
            label=f"Days absent from work in the {word} three terms",
            ask=f"the days absent in the {word} three terms",
            hint="Without maternity, paternity, adoption, parental or parental bereavement leave."
            if number == 1
            else "Leave this empty for none.",
            least=0,
            most=MOST_ABSENT,
            required=False,
            suffix="days",
        )
        for number, word in enumerate(("first", "second"), 1)
    }
    percent = WholeNumberField(
        label="How much of full time?",
        ask="how much of full time, in per cent",
        hint="For example, 60 for three days in five. Leave this empty for full time.",
        least=LEAST_PERCENT,
        most=FULL,
        required=False,
        suffix="%",
    )
    return {"percent": percent, **absences}


def council_words(one: CouncilOption) -> str:
    """Return how a council stands in the list: with whether its term dates are entered, or that it ended."""
    if one.ended is not None:
        return f"{one.name} (ended)"
    return f"{one.name} (term dates entered)" if one.is_entered else one.name
