"""The checked answers of the flow as plain values: `Answers` in, `Told` out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.pathway.eligibility.flow import MOST_POSTS
from trigpoint.pathway.eligibility.told import (
    Award,
    Before,
    Head,
    Induction,
    Post,
    Qualified,
    Say,
    School,
    Told,
    Where,
)

if TYPE_CHECKING:
    from collections.abc import Iterator
    from enum import StrEnum
    from typing import TypeVar

    from trigpoint.platform.flows import Answers

    Choice = TypeVar("Choice", bound=StrEnum)

AWARD_DATES = {
    Award.NPQ: "award-npq",
    Award.NPQ_COURSE: "award-npq-course",
    Award.NASENCO: "award-nasenco",
    Award.NASENCO_COURSE: "award-nasenco-course",
}


def told_by(answers: Answers) -> Told:
    """Return what a visitor told us."""
    in_post = _choice(Say, answers, "post") or Say.NO
    award = _choice(Award, answers, "award")
    dates = AWARD_DATES.get(award, "") if award else ""
    return Told(
        school=School(answers.get("school")),
        in_post=in_post,
        since=answers.get("start") if in_post is Say.NO else answers.get("since"),
        unbroken=_choice(Say, answers, "unbroken"),
        left=answers.get("break", "left"),
        returned=answers.get("break", "returned"),
        converted=_choice(Say, answers, "converted"),
        converted_on=answers.get("converted-on"),
        head=_choice(Head, answers, "head") or Head.NO,
        qualified=_choice(Qualified, answers, "qualified"),
        member=_choice(Say, answers, "membership"),
        member_until=answers.get("membership-end"),
        teacher=_choice(Say, answers, "teacher"),
        induction=_choice(Induction, answers, "induction"),
        induction_end=answers.get("induction-end"),
        induction_here=_choice(Say, answers, "induction-here"),
        award=award,
        award_began=answers.get(dates, "began"),
        award_gained=answers.get(dates, "gained"),
        before=_choice(Before, answers, "before"),
        posts=tuple(_posts(answers)),
    )


def _choice(kind: type[Choice], answers: Answers, slug: str) -> Choice | None:
    said = answers.get(slug)
    return kind(said) if said else None


def _posts(answers: Answers) -> Iterator[Post]:
    for number in range(1, MOST_POSTS + 1):
        slug = f"post-{number}"
        if slug in answers:
            where = Where(answers.get(slug, "where"))
            yield Post(where, answers.get(slug, "first"), answers.get(slug, "last"))
