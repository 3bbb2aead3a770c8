"""A form that was sent after its writer had been signed out: kept by the visitor, and sent after signing in.

It is kept in the visitor's own signed cookie, as answers are, so nothing of it is stored here, and only where it fits.
Passwords are never kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.utils.http import url_has_allowed_host_and_scheme

from trigpoint.platform.answers import answers_of

if TYPE_CHECKING:
    from django.http import HttpRequest

NAME = "unsent"


@dataclass(frozen=True, slots=True)
class Unsent:
    """A form: the address that it goes to, and its fields in their order."""

    to: str
    fields: tuple[tuple[str, str], ...]


def keep_unsent(request: HttpRequest) -> bool:
    """Keep what was typed; False where there is nothing, or more than a cookie can hold."""
    fields = [
        [name, value]
        for name, values in request.POST.lists()
        if name != "csrfmiddlewaretoken" and "password" not in name
        for value in values
    ]
    carried = answers_of(request)
    kept = {"to": request.get_full_path(), "fields": fields}
    if not fields or request.FILES or not carried.has_room_for(NAME, kept):
        return False
    carried[NAME] = kept
    return True


def unsent_of(request: HttpRequest) -> Unsent | None:
    """Return what was kept."""
    kept = answers_of(request).get(NAME)
    if not isinstance(kept, dict) or not url_has_allowed_host_and_scheme(kept["to"], allowed_hosts=None):
        return None
    return Unsent(kept["to"], tuple((name, value) for name, value in kept["fields"]))


def drop_unsent(request: HttpRequest) -> None:
    """Keep it no longer."""
    answers_of(request).pop(NAME, None)
