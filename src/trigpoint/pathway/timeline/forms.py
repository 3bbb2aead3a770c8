"""The questions about a post, one page each, and the forms about single facts."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from trigpoint.pathway.timeline import amounts
from trigpoint.pathway.timeline.lawful import AWARD, INDUCTION, QUALIFIED
from trigpoint.pathway.timeline.roles import Role, Standing
from trigpoint.platform.fields import (
    ChoiceField,
    ChoicesField,
    DateField,
    Option,
    TextField,
    WholeNumberField,
    WordsField,
)
from trigpoint.platform.forms import PageForm
from trigpoint.platform.pages import written
from trigpoint.platform.safeguarding import NO_CHILD
from trigpoint.schools.unlisted import MOST_NAME

if TYPE_CHECKING:
    from collections.abc import Mapping

LONG_AGO = date(1950, 1, 1)
"""No post of anybody who uses this began earlier; a year like 1925 is a slip."""
AHEAD = timedelta(days=731)
"""How far ahead a post can be told of."""
AWARD_CHANGED = date(2024, 9, 1)
"""Regulation 49(7)(a): the earlier award counts only where it was begun before this day."""


class RoleForm(PageForm):
    """What the post was."""

    title = "What was the post?"
    role = ChoiceField(
        (
            Option(Role.SENCO, "SENCO", "Also where you teach, lead or share the post"),
            Option(Role.ASSISTANT, "Assistant SENCO"),
            Option(Role.HEAD, "Head or acting head teacher", "If you were the SENCO as well, choose SENCO"),
            Option(Role.TEACHER, "Teacher"),
            Option(Role.SUPPORT, "Teaching assistant, or other support in class"),
            Option(Role.OTHER, "Other work in a school", "Such as learning mentor, family support or office"),
        ),
        label="What you worked as",
        ask="what the post was",
    )
    job_title = TextField(
        label="Job title, if it says more",
        ask="the job title",
        most=MOST_NAME,
        required=False,
        hint="For example: SEN lead for key stage 2. You can leave this empty.",
    )


class DatesForm(PageForm):
    """When it was."""

    title = "When were you in this post?"
    first = DateField(
        label="First day",
        ask="the first day of the post",
        not_before=LONG_AGO,
        hint="For example, 1 9 2025. If you do not know the day, give the first of the month.",
    )
    still = ChoicesField(
        (Option("yes", "I am still in this post"),),
        label="Is it over?",
        ask="whether you are still in this post",
        required=False,
    )
    last = DateField(label="Last day, if it is over", ask="the last day of the post", required=False)

    def clean(self) -> dict[str, Any]:
        """Hold the days to their order, and to a time that a post can be told of."""
        said = dict(super().clean() or self.cleaned_data)
        first, last, still = said.get("first"), said.get("last"), said.get("still")
        if first and first > self.today + AHEAD:
            self.add_error("first", f"The first day of the post must be {written(self.today + AHEAD)} or earlier")
        if "last" in self.errors:
            return said
        if still and last and last < self.today:
            self.add_error("last", "Leave the last day empty, or say that the post is over")
        elif not still and last is None:
            self.add_error("last", "Enter the last day of the post, or select that you are still in it")
        elif first and last and last < first:
            self.add_error("last", f"The last day of the post must be {written(first)} or later")
        elif last and last > self.today + 2 * AHEAD:
            self.add_error("last", f"The last day of the post must be {written(self.today + 2 * AHEAD)} or earlier")
        return said


class HoursForm(PageForm):
    """How much of full time."""

    title = "How much did you work?"
    how = ChoiceField(
        (
            Option("full", "Full time"),
            Option("part", "A part of full time"),
            Option("hours", "A number of hours a week"),
        ),
        label="Your contract",
        ask="how much you worked",
    )
    part = TextField(
        label="If a part: how much of full time",
        ask="the part of full time",
        most=10,
        required=False,
        hint="For example, 0.8 or 80%. Four days a week is 0.8.",
    )
    hours = TextField(
        label="If hours: how many a week",
        ask="the hours a week",
        most=10,
        required=False,
        hint="As paid, for example 27.5",
    )
    week = TextField(
        label="And how many hours is full time there?",
        ask="the hours of a full-time week",
        most=10,
        required=False,
        hint="If you do not know, leave it empty. We take 37 hours, which is our guess and no rule.",
    )

    def clean(self) -> dict[str, Any]:
        """Ask for what the choice needs, and for numbers that can be."""
        said = dict(super().clean() or self.cleaned_data)
        if said.get("how") == "part" and "part" not in self.errors:
            said["hundredths"] = amounts.part(said.get("part", ""))
            if not said.get("part"):
                self.add_error("part", "Enter the part of full time, like 0.8")
            elif said["hundredths"] is None:
                self.add_error("part", "The part of full time must be between 0.01 and 1, like 0.8 or 80%")
        if said.get("how") == "hours":
            self._check_hours(said)
        return said

    def _check_hours(self, said: dict[str, Any]) -> None:
        hours, week = amounts.number(said.get("hours") or ""), amounts.number(said.get("week") or "37")
        if not said.get("hours"):
            self.add_error("hours", "Enter the hours a week, like 27.5")
        elif hours is None or not 0 < hours <= amounts.LONGEST_WEEK:
            self.add_error("hours", "The hours a week must be a number between 0.5 and 60, like 27.5")
        if week is None or not 1 <= week <= amounts.LONGEST_WEEK:
            self.add_error("week", "The hours of a full-time week must be a number between 1 and 60, like 37")
        if not self.errors and hours is not None and week is not None:
            said["hundredths"] = amounts.share(hours, week)
            said["typed"] = f"{amounts.plainly(hours)}/{amounts.plainly(week)}"


class StandingForm(PageForm):
    """In what standing somebody works at the school, which regulation 49 asks about."""

    standing = ChoiceField(
        (
            Option(Standing.TEACHER, "As a teacher there"),
            Option(Standing.HEAD, "As the head or acting head there"),
            Option(Standing.NEITHER, "Neither", "For example as support staff, or as a teacher of another school"),
        ),
        label="How did you work at the school?",
        ask="how you worked at the school",
        hint="The law on SENCOs asks whether the person is the head, or works as a teacher at the school.",
    )


class CoveredForm(PageForm):
    """Whether the rules on SENCOs cover a school that the register does not tell about."""

    covered = ChoiceField(
        (
            Option("yes", "A mainstream school or academy in England", "Or a maintained nursery school"),
            Option("no", "Another kind", "Special or private school, pupil referral unit, college, outside England"),
            Option("not-sure", "I am not sure", apart=True),
        ),
        label="What kind of school is it?",
        ask="what kind of school it is",
        hint="The register does not tell us. The rules on SENCOs cover mainstream schools only.",
    )


class ClosedForm(PageForm):
    """A post that ends after its school closed. The view gives the choices: what came after the school, by name."""

    closed = ChoiceField((), label="What happened to your post?", ask="what happened to your post")

    def __init__(self, data: Mapping[str, Any] | None = None, *, options: tuple[Option, ...], **more: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(data, **more)
        field = self.fields["closed"]
        assert isinstance(field, ChoiceField)
        field.options = options


class LawForm(PageForm):
    """What the law asks of a SENCO and the record does not show yet. Only what is missing is asked."""

    title = "What the law asks of a SENCO"
    qualified = ChoiceField(
        (
            Option("holds:qts", "Qualified teacher status (QTS)"),
            Option("holds:wales-qts", "QTS from Wales"),
            Option("holds:qtls", "QTLS, and a member of the Society for Education and Training"),
            Option("none", "None of these", apart=True),
        ),
        label="Which status as a teacher did you hold in this post?",
        ask="which status as a teacher you held",
    )
    induction = ChoiceField(
        (
            Option("holds:induction-passed", "I had passed it"),
            Option("holds:induction-exempt", "I did not have to do it"),
            Option("none", "I had not passed it", apart=True),
        ),
        label="Induction",
        ask="whether you had passed induction",
        hint="The year or two of support after QTS",
    )
    award = ChoiceField(
        (
            Option("holds:required-award", "The NPQ for SENCOs", "The qualification since September 2024"),
            Option("holds:nasenco", "The National Award for SEN Co-ordination"),
            Option("none", "Neither", apart=True),
        ),
        label="Which SENCO qualification do you hold?",
        ask="which SENCO qualification you hold",
    )
    award_began = DateField(
        label="If you hold one: when the course began",
        ask="the day the course began",
        past=True,
        not_before=LONG_AGO,
        required=False,
        hint="If you do not know the day, give the first of the month.",
    )
    award_gained = DateField(
        label="If you hold one: when it was awarded",
        ask="the day it was awarded",
        past=True,
        not_before=LONG_AGO,
        required=False,
        hint="The date on the certificate",
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, asked: tuple[str, ...], **more: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(data, **more)
        for name, rule in (("qualified", QUALIFIED), ("induction", INDUCTION), ("award", AWARD)):
            if rule not in asked:
                del self.fields[name]
        if AWARD not in asked:
            del self.fields["award_began"], self.fields["award_gained"]

    def clean(self) -> dict[str, Any]:
        """Ask for the days of a qualification that is held."""
        said = dict(super().clean() or self.cleaned_data)
        if said.get("award") not in {None, "none"}:
            check_award(self, said["award"], said.get("award_began"), said.get("award_gained"), prefix="award_")
        return said


def check_award(form: PageForm, code: str, began: date | None, gained: date | None, prefix: str = "") -> None:
    """Hold the two days of a SENCO qualification together: awarded, begun before that, and begun in time to tell."""
    if gained is None:
        if f"{prefix}gained" not in form.errors:
            form.add_error(f"{prefix}gained", "Enter the day it was awarded")
        return
    if began and gained < began:
        form.add_error(f"{prefix}gained", f"The day it was awarded must be {written(began)} or later")
    elif code == "holds:nasenco" and gained >= AWARD_CHANGED and began is None and f"{prefix}began" not in form.errors:
        form.add_error(f"{prefix}began", "Enter the day the course began: the law asks for it of an award this late")


class ExceptionForm(PageForm):
    """Who decided that a post stands although the rule is not met, until when, and what is being done."""

    title = "Save it as an exception"
    decided_by = TextField(
        label="Who decided?",
        ask="who decided",
        hint="Their role is enough, for example: the head and the chair of governors",
    )
    until = DateField(label="Until when?", ask="the day until which it is to stand", hint="For example, 31 8 2027")
    doing = WordsField(
        label="What is being done?",
        ask="what is being done",
        hint=f"For example: joins the next course in May 2027. {NO_CHILD}",
    )

    def clean_until(self) -> date:
        """Refuse a day that is over: an exception stands from now on."""
        found: date = self.cleaned_data["until"]
        if found < self.today:
            raise ValidationError("The day until which it is to stand must be today or later")
        return found


class PastExceptionForm(PageForm):
    """Who decided, about a post that is over."""

    title = "Save it as an exception that is over"
    decided_by = TextField(
        label="Who decided?",
        ask="who decided, or that you do not know",
        hint="Their role is enough. If you do not know, say so.",
    )


class CloseForm(PageForm):
    """How an exception came to its end."""

    outcome = ChoiceField(
        (
            Option("put-right", "What was missing is there now"),
            Option("post-ended", "The post has ended"),
            Option("mistake", "It was a mistake", "What the law asks was there all along"),
        ),
        label="How did the exception end?",
        ask="how the exception ended",
    )


class TrainingForm(PageForm):
    """Training that somebody took part in, or led."""

    title = "Tell us about the training"
    part = ChoiceField(
        (Option("did:cpd", "I took part"), Option("led:training", "I led it for colleagues")),
        label="Your part in it",
        ask="what your part was",
    )
    what = TextField(label="What was it?", ask="what the training was", most=200, hint=f"One line. {NO_CHILD}")
    day = DateField(
        label="The day",
        ask="the day of the training",
        past=True,
        not_before=LONG_AGO,
        hint="Of a course over several days, give the last.",
    )
    minutes = WholeNumberField(
        label="How long was it?",
        ask="how long it was in minutes",
        least=5,
        most=12_000,
        suffix="minutes",
        hint="A day is about 360 minutes. Of training that you led, you can leave this empty.",
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """Ask how long one's own training was: it is counted in minutes."""
        said = dict(super().clean() or self.cleaned_data)
        if said.get("part") == "did:cpd" and said.get("minutes") is None and "minutes" not in self.errors:
            self.add_error("minutes", "Enter how long it was in minutes, like 90")
        return said


class LeaveForm(PageForm):
    """Days of leave, and never a reason."""

    title = "Days of leave"
    first = DateField(label="First day", ask="the first day of leave", not_before=LONG_AGO)
    last = DateField(
        label="Last day", ask="the last day of leave", required=False, hint="Leave it empty while you do not know."
    )

    def clean(self) -> dict[str, Any]:
        """Hold the days to their order."""
        said = dict(super().clean() or self.cleaned_data)
        first, last = said.get("first"), said.get("last")
        if first and first > self.today + AHEAD:
            self.add_error("first", f"The first day of leave must be {written(self.today + AHEAD)} or earlier")
        if first and last and last < first:
            self.add_error("last", f"The last day of leave must be {written(first)} or later")
        return said
