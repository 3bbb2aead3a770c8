"""What the pages of holders and checkers share."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, StreamingHttpResponse

from trigpoint.evidence.cleaning.types import TYPES
from trigpoint.platform import files
from trigpoint.platform.just_done import JustDone

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from trigpoint.credentials.outside.queries import SentRow

SHUT = "default-src 'none'; sandbox"
"""A file can load nothing and run nothing, whatever it turns out to be."""
REFUSED = 422
DONE = JustDone(
    "credentials",
    "credentials_outside/",
    {
        "sent": "It is sent in. You get a message once it has been checked.",
        "counted": "Its signature was checked, and it counts.",
        "withdrawn": "It is taken back, and its file is removed.",
        "agreed": "Your agreement is kept.",
        "refused": "It is refused, and whoever sent it in was told why.",
        "judged": "Your judgement of the mapping is kept.",
        "corrected": "It no longer counts. The entries are withdrawn in the record.",
    },
)


def file_of(row: SentRow) -> HttpResponseBase:
    """Return a file: a picture to look at, anything else to download."""
    if not row.stored:
        raise Http404
    kind = TYPES.get(row.file_type)
    response = StreamingHttpResponse(
        files.read(row.stored), content_type=kind.content_type if kind else "application/octet-stream"
    )
    how = "inline" if row.is_picture else "attachment"
    response["Content-Disposition"] = f'{how}; filename="certificate.{kind.suffix if kind else "badge"}"'
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = SHUT
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
