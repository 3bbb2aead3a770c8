"""The mails of this room, in plain text. Nothing private is in a subject."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.evidence.words import Kind

if TYPE_CHECKING:
    from datetime import date

ASKED = {
    Kind.WITNESS: "Will you say what you saw of a colleague’s work?",
    Kind.FAMILY: "Will you say how it was for you?",
}
REMINDED = "Reminder: will you say how it was?"
CAME = "Somebody answered you"
KEEP = (
    "You need not answer. Please do not write the name of any child. With the same link you can take your words back "
    "later, for as long as they are kept: keep this message."
)
BACK = (
    "Somebody who had given a statement or feedback took it back, as they may at any time, without a reason. It is no "
    "longer in your portfolio. If it was part of a submission, the assessor is told too."
)
TAKEN_BACK = "Somebody took their words back"


def asking(*, kind: Kind, asker: str, about: str, link: str, last: date) -> tuple[str, ...]:
    """Return the request to a witness or a family."""
    day = f"{last.day} {last:%B %Y}"
    what = (
        f"{asker} is working towards an award for special educational needs co-ordinators, and asks you to say what "
        "you saw of their work."
        if kind is Kind.WITNESS
        else f"{asker} is learning to be a better special educational needs co-ordinator, and asks how it was for you."
    )
    return (
        "Hello,",
        what,
        *((f"They wrote: {about}",) if about else ()),
        f"It takes about ten minutes, without an account, until {day}:",
        link,
        KEEP,
    )


def reminding(*, asker: str, link: str, last: date) -> tuple[str, ...]:
    """Return the one reminder."""
    return (
        "Hello,",
        f"{asker} asked you some days ago for a few words. If you would rather not, the page has a button for that.",
        f"It takes about ten minutes, without an account, until {last.day} {last:%B %Y}:",
        link,
        f"We do not write again. {KEEP}",
    )


def came(kind: Kind) -> tuple[str, ...]:
    """Return the news to whoever asked."""
    what = "statement" if kind is Kind.WITNESS else "feedback"
    return (f"The {what} that you asked for has come. It is in your portfolio.",)


def taken_back() -> tuple[str, ...]:
    """Return the news that somebody took their words back."""
    return (
        BACK,
        "Please do not ask them why.",
    )
