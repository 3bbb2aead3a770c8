"""What can be read of portfolios. Each function says how many queries it takes; who may see is `may_see`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.evidence import models
from trigpoint.evidence.rows import AskedRow, AskedWith, Mapped, Piece, PieceFile, WitnessRow, digest_of
from trigpoint.evidence.sight import allowed_by, keep_still, let_see, why_still
from trigpoint.evidence.tokens import opened
from trigpoint.evidence.words import SEEN, Ai, Asked, Kind, Origin, State

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


def is_shown_to(viewer: str, key: str) -> bool:
    """Tell whether the author herself lets somebody see a piece, and so may be known to them by name. One query."""
    return models.Showing.objects.filter(piece__key=key, viewer=viewer).exists()


def shown_to(viewer: str) -> tuple[Piece, ...]:
    """Return the pieces that others let somebody see, the newest change first. Four queries."""
    return _rows(models.Piece.objects.filter(showings__viewer=viewer, state__in=SEEN))


def viewers_of(key: str) -> tuple[str, ...]:
    """Return the keys of those whom the author lets see a piece. One query."""
    return tuple(models.Showing.objects.filter(piece__key=key).values_list("viewer", flat=True))


def asked_by(owner: str) -> tuple[AskedRow, ...]:
    """Return whom somebody asked, the newest first. One query."""
    rows = models.Asking.objects.filter(owner=owner).select_related("piece")
    return tuple(
        AskedRow(
            row.key,
            Kind(row.kind),
            Asked(row.state),
            row.name,
            row.about,
            row.asked_at,
            row.ends,
            row.piece.key if row.piece else "",
        )
        for row in rows
    )


def asked_with(token: str) -> AskedWith | None:
    """Return the request that a link is of, or None for a link that was not made here. Two queries at most."""
    row = models.Asking.objects.filter(key=opened(token)).select_related("piece").first()
    if row is None:
        return None
    stands = row.piece is not None and row.piece.state in SEEN
    said = {str(name): str(words) for name, words in row.piece.structured.items()} if stands and row.piece else {}
    return AskedWith(
        row.key, row.owner, Kind(row.kind), Asked(row.state), row.name, row.about, row.ends, row.ended_at, said
    )


def declared(key: str) -> dict[str, str]:
    """Return what an author said of whose work a piece is, by field, as codes and words. One query."""
    fields = ("origin", "origin_words", "ai", "ai_words")
    row = models.Piece.objects.filter(key=key).values(*fields).first()
    return {name: str(row[name]) for name in fields} if row else {}


def stored(key: str, file: str) -> tuple[PieceFile, str] | None:
    """Return a file of a piece and its name in the store, or None. Who may see it is for the caller. One query."""
    row = models.File.objects.filter(key=file, piece__key=key, piece__state__in=SEEN).first()
    return (_file(row), row.stored) if row else None


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
