"""What a course from elsewhere comes to for one certificate of it: outcome by outcome, and which facts. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from trigpoint.content.outside import EXAMINATION
from trigpoint.kernel import Basis, Fact, Kind, Period, Via

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from trigpoint.content.outside import Cover, OutsideMapping
    from trigpoint.evidence.outcomes import OutcomeRow
    from trigpoint.kernel import Vocabulary

CHANGE = "changed:law"
LAW = "LAW-"


@dataclass(frozen=True, slots=True)
class CoveredRow:
    """An outcome as a course covers it. `says` tells in a sentence what counts, or what is missing."""

    code: str
    title: str
    counts: bool
    says: str
    words: str
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a certificate comes to. `law_on` is the day from which its law ages, None where it carries none."""

    rows: tuple[CoveredRow, ...]
    facts: tuple[Fact, ...]
    examination: str
    law_on: date | None
    changed_between: date | None

    @property
    def counting(self) -> tuple[CoveredRow, ...]:
        """The outcomes that count."""
        return tuple(row for row in self.rows if row.counts)

    @property
    def lacking(self) -> tuple[CoveredRow, ...]:
        """The outcomes that stay missing."""
        return tuple(row for row in self.rows if not row.counts)


def coverage(
    mapping: OutsideMapping,
    outcomes: Mapping[str, OutcomeRow],
    awarded_on: date,
    *,
    level: int,
    world: Iterable[Fact],
    kinds: Vocabulary,
) -> Coverage:
    """Return what a certificate of a course, given on a day, comes to.

    An outcome counts where each of its criteria is covered, at the level that the award asks for or above. A pass in
    the examination ages from the day on which it was passed; where the law changed between the day whose law was
    taught and that day, from the day whose law was taught, so that the change is still to be caught up with.
    """
    covers = {cover.outcome: cover for cover in mapping.covers}
    wanted = [code for code in outcomes if code in covers or (mapping.is_law and code.startswith(LAW))]
    rows = tuple(_row(code, outcomes[code], covers.get(code), level) for code in wanted)
    taught = mapping.law_taught_to
    changes = [fact.valid.start for fact in world if fact.code == CHANGE]
    between = min((day for day in changes if taught and taught < day <= awarded_on), default=None)
    law_on = (taught if between else awarded_on) if mapping.examination else None
    facts = [
        Fact(f"achieved:{row.code}", Period(awarded_on), basis=Basis.ASSESSED, via=Via.OUTSIDE)
        for row in rows
        if row.counts
    ]
    if law_on:
        facts.append(Fact(EXAMINATION, _on(law_on), basis=Basis.VERIFIED, via=Via.OUTSIDE))
    facts += [
        Fact(
            one.code,
            _on(awarded_on) if kinds[one.code].kind is Kind.EVENT else Period(awarded_on),
            one.amount,
            basis=Basis.VERIFIED,
            via=Via.OUTSIDE,
        )
        for one in mapping.facts
    ]
    return Coverage(rows, tuple(facts), mapping.examination, law_on, between)


def _row(code: str, outcome: OutcomeRow, cover: Cover | None, level: int) -> CoveredRow:
    count = len(outcome.criteria)
    if cover is None:
        return CoveredRow(code, outcome.title, counts=False, says="Not covered. It stays to be shown here.", words="")
    missing = tuple(
        f"{reference}: {words}"
        for number, (reference, words) in enumerate(zip(outcome.references, outcome.criteria, strict=True), 1)
        if number not in cover.criteria
    )
    if missing:
        says = f"{count - len(missing)} of {count} criteria are covered. The outcome stays to be shown here."
        return CoveredRow(code, outcome.title, counts=False, says=says, words=cover.words, missing=missing)
    if cover.level < level:
        says = f"Covered at level {cover.level}; the award asks for level {level}. The outcome stays to be shown here."
        return CoveredRow(code, outcome.title, counts=False, says=says, words=cover.words)
    says = f"All {count} criteria are covered, at level {cover.level}."
    return CoveredRow(code, outcome.title, counts=True, says=says, words=cover.words)


def _on(day: date) -> Period:
    return Period(day, day + timedelta(days=1))
