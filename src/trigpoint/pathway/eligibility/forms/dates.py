"""The questions on dates: impossible ones are refused, unknown ones are allowed."""

from __future__ import annotations

from datetime import date
from typing import Any

from trigpoint.pathway.eligibility.forms.base import DatedForm, a_date
from trigpoint.pathway.eligibility.told import AWARD_CHANGED
from trigpoint.platform.pages import written

FIRST_NASENCO = date(2009, 1, 1)
BEGUN_IN_TIME = "It must be before 1 September 2024."


class SinceForm(DatedForm):
    """The first day of the present post."""

    topic = "since"
    title = "When did you become the SENCO there?"
    field_order = ("since", "unsure")
    since = a_date("the date you became the SENCO")

    def check(self, found: dict[str, Any]) -> None:
        """Send a post still to begin to another answer."""
        self.must_be_past("since", found.get("since"), "If you have not started, go back and answer “Not yet”")


class StartForm(DatedForm):
    """The first day of a post to come."""

    topic = "since"
    title = "When would you start as the SENCO?"
    field_order = ("start", "unsure")
    start = a_date("the date you would start", not_before=None)

    def check(self, found: dict[str, Any]) -> None:
        """Send a post that has begun to another answer."""
        self.must_be_to_come("start", found.get("start"), "If you have started, go back and answer “Yes”")

    @property
    def find_out(self) -> str:
        """Say what happens without the date."""
        return "Ask the head. If no day is set yet, say that you are not sure: we count from the day you start."


class BreakForm(DatedForm):
    """The days around a break."""

    topic = "unbroken"
    title = "When was the break?"
    field_order = ("left", "returned", "unsure")
    left = a_date("the last day before the break")
    returned = a_date("the day you became the SENCO there again")

    def check(self, found: dict[str, Any]) -> None:
        """Hold the break within the post, its end after its start."""
        left, returned, since = found.get("left"), found.get("returned"), self.earlier_answer("since")
        self.must_be_past("returned", returned, "Give the day of the post you hold now")
        if left and since and left < since:
            self.refuse("left", f"{self.ask('left')} must be {written(since)} or later, when you became the SENCO")
        if left and returned and returned <= left:
            self.refuse("returned", f"{self.ask('returned')} must be after {written(left)}, the day you left")


class MembershipEndForm(DatedForm):
    """Until when the membership runs."""

    topic = "member"
    title = "Until when is your membership paid?"
    field_order = ("membership_end", "unsure")
    membership_end = a_date("the date your membership ends")

    def check(self, found: dict[str, Any]) -> None:
        """Send a membership that has ended to another answer."""
        words = "If it has ended, go back and answer “No”"
        self.must_be_to_come("membership_end", found.get("membership_end"), words)


class InductionEndForm(DatedForm):
    """When induction should end."""

    topic = "induction"
    title = "When do you expect to finish induction?"
    field_order = ("induction_end", "unsure")
    induction_end = a_date("the date you expect to finish induction")

    def check(self, found: dict[str, Any]) -> None:
        """Send an induction that is over to another answer."""
        words = "If it is over, go back and choose how it ended"
        self.must_be_to_come("induction_end", found.get("induction_end"), words)

    @property
    def find_out(self) -> str:
        """Say whom to ask."""
        return "Ask your induction tutor, or the appropriate body that your school works with."


class AwardNpqForm(DatedForm):
    """When the result came."""

    topic = "award"
    title = "When were you given the result of the NPQ?"
    field_order = ("gained", "unsure")
    gained = a_date("the date of your result", not_before=AWARD_CHANGED)

    def check(self, found: dict[str, Any]) -> None:
        """Send a qualification to come to another answer."""
        words = "If you wait for it, go back and answer that you are on the NPQ"
        self.must_be_past("gained", found.get("gained"), words)


class AwardNpqCourseForm(DatedForm):
    """When the course began or begins."""

    topic = "award"
    title = "When did your NPQ begin, or when will it?"
    field_order = ("began", "unsure")
    began = a_date("the date your NPQ begins", not_before=AWARD_CHANGED)

    def check(self, found: dict[str, Any]) -> None:
        """Let a course begin in the near future at the latest."""
        if found.get("began") and found["began"] > self.today:
            self.must_be_to_come("began", found["began"], "")

    @property
    def find_out(self) -> str:
        """Say whom to ask."""
        return "Look at the letter or e-mail in which your provider gave you the place, or ask the provider."


class AwardNasencoForm(DatedForm):
    """When the earlier award was begun and given."""

    topic = "award-dates"
    title = "When did you begin and gain the National Award?"
    field_order = ("began", "gained", "unsure")
    began = a_date("the date you began the course", not_before=FIRST_NASENCO, hint=BEGUN_IN_TIME)
    gained = a_date("the date you were given the award", not_before=FIRST_NASENCO)

    def check(self, found: dict[str, Any]) -> None:
        """Ask for a start before the end, and an end by now."""
        words = "If you wait for it, go back and answer that you are on the course"
        self.must_be_past("gained", found.get("gained"), words)
        in_order(self, found)


class AwardNasencoCourseForm(DatedForm):
    """When the earlier award was begun, and when it should be given."""

    topic = "award-dates"
    title = "When did you begin the National Award, and when will you finish?"
    field_order = ("began", "gained", "unsure")
    began = a_date("the date you began the course", not_before=FIRST_NASENCO, hint=BEGUN_IN_TIME)
    gained = a_date("the date you expect the award", hint="It must be before 1 September 2027.")

    def check(self, found: dict[str, Any]) -> None:
        """Ask for a start by now, and an end still to come."""
        self.must_be_past("began", found.get("began"), "The course has closed to new starts")
        self.must_be_to_come("gained", found.get("gained"), "If you have it, go back and answer “Yes”")


class ConvertedOnForm(DatedForm):
    """When the academy opened."""

    topic = "converted"
    title = "When did the school become an academy?"
    field_order = ("converted_on", "unsure")
    converted_on = a_date("the date the academy opened")

    def check(self, found: dict[str, Any]) -> None:
        """Hold the opening within the post."""
        day, since = found.get("converted_on"), self.earlier_answer("since")
        self.must_be_past("converted_on", day, "If it is still to open, go back and answer “No”")
        if day and since and day <= since and "converted_on" not in self.errors:
            words = f"{self.ask('converted_on')} must be after {written(since)}, when you became the SENCO"
            self.refuse("converted_on", f"{words}. If it opened before, go back and answer “No”")


def in_order(form: DatedForm, found: dict[str, Any]) -> None:
    """Refuse an award gained before its course began."""
    began, gained = found.get("began"), found.get("gained")
    if began and gained and gained < began and "gained" not in form.errors:
        form.refuse("gained", f"{form.ask('gained')} must be after {written(began)}, when you began the course")
