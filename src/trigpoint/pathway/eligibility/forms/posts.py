"""The question on another post as SENCO: where, from when, until when."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, ClassVar

from trigpoint.pathway.eligibility.forms.base import NOT_SURE, DatedForm, EligibilityForm, a_date
from trigpoint.pathway.eligibility.told import Where
from trigpoint.platform.fields import ChoiceField, ChoicesField, Option
from trigpoint.platform.pages import written

if TYPE_CHECKING:
    from collections.abc import Iterator

STILL = (Option("yes", "I am still the SENCO there"),)


class OtherPostForm(DatedForm):
    """Another post as SENCO: where, from when, until when."""

    topic = "posts"
    title = "Tell us about the other post as a SENCO"
    field_order = ("where", "first", "last", "still")
    unsure = None  # type: ignore[assignment]  # Django's way to drop an inherited field; unknown dates are said before
    where = ChoiceField(
        (
            Option(Where.HERE, "At this school, before the present post"),
            Option(Where.COVERED, "At another mainstream or maintained nursery school"),
            Option(Where.OUTSIDE, "At any other kind of school or college"),
            NOT_SURE,
        ),
        label="Where was it?",
        ask="where the post was",
    )
    first = a_date("the first day in that post", label="First day")
    last = a_date("the last day in that post", label="Last day")
    still = ChoicesField(STILL, label="If it has not ended", ask="", required=False)
    number: ClassVar[int] = 1

    def clean(self) -> dict[str, Any]:
        """Ask for the first day, and for the last unless the post goes on; then check them."""
        found = EligibilityForm.clean(self) or {}
        still, last = bool(found.get("still")), found.get("last")
        if "first" not in self.errors and not found.get("first"):
            self.refuse("first", "Enter the first day in that post")
        if "last" not in self.errors and not last and not still:
            self.refuse("last", "Enter the last day in that post, or select “I am still the SENCO there”")
        if last and still:
            self.add_error("still", "Enter the last day, or select “I am still the SENCO there”, but not both")
        if not self.errors:
            self.check(found)
        return found

    def check(self, found: dict[str, Any]) -> None:
        """Refuse a post to come, one that ends before it begins, and one given already."""
        first, last = found["first"], found.get("last")
        self.must_be_past("first", first, "Leave out a post that has not begun")
        self.must_be_past("last", last, "If you are in it now, select “I am still the SENCO there”")
        if last and last < first:
            self.refuse("last", f"{self.ask('last')} must be {written(first)} or later, the first day you gave")
        if not self.errors and found["where"] == Where.HERE:
            self.check_here(first, last)
        if not self.errors:
            self.check_again(found)

    def check_here(self, first: date, last: date | None) -> None:
        """Refuse a post at the same school that runs into another."""
        since = self.earlier_answer("since") or (None if self.to_come else self.today)
        if last is None:
            self.add_error("still", "Give the post that you hold at this school in the earlier question, not here")
        elif since and last >= since:
            words = f"must be before {written(since)}: your posts at this school cannot overlap"
            self.refuse("last", f"{self.ask('last')} {words}")
        elif any(overlap(first, last, other) for other in self.others() if other["where"] == Where.HERE):
            self.refuse("first", "You have given a post at this school with some of these days. They cannot overlap")

    def check_again(self, found: dict[str, Any]) -> None:
        """Refuse the same post twice."""
        same = ("where", "first", "last")
        if any(all(other.get(name) == found.get(name) for name in same) for other in self.others()):
            self.refuse("first", "You have given this post already. Go back if you have no other")

    def others(self) -> Iterator[dict[str, Any]]:
        """Yield the posts given before this one."""
        earlier = (self.earlier.get(f"post-{number}") for number in range(1, self.number))
        return (dict(post) for post in earlier if post)


def overlap(first: date, last: date, other: dict[str, Any]) -> bool:
    """Tell whether two posts share a day."""
    return first <= (other.get("last") or date.max - timedelta(days=1)) and other["first"] <= last
