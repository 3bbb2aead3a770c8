"""PDF documents, written anew: without author, history, notes of programs, or the details of pictures within."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pikepdf

from trigpoint.evidence.cleaning.segments import plain_jpeg
from trigpoint.evidence.cleaning.types import Cleaned, RefusedError

if TYPE_CHECKING:
    from pathlib import Path

    from trigpoint.evidence.cleaning.types import Type

MOST_PAGES, MOST_OBJECTS = 500, 200_000
HARM = {
    "/JavaScript": "It holds a program (JavaScript).",
    "/Launch": "It starts another program when it is opened.",
    "/ImportData": "It loads data from elsewhere when it is opened.",
    "/SubmitForm": "It sends data elsewhere.",
    "/GoToE": "It opens a file within it.",
    "/RichMedia": "It holds a film or a program.",
    "/EmbeddedFile": "It holds other files.",
    "/XFA": "It holds a form with a program.",
    "/3D": "It holds a model that runs a program.",
}
HOLDS = {"/JS": "/JavaScript", "/XFA": "/XFA", "/EF": "/EmbeddedFile"}
DEEPEST = 8
PRINT = "Print it to a new PDF, and add that."
LEFT_OUT = ("/Metadata", "/PieceInfo", "/LastModified", "/AA", "/OpenAction", "/Thumb")
OF_NOTES = ("/T", "/CreationDate", "/M", "/NM", "/RC")


def clean(source: Path, target: Path, found: Type) -> Cleaned:
    """Write a PDF anew. Raises RefusedError for one with a password, a program, or other files in it."""
    try:
        with pikepdf.open(source) as pdf:
            _refuse(pdf)
            told = _told(pdf)
            for one in pdf.objects:
                _strip(one)
            for name in LEFT_OUT:
                if name in pdf.Root:
                    del pdf.Root[name]
            if "/Info" in pdf.trailer:
                del pdf.trailer["/Info"]
            pdf.save(target, deterministic_id=True, preserve_pdfa=False)
    except pikepdf.PasswordError:
        raise RefusedError(f"This PDF has a password. Save it without one. {PRINT}") from None
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        if isinstance(error, RefusedError):
            raise
        raise RefusedError(f"This PDF is broken. {PRINT}") from None
    return Cleaned(found.code, told)


def _refuse(pdf: pikepdf.Pdf) -> None:
    if pdf.is_encrypted:
        raise RefusedError(f"This PDF is locked with a password. Save it without one. {PRINT}")
    if len(pdf.objects) > MOST_OBJECTS or len(pdf.pages) > MOST_PAGES:
        raise RefusedError(f"This PDF has more than {MOST_PAGES} pages. Add the ones that show what you did.")
    for found in pdf.objects:
        _look(found)


def _look(found: Any, depth: int = 0) -> None:  # noqa: ANN401 - any object of a PDF
    if isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
        _refuse_harm(found)
        within = [value for _, value in found.items()]
    elif isinstance(found, pikepdf.Array):
        within = list(found)
    else:
        return
    for value in within if depth < DEEPEST else ():
        if isinstance(value, pikepdf.Dictionary | pikepdf.Array) and not value.is_indirect:
            _look(value, depth + 1)


def _refuse_harm(found: Any) -> None:  # noqa: ANN401 - a dictionary or a stream
    said = [str(found.get(name)) for name in ("/S", "/Type", "/Subtype") if isinstance(found.get(name), pikepdf.Name)]
    said += [HOLDS[name] for name in HOLDS if name in found]
    for name in said:
        if name in HARM:
            raise RefusedError(f"We do not take this PDF. {HARM[name]} {PRINT}")


def _strip(found: Any) -> None:  # noqa: ANN401 - any object of a PDF
    if not isinstance(found, pikepdf.Dictionary | pikepdf.Stream):
        return
    for name in LEFT_OUT:
        if name in found:
            del found[name]
    if "/Subtype" in found and "/Rect" in found and found.get("/Subtype") != pikepdf.Name.Widget:
        for name in OF_NOTES:
            if name in found:
                del found[name]
    if isinstance(found, pikepdf.Stream) and found.get("/Filter") in (pikepdf.Name.DCTDecode, ["/DCTDecode"]):
        found.write(plain_jpeg(found.read_raw_bytes()), filter=pikepdf.Name.DCTDecode)


def _told(pdf: pikepdf.Pdf) -> tuple[str, ...]:
    author = "/Info" in pdf.trailer and any(name in pdf.trailer.Info for name in ("/Author", "/Creator", "/Producer"))
    if author or "/Metadata" in pdf.Root:
        return ("Who made it, when and with which program was in it, and is taken out.",)
    return ()
