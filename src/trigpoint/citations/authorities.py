"""Passages of the SEND Code, neutral citations and law reports, as frozen values."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeAlias

from trigpoint.citations.legislation import Legislation

if TYPE_CHECKING:
    from trigpoint.citations.courts import Court
    from trigpoint.citations.numbering import Key

CASE_LAW = "https://caselaw.nationalarchives.gov.uk"
CODE = "SEND Code of Practice (2015)"
CODE_CHAPTERS = 11
LAST_DERIVED_YEAR = 2024
"""Find Case Law gives documents published since April 2025 an address that no longer follows from the
citation, so addresses are given only for judgments of earlier years."""


@dataclass(frozen=True)
class CodePassage:
    """A chapter, paragraph or run of paragraphs of the SEND Code of Practice: 6.91, or 9.166 to 9.185."""

    chapter: int
    paragraph: int | None = None
    last: int | None = None

    def __post_init__(self) -> None:
        if not 1 <= self.chapter <= CODE_CHAPTERS:
            raise ValueError(f"The Code has chapters 1 to {CODE_CHAPTERS}; there is no chapter {self.chapter}.")
        if self.last is not None and (self.paragraph is None or self.last <= self.paragraph):
            raise ValueError("A run of Code paragraphs goes from a lower to a higher one in one chapter.")

    @property
    def numbers(self) -> str:
        """The numbers as printed: "6.91", "9.166-9.185", or the chapter alone."""
        first = str(self.chapter) if self.paragraph is None else f"{self.chapter}.{self.paragraph}"
        return first if self.last is None else f"{first}-{self.chapter}.{self.last}"

    def __str__(self) -> str:
        if self.paragraph is None:
            return f"Code ch {self.chapter}"
        return f"{'paras' if self.last else 'para'} {self.numbers}"

    def long(self) -> str:
        """Return the citation in words: "Paragraph 6.91, SEND Code of Practice (2015)"."""
        word = "Chapter" if self.paragraph is None else "Paragraphs" if self.last else "Paragraph"
        return f"{word} {self.numbers}, {CODE}"

    def address(self) -> None:
        """Return None: the Code is published as one document without an address for each paragraph."""

    def contains(self, other: object) -> bool:
        """Return whether `other` lies within this chapter, paragraph or run."""
        if not isinstance(other, CodePassage) or self.chapter != other.chapter:
            return False
        if self.paragraph is None or other.paragraph is None:
            return self.paragraph is None
        return self.paragraph <= other.paragraph and (other.last or other.paragraph) <= (self.last or self.paragraph)

    def expand(self) -> tuple[CodePassage, ...]:
        """Return the paragraphs of a run one by one, or this one alone."""
        if self.paragraph is None or self.last is None:
            return (self,)
        return tuple(CodePassage(self.chapter, number) for number in range(self.paragraph, self.last + 1))

    def sort_key(self) -> Key:
        """Return a key that sorts any citations."""
        return ((5, ""), (self.chapter, ""), (self.paragraph or 0, ""), (self.last or 0, ""))


@dataclass(frozen=True)
class Judgment:
    """A neutral citation: [2020] UKUT 323 (AAC), perhaps at paragraph [31] or paragraphs [31]-[35]."""

    year: int
    court: Court
    number: int
    paragraph: int | None = None
    last: int | None = None

    def __post_init__(self) -> None:
        if self.last is not None and (self.paragraph is None or self.last <= self.paragraph):
            raise ValueError("A run of paragraphs goes from a lower to a higher one; put the lower first.")

    @property
    def name(self) -> str:
        """The citation without its pinpoint."""
        letters, division = self.court.letters, self.court.division
        if self.court.beside:
            return f"[{self.year}] {letters} {division} {self.number}"
        return f"[{self.year}] {letters} {self.number}" + (f" ({division})" if division else "")

    def __str__(self) -> str:
        at = "" if self.paragraph is None else f" at [{self.paragraph}]"
        return self.name + at + (f"-[{self.last}]" if self.last else "")

    def long(self) -> str:
        """Return the citation with its court: "[2020] UKUT 323 (AAC), paragraph 31 (Upper Tribunal …)"."""
        run = "" if self.last is None else f" to {self.last}"
        at = "" if self.paragraph is None else f", paragraph{'s' if run else ''} {self.paragraph}{run}"
        return f"{self.name}{at} ({self.court.name})"

    def address(self) -> str | None:
        """Return the Find Case Law address by its pattern: where to look, not a promise."""
        if not self.court.path or self.year > LAST_DERIVED_YEAR:
            return None
        return f"{CASE_LAW}/{self.court.path}/{self.year}/{self.number}"

    def contains(self, other: object) -> bool:
        """Return whether `other` is this judgment or a paragraph of it."""
        if not isinstance(other, Judgment) or self.name != other.name:
            return False
        if self.paragraph is None or other.paragraph is None:
            return self.paragraph is None
        return self.paragraph <= other.paragraph and (other.last or other.paragraph) <= (self.last or self.paragraph)

    def expand(self) -> tuple[Judgment, ...]:
        """Return the paragraphs of a run one by one, or this one alone."""
        if self.paragraph is None or self.last is None:
            return (self,)
        numbers = range(self.paragraph, self.last + 1)
        return tuple(replace(self, paragraph=number, last=None) for number in numbers)

    def sort_key(self) -> Key:
        """Return a key that sorts any citations; judgments by year, court and number."""
        court = f"{self.court.letters} {self.court.division}"
        return (
            (6, ""),
            (self.year, court),
            (self.number, ""),
            (self.paragraph or 0, ""),
            (self.last or 0, ""),
        )


@dataclass(frozen=True)
class LawReport:
    """A report of a case: [1998] ELR 129, [2001] 2 AC 619 at 655, (1999) 2 CCLR 203.

    Square brackets where the year finds the volume, round ones (`dated`) where the volume number does.
    """

    year: int
    series: str
    page: int
    volume: int | None = None
    dated: bool = False
    at: int | None = None

    def __str__(self) -> str:
        year = f"({self.year})" if self.dated else f"[{self.year}]"
        volume = "" if self.volume is None else f"{self.volume} "
        return f"{year} {volume}{self.series} {self.page}" + ("" if self.at is None else f" at {self.at}")

    def long(self) -> str:
        """Return the citation with its page in words: "[2001] 2 AC 619, page 655"."""
        return str(replace(self, at=None)) + ("" if self.at is None else f", page {self.at}")

    def address(self) -> None:
        """Return None: law reports have no free official address."""

    def contains(self, other: object) -> bool:
        """Return whether `other` is this report, or a page of it where this one names no page."""
        if not isinstance(other, LawReport):
            return False
        return other == self or (self.at is None and replace(other, at=None) == self)

    def expand(self) -> tuple[LawReport, ...]:
        """Return this report alone."""
        return (self,)

    def sort_key(self) -> Key:
        """Return a key that sorts any citations; reports by year, series, volume and page."""
        return (
            (7, ""),
            (self.year, self.series),
            (self.volume or 0, ""),
            (self.page, ""),
            (self.at or 0, ""),
        )


Citation: TypeAlias = Legislation | CodePassage | Judgment | LawReport
