"""What the pages of this part share."""

from __future__ import annotations

from trigpoint.platform.just_done import JustDone

DONE = JustDone(
    "assessment",
    "moderation/",
    {
        "drawn": "The sample is drawn. What was not drawn is released, one by one.",
        "confirmed": "Signed. You confirmed it.",
        "changed": "Signed. Your decision stands, and the earlier one can still be read.",
        "opened": "The room is open to the verifier on the days that you chose.",
        "closed": "The room is closed. Its findings stay.",
        "hidden": "Thank you. It is hidden, and will be deleted within a day. Its author is told kindly.",
        "found": "Your finding is written. You see its answer here.",
        "answered": "The answer is sent. The verifier says whether it settles the finding.",
        "settled": "We keep what you said.",
    },
)
