"""The forms of somebody's own account."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from trigpoint.people.forms.signing_in import name_field
from trigpoint.platform.fields import ChoiceField, Option
from trigpoint.platform.forms import PageForm

if TYPE_CHECKING:
    from datetime import date

    from trigpoint.people.rows import AppointmentRow

MYSELF = "0"


class NameForm(PageForm):
    """The name that others see."""

    title: ClassVar[str] = "Change your name"
    name = name_field()


class WorkingAsForm(PageForm):
    """Pick one of several roles."""

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 - Django's own
        *,
        today: date,
        held: tuple[AppointmentRow, ...],
        **options: Any,  # noqa: ANN401 - Django's own
    ) -> None:
        super().__init__(data, today=today, **options)
        roles = [Option(str(row.id), row.words) for row in held]
        self.fields["role"] = ChoiceField(
            [*roles, Option(MYSELF, "Myself", hint="Your own record, plan and learning")],
            label="What do you want to work as?",
            ask="what you want to work as",
        )
