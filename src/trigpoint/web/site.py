"""What every page shows: the navigation, the footer, the demonstration notice."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.staticfiles.finders import find
from django.core.exceptions import DisallowedHost
from django.urls import reverse

from trigpoint.web.logs import request_id

if TYPE_CHECKING:
    from django.http import HttpRequest


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the navigation or the footer: the name of an address, and its words (three at most)."""

    name: str
    words: str


NAVIGATION = (
    Link("pathway:eligibility", "Can I be the SENCO?"),
    Link("pathway:routes", "Find my route"),
    Link("pathway:scheme", "The scheme"),
)
FOOTER = (
    Link("help", "Get help"),
    Link("easy-read", "Easy Read"),
    Link("accessibility", "Accessibility"),
    Link("privacy", "Privacy"),
    Link("cookies", "Cookies"),
    Link("open-source", "Open source"),
)


@dataclass(frozen=True, slots=True)
class NavigationRow:
    """A link as shown on one page."""

    url: str
    words: str
    current: bool


def rows(links: tuple[Link, ...], path: str) -> tuple[NavigationRow, ...]:
    """Return the links with addresses, marking the one whose pages the path belongs to."""
    return tuple(NavigationRow(url, words, path.startswith(url)) for url, words in addresses(links))


@cache
def addresses(links: tuple[Link, ...]) -> tuple[tuple[str, str], ...]:
    """Return the address and words of each link. They stay the same while the process lives."""
    return tuple((reverse(link.name), link.words) for link in links)


@cache
def has_govuk_assets() -> bool:
    """Tell whether the wheel carries GOV.UK Frontend; without it pages use our own stylesheet alone."""
    return bool(find("govuk/govuk-frontend.min.css") and find("govuk/govuk-frontend.min.js"))


def full_address(request: HttpRequest) -> str:
    """Return the address of the page without its query, for the foot of a printed page."""
    try:
        return f"{request.scheme}://{request.get_host()}{request.path}"
    except DisallowedHost:
        return request.path


def site(request: HttpRequest) -> dict[str, Any]:
    """Return what the base template needs. It reads no database, so that the 500 page can use it too."""
    return {
        "demo": settings.DEMO,
        "govuk_assets": has_govuk_assets(),
        "navigation": rows(NAVIGATION, request.path),
        "footer": rows(FOOTER, request.path),
        "address": full_address(request),
        "request_id": request_id.get(),
    }
