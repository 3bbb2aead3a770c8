"""The form of saying who is what to oneself."""

from __future__ import annotations

from typing import ClassVar

from django.core.exceptions import ValidationError

from trigpoint.people.models import KEY_LENGTH
from trigpoint.platform.fields import ChoiceField, DateField, Option, TextField
from trigpoint.platform.forms import PageForm

MY_MANAGER, I_MANAGE, FAMILY = "my-manager", "i-manage", "family"


class CodeOfPersonField(TextField):
    """The code of somebody's account, as she passed it on."""

    def to_python(self, value: object) -> str:
        """Return the code without the spaces that come with copying."""
        text = "".join(super().to_python(value).split())
        if text and (not text.startswith("p_") or len(text) != KEY_LENGTH):
            raise ValidationError("The code must be p_ and 22 letters or figures. Copy it from their message")
        return text


class RelationshipForm(PageForm):
    """Who, what, since when."""

    title: ClassVar[str] = "Say who is close to you"
    what = ChoiceField(
        [
            Option(MY_MANAGER, "My line manager"),
            Option(I_MANAGE, "Somebody whose line manager I am"),
            Option(FAMILY, "Family, or somebody I live with"),
        ],
        label="Who is it?",
        ask="who it is",
    )
    other = CodeOfPersonField(
        label="The code of their account",
        ask="the code of their account",
        hint="They find it on this page of their own. Ask them for it. We look nobody up by name or address.",
        autocomplete="off",
    )
    since = DateField(label="Since when?", ask="since when", past=True)
