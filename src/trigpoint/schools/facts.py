"""From what the register tells of a school to dated facts, as the vocabulary of content words them.

The register is thin where it is old: opening days before about the year 2000 are mostly blank, and some files carry
no closing days. Where a day is not known, the choice is the one by which the rules on SENCOs hold for longer, because
a duty that is shown where there is none does less harm than one that is not shown:

- A maintained school or nursery school is covered from the day it opened, or from 1 September 2009, when the rules
  began, whichever is later; without an opening day, from 1 September 2009.
- An academy is covered from the day it opened, or from 1 September 2014, when the rules first reached academies,
  whichever is later; without an opening day, from the day its link to a predecessor gives, and else from
  1 September 2014.
- A closed school is covered until the end of its closing day. Without one, until the day its link to a successor
  gives, and else until the day of the file that first said that it was closed.
- A school that is only proposed, and one whose kind is not known, gives no fact at all: nobody should rely on it.

A school that becomes an academy closes in the register and opens again under a new number, with a link between the
two. So a kind never changes under one number in a way that these rules would see, and conversion is data.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from trigpoint.kernel import Fact, Period
from trigpoint.kernel.facts import Basis
from trigpoint.schools.kinds import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

RULES_BEGAN = date(2009, 9, 1)
"""SI 2008/2945: the first rules on who may be the SENCO of a maintained school."""
ACADEMIES_COVERED = date(2014, 9, 1)
"""Children and Families Act 2014, section 67, with section 83(2): the first day for academies."""
INDUCTION_UNCERTAIN = date(2026, 9, 1)
"""From here the register cannot say whether an academy need not require induction. Section 78 of the Children's
Wellbeing and Schools Act 2026 leaves the rules on teachers at academies to commencement regulations; the Bill's
readers expected this day, and no regulations were found. From then on the fact is for the school to declare."""
COVERED = frozenset({Kind.MAINTAINED, Kind.NURSERY, Kind.ACADEMY})


@dataclass(frozen=True, slots=True)
class Life:
    """What is known of the days of a school: `begins` and `ends` are what its links say."""

    kind: Kind
    proposed: bool
    is_closed: bool
    opened: date | None
    closed: date | None
    as_at: date
    begins: date | None = None
    ends: date | None = None


def facts_of_life(setting: str, life: Life) -> Iterator[Fact]:
    """Yield the dated facts of one school."""
    if life.proposed or life.kind not in COVERED:
        return
    covered = covered_in(life)
    if covered is None:
        return
    source = f"register as at {life.as_at}"
    yield Fact("is:relevant-school", covered, basis=Basis.VERIFIED, at=setting, source=source)
    free = induction_optional_in(life, covered)
    if free is not None:
        yield Fact("is:induction-optional", free, basis=Basis.VERIFIED, at=setting, source=source)


def covered_in(life: Life) -> Period | None:
    """Return when the rules on SENCOs cover the school, or None where they never did."""
    end = end_of(life)
    first = ACADEMIES_COVERED if life.kind is Kind.ACADEMY else RULES_BEGAN
    opened = life.opened or (life.begins if life.kind is Kind.ACADEMY else None)
    start = max(opened or first, first)
    return Period(start, end) if end is None or start < end else None


def end_of(life: Life) -> date | None:
    """Return the first day on which the school is no more; None while it is open."""
    if not life.is_closed:
        return None
    if life.closed:
        return life.closed + timedelta(days=1)
    return life.ends or life.as_at


def induction_optional_in(life: Life, covered: Period) -> Period | None:
    """Return when the school need not require induction: academies and free schools, as far as is sure."""
    if life.kind is not Kind.ACADEMY or covered.start >= INDUCTION_UNCERTAIN:
        return None
    return Period(covered.start, min(covered.end or INDUCTION_UNCERTAIN, INDUCTION_UNCERTAIN))
