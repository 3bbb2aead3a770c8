"""From the form about one fact to the fact, and back to what would have been typed. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.kernel import Fact, Period
from trigpoint.pathway.timeline.forms import LONG_AGO, LeaveForm, TrainingForm, check_award
from trigpoint.pathway.timeline.posts import DAY
from trigpoint.pathway.timeline.qualifications import BY_CODE, LEAVE, TRAINING, Qualification
from trigpoint.pathway.timeline.telling import typed_day
from trigpoint.platform.fields import DateField
from trigpoint.platform.forms import PageForm
from trigpoint.platform.pages import written

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from typing import Any

OTHER = Qualification("other", "", "", "", gained="Since when?", hint="If you do not know the day, give today.")
"""How a fact is asked about that was told on the public pages and is no qualification."""


class QualificationForm(PageForm):
    """The days of one qualification. Which days are asked depends on it."""

    began = DateField(
        label="When did the course begin?",
        ask="the day the course began",
        past=True,
        not_before=LONG_AGO,
        required=False,
        hint="If you do not know the day, give the first of the month.",
    )
    gained = DateField(label="When was it awarded?", ask="the day", past=True, not_before=LONG_AGO)
    until = DateField(
        label="Until when, if it is over?", ask="the last day", required=False, hint="Leave it empty while it goes on."
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, about: Qualification, **more: Any) -> None:  # noqa: ANN401 - Django's own
        super().__init__(data, **more)
        self.about = about
        self.fields["gained"].label = about.gained
        gained = self.fields["gained"]
        assert isinstance(gained, DateField)
        gained.hint = about.hint
        if not about.began:
            del self.fields["began"]
        if not about.until:
            del self.fields["until"]

    @property
    def heading(self) -> str:
        """Return what the page is about: the qualification, or the one question there is."""
        return self.about.words if len(self.fields) > 1 else str(self.fields["gained"].label)

    @property
    def asks_one_thing(self) -> bool:
        """Tell whether the label of the only field is the page's heading."""
        return len(self.fields) == 1

    def clean(self) -> dict[str, Any]:
        """Hold the days to their order."""
        said = dict(super().clean() or self.cleaned_data)
        gained, until = said.get("gained"), said.get("until")
        if self.about.began:
            check_award(self, self.about.code, said.get("began"), gained)
        if gained and until and until < gained:
            self.add_error("until", f"The last day must be {written(gained)} or later")
        return said


def form_of(code: str, data: Mapping[str, Any] | None, today: date) -> PageForm:
    """Return the form about a fact of this code, with what was typed or sent."""
    if code in TRAINING:
        return TrainingForm(data, today=today)
    if code == LEAVE:
        return LeaveForm(data, today=today)
    return QualificationForm(data, about=BY_CODE.get(code, OTHER), today=today)


def fact_from(code: str, said: Mapping[str, Any]) -> tuple[Fact, str]:
    """Return the fact that a checked form makes, and the note that goes with it."""
    if code in TRAINING:
        chosen, day = said["part"], said["day"]
        amount = said["minutes"] if chosen == "did:cpd" else None
        return Fact(chosen, Period(day, day + DAY), amount), said["what"]
    if code == LEAVE:
        return Fact(LEAVE, Period(said["first"], _after(said.get("last")))), ""
    return Fact(code, Period(said["gained"], _after(said.get("until"))), began=said.get("began")), ""


def typed_fact(fact: Fact, note: str) -> dict[str, Any]:
    """Return what would have been typed to say a fact."""
    last = None if fact.valid.end is None else fact.valid.end - DAY
    if fact.code in TRAINING:
        minutes = str(fact.amount or "")
        return {"part": fact.code, "what": note, "minutes": minutes, **typed_day("day", fact.valid.start)}
    if fact.code == LEAVE:
        return typed_day("first", fact.valid.start) | (typed_day("last", last) if last else {})
    typed = typed_day("gained", fact.valid.start) | (typed_day("until", last) if last else {})
    return typed | (typed_day("began", fact.began) if fact.began else {})


def _after(last: date | None) -> date | None:
    return None if last is None else last + DAY
