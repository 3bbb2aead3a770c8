"""What the pages of the watch ask."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from trigpoint.citations import find
from trigpoint.content.law import HOSTS
from trigpoint.law.register import around
from trigpoint.law.watch.models import MOST_NOTE
from trigpoint.platform.fields import ChoiceField, DateField, Option, TextField, WordsField
from trigpoint.platform.forms import PageForm
from trigpoint.platform.pages import written

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from trigpoint.law.watch.queries import JudgementRow, NoticeRow

AGREE = "agree-"
MATTERS, DOES_NOT = "matters", "does-not"
MOST_TEXT = 20_000


class ChangeForm(PageForm):
    """Enter by hand that a provision reads otherwise."""

    title = "Enter a change in law"
    citation = TextField(
        label="Which provision changed?",
        ask="the citation of the provision, like reg 20 SEND Regulations 2014",
        hint="For example: reg 20 SEND Regulations 2014, s. 36 CFA 2014.",
    )
    as_at = DateField(
        label="From which day does it read so?",
        ask="the day from which it reads so",
        hint="The day, the month and the year. For example, 27 3 2026.",
    )
    before = WordsField(
        label="What it said before",
        ask="what it said before",
        hint="Copy the official words. Leave this empty if it is new.",
        most=MOST_TEXT,
        required=False,
    )
    after = WordsField(
        label="What it says now", ask="what it says now", hint="Copy the official words.", most=MOST_TEXT
    )
    source = TextField(
        label="What changed it?",
        ask="what changed it, like SI 2024/535 reg 2",
        hint="The citation of the Act or instrument. For example, SI 2024/535 reg 2.",
    )
    address = TextField(
        label="The official address of the new text",
        ask="the official address of the new text",
        hint="On legislation.gov.uk or gov.uk.",
    )

    def clean_citation(self) -> str:
        """Return the id of the narrowest entry that the citation is or is a part of."""
        for found in find(self.cleaned_data["citation"]):
            entries = around(found.citation)
            if entries:
                return entries[0].id
        self.add_error("citation", "Enter a citation that our register has, like reg 20 SEND Regulations 2014")
        return ""

    def clean_address(self) -> str:
        """Refuse an address where no official text is."""
        address: str = self.cleaned_data["address"]
        parts = urlsplit(address)
        if parts.scheme != "https" or parts.hostname not in HOSTS:
            self.add_error(
                "address", "The official address must begin with https:// and be on legislation.gov.uk or gov.uk"
            )
        return address


class JudgeForm(PageForm):
    """Judge whether a change matters. Agreeing takes over the words and the day of somebody else."""

    title = "Your judgement"
    verdict = ChoiceField(
        (), label="Does this change matter for what people learn here?", ask="whether this change matters"
    )
    due = DateField(
        label="By when is everyone to catch up?",
        ask="the day by which everyone is to catch up",
        hint="Only if it matters, and you do not agree with a day above. At least 28 days from today.",
        required=False,
    )
    note = WordsField(
        label="What changed, in plain words; or why it does not matter",
        ask="what changed, in plain words",
        hint="If it matters, everyone reads this. Short sentences: what is different, for whom, what to do. "
        "No names of people.",
        most=MOST_NOTE,
        required=False,
    )

    def __init__(self, data: Mapping[str, Any] | None, *, today: date, notice: NoticeRow, judge: str) -> None:
        super().__init__(data, today=today)
        self.others = {f"{AGREE}{row.id}": row for row in notice.counting if row.judge != judge}
        verdict = self.fields["verdict"]
        assert isinstance(verdict, ChoiceField)
        verdict.options = (
            *(Option(value, agreeing(row), row.position.note) for value, row in self.others.items()),
            Option(MATTERS, "It matters", "Everyone’s law strand falls due by the day that you enter."),
            Option(DOES_NOT, "It does not matter here", "Nothing falls due. Say why."),
        )

    def judged(self) -> dict[str, Any]:
        """Return what was said, for the action: of a form that is valid."""
        told = self.cleaned_data
        agreed = self.others.get(told["verdict"])
        if agreed is not None:
            return {**agreed.position._asdict()}
        material = told["verdict"] == MATTERS
        return {"material": material, "due": told["due"] if material else None, "note": told["note"]}


def agreeing(row: JudgementRow) -> str:
    """Return the words for agreeing with somebody: *I agree with Ann: it matters, catch up by 1 March 2027*."""
    said = row.position
    if said.due is None:
        return f"I agree with {row.name}: it does not matter here"
    return f"I agree with {row.name}: it matters, and everyone catches up by {written(said.due)}"
