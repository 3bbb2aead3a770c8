"""Differences: what a new fact, a later date or a new version changes, in words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trigpoint.kernel.findings import State

if TYPE_CHECKING:
    from trigpoint.kernel.snapshot import Snapshot

IN_WORDS = {
    State.DOES_NOT_APPLY: "does not apply",
    State.MET: "is met",
    State.EXEMPT: "is met by an exemption",
    State.NOT_YET_DUE: "is not yet due",
    State.ARGUABLE: "is unclear in law",
    State.UNMET: "is not met",
}


@dataclass(frozen=True, slots=True)
class Change:
    """One named rule that stands differently; `before` or `after` is None where that version has no such rule."""

    rule: str
    title: str
    before: State | None
    after: State | None

    def __str__(self) -> str:
        if self.after is None:
            return f"{self.title} is no longer asked for."
        if self.before is None:
            return f"{self.title} is new: it {IN_WORDS[self.after]}."
        return f"{self.title} {IN_WORDS[self.before]} before, and {IN_WORDS[self.after]} after."


def diff(before: Snapshot, after: Snapshot) -> tuple[Change, ...]:
    """Return the named rules whose state differs, in the order of the newer standing, then what is gone."""
    old, new = before.standing.program.rules, after.standing.program.rules
    changes = []
    for rule_id, rule in new.items():
        if rule.named:
            was = before.state(rule_id) if rule_id in old else None
            now = after.state(rule_id)
            if was is not now:
                changes.append(Change(rule_id, rule.title or rule_id, was, now))
    gone = [rule for rule_id, rule in old.items() if rule.named and rule_id not in new]
    changes += [Change(rule.id, rule.title or rule.id, before.state(rule.id), None) for rule in gone]
    return tuple(changes)
