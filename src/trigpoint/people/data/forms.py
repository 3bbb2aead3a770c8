"""The forms of this part of the room."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.people.data.purposes import SUPPORT
from trigpoint.platform.fields import ChoiceField, ChoicesField, Option
from trigpoint.platform.forms import PageForm

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from trigpoint.people.rows import OrganisationRow


class ShareForm(PageForm):
    """What to let the holders of a role at an organisation see."""

    items = ChoicesField(
        [Option(item.code, f"My {item.title}", item.words) for item in SUPPORT.items],
        label="What do you want to show?",
        ask="what to show",
    )
    role = ChoiceField(
        [Option(role.value, str(role.label)) for role in SUPPORT.roles],
        label="To whom?",
        ask="to whom",
        hint="Whoever holds the role there, now or later, sees it until you take it back.",
    )

    def __init__(self, data: Mapping[str, str] | None = None, *, where: OrganisationRow, today: date) -> None:
        super().__init__(data, today=today)
        self.title = f"Show something to {where.name}"  # type: ignore[misc]  # a form of one page, named for its place
