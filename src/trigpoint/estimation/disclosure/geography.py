"""Which by-variable lies within which: authorities within regions, regions within the nation."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from trigpoint.estimation.disclosure.errors import DisclosureError
from trigpoint.estimation.errors import listed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import ArrayLike


@dataclass(frozen=True, slots=True)
class Nesting:
    """Every value of `child` lies within one value of `parent`; `parent_of` says which."""

    child: str
    parent: str
    parent_of: Mapping[str, str]

    @classmethod
    def of(cls, child: str, parent: str, children: ArrayLike, parents: ArrayLike) -> Nesting:
        """Read the nesting from two columns of units (schools, respondents), one value per unit each."""
        pairs = _pairs(children, parents)
        parent_of = dict(pairs)
        torn = sorted({name for name, above in pairs if parent_of[name] != above})
        if torn:
            raise DisclosureError(
                f"{child} does not lie within {parent}: {listed(torn)} is in more than one {parent}. "
                "Mend the lookup, or release the two apart."
            )
        return cls(child, parent, MappingProxyType(parent_of))


def nestings_in(units: Mapping[str, ArrayLike]) -> tuple[Nesting, ...]:
    """Find every nesting among by-variables from the columns of the units themselves.

    `units` maps each by-variable to its value for every school of the register (better) or of the sample.
    A variable is put within the finest one that contains it; two that split the units alike are put one
    within the other in the order given.
    """
    names = list(units)
    sizes = {name: len(np.unique(np.asarray(units[name], dtype=str))) for name in names}
    ordered = sorted(names, key=lambda name: (sizes[name], names.index(name)))
    found = []
    for position, child in enumerate(ordered):
        for parent in reversed(ordered[:position]):
            pairs = _pairs(units[child], units[parent])
            if len(pairs) == sizes[child] and sizes[parent] > 1:
                found.append(Nesting(child, parent, MappingProxyType(dict(pairs))))
                break
    return tuple(found)


def chains_of(by: Sequence[str], nested: Sequence[Nesting]) -> tuple[tuple[str, ...], ...]:
    """Order the by-variables into chains, coarse to fine: (("region", "la"), ("phase",))."""
    above = {nesting.child: nesting.parent for nesting in nested if {nesting.child, nesting.parent} <= set(by)}
    below: dict[str, str] = {}
    for child, parent in above.items():
        if parent in below:
            raise DisclosureError(
                f"Both {below[parent]} and {child} lie within {parent}, and a release can follow only one. "
                "Release them in two tables, passing the first one's public table to the second as already=."
            )
        below[parent] = child
    chains = []
    for root in by:
        if root not in above:
            chain = [root]
            while chain[-1] in below:
                chain.append(below[chain[-1]])
            chains.append(tuple(chain))
    return tuple(chains)


def _pairs(children: ArrayLike, parents: ArrayLike) -> list[tuple[str, str]]:
    """List each pair of values that some unit has."""
    both = zip(np.asarray(children, dtype=str).tolist(), np.asarray(parents, dtype=str).tolist(), strict=True)
    return sorted(set(both))
