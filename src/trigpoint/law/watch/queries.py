"""What can be read of changes in law: those that wait, those that were decided, what is frozen meanwhile."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING

from django.urls import reverse

from trigpoint.content import statute
from trigpoint.law.register import own_citation
from trigpoint.law.watch.models import Decision, Found, Judgement, Notice
from trigpoint.law.watch.positions import Position, open_judgements
from trigpoint.people.queries import names_of
from trigpoint.platform.clock import ENGLAND
from trigpoint.platform.differences import differences

if TYPE_CHECKING:
    from datetime import datetime

    from trigpoint.platform.differences import Change


class State(Enum):
    """Where a change stands. The value is said on pages."""

    NEW = "Waiting for two judgements"
    ONE = "Waiting for a second judgement"
    SPLIT = "Two people do not agree: waiting for a third"
    MATTERS = "It matters"
    DOES_NOT = "It does not matter here"


@dataclass(frozen=True, slots=True)
class JudgementRow:
    """What one person said. `counts`: it is her newest, and nothing was decided since."""

    id: int
    judge: str
    name: str
    position: Position
    at: datetime
    counts: bool


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """What two people agreed. `since` and `due` are None where the change does not matter."""

    material: bool
    since: date | None
    due: date | None
    note: str
    at: datetime
    by: tuple[str, str]


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A change with everything said of it. `judgements` and `decisions` are in order, the oldest first."""

    key: str
    provision: str
    citation: str
    title: str
    provision_url: str
    compare_url: str
    found: str
    before: str
    after: str
    as_at: date
    source: str
    address: str
    noticed_at: datetime
    noticed_by: str
    judgements: tuple[JudgementRow, ...]
    decisions: tuple[DecisionRow, ...]

    @property
    def decided(self) -> DecisionRow | None:
        """Return what holds, if anything was decided."""
        return self.decisions[-1] if self.decisions else None

    @property
    def counting(self) -> tuple[JudgementRow, ...]:
        """Return the judgements that are still to be brought together."""
        return tuple(row for row in self.judgements if row.counts)

    @property
    def is_open(self) -> bool:
        """Tell whether something waits here: nothing was decided, or somebody asks to change what was."""
        return not self.decisions or bool(self.counting)

    @property
    def state(self) -> State:
        """Return where it stands."""
        if self.is_open:
            return (State.NEW, State.ONE, State.SPLIT)[min(len(self.counting), 2)]
        return State.MATTERS if self.decisions[-1].material else State.DOES_NOT

    @property
    def changes(self) -> tuple[Change, ...]:
        """Return the words removed and added; the whole text where the earlier one is not held."""
        return differences(self.before, self.after) if self.before else ()


def notices() -> tuple[NoticeRow, ...]:
    """Return every change, the newest first. Four queries, one where there is none."""
    return _rows(list(Notice.objects.order_by("-noticed_at", "-key")))


def notice(key: str) -> NoticeRow | None:
    """Return one change. Four queries."""
    return next(iter(_rows(list(Notice.objects.filter(key=key)))), None)


def frozen() -> frozenset[str]:
    """Return the entries of the register on which no examination may rest now, by id. Three queries at most.

    They are those with a change that waits for its judgement, and those with a change that matters until our register
    was read in the newer text.
    """
    found = list(Notice.objects.values_list("key", "provision", "as_at"))
    if not found:
        return frozenset()
    newest, waiting = _standings([key for key, _, _ in found])
    return frozenset(
        provision
        for key, provision, as_at in found
        if key in waiting or key not in newest or (newest[key] and not _caught_up(provision, as_at))
    )


def stale_since(checked: dict[str, date]) -> frozenset[str]:
    """Return the entries, of these with the day on which each was checked, that changed since. Three queries at most.

    A change counts while it waits and where it was judged to matter, if it was noticed on that day or later.
    """
    found = [
        (row.key, row.provision)
        for row in Notice.objects.filter(provision__in=checked).defer("before", "after")
        if row.noticed_at.astimezone(ENGLAND).date() >= checked[row.provision]
    ]
    if not found:
        return frozenset()
    newest, waiting = _standings([key for key, _ in found])
    return frozenset(provision for key, provision in found if key in waiting or newest.get(key, True))


def changes() -> tuple[NoticeRow, ...]:
    """Return the changes that matter, the newest decision first: what everyone may read. Four queries at most."""
    keys = [key for key, material in _standings(None)[0].items() if material]
    rows = [row for row in _rows(list(Notice.objects.filter(key__in=keys))) if row.decided] if keys else []
    return tuple(sorted(rows, key=lambda row: row.decisions[-1].at, reverse=True))


def _standings(keys: list[str] | None) -> tuple[dict[str, bool], set[str]]:
    """Return whether each decided change matters, and those of which something was said since. Two queries."""
    decisions, judgements = Decision.objects.all(), Judgement.objects.all()
    if keys is not None:
        decisions, judgements = decisions.filter(notice__in=keys), judgements.filter(notice__in=keys)
    newest = {row.notice_id: (row.material, row.second_id) for row in decisions}
    said = {row["notice_id"]: row["id"] for row in judgements.values("notice_id", "id")}
    waiting = {key for key, last in said.items() if key not in newest or last > newest[key][1]}
    return {key: material for key, (material, _) in newest.items()}, waiting


def _caught_up(provision: str, as_at: date) -> bool:
    read = _known(provision)
    return read is None or (read.latest.text_as_at or date.min) >= as_at


def _known(provision: str) -> statute.Provision | None:
    return next((one for one in statute.provisions() if one.id == provision), None)


def _rows(found: list[Notice]) -> tuple[NoticeRow, ...]:
    if not found:
        return ()
    keys = [row.key for row in found]
    said: dict[str, list[Judgement]] = defaultdict(list)
    for judgement in Judgement.objects.filter(notice__in=keys):
        said[judgement.notice_id].append(judgement)
    decided: dict[str, list[Decision]] = defaultdict(list)
    for decision in Decision.objects.filter(notice__in=keys).select_related("first", "second"):
        decided[decision.notice_id].append(decision)
    people = {one.judge for rows in said.values() for one in rows} | {row.noticed_by for row in found}
    names = names_of(people - {""}) | {"": ""}
    return tuple(_row(row, said[row.key], decided[row.key], names) for row in found)


def _row(row: Notice, said: list[Judgement], decided: list[Decision], names: dict[str, str]) -> NoticeRow:
    known = _known(row.provision)
    counting = {one.pk for one in open_judgements(said, decided[-1] if decided else None).values()}
    held = row.passage_before and row.passage_after
    return NoticeRow(
        key=row.key,
        provision=row.provision,
        # A provision that our register no longer has keeps its notices.
        citation=str(own_citation(row.provision)) if known else row.provision,
        title=known.latest.title if known else "no longer in our register",
        provision_url=reverse("law:provision", args=[row.provision]) if known else "",
        compare_url=f"{reverse('law:compare')}?before={row.passage_before}&after={row.passage_after}" if held else "",
        found=str(Found(row.found).label),
        before=row.before,
        after=row.after,
        as_at=row.as_at,
        source=row.source,
        address=row.address,
        noticed_at=row.noticed_at.astimezone(ENGLAND),
        noticed_by=names[row.noticed_by],
        judgements=tuple(
            JudgementRow(
                one.pk,
                one.judge,
                names[one.judge],
                Position.of(one),
                one.judged_at.astimezone(ENGLAND),
                one.pk in counting,
            )
            for one in said
        ),
        decisions=tuple(
            DecisionRow(
                one.material,
                one.since,
                one.due,
                one.note,
                one.decided_at.astimezone(ENGLAND),
                (names[one.first.judge], names[one.second.judge]),
            )
            for one in decided
        ),
    )
