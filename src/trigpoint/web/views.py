"""Home, and the pages that the footer links to."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from django.conf import settings
from django.shortcuts import render
from django.views.decorators.http import require_safe

from trigpoint.web.easy_read import ABOUT, HELP, SITE

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Say what this is, for whom, and where to begin."""
    return render(request, "web/home.html")


@require_safe
def get_help(request: HttpRequest) -> HttpResponse:
    """Say whom to ask about what."""
    return render(request, "web/help.html", {"operator": settings.OPERATOR, "contact": settings.CONTACT})


@require_safe
def easy_read(request: HttpRequest) -> HttpResponse:
    """Show the home page in Easy Read, as a draft."""
    return render(request, "web/easy_read.html", {"about": ABOUT, "site": SITE, "help": HELP})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """Say what was tested for access, what was not, and how to tell us of a barrier."""
    return render(request, "web/accessibility.html", {"contact": settings.CONTACT})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Say what is held about a visitor and for how long."""
    return render(request, "web/privacy.html", {"operator": settings.OPERATOR, "contact": settings.CONTACT})


@require_safe
def cookies(request: HttpRequest) -> HttpResponse:
    """List the two cookies."""
    names = {"session": settings.SESSION_COOKIE_NAME, "csrf": settings.CSRF_COOKIE_NAME}
    return render(request, "web/cookies.html", {"names": names})


@require_safe
def open_source(request: HttpRequest) -> HttpResponse:
    """Say under what terms the code and the words may be used, and what this copy runs."""
    return render(request, "web/open_source.html", {"version": version("trigpoint")})
