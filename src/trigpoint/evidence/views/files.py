"""Files of a piece: added whole or in parts, shown, blacked out, taken off."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING
from urllib.parse import quote

from django.http import Http404, HttpResponse, JsonResponse, StreamingHttpResponse
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from trigpoint.evidence import actions, queries
from trigpoint.evidence.cleaning.types import MOST, TYPES
from trigpoint.evidence.errors import EvidenceError, GoneError
from trigpoint.evidence.views.common import adults_in, own, page, seen, to, within_limits
from trigpoint.evidence.views.piece import shown
from trigpoint.people.rules import SIGNED_IN
from trigpoint.platform import files
from trigpoint.platform.clock import now
from trigpoint.platform.forms import METHODS
from trigpoint.platform.permissions import permission
from trigpoint.platform.uploads import large_file_in, takes_a_large_file

if TYPE_CHECKING:
    from django.http import QueryDict
    from django.http.response import HttpResponseBase

    from trigpoint.evidence.rows import PieceFile
    from trigpoint.people.requests import SignedInRequest

    Box = tuple[float, float, float, float]

REFUSED, CONFLICT = 422, 409
SQUARES, MOST_ROWS = 12, 15
"""Columns of the grid over a picture, and the most rows: a form takes no more fields."""
MOST_BOXES = 60
MOST_SAID = 10_000
"""Bytes of what a script says of a file that it is about to send."""
SHUT = "default-src 'none'; sandbox"
"""A file can load nothing and run nothing, whatever it turns out to be."""


@permission(SIGNED_IN)
@within_limits
@takes_a_large_file(MOST, files.incoming)
@require_POST
def add(request: SignedInRequest, piece: str) -> HttpResponse:
    """Add a file to a piece."""
    path = large_file_in(request)
    try:
        row = own(request, piece)
        if path is None:
            return shown(request, row, "No file came, or it was too large. Choose one of 500 MB at most.", REFUSED)
        adults = adults_in(request)
        actions.add_file(owner=request.user.key, key=piece, path=path, label=path.name, adults=adults, now=now())
    except EvidenceError as error:
        return shown(request, own(request, piece), str(error), REFUSED)
    except GoneError:
        raise Http404 from None
    finally:
        if path is not None:
            path.unlink(missing_ok=True)
            path.parent.rmdir()
    return to("piece", "added", piece)


@permission(SIGNED_IN)
@require_POST
def begin(request: SignedInRequest, piece: str) -> HttpResponse:
    """Begin a file that comes in parts, or go on with one that stopped; say where."""
    own(request, piece)
    try:
        said = json.loads(request.read(MOST_SAID))
        label, size = str(said["label"]), int(said["size"])
        adults = [str(name).strip()[:120] for name in said.get("adults", []) if str(name).strip()][:30]
    except (ValueError, TypeError, KeyError, AttributeError):
        return JsonResponse({"words": "This page could not say which file it is. Open it again."}, status=REFUSED)
    try:
        upload = actions.begin_upload(
            owner=request.user.key, key=piece, label=label, size=size, adults=adults, now=now()
        )
    except EvidenceError as error:
        return JsonResponse({"words": str(error)}, status=REFUSED)
    return JsonResponse({"url": reverse("evidence:upload", args=[piece, upload]), "have": files.have(upload)})


@permission(SIGNED_IN)
@require_POST
def upload(request: SignedInRequest, piece: str, upload: str) -> HttpResponse:
    """Take a part of a file; when it is whole, clean it and add it."""
    own(request, piece)
    offset = request.headers.get("Upload-Offset", "")
    if not offset.isdigit() or len(offset) > 15:  # noqa: PLR2004 - digits of a number that fits
        return JsonResponse({"words": "This part does not say where it begins."}, status=REFUSED)
    owner = request.user.key
    try:
        have, size = actions.continue_upload(owner=owner, key=piece, upload=upload, offset=int(offset), source=request)
        if have < size:
            return JsonResponse({"have": have})
        actions.finish_upload(owner=owner, key=piece, upload=upload, now=now())
    except files.OffsetError as error:
        return JsonResponse({"have": error.have}, status=CONFLICT)
    except EvidenceError as error:
        return JsonResponse({"words": str(error)}, status=REFUSED)
    except GoneError:
        raise Http404 from None
    return JsonResponse({"done": reverse("evidence:piece", args=[piece]) + "?done=added"})


@permission(SIGNED_IN)
@require_safe
def file(request: SignedInRequest, piece: str, file: str) -> HttpResponseBase:
    """Give a file to whoever may see its piece: a picture to look at, anything else to download."""
    seen(request, piece)
    found = queries.stored(piece, file)
    if found is None:
        raise Http404
    row, name = found
    kind = TYPES[row.type]
    response = StreamingHttpResponse(files.read(name), content_type=kind.content_type)
    how = "inline" if kind.may_be_shown and "download" not in request.GET else "attachment"
    response["Content-Disposition"] = f"{how}; filename*=UTF-8''{quote(row.label)}"
    response["Content-Length"] = str(row.size)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SHUT
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def black_out(request: SignedInRequest, piece: str, file: str) -> HttpResponse:
    """Mark places of a picture, and black them out for good."""
    row = own(request, piece)
    found = next((one for one in row.files if one.key == file and one.is_image), None)
    if found is None:
        raise Http404
    refused = ""
    if request.method == "POST":
        try:
            actions.black_out(
                owner=request.user.key, key=piece, file=file, boxes=boxes_in(request.POST, rows_of(found)), now=now()
            )
        except EvidenceError as error:
            refused = str(error)
        except GoneError:
            raise Http404 from None
        else:
            return to("black-out", "blacked", piece, file)
    squares = [
        (f"{down}-{across}", f"Row {down + 1}, column {across + 1}")
        for down in range(rows_of(found))
        for across in range(SQUARES)
    ]
    context = {"row": row, "file": found, "squares": squares, "refused": refused, "typed": request.POST}
    response = page(request, "black_out", context)
    response.status_code = REFUSED if refused else 200
    return response


def rows_of(file: PieceFile) -> int:
    """Return how many rows the grid over a picture has, so that its squares are about square."""
    return max(1, min(MOST_ROWS, round(SQUARES * file.height / max(1, file.width))))


def boxes_in(sent: QueryDict, rows: int) -> list[Box]:
    """Return the places that a form marks, as parts of 1: squares of the grid, numbers in per cent, drawn boxes.

    Raises EvidenceError for numbers that are none.
    """
    boxes: list[Box] = []
    for cell in sent.getlist("cell")[: SQUARES * MOST_ROWS]:
        down, _, across = cell.partition("-")
        if down.isdigit() and across.isdigit() and int(down) < rows and int(across) < SQUARES:
            boxes.append((int(across) / SQUARES, int(down) / rows, 1 / SQUARES, 1 / rows))
    numbers = [sent.get(name, "").strip().rstrip("%") for name in ("left", "top", "width", "height")]
    drawn = [one.split(",") for one in sent.getlist("box")[:MOST_BOXES]]
    for given, whole in [*((one, 1_000) for one in drawn), *(((numbers, 100),) if any(numbers) else ())]:
        parts = [_part(text, whole) for text in given]
        if len(parts) != 4 or None in parts:  # noqa: PLR2004 - left, top, width, height
            raise EvidenceError("Enter all four numbers, each from 0 to 100.")
        left, top, width, height = (part or 0.0 for part in parts)
        boxes.append((left, top, min(width, 1 - left), min(height, 1 - top)))
    return boxes


def _part(text: str, whole: int) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number / whole if 0 <= number <= whole else None


@permission(SIGNED_IN)
@require_POST
def remove(request: SignedInRequest, piece: str, file: str) -> HttpResponse:
    """Take a file off a piece."""
    row = own(request, piece)
    try:
        actions.remove_file(owner=request.user.key, key=piece, file=file, now=now())
    except EvidenceError as error:
        return shown(request, row, str(error), CONFLICT)
    except GoneError:
        raise Http404 from None
    return to("piece", "unfiled", piece)
