"""Finding a school by what somebody types: its name, town, council, postcode or URN, not quite right perhaps.

Three attempts, each wider, until one finds something: every word as typed, the last one perhaps unfinished; the
words that matter, each with those words of the register that it may be a slip for; any of these. The database finds
candidates by index; `rapidfuzz` puts them in order.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from trigpoint.schools.index import Term, Wanted
from trigpoint.schools.models import Import, School, Word
from trigpoint.schools.words import COMMON, LEAST_SPELT, POSTCODE, tokens

if TYPE_CHECKING:
    from collections.abc import Iterator

SHOWN = 15
CANDIDATES = 300
"""How many schools are put in order at most. More match only where the words are so common that order means little."""
MOST_TYPED = 100
MOST_TOKENS = 12
MEANT = 6
"""How many words a mistyped one may stand for."""
LONG = 7
"""From this length on, a word may have two slips."""
CLOSED_BEHIND = 12.0
"""How many points of likeness an open school is put before a closed one."""
BEGINS_SO = 20.0
"""How many points a school gains whose name begins as it was typed."""


@dataclass(frozen=True, slots=True)
class SearchRow:
    """A school in a list of results."""

    urn: int
    name: str
    town: str
    postcode: str
    authority: str
    phase: str
    status: School.Status

    @property
    def is_closed(self) -> bool:
        """Tell whether the school is closed."""
        return self.status is School.Status.CLOSED

    @property
    def place(self) -> str:
        """Return where it is, as far as it is known: town, council, postcode."""
        return ", ".join(dict.fromkeys(part for part in (self.town, self.authority, self.postcode) if part))


@dataclass(frozen=True, slots=True)
class SearchResult:
    """What was found. `has_more` when more match than are given; `is_guess` when not every word is as typed."""

    rows: tuple[SearchRow, ...]
    has_more: bool = False
    is_guess: bool = False


Candidate = tuple[SearchRow, str]
"""A school that may be meant, with the words by which it was found."""


def search(text: str, limit: int = SHOWN) -> SearchResult:
    """Return the schools that the text most likely means, the likeliest first.

    One query when every word is as in the register. When none is found so, at most four more: the version of the
    register, its words (once for each version and process), and the two wider attempts.
    """
    typed = tokens(text[:MOST_TYPED])[:MOST_TOKENS]
    if not any(len(token) > 1 for token in typed):
        return SearchResult(())
    for number, wanted in enumerate(attempts(typed)):
        found = candidates(wanted)
        if found:
            ordered = in_order(" ".join(typed), found)
            return SearchResult(tuple(ordered[:limit]), has_more=len(found) > limit, is_guess=number > 0)
    return SearchResult(())


def attempts(typed: tuple[str, ...]) -> Iterator[Wanted]:
    """Yield what to look for, narrow to wide."""
    *whole, last = typed
    yield Wanted((*((Term(token),) for token in whole), (Term(last, is_beginning=len(last) > 1),)))
    telling = tuple(token for token in typed if token not in COMMON) or typed
    vocabulary = words_of(
        Import.objects.filter(state=Import.State.DONE).order_by("-id").values_list("id", flat=True).first()
    )
    groups = tuple(meant(token, vocabulary) for token in telling)
    yield Wanted(groups)
    if len(groups) > 1:
        yield Wanted(groups, any_group=True)


def meant(token: str, vocabulary: tuple[str, ...]) -> tuple[Term, ...]:
    """Return what a word may stand for: itself, its own beginning of another, and words like it."""
    if POSTCODE.fullmatch(token):
        return (Term(token[:-2], is_beginning=True),)  # the neighbourhood: people know their own postcode
    if len(token) < LEAST_SPELT or not token.isalpha():
        return (Term(token, is_beginning=len(token) > 1),)
    slips = 1 if len(token) < LONG else 2
    near = process.extract(token, vocabulary, scorer=OSA.distance, score_cutoff=slips, limit=MEANT)
    return (Term(token, is_beginning=True), *(Term(word) for word, _, _ in near if word != token))


@lru_cache(maxsize=2)
def words_of(version: int | None) -> tuple[str, ...]:
    """Return the words of the register. Kept while the version is the newest: they only change with it."""
    return tuple(Word.objects.order_by("word").values_list("word", flat=True)) if version else ()


def candidates(wanted: Wanted) -> list[Candidate]:
    """Return the schools that have what is wanted, in no order of likeness."""
    rows = School.objects.current().filter(words__have=wanted)
    fields = ("urn", "name", "town", "postcode", "authority_id", "phase", "status", "words")
    return [
        (SearchRow(urn, name, town, postcode, authority, phase, School.Status(status)), words)
        for urn, name, town, postcode, authority, phase, status, words in rows.values_list(*fields)[:CANDIDATES]
    ]


def in_order(typed: str, found: list[Candidate]) -> list[SearchRow]:
    """Return the likeliest first: how much of what was typed is in it, then how little else is in its name."""

    def likeness(candidate: Candidate) -> tuple[float, str, int]:
        row, words = candidate
        name = " ".join(tokens(row.name))
        points = fuzz.token_set_ratio(typed, words) + fuzz.ratio(typed, name)
        points += BEGINS_SO * name.startswith(typed) - CLOSED_BEHIND * row.is_closed
        return (-points, row.name, row.urn)

    return [row for row, _ in sorted(found, key=likeness)]
