"""What this part of the room holds about people: who judged a change in law, and how."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.law.watch.models import Judgement, Notice
from trigpoint.platform.holdings import Holding, Json, hold, leave

if TYPE_CHECKING:
    from datetime import datetime


def judgements(key: str) -> Json:
    """Return what somebody said of changes in law, and those that she entered. Two queries."""
    said = Judgement.objects.filter(judge=key).select_related("notice")
    entered = Notice.objects.filter(noticed_by=key).values_list("provision", "noticed_at")
    return {
        "judged": [
            {
                "provision": row.notice.provision,
                "matters": row.material,
                "catch up by": row.due.isoformat() if row.due else "",
                "note": row.note,
                "on": row.judged_at.isoformat(),
            }
            for row in said
        ],
        "entered": [{"provision": provision, "on": at.isoformat()} for provision, at in entered],
    }


def forget(key: str, *, actor: str | None, now: datetime) -> None:
    """Remove nothing: what is said of law is not about her, and without her name the key leads to nobody."""


hold(
    Holding(
        name="law.judgements",
        title="What you said of changes in law",
        what="Each change in law that you entered or judged: what you said, the note you wrote, and when.",
        why="So that it can be seen that two people judged a change before everyone had to catch up with it.",
        seen_by="Content authors and reviewers of this copy. The note that was agreed is public, without your name.",
        goes="Your name.",
        stays="What was said, under a random code: everyone’s dates rest on it.",
        columns=("law_watch.Judgement.judge", "law_watch.Notice.noticed_by"),
        held_about=judgements,
        forget=forget,
    )
)
leave("law_watch.Notice.key", "It names a change in law, not a person.")
