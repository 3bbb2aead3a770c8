"""What a holder says of a certificate, and what a checker says of one or of a mapping."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from trigpoint.credentials.outside.words import MOST_NUMBER, MOST_TITLE, MOST_WORDS, Reason
from trigpoint.platform.fields import ChoiceField, DateField, Option, SelectField, TextField, WordsField
from trigpoint.platform.forms import PageForm
from trigpoint.platform.safeguarding import NO_CHILD

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trigpoint.content.outside import OutsideMapping

YES, NO = "yes", "no"
OF_MAPPING = (Reason.NOT_COVERED, Reason.TOO_LOW)


class CertificateForm(PageForm):
    """A certificate: of which course, its number, its day."""

    title: ClassVar[str] = "Send in a certificate"
    awarded_on = DateField(
        label="When was it given?",
        ask="the date it was given",
        past=True,
        hint="The day of the examination, if it had one.",
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        mappings: Sequence[OutsideMapping],
        **options: Any,  # noqa: ANN401 - Django's own
    ) -> None:
        super().__init__(data, **options)
        courses = [Option(one.id, f"{one.title}, {one.issuer.name}") for one in mappings]
        self.fields["mapping"] = SelectField(
            [Option("", "Another course"), *courses],
            label="Which course is it of?",
            ask="the course",
            required=False,
            hint="Those in the list count once two people have checked your certificate. Another course waits until "
            "somebody has judged what it covers.",
        )
        self.fields["title"] = TextField(
            label="What is it called?", ask="what it is called", most=MOST_TITLE, required=False,
            hint="Only for another course.",
        )  # fmt: skip
        self.fields["issuer"] = TextField(
            label="Who gave it?", ask="who gave it", most=MOST_TITLE, required=False, hint="Only for another course."
        )
        self.fields["number"] = TextField(
            label="Its number", ask="its number", most=MOST_NUMBER, required=False,
            hint="Leave it empty if it has none. One certificate counts once.",
        )  # fmt: skip
        self.order_fields(["mapping", "title", "issuer", "number", "awarded_on"])

    def clean(self) -> dict[str, Any]:
        """Ask what another course is called, and who gives it."""
        said = super().clean() or {}
        if not said.get("mapping"):
            for name, words in (("title", "Enter what it is called"), ("issuer", "Enter who gave it")):
                if not said.get(name) and name not in self.errors:
                    self.add_error(name, words)
        return said


class JudgeForm(PageForm):
    """Whether a checker agrees, and why not."""

    title: ClassVar[str] = "What you judge"

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        agree: str,
        reasons: Sequence[Reason],
        **options: Any,  # noqa: ANN401 - Django's own
    ) -> None:
        super().__init__(data, **options)
        self.fields["answer"] = ChoiceField(
            [Option(YES, agree), Option(NO, "No, I do not agree")], label="Do you agree?", ask="whether you agree"
        )
        self.fields["reason"] = SelectField(
            [Option("", "Choose a reason"), *(Option(one.value, str(one.label)) for one in reasons)],
            label="If not, why?",
            ask="the reason",
            required=False,
        )
        self.fields["words"] = WordsField(
            label="In your own words",
            ask="your words",
            most=MOST_WORDS,
            required=False,
            hint=f"What you looked at, and what you compared. {NO_CHILD}",
        )

    def clean(self) -> dict[str, Any]:
        """Ask for a reason where somebody does not agree."""
        said = super().clean() or {}
        if said.get("answer") == NO and not said.get("reason"):
            self.add_error("reason", "Choose why you do not agree. Whoever sent it in reads it.")
        return said

    @property
    def said(self) -> dict[str, Any]:
        """Return what was said, as the actions take it."""
        told = self.cleaned_data
        return {"agrees": told["answer"] == YES, "reason": told["reason"], "words": told["words"]}


class TakeBackForm(PageForm):
    """Why something that counted is taken back."""

    title: ClassVar[str] = "Take it back"
    words = WordsField(
        label="Why is it taken back?", ask="why it is taken back", most=MOST_WORDS,
        hint=f"Whoever sent it in reads this. {NO_CHILD}",
    )  # fmt: skip
