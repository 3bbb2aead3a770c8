"""What somebody sent to be judged and is open, by outcome; and the ways on from a requirement to where it is done."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse

from trigpoint.assessment.queries import submissions_of
from trigpoint.assessment.words import OPEN, STATE_WORDS, State
from trigpoint.platform.pages import NextStep, waiting_for

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from trigpoint.platform.pages import Status

EXAMINATION, REFRESHER, ACHIEVED = "passed:law-examination", "completed:law-refresher", "achieved:"
HERS = {
    State.MORE_ASKED: ("Answer the assessor", "You were asked for more. While it waits for you, no time runs."),
    State.DEFERRED: ("Take up again", "You put it off. It goes on where it was."),
}
"""What waits for the person herself: what to do, and why. A draft is hers to leave."""


@dataclass(frozen=True, slots=True)
class InHand:
    """A submission that is open: its outcome, where it is as a sentence, its page, and the step where it is hers."""

    outcome: str
    words: str
    url: str
    step: tuple[str, str] | None

    @property
    def status(self) -> Status:
        """Return for whom it waits."""
        return waiting_for("you" if self.step else "an assessor")


@dataclass(frozen=True, slots=True)
class Way:
    """A way on: what to do, and where."""

    words: str
    url: str


def in_hand_of(person: str) -> dict[str, InHand]:
    """Return what somebody sent and is open, by outcome. One query."""
    sent = (row for row in submissions_of(person) if row.state in OPEN and row.state is not State.DRAFT)
    return {
        row.outcome: InHand(
            row.outcome,
            STATE_WORDS[row.state],
            reverse("assessment:submission", args=(row.key,)),
            HERS.get(row.state),
        )
        for row in sent
    }


def steps_of(found: Mapping[str, InHand]) -> tuple[NextStep, ...]:
    """Return what waits for the person herself, as next steps."""
    return tuple(
        NextStep(f"{one.step[0]}: {outcome}", one.url, None, one.step[1])
        for outcome, one in found.items()
        if one.step is not None
    )


def ways_to(rule_id: str, codes: Collection[str]) -> tuple[Way, ...]:
    """Return where a requirement of the award is met, by the codes that it asks for."""
    if ACHIEVED + rule_id in codes:
        sending = f"{reverse('assessment:submission-new')}?outcome={rule_id}&via=taught"
        return (
            Way("Add evidence to my portfolio", reverse("evidence:portfolio")),
            Way("Claim it, if you can do it already", reverse("evidence:claim", args=(rule_id,))),
            Way("Send it to be judged", sending),
        )
    found = []
    if REFRESHER in codes:
        found.append(Way("Take the law refresher", reverse("learning:refresher")))
    if EXAMINATION in codes:
        found.append(Way("Learn the law, ten minutes at a time", reverse("learning:home")))
        found.append(Way("Sit the law examination", reverse("learning:examination")))
    return tuple(found)
