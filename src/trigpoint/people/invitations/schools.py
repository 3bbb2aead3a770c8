"""Whether a school that people are invited to is still open, and what came after it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.people.queries import organisation_at
from trigpoint.platform.pages import written
from trigpoint.schools.queries import Place, links_of, school, setting_of, urn_of

if TYPE_CHECKING:
    from datetime import date

    from trigpoint.people.rows import OrganisationRow


def closed(where: OrganisationRow | None, today: date) -> str:
    """Say that a school is closed, since when, and which school came after it; nothing for one that is open.

    No query for what is no school; at most five for one that is closed.
    """
    urn = urn_of(where.setting) if where is not None else None
    row = school(urn) if urn is not None else None
    if where is None or row is None or not row.life.is_closed or (row.closed is not None and row.closed > today):
        return ""
    since = f" on {written(row.closed)}" if row.closed else ""
    return f"{where.name} closed{since}. {_successor(row.urn)}"


def _successor(urn: int) -> str:
    after = [link for link in links_of(urn) if link.place is Place.AFTER and link.name]
    if not after:
        return "The register names no school after it. Find the school where people work now, and invite them there."
    named = " and ".join(f"{link.name} ({link.urn})" for link in after)
    entered = any(organisation_at(setting_of(link.urn)) for link in after)
    how = "Invite people there." if entered else "Ask the administrator of this site to enter it, then invite there."
    return f"The register says that {named} came after it. {how}"
