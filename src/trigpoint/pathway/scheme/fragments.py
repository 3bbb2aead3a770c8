"""The main part of each page, rendered once for each text and day and kept in memory.

The hash of the text is part of every key, so that a new text cannot show old words. What a visitor may choose is
limited to days and stored versions, and the memory to so many pages.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urlencode

from django.template.loader import render_to_string
from django.urls import reverse

from trigpoint.content.releases import PINNED, pinning
from trigpoint.kernel.rules import Bounds, Dated, Group
from trigpoint.pathway.scheme.changes import scheme_change
from trigpoint.pathway.scheme.clauses import (
    dated_versions,
    days_of,
    evidence_of,
    force,
    line,
    minutes_of,
    named,
    parts_of,
    readings_of,
    source_keys,
    sources_of,
    tops,
    trail,
)
from trigpoint.pathway.scheme.forms import AsItStoodForm
from trigpoint.pathway.scheme.in_words import in_words, name_of
from trigpoint.pathway.scheme.matrix import ANSWERS, NAMES
from trigpoint.pathway.scheme.overview import REVIEWS, overview, route_row, time_words
from trigpoint.pathway.scheme.prose import sections
from trigpoint.pathway.scheme.queries import AWARD, asks, clause_history, current_schemes, matrix, scheme_at
from trigpoint.platform.pages import Citation, Crumb, Duty

if TYPE_CHECKING:
    from django.utils.safestring import SafeString

    from trigpoint.content.versions import StoredVersion
    from trigpoint.kernel import Scheme
    from trigpoint.kernel.rules import Rule
    from trigpoint.pathway.scheme.queries import Current

PAGES_KEPT = 1024


def crumbs(scheme: Scheme | None = None) -> tuple[Crumb, ...]:
    """Return the pages above: the first page, and the scheme where the page is inside one."""
    first = Crumb("The scheme", reverse("pathway:scheme"))
    return (first, Crumb(scheme.title, reverse("pathway:scheme-of", args=(scheme.id,)))) if scheme else (first,)


def clause_crumbs(scheme_id: str, rule_id: str) -> tuple[Crumb, ...]:
    """Return the pages above a clause: those of its scheme, and the clauses around it."""
    return _clause_crumbs(current_schemes()[scheme_id].text_hash, scheme_id, rule_id)


@lru_cache(maxsize=PAGES_KEPT)
def _clause_crumbs(text_hash: str, scheme_id: str, rule_id: str) -> tuple[Crumb, ...]:  # noqa: ARG001 - part of the key
    scheme = current_schemes()[scheme_id].scheme
    around = trail(scheme, rule_id)
    above = (Crumb(name_of(rule), reverse("pathway:scheme-clause", args=(scheme_id, rule.id))) for rule in around)
    return (*crumbs(scheme), *above)


def overview_page(*, demo: bool, on: date) -> SafeString:
    """Return the first page: the award at a glance."""
    return _overview(current_schemes()[AWARD].text_hash, demo, on)


@lru_cache(maxsize=8)
def _overview(text_hash: str, demo: bool, on: date) -> SafeString:  # noqa: FBT001 - part of the key
    current = current_schemes()[AWARD]
    context = {
        "scheme": current.scheme,
        "text_hash": text_hash,
        "rules_hash": current.rules_hash,
        "about": current.scheme.about["about"],
        "notes": current.scheme.about.get("note", ()),
        "overview": overview(current.scheme),
        "force": force(current.scheme, Bounds(), current.release, on),
        "pinning": pinning(current.scheme.id, current.release, demo=demo, on=on),
        "others": [other.scheme for other in current_schemes().values() if other is not current],
    }
    return render_to_string("pathway/scheme/overview_main.html", context)


def scheme_page(scheme_id: str, on: date, *, asked: bool) -> SafeString:
    """Return the page of a scheme: all its clauses on a day. `asked` says that a visitor chose the day."""
    return _scheme(current_schemes()[scheme_id].text_hash, scheme_id, on, asked)


@lru_cache(maxsize=PAGES_KEPT)
def _scheme(text_hash: str, scheme_id: str, on: date, asked: bool) -> SafeString:  # noqa: FBT001 - part of the key
    current = current_schemes()[scheme_id]
    scheme = current.scheme
    context = {
        "scheme": scheme,
        "about": sections(scheme.about.get("about", {})),
        "force": force(scheme, Bounds(), current.release, on),
        "on": on,
        "asked": asked,
        "groups": _groups(current, on),
        "should": _should(scheme),
        "is_law": any(rule.sources and scheme.sources[rule.sources[0]].is_law for rule in named(scheme)),
        "routes": [route_row(scheme, route) for route in scheme.routes.values()],
        "review": REVIEWS[scheme.about.get("review", "")],
        "text_hash": text_hash,
        "rules_hash": current.rules_hash,
    }
    return render_to_string("pathway/scheme/scheme_main.html", context)


def _groups(current: Current, on: date) -> list[dict[str, object]]:
    """Return each outermost clause with the clauses next inside it, and whether each held on the day."""
    scheme, days = current.scheme, days_of(current.scheme)

    def row(rule: Rule) -> dict[str, object]:
        held = force(scheme, days[rule.id], current.release, on)
        versions = dated_versions(scheme, rule, on)
        return {
            "line": line(scheme, rule, holds=held.holds),
            "force": held,
            "duty": scheme.words(rule.id).get("duty", ""),
            "version": next((version for version in versions if version.chosen), None),
            "parts": [row(part) for part in parts_of(rule)],
        }

    return [row(rule) for rule in tops(scheme) if rule.named]


def _should(scheme: Scheme) -> list[Duty]:
    """Return what guidance alone says of an unclear clause: never in one list with what law says."""
    return [
        Duty(reading.says, Citation(reading.sources[0].citation or reading.sources[0].title, reading.sources[0].url))
        for rule in named(scheme)
        for reading in readings_of(scheme, rule)
        if not reading.is_law
    ]


def clause_page(scheme_id: str, rule_id: str, on: date, versions: tuple[StoredVersion, ...]) -> SafeString:
    """Return the page of a clause on a day, with what changed between the stored versions."""
    return _clause(current_schemes()[scheme_id].text_hash, scheme_id, rule_id, on, versions)


@lru_cache(maxsize=PAGES_KEPT)
def _clause(
    text_hash: str,  # noqa: ARG001 - part of the key
    scheme_id: str,
    rule_id: str,
    on: date,
    versions: tuple[StoredVersion, ...],
) -> SafeString:
    current = current_schemes()[scheme_id]
    scheme = current.scheme
    rule, words = scheme.rules[rule_id], scheme.words(rule_id)
    outcome = words.get("outcome", {})
    minutes = minutes_of(scheme, rule)
    sources = sources_of(scheme, (*rule.sources, *source_keys(outcome.get("sources"))))
    context = {
        "scheme": scheme,
        "rule": rule,
        "name": name_of(rule),
        "force": force(scheme, days_of(scheme)[rule_id], current.release, on),
        "words": words,
        "must": _must(scheme, rule),
        "outcome": outcome,
        "evidence": evidence_of(outcome),
        "shares": [line(scheme, scheme.rules[id_]) for id_ in outcome.get("shares", ())],
        "asks": [(number, asks()[number]) for number in outcome.get("asks", ())],
        "time": time_words(minutes) if minutes else "",
        "time_by_route": [(scheme.routes[route].title, time_words(number)) for route, number in rule.minutes_by_route],
        "in_words": in_words(rule, scheme),
        "dated": dated_versions(scheme, rule, on) if isinstance(rule, Dated) else (),
        "on": on,
        "readings": readings_of(scheme, rule),
        "parts": [line(scheme, part) for part in listed(rule)],
        "sources": sources,
        "history": clause_history(versions, rule_id),
        "law_checked_to": scheme.law_checked_to,
        "is_award": scheme.id in PINNED,
        "about": sections(words.get("about", {})),
    }
    return render_to_string("pathway/scheme/clause_main.html", context)


def listed(rule: Rule) -> tuple[Rule, ...]:
    """Return the clauses of a plain group, which a list shows better than words do."""
    is_list = isinstance(rule, Group) and not rule.arguable and all(member.named for member in rule.members)
    return parts_of(rule) if is_list else ()


def _must(scheme: Scheme, rule: Rule) -> list[Duty]:
    """Return who must act, where law says it plainly; where the law is unclear or the words advise, nothing."""
    duty = str(scheme.words(rule.id).get("duty", ""))
    law = next((source for source in sources_of(scheme, rule.sources) if source.is_law), None)
    if law is None or rule.arguable or " must " not in duty or " should " in duty:
        return []
    return [Duty(duty, Citation(law.citation or law.title, law.url))]


def look_back(form: AsItStoodForm) -> SafeString:
    """Return the form that asks for another day: from memory while nothing was typed."""
    return render_to_string("pathway/scheme/look_back.html", {"form": form}) if form.is_bound else _look_back()


@lru_cache(maxsize=1)
def _look_back() -> SafeString:
    return render_to_string("pathway/scheme/look_back.html", {"form": AsItStoodForm(today=date.min)})


def route_page(scheme_id: str, route_id: str) -> SafeString:
    """Return the page of a route."""
    return _route(current_schemes()[scheme_id].text_hash, scheme_id, route_id)


@lru_cache(maxsize=PAGES_KEPT)
def _route(text_hash: str, scheme_id: str, route_id: str) -> SafeString:  # noqa: ARG001 - part of the key
    scheme = current_schemes()[scheme_id].scheme
    route = scheme.routes[route_id]
    keys = (*route.sources, *source_keys(route.about.get("sources")))
    context = {
        "scheme": scheme,
        "route": route,
        "row": route_row(scheme, route),
        "sections": sections(route.about),
        "requires": [in_words(rule, scheme) for rule in route.requires],
        "sources": sources_of(scheme, keys),
        "titles": {key: source.citation or source.title for key, source in scheme.sources.items()},
        "law_checked_to": scheme.law_checked_to,
    }
    return render_to_string("pathway/scheme/route_main.html", context)


def sources_page(scheme_id: str) -> SafeString:
    """Return the page that lists every source of a scheme."""
    return _sources(current_schemes()[scheme_id].text_hash, scheme_id)


@lru_cache(maxsize=16)
def _sources(text_hash: str, scheme_id: str) -> SafeString:  # noqa: ARG001 - part of the key
    scheme = current_schemes()[scheme_id].scheme
    context = {"scheme": scheme, "sources": sources_of(scheme, scheme.sources)}
    return render_to_string("pathway/scheme/sources_main.html", context)


@lru_cache(maxsize=64)
def change_page(scheme_id: str, before: StoredVersion, after: StoredVersion) -> SafeString:
    """Return what differs between two stored versions; stored texts never change, so neither does this."""
    context = {
        "scheme_id": scheme_id,
        "clauses": set(current_schemes()[scheme_id].scheme.rules),
        "before": before,
        "after": after,
        "change": scheme_change(scheme_at(before), scheme_at(after)),
    }
    return render_to_string("pathway/scheme/change_main.html", context)


def matrix_page(choices: tuple[tuple[str, str], ...]) -> SafeString:
    """Return the gap matrix with the rows chosen."""
    return _matrix(current_schemes()[AWARD].text_hash, choices)


@lru_cache(maxsize=256)
def _matrix(text_hash: str, choices: tuple[tuple[str, str], ...]) -> SafeString:  # noqa: ARG001 - part of the key
    context = {
        "matrix": matrix(),
        "rows": matrix().where(dict(choices)),
        "award": AWARD,
        "choices": dict(choices),
        "filters": [
            {
                "words": f"{NAMES[column]}: {ANSWERS[answer]}",
                "without": "?" + urlencode([choice for choice in choices if choice[0] != column]),
            }
            for column, answer in choices
        ],
        "query": urlencode(choices),
    }
    return render_to_string("pathway/scheme/matrix_main.html", context)
