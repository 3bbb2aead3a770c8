"""How to release: what `release` was told, checked once for all variables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trigpoint.estimation.disclosure.errors import DisclosureError
from trigpoint.estimation.disclosure.rules import Threshold

if TYPE_CHECKING:
    from trigpoint.estimation.disclosure.geography import Nesting
    from trigpoint.estimation.disclosure.rules import Rule


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """The rules, the geography, the margins to keep, and how strict to be; see `release` for each."""

    rules: tuple[Rule, ...]
    nested: tuple[Nesting, ...]
    keep: frozenset[frozenset[str]]
    secondary: bool
    audit: bool
    protection: float
    unanimous: bool

    def __post_init__(self) -> None:
        if not 0 < self.protection < 1:
            raise DisclosureError(f"protection={self.protection} must be a share between 0 and 1.")

    @property
    def least(self) -> int:
        """The largest threshold among the rules; without one, two."""
        return max([rule.least for rule in self.rules if isinstance(rule, Threshold)], default=2)

    @property
    def kept(self) -> str:
        """Say in words which totals must be shown."""
        names = sorted(" by ".join(sorted(split)) or "the whole" for split in self.keep)
        return f"showing {', '.join(names)}" if names else "showing anything"
