"""One day of a standing in, one of six verdicts out: a heading that answers, a lede that says what to do, a status.

Pure: no Django, no clock. Every heading begins with its verdict. A day that has passed is stated, never ordered.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from trigpoint.deadlines import last_safe_start
from trigpoint.kernel import State
from trigpoint.pathway.eligibility.told import AWARD_CHANGED, EARLIER_AWARD_ENDS
from trigpoint.platform.pages import (
    DOES_NOT_APPLY,
    MET,
    NOT_YET_MET,
    OVERDUE,
    UNCLEAR,
    Status,
    StatusKind,
    due,
    written,
)

if TYPE_CHECKING:
    from datetime import date

    from trigpoint.kernel import Deadline, Snapshot


class Kind(Enum):
    """The six verdicts, from the best to the least. No page gives any other."""

    CAN = "You can"
    CAN_BY = "You can, with a date"
    NOT_COVERED = "The rule does not cover your school"
    UNCLEAR = "The law is unclear"
    NOT_YET = "Not yet"
    PASSED = "The date has passed"


@dataclass(frozen=True, slots=True)
class Course:
    """A course under way: the earlier award or the required one, when it began, by when its result is expected."""

    earlier: bool
    began: date | None
    result_by: date | None

    @property
    def in_vain(self) -> bool:
        """Whether it cannot count: the earlier award, begun or to be completed too late."""
        late_start = self.began is not None and self.began >= AWARD_CHANGED
        late_end = self.result_by is not None and self.result_by >= EARLIER_AWARD_ENDS
        return self.earlier and (late_start or late_end)


@dataclass(frozen=True, slots=True)
class Asked:
    """What a verdict needs beside the standing: the day of asking, and what is hoped for.

    `to_come`: the post has not begun; the standing is then that of its first day. `undated`: days in the standing
    stand in for unknown ones and must not be shown. `induction_end` is the day on which induction should be passed.
    """

    today: date
    to_come: bool = False
    undated: bool = False
    induction_end: date | None = None
    course: Course | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer: its kind, the heading and the sentences under it, its status.

    `due` is the day by which the qualification is needed; `needs` the ids of the rules on the role that are unmet.
    """

    kind: Kind
    heading: str
    lede: tuple[str, ...]
    status: Status
    due: date | None = None
    needs: tuple[str, ...] = ()


def verdict_of(snapshot: Snapshot, asked: Asked) -> Verdict:
    """Return the verdict on one day of the statutory scheme's route `post`."""
    if snapshot.state("covered") is not State.MET:
        return _not_covered(snapshot)
    if not snapshot.state("role").counts:
        return not_yet(snapshot, role_needs(snapshot), asked)
    match snapshot.state("award"):
        case State.NOT_YET_DUE:
            return _can_by(snapshot, asked)
        case State.UNMET:
            return _passed(snapshot, asked)
        case State.ARGUABLE:
            return _unclear(snapshot, asked)
        case state:
            return _can(snapshot, state, asked)


# ---- The role


NEEDS = {
    "qualified": "The SENCO must be a qualified teacher.",
    "qtls": "QTLS counts only with live membership of its professional body.",
    "working-as-teacher": "The SENCO must work as a teacher at the school.",
    "induction": "Induction must be passed first.",
}


def role_needs(snapshot: Snapshot) -> tuple[str, ...]:
    """Return which conditions of a teacher are unmet: keys of `NEEDS`, the one to mend first first."""
    if not snapshot.state("qualified").counts:
        return ("qtls",) if snapshot.standing.index.get("holds:qtls") else ("qualified",)
    return tuple(rule for rule in ("working-as-teacher", "induction") if not snapshot.state(rule).counts)


def not_yet(snapshot: Snapshot, needs: tuple[str, ...], asked: Asked) -> Verdict:
    """Return *Not yet*, for want of these conditions; with none named, in general words."""
    scheme = snapshot.standing.scheme
    only_induction = needs == ("induction",)
    if only_induction and asked.induction_end:
        heading = f"Not yet. You can be the SENCO once you pass induction, expected on {written(asked.induction_end)}."
    elif needs:
        heading = " ".join(("Not yet.", *(NEEDS[need] for need in needs)))
    else:
        heading = "Not yet. A condition for the SENCO is missing."
    lede = [_advice(str(scheme.words(need)["unmet"])) for need in needs[:1]]
    if not asked.to_come and snapshot.state("award") is not State.DOES_NOT_APPLY:
        lede.append(str(scheme.words("role")["duty"]))
    return Verdict(Kind.NOT_YET, heading, tuple(lede), NOT_YET_MET, needs=needs)


def _advice(unmet: str) -> str:
    """Return what the scheme says after its first sentence, which the heading has said already."""
    return unmet.removeprefix("Not yet. ").partition(". ")[2]


def _not_covered(snapshot: Snapshot) -> Verdict:
    first, _, rest = str(snapshot.standing.scheme.words("covered")["unmet"]).partition(". ")
    heading = "The rule does not cover your school."
    return Verdict(Kind.NOT_COVERED, heading, (rest or first,), DOES_NOT_APPLY)


# ---- The qualification


def _can(snapshot: Snapshot, state: State, asked: Asked) -> Verdict:
    scheme = snapshot.standing.scheme
    if state is State.EXEMPT:
        heading = "You can stay the SENCO. You need no qualification for this post."
        lede = str(scheme.words("exempt-same-post")["duty"])
    elif state is State.MET:
        now = "" if asked.to_come else " now"
        heading = f"You can be the SENCO{now}. You hold the qualification that the law asks for."
        lede = "You need nothing more. Keep the certificate: your school must be able to show it."
    else:
        heading = "You can be the SENCO."
        lede = str(scheme.words("role")["plain"])
    return Verdict(Kind.CAN, heading, (lede,), MET)


def _can_by(snapshot: Snapshot, asked: Asked) -> Verdict:
    deadline = strict_deadline(snapshot)
    if deadline is None or asked.undated:
        return _can_by_undated(asked)
    day = deadline.last_day
    if asked.to_come:
        began = written(deadline.event.valid.start)
        heading = f"You can be the SENCO. You would need the qualification by {written(day)}."
        lede = [f"That is three years from {began}.", *course_words(day, asked)]
    else:
        heading = f"You can be the SENCO now. You need the qualification by {written(day)}."
        lede = course_words(day, asked)
    return Verdict(Kind.CAN_BY, heading, (" ".join(lede),), due(day), due=day)


def _can_by_undated(asked: Asked) -> Verdict:
    if asked.to_come:
        heading = "You can be the SENCO. You then have three years to gain the qualification."
        words = "The three years run from the day you start. A course takes 18 to 22 months, so start it early."
    else:
        heading = "You can be the SENCO now. You need the qualification three years after you became it."
        words = "Find out the day you became the SENCO. The three years run from that day."
    return Verdict(Kind.CAN_BY, heading, (words,), Status(StatusKind.DUE, "Due later"))


def course_words(day: date, asked: Asked) -> list[str]:
    """Return what to say of the course, with the qualification needed by a day still to come."""
    course = asked.course
    if course is not None and not course.in_vain:
        if course.result_by is None:
            return ["You are on the course. Ask your provider when to expect the result."]
        if course.result_by <= day:
            return [f"You are on the course. Its result should come by {written(course.result_by)}, in time."]
        return [
            f"You are on the course. Its result may not come until {written(course.result_by)}, after the date.",
            "Tell your head now, and ask your provider if you can finish sooner.",
        ]
    words = ["The course you are on cannot count: it was begun or will end too late."] if course else []
    start = last_safe_start(day)
    if start < asked.today:
        return [*words, f"The last safe start of the course was {written(start)}.", "Join the next intake."]
    return [*words, f"Start the course by {written(start)}. It takes 18 to 22 months to its result."]


def _passed(snapshot: Snapshot, asked: Asked) -> Verdict:
    deadline = strict_deadline(snapshot)
    day = None if deadline is None or asked.undated else deadline.last_day
    if day is None:
        heading = "The date has passed. The qualification was due three years after you became the SENCO."
    else:
        heading = f"The date has passed. The qualification was due by {written(day)}."
    lede = [str(snapshot.standing.scheme.words("award")["unmet"])]
    if asked.course and not asked.course.in_vain:
        lede = [*_on_course(asked.course), "Tell your head and your governing body or trust. The duty is theirs."]
    return Verdict(Kind.PASSED, heading, tuple(lede), OVERDUE, due=day)


def _on_course(course: Course) -> tuple[str, ...]:
    if course.result_by is None:
        return ("You are on the course. The rule is met again from the day you pass.",)
    return (f"You are on the course. The rule is met again when you pass: {written(course.result_by)} at the latest.",)


def _unclear(snapshot: Snapshot, asked: Asked) -> Verdict:
    strict, other = strict_deadline(snapshot), deadline_of(snapshot, "award-clock-here-date")
    if asked.undated or strict is None:
        heading = "The law is unclear for you. It can be read in two ways."
    elif snapshot.state("twelve-months") is State.ARGUABLE:
        heading = f"The law is unclear. You need no qualification, or it was due by {written(strict.last_day)}."
    else:
        new = f" or is due by {written(other.last_day)}" if other else ""
        heading = f"The law is unclear. The qualification was due by {written(strict.last_day)},{new}."
    lede = ["Ask your governing body or trust, in writing, which reading it relies on."]
    if asked.course and not asked.course.in_vain:
        lede += ["Stay on the course: its result settles the question.", *_on_course(asked.course)[1:]]
    else:
        lede.append("Joining the next intake of the course is safe on every reading.")
    day = None if strict is None or asked.undated else strict.last_day
    return Verdict(Kind.UNCLEAR, heading, tuple(lede), UNCLEAR, due=day)


def strict_deadline(snapshot: Snapshot) -> Deadline | None:
    """Return the clock of the stricter reading, running or run out."""
    return deadline_of(snapshot, "award-clock")


def deadline_of(snapshot: Snapshot, rule: str) -> Deadline | None:
    """Return the unanswered clock of a rule, running or run out."""
    return next((found for found in (*snapshot.overdue(), *snapshot.deadlines()) if found.rule == rule), None)
