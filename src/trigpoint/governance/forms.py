"""What the head answers: a request for protected time, and an exception for the governing body or the proprietor."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from trigpoint.platform.fields import ChoiceField, DateField, Option, TextField, WholeNumberField, WordsField
from trigpoint.platform.forms import PageForm
from trigpoint.platform.safeguarding import NO_CHILD

if TYPE_CHECKING:
    from datetime import date


class AgreeForm(PageForm):
    """From when the time that was asked for holds, and when it is looked at again."""

    title = "Agree the time"
    since = DateField(label="From when?", ask="the day from which it holds", hint="For example, 4 1 2027")
    review = DateField(
        label="When will you look at it together again?",
        ask="the day of review",
        hint="A term or a year later. It holds until then.",
    )

    def clean(self) -> dict[str, Any]:
        """Hold the days to their order."""
        said = dict(super().clean() or self.cleaned_data)
        since, review = said.get("since"), said.get("review")
        if since and review and review <= since:
            self.add_error("review", "The day of review must be after the day from which it holds")
        return said

    def clean_review(self) -> date:
        """Refuse a day that is over."""
        found: date = self.cleaned_data["review"]
        if found <= self.today:
            raise ValidationError("The day of review must be in the future")
        return found


class ProposeForm(AgreeForm):
    """Other hours than were asked."""

    title = "Propose other hours"
    minutes = WholeNumberField(
        label="How much time a week?",
        ask="the time a week in minutes",
        least=15,
        most=2_400,
        suffix="minutes",
        hint="An hour is 60 minutes.",
    )
    reply = WordsField(label="Why (optional)", ask="why", required=False, hint=NO_CHILD)
    field_order = ("minutes", "since", "review", "reply")


class DeclineForm(PageForm):
    """Why not, and what would help."""

    title = "Decline, with a reason"
    reply = WordsField(
        label="Why can you not agree to it?",
        ask="the reason",
        hint=f"Say what would have to change, and when to ask again. {NO_CHILD}",
    )


class ExceptionForm(PageForm):
    """Who decided, until when, and what is being done."""

    title = "Change what is told of the exception"
    decided_by = TextField(label="Who decided?", ask="who decided", hint="A role is enough, for example: the governors")
    until = DateField(label="Until when?", ask="the day until which it is to stand", hint="For example, 31 8 2027")
    doing = WordsField(label="What is being done?", ask="what is being done", hint=NO_CHILD)

    def clean_until(self) -> date:
        """Refuse a day that is over: an exception stands from now on."""
        found: date = self.cleaned_data["until"]
        if found < self.today:
            raise ValidationError("The day until which it is to stand must be today or later")
        return found


class CloseForm(PageForm):
    """How an exception came to its end."""

    title = "Close the exception"
    outcome = ChoiceField(
        (
            Option("put-right", "What was missing is there now"),
            Option("post-ended", "The post has ended"),
            Option("mistake", "It was a mistake", "What the law asks was there all along"),
        ),
        label="How did it end?",
        ask="how the exception ended",
    )
