"""What a referee is written, as plain paragraphs. Nothing of a claim stands in a mail: it is read on the page. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.platform.pages import written

if TYPE_CHECKING:
    from datetime import date

ASKED = "Confirm entries of a colleague’s record: about two minutes"
REMINDED = "Reminder: confirm entries of a colleague’s record"
ANSWERED = "What you confirmed on Trigpoint"


def asking(*, asker: str, referee: str, claims: int, link: str, last: date) -> tuple[str, ...]:
    """Return the first mail."""
    entries = "one entry" if claims == 1 else f"{claims} entries"
    return (
        f"Dear {referee}",
        f"{asker} keeps a record of posts and qualifications on Trigpoint, and asks you to confirm {entries} of it.",
        "It takes about two minutes. You need no account.",
        link,
        f"The link works until {written(last)}, and once. It was made for you: keep it to yourself.",
        f"For each entry you can say yes, cannot say, a question or no. {asker} sees your name, post and answers.",
        f"If you do not know {asker}, do nothing. Nothing will be confirmed, and we delete your address.",
    )


def reminding(*, asker: str, referee: str, link: str, last: date) -> tuple[str, ...]:
    """Return the one reminder."""
    return (
        f"Dear {referee}",
        f"{asker} asked you to confirm entries of a record. It takes about two minutes. You need not answer.",
        link,
        f"The link works until {written(last)}. We do not write again.",
    )


def receipt(*, asker: str, referee: str, by: str, link: str) -> tuple[str, ...]:
    """Return what goes to the address that was asked once somebody answered: a forged answer comes to light so."""
    return (
        f"Dear {referee}",
        f"Answers about entries of {asker}’s record were sent through the link that was made for you.",
        f"They were given by: {by}.",
        "You can see what was answered, and when:",
        link,
        "If that was not you, and you did not pass the link on, say so on that page. Then nothing stays confirmed.",
    )
