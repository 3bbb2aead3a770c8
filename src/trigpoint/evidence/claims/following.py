"""What has become of a claim that was sent: the room that judges says so, without this one knowing it.

follow("assessment", where)        # in the other room, when the site starts

    def where(owner: str) -> Mapping[str, Where]: ...      # by outcome; those that were never sent are missing

`send_at("assessment:submission-new")` names the page at which a claim is sent: it takes `outcome` and `via`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.urls import reverse

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


@dataclass(frozen=True, slots=True)
class Where:
    """Where a claim is, as a sentence, and its page. `is_open`: somebody else has it in hand, so it stays as it is."""

    words: str
    url: str
    is_open: bool


_followed: dict[str, Callable[[str], Mapping[str, Where]]] = {}
_senders: dict[str, str] = {}


def follow(name: str, where: Callable[[str], Mapping[str, Where]]) -> None:
    """Let a room say where claims are. Raises ValueError for a name with two meanings."""
    if _followed.setdefault(name, where) is not where:
        raise ValueError(f"Two rooms that follow claims are called {name}. Choose another name for one of them.")


def send_at(view: str) -> None:
    """Name the page at which a claim is sent."""
    _senders["page"] = view


def where_of(owner: str) -> dict[str, Where]:
    """Return where somebody's claims are, by outcome. As many queries as the rooms that follow need."""
    return {outcome: found for where in _followed.values() for outcome, found in where(owner).items()}


def send_url(outcome: str) -> str:
    """Return the address at which a claim of this outcome is sent; empty where no room takes claims."""
    view = _senders.get("page", "")
    return f"{reverse(view)}?{urlencode({'outcome': outcome, 'via': 'prior-learning'})}" if view else ""
