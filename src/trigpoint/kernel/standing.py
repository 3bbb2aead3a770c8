"""Standing: for every rule of a route, on which days it applies and is met, and what that means on one day."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trigpoint.kernel.facts import index_of
from trigpoint.kernel.periods import Periods
from trigpoint.kernel.program import Reading
from trigpoint.kernel.scheme import ROOT
from trigpoint.kernel.snapshot import Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from trigpoint.kernel.facts import Fact, Index
    from trigpoint.kernel.periods import Run
    from trigpoint.kernel.program import Program
    from trigpoint.kernel.rules import Rule
    from trigpoint.kernel.scheme import Route, Scheme


@dataclass(frozen=True, slots=True)
class Standing:
    """Where somebody stands on a route of a scheme, for all days at once.

    Awards, credentials and counts go by `met`, the strict reading; `lenient` also counts arguable rules as written.
    """

    scheme: Scheme
    route: Route
    at: str | None
    program: Program = field(repr=False)
    index: Index = field(repr=False)
    values: list[Run] = field(repr=False)

    def applies(self, rule_id: str) -> Periods:
        """Return the days on which a rule applies."""
        return Periods(self.values[self.program.applies[rule_id]])

    def met(self, rule_id: str) -> Periods:
        """Return the days on which a rule is met, read strictly."""
        return Periods(self.values[self.program.places[rule_id][Reading.MET]])

    def lenient(self, rule_id: str) -> Periods:
        """Return the days on which a rule is met, arguable rules counting as written."""
        return Periods(self.values[self.program.places[rule_id][Reading.LENIENT]])

    def rules(self) -> dict[str, Rule]:
        """Return every rule of the route by id, wholes before their parts."""
        return self.program.rules

    @property
    def required(self) -> tuple[str, ...]:
        """The ids of what the route itself asks for, in its order."""
        return tuple(self.program.resolve(rule).id for rule in self.route.requires)

    def award(self) -> Periods:
        """Return the days on which all that the route requires and that applies is met, read strictly."""
        return self.met(ROOT)

    def on(self, day: date) -> Snapshot:
        """Explain one day."""
        return Snapshot(self, day)


def standing(
    scheme: Scheme, route: str, facts: Iterable[Fact], *, world: Iterable[Fact] = (), at: str | None = None
) -> Standing:
    """Work out where these facts stand on a route of a scheme.

    `facts` are effective facts of a person (corrections already resolved) and of the settings concerned; `world`
    holds facts about the world, such as changes in law; `at` is the setting that `here` speaks of.
    Raises KeyError for a route that the scheme does not have.
    """
    program = scheme.program(route)
    index = index_of(facts, world)
    return Standing(scheme, scheme.routes[route], at, program, index, program.run(index, at))
