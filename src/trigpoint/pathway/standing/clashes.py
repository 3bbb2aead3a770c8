"""Facts that cannot all be right: both are shown, the person is asked, and what she takes back stays readable. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from trigpoint.kernel import Basis, Kind

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from trigpoint.kernel import Fact, Vocabulary

OPPOSED = (
    frozenset({"holds:induction-passed", "holds:induction-failed"}),
    frozenset({"holds:induction-passed", "holds:induction-in-progress"}),
    frozenset({"holds:induction-passed", "holds:induction-required"}),
    frozenset({"holds:induction-exempt", "holds:induction-required"}),
    frozenset({"holds:induction-exempt", "holds:induction-failed"}),
)
"""Statuses of which nobody has two on one day."""


@dataclass(frozen=True, slots=True)
class Clash:
    """Two facts that do not go together. `open_to_her` are those that she told herself, so that she can take back."""

    first: Fact
    second: Fact

    @property
    def open_to_her(self) -> tuple[Fact, ...]:
        """Return the ones that rest on her word alone; what others confirmed or judged is theirs to correct."""
        return tuple(fact for fact in (self.first, self.second) if fact.basis is Basis.DECLARED)


def clashes(facts: Iterable[Fact], vocabulary: Vocabulary, codes: Collection[str]) -> tuple[Clash, ...]:
    """Return the pairs of facts that clash, where one of them has one of these codes.

    A status is gained once: two of the same that hold on the same day, and do not say the same, clash. So do two
    that shut each other out. Facts at different settings never do.
    """
    states = [fact for fact in facts if fact.code in vocabulary and vocabulary[fact.code].kind is Kind.STATE]
    return tuple(
        Clash(first, second)
        for first, second in combinations(states, 2)
        if (first.code in codes or second.code in codes) and _clash(first, second)
    )


def _clash(first: Fact, second: Fact) -> bool:
    if first.at != second.at or not (first.run[0] < second.run[1] and second.run[0] < first.run[1]):
        return False
    if first.code == second.code:
        gained_once = first.code.startswith("holds:")
        return gained_once and (first.valid.start, first.began) != (second.valid.start, second.began)
    return frozenset({first.code, second.code}) in OPPOSED
