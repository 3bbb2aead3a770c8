"""Which passages of a file read otherwise than the text that our register was read in."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from trigpoint.content import statute
from trigpoint.law import texts
from trigpoint.law.library.provisions import place_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from trigpoint.content.statute import Provision
    from trigpoint.law.texts import HeldText


@dataclass(frozen=True, slots=True)
class Change:
    """That a provision reads otherwise in a newer text. `before` is None where no earlier text is held."""

    provision: str
    before: HeldText | None
    after: HeldText
    as_at: date


@cache
def places() -> Mapping[str, tuple[Provision, ...]]:
    """Return the entries of the register by the passage in which their official text stands."""
    found: dict[str, list[Provision]] = defaultdict(list)
    for provision in statute.provisions():
        place = place_of(provision)
        if place:
            found[place].append(provision)
    return MappingProxyType({place: tuple(rows) for place, rows in found.items()})


def changes_in(sha256: str) -> tuple[Change, ...]:
    """Return what a file changes of what we cite. Two queries.

    A text is compared with the one before it by day, so the order in which files come in does not matter. What our
    register was read in already is no news.
    """
    cited = texts.passages_at(sha256, tuple(places()))
    versions: dict[str, list[HeldText]] = defaultdict(list)
    for text in texts.held_at(*{one.place for one in cited}) if cited else ():
        versions[text.place].append(text)
    found = ((place, pair) for place, texts_there in versions.items() for pair in _pairs(texts_there, sha256))
    return tuple(change for place, (before, after) in found for change in _news(place, before, after))


def _pairs(newest_first: list[HeldText], sha256: str) -> list[tuple[HeldText | None, HeldText]]:
    """Return the neighbours by day of which this file is one, the earlier first."""
    dated = [text for text in reversed(newest_first) if text.as_at is not None]
    pairs = list(zip([None, *dated], dated, strict=False))
    return [(before, after) for before, after in pairs if sha256 in {after.sha256, before.sha256 if before else ""}]


def _news(place: str, before: HeldText | None, after: HeldText) -> list[Change]:
    """Return the change for each entry that stands here and was not read in the newer text."""
    if after.as_at is None:
        return []
    found = []
    for provision in places()[place]:
        read = provision.latest.text_as_at
        if before is not None:
            is_news = before.words != after.words and (read is None or after.as_at > read)
        else:
            is_news = read is not None and after.since is not None and after.since > read
        if is_news:
            found.append(Change(provision.id, before, after, after.as_at))
    return found
