"""The order of the questions and when each is asked: only as far as earlier answers leave it open."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.pathway.eligibility import forms
from trigpoint.pathway.eligibility.told import (
    AWARD_CHANGED,
    COVERED,
    EARLIER_AWARD_ENDS,
    LAST_OPEN_POST,
    Award,
    Before,
    Head,
    Induction,
    Qualified,
    Say,
    School,
)
from trigpoint.platform.flows import Flow, Question

if TYPE_CHECKING:
    from collections.abc import Callable

    from trigpoint.platform.flows import Answers

MOST_POSTS = 6
CAPTION = "Can I be, or stay, the SENCO?"

# ---- The school and the post


def covered(told: Answers) -> bool:
    """Tell whether the rule covers, or may cover, the school."""
    return told.get("school") in {*COVERED, School.UNSURE}


def in_post(told: Answers) -> bool:
    """Tell whether the person is, or may be, the SENCO there now."""
    return covered(told) and told.get("post") in {Say.YES, Say.UNSURE}


def to_come(told: Answers) -> bool:
    """Tell whether the post has not begun."""
    return covered(told) and told.get("post") == Say.NO


def since_2009(told: Answers) -> bool:
    """Tell whether the post began on the last day that regulation 49(4) leaves alone, or before."""
    since = told.get("since")
    return in_post(told) and since is not None and since <= LAST_OPEN_POST


def broken(told: Answers) -> bool:
    """Tell whether the post was left and taken up again."""
    return since_2009(told) and told.get("unbroken") == Say.NO


# ---- The role


def leads(told: Answers) -> bool:
    """Tell whether the person is certainly the head: then nothing is asked of a teacher."""
    return told.get("head") in {Head.HEAD, Head.ACTING}


def asks_status(told: Answers) -> bool:
    """Tell whether to ask for the status as a teacher."""
    return covered(told) and not leads(told)


def holds_qtls(told: Answers) -> bool:
    """Tell whether membership matters."""
    return asks_status(told) and bool(told.get("qualified") == Qualified.QTLS)


def asks_teacher(told: Answers) -> bool:
    """Tell whether work as a teacher can still make the difference."""
    return asks_status(told) and Qualified(told.get("qualified")).may_count


def asks_induction(told: Answers) -> bool:
    """Tell whether induction can still make the difference; QTLS has none to serve."""
    statuses = {Qualified.QTS, Qualified.WALES, Qualified.UNSURE}
    return asks_teacher(told) and told.get("qualified") in statuses and told.get("teacher") != Say.NO


def asks_academy(told: Answers) -> bool:
    """Tell whether it matters what the academy requires."""
    open_answers = {Induction.IN_PROGRESS, Induction.NOT_STARTED, Induction.FAILED, Induction.UNSURE}
    return asks_induction(told) and told.get("school") == School.ACADEMY and told.get("induction") in open_answers


def may_serve(told: Answers) -> bool:
    """Tell whether the role is, or may be, open to the person."""
    if not covered(told):
        return False
    if leads(told) or told.get("head") == Head.UNSURE:
        return True
    if holds_qtls(told):
        return bool(told.get("membership") != Say.NO and told.get("teacher") != Say.NO)
    if not asks_induction(told):
        return False
    done = told.get("induction") in {Induction.PASSED, Induction.EXEMPT, Induction.UNSURE}
    return done or bool(asks_academy(told) and told.get("induction-here") != Say.YES)


# ---- The qualification


def exempt(told: Answers) -> bool:
    """Tell whether the post certainly goes back to 2009 without a break."""
    one_school = told.get("school") != School.ACADEMY or told.get("converted") == Say.NO
    return since_2009(told) and told.get("post") == Say.YES and told.get("unbroken") == Say.YES and one_school


def asks_award(told: Answers) -> bool:
    """Tell whether the qualification matters: to who may serve, and to who is in post whether or not they may."""
    return (may_serve(told) or in_post(told)) and not exempt(told)


def holds_award(told: Answers) -> bool:
    """Tell whether a qualification is certainly held, begun and completed in time."""
    if told.get("award") == Award.NASENCO:
        began, gained = told.get("award-nasenco", "began"), told.get("award-nasenco", "gained")
        begun_in_time = (began or gained) is not None and (began or gained) < AWARD_CHANGED
        return bool(begun_in_time and (gained is None or gained < EARLIER_AWARD_ENDS))
    return bool(told.get("award") == Award.NPQ)


def with_award(kind: Award) -> Callable[[Answers], bool]:
    """Return a condition: this answer on the qualification."""
    return lambda told: asks_award(told) and told.get("award") == kind


def asks_history(told: Answers) -> bool:
    """Tell whether earlier days as a SENCO can move the date."""
    return asks_award(told) and not holds_award(told)


def asks_conversion(told: Answers) -> bool:
    """Tell whether the birth of an academy can have broken the post."""
    return told.get("school") == School.ACADEMY and in_post(told) and asks_history(told) and not broken(told)


def asks_post(number: int) -> Callable[[Answers], bool]:
    """Return a condition: another post, in its order."""
    if number == 1:
        return lambda told: asks_history(told) and told.get("before") == Before.YES
    return lambda told: told.get(f"more-{number - 1}", "more") == Say.YES


def asks_more(number: int) -> Callable[[Answers], bool]:
    """Return a condition: one post more after this one."""
    return lambda told: f"post-{number}" in told


POSTS = tuple(
    question
    for number in range(1, MOST_POSTS + 1)
    for question in (
        Question(
            f"post-{number}",
            type(f"OtherPost{number}Form", (forms.OtherPostForm,), {"number": number}),
            asks_post(number),
        ),
        Question(f"more-{number}", forms.MoreForm, asks_more(number)),
    )
)[:-1]  # after the last there is no more to ask

QUESTIONS = (
    Question("school", forms.SchoolForm),
    Question("post", forms.PostForm, covered),
    Question("since", forms.SinceForm, in_post),
    Question("start", forms.StartForm, to_come),
    Question("unbroken", forms.UnbrokenForm, since_2009),
    Question("break", forms.BreakForm, broken),
    Question("head", forms.HeadForm, covered),
    Question("qualified", forms.QualifiedForm, asks_status),
    Question("membership", forms.MembershipForm, holds_qtls),
    Question("membership-end", forms.MembershipEndForm, lambda told: told.get("membership") == Say.YES),
    Question("teacher", forms.TeacherForm, asks_teacher),
    Question("induction", forms.InductionForm, asks_induction),
    Question("induction-end", forms.InductionEndForm, lambda told: told.get("induction") == Induction.IN_PROGRESS),
    Question("induction-here", forms.InductionHereForm, asks_academy),
    Question("award", forms.AwardForm, asks_award),
    Question("award-npq", forms.AwardNpqForm, with_award(Award.NPQ)),
    Question("award-npq-course", forms.AwardNpqCourseForm, with_award(Award.NPQ_COURSE)),
    Question("award-nasenco", forms.AwardNasencoForm, with_award(Award.NASENCO)),
    Question("award-nasenco-course", forms.AwardNasencoCourseForm, with_award(Award.NASENCO_COURSE)),
    Question("converted", forms.ConvertedForm, asks_conversion),
    Question("converted-on", forms.ConvertedOnForm, lambda told: told.get("converted") == Say.YES),
    Question("before", forms.BeforeForm, asks_history),
    *POSTS,
)

FLOW = Flow(
    name="eligibility",
    caption=CAPTION,
    questions=tuple(Question(one.slug, one.form, one.asked, "pathway/eligibility/question.html") for one in QUESTIONS),
    start="pathway:eligibility",
    question="pathway:eligibility-question",
    result="pathway:eligibility-result",
)
