"""The words of this room: kinds of stages, states, who acts, slots of assessors, verdicts. Standard library only."""

from __future__ import annotations

from enum import StrEnum


class StageKind(StrEnum):
    """What a stage says happened. A submission is the sum of its stages."""

    SUBMITTED = "submitted"
    ALLOCATED = "allocated"
    REALLOCATED = "reallocated"
    JUDGED = "judged"
    SECOND_JUDGED = "second-judged"
    THIRD_JUDGED = "third-judged"
    DISAGREED = "disagreed"
    AGREED = "agreed"
    REFERRED = "referred"
    DECLINED = "declined"
    ASKED_FOR_MORE = "asked-for-more"
    MORE_GIVEN = "more-given"
    SET_ASIDE = "set-aside"
    KEPT_ASIDE = "kept-aside"
    WITHDRAWN = "withdrawn"
    DEFERRED = "deferred"
    RETURNED = "returned"
    MODERATED = "moderated"
    APPEALED = "appealed"
    APPEAL_DECIDED = "appeal-decided"
    RATIFIED = "ratified"


class State(StrEnum):
    """Where a submission is: worked out of its stages."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ALLOCATED = "allocated"
    JUDGED = "judged"
    DISAGREED = "disagreed"
    AGREED = "agreed"
    REFERRED = "referred"
    DECLINED = "declined"
    MORE_ASKED = "more-asked"
    DEFERRED = "deferred"
    WITHDRAWN = "withdrawn"
    MODERATED = "moderated"
    APPEALED = "appealed"
    RATIFIED = "ratified"


class Actor(StrEnum):
    """In what part somebody acts on a submission."""

    CANDIDATE = "candidate"
    ASSESSOR = "assessor"
    ALLOCATOR = "allocator"
    MODERATOR = "moderator"
    BOARD = "board"
    RULES = "rules"


class Slot(StrEnum):
    """Which of at most three judgements."""

    FIRST = "first"
    SECOND = "second"
    THIRD = "third"


class Verdict(StrEnum):
    """What an assessor says of one criterion."""

    SHOWN = "shown"
    NOT_SHOWN = "not-shown"


class Result(StrEnum):
    """What moderation or an appeal comes to. `JUDGE_AGAIN` sets every judgement aside."""

    AGREED = "agreed"
    REFERRED = "referred"
    DECLINED = "declined"
    JUDGE_AGAIN = "judge-again"


class Via(StrEnum):
    """How the outcome was learned. No route waives a criterion."""

    TAUGHT = "taught"
    PRIOR_LEARNING = "prior-learning"


VIA_WORDS = {Via.TAUGHT: "By what I learned here", Via.PRIOR_LEARNING: "By what I could do before"}
JUDGEMENT = {
    Slot.FIRST: StageKind.JUDGED,
    Slot.SECOND: StageKind.SECOND_JUDGED,
    Slot.THIRD: StageKind.THIRD_JUDGED,
}
SLOT_OF = {kind: slot for slot, kind in JUDGEMENT.items()}
RESULTS = {StageKind.AGREED: State.AGREED, StageKind.REFERRED: State.REFERRED, StageKind.DECLINED: State.DECLINED}
OPEN = frozenset(
    {
        State.DRAFT,
        State.SUBMITTED,
        State.ALLOCATED,
        State.JUDGED,
        State.DISAGREED,
        State.MORE_ASKED,
        State.DEFERRED,
        State.APPEALED,
    }
)
"""States in which an outcome waits for somebody: one submission of an outcome is in one of these at a time."""
BEING_JUDGED = frozenset({State.SUBMITTED, State.ALLOCATED, State.JUDGED, State.DISAGREED})
STATE_WORDS = {
    State.DRAFT: "Not sent yet",
    State.SUBMITTED: "Sent. It waits for an assessor",
    State.ALLOCATED: "With an assessor",
    State.JUDGED: "Judged once. A second person judges it",
    State.DISAGREED: "Two judged differently. A third person judges it",
    State.AGREED: "Agreed. It waits for the check of a sample",
    State.REFERRED: "Some criteria are not shown yet",
    State.DECLINED: "Not agreed",
    State.MORE_ASKED: "We asked you for more",
    State.DEFERRED: "Put off. The clock stands still",
    State.WITHDRAWN: "Withdrawn",
    State.MODERATED: "Agreed, and entered in your record",
    State.APPEALED: "You appealed. Somebody new looks at it",
    State.RATIFIED: "Agreed, and counted by the award board",
}
STEP_WORDS = {
    StageKind.SUBMITTED: "Sent",
    StageKind.ALLOCATED: "Given to an assessor",
    StageKind.REALLOCATED: "Given to another assessor",
    StageKind.JUDGED: "First judgement",
    StageKind.SECOND_JUDGED: "Second judgement",
    StageKind.THIRD_JUDGED: "Third judgement",
    StageKind.DISAGREED: "Two judgements differ, so a third person judges",
    StageKind.AGREED: "Agreed",
    StageKind.REFERRED: "Some criteria are not shown yet",
    StageKind.DECLINED: "Not agreed",
    StageKind.ASKED_FOR_MORE: "More was asked for. The clock stopped",
    StageKind.MORE_GIVEN: "More was sent. The clock went on",
    StageKind.SET_ASIDE: "A judgement was set aside",
    StageKind.KEPT_ASIDE: "A judgement came too late and does not count",
    StageKind.WITHDRAWN: "Withdrawn",
    StageKind.DEFERRED: "Put off. The clock stopped",
    StageKind.RETURNED: "Taken up again. The clock went on",
    StageKind.MODERATED: "Looked at by a moderator, or released from the sample",
    StageKind.APPEALED: "Appealed",
    StageKind.APPEAL_DECIDED: "The appeal was decided",
    StageKind.RATIFIED: "Counted by the award board",
}
ACTOR_WORDS = {
    Actor.CANDIDATE: "you",
    Actor.ASSESSOR: "an assessor",
    Actor.ALLOCATOR: "the registrar’s office",
    Actor.MODERATOR: "a moderator",
    Actor.BOARD: "the award board",
    Actor.RULES: "the rules, from what the assessors judged",
}
MOST_WORDS = 2_000
"""Characters of a comment."""
