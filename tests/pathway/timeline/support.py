"""Small words for tests of the timeline."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from html import unescape
from typing import TYPE_CHECKING, Any

from trigpoint.kernel import Fact, Period
from trigpoint.pathway.timeline.actions import save_post
from trigpoint.pathway.timeline.posts import Said
from trigpoint.pathway.timeline.roles import Role, Standing
from trigpoint.platform.pages import NO_BREAK
from trigpoint.record.actions import enter
from trigpoint.record.queries import exceptions_of, form_key

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpResponse
    from django.test import Client

    from trigpoint.people.models import Person

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY = date(2026, 11, 23)
UPLANDS, VIGO = "urn:115890", "urn:115970"
ALDGATE = "urn:100000"
CARLTON, RHYL = "urn:100012", "urn:100021"
"""Carlton closed, and Rhyl took its place."""

SENCO = {"role": {"role": "senco"}}
UPLANDS_PICKED = {"q": "Uplands Primary School Fareham", "school": "115890"}
SINCE_2025 = {"first-day": "1", "first-month": "9", "first-year": "2025", "still": "yes"}
TEACHER = {"role": "teacher"}
PART = {"how": "part", "part": "0.8"}
AS_TEACHER = {"standing": "teacher"}
ALL = {"role": SENCO["role"], "school": UPLANDS_PICKED, "dates": SINCE_2025, "hours": PART, "standing": AS_TEACHER}
TEACHING = {"role": TEACHER, "school": UPLANDS_PICKED, "dates": SINCE_2025, "hours": PART}
LIMITS = {"decided_by": "The head", "until-day": "31", "until-month": "8", "until-year": "2027", "doing": "Training"}
HELD = {"qualified": "holds:qts", "induction": "holds:induction-passed"}


def words(response: HttpResponse) -> str:
    """Return the text of a page, one space between words."""
    text = re.sub(r"<(script|style)\b.*?</\1>|<[^>]+>", " ", response.content.decode(), flags=re.DOTALL)
    return " ".join(unescape(text).split())


def errors(response: Any) -> list[str]:
    """Return the errors of a page, in its order."""
    return [row.words for row in response.context["form"].error_rows()]


def post(role: Role = Role.TEACHER, setting: str = UPLANDS, first: date = date(2020, 9, 1), **more: Any) -> Said:
    """Return what is said of a post."""
    return Said(role, setting, first, **more)


def senco(**more: Any) -> Said:
    """Return what a qualified SENCO says of her post."""
    said: dict[str, Any] = {"role": Role.SENCO, "first": date(2025, 9, 1), "standing": Standing.TEACHER}
    return post(**said | more)


def save(person: str, said: Said, **more: Any) -> str:
    """Enter a post, and return its name."""
    return save_post(person=person, said=[said], form=form_key(person, "post"), now=NOON, **more)


def qualify(person: str) -> None:
    """Enter what the law asks of a SENCO who has been one for less than three years."""
    facts = [Fact("holds:qts", Period(date(2015, 7, 31))), Fact("holds:induction-passed", Period(date(2016, 7, 22)))]
    enter(actor=person, subject=person, facts=facts, now=NOON)


def plain(text: str) -> str:
    """Return a text with plain spaces."""
    return text.replace(NO_BREAK, " ")


def check_address(response: Any) -> str:
    """Return the address at which a way through the pages ended."""
    return str(response.redirect_chain[-1][0])


def save_told(her: Client, response: Any) -> Any:
    """Save the post that a way through the pages ended with."""
    return her.post(check_address(response), follow=True)


def day(name: str, on: date) -> dict[str, str]:
    """Return a date as it is typed."""
    return {f"{name}-day": str(on.day), f"{name}-month": str(on.month), f"{name}-year": str(on.year)}


def add(her: Client, address: str, **answers: str) -> Any:
    """Open the page about a fact and send it."""
    page = her.get(address)
    sent: dict[str, str] = {"form": page.context["form_key"], **answers}
    return her.post(address, sent, follow=True)


def an_exception(her: Client, tell: Callable[..., Any], asha: Person) -> str:
    """Tell a SENCO's post against the rule, and return the address of its exception."""
    save_told(her, tell(**ALL, law={"qualified": "none", "induction": "none"}, exception=LIMITS))
    (row,) = exceptions_of(asha.key)
    return f"/timeline/exceptions/{row.key}/"
