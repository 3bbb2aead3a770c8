"""The whole way from here to the role: QTS, induction, award, post, each with its time. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trigpoint.pathway.routes.times import induction_words, length_words, terms_of, terms_words

if TYPE_CHECKING:
    from trigpoint.kernel import Route, Scheme
    from trigpoint.pathway.routes.prose import Induction, Length, RouteWords

AWARD_ROUTE = "S"
"""The award's way for school staff who work towards QTS."""

LAW = ("statutory-senco/s-67", "statutory-senco/reg-49")
"""The duty to name a SENCO, and the rule on who may be named and what they must hold by when."""

NAMED = (
    "A mainstream school must name a qualified teacher who works there as a teacher, or the head or acting head. A "
    "teacher's induction must be complete, if it was required. No further years of teaching are asked."
)
QUALIFIED = (
    "Your school must make sure that you hold it in time. The SENCO Award does not replace it. A few people are let "
    "off, so check the rule for your post."
)
BESIDE = (
    "There is no entry test and no waiting time. You can hold it before you have QTS. Some evidence serves the award "
    "and the Teachers' Standards. Time for the Standards is counted apart."
)


@dataclass(frozen=True, slots=True)
class PathStep:
    """One stretch of the way: what it is, how long it takes, what to know, and the name of a page to go on to.

    `sources` are named by scheme and key, as in `statutory-senco/reg-49`.
    """

    title: str
    time: str
    words: str
    sources: tuple[str, ...] = ()
    page: str = ""
    page_words: str = ""


@dataclass(frozen=True, slots=True)
class WholeTime:
    """QTS and induction together, in words: the best case that the law allows, and what to plan for."""

    best: str
    plan: str

    @property
    def words(self) -> str:
        """Return both in a sentence or two."""
        if not self.best:
            return "We cannot add it up: we found no published time for a decision."
        if self.best == self.plan:
            return f"{self.best[0].upper()}{self.best[1:]}."
        return f"Best case {self.best}. Plan for up to {self.plan}."


def whole_time(length: Length, induction: Induction) -> WholeTime:
    """Return the time of a route and its induction together, in school terms.

    A part of a term counts as a term, since induction begins with one. That reckoning is ours.
    """
    if length.shortest_weeks is None or length.longest_weeks is None:
        return WholeTime("", "")
    best = terms_of(length.shortest_weeks) + induction.shortest_terms
    plan = terms_of(length.longest_weeks) + induction.usual_terms
    return WholeTime(_whole(best), _whole(plan))


def _whole(terms: int) -> str:
    return terms_words(terms) if terms else "no further time"


def steps_of(title: str, words: RouteWords, award: Scheme) -> tuple[PathStep, ...]:
    """Return the way from QTS to the role. Entry conditions are told before it, so not again."""
    length, induction = words.length, words.induction
    return (
        PathStep(
            f"Gain QTS: {title}" if length.trains else title,
            length_words(length.shortest_weeks, length.longest_weeks),
            length.said.words,
            tuple(f"qts-routes/{key}" for key in length.said.sources),
        ),
        PathStep(
            "Complete induction",
            induction_words(induction.shortest_terms, induction.usual_terms),
            induction.said.words,
            tuple(f"qts-routes/{key}" for key in induction.said.sources),
        ),
        _award_step(award.routes[AWARD_ROUTE]),
        PathStep(
            "Become the SENCO",
            "From the day the school names you",
            NAMED,
            LAW,
            "pathway:eligibility",
            "Check the rule for a post",
        ),
        PathStep(
            "Gain the qualification the law requires",
            "By the third anniversary of your first day as the SENCO",
            QUALIFIED,
            LAW[1:],
        ),
    )


def _award_step(route: Route) -> PathStep:
    time = f"Up to {route.limit_hours} hours, whenever you like"
    return PathStep(
        "Work on the SENCO Award, beside all this", time, BESIDE, (), "pathway:scheme", "See what the award asks"
    )
