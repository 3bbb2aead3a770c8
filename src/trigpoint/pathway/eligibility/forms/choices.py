"""The questions with answers to choose from."""

from __future__ import annotations

from trigpoint.pathway.eligibility.forms.base import NOT_SURE, EligibilityForm
from trigpoint.pathway.eligibility.told import Award, Before, Head, Induction, Qualified, Say, School
from trigpoint.platform.fields import ChoiceField, Option

MAINTAINED = "Community, voluntary or foundation"
LET_OFF = "For example, you qualified before 7 May 1999, or passed in Wales"


class SchoolForm(EligibilityForm):
    """Which kind of school."""

    topic = "school"
    school = ChoiceField(
        (
            Option(
                School.MAINTAINED,
                "Mainstream school maintained by the council",
                hint="Community, voluntary or foundation",
            ),
            Option(School.ACADEMY, "Mainstream academy or free school"),
            Option(School.NURSERY, "Nursery school maintained by the council"),
            Option(School.SPECIAL, "Special school", hint="Maintained, academy or independent"),
            Option(School.REFERRAL, "Pupil referral unit or alternative provision"),
            Option(School.PRIVATE, "Private (independent) school or nursery"),
            Option(School.COLLEGE, "College, or academy for ages 16 to 19"),
            NOT_SURE,
        ),
        label="What kind of school is it?",
        hint="In England. If you work at two schools, choose one. You can check the other after that.",
        ask="what kind of school it is",
    )


class PostForm(EligibilityForm):
    """Whether the person is the SENCO there now."""

    topic = "post"
    post = ChoiceField(
        (
            Option(Say.YES, "Yes", hint="The school has named you as its SENCO. An interim or part-time post counts"),
            Option(Say.NO, "Not yet", hint="You are thinking of it, have been asked, or have not started"),
            Option(Say.UNSURE, "I am not sure", hint="You do the work but may not have been named", apart=True),
        ),
        label="Are you the SENCO there now?",
        ask="whether you are the SENCO there now",
    )


class HeadForm(EligibilityForm):
    """Whether the person leads the school."""

    topic = "head"
    to_come_label = "Would you be the head or acting head there?"
    head = ChoiceField(
        (
            Option(Head.HEAD, "Yes, the head teacher", hint="Or the principal of an academy"),
            Option(Head.ACTING, "Yes, the acting head"),
            Option(Head.NO, "No", hint="A deputy or assistant head answers No"),
            NOT_SURE,
        ),
        label="Are you the head or acting head there?",
        ask="whether you are the head",
    )


class QualifiedForm(EligibilityForm):
    """Which status as a teacher."""

    topic = "qualified"
    qualified = ChoiceField(
        (
            Option(Qualified.QTS, "Qualified teacher status (QTS)"),
            Option(Qualified.WALES, "QTS from Wales"),
            Option(Qualified.QTLS, "QTLS", hint="Qualified teacher learning and skills, from further education"),
            Option(Qualified.EYTS, "Early years teacher status (EYTS) only"),
            Option(Qualified.OVERSEAS, "A teaching qualification from elsewhere, not turned into QTS"),
            Option(Qualified.SEN_ONLY, "European recognition to teach pupils with SEN only", hint="Paragraph 8A"),
            Option(Qualified.NONE, "None of these"),
            NOT_SURE,
        ),
        label="Which of these do you have?",
        hint="Choose the first that is true for you.",
        ask="which of these you have",
    )


class MembershipForm(EligibilityForm):
    """Whether QTLS is backed by live membership."""

    topic = "member"
    membership = ChoiceField(
        (Option(Say.YES, "Yes"), Option(Say.NO, "No"), NOT_SURE),
        label="Is your membership of the Society for Education and Training live?",
        hint="QTLS makes you a qualified teacher in a school only while you are a member.",
        ask="whether your membership is live",
    )


class TeacherForm(EligibilityForm):
    """Whether the person works as a teacher at the school."""

    topic = "teacher"
    to_come_label = "Would you work as a teacher at the school?"
    teacher = ChoiceField(
        (
            Option(Say.YES, "Yes"),
            Option(Say.NO, "No", hint="For example, only at another school, or in other work here"),
            NOT_SURE,
        ),
        label="Do you work as a teacher at the school?",
        hint="The rule asks for it at each school where you are the SENCO.",
        ask="whether you work as a teacher at the school",
    )


class InductionForm(EligibilityForm):
    """Where the person stands with induction."""

    topic = "induction"
    induction = ChoiceField(
        (
            Option(Induction.PASSED, "Yes, I passed it"),
            Option(
                Induction.EXEMPT,
                "I did not have to",
                hint="For example, you qualified before 7 May 1999, or passed in Wales",
            ),
            Option(Induction.IN_PROGRESS, "I am in it now"),
            Option(Induction.NOT_STARTED, "I have not started it"),
            Option(Induction.FAILED, "I failed it"),
            NOT_SURE,
        ),
        label="Have you passed induction?",
        hint="The year or two of support after you qualify as a teacher.",
        ask="whether you have passed induction",
    )


class InductionHereForm(EligibilityForm):
    """Whether an academy asks for induction."""

    topic = "induction-here"
    induction_here = ChoiceField(
        (Option(Say.YES, "Yes"), Option(Say.NO, "No"), NOT_SURE),
        label="Does your academy require induction?",
        hint="Academies did not have to. A change in law is to be checked, and your answer will say so.",
        ask="whether your academy requires induction",
    )


class UnbrokenForm(EligibilityForm):
    """Whether a post held since 2009 was ever left."""

    topic = "unbroken"
    unbroken = ChoiceField(
        (Option(Say.YES, "Yes"), Option(Say.NO, "No, I left and came back"), NOT_SURE),
        label="Have you been the SENCO there without a break since then?",
        hint="A change of hours, or leave, is not a break.",
        ask="whether there was a break",
    )


class AwardForm(EligibilityForm):
    """Which SENCO qualification."""

    topic = "award"
    award = ChoiceField(
        (
            Option(Award.NPQ, "Yes, the NPQ for SENCOs", hint="You have had the result, and you passed"),
            Option(Award.NASENCO, "Yes, the National Award for SEN Co-ordination", hint="NASENCO, from a university"),
            Option(Award.NPQ_COURSE, "I am on the NPQ for SENCOs, or have a place"),
            Option(Award.NASENCO_COURSE, "I am on the National Award course"),
            Option(Award.NONE, "No"),
            NOT_SURE,
        ),
        label="Do you hold the qualification for SENCOs?",
        ask="whether you hold the qualification",
    )


class ConvertedForm(EligibilityForm):
    """Whether the school became an academy during the post."""

    topic = "converted"
    converted = ChoiceField(
        (Option(Say.YES, "Yes"), Option(Say.NO, "No"), NOT_SURE),
        label="Did the school become an academy while you were its SENCO?",
        hint="An academy is a new school in law. That can matter for your date.",
        ask="whether the school became an academy in that time",
    )


class BeforeForm(EligibilityForm):
    """Whether there were other posts as SENCO."""

    topic = "before"
    before = ChoiceField(
        (
            Option(Before.YES, "Yes, and I know the dates", hint="The month is enough: use its first and last day"),
            Option(Before.YES_UNDATED, "Yes, but I do not know the dates"),
            Option(Before.NO, "No"),
            NOT_SURE,
        ),
        label="Do you have, or did you have, any other post as a SENCO?",
        hint="At another school, or at this one before the post you told us about.",
        ask="whether you have had any other post as a SENCO",
    )


class MoreForm(EligibilityForm):
    """Whether there is another post to give."""

    topic = "before"
    more = ChoiceField(
        (
            Option(Say.YES, "Yes"),
            Option(Say.NO, "No"),
            Option(Say.UNSURE, "I am not sure", hint="We go on with what you have given", apart=True),
        ),
        label="Is there one more post as a SENCO to tell us about?",
        ask="whether there is one more post",
    )
