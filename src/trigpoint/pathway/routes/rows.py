"""What the pages of this part show, as frozen rows. Pure: they hold words, never decisions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trigpoint.pathway.routes.fitting import Verdict
from trigpoint.platform.pages import StatusKind

if TYPE_CHECKING:
    from datetime import date

    from trigpoint.platform.pages import Citation, Status, SummaryRow

LOUDEST = (StatusKind.UNMET, StatusKind.WAITING, StatusKind.MET)


@dataclass(frozen=True, slots=True)
class SourceRow:
    """A source: its number on the page, what it is, where, how surely we know it, and when it was read."""

    number: int
    words: str
    url: str
    kind: str
    confidence: str
    read: date | None
    text_as_at: date | None
    note: str


@dataclass(frozen=True, slots=True)
class SaidRow:
    """Words with their sources, as the page numbers them."""

    words: str
    sources: tuple[SourceRow, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckRow:
    """What somebody else checks."""

    who: str
    said: SaidRow


@dataclass(frozen=True, slots=True)
class NoteRow:
    """One way in which providers differ, and when we read so."""

    words: str
    citations: tuple[Citation, ...]
    read: date


@dataclass(frozen=True, slots=True)
class StandardRow:
    """A Teachers' Standard: its number, its title in our words, its page (which may be none)."""

    number: int
    title: str
    url: str


@dataclass(frozen=True, slots=True)
class ConditionRow:
    """An entry condition in a list: status, short name, and what to do where it is not met."""

    status: Status
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class ConditionsRow:
    """The conditions that stand alike: their status, and their short names in one line."""

    status: Status
    titles: str


@dataclass(frozen=True, slots=True)
class AskedRow:
    """An entry condition at length: its status, what was found or is asked, and its sources."""

    status: Status
    title: str
    said: SaidRow


@dataclass(frozen=True, slots=True)
class StepRow:
    """A stretch of the whole way."""

    title: str
    time: str
    said: SaidRow
    url: str
    url_words: str


@dataclass(frozen=True, slots=True)
class FindOutRow:
    """A question that was answered with *I am not sure*: how to find out, and where to answer it."""

    question: str
    how: str
    change_url: str


@dataclass(frozen=True, slots=True)
class RouteRow:
    """A route as a card, and as a row of the comparison: the same facts."""

    id: str
    title: str
    verdict: Verdict
    verdict_words: str
    weeks: int | None
    time: str
    length: str
    is_open: bool
    open_words: str
    reason: str
    conditions: tuple[ConditionRow, ...]
    next_step: str
    counts_already: bool
    paid: str
    saves: str
    shows: str
    shows_standards: tuple[StandardRow, ...]
    cannot_show: str
    cannot_show_standards: tuple[StandardRow, ...]
    notes: tuple[NoteRow, ...]
    induction: str
    whole: str

    @property
    def lacking(self) -> tuple[ConditionRow, ...]:
        """Return what a route that does not fit lacks, or leaves to find out."""
        if self.verdict not in {Verdict.NOT_YET, Verdict.ELSEWHERE}:
            return ()
        return tuple(row for row in self.conditions if row.status.kind is not StatusKind.MET)

    @property
    def by_status(self) -> tuple[ConditionsRow, ...]:
        """Return the conditions gathered by how they stand, what is done last."""
        statuses = sorted({row.status for row in self.conditions}, key=lambda status: LOUDEST.index(status.kind))
        return tuple(
            ConditionsRow(status, "; ".join(row.title for row in self.conditions if row.status is status))
            for status in statuses
        )


@dataclass(frozen=True, slots=True)
class GapRow:
    """Something to gain: what it is, how, the routes that ask for it, and those that it alone would open."""

    title: str
    text: str
    asked_by: str
    opens: str


@dataclass(frozen=True, slots=True)
class RouteGroup:
    """Routes that stand alike."""

    id: str
    heading: str
    intro: str
    rows: tuple[RouteRow, ...]


@dataclass(frozen=True, slots=True)
class ResultPage:
    """The answer: how many routes fit, and each with its reasons.

    Routes `in_full` get a card each and stand side by side in the comparison; those `in_short` a few lines.
    """

    status: Status
    heading: str
    lede: tuple[str, ...]
    first: RouteRow | None
    first_words: str
    notes: tuple[str, ...]
    find_out: tuple[FindOutRow, ...]
    in_full: tuple[RouteGroup, ...]
    gaps: tuple[GapRow, ...]
    in_short: tuple[RouteGroup, ...]
    summary: tuple[SummaryRow, ...]
    rule: Citation
    checked_to: date

    @property
    def compared(self) -> tuple[RouteRow, ...]:
        """Return the routes of the comparison."""
        return tuple(row for group in self.in_full for row in group.rows)


@dataclass(frozen=True, slots=True)
class YourCase:
    """How somebody's answers stand against one route."""

    status: Status
    heading: str
    text: str
    find_out: tuple[FindOutRow, ...]
    summary: tuple[SummaryRow, ...]


@dataclass(frozen=True, slots=True)
class RoutePage:
    """Everything about one route; `case` only when there are answers."""

    row: RouteRow
    for_whom: str
    status: SaidRow
    length: SaidRow
    where_it_counts: SaidRow | None
    conditions: tuple[AskedRow, ...]
    case: YourCase | None
    assessed_on: SaidRow
    saves: SaidRow
    checks: tuple[CheckRow, ...]
    next_step: str
    steps: tuple[StepRow, ...]
    rule: Citation
    sources: tuple[SourceRow, ...]
    checked_to: date


@dataclass(frozen=True, slots=True)
class StartPage:
    """Every route with its time, before anything is asked."""

    questions: int
    routes: tuple[RouteRow, ...]
    checked_to: date
