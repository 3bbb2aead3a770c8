"""Worked cases: facts, a day, and the standing an expert expects. They are the tests a lawyer can read."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from trigpoint.content.facts import read_fact
from trigpoint.kernel import Problem, State, cheapest, is_possible, standing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from trigpoint.kernel import Fact, Scheme, Snapshot, Standing
    from trigpoint.kernel.read_values import Place

KEYS = {
    "name", "scheme", "route", "on", "at", "facts", "world", "expect",
    "because", "missing", "impossible", "deadlines", "lapses", "why",
}  # fmt: skip
STATES = {state.value for state in State}


@dataclass(frozen=True, slots=True)
class Case:
    """One case as read: who and when, and what is expected of which rule."""

    name: str
    scheme: Scheme
    route: str
    on: date
    at: str | None
    facts: tuple[Fact, ...]
    world: tuple[Fact, ...]
    expected: Mapping[str, Any] = field(repr=False)
    place: Place

    def standing(self) -> Standing:
        """Return where the person of the case stands."""
        return standing(self.scheme, self.route, self.facts, world=self.world, at=self.at)

    def snapshot(self) -> Snapshot:
        """Return the standing on the day of the case."""
        return self.standing().on(self.on)


def read_case(
    said: Mapping[str, Any], place: Place, schemes: Mapping[str, Scheme], problems: list[Problem]
) -> Case | None:
    """Return the case that a mapping says, or None with the reasons added to the problems."""
    before = len(problems)
    problems += [Problem((*place, key), f"{key} is not part of a case") for key in set(said) - KEYS]
    problems += [
        Problem(place, f"has no {key}") for key in ("name", "scheme", "route", "on", "expect") if key not in said
    ]
    scheme = schemes.get(str(said.get("scheme")))
    if scheme is None:
        problems.append(
            Problem((*place, "scheme"), f"there is no scheme {said.get('scheme')}; use {', '.join(schemes)}")
        )
        return None
    if said.get("route") not in scheme.routes:
        problems.append(
            Problem((*place, "route"), f"{scheme.id} has no route {said.get('route')}; use {', '.join(scheme.routes)}")
        )
        return None
    groups = {
        name: tuple(
            fact
            for i, item in enumerate(said.get(name) or [])
            if (fact := read_fact(item, (*place, name, i), scheme.vocabulary, problems))
        )
        for name in ("facts", "world")
    }
    if len(problems) > before:
        return None
    expected = {key: said[key] for key in KEYS & set(said) - {"name", "scheme", "route", "on", "at", "facts", "world"}}
    return Case(
        said["name"],
        scheme,
        said["route"],
        said["on"],
        said.get("at"),
        groups["facts"],
        groups["world"],
        expected,
        place,
    )


def failures(case: Case) -> list[Problem]:
    """Return where the standing differs from what the case expects."""
    snapshot, known = case.snapshot(), case.standing().program.rules
    found: list[Problem] = []
    for key, compare in COMPARISONS.items():
        expected = case.expected.get(key) or {}
        for rule in expected:
            if rule not in known:
                message = f"is not a rule of route {case.route}"
            else:
                message = compare(snapshot, rule, expected[rule] if isinstance(expected, dict) else None)
            if message:
                found.append(Problem((*case.place, key), f"{case.name}: {rule} {message}"))
    return found


def _state(snapshot: Snapshot, rule: str, state: Any) -> str:  # noqa: ANN401 - as the case says it
    if state not in STATES:
        return f"is expected to be {state}, which is not one of {', '.join(sorted(STATES))}"
    actual = snapshot.state(rule).value
    return "" if actual == state else f"should be {state} and is {actual}"


def _because(snapshot: Snapshot, rule: str, codes: Any) -> str:  # noqa: ANN401 - as the case says it
    because = snapshot[rule].because
    actual = {fact.code for fact in because.facts} if because else set()
    return "" if actual == set(codes) else f"should rest on {_list(codes)} and rests on {_list(actual)}"


def _missing(snapshot: Snapshot, rule: str, codes: Any) -> str:  # noqa: ANN401 - as the case says it
    missing = snapshot[rule].missing
    actual = {want.code for want in (cheapest(missing) if missing else None) or ()}
    return "" if actual == set(codes) else f"should lack {_list(codes)} and lacks {_list(actual)}"


def _impossible(snapshot: Snapshot, rule: str, _: Any) -> str:  # noqa: ANN401 - as the case says it
    missing = snapshot[rule].missing
    return "should be impossible and is not" if missing is None or is_possible(missing) else ""


def _deadline(snapshot: Snapshot, rule: str, day: Any) -> str:  # noqa: ANN401 - as the case says it
    soonest_last = reversed((*snapshot.overdue(), *snapshot.deadlines()))
    days = {deadline.rule: deadline.last_day for deadline in soonest_last}
    return "" if days.get(rule) == day else f"should be due by {day} and is due {days.get(rule, 'on no day')}"


def _lapse(snapshot: Snapshot, rule: str, day: Any) -> str:  # noqa: ANN401 - as the case says it
    period = snapshot[rule].period
    end = period.end if period else None
    return "" if end == day else f"should lapse on {day} and lapses {end or 'on no day'}"


def _list(codes: Iterable[str]) -> str:
    return ", ".join(sorted(codes)) or "nothing"


COMPARISONS: Mapping[str, Callable[[Snapshot, str, Any], str]] = {
    "expect": _state,
    "because": _because,
    "missing": _missing,
    "impossible": _impossible,
    "deadlines": _deadline,
    "lapses": _lapse,
}
