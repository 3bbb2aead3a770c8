"""PDF files that a screen reader can read (PDF/UA-1, ISO 14289-1), made of the HTML of the page for printing.

Needs the extra `pdf`, and Pango from the system. It is slow and large, so a worker does it, as a job; a page asks
`why_not()` first, and where there is no PDF it offers the page for printing and says why.
"""

from __future__ import annotations

from ctypes.util import find_library
from functools import cache
from importlib.util import find_spec

from django.utils.module_loading import import_string

NO_PACKAGE = (
    "This copy makes no PDF files. Print the page instead, or ask who runs the copy to install the extra “pdf”."
)
NO_PANGO = (
    "This copy makes no PDF files, because its machine lacks Pango. Print the page instead, or ask who runs the copy "
    "to install it (on Debian: libpango-1.0-0, libpangoft2-1.0-0 and libharfbuzz-subset0)."
)


class NoPdfError(RuntimeError):
    """No PDF can be made here; the words say why, and what to do instead."""


@cache
def why_not() -> str:
    """Return why no PDF can be made here, in sentences for whoever asked for one; empty where it can.

    It loads nothing: serving processes stay small.
    """
    if find_spec("weasyprint") is None:
        return NO_PACKAGE
    return "" if find_library("pango-1.0") and find_library("pangoft2-1.0") else NO_PANGO


def pdf(html: str) -> bytes:
    """Return a document as a PDF/UA-1 file. Nothing is fetched: styles stand in the document, pictures as `data:`.

    Raises NoPdfError.
    """
    if reason := why_not():
        raise NoPdfError(reason)
    # By name: the engine is loaded where a PDF is made, and nowhere else.
    written: bytes = import_string("trigpoint.platform.pdf_engine.write")(html)
    return written
