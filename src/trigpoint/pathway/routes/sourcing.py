"""Sources as pages show them: a link, and how surely we know what it says. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trigpoint.pathway.routes.rows import SaidRow, SourceRow
from trigpoint.platform.pages import Citation

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trigpoint.kernel import Source

CONFIDENCE = {
    "V": "we read the source itself",
    "V2": "we read it second-hand",
    "C": "we worked it out",
    "M+": "from memory, still to be checked",
    "M?": "from memory and unsure, still to be checked",
}
KINDS = {"law": "Law", "guidance": "Guidance", "practice": "What providers say", "scheme": "Our own judgement"}


def cited(source: Source) -> Citation:
    """Return a source as a link: law by its citation, the rest by their titles."""
    return Citation(source.citation or source.title, source.address or "")


@dataclass(frozen=True, slots=True)
class Numbered:
    """The sources of one page, numbered in the order of its list."""

    rows: Mapping[str, SourceRow]
    """By the address of a source in its scheme: *scheme/key*."""

    def said(self, words: str, *names: str) -> SaidRow:
        """Return words with the sources they rest on. Raises KeyError for a source that the page does not list."""
        return SaidRow(words, tuple(self.rows[name] for name in dict.fromkeys(names)))


def numbered(sources: Mapping[str, Source]) -> Numbered:
    """Give the sources of a page their numbers, law first."""
    ordered = sorted(sources, key=lambda name: not sources[name].is_law)
    return Numbered({name: source_row(number, sources[name]) for number, name in enumerate(ordered, 1)})


def source_row(number: int, source: Source) -> SourceRow:
    """Return a source with how surely we know it."""
    return SourceRow(
        number=number,
        words=source.title,
        url=source.address or "",
        kind=KINDS[source.kind],
        confidence=CONFIDENCE[source.confidence],
        read=source.read,
        text_as_at=source.text_as_at,
        note=source.note or "",
    )
