"""What changed between two versions of a scheme, clause by clause and word by word. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from trigpoint.pathway.scheme.clauses import CONFIDENCES, named
from trigpoint.pathway.scheme.in_words import between, in_words, name_of
from trigpoint.platform.differences import Change, ChangeKind, differences
from trigpoint.platform.pages import written

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from trigpoint.kernel import Route, Scheme, Source

LABELS = {
    "plain": "In plain words",
    "unmet": "When it is not met",
    "why": "Why",
    "duty": "Who must act",
    "note": "Note",
    "about": "About",
    "readings": "Ways to read it",
    "criteria": "Criteria",
    "evidence": "Accepted evidence",
    "shares": "Shares evidence with",
    "asks": "Asks served",
    "co_production": "How families take part",
    "prior_learning": "Earlier learning",
    "sources": "Sources of the criteria",
}
"""What the parts of a clause are called, by their keys in the content."""


@dataclass(frozen=True, slots=True)
class PartChange:
    """A part of a clause that differs: its name, and the runs of words kept, removed and added."""

    label: str
    runs: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """A clause that differs. `what` is *Added*, *Removed* or *Changed*."""

    id: str
    title: str
    what: str
    parts: tuple[PartChange, ...]


@dataclass(frozen=True, slots=True)
class SchemeChange:
    """All that differs between two versions. `rules_differ` says whether a standing can come out otherwise."""

    rules_differ: bool
    scheme: tuple[PartChange, ...]
    clauses: tuple[ClauseChange, ...]
    routes: tuple[ClauseChange, ...]
    sources: tuple[ClauseChange, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing differs."""
        return not (self.scheme or self.clauses or self.routes or self.sources)


def scheme_change(before: Scheme, after: Scheme) -> SchemeChange:
    """Return what differs from one version to another."""
    return SchemeChange(
        rules_differ=before.rules_hash != after.rules_hash,
        scheme=part_changes(_scheme_parts(before), _scheme_parts(after)),
        clauses=_changed(_ids(before), _ids(after), clause_parts, before, after),
        routes=_changed(_routes(before), _routes(after), _route_parts, before, after),
        sources=_changed(_sources(before), _sources(after), _source_parts, before, after),
    )


def clause_change(before: Scheme, after: Scheme, rule_id: str) -> ClauseChange | None:
    """Return what differs in one clause; None where nothing does."""
    old, new = ({rule_id: _ids(one)[rule_id]} if rule_id in _ids(one) else {} for one in (before, after))
    return next(iter(_changed(old, new, clause_parts, before, after)), None)


def clause_parts(scheme: Scheme, rule_id: str) -> dict[str, str]:
    """Return the text of a clause in named parts, those with nothing to say left out."""
    rule, words = scheme.rules[rule_id], scheme.words(rule_id)
    said = {
        "Title": rule.title,
        "In force": between(rule.in_force),
        "The rule": in_words(rule, scheme).flat(),
        "Typical minutes": str(rule.minutes) if rule.minutes is not None else "",
        "Typical minutes by route": ", ".join(f"{route} {number}" for route, number in rule.minutes_by_route),
        "Sources": _titles(scheme, rule.sources),
        **{label: flat(words.get(key)) for key, label in LABELS.items()},
        **{label: flat(words.get("outcome", {}).get(key)) for key, label in LABELS.items() if key not in words},
    }
    return {label: text for label, text in said.items() if text}


def flat(value: Any) -> str:  # noqa: ANN401 - content holds anything
    """Return what content says, in one line of text."""
    if isinstance(value, dict):
        return ". ".join(f"{key.replace('_', ' ')}: {flat(inner)}" for key, inner in value.items())
    if isinstance(value, list | tuple):
        return " • ".join(flat(inner) for inner in value)
    return "" if value is None else str(value)


def part_changes(before: Mapping[str, str], after: Mapping[str, str]) -> tuple[PartChange, ...]:
    """Return the parts that differ, in the order of the newer, then those that are gone."""
    return tuple(
        PartChange(label, _runs(before.get(label, ""), after.get(label, "")))
        for label in dict.fromkeys((*after, *before))
        if before.get(label, "") != after.get(label, "")
    )


def _runs(before: str, after: str) -> tuple[Change, ...]:
    """Return the runs; a text that shares little with the other is shown whole, not in shreds."""
    runs = differences(before, after)
    kept = sum(len(run.text) for run in runs if run.kind is ChangeKind.KEPT)
    if 2 * kept >= min(len(before), len(after)):
        return runs
    whole = (Change(ChangeKind.REMOVED, before), Change(ChangeKind.ADDED, after))
    return tuple(run for run in whole if run.text)


def _changed(
    old: Mapping[str, str],
    new: Mapping[str, str],
    parts: Callable[[Scheme, str], dict[str, str]],
    before: Scheme,
    after: Scheme,
) -> tuple[ClauseChange, ...]:
    found = []
    for id_ in dict.fromkeys((*new, *old)):
        changes = part_changes(parts(before, id_) if id_ in old else {}, parts(after, id_) if id_ in new else {})
        if changes:
            what = "Changed" if id_ in old and id_ in new else "Added" if id_ in new else "Removed"
            found.append(ClauseChange(id_, new.get(id_) or old[id_], what, changes))
    return tuple(found)


def _ids(scheme: Scheme) -> dict[str, str]:
    return {rule.id: name_of(rule) for rule in named(scheme)}


def _routes(scheme: Scheme) -> dict[str, str]:
    return {route.id: route.title for route in scheme.routes.values()}


def _sources(scheme: Scheme) -> dict[str, str]:
    return {source.key: source.title for source in scheme.sources.values()}


def _scheme_parts(scheme: Scheme) -> dict[str, str]:
    checked = scheme.law_checked_to
    said = {
        "Title": scheme.title,
        "Version": scheme.version,
        "From": written(scheme.start),
        "Law checked to": written(checked) if checked else "",
        **{key.capitalize(): flat(value) for key, value in scheme.about.items()},
    }
    return {label: text for label, text in said.items() if text}


def _route_parts(scheme: Scheme, route_id: str) -> dict[str, str]:
    route: Route = scheme.routes[route_id]
    said = {
        "Title": route.title,
        "Asks for": "; ".join(in_words(rule, scheme).flat() for rule in route.requires),
        "Limit in hours": str(route.limit_hours or ""),
        "Longest sitting in minutes": str(route.sitting_limit_minutes or ""),
        "Sources": _titles(scheme, route.sources),
        "About": flat(route.about),
    }
    return {label: text for label, text in said.items() if text}


def _source_parts(scheme: Scheme, key: str) -> dict[str, str]:
    source: Source = scheme.sources[key]
    said = {
        "Title": source.title,
        "Citation": source.citation or "",
        "Address": source.address or "",
        "Kind": source.kind,
        "How surely": CONFIDENCES[source.confidence],
        "Read on": written(source.read) if source.read else "",
        "Text as at": written(source.text_as_at) if source.text_as_at else "",
        "Note": source.note or "",
    }
    return {label: text for label, text in said.items() if text}


def _titles(scheme: Scheme, keys: Iterable[str]) -> str:
    return ", ".join(scheme.sources[key].title for key in keys)
