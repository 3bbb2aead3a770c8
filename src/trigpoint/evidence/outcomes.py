"""The outcomes of the award and the Teachers' Standards, as the pages of a portfolio name them. Pure but for content.

A criterion has a reference: `LAW-3.2` is the second criterion of outcome LAW-3; `TS-4.1` a point of the Standards.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING

from trigpoint.content.library import installed_library
from trigpoint.kernel.rules import Have, walk

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trigpoint.kernel.rules import Rule
    from trigpoint.kernel.scheme import Scheme

AWARD, STANDARDS = "senco-award", "teachers-standards"


@dataclass(frozen=True, slots=True)
class Kinds:
    """One kind of evidence that an outcome takes, as the scheme has it: a code, and words."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """An outcome of the award, or one of the Teachers' Standards with its points as criteria.

    `strand` is the id of the requirement it stands in (`LAW`; `TS` for the Standards), `minutes` the learning time
    where the scheme gives one.
    """

    id: str
    title: str
    plain: str
    strand: str
    strand_title: str
    criteria: tuple[str, ...]
    minutes: int | None
    evidence: tuple[Kinds, ...]
    prior_learning: str = ""

    @property
    def references(self) -> tuple[str, ...]:
        """Return the reference of each criterion, in order."""
        return tuple(f"{self.id}.{number}" for number in range(1, len(self.criteria) + 1))

    @property
    def rows(self) -> tuple[Criterion, ...]:
        """Return the criteria with their references."""
        return tuple(Criterion(*pair, self) for pair in zip(self.references, self.criteria, strict=True))


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion: its reference, its words, and the outcome it is of."""

    reference: str
    words: str
    outcome: OutcomeRow


class UnknownOutcomeError(LookupError):
    """A reference that the installed content does not have."""


@cache
def outcomes() -> Mapping[str, OutcomeRow]:
    """Return every outcome of the award that has criteria, by id, in the order of the scheme."""
    scheme = installed_library().schemes[AWARD]
    found: dict[str, OutcomeRow] = {}
    for top in scheme.requirements:
        for rule in walk(top):
            if "criteria" in scheme.words(rule.id).get("outcome", {}):
                found[rule.id] = _outcome(scheme, top, rule)
    return MappingProxyType(found)


@cache
def standards() -> Mapping[str, OutcomeRow]:
    """Return the Teachers' Standards, by id, each point of one as a criterion."""
    scheme = installed_library().schemes[STANDARDS]
    return MappingProxyType({top.id: _standard(scheme, top) for top in scheme.requirements})


def outcome(outcome_id: str) -> OutcomeRow:
    """Return an outcome, or one of the Standards, by id. Raises UnknownOutcomeError."""
    found = outcomes().get(outcome_id) or standards().get(outcome_id)
    if found is None:
        raise UnknownOutcomeError(f"The installed scheme has no outcome {outcome_id}.")
    return found


@cache
def criteria() -> Mapping[str, Criterion]:
    """Return every criterion by its reference: those of the award first, then those of the Standards."""
    everything = (*outcomes().values(), *standards().values())
    return MappingProxyType({row.reference: row for one in everything for row in one.rows})


def criterion(reference: str) -> Criterion:
    """Return a criterion by its reference. Raises UnknownOutcomeError."""
    found = criteria().get(reference)
    if found is None:
        raise UnknownOutcomeError(f"The installed scheme has no criterion {reference}.")
    return found


def outcome_of(reference: str) -> str:
    """Return the id of the outcome that a criterion is of.

    >>> outcome_of("LAW-3.2")
    'LAW-3'
    """
    return reference.rpartition(".")[0]


def _outcome(scheme: Scheme, top: Rule, rule: Rule) -> OutcomeRow:
    words = scheme.words(rule.id)
    said = words["outcome"]
    return OutcomeRow(
        id=rule.id,
        title=rule.title or rule.id,
        plain=str(words.get("plain", "")),
        strand=top.id,
        strand_title=top.title or top.id,
        criteria=tuple(str(one) for one in said["criteria"]),
        minutes=rule.minutes,
        evidence=tuple(Kinds(str(one["kind"]), str(one.get("words", ""))) for one in said.get("evidence", ())),
        prior_learning=str(said.get("prior_learning", "")),
    )


def _standard(scheme: Scheme, top: Rule) -> OutcomeRow:
    points = tuple(rule for rule in walk(top) if isinstance(rule, Have) and rule.match.code.startswith("shown:TS-"))
    by_id = {rule.match.code.partition(":")[2]: rule for rule in points}
    references = [f"{top.id}.{number}" for number in range(1, len(by_id) + 1)]
    titles = {rule.id: rule.title for rule in walk(top) if rule.title}
    return OutcomeRow(
        id=top.id,
        title=top.title or top.id,
        plain=str(scheme.words(top.id).get("about", {}).get("words", "")),
        strand="TS",
        strand_title="Teachers’ Standards",
        criteria=tuple(titles[reference] for reference in references),
        minutes=None,
        evidence=(),
    )
