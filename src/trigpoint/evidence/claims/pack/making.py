"""Making the pack: the document, and the zip with its manifest. A worker does it; a page shows the same matrix."""

from __future__ import annotations

import hashlib
import json
import re
import zipfile
from typing import TYPE_CHECKING, Any

from django.template.loader import render_to_string

from trigpoint.evidence.claims.pack.matrix import Pack, pack_of
from trigpoint.evidence.claims.queries import experience
from trigpoint.evidence.claims.words import NOT_QTS
from trigpoint.evidence.models import File
from trigpoint.evidence.outcomes import standards
from trigpoint.evidence.queries import pieces_of
from trigpoint.people.queries import person
from trigpoint.platform import files
from trigpoint.platform.clock import ENGLAND

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date, datetime
    from pathlib import Path

    from trigpoint.evidence.rows import Piece, PieceFile

FORMAT = "trigpoint-qts-pack-1"
ENDINGS = {"jpeg": "jpg", "text": "txt"}


def pack_for(owner: str) -> Pack:
    """Return somebody's pack as it is now. Four queries."""
    return pack_of(standards().values(), pieces_of(owner))


def context_of(owner: str, today: date) -> dict[str, Any]:
    """Return what the document and the page for printing show. Eight queries."""
    who = person(owner)
    return {
        "pack": pack_for(owner),
        "experience": experience(owner, today),
        "name": who.name if who else "",
        "made": today,
        "not_qts": NOT_QTS,
    }


def document(owner: str, now: datetime) -> str:
    """Return the pack as a document that needs nothing else: it opens in a browser, and becomes the PDF."""
    return render_to_string("evidence_claims/pack_document.html", context_of(owner, now.astimezone(ENGLAND).date()))


def write_zip(path: Path, owner: str, now: datetime) -> int:
    """Write the pack to a path as a zip, and return how many files of pieces are in it.

    `index.html` is the document, `manifest.json` names every file with its SHA-256 and what it shows, and `SHA256SUMS`
    can be checked with `sha256sum --check`. Files are copied in small pieces, never whole in memory.
    """
    pack = pack_for(owner)
    sums: list[tuple[str, str]] = []
    stored = dict(File.objects.filter(piece__owner=owner).values_list("key", "stored"))
    listed = []
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for number, piece in enumerate(pack.pieces, 1):
            held = []
            for name, one in _names(number, piece):
                with out.open(name, "w", force_zip64=True) as target:
                    for part in files.read(stored[one.key]):
                        target.write(part)
                sums.append((one.sha256, name))
                held.append({"file": name, "type": one.type, "bytes": one.size, "sha256": one.sha256})
            listed.append(_said(number, piece, held))
        manifest = {
            "format": FORMAT,
            "made": now.isoformat(),
            "says": NOT_QTS,
            "points_shown": pack.shown,
            "points": pack.points,
            "not_shown": [point.reference for point in pack.gaps],
            "pieces": listed,
        }
        texts = {
            "index.html": document(owner, now),
            "manifest.json": json.dumps(manifest, ensure_ascii=False, indent=2) + "\n",
        }
        for name, text in texts.items():
            data = text.encode()
            out.writestr(name, data)
            sums.append((hashlib.sha256(data).hexdigest(), name))
        out.writestr("SHA256SUMS", "".join(f"{digest}  {name}\n" for digest, name in sums))
    return sum(len(piece.files) for piece in pack.pieces)


def _said(number: int, piece: Piece, held: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "number": number,
        "piece": piece.key,
        "kind": str(piece.kind.label),
        "title": piece.name,
        "made_on": piece.made_on.isoformat() if piece.made_on else None,
        "link": piece.link,
        "whose": piece.authenticity,
        "ai": piece.ai_use,
        "sha256": piece.sha256,
        "shows": [
            {"point": one.criterion, "why": one.why} for one in piece.criteria if one.criterion.startswith("TS-")
        ],
        "files": held,
    }


def _names(number: int, piece: Piece) -> Iterator[tuple[str, PieceFile]]:
    """Yield each file with its name in the zip: numbered, plain, and never a path."""
    for place, one in enumerate(piece.files, 1):
        stem = re.sub(r"[^A-Za-z0-9]+", "-", one.label.rpartition(".")[0] or one.label).strip("-")[:60] or "file"
        yield f"pieces/{number:03}/{place:02}-{stem}.{ENDINGS.get(one.type, one.type)}", one
