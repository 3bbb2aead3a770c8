"""Duties, situations and proposals as pages show them: *must* and *should* apart, each with its citation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django.urls import reverse

from trigpoint.content import duties, statute
from trigpoint.law.dates.groups import calculators
from trigpoint.law.register import own_citation
from trigpoint.platform.pages import written

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from trigpoint.content.duties import Duty, Proposal, Step


STRENGTHS = (duties.Strength.MUST, duties.Strength.SHOULD, duties.Strength.MAY)


@dataclass(frozen=True, slots=True)
class Link:
    """A page to go on to."""

    words: str
    url: str
    more: str = ""


@dataclass(frozen=True, slots=True)
class DutyRow:
    """What somebody must, should or may do, by when, and where it stands."""

    who: str
    what: str
    by_when: str
    citation: str
    url: str
    since: str
    date: Link | None
    to_be_checked: bool
    note: str


@dataclass(frozen=True, slots=True)
class DutyLists:
    """Duties apart by strength, so that no page mixes them. `checked_to` is the earliest day of the law among them."""

    must: tuple[DutyRow, ...]
    should: tuple[DutyRow, ...]
    may: tuple[DutyRow, ...]
    checked_to: date | None

    def __bool__(self) -> bool:
        return bool(self.must or self.should or self.may)


@dataclass(frozen=True, slots=True)
class StepRow:
    """What the reader does now."""

    words: str
    strength: str
    citation: Link | None
    date: Link | None


@dataclass(frozen=True, slots=True)
class TrapRow:
    """What people wrongly say, and what is right."""

    claim: str
    right: str
    citation: Link


@dataclass(frozen=True, slots=True)
class SituationPage:
    """A situation: what must happen, what should, what to do now, and what people get wrong."""

    id: str
    title: str
    lede: str
    duties: DutyLists
    steps: tuple[StepRow, ...]
    traps: tuple[TrapRow, ...]
    dates: tuple[Link, ...]
    sources: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Holder:
    """Whoever has duties, with how many."""

    id: str
    words: str
    must: int
    should: int
    may: int


def duty_lists(rows: Iterable[Duty]) -> DutyLists:
    """Return duties in three lists that never mix."""
    found = tuple(rows)
    days = [day for one in found if (day := statute.provision(one.provision).latest.shown_date)]
    must, should, may = (tuple(_row(one) for one in found if one.strength is strength) for strength in STRENGTHS)
    return DutyLists(must, should, may, min(days, default=None))


def _row(duty: Duty) -> DutyRow:
    return DutyRow(
        who=duty.holder_words,
        what=duty.what,
        by_when=duty.by_when or "",
        citation=duty.citation,
        url=provision_url(duty.provision),
        since=f"since {written(duty.since)}" if duty.since else "",
        date=date_link(duty.deadline),
        to_be_checked=duty.to_be_checked,
        note=duty.note or "",
    )


def provision_url(provision: str) -> str:
    """Return the page of a provision."""
    return reverse("law:provision", args=[provision])


def date_link(calculator: str | None) -> Link | None:
    """Return the page that works a deadline out."""
    if calculator is None:
        return None
    return Link(calculators()[calculator].title, reverse("law:date", args=[calculator]))


@cache
def duties_under(provision: str) -> DutyLists:
    """Return the duties that a provision lays down."""
    return duty_lists(duties.duties_resting_on(provision))


@cache
def situations_under(provision: str) -> tuple[Link, ...]:
    """Return the situations in which a provision matters."""
    found = {slug for one in duties.duties_resting_on(provision) for slug in one.situations}
    return tuple(Link(one.title, situation_url(one.id)) for one in duties.situations() if one.id in found)


def situation_url(situation: str) -> str:
    """Return the page of a situation."""
    return reverse("law:situation", args=[situation])


@cache
def situation_page(situation: str) -> SituationPage:
    """Return the page of a situation. Raises KeyError where there is none of that id."""
    found = duties.situation(situation)
    listed = duty_lists(found.duties)
    rows = (*listed.must, *listed.should, *listed.may)
    steps = tuple(_step(one) for one in found.steps)
    dates = [link for link in (*(row.date for row in rows), *(step.date for step in steps)) if link]
    return SituationPage(
        id=found.id,
        title=found.title,
        lede=found.lede,
        duties=listed,
        steps=steps,
        traps=tuple(
            TrapRow(trap.claim, trap.right, Link(trap.citation, provision_url(trap.provision))) for trap in found.traps
        ),
        dates=tuple(dict.fromkeys(dates)),
        sources=tuple(dict.fromkeys(_sources(found.duties))),
    )


def _step(step: Step) -> StepRow:
    duty = step.duty
    if duty is None:
        return StepRow(step.do, "", None, None)
    return StepRow(
        step.do, duty.strength.value, Link(duty.citation, provision_url(duty.provision)), date_link(duty.deadline)
    )


def _sources(rows: Iterable[Duty]) -> Iterable[Link]:
    for one in rows:
        latest = statute.provision(one.provision).latest
        yield Link(str(own_citation(one.provision)), provision_url(one.provision), latest.title)


@cache
def holder_words() -> dict[str, str]:
    """Return everybody who has duties, by id, in the order of the content."""
    return {one.holder: one.holder_words for one in duties.duties()}


@cache
def holders() -> tuple[Holder, ...]:
    """Return everybody who has duties, with how many."""
    found = ((id_, words, duties_of(id_)) for id_, words in holder_words().items())
    return tuple(Holder(id_, words, len(rows.must), len(rows.should), len(rows.may)) for id_, words, rows in found)


@cache
def duties_of(holder: str) -> DutyLists:
    """Return the duties of a holder."""
    return duty_lists(one for one in duties.duties() if one.holder == holder)


@cache
def changed_by(proposal: str) -> tuple[Link, ...]:
    """Return the provisions that a proposal would change."""
    found = next(one for one in duties.proposals() if one.id == proposal)
    return tuple(Link(str(own_citation(one)), provision_url(one)) for one in found.changes)


@cache
def proposal_rows() -> tuple[tuple[Proposal, tuple[Link, ...]], ...]:
    """Return what is proposed, the newest first, each with the provisions that it would change."""
    newest = sorted(duties.proposals(), key=lambda one: one.said_on, reverse=True)
    return tuple((one, changed_by(one.id)) for one in newest)
