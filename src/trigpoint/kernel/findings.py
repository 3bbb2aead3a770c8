"""What an explanation says: states, findings with their reasons, deadlines, lapses, next steps."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, NamedTuple

from trigpoint.kernel.periods import NEVER, as_period

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from trigpoint.kernel.facts import Fact
    from trigpoint.kernel.missing import Missing, Want
    from trigpoint.kernel.periods import Period, Run
    from trigpoint.kernel.rules import Rule


class State(Enum):
    """What a rule is on a day."""

    DOES_NOT_APPLY = "does_not_apply"
    MET = "met"
    EXEMPT = "exempt"
    NOT_YET_DUE = "not_yet_due"
    ARGUABLE = "arguable"
    UNMET = "unmet"

    @property
    def counts(self) -> bool:
        """Whether the rule is met, read strictly."""
        return self in {State.MET, State.EXEMPT, State.NOT_YET_DUE}


DOES_NOT_APPLY, MET, EXEMPT, NOT_YET_DUE, ARGUABLE, UNMET = State


class Deadline(NamedTuple):
    """A running or passed clock: its last day in time, and the fact that started it."""

    rule: str
    last_day: date
    event: Fact


class Lapse(NamedTuple):
    """A rule that is met now and stops being so: the first day on which it is not."""

    rule: str
    day: date


class Because(NamedTuple):
    """Why a rule is met: every fact that supports it, and the deadline or exemption where that is the reason."""

    facts: Sequence[Fact]
    deadline: Deadline | None = None
    exemption: str | None = None


class Finding(NamedTuple):
    """One rule on one day: its state, why it is so, or what it lacks."""

    rule: Rule
    state: State
    run: Run = NEVER
    because: Because | None = None
    missing: Missing | None = None

    @property
    def period(self) -> Period | None:
        """The days around the day on which the rule is met just as it is then; None where it is not met."""
        return as_period(*self.run) if self.run else None


class Step(NamedTuple):
    """Something to do next: mind a deadline, renew what lapses, or gain what is wanted. `unlocks`: what that meets."""

    rule: str
    day: date | None = None
    lapses: bool = False
    want: Want | None = None
    minutes: int | None = None
    unlocks: Sequence[str] = ()
