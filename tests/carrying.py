"""What a test's browser carries: the answers in its signed cookie."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings

from trigpoint.platform.answers import read, written

if TYPE_CHECKING:
    from django.test import Client


def carried(client: Client) -> dict[str, Any]:
    """Return the answers that the browser carries, by flow."""
    cookie = client.cookies.get(settings.ANSWERS_COOKIE_NAME)
    return read(cookie.value) if cookie else {}


def carry(client: Client, **flows: Any) -> None:
    """Let the browser carry these answers, beside those that it has."""
    client.cookies[settings.ANSWERS_COOKIE_NAME] = written(carried(client) | flows)
