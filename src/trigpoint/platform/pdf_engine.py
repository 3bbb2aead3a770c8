"""The engine behind `platform.pdf`: WeasyPrint, kept from fetching anything. Loaded only where a PDF is made."""

from __future__ import annotations

from typing import Any

from weasyprint import HTML
from weasyprint.urls import FatalURLFetchingError, URLFetcher


class NothingOutside(URLFetcher):
    """Refuses every address but `data:`: a document must not be able to read this machine or ask another one."""

    def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:  # noqa: ANN401 - WeasyPrint's own
        """Give what a `data:` address holds. Raises FatalURLFetchingError for any other."""
        if not url.startswith("data:"):
            raise FatalURLFetchingError(f"A document for a PDF holds an address outside itself: {url[:100]}")
        return super().fetch(url, headers)


def write(html: str) -> bytes:
    """Return the document as PDF/UA-1, with its tags, its language and its title."""
    document = HTML(string=html, base_url="data:,", url_fetcher=NothingOutside())
    found: bytes = document.write_pdf(pdf_variant="pdf/ua-1", pdf_tags=True)
    return found
