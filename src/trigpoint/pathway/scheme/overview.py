"""The award at a glance: its strands, its routes with their hours, its stages, how far it has been reviewed. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trigpoint.content.workload import MINUTES, route_minutes
from trigpoint.kernel.rules import Reference
from trigpoint.pathway.scheme.clauses import Line, line

if TYPE_CHECKING:
    from trigpoint.kernel import Route, Scheme

REVIEWS = {
    "source-check": (
        "Checked against its sources by the project. Awaiting expert review and review by families. "
        "No panel, pilot or sign-off has taken place."
    ),
    "": "No review has been recorded.",
}


@dataclass(frozen=True, slots=True)
class RouteRow:
    """A route: what it takes in typical hours, and the most that it may take. None where neither is stated."""

    id: str
    title: str
    who: str
    hours: int | None
    limit: int | None


@dataclass(frozen=True, slots=True)
class Overview:
    """The routes that end in the award ask for all its strands; the others go on from it or stand beside it."""

    strands: tuple[Line, ...]
    routes: tuple[RouteRow, ...]
    onward: tuple[RouteRow, ...]
    stages: tuple[Line, ...]
    longest_sitting: int | None
    review: str


def time_words(minutes: int) -> str:
    """Return *40 minutes*, *3 hours 20 minutes* or *2 hours*: hours once there are two of them.

    >>> time_words(119), time_words(120), time_words(1480)
    ('119 minutes', '2 hours', '24 hours 40 minutes')
    """
    hours, rest = divmod(minutes, MINUTES)
    if hours < 2:  # noqa: PLR2004 - up to two hours people count in minutes
        return f"{minutes} minutes"
    return f"{hours} hours {rest} minutes" if rest else f"{hours} hours"


def overview(scheme: Scheme) -> Overview:
    """Return the award at a glance."""
    first = next(iter(scheme.routes.values()))
    strands = asked(first)
    whole = [route for route in scheme.routes.values() if asked(route) == strands]
    onward = [route for route in scheme.routes.values() if route not in whole and route.limit_hours]
    return Overview(
        strands=tuple(line(scheme, scheme.rules[id_]) for id_ in strands),
        routes=tuple(route_row(scheme, route) for route in whole),
        onward=tuple(route_row(scheme, route) for route in onward),
        stages=tuple(line(scheme, scheme.rules[id_]) for id_ in scheme.about.get("stages", ())),
        longest_sitting=first.sitting_limit_minutes,
        review=REVIEWS[scheme.about.get("review", "")],
    )


def asked(route: Route) -> tuple[str, ...]:
    """Return the ids of the requirements that a route names."""
    return tuple(rule.target for rule in route.requires if isinstance(rule, Reference))


def route_row(scheme: Scheme, route: Route) -> RouteRow:
    """Return a route as a row, its hours rounded up."""
    about = route.about
    minutes = route_minutes(scheme, route)
    who = str(about.get("who") or about.get("for_whom") or about.get("plain") or "")
    return RouteRow(route.id, route.title, who, -(-minutes // MINUTES) or None, route.limit_hours)
