"""The notices of a copy: privacy, cookies, accessibility, terms, complaints, contact. Made from its settings.

What nobody has set yet the pages say plainly: whoever runs the copy sees what is missing, and so does everybody.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.shortcuts import render
from django.views.decorators.http import require_safe

from trigpoint.platform.holdings import Ground, in_order_of_reading
from trigpoint.platform.permissions import public
from trigpoint.web.easy_read import COMPLAINTS

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

BASES = {
    "PUBLIC-TASK": "a task in the public interest (UK GDPR, article 6(1)(e))",
    "CONTRACT": "the agreement that we make with you when you open an account (UK GDPR, article 6(1)(b))",
    "LEGITIMATE-INTERESTS": "our legitimate interest in running this site for you (UK GDPR, article 6(1)(f))",
}
"""Article 6(1) as the Data (Use and Access) Act 2025 left it, read on 23 November 2026. Which of them a copy rests on
is for its operator to say: a public authority cannot rest its own tasks on legitimate interests."""


@dataclass(frozen=True, slots=True)
class Operator:
    """Who runs this copy, as its settings say. What is empty nobody has set."""

    name: str
    contact: str
    address: str
    data_protection: str
    ico_number: str
    basis: str

    @property
    def missing(self) -> tuple[str, ...]:
        """What has not been set, in words."""
        said = {
            "who runs it": self.name,
            "an e-mail address or a page to write to": self.contact,
            "a postal address": self.address,
            "whom to ask about data protection": self.data_protection,
            "its number in the register of the Information Commissioner": self.ico_number,
            "on which lawful basis it holds data": self.basis,
        }
        return tuple(words for words, value in said.items() if not value)


@dataclass(frozen=True, slots=True)
class HeldRow:
    """One kind of thing that is held, for the table of the privacy notice."""

    title: str
    what: str
    why: str
    by_consent: bool
    seen_by: str
    kept: str


def operator() -> Operator:
    """Return who runs this copy."""
    return Operator(
        settings.OPERATOR,
        settings.CONTACT,
        settings.ADDRESS,
        settings.DATA_PROTECTION,
        settings.ICO_NUMBER,
        BASES.get(settings.LAWFUL_BASIS, ""),
    )


def held() -> tuple[HeldRow, ...]:
    """Return everything that is held about people with an account, as the rooms declare it."""
    return tuple(
        HeldRow(
            one.title,
            one.what,
            one.why,
            one.ground is Ground.CONSENT,
            one.seen_by,
            one.kept,
        )
        for one in in_order_of_reading()
    )


def shown(request: HttpRequest, template: str, **more: object) -> HttpResponse:
    """Show a notice with what the settings say."""
    who = operator()
    return render(request, template, {"who": who, "contact": who.contact, **more})


@public
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is held about whom, why, who sees it, for how long, and what one can ask for."""
    return shown(request, "web/privacy.html", held=held())


@public
@require_safe
def cookies(request: HttpRequest) -> HttpResponse:
    """List the cookies."""
    names = {
        "csrf": settings.CSRF_COOKIE_NAME,
        "answers": settings.ANSWERS_COOKIE_NAME,
        "session": settings.SESSION_COOKIE_NAME,
        "saml": "saml-acs-session",  # allauth's own name
    }
    return shown(request, "web/cookies.html", names=names)


@public
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say what was tested for access, what was not, and how to tell us of a barrier."""
    return shown(request, "web/accessibility.html")


@public
@require_safe
def terms(request: HttpRequest) -> HttpResponse:
    """Say what one can expect of the site, and what it expects."""
    return shown(request, "web/terms.html")


@public
@require_safe
def contact(request: HttpRequest) -> HttpResponse:
    """Say who runs this copy and how to reach them."""
    return shown(request, "web/contact_page.html")


@public
@require_safe
def complaints(request: HttpRequest) -> HttpResponse:
    """Say how to complain, what happens then, and where to go if that does not help."""
    return shown(request, "web/complaints.html")


@public
@require_safe
def easy_complaints(request: HttpRequest) -> HttpResponse:
    """Say the same in Easy Read, as a draft."""
    return shown(request, "web/easy_complaints.html", rows=COMPLAINTS)
