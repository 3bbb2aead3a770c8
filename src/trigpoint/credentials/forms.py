"""The forms of the room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from trigpoint.credentials.words import MOST_NAME, MOST_WORDS, Reason
from trigpoint.platform.fields import ChoiceField, Option, TextField, WordsField
from trigpoint.platform.forms import PageForm
from trigpoint.platform.safeguarding import NO_CHILD

if TYPE_CHECKING:
    from trigpoint.people.rows import OrganisationRow

AGAINST = (Reason.BY_MISTAKE, Reason.NOT_OWN_WORK, Reason.RECORD_CORRECTED)
MEANWHILE = (Reason.UNDER_REVIEW, Reason.RECORD_CORRECTED, Reason.KEY_LOST)


def options(reasons: tuple[Reason, ...]) -> tuple[Option, ...]:
    """Return reasons to choose from."""
    return tuple(Option(one.value, str(one.label)) for one in reasons)


class NameForm(PageForm):
    """The name that an award is to carry."""

    name = TextField(
        label="What name is your award to carry?",
        ask="the name your award is to carry",
        hint="The registrar asks to see what shows the change, such as a marriage certificate, and keeps no copy.",
        most=MOST_NAME,
    )


class ForumForm(PageForm):
    """Which forum is asked."""

    def __init__(self, *args: Any, forums: tuple[OrganisationRow, ...], **options: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **options)
        self.fields["forum"] = ChoiceField(
            tuple(Option(str(one.id), one.name) for one in forums),
            label="Which forum do you ask?",
            ask="which forum you ask",
            hint="It sees your name, that you hold the award, and nothing of your record.",
        )


class WordsForm(PageForm):
    """A few words, for a notice, a reply, or the word of a forum."""

    words = WordsField(label="Your words", ask="your words", most=MOST_WORDS, hint=NO_CHILD)

    def __init__(self, *args: Any, label: str, hint: str = "", **more: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **more)
        self.fields["words"].label = label
        if hint:
            self.fields["words"].hint = f"{hint} {NO_CHILD}"  # type: ignore[attr-defined]  # a field of ours


class ReasonForm(PageForm):
    """Why a status changes, and in which words the holder is told."""

    reason = ChoiceField(options(AGAINST), label="Why?", ask="why")
    words = WordsField(
        label="What do you tell the holder?",
        ask="what you tell the holder",
        most=MOST_WORDS,
        hint=f"She or he reads it as it stands. Say what was found, and what would settle it. {NO_CHILD}",
    )

    def __init__(self, *args: Any, title: str, reasons: tuple[Reason, ...] = AGAINST, **more: Any) -> None:  # noqa: ANN401
        super().__init__(*args, **more)
        self.title = title  # type: ignore[misc]  # a class variable elsewhere
        if reasons is not AGAINST:
            self.fields["reason"] = ChoiceField(options(reasons), label="Why?", ask="why")
            self.order_fields(["reason", "words"])
