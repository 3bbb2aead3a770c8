"""Which routes fit what somebody holds, and what each still lacks. Pure: the kernel decides, worlds are counted.

What is not known is neither held nor missing. So each requirement is put to the kernel once for every way in which
the open facts it depends on can turn out; only an answer that is the same each time is given as an answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from itertools import chain, combinations
from typing import TYPE_CHECKING

from trigpoint.kernel import Fact, Period, State, cheapest, standing
from trigpoint.kernel.rules import Group, Reference, matches_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from trigpoint.kernel import Scheme
    from trigpoint.kernel.rules import Rule
    from trigpoint.pathway.routes.knowing import Known
    from trigpoint.pathway.routes.prose import RouteWords


class Outcome(Enum):
    """How one requirement stands."""

    MET = "met"
    MISSING = "missing"
    FIND_OUT = "find out"
    DOES_NOT_APPLY = "does not apply"


class Verdict(Enum):
    """How a whole route stands. The order is the order of the groups on the page."""

    FITS = "fits"
    COULD_FIT = "could fit"
    NOT_YET = "not yet"
    ELSEWHERE = "for people who hold something else"
    LONGER = "longer than needed"
    CLOSED = "not open"


@dataclass(frozen=True, slots=True)
class Requirement:
    """One entry condition of a route: its rule, how it stands, and the open facts on which that depends."""

    rule: str
    outcome: Outcome
    depends_on: frozenset[str]


@dataclass(frozen=True, slots=True)
class Fit:
    """How a route stands. `lacks` is the least number of things to gain, open facts taken as held; None if hopeless."""

    route: str
    verdict: Verdict
    requirements: tuple[Requirement, ...]
    lacks: int | None

    def those(self, outcome: Outcome) -> tuple[Requirement, ...]:
        """Return the requirements with this outcome."""
        return tuple(requirement for requirement in self.requirements if requirement.outcome is outcome)


def fits_of(scheme: Scheme, words: Mapping[str, RouteWords], known: Known, today: date) -> tuple[Fit, ...]:
    """Return how every route stands: in the groups' order, and within a group the best first.

    Routes that do not fit yet stand nearest first, by the fewest things to gain. Of those equally near, the ones
    made for people who lack what the others ask (`instead_if`) come first: a degree to gain is years, and they
    hold it. Then, as in every other group, time to QTS decides; routes without a published time come last.
    """
    found = [fit_of(scheme, words, route, known, today) for route in scheme.routes]
    places = list(Verdict)

    def order(fit: Fit) -> tuple[float, ...]:
        far = (_or_last(fit.lacks), words[fit.route].instead is None) if fit.verdict is Verdict.NOT_YET else ()
        length = words[fit.route].length
        return (places.index(fit.verdict), *far, _or_last(length.shortest_weeks), _or_last(length.longest_weeks))

    return tuple(sorted(found, key=order))


def _or_last(number: int | None) -> float:
    return float("inf") if number is None else number


def fit_of(scheme: Scheme, words: Mapping[str, RouteWords], route: str, known: Known, today: date) -> Fit:
    """Return how one route stands."""
    requirements = tuple(requirement_of(scheme, route, rule, known, today) for rule in conditions_of(scheme, route))
    outcomes = {requirement.outcome for requirement in requirements}
    hopeful = standing(scheme, route, facts_of(known.held | known.unknown, today)).on(today).root.missing
    way = cheapest(hopeful) if hopeful is not None else ()
    mine = words[route]
    if not mine.open:
        verdict = Verdict.CLOSED
    elif mine.instead and mine.instead.codes & known.held:
        verdict = Verdict.LONGER
    elif Outcome.MISSING in outcomes:
        met = {requirement.rule for requirement in requirements if requirement.outcome is Outcome.MET}
        near = mine.length.trains or met & peculiar_to(scheme, words, route)
        verdict = Verdict.NOT_YET if near else Verdict.ELSEWHERE
    else:
        verdict = Verdict.COULD_FIT if Outcome.FIND_OUT in outcomes else Verdict.FITS
    return Fit(route, verdict, requirements, None if way is None else len(way))


def conditions_of(scheme: Scheme, route: str) -> tuple[Rule, ...]:
    """Return the entry conditions of a route as people read them: a list of named rules opened into its parts."""
    return tuple(chain.from_iterable(_opened(scheme, rule) for rule in scheme.routes[route].requires))


def _opened(scheme: Scheme, rule: Rule) -> Iterator[Rule]:
    if isinstance(rule, Reference):
        yield from _opened(scheme, scheme.rules[rule.target])
    elif isinstance(rule, Group) and rule.need is None and all(isinstance(part, Reference) for part in rule.members):
        for part in rule.members:
            yield from _opened(scheme, part)
    else:
        yield rule


def peculiar_to(scheme: Scheme, words: Mapping[str, RouteWords], route: str) -> frozenset[str]:
    """Return the conditions of a route that no route with training asks for.

    A route without training recognises what somebody holds. It is near only for those who hold some of just that:
    nobody sets out to trade a missing GCSE for a teaching qualification from Wales.
    """
    mine, trained = (
        {rule.id for each in routes for rule in conditions_of(scheme, each)}
        for routes in ([route], [each for each in scheme.routes if words[each].length.trains])
    )
    return frozenset(mine - trained)


def requirement_of(scheme: Scheme, route: str, rule: Rule, known: Known, today: date) -> Requirement:
    """Return how one condition stands, in every world that the open facts allow."""
    codes = {match.code for inner in scheme.reach(rule) for match in matches_of(inner)}
    depends_on = known.unknown & codes
    states = {
        standing(scheme, route, facts_of(known.held.union(extra), today)).on(today).state(rule.id)
        for extra in subsets(sorted(depends_on))
    }
    if states == {State.DOES_NOT_APPLY}:
        return Requirement(rule.id, Outcome.DOES_NOT_APPLY, depends_on)
    fine = {state.counts or state is State.DOES_NOT_APPLY for state in states}
    if fine == {True, False}:
        return Requirement(rule.id, Outcome.FIND_OUT, depends_on)
    return Requirement(rule.id, Outcome.MET if fine == {True} else Outcome.MISSING, depends_on)


def subsets(codes: Sequence[str]) -> Iterator[tuple[str, ...]]:
    """Yield every choice of these codes, the empty one first."""
    return chain.from_iterable(combinations(codes, size) for size in range(len(codes) + 1))


def facts_of(codes: Iterable[str], today: date) -> list[Fact]:
    """Return facts that hold from today. No route counts time, so no earlier day is asked or needed."""
    return [Fact(code, Period(today)) for code in sorted(codes)]
