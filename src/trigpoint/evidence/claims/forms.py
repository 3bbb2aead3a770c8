"""What a claimant says: her words on each test, posts and certificates, a plan for a gap, a certificate."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from trigpoint.evidence.claims.words import MOST_NAME, MOST_NUMBER, MOST_PLAN, MOST_POSTS, MOST_SAID, TESTS
from trigpoint.platform.fields import (
    ChoicesField,
    DateField,
    Option,
    SelectField,
    TextField,
    WholeNumberField,
    WordsField,
)
from trigpoint.platform.forms import PageForm
from trigpoint.platform.safeguarding import NO_CHILD

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trigpoint.evidence.claims.experience import PostRow
    from trigpoint.evidence.claims.rows import CertificateRow
    from trigpoint.evidence.rows import Piece

LOWEST, HIGHEST = 1, 8
"""Levels of qualifications in England, without the entry levels."""


class ClaimForm(PageForm):
    """Everything that is said in a claim. A beginning of it can be kept too, so nothing is required here."""

    title: ClassVar[str] = "What you say"

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        posts: Sequence[PostRow],
        certificates: Sequence[CertificateRow],
        **options: Any,  # noqa: ANN401 - Django's own
    ) -> None:
        super().__init__(data, **options)
        for test in TESTS:
            self.fields[test.id] = WordsField(
                label=test.label, ask=test.ask, most=MOST_SAID, required=False, hint=f"{test.hint} {NO_CHILD}"
            )
        self.fields["posts"] = ChoicesField(
            [Option(row.entry, row.line, f"{row.comes_to}. {row.confirmed}.") for row in posts[:MOST_POSTS]],
            label="Which posts does it come from?",
            ask="the posts",
            required=False,
        )
        self.fields["certificates"] = ChoicesField(
            [Option(row.key, row.line) for row in certificates],
            label="Which certificates does it come from?",
            ask="the certificates",
            required=False,
        )

    @property
    def said(self) -> dict[str, str]:
        """Return the words on each test, by its id."""
        return {test.id: self.cleaned_data[test.id] for test in TESTS}


class GapForm(PageForm):
    """How a gap is to be closed."""

    title: ClassVar[str] = "What will close this gap?"
    words = TextField(
        label="What will you do?",
        ask="what you will do",
        most=MOST_PLAN,
        required=False,
        hint=f"For example: lead the next review with a colleague watching. Leave it empty for no plan. {NO_CHILD}",
    )
    by = DateField(label="By when?", ask="the date", required=False, hint="It is yours to move. Nothing is due.")


class CertificateForm(PageForm):
    """A certificate."""

    title: ClassVar[str] = "Add a certificate"
    name = TextField(
        label="What is it called?", ask="its name", most=MOST_NAME, hint="As it stands on the certificate."
    )
    issuer = TextField(label="Who gave it?", ask="who gave it", most=MOST_NAME)
    number = TextField(
        label="Its number",
        ask="its number",
        most=MOST_NUMBER,
        required=False,
        hint="Leave it empty if it has none. One certificate counts once.",
    )
    level = WholeNumberField(
        label="Its level",
        ask="the level",
        least=LOWEST,
        most=HIGHEST,
        required=False,
        hint="From 1 to 8, as for regulated qualifications. Leave it empty if none is stated.",
    )
    awarded_on = DateField(label="When was it given?", ask="the date it was given", past=True)

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        pieces: Sequence[Piece],
        **options: Any,  # noqa: ANN401 - Django's own
    ) -> None:
        super().__init__(data, **options)
        self.fields["piece"] = SelectField(
            [Option("", "None yet"), *(Option(piece.key, piece.name) for piece in pieces)],
            label="Which piece of your portfolio shows it?",
            ask="the piece that shows it",
            required=False,
            hint="Add a scan to your portfolio first. Without it, nobody can check the certificate.",
        )
