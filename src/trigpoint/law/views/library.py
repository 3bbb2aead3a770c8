"""The library: by situation, by who must act, by citation; what is only proposed."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from trigpoint.content import duties, statute
from trigpoint.law import texts
from trigpoint.law.library import fragments
from trigpoint.law.library.duties import holder_words
from trigpoint.law.library.provisions import crumbs, place_of, provision_page
from trigpoint.law.register import own_citation
from trigpoint.law.views.crumbs import above
from trigpoint.platform.clock import today
from trigpoint.platform.pages import Crumb
from trigpoint.platform.permissions import public

if TYPE_CHECKING:
    from django.http import HttpRequest
    from django.http.response import HttpResponseBase


@public
@require_safe
def home(request: HttpRequest) -> HttpResponseBase:
    """Show the ways into the library. No query."""
    return render(request, "law/whole.html", {"title": "The law on SEND", "main": fragments.home_main()})


@public
@require_safe
def situations(request: HttpRequest) -> HttpResponseBase:
    """List the situations. No query."""
    return whole(request, "By situation", fragments.situations_main())


@public
@require_safe
def situation(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show what must and should happen in a situation, and what to do now. No query."""
    title, main = fragments.situation_main(known(slug, duties.situations()))
    return whole(request, title, main, Crumb("By situation", reverse("law:situations")))


@public
@require_safe
def guide(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show a situation on one page, to print. No query."""
    title, main = fragments.guide_main(known(slug, duties.situations()))
    return render(request, "law/whole.html", {"title": f"{title}: one page", "main": main})


@public
@require_safe
def holders(request: HttpRequest) -> HttpResponseBase:
    """List everybody who has duties. No query."""
    return whole(request, "By who must act", fragments.holders_main())


@public
@require_safe
def holder(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show the duties of one holder. No query."""
    if slug not in holder_words():
        raise Http404
    title, main = fragments.holder_main(slug)
    return whole(request, title, main, Crumb("By who must act", reverse("law:holders")))


@public
@require_safe
def provisions(request: HttpRequest) -> HttpResponseBase:
    """List the register by Act and instrument. No query."""
    return whole(request, "By citation", fragments.provisions_main())


@public
@require_safe
def provision(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Show a provision: our summary, its standing, the official text that is held. Three queries at most.

    `?on=2026-08-17` shows it as it was on that day.
    """
    try:
        found = statute.provision(slug)
    except KeyError:
        raise Http404 from None
    place = place_of(found)
    held = texts.held_at(place) if place and texts.is_held(place) else ()
    on = day_asked(request)
    main = fragments.provision_main(slug, on)
    if held:
        main = fragments.drawn(provision_page(found, held, texts.pending(place), on=on))
    title = f"{own_citation(slug)}: {found.latest.title}"
    context = {"title": title, "main": main, "crumbs": crumbs(found), "asked_on": None if on == today() else on}
    return render(request, "law/whole.html", context)


@public
@require_safe
def proposed(request: HttpRequest) -> HttpResponseBase:
    """Show what is proposed and is not law. No query."""
    return whole(request, "Proposed changes: not law", fragments.proposed_main())


def whole(request: HttpRequest, title: str, main: str, *between: Crumb) -> HttpResponseBase:
    """Show a page whose main part is the same for everybody."""
    return render(request, "law/whole.html", {"title": title, "main": main, "crumbs": (above(), *between)})


def day_asked(request: HttpRequest) -> date:
    """Return the day as of which law is asked for: today, unless the address says another."""
    try:
        return date.fromisoformat(request.GET["on"])
    except (KeyError, ValueError):
        return today()


def known(slug: str, among: tuple[duties.Situation, ...]) -> str:
    """Return the id, or a page that says there is none."""
    if slug not in {one.id for one in among}:
        raise Http404
    return slug
