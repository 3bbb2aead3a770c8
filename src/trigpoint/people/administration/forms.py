"""The forms of administration: looking through events, and bringing in a file of the register."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any, ClassVar

from trigpoint.people.queries import person_with_email
from trigpoint.platform.audit import Search
from trigpoint.platform.clock import ENGLAND
from trigpoint.platform.events import declared
from trigpoint.platform.fields import DateField, Option, SelectField, TextField
from trigpoint.platform.forms import PageForm


class AuditForm(PageForm):
    """What to look for. Everything may be left empty."""

    title: ClassVar[str] = "Audit"
    about = TextField(
        label="About whom or what",
        ask="whom or what it is about",
        hint="A code such as p_… or invitation-12, or the e-mail address of somebody with an account.",
        required=False,
        autocomplete="off",
    )
    by = TextField(label="Done by", ask="who did it", hint="A code, or an address.", required=False, autocomplete="off")
    since = DateField(label="From", ask="the first day", required=False)
    until = DateField(label="Up to and including", ask="the last day", required=False)

    def __init__(self, data: Any = None, **options: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(data, **options)
        self.fields = {
            "name": SelectField(
                [Option(name, name) for name in declared()], label="What happened", ask="what happened", required=False
            ),
            **self.fields,
        }

    def search(self) -> Search:
        """Return what to look for, once it is valid. A query for each address."""
        cleaned = self.cleaned_data
        last = cleaned.get("until")
        return Search(
            name=cleaned.get("name") or "",
            subject=code_of(cleaned.get("about") or ""),
            actor=code_of(cleaned.get("by") or ""),
            since=datetime.combine(cleaned["since"], time(), ENGLAND) if cleaned.get("since") else None,
            until=datetime.combine(last + timedelta(days=1), time(), ENGLAND) if last else None,
        )


def code_of(typed: str) -> str:
    """Return the key behind an address; anything else as it was typed. An address of nobody finds nothing."""
    if "@" not in typed:
        return typed
    found = person_with_email(typed)
    return found.key if found else typed


class RegisterForm(PageForm):
    """The day whose state a file of the register tells."""

    title: ClassVar[str] = "Bring in a file of the register"
    as_at = DateField(
        label="Which day does it tell of?",
        ask="the day it tells of",
        hint="Leave it empty if the file’s name carries it, as edubasealldata20260901.csv does.",
        required=False,
        past=True,
    )
