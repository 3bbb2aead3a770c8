"""What the pages of the scheme ask of the content that is installed and of the versions that are stored."""

from __future__ import annotations

import time
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from trigpoint.content.library import installed_library
from trigpoint.content.releases import PINNED, Release, release_of
from trigpoint.content.versions import load, stored
from trigpoint.pathway.scheme.changes import ClauseChange, clause_change
from trigpoint.pathway.scheme.clauses import named
from trigpoint.pathway.scheme.matrix import Matrix, read_matrix

if TYPE_CHECKING:
    from datetime import date

    from trigpoint.content.versions import StoredVersion
    from trigpoint.kernel import Scheme

AWARD = next(iter(PINNED))
VERSIONS_KEPT_SECONDS = 60


@dataclass(frozen=True, slots=True, eq=False)
class Current:
    """A scheme as it is installed, with its hashes worked out once, and its release where it has one."""

    scheme: Scheme
    text_hash: str
    rules_hash: str
    release: Release | None


@dataclass(frozen=True, slots=True)
class ClauseStep:
    """A stored version in which a clause came to read otherwise; `change` is None for the first that has it."""

    version: str
    text_hash: str
    stored_on: date
    change: ClauseChange | None


@cache
def current_schemes() -> dict[str, Current]:
    """Return the installed schemes by id, the award first; read once, as the content is."""
    schemes = installed_library().schemes
    ids = sorted(schemes, key=lambda scheme_id: (scheme_id not in PINNED, scheme_id))
    return {scheme_id: _current(schemes[scheme_id]) for scheme_id in ids}


def _current(scheme: Scheme) -> Current:
    rules_hash = scheme.rules_hash
    return Current(scheme, scheme.text_hash, rules_hash, release_of(rules_hash))


@cache
def matrix() -> Matrix:
    """Return the gap matrix."""
    return read_matrix(installed_library().gap_matrix)


@cache
def asks() -> dict[int, str]:
    """Return the asks by number, in the words of the gap matrix."""
    return {row.ask: row.words for row in matrix().rows}


def versions_of(scheme_id: str) -> tuple[StoredVersion, ...]:
    """Return the stored versions of a scheme, the oldest first; asked of the database once a minute at most.

    They grow only when the database is brought up to date, which is seldom while a copy serves.
    """
    return _versions(scheme_id, int(time.monotonic() // VERSIONS_KEPT_SECONDS))


@lru_cache(maxsize=16)
def _versions(scheme_id: str, moment: int) -> tuple[StoredVersion, ...]:  # noqa: ARG001 - part of the key
    return stored(scheme_id)


def scheme_at(version: StoredVersion) -> Scheme:
    """Return a stored version: the installed one where that is the same, since it is read already."""
    current = current_schemes().get(version.scheme_id)
    return current.scheme if current and current.text_hash == version.text_hash else load(version.text_hash)


def clause_history(versions: tuple[StoredVersion, ...], rule_id: str) -> tuple[ClauseStep, ...]:
    """Return the versions in which a clause reads otherwise than in the one before, newest first."""
    steps: list[ClauseStep] = []
    before: Scheme | None = None
    for version in versions:
        scheme = scheme_at(version)
        change = clause_change(before, scheme, rule_id) if before else None
        if change or (rule_id in scheme.rules and not steps):
            steps.append(ClauseStep(version.version, version.text_hash, version.stored_on, change))
        before = scheme
    return tuple(reversed(steps))


def last_version_with(scheme_id: str, rule_id: str) -> StoredVersion | None:
    """Return the newest stored version that has a clause, for an address that leads to a clause no longer there."""
    found = (version for version in reversed(versions_of(scheme_id)) if has_clause(scheme_at(version), rule_id))
    return next(found, None)


def has_clause(scheme: Scheme, rule_id: str) -> bool:
    """Tell whether a scheme has a clause with this id."""
    return rule_id in scheme.rules and scheme.rules[rule_id].named


def in_right_letters(scheme: Scheme, rule_id: str) -> str:
    """Return the id of the clause that differs only in capitals, or nothing."""
    return next((rule.id for rule in named(scheme) if rule.id.lower() == rule_id.lower()), "")


def nearest(scheme: Scheme, rule_id: str) -> tuple[str, ...]:
    """Return up to three ids of clauses that look like a mistyped one."""
    ids = {rule.id.lower(): rule.id for rule in named(scheme)}
    return tuple(ids[near] for near in get_close_matches(rule_id.lower(), ids, n=3, cutoff=0.5))
