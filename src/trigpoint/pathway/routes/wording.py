"""The sentences of the route finder that depend on how routes stand. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trigpoint.pathway.routes.fitting import Outcome, Verdict
from trigpoint.platform.pages import DOES_NOT_APPLY, MET, NOT_YET_MET, Status, StatusKind

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trigpoint.pathway.routes.fitting import Fit
    from trigpoint.pathway.routes.rows import RouteRow

FIND_OUT = Status(StatusKind.WAITING, "Find out")
STATUSES = {
    Outcome.MET: MET,
    Outcome.MISSING: NOT_YET_MET,
    Outcome.FIND_OUT: FIND_OUT,
    Outcome.DOES_NOT_APPLY: DOES_NOT_APPLY,
}


@dataclass(frozen=True, slots=True)
class GroupWords:
    """How a group of routes is introduced."""

    heading: str
    intro: str


GROUPS = {
    Verdict.FITS: GroupWords(
        "Routes that fit",
        "Shortest first. You meet every entry condition we found. The provider decides, and may ask for more.",
    ),
    Verdict.COULD_FIT: GroupWords(
        "Could fit, once you find out", "Nothing is missing for sure. The three dots mark what you were not sure of."
    ),
    Verdict.NOT_YET: GroupWords("Do not fit yet", "Nearest first: the fewest things to gain."),
    Verdict.ELSEWHERE: GroupWords(
        "For people who qualified elsewhere", "These recognise something you did not say that you hold."
    ),
    Verdict.LONGER: GroupWords("Longer than you need", "They would take you to the same place by a longer way."),
    Verdict.CLOSED: GroupWords("Not open to people in England", "We keep it here to save you the search."),
}


def things(number: int) -> str:
    """Return *one thing* or *3 things*."""
    return "one thing" if number == 1 else f"{number} things"


def routes_to_qts(number: int) -> str:
    """Return *1 route to QTS* or *3 routes to QTS*."""
    return f"{number} route{'' if number == 1 else 's'} to QTS"


def verdict_words(fit: Fit) -> str:
    """Return how a route stands, in a few words."""
    unsure = len(fit.those(Outcome.FIND_OUT))
    if fit.verdict is Verdict.FITS:
        return "Fits your answers"
    if fit.verdict is Verdict.COULD_FIT:
        return f"Could fit: {things(unsure)} to find out"
    if fit.lacks is None:
        return "Cannot fit any more"
    if fit.lacks == 0:
        return "Matches your answers"
    rest = f", and {things(unsure)} to find out" if unsure else ""
    return f"You lack {things(fit.lacks)}{rest}"


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to the whole form: its status, a sentence, and what comes right after it."""

    status: Status
    heading: str
    lede: tuple[str, ...]


def answer_of(rows: Sequence[RouteRow], *, unsure: int, nothing_known: bool) -> Answer:
    """Return the answer. `rows` are all routes, best first; `unsure` counts the questions still to find out."""
    fits, could, near = (
        [row for row in rows if row.verdict is verdict]
        for verdict in (Verdict.FITS, Verdict.COULD_FIT, Verdict.NOT_YET)
    )
    if nothing_known:
        lede = f"You were not sure of any answer. There are {things(unsure)} to find out, and each one helps."
        return Answer(FIND_OUT, "We cannot tell yet which routes fit you", (lede,))
    if fits and fits[0].counts_already:
        return Answer(MET, "You already count as a qualified teacher", (fits[0].open_words, fits[0].next_step))
    if fits:
        verb = "fits" if len(fits) == 1 else "fit"
        return Answer(
            MET, f"{routes_to_qts(len(fits))} {verb} you", (_shortest(fits[0]), *_also(could, fits[0], unsure))
        )
    if could:
        lede = f"First find out {things(unsure)}. {_shortest(could[0])}"
        return Answer(FIND_OUT, f"{routes_to_qts(len(could))} could fit you", (lede,))
    return _none_fits(near)


def _none_fits(near: Sequence[RouteRow]) -> Answer:
    if not near:
        return Answer(NOT_YET_MET, "None fits yet", ("Ask a training provider what would open a way for you.",))
    first = near[0]
    lede = tuple(row.text for row in first.lacking if row.text)
    return Answer(NOT_YET_MET, f"None fits yet. The nearest is {first.title}; {lower(first.verdict_words)}.", lede)


def _shortest(row: RouteRow) -> str:
    return f"The shortest is {row.title}: {lower(row.time)} to QTS. With induction: {lower(row.whole)}"


def _also(could: Sequence[RouteRow], best: RouteRow, unsure: int) -> tuple[str, ...]:
    if not could:
        return ()
    first = could[0]
    if first.weeks is not None and (best.weeks is None or first.weeks < best.weeks):
        return (f"{first.title} could be shorter: {lower(first.time)}. First find out {things(unsure)}.",)
    return (f"{routes_to_qts(len(could))} could fit as well, once you find out {things(unsure)}.",)


def lower(words: str) -> str:
    """Return the words with a small first letter, to stand within a sentence."""
    return words[:1].lower() + words[1:]
