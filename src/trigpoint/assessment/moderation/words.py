"""The closed lists of this part with their words, and its limits. Standard library only."""

from __future__ import annotations

from enum import StrEnum

MOST_WORDS = 2_000
"""Characters of a reason, a finding or an answer."""


class Entry(StrEnum):
    """What an entry under a finding is."""

    FOUND = "found"
    ANSWERED = "answered"
    ACCEPTED = "accepted"
    NOT_ACCEPTED = "not-accepted"


ENTRY_WORDS = {
    Entry.FOUND: "Finding",
    Entry.ANSWERED: "Answer",
    Entry.ACCEPTED: "Settled",
    Entry.NOT_ACCEPTED: "Not settled yet",
}
DRAW_WORDS = {
    "at-random": "Drawn at random.",
    "new-assessor": "An assessor is new.",
    "low-agreement": "An assessor has agreed less than others with those who judged the same.",
    "borderline": "It is borderline: two judges differed, or a criterion was shown only just.",
    "fast": "It was judged fast.",
    "assessor": "So that each assessor is looked at.",
    "strand": "So that each strand is looked at.",
    "route": "So that each way to an outcome is looked at.",
}
"""Why something was drawn, by the code of `measurement.sampling`."""
