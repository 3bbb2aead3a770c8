"""Where a SENCO post stands under the law's rule, in words for those who must see to it. Pure: the day comes in.

The duty is the school's, so this speaks of the post and never orders the person about. A day that has passed is told,
never set as a task; where only a fact is missing from the record, that is said, and nobody is called unfit.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trigpoint.kernel import State
from trigpoint.law.senco.readings import POINTS, points
from trigpoint.platform.pages import DOES_NOT_APPLY, MET, NOT_YET_MET, OVERDUE, UNCLEAR, Status, due, written

if TYPE_CHECKING:
    from datetime import date

    from trigpoint.kernel import Deadline, Snapshot
    from trigpoint.law.senco.clauses import Clauses
    from trigpoint.law.senco.readings import PointRow
    from trigpoint.platform.pages import Citation

ROUTE = "post"
OPEN = {State.NOT_YET_DUE, State.UNMET, State.ARGUABLE}
LACKS = {
    "qualified": "qualified teacher status",
    "working-as-teacher": "work as a teacher at this school",
    "induction": "induction passed, or not asked for",
}
"""The conditions of regulation 49(2), as what a record would show."""
QUESTIONS = {"twelve-months": "Do more than 12 months as a SENCO before lift the duty?"}
"""An unclear point whose question speaks to the SENCO, asked here of the post."""
MUST = "The governing body, or the academy’s proprietor, must make sure of it."


@dataclass(frozen=True, slots=True)
class Statutory:
    """The law's rule at one post: the answer, what follows, by which provision, and both readings where argued."""

    status: Status
    heading: str
    words: tuple[str, ...] = ()
    citations: tuple[Citation, ...] = ()
    points: tuple[PointRow, ...] = ()

    @property
    def text(self) -> str:
        """What follows from the answer, in one paragraph."""
        return " ".join(self.words)


def unknown_kind(clauses: Clauses, today: date) -> Statutory:
    """Return what is said of a school of which the register does not tell what it is."""
    heading = "We do not know if the rule on SENCOs covers this school"
    return Statutory(
        DOES_NOT_APPLY, heading, ("Our register does not tell what it is.",), _of(clauses, "covered", today)
    )


def statutory(snapshot: Snapshot, clauses: Clauses, today: date) -> Statutory:
    """Return where the post of a snapshot stands under the statutory scheme's route `post`."""
    if snapshot.state("covered") is not State.MET:
        rest = str(clauses.scheme.words("covered")["unmet"]).partition(". ")[2]
        heading = "The rule on SENCOs does not cover this school"
        return Statutory(DOES_NOT_APPLY, heading, (rest,), _of(clauses, "covered", today))
    if not snapshot.state("role").counts:
        return _role(snapshot, clauses, today)
    found = _award(snapshot, clauses, today)
    return replace(found, points=_argued(snapshot, clauses, today))


def _role(snapshot: Snapshot, clauses: Clauses, today: date) -> Statutory:
    lacks = [words for rule, words in LACKS.items() if not snapshot.state(rule).counts]
    words = [f"Not on the record: {'; '.join(lacks)}."] if lacks else []
    clock = clock_of(snapshot, "award-clock")
    if clock is not None:
        verb = "is" if clock.last_day >= today else "was"
        words.append(f"The SENCO qualification {verb} due by {written(clock.last_day)}.")
    heading = "The record does not show yet that the rule on who may be the SENCO is met"
    return Statutory(NOT_YET_MET, heading, (*words, MUST), _of(clauses, "role", today))


def _award(snapshot: Snapshot, clauses: Clauses, today: date) -> Statutory:
    cited = _of(clauses, "award-clock", today)
    clock = clock_of(snapshot, "award-clock")
    match snapshot.state("award"):
        case State.NOT_YET_DUE if clock:
            day = written(clock.last_day)
            words = ("Three years from the day of first becoming a SENCO. No leave stops them.", MUST)
            return Statutory(due(clock.last_day), f"The SENCO qualification is needed by {day}", words, cited)
        case State.UNMET:
            by = f" by {written(clock.last_day)}" if clock else ""
            words = ("It is not on the record.", MUST)
            return Statutory(OVERDUE, f"The SENCO qualification was due{by}", words, cited)
        case State.ARGUABLE:
            return Statutory(UNCLEAR, "The law is unclear for this post", _unclear(snapshot, today), cited)
        case State.EXEMPT:
            proof = "In this post since 1 September 2009 or before, so no qualification is needed. Keep the proof."
            return Statutory(MET, "The law’s rule is met", (proof,), _of(clauses, "exempt-same-post", today))
    return Statutory(
        MET, "The law’s rule is met", ("The qualification is on the record.",), _of(clauses, "award", today)
    )


def _unclear(snapshot: Snapshot, today: date) -> tuple[str, ...]:
    decide = "The governing body or the trust has to decide which reading it relies on, and should write it down."
    strict, other = clock_of(snapshot, "award-clock"), clock_of(snapshot, "award-clock-here-date")
    if strict is None:
        return (decide,)
    told = f"Read strictly, the qualification was due by {written(strict.last_day)}."
    if snapshot.state("twelve-months") is State.ARGUABLE:
        return (told, "On the other reading, none is needed.", decide)
    if other is None:
        return (told, decide)
    verb = "was" if other.last_day < today else "is"
    return (told, f"On the other reading, it {verb} due by {written(other.last_day)}.", decide)


def _argued(snapshot: Snapshot, clauses: Clauses, today: date) -> tuple[PointRow, ...]:
    """Return the unclear points that bear on the post, the qualification still being open."""
    if snapshot.state("award") not in OPEN:
        return ()
    every = zip(POINTS, points(clauses, today), strict=True)
    return tuple(
        replace(point, question=QUESTIONS.get(rule, point.question))
        for (rule, _), point in every
        if snapshot.state(rule) is State.ARGUABLE
    )


def clock_of(snapshot: Snapshot, rule: str) -> Deadline | None:
    """Return the unanswered clock of a rule, running or run out."""
    return next((found for found in (*snapshot.overdue(), *snapshot.deadlines()) if found.rule == rule), None)


def _of(clauses: Clauses, rule: str, today: date) -> tuple[Citation, ...]:
    return clauses.of_rule(rule, today)[:1]
