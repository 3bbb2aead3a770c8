"""A requirement as its page shows it: how it stands, what shows it, what is missing and how to get it. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trigpoint.kernel import Kind, State
from trigpoint.kernel.rules import Group
from trigpoint.pathway.scheme.clauses import (
    evidence_of,
    minutes_of,
    parts_of,
    readings_of,
    source_keys,
    sources_of,
    trail,
)
from trigpoint.pathway.scheme.in_words import in_words, name_of
from trigpoint.pathway.scheme.overview import time_words
from trigpoint.pathway.standing.clashes import clashes
from trigpoint.pathway.standing.declaring import asks_for_posts, codes_of, declarable, judged
from trigpoint.pathway.standing.said import fact_row, lacking
from trigpoint.pathway.standing.statuses import how_long, is_overdue, overdue_rules, status_of
from trigpoint.platform.pages import written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from datetime import date

    from trigpoint.kernel import Fact, Finding, Scheme, Snapshot
    from trigpoint.kernel.rules import Rule
    from trigpoint.pathway.scheme.clauses import Evidence, Reading, SourceRow
    from trigpoint.pathway.scheme.in_words import Words
    from trigpoint.pathway.standing.clashes import Clash
    from trigpoint.pathway.standing.declaring import Declarable, Judged
    from trigpoint.pathway.standing.said import FactRow, Lack
    from trigpoint.platform.pages import Status

MOST_FACTS = 20
"""Facts shown one by one; the page on how it was worked out has them all."""


@dataclass(frozen=True, slots=True)
class Part:
    """A requirement inside this one."""

    id: str
    name: str
    status: Status


@dataclass(frozen=True, slots=True)
class ClashRow:
    """Two facts that cannot both be right, in words; `key` names the pair in an address."""

    first: FactRow
    second: FactRow
    key: str


@dataclass(frozen=True, slots=True)
class Requirement:
    """All that the page of a requirement says."""

    id: str
    name: str
    around: tuple[tuple[str, str], ...]
    status: Status
    how_long: str
    because: str
    plain: str
    criteria: tuple[str, ...]
    evidence: tuple[Evidence, ...]
    shows: tuple[FactRow, ...]
    more_facts: int
    clashes: tuple[ClashRow, ...]
    parts: tuple[Part, ...]
    any_part: bool
    lacks: Lack | None
    how: str
    time: str
    judged: tuple[Judged, ...]
    declares: tuple[Declarable, ...]
    posts: bool
    ways: Words | None
    earlier: str
    families: str
    readings: tuple[Reading, ...]
    duty: str
    sources: tuple[SourceRow, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """How the page names things beyond the scheme: settings by name, and the address of an entry."""

    places: Mapping[str, str]
    entry_url: Callable[[str], str]


def requirement_row(snapshot: Snapshot, rule_id: str, facts: Iterable[Fact], names: Names) -> Requirement:
    """Return the row of a requirement. `facts` are the person's own, to look for clashes among."""
    scheme = snapshot.standing.scheme
    rule, words, finding = scheme.rules[rule_id], scheme.words(rule_id), snapshot[rule_id]
    outcome: Mapping[str, Any] = words.get("outcome", {})
    overdue = overdue_rules(snapshot)
    own = {id(fact) for fact in facts}
    because = [fact for fact in (finding.because.facts if finding.because else ()) if id(fact) in own]
    parts = listed_parts(rule, scheme)
    # Of all its parts each has a page that says the same better; of any one of them, this page says what is missing.
    whole = bool(parts) and isinstance(rule, Group) and rule.need is None
    minutes = snapshot.standing.program.minutes.get(rule_id) or minutes_of(scheme, rule)
    open_now = finding.state in {State.UNMET, State.ARGUABLE}
    return Requirement(
        id=rule_id,
        name=name_of(rule) if "outcome" in words else rule.title or rule.id,
        around=tuple((one.id, one.title or one.id) for one in trail(scheme, rule_id)),
        status=status_of(finding, snapshot.day, overdue=is_overdue(snapshot, rule_id, overdue)),
        how_long=how_long(finding),
        because=_because(finding, scheme, snapshot.day),
        plain=str(words.get("plain", "")),
        criteria=tuple(outcome.get("criteria", ())),
        evidence=evidence_of(outcome),
        shows=tuple(_row(fact, scheme, names) for fact in because[:MOST_FACTS]),
        more_facts=max(0, len(because) - MOST_FACTS),
        clashes=tuple(
            clash_row(clash, scheme, names) for clash in clashes(facts, scheme.vocabulary, codes_of(rule, scheme))
        ),
        parts=tuple(_part(snapshot, part, overdue) for part in parts),
        any_part=bool(parts) and not whole,
        lacks=lacking(finding.missing, scheme) if open_now and finding.missing and not whole else None,
        how=str(words.get("unmet", "")) if open_now else "",
        time=time_words(minutes) if minutes else "",
        judged=judged(rule, scheme),
        declares=_declares(rule, snapshot, because) if not whole else (),
        posts=asks_for_posts(rule, scheme) and not whole,
        ways=in_words(rule, scheme) if _has_ways(rule) and not parts else None,
        earlier=str(outcome.get("prior_learning", "")),
        families=str(outcome.get("co_production", "")),
        readings=readings_of(scheme, rule),
        duty=str(words.get("duty", "")),
        sources=sources_of(scheme, (*rule.sources, *source_keys(outcome.get("sources")))),
    )


def _declares(rule: Rule, snapshot: Snapshot, because: list[Fact]) -> tuple[Declarable, ...]:
    """Return what she may declare; a status that she has told already is corrected, not told again."""
    told = {fact.code for fact in because}
    return tuple(
        one for one in declarable(rule, snapshot) if one.code.kind is not Kind.STATE or one.code.name not in told
    )


def listed_parts(rule: Rule, scheme: Scheme) -> tuple[Rule, ...]:
    """Return the requirements inside a plain group, which a list of statuses shows better than words do."""
    if not isinstance(rule, Group) or rule.arguable:
        return ()
    if all(member.named for member in rule.members):
        return parts_of(rule)
    targets = tuple(scheme.rules[target] for member in rule.members if (target := getattr(member, "target", "")))
    return targets if len(targets) == len(rule.members) else ()


def clash_row(clash: Clash, scheme: Scheme, names: Names) -> ClashRow:
    """Return two facts that clash, in words."""
    key = f"{clash.first.source}.{clash.second.source}"
    return ClashRow(_row(clash.first, scheme, names), _row(clash.second, scheme, names), key)


def _row(fact: Fact, scheme: Scheme, names: Names) -> FactRow:
    return fact_row(fact, scheme.vocabulary, names.places, names.entry_url(fact.source))


def _part(snapshot: Snapshot, rule: Rule, overdue: frozenset[str]) -> Part:
    status = status_of(snapshot[rule.id], snapshot.day, overdue=is_overdue(snapshot, rule.id, overdue))
    return Part(rule.id, name_of(rule), status)


def _because(finding: Finding, scheme: Scheme, today: date) -> str:
    """Return why it is as it is, where no fact says it: an exemption, a clock, or that nothing is asked."""
    if finding.state is State.EXEMPT and finding.because and finding.because.exemption:
        rule = scheme.rules[finding.because.exemption]
        return str(scheme.words(rule.id).get("plain") or rule.title)
    if finding.state is State.NOT_YET_DUE and finding.because and finding.because.deadline:
        event = finding.because.deadline.event
        return f"The clock runs from {written(event.valid.start)}: {scheme.vocabulary[event.code].title}."
    if finding.state is State.DOES_NOT_APPLY:
        return f"Nothing is asked of you here on {written(today)}."
    return ""


def _has_ways(rule: Rule) -> bool:
    return bool(rule.children())
