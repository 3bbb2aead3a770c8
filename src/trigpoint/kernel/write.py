"""Rules and schemes as plain mappings: the inverse of `read`, and the canonical form behind the two hashes."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from trigpoint.kernel.facts import Basis
from trigpoint.kernel.rules import (
    ANY_DAY,
    Bounds,
    By,
    Dated,
    Group,
    Have,
    Match,
    Reference,
    Rule,
    Served,
    Total,
    Unless,
    When,
)

if TYPE_CHECKING:
    from trigpoint.kernel.scheme import Route, Scheme, Source

Plain = dict[str, Any]


def plain_scheme(scheme: Scheme) -> Plain:
    """Return the scheme as it would be written in YAML."""
    head: Plain = {
        "scheme": scheme.id,
        "title": scheme.title,
        "version": scheme.version,
        "from": scheme.start,
        **_said(law_checked_to=scheme.law_checked_to),
        **scheme.about,
    }
    return {
        **head,
        "sources": {key: _source(source) for key, source in scheme.sources.items()},
        "requirements": [_rule(rule, scheme) for rule in scheme.requirements],
        "routes": [_route(route, scheme) for route in scheme.routes.values()],
    }


def rules_only(scheme: Scheme) -> Plain:
    """Return only what a standing can depend on, in an order of its own."""
    codes = scheme.codes()
    return {
        "scheme": scheme.id,
        "codes": {name: [codes[name].kind.value, codes[name].unit] for name in sorted(codes)},
        "requirements": _sorted([_bare(_rule(rule, None)) for rule in scheme.requirements]),
        "routes": _sorted(
            [
                {
                    "id": route.id,
                    "limit_hours": route.limit_hours,
                    "sitting_limit_minutes": route.sitting_limit_minutes,
                    "requires": _sorted([_bare(_rule(rule, None)) for rule in route.requires]),
                }
                for route in scheme.routes.values()
            ]
        ),
    }


def _sorted(members: list[Any]) -> list[Any]:
    return sorted(members, key=lambda member: json.dumps(member, default=str, sort_keys=True))


def _bare(plain: Plain) -> Plain:
    """Sort what has no order and drop titles and sources, all the way down."""
    bare: Plain = {}
    for key in sorted(plain):
        value = plain[key]
        if key in {"title", "source"}:
            continue
        if isinstance(value, dict):
            bare[key] = _bare(value)
        elif isinstance(value, list):
            members = [_bare(member) if isinstance(member, dict) else member for member in value]
            bare[key] = members if key == "dated" else _sorted(members)
        else:
            bare[key] = value
    return bare


def _said(**values: object) -> Plain:
    """Keep what says something."""
    return {key: value for key, value in values.items() if value is not None and value is not False}


def _source(source: Source) -> Plain:
    return _said(
        title=source.title,
        citation=source.citation,
        address=source.address,
        kind=source.kind,
        read=source.read,
        text_as_at=source.text_as_at,
        confidence=source.confidence,
        note=source.note,
    )


def _route(route: Route, scheme: Scheme) -> Plain:
    return {
        "id": route.id,
        "title": route.title,
        **({"source": list(route.sources)} if route.sources else {}),
        **_said(limit_hours=route.limit_hours, sitting_limit_minutes=route.sitting_limit_minutes),
        "requires": [
            rule.target if isinstance(rule, Reference) and not rule.named else _rule(rule, scheme)
            for rule in route.requires
        ],
        **({"about": dict(route.about)} if route.about else {}),
    }


def _bounds(bounds: Bounds, end: str = "before") -> Plain | None:
    return None if bounds == ANY_DAY else _said(**{"from": bounds.start, end: bounds.before})


def _match(match: Match) -> Plain:
    return _said(
        basis=None if match.basis is Basis.DECLARED else match.basis.name.lower(),
        via=match.via and match.via.value,
        here=match.here,
        at_least=match.at_least,
        gained=_bounds(match.gained),
        began=_bounds(match.began),
    )


def _rule(rule: Rule, scheme: Scheme | None) -> Plain:
    plain: Plain = {
        **({"id": rule.id} if rule.named else {}),
        **_said(title=rule.title or None, source=list(rule.sources) or None, minutes=rule.minutes),
        **({"minutes_by_route": dict(rule.minutes_by_route)} if rule.minutes_by_route else {}),
        **_said(in_force=_bounds(rule.in_force, "until"), arguable=rule.arguable),
        **_kind(rule, scheme),
    }
    return plain | dict(scheme.words(rule.id)) if scheme else plain


def _kind(rule: Rule, scheme: Scheme | None) -> Plain:  # noqa: C901, PLR0911 - one case for each kind of rule
    match rule:
        case Have():
            return {
                "have": rule.match.code,
                **_match(rule.match),
                **_said(lasts=rule.lasts, pauses=rule.pauses),
            }
        case Total():
            said = _said(within=rule.within, pauses=rule.pauses)
            return {"total": rule.match.code, **_match(rule.match), "at_least": rule.at_least, **said}
        case Served():
            measure = None if rule.measure == "calendar" else rule.measure
            return {
                "served": rule.match.code,
                **_match(rule.match),
                ("more_than" if rule.more_than else "months"): rule.months,
                **_said(measure=measure, before=rule.before, within=rule.within),
            }
        case Group():
            members = [_rule(member, scheme) for member in rule.members]
            if rule.need is None:
                return {"all_of": members}
            return {"any_of": members} if rule.need == 1 else {"at_least": rule.need, "of": members}
        case By():
            event = {"code": rule.event.code, **_match(rule.event)}
            return {
                "by": event if len(event) > 1 else rule.event.code,
                **(_said(months=rule.months) or {"due": True}),
                "requirement": _rule(rule.requirement, scheme),
                **_said(each=rule.each, pauses=rule.pauses),
            }
        case When():
            return {"when": _rule(rule.condition, scheme), "then": _rule(rule.then, scheme)}
        case Unless():
            return {"unless": _rule(rule.exemption, scheme), "then": _rule(rule.then, scheme)}
        case Dated():
            return {
                "dated": [
                    {**(_bounds(bounds, "until") or {}), "then": _rule(version, scheme)}
                    for bounds, version in rule.versions
                ]
            }
        case Reference():
            return {"rule": rule.target}
    raise TypeError(f"No way to write {type(rule).__name__}.")
