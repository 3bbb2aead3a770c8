"""Schools for the timeline: their names, what they are, and what came after one that closed."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from trigpoint.schools.facts import COVERED, end_of
from trigpoint.schools.kinds import Kind
from trigpoint.schools.queries import LinkRow, Place, links_of, setting_of, settings_of
from trigpoint.schools.unlisted import name_in

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from trigpoint.kernel import Fact
    from trigpoint.schools.queries import SettingRow


@dataclass(slots=True)
class Places:
    """The schools that a page speaks of, each asked of the register once."""

    rows: dict[str, SettingRow | None] = field(default_factory=dict)

    @classmethod
    def of(cls, settings: Iterable[str]) -> Places:
        """Return these schools. At most one query."""
        wanted = set(settings)
        found = settings_of(*wanted)
        return cls({setting: found.get(setting) for setting in wanted})

    def row(self, setting: str) -> SettingRow | None:
        """Return a school, or None where the register does not have it. At most one query."""
        if setting not in self.rows:
            self.rows[setting] = settings_of(setting).get(setting)
        return self.rows[setting]

    def name(self, setting: str) -> str:
        """Return the name of a school, as the register or the person gives it."""
        row = self.row(setting)
        return row.name if row else name_in(setting) or "A school that the register no longer has"

    def facts(self, setting: str) -> tuple[Fact, ...]:
        """Return what is known of a school as dated facts."""
        row = self.row(setting)
        return row.facts if row else ()

    def covered(self, setting: str) -> bool | None:
        """Tell whether the rules on SENCOs cover schools of this kind; None where the register does not say."""
        row = self.row(setting)
        return None if row is None or row.kind is Kind.UNKNOWN else row.kind in COVERED

    def gone_on(self, setting: str) -> date | None:
        """Return the first day on which a school was no more, or None while it is open."""
        row = self.row(setting)
        return end_of(row.life) if row else None

    def after(self, setting: str) -> tuple[tuple[str, str], ...]:
        """Return the schools that took the place of one: setting and name. Two queries for a school of the register."""
        row = self.row(setting)
        links: tuple[LinkRow, ...] = links_of(row.urn) if row else ()
        return tuple((setting_of(link.urn), link.name) for link in links if link.place is Place.AFTER and link.name)
