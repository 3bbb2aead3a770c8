"""Small schemes for these tests, and a way into the mapping of a large one."""

from __future__ import annotations

import copy
from datetime import date
from typing import TYPE_CHECKING, Any

from trigpoint.kernel import read_scheme, read_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterator

    from trigpoint.kernel import Scheme

VOCABULARY = read_vocabulary(
    {
        "codes": {
            "holds:badge": {"kind": "state", "of": "person", "title": "a badge"},
            "is:open": {"kind": "state", "of": "setting", "title": "a school that is open"},
            "passed:test": {"kind": "event", "of": "person", "title": "the test"},
            "did:practice": {"kind": "event", "of": "person", "unit": "minutes", "title": "practice"},
            "served:helper": {"kind": "spell", "of": "person", "title": "work as a helper"},
            "changed:rules": {"kind": "event", "of": "world", "title": "a change in the rules"},
            "on:leave": {"kind": "spell", "of": "person", "title": "leave"},
        }
    }
)
ACT = {
    "title": "The Act",
    "citation": "Act s 1",
    "address": "https://example.org/act",
    "kind": "law",
    "read": date(2026, 11, 23),
    "text_as_at": date(2022, 6, 30),
    "confidence": "V",
}
HEAD: dict[str, Any] = {
    "scheme": "small",
    "title": "Small scheme",
    "version": "1.0",
    "from": date(2026, 9, 1),
    "sources": {
        "guide": {"title": "The guide", "kind": "guidance", "address": "docs/guide.md", "confidence": "V2"},
        "law": ACT,
    },
}


def make_scheme(*requirements: dict[str, Any], **more: Any) -> Scheme:
    """Return a scheme of these requirements, resting on law unless they say otherwise."""
    rules = [{"source": "law", **rule} for rule in requirements]
    return read_scheme({**copy.deepcopy(HEAD), "requirements": rules, **more}, VOCABULARY)


def rule_of(mapping: dict[str, Any], rule_id: str) -> dict[str, Any]:
    """Return the mapping of a rule inside a scheme's, wherever it stands."""
    (found,) = _rules(mapping["requirements"], rule_id)
    return found


def _rules(value: object, rule_id: str) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if value.get("id") == rule_id:
            yield value
        for inner in value.values():
            yield from _rules(inner, rule_id)
    elif isinstance(value, list):
        for inner in value:
            yield from _rules(inner, rule_id)
