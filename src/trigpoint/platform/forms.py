"""Forms as pages: GOV.UK markup, errors in words, a summary that takes focus.

A page with a form:

    form = SchoolForm(sent(request), today=today)
    if form.is_valid(): …act, redirect…
    return render(request, "room/school.html", {"form": form})

and in its template, which extends `form.html`: `{% field form.school %}`. The base takes care of the rest:
the error summary above the heading, `Error: ` before the title, `Continue` below.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, ClassVar

from django import forms

from trigpoint.platform.fields import DateField

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from django.forms import BoundField
    from django.http import HttpRequest, QueryDict

NOTHING_EARLIER: Mapping[str, Mapping[str, Any]] = MappingProxyType({})


METHODS = ["GET", "HEAD", "POST"]
"""What a page with a form answers: it shows the form, and takes it in."""


def sent(request: HttpRequest) -> QueryDict | None:
    """Return what a form sent, an empty one too, or None where none was: what a form is made with."""
    return request.POST if request.method == "POST" else None


@dataclass(frozen=True, slots=True)
class ErrorRow:
    """A line of the error summary: the words of the error, and the id of the field to go to."""

    words: str
    target: str


class PageForm(forms.Form):
    """A form on a page of its own. Made of the fields in `platform.fields`.

    `title` is what the page asks; a form of one field uses that field's label and needs none. `earlier` holds the
    checked answers to earlier questions of a flow, by question and field, for a form that must agree with them.
    """

    title: ClassVar[str] = ""
    use_required_attribute = False  # the browser's own bubbles say less than our errors, and not at the field

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        today: date,
        earlier: Mapping[str, Mapping[str, Any]] = NOTHING_EARLIER,
        **options: Any,  # noqa: ANN401 - Django's own
    ) -> None:
        super().__init__(data, auto_id="%s", **options)
        self.today, self.earlier = today, earlier
        for form_field in self.fields.values():
            if isinstance(form_field, DateField):
                form_field.today = today

    @property
    def heading(self) -> str:
        """Return what the page asks."""
        return self.title or str(next(iter(self.fields.values())).label)

    @property
    def asks_one_thing(self) -> bool:
        """Tell whether the label of the only field is the page's heading."""
        return not self.title and len(self.fields) == 1

    def error_rows(self) -> tuple[ErrorRow, ...]:
        """Return every error in the order of the page."""
        if not self.is_bound:
            return ()
        general = tuple(ErrorRow(str(words), "") for words in self.non_field_errors())
        return general + tuple(ErrorRow(str(words), target_of(bound)) for bound in self for words in bound.errors)


def target_of(bound: BoundField) -> str:
    """Return the id of the input to fix: the first of a group, the first faulty part of a date."""
    if isinstance(bound.field, DateField):
        faulty = bound.field.faulty
        return f"{bound.name}-{faulty[0] if faulty else 'day'}"
    return bound.name
