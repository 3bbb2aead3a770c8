"""PDF files are made here, tagged for screen readers, and fetch nothing."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from pypdf import PdfReader
from weasyprint.urls import FatalURLFetchingError

from trigpoint.platform import pdf as pdfs
from trigpoint.platform.pdf import NO_PACKAGE, NO_PANGO, NoPdfError, pdf, why_not

PAGE = '<!doctype html><html lang="en-GB"><head><title>A report</title></head><body><h1>Found</h1>{}</body></html>'


def test_a_pdf_carries_its_words_its_title_its_language_and_tags():
    made = PdfReader(BytesIO(pdf(PAGE.format("<p>Three things.</p>"))))

    assert "Three things." in made.pages[0].extract_text()
    assert made.metadata is not None
    assert made.metadata.title == "A report"
    root: Any = made.root_object
    assert root["/Lang"] == "en-GB"
    assert root["/MarkInfo"]["/Marked"]
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()


@pytest.mark.parametrize("address", ["file:///etc/passwd", "http://127.0.0.1/", "https://somewhere.example/x.png"])
def test_a_document_cannot_read_this_machine_or_another(address: str):
    with pytest.raises(FatalURLFetchingError, match="an address outside itself"):
        pdf(PAGE.format(f'<img alt="x" src="{address}">'))


@pytest.mark.parametrize(
    ("lacking", "words"), [("find_spec", NO_PACKAGE), ("find_library", NO_PANGO)], ids=["package", "pango"]
)
def test_a_copy_that_cannot_make_one_says_why_and_what_to_do(lacking: str, words: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(pdfs, lacking, lambda _: None)
    why_not.cache_clear()
    try:
        with pytest.raises(NoPdfError) as refused:
            pdf(PAGE)
        assert str(refused.value) == words
    finally:
        why_not.cache_clear()
