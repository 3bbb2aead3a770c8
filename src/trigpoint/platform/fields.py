"""Form fields in the GOV.UK pattern: a label, a hint, an error that says what to do in the label's words.

Each field gives its own messages, made from the few words that it is told about its subject. They are
Django fields, so Django's forms, validation and tests work as anywhere; `components/field.html` draws them.
"""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from trigpoint.platform.pages import written

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from django.utils.datastructures import MultiValueDict

MONTHS = {
    name.lower(): number
    for names in (calendar.month_name, calendar.month_abbr)
    for number, name in enumerate(names)
    if name
} | {"sept": 9}
LEAST_YEAR, MOST_YEAR = 1900, 2100
MOST_PASSWORD = 1000
"""Longer ones would only give the machine work."""


class PageField(forms.Field):
    """What every field of a page has: the kind that the template draws, a hint, the way to name it in errors."""

    kind: ClassVar[str] = "text"
    input_type: ClassVar[str] = "text"
    autocomplete: str = ""

    def __init__(self, *, label: str, hint: str = "", **options: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(label=label, **options)
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a closed question. `hint` stands under its label; `apart` sets it off by the word *or*."""

    value: str
    words: str
    hint: str = ""
    apart: bool = False


class OneOfField(PageField):
    """Choose one, however it is drawn. `ask` completes the error: *Select whether you have finished induction*."""

    def __init__(self, options: Sequence[Option], *, label: str, ask: str, **more: Any) -> None:  # noqa: ANN401
        super().__init__(label=label, error_messages={"required": f"Select {ask}"}, **more)
        self.options = tuple(options)
        self.ask = ask

    def to_python(self, value: object) -> str:
        """Return the value of a known option. A tampered value is treated as no answer."""
        return value if isinstance(value, str) and value in {option.value for option in self.options} else ""

    def words_of(self, value: str) -> str:
        """Return the words of an answer, for a list of answers to check; nothing for no answer."""
        return next((option.words for option in self.options if option.value == value), "")


class ChoiceField(OneOfField):
    """Choose one of at most seven, as radios."""

    kind = "radios"
    widget = forms.RadioSelect


class SelectField(OneOfField):
    """Choose one from a list too long for radios, such as councils."""

    kind = "select"
    widget = forms.Select


class ChoicesField(PageField):
    """Choose any number. `ask` completes the error: *Select which qualifications you hold*."""

    kind = "checkboxes"
    widget = forms.CheckboxSelectMultiple

    def __init__(self, options: Sequence[Option], *, label: str, ask: str, **more: Any) -> None:  # noqa: ANN401
        super().__init__(label=label, error_messages={"required": f"Select {ask}"}, **more)
        self.options = tuple(options)

    def to_python(self, value: object) -> tuple[str, ...]:
        """Return the known options that were chosen, in the order of the question; tampered ones are dropped."""
        chosen = value if isinstance(value, list | tuple) else ()
        return tuple(option.value for option in self.options if option.value in chosen)

    def clean(self, value: object) -> tuple[str, ...]:
        """Refuse an option that shuts out the others, such as *None of these*, together with one of them."""
        chosen: tuple[str, ...] = super().clean(value)
        alone = [option for option in self.options if option.apart and option.value in chosen]
        if alone and len(chosen) > 1:
            raise ValidationError(f"Select what applies, or “{alone[0].words}”, but not both")
        return chosen


class TextField(PageField):
    """One line of text. `ask` completes the error: *Enter the name of your school*."""

    widget = forms.TextInput

    def __init__(
        self,
        *,
        label: str,
        ask: str,
        most: int = 200,
        autocomplete: str = "",
        **more: Any,  # noqa: ANN401 - Django's own
    ) -> None:
        super().__init__(label=label, error_messages={"required": f"Enter {ask}"}, **more)
        self.ask, self.most = ask, most
        self.autocomplete = autocomplete or self.autocomplete

    def to_python(self, value: object) -> str:
        """Return the text without space around it."""
        text = value.strip() if isinstance(value, str) else ""
        if len(text) > self.most:
            raise ValidationError(f"{capital(self.ask)} must be {self.most} characters or fewer. Yours has {len(text)}")
        if not text.isprintable():
            raise ValidationError(f"{capital(self.ask)} must not have control characters. Type it again")
        return text


class EmailField(TextField):
    """An e-mail address. Its reach is proved by a mail, so only its form is looked at."""

    input_type = "email"
    autocomplete = "email"

    def __init__(self, *, label: str, ask: str, **more: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(label=label, ask=ask, most=254, **more)

    def to_python(self, value: object) -> str:
        """Return the address as typed, without space around it."""
        text = super().to_python(value)
        if text:
            try:
                validate_email(text)
            except ValidationError:
                raise ValidationError(f"{capital(self.ask)} must look like name@school.example") from None
        return text


class WordsField(PageField):
    """A few sentences. `ask` completes the error: *Enter what is being done*. Its page warns of what not to write."""

    kind = "textarea"
    widget = forms.Textarea

    def __init__(self, *, label: str, ask: str, most: int = 1_000, **more: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(label=label, error_messages={"required": f"Enter {ask}"}, **more)
        self.ask, self.most = ask, most

    def to_python(self, value: object) -> str:
        """Return the text with plain line ends and without space around it."""
        text = "\n".join(value.split("\r\n")).strip() if isinstance(value, str) else ""
        if len(text) > self.most:
            raise ValidationError(
                f"{capital(self.ask)} must be {self.most:,} characters or fewer. Yours has {len(text):,}"
            )
        if not text.replace("\n", "").replace("\t", "").isprintable():
            raise ValidationError(f"{capital(self.ask)} must not have control characters. Type it again")
        return text


class PasswordField(PageField):
    """A password. What was typed is never trimmed, and never shown again. Pasting is welcome."""

    kind = "password"
    widget = forms.PasswordInput

    def __init__(self, *, label: str, ask: str, autocomplete: str, **more: Any) -> None:  # noqa: ANN401
        super().__init__(label=label, error_messages={"required": f"Enter {ask}"}, **more)
        self.ask, self.autocomplete = ask, autocomplete

    def to_python(self, value: object) -> str:
        """Return the text as it came."""
        text = value if isinstance(value, str) else ""
        if len(text) > MOST_PASSWORD:
            raise ValidationError(f"{capital(self.ask)} must be {MOST_PASSWORD} characters or fewer")
        return text


class CodeField(TextField):
    """A short code from a mail or a device, in which spaces, dashes and small letters make no difference."""

    autocomplete = "one-time-code"


class WholeNumberField(PageField):
    """A whole number within limits, such as hours a week."""

    kind = "number"
    widget = forms.TextInput

    def __init__(self, *, label: str, ask: str, least: int, most: int, suffix: str = "", **more: Any) -> None:  # noqa: ANN401
        super().__init__(label=label, error_messages={"required": f"Enter {ask}"}, **more)
        self.ask, self.least, self.most, self.suffix = ask, least, most, suffix

    def to_python(self, value: object) -> int | None:
        """Return the number; the message repeats what was typed."""
        text = value.strip() if isinstance(value, str) else ""
        if not text:
            return None
        if not re.fullmatch(r"-?[0-9]{1,9}", text):
            raise ValidationError(
                f"{capital(self.ask)} must be a number, like {self.least + (self.most - self.least) // 4}"
            )
        if not self.least <= int(text) <= self.most:
            raise ValidationError(
                f"{capital(self.ask)} must be between {self.least} and {self.most}. You wrote {int(text)}"
            )
        return int(text)


@dataclass(frozen=True, slots=True)
class TypedDate:
    """A date as it was typed: three pieces of text, kept until it is right."""

    day: str = ""
    month: str = ""
    year: str = ""

    @classmethod
    def of(cls, value: object) -> TypedDate:
        """Return the pieces of a date, or of what was typed."""
        if isinstance(value, date):
            return cls(str(value.day), str(value.month), str(value.year))
        return value if isinstance(value, TypedDate) else cls()

    def missing(self) -> tuple[str, ...]:
        """Return the names of the pieces left blank."""
        return tuple(name for name in ("day", "month", "year") if not getattr(self, name))


class DateWidget(forms.Widget):
    """Read three text fields, `name-day`, `name-month` and `name-year`."""

    def value_from_datadict(
        self,
        data: Mapping[str, Any],
        files: MultiValueDict[str, Any],  # noqa: ARG002 - Django's signature
        name: str,
    ) -> TypedDate:
        """Return what was typed, trimmed and shortened: it is shown again when it is wrong."""
        return TypedDate(*(str(data.get(f"{name}-{part}", "")).strip()[:20] for part in ("day", "month", "year")))

    def value_omitted_from_data(
        self,
        data: Mapping[str, Any],
        files: MultiValueDict[str, Any],  # noqa: ARG002 - Django's signature
        name: str,
    ) -> bool:
        """Tell whether none of the three came."""
        return not any(f"{name}-{part}" in data for part in ("day", "month", "year"))


class DateField(PageField):
    """A date in three text fields; the month may be `3`, `03`, `Mar` or `March`.

    `ask` completes the errors: *Enter the date you became a SENCO*. `past=True` refuses a date after today,
    which the form gives: fields never read the clock.
    """

    kind = "date"
    widget = DateWidget

    def __init__(
        self,
        *,
        label: str,
        ask: str,
        past: bool = False,
        not_before: date | None = None,
        **more: Any,  # noqa: ANN401 - Django's own
    ) -> None:
        super().__init__(label=label, **more)
        self.ask, self.past, self.not_before = ask, past, not_before
        self.today: date | None = None
        self.faulty: tuple[str, ...] = ()  # a form has its own copy of each field

    def clean(self, value: object) -> date | None:
        """Return the date, or say what is wrong with which of its parts."""
        typed = TypedDate.of(value)
        missing = typed.missing()
        if len(missing) == 3:  # noqa: PLR2004 - all three parts
            if self.required:
                self.refuse(missing, f"Enter {self.ask}")
            return None
        if missing:
            self.refuse(missing, f"{capital(self.ask)} must include a {' and '.join(missing)}")
        found = self.real_date(typed)
        if self.past and self.today and found > self.today:
            self.refuse(("day", "month", "year"), f"{capital(self.ask)} must be today or in the past")
        if self.not_before and found < self.not_before:
            self.refuse(("day", "month", "year"), f"{capital(self.ask)} must be {written(self.not_before)} or later")
        return found

    def real_date(self, typed: TypedDate) -> date:
        """Return the date that the three parts make."""
        month = MONTHS.get(typed.month.lower().rstrip("."), whole(typed.month))
        day_of_month, year = whole(typed.day), whole(typed.year)
        if not 1 <= month <= 12:  # noqa: PLR2004 - months of the year
            self.refuse(("month",), f"{capital(self.ask)} must have a real month, like 3 or Mar")
        if not LEAST_YEAR <= year <= MOST_YEAR:
            self.refuse(("year",), f"{capital(self.ask)} must have a year with 4 numbers, like 2026")
        try:
            return date(year, month, day_of_month)
        except ValueError:
            self.refuse(("day",), f"{capital(self.ask)} must be a real date. {month_words(month, year)}")

    def refuse(self, parts: tuple[str, ...], message: str) -> NoReturn:
        """Mark the parts that the message is about, and raise it."""
        self.faulty = parts
        raise ValidationError(message)

    def has_changed(self, initial: object, data: object) -> bool:
        """Compare what was typed, part by part."""
        return TypedDate.of(initial) != TypedDate.of(data)


def whole(text: str) -> int:
    """Return a small whole number, or 0 for anything else: 0 is no day, month or year."""
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else 0  # noqa: PLR2004 - a year's length


def month_words(month: int, year: int) -> str:
    """Return *February 2027 has 28 days*."""
    return f"{calendar.month_name[month]} {year} has {calendar.monthrange(year, month)[1]} days"


def capital(words: str) -> str:
    """Return the words with a capital first letter."""
    return words[:1].upper() + words[1:]
