"""The questions of this part: to the person who asks, and to the referee."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError

from trigpoint.pathway.referees.actions.asking import mailbox
from trigpoint.pathway.referees.rows import same_name
from trigpoint.pathway.referees.words import HINTS, MOST_CLAIMS, MOST_NAME, MOST_PLACE, MOST_WORDS, Relation, Said
from trigpoint.platform.fields import ChoiceField, ChoicesField, EmailField, Option, TextField, WordsField
from trigpoint.platform.forms import PageForm
from trigpoint.platform.safeguarding import WARNING

if TYPE_CHECKING:
    from trigpoint.pathway.referees.queries import Choice

KNOWS = {
    Relation.HEAD: "For posts in their school",
    Relation.MANAGER: "For posts and hours that they arranged with you",
    Relation.HR: "For dates and hours, from the school’s records",
    Relation.PROVIDER: "For qualifications and training",
    Relation.COLLEAGUE: "For training that you led together",
}


class EntriesForm(PageForm):
    """Which entries somebody is asked to confirm."""

    entry = ChoicesField(
        (),
        label="Which entries do you want confirmed?",
        ask="at least one entry",
        hint="Choose what one person can confirm. You can ask others about the rest.",
    )

    def __init__(self, data: Any, *, choices: tuple[Choice, ...], **options: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(data, **options)
        self.entry_field.options = tuple(
            Option(
                choice.value,
                choice.shown.title,
                ". ".join(choice.shown.lines) + (". Confirmed already" if choice.claim.is_verified else ""),
            )
            for choice in choices
        )

    @property
    def entry_field(self) -> ChoicesField:
        """The one field, with its type."""
        found = self.fields["entry"]
        assert isinstance(found, ChoicesField)
        return found

    def clean_entry(self) -> tuple[str, ...]:
        """Hold a request to what somebody reads in two minutes."""
        chosen: tuple[str, ...] = self.cleaned_data["entry"]
        if len(chosen) > MOST_CLAIMS:
            raise ValidationError(f"Select at most {MOST_CLAIMS} entries. You can ask again about the others")
        return chosen


class WhoForm(PageForm):
    """Who is asked."""

    title = "Who can confirm this?"
    name = TextField(
        label="Their name",
        ask="the name of the person who can confirm this",
        most=MOST_NAME,
        hint="As you would write it in a letter, for example Mr Okafor.",
    )
    email = EmailField(
        label="Their work e-mail address",
        ask="their work e-mail address",
        hint="Not a private one: it shows where they work.",
    )
    relation = ChoiceField(
        tuple(Option(relation.value, relation.label, KNOWS[relation]) for relation in Relation),
        label="How do they know?",
        ask="how they know",
    )

    def __init__(self, data: Any, *, own_name: str, own_email: str, **options: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(data, **options)
        self.own_name, self.own_email = own_name, own_email

    def clean_name(self) -> str:
        """Refuse the person's own name."""
        found: str = self.cleaned_data["name"]
        if same_name(found) == same_name(self.own_name):
            raise ValidationError("Enter the name of somebody else: nobody confirms their own entries")
        return found

    def clean_email(self) -> str:
        """Refuse the person's own address."""
        found: str = self.cleaned_data["email"]
        if mailbox(found) == mailbox(self.own_email):
            raise ValidationError("Enter the address of somebody else: this one is yours")
        return found


class BeginForm(PageForm):
    """Who answers."""

    title = "Who are you?"
    name = TextField(label="Your name", ask="your name", most=MOST_NAME, autocomplete="name")
    post = TextField(
        label="Your post",
        ask="your post",
        most=MOST_NAME,
        autocomplete="organization-title",
        hint="For example: head teacher.",
    )
    place = TextField(
        label="Your school or organisation",
        ask="your school or organisation",
        most=MOST_PLACE,
        autocomplete="organization",
    )
    honest = ChoicesField(
        (Option("yes", "I answer from what I know myself, or from records that I have seen"),),
        label="Your word",
        ask="that you answer from what you know or have seen",
    )


class ClaimForm(PageForm):
    """What a referee says of one claim."""

    said = ChoiceField(
        tuple(Option(said.value, said.label, HINTS[said]) for said in Said),
        label="Your answer",
        ask="your answer",
    )
    words = WordsField(
        label="If something is not right: what is it?",
        ask="what is not right",
        most=MOST_WORDS,
        required=False,
        hint=f"For example: it was 0.6 of full time until 2023. {WARNING}",
    )

    @property
    def heading(self) -> str:
        """Return the question."""
        return "Is this right?"

    def clean(self) -> dict[str, Any]:
        """Ask for words where something is questioned; keep none where nothing is."""
        said = dict(super().clean() or self.cleaned_data)
        answer = said.get("said")
        if answer == Said.QUESTION and "words" not in self.errors and not said.get("words"):
            self.add_error("words", "Enter what is not right, so that it can be put right")
        if answer in {Said.YES, Said.CANNOT}:
            said["words"] = ""
        return said
