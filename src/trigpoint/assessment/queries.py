"""What other rooms and the pages may ask about submissions. Each function says how many queries it takes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, Q

from trigpoint.assessment.models import (
    Allocation,
    AssessorChoice,
    Comment,
    Decision,
    DeclaredConflict,
    Held,
    JudgementDraft,
    Stage,
    Submission,
)
from trigpoint.assessment.rows import (
    BoardCandidate,
    ChoiceRow,
    ConflictRow,
    DecisionRow,
    DoneRow,
    DraftRow,
    HeldPiece,
    LateRow,
    QueueRow,
    Signature,
    StageRow,
    SubmissionRow,
    WaitingRow,
)
from trigpoint.assessment.states import Progress, progress
from trigpoint.assessment.words import Actor, Slot, StageKind, State, Verdict, Via
from trigpoint.content.assessment import rules
from trigpoint.people.queries import names_of
from trigpoint.schools.queries import settings_of
from trigpoint.schools.unlisted import name_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date, datetime

AGAIN = (StageKind.MODERATED, StageKind.APPEAL_DECIDED)
"""The kinds of stages that may ask for everything to be judged again."""
A_PAGE = 20
"""Rows of a queue on one page."""
LOT = 2_000
"""Rows that are read at once of a long list."""
FIELDS = (
    "key", "candidate", "outcome", "strand", "via", "rules_hash", "state", "code", "sent_at", "follows", "carried",
    "changed_at",
)  # fmt: skip


def submission(key: str) -> SubmissionRow | None:
    """Return a submission, or None. Who may see it is for the caller to say. One query."""
    return next(iter(_submissions(Submission.objects.filter(key=key))), None)


def submissions(keys: Iterable[str]) -> dict[str, SubmissionRow]:
    """Return submissions by key. One query."""
    return {row.key: row for row in _submissions(Submission.objects.filter(key__in=list(keys)))}


def submissions_of(candidate: str) -> tuple[SubmissionRow, ...]:
    """Return all submissions of a candidate, drafts too, the oldest first. One query."""
    return _submissions(Submission.objects.filter(candidate=candidate).order_by("id"))


def submissions_in(*states: State, since: date | None = None) -> Iterator[SubmissionRow]:
    """Yield the submissions in these states, the oldest first, a lot at a time, by when they were sent."""
    found = Submission.objects.filter(state__in=[state.value for state in states], sent_at__isnull=False)
    if since is not None:
        found = found.filter(sent_at__date__gte=since)
    for values in found.order_by("sent_at", "id").values_list(*FIELDS).iterator(LOT):
        yield _submission(values)


def stages(key: str) -> tuple[StageRow, ...]:
    """Return the stages of a submission, the oldest first. One query."""
    return stages_of([key])[key]


def stages_of(keys: Iterable[str]) -> dict[str, tuple[StageRow, ...]]:
    """Return the stages of several submissions, by key. One query."""
    found: dict[str, list[StageRow]] = {key: [] for key in keys}
    for row in Stage.objects.filter(submission__in=list(found)).order_by("submission", "seq"):
        found[row.submission].append(stage_row(row))
    return {key: tuple(rows) for key, rows in found.items()}


def progress_of(key: str) -> Progress:
    """Return what the stages of a submission come to. One query."""
    return progress(stages(key))


def held(key: str) -> tuple[HeldPiece, ...]:
    """Return the pieces that a submission holds, in the order in which they were sent. One query."""
    rows = Held.objects.filter(submission=key).order_by("position")
    return tuple(HeldPiece(row.piece, row.sha256, row.round) for row in rows)


def drafted(key: str) -> list[str]:
    """Return the pieces that a draft, or an answer that is not sent, holds. One query."""
    draft = Submission.objects.filter(key=key).values_list("draft", flat=True).first() or {}
    return [str(one) for one in draft.get("pieces", [])]


def holding_piece(piece: str) -> tuple[str, ...]:
    """Return the keys of the submissions that hold a piece. One query."""
    return tuple(dict.fromkeys(Held.objects.filter(piece=piece).values_list("submission", flat=True)))


def decisions_on(key: str) -> tuple[DecisionRow, ...]:
    """Return every decision on the criteria of a submission, with whether it counts. Two queries."""
    counting = set(progress_of(key).judged.values())
    rows = Decision.objects.filter(submission=key).order_by("position")
    return tuple(_decision(row, counts=row.stage in counting) for row in rows)


def decisions_between(since: datetime, until: datetime) -> Iterator[DecisionRow]:
    """Yield the decisions from a moment up to another, in the order in which they were signed, for measurement.

    Those of judgements that were set aside or came too late have `counts` False. Two queries for each lot.
    """
    found = Decision.objects.filter(at__gte=since, at__lt=until).order_by("position")
    last = 0
    while rows := list(found.filter(position__gt=last)[:LOT]):
        aside = _aside({row.submission for row in rows})
        for row in rows:
            yield _decision(row, counts=row.stage not in aside)
        last = rows[-1].position


def _aside(keys: set[str]) -> set[str]:
    """Return the stages whose judgements do not count: set aside, kept aside, or before all was judged again."""
    gone: set[str] = set()
    kinds = [kind.value for kind in (StageKind.SET_ASIDE, StageKind.KEPT_ASIDE, *AGAIN)]
    told = Stage.objects.filter(submission__in=keys, kind__in=kinds).order_by("position")
    again: dict[str, int] = {}
    for row in told:
        if row.kind == StageKind.SET_ASIDE:
            gone.add(row.supersedes)
        elif row.kind == StageKind.KEPT_ASIDE:
            gone.add(row.key)
        elif row.said.get("result") == "judge-again":
            again[row.submission] = row.seq
    for key, seq in again.items():
        gone |= set(Stage.objects.filter(submission=key, seq__lt=seq).values_list("key", flat=True))
    return gone


def judged_by(assessor: str) -> int:
    """Return how many judgements somebody has signed. One query."""
    return Allocation.objects.filter(assessor=assessor, state="judged").count()


def queue_of(
    assessor: str, today: date, *, after: tuple[datetime, int] | None = None, strand: str = "", most: int = A_PAGE
) -> tuple[QueueRow, ...]:
    """Return what waits for an assessor, the oldest first: one row more than `most` where there are more. One query.

    With a strand, of that alone. `after` is `sent_at` and `allocation` of the last row of the page before. What stands
    still, since the candidate was asked for more or put it off, is not in it.
    """
    found = Allocation.objects.filter(assessor=assessor, state="open")
    if after is not None:
        found = found.filter(Q(sent_at__gt=after[0]) | Q(sent_at=after[0], id__gt=after[1]))
    if strand:
        found = found.filter(submission__strand=strand)
    fields = (
        "id", "submission__key", "submission__code", "submission__outcome", "submission__via", "submission__state",
        "slot", "sent_at", "due",
    )  # fmt: skip
    rows = found.order_by("sent_at", "id").values_list(*fields)[: most + 1]
    return tuple(
        QueueRow(number, key, code, outcome, Via(via), State(state), Slot(slot), sent_at, due, is_late=due < today)
        for number, key, code, outcome, via, state, slot, sent_at, due in rows
    )


def waiting_of(assessor: str) -> tuple[int, int]:
    """Return how many submissions wait for an assessor, and how many stand still with her. One query."""
    found = dict(
        Allocation.objects.filter(assessor=assessor, state__in=["open", "stands"])
        .order_by()
        .values_list("state")
        .annotate(many=Count("id"))
    )
    return found.get("open", 0), found.get("stands", 0)


def place_in_queue(assessor: str, key: str) -> tuple[int, int] | None:
    """Return which of how many a submission is in an assessor's queue, from 1; None where it is not in it. Two queries.

    What stands still is not in the queue.
    """
    found = Allocation.objects.filter(assessor=assessor, state="open")
    mine = found.filter(submission__key=key).values_list("sent_at", "id").first()
    if mine is None:
        return None
    before = Q(sent_at__lt=mine[0]) | Q(sent_at=mine[0], id__lt=mine[1])
    counted = found.order_by().aggregate(before=Count("id", filter=before), all=Count("id"))
    return counted["before"] + 1, counted["all"]


def done_of(assessor: str, *, before: int = 0, most: int = A_PAGE) -> tuple[DoneRow, ...]:
    """Return what an assessor has judged, the newest first: one row more than `most` where there are more. One query.

    `before` is the `allocation` of the last row of the page before.
    """
    found = Allocation.objects.filter(assessor=assessor, state="judged")
    if before:
        found = found.filter(id__lt=before)
    fields = (
        "id",
        "submission__key",
        "submission__code",
        "submission__outcome",
        "slot",
        "ended_at",
        "submission__state",
    )
    rows = found.order_by("-id").values_list(*fields)[: most + 1]
    return tuple(
        DoneRow(number, key, code, outcome, Slot(slot), at, State(state))
        for number, key, code, outcome, slot, at, state in rows
    )


def draft_of(key: str, assessor: str) -> DraftRow:
    """Return what an assessor has said and not signed of a submission, empty where there is nothing. One query."""
    row = JudgementDraft.objects.filter(submission__key=key, assessor=assessor).first()
    return DraftRow(row.data, row.other, row.version, row.saved_at) if row else DraftRow({}, None, 0, None)


def comments_of(assessor: str) -> tuple[tuple[int, str], ...]:
    """Return the comments that an assessor keeps, the oldest first, with their numbers. One query."""
    return tuple(Comment.objects.filter(assessor=assessor).values_list("pk", "words"))


def choice_of(assessor: str) -> ChoiceRow:
    """Return what an assessor judges, how many at once, and until when she is away. One query."""
    row = AssessorChoice.objects.filter(assessor=assessor).first()
    if row is None:
        return ChoiceRow((), rules().most_open, None)
    return ChoiceRow(tuple(row.strands), rules().most_open if row.most is None else row.most, row.away_until)


def conflicts_said_by(person: str) -> tuple[ConflictRow, ...]:
    """Return the conflicts that a candidate declared herself, the oldest first. Two queries."""
    rows = list(DeclaredConflict.objects.filter(by=person, other=person, ended_at=None))
    names = names_of([row.assessor for row in rows]) if rows else {}
    return tuple(ConflictRow(row.pk, names[row.assessor], row.code, row.at) for row in rows)


def schools_said_by(assessor: str) -> tuple[ConflictRow, ...]:
    """Return the schools of which an assessor said that she judges nobody, the oldest first. Two queries."""
    rows = list(DeclaredConflict.objects.filter(by=assessor, assessor=assessor, other="", ended_at=None))
    known = settings_of(*(row.setting for row in rows)) if rows else {}
    return tuple(
        ConflictRow(
            row.pk,
            known[row.setting].name if row.setting in known else name_in(row.setting) or row.setting,
            row.code,
            row.at,
        )
        for row in rows
    )


def waiting_for_assessors(*, after: tuple[datetime, int] | None = None, most: int = A_PAGE) -> tuple[WaitingRow, ...]:
    """Return the submissions that wait for an assessor to be named, the oldest first: one row more than `most`.

    One query. `after` is `sent_at` and `number` of the last row of the page before.
    """
    found = Submission.objects.filter(needs__in=[slot.value for slot in Slot])
    if after is not None:
        found = found.filter(Q(sent_at__gt=after[0]) | Q(sent_at=after[0], id__gt=after[1]))
    fields = ("id", "key", "code", "outcome", "via", "needs", "sent_at")
    rows = found.order_by("sent_at", "id").values_list(*fields)[: most + 1]
    return tuple(
        WaitingRow(number, key, code, outcome, Via(via), Slot(needs), sent_at)
        for number, key, code, outcome, via, needs, sent_at in rows
        if sent_at is not None
    )


def late_with_assessors(today: date, *, most: int = A_PAGE) -> tuple[LateRow, ...]:
    """Return what has been with an assessor past its day, the longest first. One query."""
    fields = ("submission__key", "submission__code", "submission__outcome", "slot", "assessor", "due")
    rows = Allocation.objects.filter(state="open", due__lt=today).order_by("due", "id").values_list(*fields)[:most]
    return tuple(
        LateRow(key, code, outcome, Slot(slot), assessor, due) for key, code, outcome, slot, assessor, due in rows
    )


def put_off(before: date, *, most: int = A_PAGE) -> tuple[SubmissionRow, ...]:
    """Return what was put off before a day and not taken up again: people to ask how they are. One query."""
    found = Submission.objects.filter(state=State.DEFERRED.value, changed_at__date__lt=before)
    return _submissions(found.order_by("changed_at")[:most])


def ready_for_board() -> tuple[BoardCandidate, ...]:
    """Return the candidates with outcomes that are agreed and moderated and that no board has counted. One query.

    Whether an award is complete is for the record to say: `record.queries.standing_of`.
    """
    found: dict[str, list[tuple[str, str]]] = {}
    rows = Submission.objects.filter(state=State.MODERATED.value).order_by("sent_at", "id")
    for candidate, outcome, key in rows.values_list("candidate", "outcome", "key"):
        found.setdefault(candidate, []).append((outcome, key))
    return tuple(BoardCandidate(candidate, tuple(rows)) for candidate, rows in found.items())


def _submissions(found: Iterable[Submission]) -> tuple[SubmissionRow, ...]:
    return tuple(_submission(tuple(getattr(row, name) for name in FIELDS)) for row in found)


def _submission(values: tuple[object, ...]) -> SubmissionRow:
    named = dict(zip(FIELDS, values, strict=True))
    named["via"], named["state"] = Via(str(named["via"])), State(str(named["state"]))
    carried = named["carried"]
    named["carried"] = tuple(carried) if isinstance(carried, list) else ()
    return SubmissionRow(**named)  # type: ignore[arg-type]  # the columns of a row have its types


def stage_row(row: Stage) -> StageRow:
    """Return a stage as a row."""
    return StageRow(
        key=row.key,
        submission=row.submission,
        seq=row.seq,
        kind=StageKind(row.kind),
        actor=Actor(row.actor),
        person=row.person,
        at=row.at,
        slot=row.slot,
        codes=tuple(row.codes),
        words=row.words,
        said=row.said,
        supersedes=row.supersedes,
        signature=Signature(row.digest, row.proved_at) if row.digest and row.proved_at else None,
    )


def _decision(row: Decision, *, counts: bool) -> DecisionRow:
    return DecisionRow(
        row.submission,
        row.stage,
        Slot(row.slot),
        row.criterion,
        row.assessor,
        Verdict(row.verdict),
        tuple(row.codes),
        row.words,
        row.at,
        row.seconds,
        counts,
    )
