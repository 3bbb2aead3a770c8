"""The versions of content that are stored, and how each stands: in force, signed, withdrawn."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trigpoint.content.library import installed_library
from trigpoint.content.releases import PINNED, ReleaseError, release_of
from trigpoint.content.versions import every_version
from trigpoint.platform.pages import written

if TYPE_CHECKING:
    from datetime import date

    from trigpoint.content.versions import StoredVersion


@dataclass(frozen=True, slots=True)
class VersionRow:
    """A stored version. `in_force` tells whether it is what the content folder says now; `signed` who signed it."""

    title: str
    scheme: str
    version: str
    text_hash: str
    rules_hash: str
    stored_on: date
    in_force: bool
    signed: str


def versions(today: date) -> tuple[VersionRow, ...]:
    """Return every stored version, those in force first. One query; the files of signatures are read."""
    now_in_force = {scheme.text_hash for scheme in installed_library().schemes.values()}
    rows = [_row(found, today, in_force=found.text_hash in now_in_force) for found in every_version()]
    return tuple(sorted(rows, key=lambda row: not row.in_force))


def _row(found: StoredVersion, today: date, *, in_force: bool) -> VersionRow:
    return VersionRow(
        title=found.title,
        scheme=found.scheme_id,
        version=found.version,
        text_hash=found.text_hash,
        rules_hash=found.rules_hash,
        stored_on=found.stored_on,
        in_force=in_force,
        signed=signed(found, today),
    )


def signed(found: StoredVersion, today: date) -> str:
    """Say who signed a version, or that nobody did, and whether it is withdrawn."""
    if found.scheme_id not in PINNED:
        return "Applies as it is: no signature is asked for."
    try:
        release = release_of(found.rules_hash)
    except ReleaseError:
        return "Its file of signatures cannot be relied on. Run trigpoint check."
    if release is None:
        return "Nobody has signed it. Nobody can enrol on it outside a demonstration."
    words = "; ".join(f"for {one.forum} on {written(one.on)}" for one in release.signed)
    if release.withdrawn_from is None:
        return f"Signed {words}."
    verb = "Withdrawn since" if release.withdrawn_from <= today else "To be withdrawn from"
    return f"Signed {words}. {verb} {written(release.withdrawn_from)}."
