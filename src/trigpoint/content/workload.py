"""The workload budget: what a scheme asks of a person's time, held to what it promises."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trigpoint.kernel import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trigpoint.kernel import Route, Scheme

MINUTES = 60


def route_minutes(scheme: Scheme, route: Route) -> int:
    """Return the typical minutes that a route asks for from nothing: those of each named rule with minutes, once."""
    counted = {
        inner.id: inner.minutes_on(route.id) or 0
        for rule in route.requires
        for inner in scheme.reach(rule)
        if inner.minutes is not None
    }
    return sum(counted.values())


def workload_problems(scheme: Scheme, places: dict[str, Any]) -> Iterator[Problem]:
    """Yield the routes whose outcomes add up to more than their limit, and sittings that are too long."""
    for route in scheme.routes.values():
        place = places.get(route.id, ())
        if route.limit_hours is not None:
            minutes = route_minutes(scheme, route)
            if minutes > route.limit_hours * MINUTES:
                over = minutes - route.limit_hours * MINUTES
                yield Problem(
                    place,
                    f"route {route.id} asks for {minutes} minutes: {over} over its limit of {route.limit_hours} hours",
                )
        if route.sitting_limit_minutes is not None:
            yield from _long_sittings(scheme, route, places)


def _long_sittings(scheme: Scheme, route: Route, places: dict[str, Any]) -> Iterator[Problem]:
    limit = route.sitting_limit_minutes or 0
    for rule in route.requires:
        for inner in scheme.reach(rule):
            for evidence in scheme.words(inner.id).get("outcome", {}).get("evidence", []):
                sitting = evidence.get("sitting_minutes", 0)
                if sitting > limit:
                    yield Problem(
                        places.get(inner.id, ()), f"{inner.id} has a sitting of {sitting} minutes; the limit is {limit}"
                    )
