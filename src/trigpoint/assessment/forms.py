"""The questions of this room."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from trigpoint.assessment.words import MOST_WORDS, VIA_WORDS, Verdict, Via
from trigpoint.content.assessment import rules
from trigpoint.evidence.outcomes import outcomes
from trigpoint.platform.fields import (
    ChoiceField,
    ChoicesField,
    DateField,
    Option,
    SelectField,
    WholeNumberField,
    WordsField,
)
from trigpoint.platform.forms import PageForm
from trigpoint.platform.safeguarding import NO_CHILD

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from trigpoint.assessment.actions.allocating import Proposed
    from trigpoint.evidence.outcomes import Criterion
    from trigpoint.evidence.queries import Piece

OWN = Option(
    "own",
    "This is my own work, but where a piece says otherwise",
    "Help that you had, and any use of AI, is said at each piece. Nothing is run through a detector.",
)
NO_PUPIL = Option(
    "no-pupil",
    "No pupil can be known from it",
    "Not by name, face, voice or handwriting, and not by what is told together with the school.",
)
VIA_HINTS = {
    Via.TAUGHT: "Units, practice and work that you did for this award.",
    Via.PRIOR_LEARNING: "Experience and training from before. Same criteria, same standard, always judged by two.",
}


def coded(kind: str) -> list[Option]:
    """Return the coded reasons of a kind as options."""
    return [Option(one.id, one.words, one.change) for one in rules().reasons[kind]]


class NewForm(PageForm):
    """Which outcome is sent."""

    title: ClassVar[str] = "Send an outcome"
    via = ChoiceField(
        [Option(via.value, words, VIA_HINTS[via]) for via, words in VIA_WORDS.items()],
        label="How did you learn it?",
        ask="how you learned it",
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, free: Sequence[str], **options: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(data, **options)
        known = outcomes()
        listed = [Option(one, f"{one} {known[one].title}") for one in free]
        self.fields["outcome"] = SelectField(listed, label="Which outcome?", ask="an outcome")
        self.order_fields(["outcome", "via"])


class PiecesForm(PageForm):
    """Which pieces a submission holds."""

    title: ClassVar[str] = "Choose pieces of your portfolio"

    def __init__(self, data: Mapping[str, Any] | None = None, *, pieces: Iterable[Piece], **options: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(data, **options)
        listed = [Option(one.key, one.name, hint_of(one)) for one in pieces]
        self.fields["pieces"] = ChoicesField(
            listed, label="Which pieces show it?", ask="at least one piece", required=False
        )


def hint_of(piece: Piece) -> str:
    """Return what a piece is, and what it is said to show."""
    shows = ", ".join(one.criterion for one in piece.criteria)
    return f"{piece.kind.label}. {f'Shows {shows}.' if shows else 'Not mapped to a criterion yet.'}"


class SendForm(PageForm):
    """What a candidate confirms as she sends."""

    said = ChoicesField([OWN, NO_PUPIL], label="Before you send", ask="both, or change a piece first")

    @property
    def heading(self) -> str:
        """Return what the page asks."""
        return "Check and send"

    def clean(self) -> dict[str, Any]:
        """Ask for both."""
        found: dict[str, Any] = super().clean() or {}
        if len(found.get("said", ())) == 1:
            self.add_error("said", "Select both, or change a piece first")
        return found


class MoreForm(PiecesForm):
    """A candidate's answer to a question for more."""

    title: ClassVar[str] = "Send more"

    def __init__(self, data: Mapping[str, Any] | None = None, **options: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(data, **options)
        self.fields["pieces"].label = "Which further pieces do you send?"
        self.fields["words"] = WordsField(
            label="What do you want to say?", ask="what you want to say", most=MOST_WORDS, required=False,
            hint=f"The assessor reads it. {NO_CHILD}",
        )  # fmt: skip
        self.fields["said"] = ChoicesField(
            [NO_PUPIL], label="Before you send", ask="that no pupil can be known from it"
        )


class DeferForm(PageForm):
    """Until about when a submission is put off."""

    until = DateField(
        label="About when do you want to come back?",
        ask="a day",
        hint="You are not held to it. Nobody asks why. You can come back sooner or later.",
    )


class JudgeForm(PageForm):
    """A judgement, criterion by criterion: the verdict, coded reasons, words. A draft may lack any of it."""

    def __init__(
        self,
        data: Mapping[str, Any] | None = None,
        *,
        criteria: Sequence[Criterion],
        comments: Sequence[tuple[int, str]] = (),
        **options: Any,  # noqa: ANN401 - Django's own
    ) -> None:
        super().__init__(data, **options)
        self.criteria = tuple(criteria)
        short = [
            Option(str(number), words if len(words) <= SHORT else f"{words[:SHORT]}…") for number, words in comments
        ]
        self.bank = {str(number): words for number, words in comments}
        for number, _ in enumerate(self.criteria, 1):
            self.fields[f"v{number}"] = ChoiceField(
                [Option(Verdict.SHOWN.value, "Shown"), Option(Verdict.NOT_SHOWN.value, "Not shown")],
                label=f"Is criterion {number} shown?", ask=f"whether criterion {number} is shown", required=False,
            )  # fmt: skip
            for name, kind, label in (
                ("s", "shown", "Why, if it is shown"),
                ("n", "not_shown", "Why, if it is not shown"),
            ):
                plain = [Option(one.value, one.words) for one in coded(kind)]
                self.fields[f"{name}{number}"] = ChoicesField(plain, label=label, ask="a reason", required=False)
            self.fields[f"w{number}"] = WordsField(
                label="In your words, for the candidate", ask="the comment", most=MOST_WORDS, required=False
            )
            if short:
                self.fields[f"b{number}"] = SelectField(
                    short, label="Add a comment that you keep", ask="a comment", required=False
                )
        self.fields["words"] = WordsField(
            label="What else do you want to say to the candidate?", ask="the comment", most=MOST_WORDS, required=False,
            hint=f"What is good, and what would help next. {NO_CHILD}",
        )  # fmt: skip

    def rows(self) -> list[dict[str, Any]]:
        """Return the criteria with their bound fields, for the template."""
        return [
            {
                "number": number,
                "next": number + 1,
                "criterion": one,
                "fields": [
                    self[f"{name}{number}"] for name in ("v", "s", "n", "w", "b") if f"{name}{number}" in self.fields
                ],
            }
            for number, one in enumerate(self.criteria, 1)
        ]

    def said(self) -> dict[str, Any]:
        """Return what was said, as a draft keeps it. Where a field is wrong its text is kept as it was typed."""
        found: dict[str, Any] = {}
        for number, one in enumerate(self.criteria, 1):
            verdict = self._given(f"v{number}") or ""
            codes = self._given(f"{'s' if verdict == Verdict.SHOWN else 'n'}{number}") if verdict else ()
            words = str(self._given(f"w{number}") or "")
            kept = self.bank.get(str(self._given(f"b{number}") or ""), "") if f"b{number}" in self.fields else ""
            if kept and kept not in words:
                words = f"{words}\n{kept}".strip()
            found[one.reference] = {"verdict": verdict, "codes": list(codes or ()), "words": words}
        return {"criteria": found, "words": str(self._given("words") or "")}

    def _given(self, name: str) -> Any:  # noqa: ANN401 - a field's own type
        return self.cleaned_data[name] if name in self.cleaned_data else self[name].value()


SHORT = 80


def initial_of(criteria: Sequence[Criterion], data: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a draft holds, as the fields of `JudgeForm`."""
    found: dict[str, Any] = {"words": data.get("words", "")}
    for number, one in enumerate(criteria, 1):
        row = data.get("criteria", {}).get(one.reference, {})
        found[f"v{number}"] = row.get("verdict", "")
        name = "s" if row.get("verdict") == Verdict.SHOWN else "n"
        found[f"{name}{number}"] = row.get("codes", [])
        found[f"w{number}"] = row.get("words", "")
    return found


class AskMoreForm(PageForm):
    """What an assessor asks for."""

    title: ClassVar[str] = "Ask for more"
    codes = ChoicesField(coded("more"), label="Why do you ask?", ask="why you ask")

    def __init__(self, data: Mapping[str, Any] | None = None, *, criteria: Sequence[Criterion], **options: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(data, **options)
        self.fields["criteria"] = ChoicesField(
            [Option(one.reference, f"{number}. {one.words}") for number, one in enumerate(criteria, 1)],
            label="On which criteria?",
            ask="on which criteria",
        )
        self.fields["words"] = WordsField(
            label="What exactly would help?", ask="what would help", most=MOST_WORDS,
            hint=f"The candidate reads it. Say what would be enough. {NO_CHILD}",
        )  # fmt: skip


class ConflictForm(PageForm):
    """Why somebody should not judge."""

    code = ChoiceField(coded("conflict"), label="What is the conflict?", ask="what the conflict is")


class CandidateConflictForm(PageForm):
    """Which assessor should not judge a candidate, as she says."""

    title: ClassVar[str] = "Somebody should not judge me"
    code = ChoiceField(
        [
            Option("know", "We know each other well."),
            Option("same-school", "We work, or worked, at the same school or trust."),
            Option("worked-together", "This person mentored, managed or taught me."),
            Option("family", "We are family or close friends."),
            Option("other", "Something else would make it hard to be fair."),
        ],
        label="Why?",
        ask="why",
    )

    def __init__(
        self, data: Mapping[str, Any] | None = None, *, assessors: Sequence[tuple[str, str]], **options: Any  # noqa: ANN401 - Django's own
    ) -> None:  # fmt: skip
        super().__init__(data, **options)
        listed = [Option(key, name) for key, name in assessors]
        self.fields["assessor"] = SelectField(listed, label="Who?", ask="a person")
        self.order_fields(["assessor", "code"])


class AllocateForm(PageForm):
    """Who judges it."""

    def __init__(self, data: Mapping[str, Any] | None = None, *, proposed: Iterable[Proposed], **options: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(data, **options)
        free = [Option(one.assessor, one.name, " ".join(one.reasons)) for one in proposed if not one.refusal]
        self.fields["assessor"] = ChoiceField(
            free, label="Who judges it?", ask="who judges it", initial=free[0].value if free else ""
        )


class ReallocateForm(AllocateForm):
    """Why somebody else judges it, and who."""

    title: ClassVar[str] = "Give it to somebody else"

    def __init__(self, data: Mapping[str, Any] | None = None, **options: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(data, **options)
        who = self.fields["assessor"]
        assert isinstance(who, ChoiceField)
        later = Option("later", "Nobody yet", "It waits on the list.", apart=bool(who.options))
        self.fields["assessor"] = ChoiceField([*who.options, later], label="Who judges it?", ask="who judges it")
        self.fields["code"] = ChoiceField(coded("reallocate"), label="Why?", ask="why")
        self.order_fields(["code", "assessor"])


class ChoiceForm(PageForm):
    """What an assessor judges, and how much."""

    title: ClassVar[str] = "What I judge"
    most = WholeNumberField(
        label="How many do you take at once?", ask="how many you take", least=0, most=rules().most_allowed,
        hint="With 0 nothing new comes. What you have you keep.",
    )  # fmt: skip
    away = DateField(
        label="Until when are you away?", ask="the day", required=False, hint="Leave it empty if you are not."
    )

    def __init__(self, data: Mapping[str, Any] | None = None, **options: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(data, **options)
        strands = {one.strand: one.strand_title for one in outcomes().values()}
        self.fields["strands"] = ChoicesField(
            [Option(one, f"{one}: {title}") for one, title in strands.items()],
            label="Which strands do you judge?", ask="strands", required=False, hint="Select nothing to judge all.",
        )  # fmt: skip
        self.order_fields(["strands", "most", "away"])


class StrandForm(PageForm):
    """Of which strand a queue is shown; of all where none, or none that there is, is asked for."""

    def __init__(self, data: Mapping[str, Any] | None = None, **options: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(data, **options)
        self.titles = {one.strand: f"{one.strand}: {one.strand_title}" for one in outcomes().values()}
        listed = [Option(strand, words) for strand, words in self.titles.items()]
        self.fields["strand"] = SelectField(listed, label="Strand", ask="a strand", required=False)

    def chosen(self) -> str:
        """Return the strand that is asked for, or nothing."""
        return str(self.cleaned_data.get("strand") or "") if self.is_valid() else ""


class CommentForm(PageForm):
    """A comment to keep."""

    words = WordsField(
        label="Keep another comment", ask="a comment", most=MOST_WORDS, hint=f"Only you see it here. {NO_CHILD}"
    )
