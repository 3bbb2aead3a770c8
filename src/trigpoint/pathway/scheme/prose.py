"""What a scheme says of its routes, as headed paragraphs, whatever keys an author chose. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trigpoint.pathway.scheme.clauses import source_keys
from trigpoint.pathway.scheme.in_words import capital

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

HEADINGS = {
    "who": "Who it is for",
    "for_whom": "Who it is for",
    "plain": "In plain words",
    "entry": "What you need to begin",
    "how": "How it goes",
    "how_it_counts": "How it counts",
    "ends": "Where it ends",
    "not": "What it is not",
    "apart": "Counted apart",
    "lapse": "If something runs out",
    "leave": "Leave",
    "limits": "What it cannot do",
    "duty": "Who must act",
    "status": "Open or not",
    "length": "How long it takes",
    "paid": "Pay and fees",
    "assessed_on": "What is assessed",
    "experience_saves": "What experience saves",
    "sen_work_shows": "What SEN work can show",
    "sen_work_cannot_show": "What SEN work cannot show",
    "checks_by_others": "What others check",
    "providers_differ": "Where providers differ",
    "where_it_counts": "Where it counts",
    "next_step": "A next step",
    "then_induction": "Induction afterwards",
    "instead_if": "When something else is better",
}


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Words, whose they are, and the keys of their sources."""

    words: str
    who: str = ""
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its paragraphs."""

    heading: str
    paragraphs: tuple[Paragraph, ...]


def sections(about: Mapping[str, Any]) -> tuple[Section, ...]:
    """Return what an author wrote under each key, in the author's order; figures for machines are left out."""
    found = (
        Section(HEADINGS.get(key) or capital(key.replace("_", " ")), tuple(_paragraphs(value)))
        for key, value in about.items()
        if key != "sources"
    )
    return tuple(section for section in found if section.paragraphs)


def _paragraphs(value: object) -> Iterator[Paragraph]:
    if isinstance(value, str):
        yield Paragraph(value)
    elif isinstance(value, list):
        for item in value:
            yield from _paragraphs(item)
    elif isinstance(value, dict) and (words := value.get("words") or value.get("says")):
        standards = ", ".join(map(str, value.get("standards", ())))
        more = f" (Standards {standards})" if standards else ""
        yield Paragraph(f"{words}{more}", value.get("who", ""), source_keys(value.get("source")))
