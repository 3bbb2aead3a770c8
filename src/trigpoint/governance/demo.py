"""A request of the demonstration: Asha asks her school for time, and Hugo Vale has not answered. Nobody here exists."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from trigpoint.people.demo import SETTING, key_of
from trigpoint.people.time.actions import ask
from trigpoint.people.time.queries import requests_of
from trigpoint.platform.clock import ENGLAND

if TYPE_CHECKING:
    from datetime import datetime

WORDS = "For the law strand and the course, Wednesday afternoons if the cover can be found."


def fill(now: datetime) -> None:
    """Enter the request where she has none yet."""
    asha = key_of("asha")
    if not requests_of(asha):
        since = now.astimezone(ENGLAND).date() + timedelta(days=42)
        ask(subject=asha, setting=SETTING, minutes=120, since=since, words=WORDS, now=now)
