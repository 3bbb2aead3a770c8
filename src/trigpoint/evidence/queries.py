"""What can be read of portfolios. Each function says how many queries it takes; who may see is `may_see`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.evidence import models
from trigpoint.evidence.rows import Mapped, Piece, PieceFile, WitnessRow, digest_of
from trigpoint.evidence.sight import allowed_by, keep_still, let_see, why_still
from trigpoint.evidence.words import SEEN, Ai, Kind, Origin, State

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import QuerySet

__all__ = [
    "Mapped",
    "Piece",
    "PieceFile",
    "WitnessRow",
    "fixed",
    "keep_still",
    "let_see",
    "may_see",
    "piece",
    "pieces",
    "pieces_of",
    "why_still",
]
NOBODY_NAMED = "somebody who would rather not be named"


def pieces_of(owner: str) -> tuple[Piece, ...]:
    """Return somebody's pieces, the newest change first; those that are gone are among them, empty. Four queries."""
    return _rows(models.Piece.objects.filter(owner=owner))


def pieces(keys: Iterable[str]) -> dict[str, Piece]:
    """Return pieces by key as they are now; one that is nobody's any more is missing. Four queries."""
    return {row.key: row for row in _rows(models.Piece.objects.filter(key__in=set(keys)))}


def piece(key: str) -> Piece | None:
    """Return one piece, or None. Who may see it is for the caller to say. Four queries."""
    return pieces([key]).get(key)


def fixed(keys: Iterable[str]) -> dict[str, str]:
    """Return the SHA-256 of what each of these pieces shows now, for a submission to hold. Four queries."""
    return {key: row.sha256 for key, row in pieces(keys).items()}


def may_see(person: str, key: str) -> bool:
    """Tell whether somebody may see a piece: its owner, whom she showed it to, whom another room's rule lets see it.

    Nobody sees one that is hidden or withdrawn. Two queries, and those of the rules.
    """
    found = models.Piece.objects.filter(key=key, state__in=SEEN).values_list("owner", flat=True).first()
    if found is None:
        return False
    shown = found == person or models.Showing.objects.filter(piece__key=key, viewer=person).exists()
    return shown or bool(allowed_by(person, key))


def _rows(found: QuerySet[models.Piece]) -> tuple[Piece, ...]:
    related = found.select_related("asking").prefetch_related("mappings", "files")
    return tuple(row_of(one) for one in related)


def row_of(row: models.Piece) -> Piece:
    """Return the row of a piece whose mappings, files and asking were read with it."""
    is_seen = row.state in SEEN
    asking = getattr(row, "asking", None)
    witness = None
    if is_seen and asking is not None and asking.ended_at is not None:
        witness = WitnessRow(asking.said_name or NOBODY_NAMED, asking.said_post, asking.ended_at)
    files = tuple(_file(one) for one in row.files.all()) if is_seen else ()
    criteria = tuple(Mapped(one.criterion, one.why) for one in row.mappings.all()) if is_seen else ()
    structured = {str(name): str(value) for name, value in row.structured.items()} if is_seen else {}
    authenticity = _said(Origin(row.origin).label if row.origin else "", row.origin_words) if is_seen else ""
    ai_use = _said(Ai(row.ai).label if row.ai else "", row.ai_words) if is_seen else ""
    digest = row.sealed or digest_of(
        key=row.key,
        kind=row.kind,
        title=row.title,
        words=row.words,
        structured=structured,
        link=row.link,
        made_on=row.made_on,
        files=files,
        criteria=criteria,
        authenticity=authenticity,
        ai_use=ai_use,
        witness=witness,
    )
    return Piece(
        key=row.key,
        owner=row.owner,
        kind=Kind(row.kind),
        title=row.title if is_seen else "",
        words=row.words if is_seen else "",
        made_on=row.made_on if is_seen else None,
        files=files,
        link=row.link if is_seen else "",
        criteria=criteria,
        authenticity=authenticity,
        ai_use=ai_use,
        sha256=digest,
        state=State(row.state),
        witness=witness,
        structured=structured,
        changed_at=row.changed_at,
        version=row.version,
    )


def _said(label: str, words: str) -> str:
    return f"{label}. {words}".strip() if words else (f"{label}." if label else "")


def _file(row: models.File) -> PieceFile:
    return PieceFile(
        row.key,
        row.label,
        row.type,
        row.size,
        row.sha256,
        tuple(row.removed),
        tuple(row.adults),
        row.width,
        row.height,
        row.blacked_out,
    )
