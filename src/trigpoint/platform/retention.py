"""What removes things that were kept long enough: each room registers its own, and the rules are content.

@sweep("people.views")                                          # in the room's rights.py
def old_views(before: datetime, *, dry: bool) -> int: ...       # how many; removes them unless dry
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import datetime


class Sweep(Protocol):
    """Removes what is older than a moment, or only counts it, and says how many. Done twice it does no harm."""

    def __call__(self, before: datetime, *, dry: bool) -> int: ...  # noqa: D102 - told by the class


_sweeps: dict[str, Sweep] = {}


def sweep(name: str) -> Callable[[Sweep], Sweep]:
    """Register what a rule of retention names. Raises ValueError for a name with two meanings."""

    def register(run: Sweep) -> Sweep:
        if _sweeps.setdefault(name, run) is not run:
            raise ValueError(f"Two sweeps are called {name}. Choose another name for one of them.")
        return run

    return register


def sweeps() -> Mapping[str, Sweep]:
    """Return every sweep by its name."""
    return dict(sorted(_sweeps.items()))
