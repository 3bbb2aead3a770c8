"""The result as frozen rows, ready for a template. Pure: no Django, no clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trigpoint.kernel import State
from trigpoint.pathway.eligibility.answer import answer_to
from trigpoint.pathway.eligibility.dates import events, track
from trigpoint.pathway.eligibility.possibilities import LAW
from trigpoint.pathway.eligibility.reasons import Case, reasons_for
from trigpoint.pathway.eligibility.told import LAST_OPEN_POST
from trigpoint.pathway.eligibility.verdict import NEEDS, Kind
from trigpoint.pathway.eligibility.words import NOT_A_STATUS, NOT_THE_QUALIFICATION, TOPICS, TWELVE_MONTHS
from trigpoint.platform.pages import Citation, Duty, written

if TYPE_CHECKING:
    from datetime import date

    from trigpoint.deadlines import Calculator
    from trigpoint.kernel import Scheme
    from trigpoint.law.senco.clauses import Clauses
    from trigpoint.pathway.eligibility.answer import Answer, Outcome
    from trigpoint.pathway.eligibility.told import Told
    from trigpoint.pathway.eligibility.verdict import Verdict
    from trigpoint.pathway.eligibility.words import NotCounted
    from trigpoint.platform.pages import CalendarEvent, Reason, TrackDate

NOT_YOURS = " The duty is theirs, not yours."


@dataclass(frozen=True, slots=True)
class Law:
    """What the answers rest on: the scheme, its clauses, and the calculator of the three years."""

    scheme: Scheme
    clauses: Clauses
    clock: Calculator


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """What would follow, and under which conditions, as one sentence."""

    condition: str
    verdict: Verdict


@dataclass(frozen=True, slots=True)
class ToFindOut:
    """Something the visitor was not sure of: how to find out, and the question to change then."""

    what: str
    how: str
    question: str


@dataclass(frozen=True, slots=True)
class NotCountedRow:
    """What people assume to count, why it does not, and the provision."""

    what: str
    why: str
    citation: Citation


@dataclass(frozen=True, slots=True)
class ResultPage:
    """Everything on the result page except the visitor's answers."""

    verdict: Verdict
    outcomes: tuple[OutcomeRow, ...]
    to_find_out: tuple[ToFindOut, ...]
    no_difference: tuple[str, ...]
    reasons: tuple[Reason, ...]
    duty: str
    must: tuple[Duty, ...]
    should: tuple[Duty, ...]
    suggest: str
    dates: tuple[TrackDate, ...]
    events: tuple[CalendarEvent, ...]
    not_counted: tuple[NotCountedRow, ...]
    unclear: bool
    by_law: bool
    needs_status: bool
    note: tuple[str, ...]
    checked_to: date


def result_page(told: Told, law: Law, today: date, *, readings_url: str = "") -> ResultPage:
    """Return the page for what was told, on the day of asking."""
    answer = answer_to(told, law.scheme, today)
    case = Case(answer, told, law.clauses, today, readings_url)
    reaches = any(one.possibility.told.covered for one in answer.readings)
    clocks = (one.snapshot.state("award") for one in answer.readings if one.possibility.told.covered)
    held_to = told.award is not None and any(_clock_bites(state) for state in clocks)
    return ResultPage(
        verdict=answer.verdict,
        outcomes=tuple(_outcome_row(outcome) for outcome in answer.outcomes),
        to_find_out=tuple(_to_find_out(topic) for topic in answer.open_topics),
        no_difference=tuple(TOPICS[topic].depends for topic in answer.idle_topics),
        reasons=reasons_for(case),
        duty=str(law.scheme.about["about"]["duty"]) if reaches else "",
        must=_must(law, today, clock=held_to) if reaches else (),
        should=_should(law, today) if held_to else (),
        suggest=_suggestion(answer) if held_to else "",
        dates=track(answer, told, law.clock, today),
        events=events(answer, told, law.clock, today),
        not_counted=_not_counted(law, today, answer) if reaches else (),
        unclear=_is_argued(answer),
        by_law=bool(answer.open_topics) and all(topic in LAW for topic in answer.open_topics),
        needs_status="qualified" in answer.verdict.needs or "qualified" in answer.open_topics,
        note=note_words(answer),
        checked_to=_checked_to(law.scheme),
    )


def _clock_bites(state: State) -> bool:
    return state in {State.NOT_YET_DUE, State.UNMET, State.ARGUABLE}


def _checked_to(scheme: Scheme) -> date:
    if scheme.law_checked_to is None:
        raise ValueError(f"The scheme {scheme.id} does not say to which day its law was checked; add law_checked_to.")
    return scheme.law_checked_to


def _outcome_row(outcome: Outcome) -> OutcomeRow:
    if not outcome.conditions:
        return OutcomeRow("In the other cases", outcome.verdict)
    rest = "" if outcome.exact else ", in the other cases"
    return OutcomeRow("If " + ", and ".join(outcome.conditions) + rest, outcome.verdict)


def _to_find_out(topic: str) -> ToFindOut:
    words = TOPICS[topic]
    return ToFindOut(words.depends, words.find_out, "" if topic in LAW else words.question)


# ---- Who must act


def _must(law: Law, today: date, *, clock: bool) -> tuple[Duty, ...]:
    words = law.scheme.words
    texts = {"covered": words("covered")["duty"], "role": str(words("role")["unmet"]).removeprefix("Not yet. ")}
    if clock:
        texts["award"] = str(words("award")["duty"]).removesuffix(NOT_YOURS)
    return tuple(Duty(text, law.clauses.of_rule(rule, today)[0]) for rule, text in texts.items())


def _should(law: Law, today: date) -> tuple[Duty, ...]:
    guidance = law.clauses.of_source(law.scheme.sources["dfe-guidance"], today)
    text = "The department’s guidance counts three years from appointment. It lets off only those appointed before"
    return (Duty(f"{text} {written(LAST_OPEN_POST)} and holders of the earlier award.", guidance),)


def _suggestion(answer: Answer) -> str:
    if any(one.asked.course and not one.asked.course.in_vain for one in answer.readings):
        return "Show your head the dates below, and the date on which you expect the result."
    return "Ask your head, in writing, for the fee, the time and the start date of a course."


# ---- What does not count


def _is_argued(answer: Answer) -> bool:
    argued = ("twelve-months", "award-clock-here")
    return any(one.snapshot.state(rule) is State.ARGUABLE for one in answer.readings for rule in argued)


def _not_counted(law: Law, today: date, answer: Answer) -> tuple[NotCountedRow, ...]:
    """Return what does not count where it could be thought to: what is met already needs no warning."""
    snapshots = [one.snapshot for one in answer.readings]
    rows: tuple[NotCounted, ...] = () if all(one.state("role").counts for one in snapshots) else NOT_A_STATUS
    rows += () if all(one.state("award-held").counts for one in snapshots) else NOT_THE_QUALIFICATION
    rows += (TWELVE_MONTHS,) if _is_argued(answer) else ()
    return tuple(NotCountedRow(row.what, row.why, law.clauses.named(row.citation, today)) for row in rows)


# ---- The note for governors


def note_words(answer: Answer) -> tuple[str, ...]:
    """Return the verdict for those who hold the duty: about the person, not to them."""
    verdict = answer.verdict
    day = f" by {written(verdict.due)}" if verdict.due else " three years after the post began"
    if answer.open_topics:
        things = ", and on ".join(TOPICS[topic].depends for topic in answer.open_topics)
        return ("We cannot say yet whether this person may be the SENCO.", f"It depends on {_about(things)}.")
    may = "This person may be the SENCO."
    return {
        Kind.CAN: (may, "The law asks for no further qualification."),
        Kind.CAN_BY: (may, f"The qualification is needed{day}."),
        Kind.PASSED: (may, f"But the qualification was due{day}, and is not held."),
        Kind.UNCLEAR: ("The law is unclear for this person.", f"On one reading the qualification was due{day}."),
        Kind.NOT_COVERED: ("The rule on SENCOs does not cover this school.",),
        Kind.NOT_YET: ("This person may not be the SENCO yet.", *(NEEDS[need] for need in verdict.needs)),
    }[verdict.kind]


def _about(words: str) -> str:
    """Return words to a person as words about them."""
    for ours, theirs in (
        ("you have been", "they have been"),
        ("you hold", "they hold"),
        ("you are", "they are"),
        ("you have", "they have"),
        ("you work", "they work"),
        ("you became", "they became"),
        ("your", "their"),
    ):
        words = words.replace(ours, theirs)
    return words
