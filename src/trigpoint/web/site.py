"""What every page shows: the navigation, the footer, the demonstration notice."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.staticfiles.finders import find
from django.core.exceptions import DisallowedHost
from django.template.loader import render_to_string
from django.urls import reverse

from trigpoint.people.roles import Role
from trigpoint.web.logs import request_id

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest
    from django.utils.safestring import SafeString

    from trigpoint.people.models import Person


@dataclass(frozen=True, slots=True)
class Link:
    """A link of the navigation or the footer: the name of an address, and its words (three at most)."""

    name: str
    words: str


NAVIGATION = (
    Link("pathway:eligibility", "Can I be the SENCO?"),
    Link("pathway:routes", "Find my route"),
    Link("learning:home", "Learn"),
    Link("law:home", "Law"),
    Link("pathway:scheme", "The scheme"),
    Link("credentials:verify", "Check an award"),
)
CANDIDATE = (
    Link("pathway:standing", "My standing"),
    Link("pathway:timeline", "My timeline"),
    Link("pathway:plan", "My plan"),
    Link("evidence:portfolio", "My evidence"),
    Link("learning:home", "Learn"),
    Link("law:home", "Law"),
)
"""Six at most. What she sent is reached from her evidence and My standing, the scheme from My standing too."""
MENTOR = (
    Link("pathway:mentoring", "My candidates"),
    Link("law:home", "Law"),
    Link("pathway:scheme", "The scheme"),
)
LAW_KEEPER = (
    Link("law:watch", "Change watch"),
    Link("learning:questions", "Questions"),
    Link("law:home", "Law"),
    Link("pathway:scheme", "The scheme"),
)
EXAMINER = (
    Link("learning:examiner", "Examination"),
    Link("learning:examiner-items", "Questions"),
    Link("learning:examiner-panels", "Pass mark"),
    Link("law:home", "Law"),
)
JUDGE = (
    Link("learning:judge", "Judging panels"),
    Link("law:home", "Law"),
    Link("pathway:scheme", "The scheme"),
)
ASSESSOR = (
    Link("assessment:queue", "My queue"),
    Link("assessment:done", "Done"),
    Link("assessment:standards", "Standards"),
    Link("assessment:guidance", "Guidance"),
    Link("pathway:scheme", "The scheme"),
)
MODERATOR = (
    Link("assessment:moderation", "To look at"),
    Link("assessment:moderation-done", "Done"),
    Link("assessment:samples", "Samples"),
    Link("assessment:agreement", "Agreement"),
    Link("assessment:rooms", "Verifiers’ rooms"),
    Link("credentials:outside-waiting", "Certificates"),
)
VERIFIER = (
    Link("assessment:verifier", "My rooms"),
    Link("law:home", "Law"),
    Link("pathway:scheme", "The scheme"),
)
BOARD = (
    Link("assessment:board", "Agenda"),
    Link("assessment:board-decisions", "Decisions"),
    Link("assessment:board-minutes", "Minutes"),
    Link("assessment:figures", "Figures"),
    Link("pathway:scheme", "The scheme"),
)
REGISTRAR = (
    Link("assessment:allocation", "To allocate"),
    Link("credentials:awards", "Awards"),
    Link("credentials:outside-waiting", "Certificates"),
    Link("law:home", "Law"),
    Link("pathway:scheme", "The scheme"),
)
FORUM_MEMBER = (
    Link("credentials:asked", "Awards"),
    Link("law:home", "Law"),
    Link("pathway:scheme", "The scheme"),
)
AT_SCHOOL = (
    Link("governance:school", "My school"),
    Link("governance:requests", "Requests"),
    Link("people:invitations", "Invitations"),
    Link("law:home", "Law"),
)
AT_AN_ORGANISATION = (
    Link("people:invitations", "Invitations"),
    Link("law:home", "Law"),
    Link("pathway:scheme", "The scheme"),
)
"""What an administrator of an organisation sees: she is none of this copy."""
NAVIGATION_OF: Mapping[Role, tuple[Link, ...]] = MappingProxyType(
    {
        Role.CANDIDATE: CANDIDATE,
        Role.HEAD: AT_SCHOOL,
        Role.GOVERNOR: AT_SCHOOL,
        Role.MENTOR: MENTOR,
        Role.ASSESSOR: ASSESSOR,
        Role.REGISTRAR: REGISTRAR,
        Role.FORUM_MEMBER: FORUM_MEMBER,
        Role.MODERATOR: MODERATOR,
        Role.VERIFIER: VERIFIER,
        Role.BOARD_SECRETARY: BOARD,
        Role.BOARD_MEMBER: BOARD,
        Role.CONTENT_AUTHOR: LAW_KEEPER,
        Role.REVIEWER: LAW_KEEPER,
        Role.EXAMINER: EXAMINER,
        Role.JUDGE: JUDGE,
        Role.ADMINISTRATOR: (
            Link("people:administration", "Administration"),
            Link("people:people", "People"),
            Link("people:organisations", "Organisations"),
            Link("people:invitations", "Invitations"),
            Link("pathway:mentors", "Mentors"),
            Link("assessment:allocation", "To allocate"),
            Link("work-queue", "Work"),
        ),
    }
)
"""What each role sees, where it has pages of its own; the others see what visitors see."""
FIRST_PAGE: Mapping[Role, str] = MappingProxyType(
    {
        Role.CANDIDATE: "pathway:standing",
        Role.HEAD: "governance:school",
        Role.GOVERNOR: "governance:school",
        Role.MENTOR: "pathway:mentoring",
        Role.ASSESSOR: "assessment:queue",
        Role.REGISTRAR: "assessment:allocation",
        Role.MODERATOR: "assessment:moderation",
        Role.VERIFIER: "assessment:verifier",
        Role.BOARD_SECRETARY: "assessment:board",
        Role.BOARD_MEMBER: "assessment:board",
        Role.CONTENT_AUTHOR: "law:watch",
        Role.REVIEWER: "law:watch",
        Role.EXAMINER: "learning:examiner",
        Role.JUDGE: "learning:judge",
        Role.ADMINISTRATOR: "people:administration",
    }
)
"""Where signing in leads, by role; for everybody else, home."""
FOOTER = (
    Link("help", "Get help"),
    Link("easy-read", "Easy Read"),
    Link("accessibility", "Accessibility"),
    Link("privacy", "Privacy"),
    Link("cookies", "Cookies"),
    Link("open-source", "Open source"),
    Link("terms", "Terms"),
    Link("complaints", "Complaints"),
    Link("contact", "Contact"),
)


@dataclass(frozen=True, slots=True)
class NavigationRow:
    """A link as shown on one page."""

    url: str
    words: str
    current: bool


def rows(links: tuple[Link, ...], path: str) -> tuple[NavigationRow, ...]:
    """Return the links with addresses, marking the one whose pages the path belongs to: the nearest, where two do."""
    here = max((url for url, _ in addresses(links) if path.startswith(url)), key=len, default="")
    return tuple(NavigationRow(url, words, url == here) for url, words in addresses(links))


@cache
def addresses(links: tuple[Link, ...]) -> tuple[tuple[str, str], ...]:
    """Return the address and words of each link. They stay the same while the process lives."""
    return tuple((reverse(link.name), link.words) for link in links)


@lru_cache(maxsize=256)
def drawn(links: tuple[NavigationRow, ...]) -> SafeString:
    """Return a list of links as HTML. Every page has two or three of few different ones, so each is drawn once."""
    return render_to_string("web/links.html", {"links": links})


@cache
def has_govuk_assets() -> bool:
    """Tell whether the wheel carries GOV.UK Frontend; without it pages use our own stylesheet alone."""
    return bool(find("govuk/govuk-frontend.min.css") and find("govuk/govuk-frontend.min.js"))


@cache
def files() -> SafeString:
    """Return the style sheets and scripts of every page as HTML: the same while the process lives."""
    return render_to_string("web/files.html", {"govuk_assets": has_govuk_assets()})


@dataclass(frozen=True, slots=True)
class AccountRow:
    """Who is signed in, as the header and the menu show it."""

    name: str
    working_as: str
    can_switch: bool


def account_of(request: HttpRequest) -> AccountRow | None:
    """Return who is signed in, from what `people.middleware` has read already; None for a visitor."""
    person: Person | None = getattr(request, "person", None)
    if person is None:
        return None
    held = person.working_as
    return AccountRow(person.name, held.words if held else "", can_switch=len(person.appointments) > 1)


def navigation_of(request: HttpRequest) -> tuple[Link, ...]:
    """Return the navigation for the role that somebody is working as, or a visitor's."""
    person: Person | None = getattr(request, "person", None)
    if person is None:
        return NAVIGATION
    if is_administrator_elsewhere(person):
        return AT_AN_ORGANISATION
    return NAVIGATION_OF.get(person.working_as.role if person.working_as else Role.CANDIDATE, NAVIGATION)


def first_page_of(person: Person) -> str:
    """Return the name of the page to begin with. Who holds several roles and has picked none is asked first."""
    if person.working_as is None and len(person.appointments) > 1:
        return "people:working-as"
    if is_administrator_elsewhere(person):
        return "people:invitations"
    return FIRST_PAGE.get(person.working_as.role if person.working_as else Role.CANDIDATE, "home")


def is_administrator_elsewhere(person: Person) -> bool:
    """Tell whether somebody works as administrator of one organisation, and not of this copy."""
    held = person.working_as
    return held is not None and held.role is Role.ADMINISTRATOR and held.organisation is not None


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
        "site_files": files(),
        "navigation": drawn(rows(navigation_of(request), request.path)),
        "account": account_of(request),
        "footer": drawn(rows(FOOTER, request.path)),
        "address": full_address(request),
        "request_id": request_id.get(),
    }
