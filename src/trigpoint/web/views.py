"""Home, and the pages that the footer links to."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING

from django.conf import settings
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from trigpoint.people.rules import SIGNED_IN
from trigpoint.platform.permissions import permission, public
from trigpoint.web.easy_read import ABOUT, HELP, SITE
from trigpoint.web.site import first_page_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from trigpoint.people.requests import SignedInRequest


@public
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Say what this is, for whom, and where to begin."""
    return render(request, "web/home.html")


@permission(SIGNED_IN)
@require_safe
def first_page(request: SignedInRequest) -> HttpResponse:
    """Go to the page to begin with, by the role that somebody is working as."""
    return redirect(first_page_of(request.user))


@public
@require_safe
def get_help(request: HttpRequest) -> HttpResponse:
    """Say whom to ask about what."""
    return render(request, "web/help.html", {"operator": settings.OPERATOR, "contact": settings.CONTACT})


@public
@require_safe
def easy_read(request: HttpRequest) -> HttpResponse:
    """Show the home page in Easy Read, as a draft."""
    return render(request, "web/easy_read.html", {"about": ABOUT, "site": SITE, "help": HELP})


@public
@require_safe
def open_source(request: HttpRequest) -> HttpResponse:
    """Say under what terms the code and the words may be used, and what this copy runs."""
    return render(request, "web/open_source.html", {"version": version("trigpoint")})
