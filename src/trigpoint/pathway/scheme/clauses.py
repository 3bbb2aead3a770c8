"""A clause as its page shows it: what it asks, whether it is in force, what shows it, where it comes from. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trigpoint.content.releases import PINNED
from trigpoint.kernel.rules import Bounds, Dated, Rule, walk
from trigpoint.pathway.scheme.in_words import Words, in_words, name_of
from trigpoint.platform.pages import written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date

    from trigpoint.content.releases import Release
    from trigpoint.kernel import Scheme, Source

CONFIDENCES = {
    "V": "Read in the source itself",
    "V2": "Read at second hand",
    "C": "Worked out by us from what we read",
    "M+": "From memory, still to be checked",
    "M?": "Uncertain, still to be checked",
}
READ = {"V", "V2", "C"}
"""The confidences of which it can be said that something was read, and when."""
KINDS = {
    "law": "Law",
    "guidance": "Guidance",
    "scheme": "This scheme",
    "research": "Research",
    "practice": "What others do",
}
EVIDENCE = {
    "examination": "Examination",
    "work-product": "Something you made at work",
    "observation": "Being watched, or a talk",
    "family-voice": "A family’s view",
    "reflection": "Your reflection",
    "record": "A record",
    "real-task": "A real task",
    "outside-certificate": "A certificate from outside",
}


@dataclass(frozen=True, slots=True)
class Force:
    """Whether something holds on a day, in one sentence."""

    holds: bool
    words: str


@dataclass(frozen=True, slots=True)
class Line:
    """A clause in a list: its id, its title, and what it takes."""

    id: str
    title: str
    plain: str = ""
    minutes: int | None = None
    holds: bool = True


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source with how surely it is known. `url` is empty where the address is not one of the web."""

    title: str
    citation: str
    url: str
    kind: str
    is_law: bool
    confidence: str
    read: date | None
    text_as_at: date | None
    note: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """One kind of evidence that is accepted."""

    kind: str
    words: str
    sitting_minutes: int | None


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read an unclear rule, with who reads it so."""

    says: str
    sources: tuple[SourceRow, ...]
    is_law: bool


@dataclass(frozen=True, slots=True)
class DatedVersion:
    """One of the dated versions of a rule. `chosen` is the one that held on the day asked about."""

    days: str
    rule: Words
    sources: tuple[SourceRow, ...]
    chosen: bool


def force(scheme: Scheme, bounds: Bounds, release: Release | None, on: date) -> Force:
    """Return whether something with these days is in force on a day. An award that nobody signed never is."""
    begins = max(filter(None, (scheme.start, bounds.start)))
    if scheme.id in PINNED and release is None:
        return Force(
            holds=False,
            words=f"Not in force. Nobody has signed version {scheme.version} yet, so it can only be tried out.",
        )
    if on < begins:
        return Force(holds=False, words=f"Not in force on {written(on)}. It begins on {written(begins)}.")
    if bounds.before and on >= bounds.before:
        ended = f"It held from {written(begins)} until {written(bounds.before)}."
        return Force(holds=False, words=f"No longer in force. {ended}")
    return Force(holds=True, words=f"In force since {written(begins)}.")


def days_of(scheme: Scheme) -> dict[str, Bounds]:
    """Return for each rule the days that it or the nearest rule around it states; inside `dated`, its version's."""
    found: dict[str, Bounds] = {}

    def follow(rule: Rule, around: Bounds) -> None:
        own = rule.in_force if rule.in_force != Bounds() else around
        found[rule.id] = own
        if isinstance(rule, Dated):
            for days, then in rule.versions:
                follow(then, days)
        else:
            for child in rule.children():
                follow(child, own)

    for rule in tops(scheme):
        follow(rule, Bounds())
    return found


def tops(scheme: Scheme) -> Iterator[Rule]:
    """Yield the outermost rules: the requirements, then what routes ask inline."""
    inside = {inner.id for rule in scheme.rules.values() for inner in walk(rule) if inner is not rule}
    yield from (rule for rule in scheme.rules.values() if rule.id not in inside)


def trail(scheme: Scheme, rule_id: str) -> tuple[Rule, ...]:
    """Return the named rules around a rule, the outermost first."""
    for top in tops(scheme):
        inside = [rule for rule in walk(top) if rule.id != rule_id and any(r.id == rule_id for r in walk(rule))]
        if inside or top.id == rule_id:
            return tuple(rule for rule in inside if rule.named)
    return ()


def named(scheme: Scheme) -> tuple[Rule, ...]:
    """Return every clause: the rules with an id of their own, in the order of the scheme."""
    return tuple(rule for rule in scheme.rules.values() if rule.named)


def parts_of(rule: Rule) -> tuple[Rule, ...]:
    """Return the clauses next inside a rule: named, with no other named one between."""
    found: list[Rule] = []
    for child in rule.children():
        found += [child] if child.named else parts_of(child)
    return tuple(found)


def line(scheme: Scheme, rule: Rule, *, holds: bool = True) -> Line:
    """Return a clause as a line of a list."""
    plain = str(scheme.words(rule.id).get("plain", ""))
    return Line(rule.id, name_of(rule), plain, minutes_of(scheme, rule), holds)


def minutes_of(scheme: Scheme, rule: Rule) -> int | None:
    """Return the typical minutes of a clause: its own, or else those inside it added up; None where none are said."""
    if rule.minutes is not None:
        return rule.minutes
    inside = {inner.id: inner.minutes for inner in scheme.reach(rule) if inner.minutes is not None}
    return sum(inside.values()) or None


def sources_of(scheme: Scheme, keys: Iterable[str]) -> tuple[SourceRow, ...]:
    """Return sources by their keys, law first, then in the order given, each once."""
    rows = [source_row(scheme.sources[key]) for key in dict.fromkeys(keys)]
    return tuple(sorted(rows, key=lambda row: not row.is_law))


def source_row(source: Source) -> SourceRow:
    """Return a source as shown."""
    address = source.address or ""
    return SourceRow(
        title=source.title,
        citation=source.citation or "",
        url=address if address.startswith("https://") else "",
        kind=KINDS[source.kind],
        is_law=source.is_law,
        confidence=CONFIDENCES[source.confidence],
        read=source.read if source.confidence in READ else None,
        text_as_at=source.text_as_at,
        note=source.note or "",
    )


def source_keys(said: object) -> tuple[str, ...]:
    """Return keys as content writes them: one, a list, or none."""
    if isinstance(said, str):
        return (said,)
    return tuple(map(str, said)) if isinstance(said, list | tuple) else ()


def evidence_of(outcome: Mapping[str, Any]) -> tuple[Evidence, ...]:
    """Return the evidence that an outcome accepts."""
    return tuple(
        Evidence(EVIDENCE[said["kind"]], said["words"], said.get("sitting_minutes"))
        for said in outcome.get("evidence", ())
    )


def readings_of(scheme: Scheme, rule: Rule) -> tuple[Reading, ...]:
    """Return the ways to read an unclear rule."""
    found = []
    for said in scheme.words(rule.id).get("readings", ()):
        sources = sources_of(scheme, source_keys(said.get("source")))
        found.append(Reading(said["says"], sources, any(source.is_law for source in sources)))
    return tuple(found)


def dated_versions(scheme: Scheme, rule: Rule, on: date) -> tuple[DatedVersion, ...]:
    """Return the dated versions of a rule, marking the one that held on a day."""
    if not isinstance(rule, Dated):
        return ()
    lines = in_words(rule, scheme).parts
    return tuple(
        DatedVersion(
            words.text.rstrip(":"),
            words.parts[0],
            sources_of(scheme, then.sources),
            (days.start is None or days.start <= on) and (days.before is None or on < days.before),
        )
        for (days, then), words in zip(rule.versions, lines, strict=True)
    )
