"""Which facts a rule counts, and on which days each of them counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.kernel.calendar import OPEN, START, window_end
from trigpoint.kernel.facts import Kind
from trigpoint.kernel.periods import ALWAYS, NEVER, union_all
from trigpoint.kernel.rules import ANY_DAY, Bounds, Match, Total

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from trigpoint.kernel.facts import Fact, Index, Vocabulary
    from trigpoint.kernel.periods import Run


def first(day: date | None) -> int:
    """Return the ordinal of a lower bound, or the start of the time line."""
    return START if day is None else day.toordinal()


def past(day: date | None) -> int:
    """Return the ordinal of an upper bound, or an open end."""
    return OPEN if day is None else day.toordinal()


def run_of(bounds: Bounds) -> Run:
    """Return the days within the bounds."""
    return ALWAYS if bounds == ANY_DAY else (first(bounds.start), past(bounds.before))


class Matcher:
    """A compiled `Match`: which facts of a code count."""

    __slots__ = ("any_amount", "basis", "began", "code", "gained", "here", "is_plain", "is_timeless", "kind", "via")

    def __init__(self, match: Match, vocabulary: Vocabulary) -> None:
        self.code = match.code
        self.kind = vocabulary[match.code].kind
        self.basis, self.via, self.here, self.any_amount = match.basis, match.via, match.here, match.at_least
        self.gained = None if match.gained == ANY_DAY else run_of(match.gained)
        self.began = None if match.began == ANY_DAY else run_of(match.began)
        self.is_timeless = not self.here and self.gained is None and self.began is None
        self.is_plain = not (
            self.via or self.here or self.any_amount is not None or self.gained is not None or self.began is not None
        )

    def facts(self, index: Index, at: str | None) -> Sequence[Fact]:
        """Return the facts that count, in the order given."""
        found = index.get(self.code)
        if found is None:
            return ()
        if self.is_plain:
            basis = self.basis
            return [fact for fact in found if fact.basis >= basis]
        return [fact for fact in found if self.counts(fact, found, at)]

    def counts(self, fact: Fact, among: Sequence[Fact], at: str | None) -> bool:
        """Return whether one fact counts; `among` are the facts of its code, for the beginning of its post."""
        if fact.basis < self.basis or (self.here and (at is None or fact.at != at)):
            return False
        if self.via is not None and fact.via is not self.via:
            return False
        if self.any_amount is not None and (fact.amount or 0) < self.any_amount:
            return False
        if self.gained is not None and not self.gained[0] <= fact.run[0] < self.gained[1]:
            return False
        if self.began is not None:
            began = post_began(fact, among) if self.kind is Kind.SPELL else fact.began_day
            return self.began[0] <= began < self.began[1]
        return True


def post_began(fact: Fact, among: Sequence[Fact]) -> int:
    """Return the day on which the unbroken post of a spell began: spells that touch at one setting are one post.

    Only spells that start no later than this one are looked at, so that what starts later changes nothing earlier.
    """
    began, end = fact.began_day, START - 1
    for spell in sorted((s for s in among if s.at == fact.at and s.run[0] <= fact.run[0]), key=lambda s: s.run):
        if spell.run[0] > end:
            began = spell.began_day
        began, end = min(began, spell.began_day), max(end, spell.run[1])
    return began


def paused_days(index: Index, code: str | None) -> Run:
    """Return the days on which a clock with this pause code stands still."""
    found = index.get(code) if code else None
    return union_all([fact.run for fact in found]) if found else NEVER


def span_of(fact: Fact, kind: Kind, lasts: int | None, paused: Run) -> Run:
    """Return the days on which a fact counts: its own, cut off after `lasts` months; an event counts all of those."""
    start, end = fact.run
    if lasts is None:
        return fact.run
    over = window_end(start, lasts, paused)
    return (start, over if kind is Kind.EVENT or over < end else end)


def posts_at(index: Index, code: str, at: str | None) -> Run:
    """Return the unbroken posts of a code at a setting."""
    return union_all([fact.run for fact in index.get(code, ()) if fact.at == at]) if at is not None else NEVER


def total_windows(rule: Total, events: Iterable[Fact], index: Index) -> list[tuple[int, int, int]]:
    """Return the days on which each event counts, and its amount; an event without an amount counts 1."""
    paused = paused_days(index, rule.pauses)
    return [
        (
            event.run[0],
            OPEN if rule.within is None else window_end(event.run[0], rule.within, paused),
            1 if event.amount is None else event.amount,
        )
        for event in events
    ]
