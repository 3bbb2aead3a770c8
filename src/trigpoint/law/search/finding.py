"""The search of law: an exact citation first, then words; and for a citation that cannot be read, the nearest three."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from trigpoint.citations import CitationError, Legislation, find, parse
from trigpoint.law.reading.places import passage_of, place_of_citation
from trigpoint.law.register import around, inside, instruments, own_citation
from trigpoint.law.search.filling import DATE, PROPOSAL, SITUATION, TEXT
from trigpoint.law.search.index import matching
from trigpoint.law.search.words import MOST_TYPED, STOP, WORD, wanted
from trigpoint.law.texts import held_at

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from trigpoint.citations import Citation, Instrument
    from trigpoint.content.statute import Provision
    from trigpoint.law.search.index import Hit

SHOWN = 20
FEW = 3
"""Fewer hits than this with every word, and entries with some of the words follow."""
SHOWN_BESIDE_NEAREST = 5
"""What has only some of the words stands back where a citation was probably meant."""
SNIPPET = 200
DIGIT = re.compile(r"\d")
KINDS = {
    "law": "Law",
    "guidance": "Guidance",
    "judgment": "Case law",
    DATE: "Work out a date",
    TEXT: "Official text",
    SITUATION: "Situation",
    PROPOSAL: "Not law",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A result: what kind of thing, where it is, its words."""

    kind: str
    url: str
    heading: str
    citation: str
    snippet: str
    ended: date | None = None


@dataclass(frozen=True, slots=True)
class Near:
    """A citation that may have been meant."""

    words: str
    long: str
    url: str


@dataclass(frozen=True, slots=True)
class Unheld:
    """A citation that was read, of which this library has no page: where to read it instead."""

    words: str
    address: str


@dataclass(frozen=True, slots=True)
class Found:
    """What a search gives. `is_wider` when some rows have only some of the words."""

    asked: str
    exact: tuple[Row, ...] = ()
    unheld: Unheld | None = None
    nearest: tuple[Near, ...] = ()
    rows: tuple[Row, ...] = ()
    is_wider: bool = False
    has_more: bool = False

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing was found at all."""
        return not (self.exact or self.rows or self.unheld)


def search(text: str, *, on: date) -> Found:
    """Return what the text may mean, as law stood on the day. At most three queries."""
    asked = " ".join(text[:MOST_TYPED].split())
    citation = cited(asked)
    exact = rows_of(citation) if citation else ()
    rows, is_wider = worded(asked, on, may_widen=citation is None)
    known = {row.url for row in exact}
    others = tuple(row for row in rows if row.url not in known)
    wants_nearest = citation is None and (not others or (is_wider and DIGIT.search(asked)))
    if wants_nearest and is_wider:
        others = others[:SHOWN_BESIDE_NEAREST]
    return Found(
        asked,
        exact,
        Unheld(citation.long(), citation.address() or "") if citation and not exact else None,
        nearest(asked) if wants_nearest else (),
        others[:SHOWN],
        is_wider=is_wider,
        has_more=len(others) > SHOWN,
    )


def cited(asked: str) -> Citation | None:
    """Return the citation that the text is, if it is one. Words without a number or a name of law are not tried."""
    if not DIGIT.search(asked) and next(find(asked), None) is None:
        return None
    try:
        return parse(asked)
    except CitationError:
        return None


def nearest(asked: str) -> tuple[Near, ...]:
    """Return the citations nearest to what was typed."""
    try:
        parse(asked)
    except CitationError as error:
        return tuple(near(reading) for reading in error.readings)
    return ()


def rows_of(citation: Citation) -> tuple[Row, ...]:
    """Return the pages of a citation: of the register, and official text that is held."""
    return (*(provision_row(one) for one in entries_of(citation)), *held_rows(citation))


def entries_of(citation: Citation) -> tuple[Provision, ...]:
    """Return the entries that a citation is in, then those that it takes in. Without an instrument: in any of ours."""
    readings: list[Citation] = [citation]
    if isinstance(citation, Legislation) and citation.instrument is None:
        readings = [citation.within(instrument) for instrument in instruments() if _fits(citation, instrument)]
    found = [one for reading in readings for one in around(reading)]
    return tuple(dict.fromkeys([*found, *(one for reading in readings for one in inside(reading))]))


def _fits(citation: Legislation, instrument: Instrument) -> bool:
    try:
        citation.within(instrument)
    except ValueError:
        return False
    return True


def held_rows(citation: Citation) -> list[Row]:
    """Return the official texts that this copy holds of a citation, where no entry of the register leads there."""
    place = place_of_citation(citation)
    if not place or around(citation):
        return []
    return [
        Row(KINDS[TEXT], text.url, text.title, text.label, text.words[:SNIPPET]) for text in held_at(passage_of(place))
    ]


def provision_row(provision: Provision) -> Row:
    """Return an entry of the register as a result."""
    latest = provision.latest
    return Row(
        KINDS[provision.kind.value],
        reverse("law:provision", args=[provision.id]),
        latest.title,
        str(own_citation(provision.id)),
        latest.plain,
        latest.until,
    )


def near(citation: Citation) -> Near:
    """Return a citation to try instead."""
    return Near(str(citation), citation.long(), f"{reverse('law:search')}?q={str(citation).replace(' ', '+')}")


def worded(asked: str, on: date, *, may_widen: bool) -> tuple[list[Row], bool]:
    """Return the entries that have the words, and whether some have only some of them."""
    words = wanted(asked)
    if not words:
        return [], False
    hits = matching(words, on=on, limit=SHOWN * 2)
    wider = may_widen and len(hits) < FEW and len(words) > 1
    if wider:
        hits += matching(words, on=on, limit=SHOWN, any_word=True)
    telling = {name for names in words for phrase in names for name in phrase.split()}
    return list(_rows(hits, telling)), wider


def _rows(hits: Iterable[Hit], telling: set[str]) -> list[Row]:
    found: dict[str, Row] = {}
    for hit in hits:
        url = url_of(hit.kind, hit.ref)
        found.setdefault(
            url, Row(KINDS[hit.kind], url, hit.heading, hit.citation, snippet(hit.words, telling), hit.until)
        )
    return list(found.values())


def url_of(kind: str, ref: str) -> str:
    """Return the page of an entry."""
    if kind == DATE:
        return reverse("law:date", args=[ref])
    if kind == TEXT:
        start, _, position = ref.partition(":")
        return reverse("law:text", args=[start, position])
    if kind == SITUATION:
        return reverse("law:situation", args=[ref])
    if kind == PROPOSAL:
        return f"{reverse('law:proposed')}#{ref}"
    return reverse("law:provision", args=[ref])


def snippet(words: str, telling: set[str]) -> str:
    """Return the sentence of a text that has most of the words, cut to a length that a list can carry."""
    sentences = re.split(r"(?<=[.;:])\s+|\n", words)
    stems = {word[:5] for word in telling if word not in STOP}
    best = max(sentences, key=lambda one: sum(word[:5] in stems for word in set(WORD.findall(one.casefold()))))
    return best if len(best) <= SNIPPET else f"{best[:SNIPPET].rpartition(' ')[0]} …"
