"""The main part of pages that are the same for every visitor who has answered nothing: drawn once a day and kept."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from django.template.loader import render_to_string

from trigpoint.pathway.routes.queries import route_page, start_page

if TYPE_CHECKING:
    from datetime import date

    from django.utils.safestring import SafeString

    from trigpoint.pathway.routes.queries import Progress
    from trigpoint.platform.flows import Answers


@lru_cache(maxsize=64)
def start_main(progress: Progress, day: date) -> SafeString:
    """Return the first page: it holds no answer, only how many there are and where to go on."""
    return render_to_string("pathway/routes/start_main.html", {"page": start_page(day), "progress": progress})


def route_main(route: str, answers: Answers | None, progress: Progress, day: date) -> tuple[str, SafeString]:
    """Return the title and the main part of a route's page. With answers it is drawn anew: they are the visitor's."""
    return _untouched(route, progress, day) if answers is None else _drawn(route, answers, progress, day)


@lru_cache(maxsize=128)
def _untouched(route: str, progress: Progress, day: date) -> tuple[str, SafeString]:
    return _drawn(route, None, progress, day)


def _drawn(route: str, answers: Answers | None, progress: Progress, day: date) -> tuple[str, SafeString]:
    page = route_page(route, answers, day)
    if page is None:
        raise ValueError(f"There is no route {route}.")
    context = {"page": page, "progress": progress}
    return page.row.title, render_to_string("pathway/routes/route_main.html", context)
