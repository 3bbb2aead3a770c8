"""Who is asking: the person behind a session, her roles of today, and the one she works as.

All of it is read once, in one query beside that of the session, before any view, and only for a request that carries
the cookie of a session. So a visitor's page asks the database nothing, and an error page, which must not ask it
anything either, still knows its navigation.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.utils.cache import patch_cache_control, patch_vary_headers

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse

    from trigpoint.people.models import Person
    from trigpoint.people.rows import AppointmentRow

WORKING_AS = "working_as"
"""Where the session keeps the id of the appointment that somebody picked, or 0 for herself."""


def know_who_asks(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Say as which of her roles the person of the request works; keep a page that names her out of shared caches."""

    def answer(request: HttpRequest) -> HttpResponse:
        person = person_of(request)
        if person is not None:
            person.working_as = picked(person.appointments, request.session.get(WORKING_AS))
            vars(request)["person"] = person
        response = get_response(request)
        if person is not None and not response.has_header("Cache-Control"):
            patch_cache_control(response, private=True, no_store=True)
        patch_vary_headers(response, ["Cookie"])
        return response

    return answer


def person_of(request: HttpRequest) -> Person | None:
    """Return who is signed in. Reads nothing for a visitor without the cookie of a session."""
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
        return None
    return request.user


def picked(held: tuple[AppointmentRow, ...], choice: object) -> AppointmentRow | None:
    """Return the role to work as: the one picked while it is held; without a choice, the only one there is."""
    if choice is None:
        return held[0] if len(held) == 1 else None
    return next((row for row in held if row.id == choice), None)
