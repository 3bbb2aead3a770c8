"""What the pages of this part ask for. Content only: no database."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING

from django.urls import NoReverseMatch, reverse

from trigpoint.content.library import installed_library
from trigpoint.pathway.routes.finder import Addresses, Finder
from trigpoint.pathway.routes.flow import chosen, route_flow
from trigpoint.pathway.routes.one_route import route_page_of
from trigpoint.platform.flows import CHANGE, kept_answers

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from typing import Any

    from trigpoint.pathway.routes.rows import ResultPage, RoutePage, StartPage
    from trigpoint.platform.flows import Answers


def page_address(name: str, **parts: str) -> str:
    """Return the address of a named page, or nothing where that part is not installed."""
    try:
        return reverse(name, kwargs=parts)
    except NoReverseMatch:
        return ""


@cache
def finder() -> Finder:
    """Return the finder of this installation's content, made once."""
    return Finder(
        installed_library().schemes,
        Addresses(
            question=lambda code: f"{reverse('pathway:routes-question', kwargs={'slug': code})}?{CHANGE}",
            standard=lambda rule: page_address("pathway:scheme-clause", scheme_id="teachers-standards", rule_id=rule),
            page=page_address,
        ),
    )


def start_page(today: date) -> StartPage:
    """Return every route, before anything is asked."""
    return finder().start(today)


def result_page(answers: Answers, today: date) -> ResultPage:
    """Return the answer for a finished form."""
    return finder().result(chosen(finder().questions, answers), today)


def is_route(route: str) -> bool:
    """Tell whether there is such a route."""
    return route in finder().words


def route_page(route: str, answers: Answers | None, today: date) -> RoutePage | None:
    """Return everything about a route; None for a route that there is not."""
    if not is_route(route):
        return None
    return route_page_of(finder(), route, None if answers is None else chosen(finder().questions, answers), today)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a visitor has come: how many answers are held, and where to go on. Some may come from another form."""

    answered: int
    is_finished: bool
    next_url: str


def progress(carried: Mapping[str, Any], today: date) -> Progress:
    """Return how far a visitor has come. What is answered already is not asked again."""
    flow = route_flow()
    kept = kept_answers(carried, flow)
    path, answers = flow.path(kept, today=today)
    is_finished = path[-1].slug in answers
    return Progress(len(kept), is_finished, reverse(flow.result) if is_finished else flow.address_of(path[-1]))


def finished_answers(carried: Mapping[str, Any], today: date) -> Answers | None:
    """Return the answers of a form that has been finished in this visit."""
    path, answers = route_flow().path(kept_answers(carried, route_flow()), today=today)
    return answers if path[-1].slug in answers else None


def nearest_route(name: str) -> str:
    """Return the id of the route most like a name that no route has, or nothing."""
    return next(iter(get_close_matches(name.lower(), finder().words, n=1, cutoff=0.5)), "")
