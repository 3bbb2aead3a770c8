"""The state machine of a submission: what its stages come to, and which stage may follow, by whom. Pure.

A state is never stored as truth: `progress` works it out of the stages, each time.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from trigpoint.assessment.words import (
    BEING_JUDGED,
    JUDGEMENT,
    RESULTS,
    SLOT_OF,
    Actor,
    Result,
    Slot,
    StageKind,
    State,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from trigpoint.assessment.rows import StageRow

DONE_WITH = frozenset({State.WITHDRAWN, State.RATIFIED})
UNDECIDED = BEING_JUDGED | {State.MORE_ASKED, State.DEFERRED}
JUDGEABLE = frozenset({State.ALLOCATED, State.JUDGED, State.DISAGREED})
AFTER: Mapping[StageKind, tuple[frozenset[State], frozenset[Actor]]] = {
    StageKind.SUBMITTED: (frozenset({State.DRAFT}), frozenset({Actor.CANDIDATE})),
    StageKind.ALLOCATED: (BEING_JUDGED, frozenset({Actor.ALLOCATOR})),
    StageKind.REALLOCATED: (UNDECIDED, frozenset({Actor.ALLOCATOR, Actor.ASSESSOR})),
    StageKind.JUDGED: (JUDGEABLE, frozenset({Actor.ASSESSOR})),
    StageKind.SECOND_JUDGED: (JUDGEABLE, frozenset({Actor.ASSESSOR})),
    StageKind.THIRD_JUDGED: (frozenset({State.DISAGREED}), frozenset({Actor.ASSESSOR})),
    StageKind.DISAGREED: (JUDGEABLE - {State.DISAGREED}, frozenset({Actor.RULES})),
    StageKind.AGREED: (JUDGEABLE, frozenset({Actor.RULES})),
    StageKind.REFERRED: (JUDGEABLE, frozenset({Actor.RULES})),
    StageKind.DECLINED: (JUDGEABLE, frozenset({Actor.RULES})),
    StageKind.ASKED_FOR_MORE: (JUDGEABLE, frozenset({Actor.ASSESSOR})),
    StageKind.MORE_GIVEN: (frozenset({State.MORE_ASKED}), frozenset({Actor.CANDIDATE, Actor.RULES})),
    StageKind.SET_ASIDE: (
        frozenset(State) - DONE_WITH - {State.DRAFT},
        frozenset({Actor.ASSESSOR, Actor.ALLOCATOR, Actor.MODERATOR}),
    ),
    StageKind.KEPT_ASIDE: (frozenset(State) - {State.DRAFT}, frozenset({Actor.ASSESSOR})),
    StageKind.WITHDRAWN: (UNDECIDED | {State.AGREED}, frozenset({Actor.CANDIDATE})),
    StageKind.DEFERRED: (UNDECIDED - {State.DEFERRED}, frozenset({Actor.CANDIDATE, Actor.ALLOCATOR})),
    StageKind.RETURNED: (frozenset({State.DEFERRED}), frozenset({Actor.CANDIDATE})),
    StageKind.MODERATED: (
        frozenset({State.AGREED, State.REFERRED, State.DECLINED, State.MODERATED}),
        frozenset({Actor.MODERATOR}),
    ),
    StageKind.APPEALED: (frozenset({State.REFERRED, State.DECLINED}), frozenset({Actor.CANDIDATE})),
    StageKind.APPEAL_DECIDED: (frozenset({State.APPEALED}), frozenset({Actor.BOARD})),
    StageKind.RATIFIED: (frozenset({State.MODERATED}), frozenset({Actor.BOARD})),
}
"""After which states a stage may come, and from whom."""
WHY_NOT: Mapping[State, str] = {
    State.DRAFT: "It has not been sent yet.",
    State.SUBMITTED: "It waits for an assessor.",
    State.ALLOCATED: "It is with an assessor, who has not judged yet.",
    State.JUDGED: "It was judged once and waits for the second judgement.",
    State.DISAGREED: "Two assessors differ and it waits for a third.",
    State.AGREED: "It is agreed already.",
    State.REFERRED: "It is decided: some criteria are not shown yet.",
    State.DECLINED: "It is decided: it was not agreed.",
    State.MORE_ASKED: "The candidate was asked for more and has not answered.",
    State.DEFERRED: "The candidate put it off. It goes on when she takes it up again.",
    State.WITHDRAWN: "The candidate withdrew it.",
    State.MODERATED: "It is agreed and entered in the record.",
    State.APPEALED: "The candidate appealed, and the appeal is open.",
    State.RATIFIED: "The award board has counted it. Only an appeal to the board can change it.",
}


@dataclass(frozen=True, slots=True)
class Progress:
    """What the stages of a submission come to.

    `assessors` holds whose a slot is, `judged` the key of the judgement that counts in it. `second_for` are the codes
    of why a second judgement is asked for. `asked` and `result` are the stages that stand. `ever` is everybody who was
    given it at any time. `resent` is how often more was asked for.
    """

    sent: bool = False
    assessors: Mapping[Slot, str] = field(default_factory=dict)
    judged: Mapping[Slot, str] = field(default_factory=dict)
    second_for: tuple[str, ...] = ()
    rounds: int = 0
    asked: StageRow | None = None
    result: StageRow | None = None
    result_is: State | None = None
    disagreed: bool = False
    moderated: bool = False
    appealed: bool = False
    deferred: bool = False
    withdrawn: bool = False
    ratified: bool = False
    ever: frozenset[str] = frozenset()

    @property
    def state(self) -> State:
        """Return where the submission is."""
        ends = (
            (not self.sent, State.DRAFT),
            (self.withdrawn, State.WITHDRAWN),
            (self.ratified, State.RATIFIED),
            (self.appealed, State.APPEALED),
            (self.deferred, State.DEFERRED),
            (self.asked is not None, State.MORE_ASKED),
        )
        for holds, state in ends:
            if holds:
                return state
        if self.result_is is not None:
            return State.MODERATED if self.moderated else self.result_is
        if self.disagreed:
            return State.DISAGREED
        if self.judged:
            return State.JUDGED
        return State.ALLOCATED if self.assessors else State.SUBMITTED

    @property
    def needs(self) -> Slot | None:
        """Return the slot that waits for an assessor to be named, if one does."""
        if self.state not in BEING_JUDGED:
            return None
        wanted = [Slot.FIRST]
        if self.second_for:
            wanted.append(Slot.SECOND)
        if self.disagreed:
            wanted.append(Slot.THIRD)
        return next((slot for slot in wanted if slot not in self.assessors), None)

    def slot_of(self, person: str) -> Slot | None:
        """Return the slot that somebody holds, judged or not."""
        return next((slot for slot, holder in self.assessors.items() if holder == person), None)


def progress(stages: Iterable[StageRow]) -> Progress:
    """Return what stages come to, the oldest first."""
    found = Progress()
    for stage in stages:
        found = after(found, stage)
    return found


def after(before: Progress, stage: StageRow) -> Progress:
    """Return the progress with one more stage. What was kept aside is there to be read, and counts for nothing."""
    if stage.kind in PLAIN:
        return replace(before, **PLAIN[stage.kind])
    change = CHANGES.get(stage.kind)
    return change(before, stage) if change else before


def _judged(before: Progress, stage: StageRow) -> Progress:
    judged = {**before.judged, SLOT_OF[stage.kind]: stage.key}
    return replace(before, judged=judged, second_for=_second(before, stage))


def _settled(before: Progress, stage: StageRow) -> Progress:
    return replace(before, result=stage, result_is=RESULTS[stage.kind])


def _asked(before: Progress, stage: StageRow) -> Progress:
    return replace(before, rounds=before.rounds + 1, asked=stage)


def _allocated(before: Progress, stage: StageRow) -> Progress:
    slot = Slot(stage.slot)
    assessors = {key: value for key, value in before.assessors.items() if key is not slot}
    judged = {key: value for key, value in before.judged.items() if key is not slot}
    now = str(stage.said.get("assessor", ""))
    if now:
        assessors[slot] = now
    ever = before.ever | ({now} if now else set())
    return replace(before, assessors=assessors, judged=judged, ever=ever, second_for=_second(before, stage))


def _second(before: Progress, stage: StageRow) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*before.second_for, *stage.said.get("second", ()))))


def _set_aside(before: Progress, stage: StageRow) -> Progress:
    """Take one judgement, and what rested on it, away. The slot waits for somebody else."""
    gone = next((slot for slot, key in before.judged.items() if key == stage.supersedes), None)
    if gone is None:
        return before
    judged = {slot: key for slot, key in before.judged.items() if slot is not gone}
    assessors = {slot: who for slot, who in before.assessors.items() if slot is not gone}
    third = gone is Slot.THIRD
    return replace(
        before,
        judged=judged,
        assessors=assessors,
        result=None,
        result_is=None,
        moderated=False,
        appealed=False,
        disagreed=before.disagreed and (third or Slot.THIRD in before.judged or Slot.THIRD in before.assessors),
    )


def _decided(before: Progress, stage: StageRow) -> Progress:
    """Take what a moderator or an appeal came to. After an appeal, a moderator still releases what is agreed."""
    result = Result(stage.said["result"])
    open_again = replace(before, appealed=False, moderated=False)
    if result is Result.JUDGE_AGAIN:
        return replace(open_again, assessors={}, judged={}, disagreed=False, result=None, result_is=None)
    moderated = stage.kind is StageKind.MODERATED and result is Result.AGREED
    return replace(open_again, result=stage, result_is=State(result.value), moderated=moderated)


PLAIN: Mapping[StageKind, Mapping[str, Any]] = {
    StageKind.SUBMITTED: {"sent": True},
    StageKind.DISAGREED: {"disagreed": True},
    StageKind.MORE_GIVEN: {"asked": None},
    StageKind.WITHDRAWN: {"withdrawn": True},
    StageKind.DEFERRED: {"deferred": True},
    StageKind.RETURNED: {"deferred": False},
    StageKind.APPEALED: {"appealed": True},
    StageKind.RATIFIED: {"ratified": True},
}
CHANGES: Mapping[StageKind, Callable[[Progress, StageRow], Progress]] = {
    StageKind.ALLOCATED: _allocated,
    StageKind.REALLOCATED: _allocated,
    StageKind.JUDGED: _judged,
    StageKind.SECOND_JUDGED: _judged,
    StageKind.THIRD_JUDGED: _judged,
    StageKind.AGREED: _settled,
    StageKind.REFERRED: _settled,
    StageKind.DECLINED: _settled,
    StageKind.ASKED_FOR_MORE: _asked,
    StageKind.SET_ASIDE: _set_aside,
    StageKind.MODERATED: _decided,
    StageKind.APPEAL_DECIDED: _decided,
}


def refusal(  # who wants what, after which progress
    found: Progress, kind: StageKind, actor: Actor, *, person: str = "", slot: Slot | None = None, rounds: int = 1
) -> str:
    """Return why a stage may not follow, in words that tell what stands in the way; empty where it may.

    `person` is who acts, `slot` the judgement it is about, `rounds` how often more may be asked for.
    """
    states, actors = AFTER[kind]
    if actor not in actors:
        return "This step is not yours to take."
    if found.state not in states:
        return WHY_NOT[found.state]
    if kind in SLOT_OF:
        return _judging(found, SLOT_OF[kind], person)
    if kind is StageKind.ASKED_FOR_MORE:
        return _asking(found, person, rounds)
    return _giving(found, kind, slot) if kind in {StageKind.ALLOCATED, StageKind.REALLOCATED} else ""


def _giving(found: Progress, kind: StageKind, slot: Slot | None) -> str:
    if kind is StageKind.ALLOCATED:
        taken = slot is None or slot in found.assessors
        return "Somebody has it already. Give it to somebody else by “Reallocate”." if taken else ""
    if slot is None or slot not in found.assessors:
        return "Nobody has it. Give it to somebody first."
    if slot in found.judged:
        return "It is judged already. A judgement is not given to somebody else: set it aside, with the reason."
    return ""


def _judging(found: Progress, slot: Slot, person: str) -> str:
    if found.assessors.get(slot) != person:
        return "It is not with you any more: it was given to somebody else."
    if slot in found.judged:
        return "You have judged it already. A judgement that was signed stays as it is."
    return ""


def _asking(found: Progress, person: str, rounds: int) -> str:
    slot = found.slot_of(person)
    if slot is None:
        return "It is not with you any more: it was given to somebody else."
    if slot in found.judged:
        return "You have judged it already."
    if found.rounds >= rounds:
        return "More was asked for once already. Judge by what is there."
    return ""


def kind_of(slot: Slot) -> StageKind:
    """Return the kind of stage that a judgement in a slot is."""
    return JUDGEMENT[slot]
