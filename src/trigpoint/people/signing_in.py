"""What is written down when somebody signs in: when, and on what; so that she can see where she is signed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.people.devices import device_of
from trigpoint.people.sessions import BEGAN, DEVICE
from trigpoint.platform import clock

if TYPE_CHECKING:
    from django.http import HttpRequest


def note(*, request: HttpRequest | None, **_: object) -> None:
    """Note it in the session; a receiver of Django's `user_logged_in`."""
    if request is not None:
        request.session[BEGAN] = clock.now().isoformat()
        request.session[DEVICE] = device_of(request.headers.get("User-Agent", ""))
