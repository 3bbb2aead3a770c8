"""One's whole assessment record: downloading it, and bringing one from another copy."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import FileResponse, Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_safe

from trigpoint.assessment import queries
from trigpoint.assessment.board import records
from trigpoint.assessment.board.views.common import DONE
from trigpoint.assessment.errors import AssessmentError
from trigpoint.assessment.words import State
from trigpoint.people.rules import SIGNED_IN
from trigpoint.platform import files
from trigpoint.platform.clock import now
from trigpoint.platform.forms import METHODS
from trigpoint.platform.permissions import permission
from trigpoint.platform.uploads import large_file_in, takes_a_large_file

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from trigpoint.people.requests import SignedInRequest

MOST_SENT = 500_000_000
"""Bytes of a zip that is brought."""
REFUSED = 422


@permission(SIGNED_IN)
@require_safe
def record(request: SignedInRequest) -> HttpResponse:
    """Show what can be taken along, and what was brought."""
    return shown(request)


@permission(SIGNED_IN)
@require_safe
def download(request: SignedInRequest) -> HttpResponseBase:
    """Give the whole record as a zip."""
    moment = now()
    name = f"assessment-record-{moment:%Y-%m-%d}.zip"
    return FileResponse(records.packed(request.user.key, moment), as_attachment=True, filename=name)


@permission(SIGNED_IN)
@takes_a_large_file(MOST_SENT, files.incoming)
@require_http_methods(METHODS)
def bring(request: SignedInRequest) -> HttpResponse:
    """Bring a record from another copy, checked against its manifest."""
    if request.method != "POST":
        return shown(request)
    path = large_file_in(request)
    if path is None:
        return shown(request, "Choose the zip file that you downloaded, of 500 MB at most.")
    try:
        key = records.bring(person=request.user.key, path=path, now=now())
    except AssessmentError as error:
        return shown(request, str(error))
    finally:
        path.unlink(missing_ok=True)
        path.parent.rmdir()
    return DONE.to("brought-record", "brought", key)


@permission(SIGNED_IN)
@require_safe
def brought(request: SignedInRequest, brought: str) -> HttpResponse:
    """Show a record that was brought, as it is written."""
    row = records.brought(request.user.key, brought)
    if row is None:
        raise Http404
    return DONE.page(request, "brought", {"row": row, "submissions": row.record["submissions"]})


@permission(SIGNED_IN)
@require_safe
def download_brought(request: SignedInRequest, brought: str) -> HttpResponseBase:
    """Give a record that was brought as the zip that it came as."""
    row = records.brought(request.user.key, brought)
    if row is None:
        raise Http404
    name = f"assessment-record-{row.made_at[:10]}.zip"
    return FileResponse(records.packed_again(row), as_attachment=True, filename=name)


def shown(request: SignedInRequest, refused: str = "") -> HttpResponse:
    """Draw the page of the record, with what stands in the way of bringing one."""
    rows = [row for row in queries.submissions_of(request.user.key) if row.state is not State.DRAFT]
    context = {"count": len(rows), "brought": records.brought_by(request.user.key), "refused": refused}
    response = DONE.page(request, "record", context)
    response.status_code = REFUSED if refused else 200
    return response
