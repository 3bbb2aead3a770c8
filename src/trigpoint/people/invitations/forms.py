"""The forms of inviting and of taking an invitation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from trigpoint.people.invitations.rules import gives
from trigpoint.people.models import MOST_NAME
from trigpoint.people.roles import Role
from trigpoint.platform.fields import ChoicesField, EmailField, Option, SelectField, TextField
from trigpoint.platform.forms import PageForm

if TYPE_CHECKING:
    from datetime import date

    from trigpoint.people.rows import AppointmentRow, OrganisationRow


class RoleForm(PageForm):
    """A role that the inviter may give, and where: at her own organisation, or for an administrator at any."""

    title: ClassVar[str] = "Invite people from a spreadsheet"

    def __init__(
        self,
        data: Any = None,  # noqa: ANN401 - Django's own
        *,
        today: date,
        held: AppointmentRow,
        organisations: tuple[OrganisationRow, ...],
        **options: Any,  # noqa: ANN401 - Django's own
    ) -> None:
        super().__init__(data, today=today, **options)
        self.held, self.organisations = held, {str(row.id): row for row in organisations}
        self.fields["role"] = SelectField(
            [Option(role.value, str(role.label)) for role in gives(held)], label="Role", ask="the role"
        )
        if held.organisation is None:
            self.fields["organisation"] = SelectField(
                [Option(str(row.id), f"{row.name} ({row.kind.label})") for row in organisations],
                label="Where",
                ask="where",
                hint="Leave it open for a role that is not tied to one organisation.",
                required=False,
            )

    @property
    def role(self) -> Role:
        """The role that was chosen."""
        return Role(self.cleaned_data["role"])

    @property
    def organisation(self) -> OrganisationRow | None:
        """Where: the inviter's own organisation, or the one that was chosen."""
        if self.held.organisation is not None:
            return self.held.organisation
        return self.organisations.get(self.cleaned_data.get("organisation") or "")


class InviteForm(RoleForm):
    """Somebody to invite."""

    title: ClassVar[str] = "Invite somebody"
    name = TextField(
        label="Name",
        ask="the name",
        most=MOST_NAME,
        autocomplete="off",
        hint="So that a link that is passed on is noticed.",
    )
    email = EmailField(label="E-mail address", ask="the e-mail address", autocomplete="off")


class TakeForm(PageForm):
    """That somebody takes an invitation with an account of another address than it was meant for."""

    title: ClassVar[str] = "Take the invitation"

    def __init__(self, data: Any = None, *, today: date, email: str, invited: str, **options: Any) -> None:  # noqa: ANN401
        super().__init__(data, today=today, **options)
        if email != invited:
            self.fields["another"] = ChoicesField(
                [Option("yes", f"Yes, I am the one who was invited, and I use {email} here")],
                label=f"It was sent to {invited}. Is it meant for you?",
                ask=f"that you take it with this account, or sign in with the account of {invited}",
            )
