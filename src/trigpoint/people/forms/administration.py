"""The forms of administration: people, organisations, roles."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from django.core.exceptions import ValidationError

from trigpoint.people.forms.signing_in import name_field
from trigpoint.people.invitations.rules import EVERYWHERE
from trigpoint.people.models import MOST_ORGANISATION
from trigpoint.people.roles import OrganisationKind, Role
from trigpoint.platform.fields import ChoiceField, DateField, EmailField, Option, SelectField, TextField
from trigpoint.platform.forms import PageForm
from trigpoint.schools.queries import school, setting_of

if TYPE_CHECKING:
    from datetime import date

    from trigpoint.people.rows import OrganisationRow


class PersonForm(PageForm):
    """Somebody for whom an account is opened."""

    title: ClassVar[str] = "Open an account for somebody"
    name = name_field()
    email = EmailField(
        label="E-mail address", ask="the e-mail address", hint="You vouch that it is theirs.", autocomplete="off"
    )


class OrganisationForm(PageForm):
    """An organisation. A school is entered by its number, and its name comes from the register."""

    title: ClassVar[str] = "Enter an organisation"
    kind = ChoiceField(
        [Option(kind.value, str(kind.label)) for kind in OrganisationKind],
        label="What is it?",
        ask="what the organisation is",
    )
    urn = TextField(
        label="School’s number (URN)",
        ask="the number of the school",
        hint="For a school: six or seven digits. Its name then comes from the register of schools.",
        most=7,
        required=False,
    )
    name = TextField(
        label="Name", ask="the name", hint="For everything but a school.", most=MOST_ORGANISATION, required=False
    )

    def clean(self) -> dict[str, Any]:
        """Look a school up by its number; ask everything else for a name."""
        cleaned: dict[str, Any] = super().clean() or {}
        kind, urn = cleaned.get("kind"), cleaned.get("urn") or ""
        if kind == OrganisationKind.SCHOOL:
            row = school(int(urn)) if urn.isascii() and urn.isdigit() else None
            if row is None:
                self.add_error("urn", ValidationError("Enter the number of a school that is in the register"))
            else:
                cleaned |= {"name": row.name, "setting": setting_of(row.urn)}
        elif kind and not cleaned.get("name"):
            self.add_error("name", ValidationError("Enter the name of the organisation"))
        return cleaned


class GiveRoleForm(PageForm):
    """A role, where, and from when."""

    title: ClassVar[str] = "Give a role"
    since = DateField(label="From when?", ask="the first day of the role")

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 - Django's own
        *,
        today: date,
        organisations: tuple[OrganisationRow, ...],
        **options: Any,  # noqa: ANN401 - Django's own
    ) -> None:
        super().__init__(data, today=today, **options)
        self.fields = {
            "role": SelectField(
                [
                    Option(role.value, str(role.label))
                    for role in Role
                    if role in EVERYWHERE[Role.ADMINISTRATOR] - {Role.CANDIDATE}
                ],
                label="Role",
                ask="the role",
                hint=(
                    "A candidate needs none: anyone with an account may keep a record. Roles on which an award "
                    "may rest are given by an administrator of the awarding body, by invitation."
                ),
            ),
            "organisation": SelectField(
                [Option(str(row.id), f"{row.name} ({row.kind.label})") for row in organisations],
                label="Where",
                ask="where",
                hint="Leave it open for a role that is not tied to one organisation.",
                required=False,
            ),
            **self.fields,
        }


class EndRoleForm(PageForm):
    """The first day on which a role is no longer held."""

    until = DateField(label="From which day is this role no longer held?", ask="the day")
