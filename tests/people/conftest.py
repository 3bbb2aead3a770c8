"""Mail switched on, and what it would have sent."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from django.core.cache import caches

from trigpoint.platform.mail_server import Server
from trigpoint.platform.models import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pytest_django import Settings


@pytest.fixture(autouse=True)
def _fresh_limits() -> Iterator[None]:
    """Forget how many forms earlier tests sent: they are counted in memory. Tries are counted in the database."""
    caches["memory"].clear()
    yield
    caches["memory"].clear()


@pytest.fixture
def with_mail(settings: Settings) -> None:
    """Switch mail on. Nothing leaves: no worker runs."""
    settings.MAIL_SERVER = Server("mail.example", 587, "", "", tls=False, starttls=True)
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"


@pytest.fixture
def newest_letter() -> Callable[[str], str]:
    """Return what gives the newest message to an address: its subject and its text."""

    def newest(email: str) -> str:
        row = Message.objects.filter(to=email).latest("queued")
        return f"{row.subject}\n{row.text}"

    return newest


def path_in(letter: str) -> str:
    """Return the path of the first address in a message."""
    found = re.search(r"https?://[^/\s]+(/\S+)", letter)
    assert found, letter
    return found[1]
