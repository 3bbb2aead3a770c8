"""Why we say this: the steps of an answer as rows, in the scheme's own words, each with its clause.

Pure: no Django, no clock. A step on which readings differ waits for the visitor's answer, or is unclear in law.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trigpoint.kernel import State
from trigpoint.pathway.eligibility.possibilities import LAW
from trigpoint.pathway.eligibility.told import Award, Head, Induction, Qualified, Say
from trigpoint.pathway.eligibility.verdict import deadline_of
from trigpoint.pathway.eligibility.words import TOPICS
from trigpoint.platform.pages import (
    DOES_NOT_APPLY,
    MET,
    NOT_YET_MET,
    OVERDUE,
    UNCLEAR,
    Citation,
    Reason,
    Status,
    due,
    waiting_for,
    written,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date

    from trigpoint.kernel import Snapshot
    from trigpoint.law.senco.clauses import Clauses
    from trigpoint.pathway.eligibility.answer import Answer, Reading
    from trigpoint.pathway.eligibility.told import Told

WAITING = waiting_for("your answer")
LAW_OPEN = "The law does not settle this, or a change in it is still to be checked. See what each reading would mean."
MADE_OF = {
    "covered": {"school"},
    "role-head": {"head"},
    "qualified": {"qualified", "member"},
    "working-as-teacher": {"teacher"},
    "induction": {"induction", "induction-here", "induction-law"},
    "award": {"post", "since", "unbroken", "converted", "academy-law", "award", "award-dates", "before", "posts"},
}
"""The topics that each step hangs on."""


@dataclass(frozen=True, slots=True)
class Case:
    """An answer with what it was given to and how it is cited: all that the steps are made from."""

    answer: Answer
    told: Told
    clauses: Clauses
    today: date
    readings_url: str = ""

    @property
    def sure(self) -> Reading:
        """A reading to take a step's words from where all readings agree on it."""
        return self.answer.readings[0]

    def words(self, rule_id: str, key: str) -> str:
        """Return the scheme's words for a rule."""
        return str(self.clauses.scheme.words(rule_id).get(key, ""))

    def cited(self, rule_id: str) -> tuple[Citation, ...]:
        """Return the provision that a rule gives as its reason, as it stands today."""
        return self.clauses.of_rule(rule_id, self.today)[:1]


def reasons_for(case: Case) -> tuple[Reason, ...]:
    """Return the steps in the order of the regulation."""
    if not case.told.covered and not case.answer.open_topics:
        return (_step(case, "covered"),)
    rows = [_step(case, "covered")]
    rows += [_step(case, rule) for rule in role_rules(case.told)]
    if any(_award_matters(one) for one in case.answer.readings):
        rows += _award_rows(case)
    return tuple(rows)


def role_rules(told: Told) -> tuple[str, ...]:
    """Return the rules on the role that the answers speak of."""
    if told.head.leads:
        return ("role-head",)
    asked = ["role-head"] if told.head is Head.UNSURE else []
    asked += ["qualified"]
    asked += ["working-as-teacher"] if told.teacher else []
    asked += ["induction"] if told.induction and told.qualified is not Qualified.QTLS else []
    return tuple(asked)


def _award_matters(one: Reading) -> bool:
    told = one.possibility.told
    return (told.covered and told.award is not None) or one.snapshot.state("award") is State.EXEMPT


def _states(case: Case, rule: str) -> set[State]:
    asked = [one for one in case.answer.readings if one.possibility.told.covered or rule == "covered"]
    found = {one.snapshot.state(rule) for one in asked}
    return found - {State.DOES_NOT_APPLY} or {State.DOES_NOT_APPLY}


def _step(case: Case, rule: str) -> Reason:
    """Return a step that is met or not, or waits."""
    states = _states(case, rule)
    title = case.clauses.scheme.rules[rule].title
    if len(states) > 1:
        return _open_step(case, rule, title)
    if states.pop().counts:
        words = case.words(_cited_rule(case, rule), "plain")
        return Reason(MET, _sentence(words), _met_more(case, rule), case.cited(_cited_rule(case, rule)))
    if rule == "covered":
        return _outside(case)
    words = case.words(_cited_rule(case, rule), "unmet").removeprefix("Not yet. ")
    return Reason(NOT_YET_MET, title, " ".join(filter(None, (words, _unmet_more(case, rule)))), case.cited(rule))


def _outside(case: Case) -> Reason:
    """Return the step for a school outside the rule: which schools are, and the sections that draw the line."""
    heading = case.words("covered", "unmet").partition(". ")[0]
    which = case.words("covered", "note").partition(". ")[0] + "."
    return Reason(DOES_NOT_APPLY, heading, which, case.clauses.of_rule("covered", case.today))


def _open_step(case: Case, rule: str, title: str) -> Reason:
    topics = [topic for topic in case.answer.open_topics if topic in MADE_OF[rule]]
    by_law = bool(topics) and all(topic in LAW for topic in topics)
    text = LAW_OPEN if by_law else "You were not sure. How to find out stands above."
    return Reason(UNCLEAR if by_law else WAITING, title, text, case.cited(rule))


def _cited_rule(case: Case, rule: str) -> str:
    if rule == "qualified" and case.told.qualified is Qualified.QTLS:
        return "qtls"
    if rule == "induction" and case.sure.snapshot.state("induction").counts and _optional_here(case):
        return "induction-not-required-here"
    return rule


def _optional_here(case: Case) -> bool:
    return case.sure.possibility.told.induction_here is Say.NO


def _met_more(case: Case, rule: str) -> str:
    told = case.told
    if rule == "role-head" and told.head is Head.ACTING:
        return "That is so only while you are the acting head. After that the rule for teachers applies to you."
    if rule == "qualified" and told.member_until:
        return f"Your membership ends on {written(told.member_until)}. Renew it before that day."
    if rule in {"working-as-teacher", "role-head"} and case.sure.asked.to_come:
        return "You told us that it will be so when you start."
    return ""


def _unmet_more(case: Case, rule: str) -> str:
    told = case.told
    if rule == "induction" and told.induction is Induction.FAILED:
        return "An induction that was failed does not count. Ask your union what is open to you."
    if rule == "qualified" and told.qualified is Qualified.EYTS:
        return "Early years teacher status does not count."
    return ""


# ---- The qualification


def _award_rows(case: Case) -> Iterator[Reason]:
    states = _states(case, "award")
    if len(states) > 1:
        yield _open_step(case, "award", case.clauses.scheme.rules["award"].title)
        return
    snapshot, state = case.sure.snapshot, states.pop()
    if state is State.EXEMPT:
        yield Reason(MET, _sentence(case.words("exempt-same-post", "plain")), "", case.cited("exempt-same-post"))
    elif state is State.MET:
        held = "required-award" if snapshot.state("required-award").counts else "earlier-award"
        yield Reason(MET, _sentence(case.words(held, "plain")), "", case.cited(held))
    elif state is not State.DOES_NOT_APPLY:
        yield from _clock_rows(case, snapshot)


def _clock_rows(case: Case, snapshot: Snapshot) -> Iterator[Reason]:
    heading = "You do not hold the qualification yet"
    yield Reason(_clock_status(case), heading, _clock_text(case, snapshot), case.cited("award-clock"))
    if case.told.award in {Award.NASENCO, Award.NASENCO_COURSE} and _earlier_in_vain(case):
        text = case.words("earlier-award", "unmet")
        yield Reason(NOT_YET_MET, "The National Award does not count for you", text, case.cited("earlier-award"))
    for rule, what in ARGUED:
        if any(one.snapshot.state(rule) is State.ARGUABLE for one in case.answer.readings):
            yield _argued(case, rule, what)


ARGUED = (
    ("twelve-months", "your earlier work as a SENCO"),
    ("award-clock-here", "whether the three years began again with this post"),
)


def _argued(case: Case, rule: str, what: str) -> Reason:
    link = (Citation("See both readings, side by side", case.readings_url),) if case.readings_url else ()
    return Reason(UNCLEAR, f"One point is unclear: {what}", _plain_on(case, rule), (*case.cited(rule), *link))


def _plain_on(case: Case, rule: str) -> str:
    """Return the words for an unclear point; once the strict date has passed, without the advice to keep to it."""
    words = case.words(rule, "plain")
    return words if case.sure.snapshot.state("award-clock").counts else words.rpartition(". ")[0] + "."


def _earlier_in_vain(case: Case) -> bool:
    course = case.sure.asked.course
    return case.told.award is Award.NASENCO or (course is not None and course.in_vain)


def _clock_status(case: Case) -> Status:
    days = {
        None if one.asked.undated or (found := deadline_of(one.snapshot, "award-clock")) is None else found.last_day
        for one in case.answer.readings
    }
    passed = not case.sure.snapshot.state("award-clock").counts
    if passed:
        return OVERDUE
    only = days.pop() if len(days) == 1 else None
    return due(only) if only else NOT_YET_MET


def _clock_text(case: Case, snapshot: Snapshot) -> str:
    if case.sure.asked.to_come:
        return "The three years run from the day you become a SENCO. The day of the third anniversary is still in time."
    if not snapshot.state("award-clock").counts:
        return "The three years ran from the day you first became a SENCO. No leave and no gap stops them."
    return f"{case.words('award-clock', 'plain')} The day itself is still in time. No leave and no gap stops the clock."


def _sentence(words: str) -> str:
    """Return a heading: one sentence without its full stop."""
    return words.removesuffix(".")


def idle_words(topics: Iterable[str]) -> tuple[str, ...]:
    """Return what was unsure and makes no difference, as the ends of a sentence."""
    return tuple(TOPICS[topic].depends for topic in topics)
