"""What examinations hear of: a change in law that was found, and one that two people judged."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.law.watch.events import DECIDED, ENTERED, NOTICED
from trigpoint.learning.examination.actions import exclude_resting_on
from trigpoint.learning.examination.telling import begin_telling
from trigpoint.platform.subscribers import subscribe

if TYPE_CHECKING:
    from datetime import datetime

    from trigpoint.platform.events import Recorded


def take_out_of_papers(event: Recorded, *, now: datetime) -> None:
    """Take the questions that rest on a provision out of papers that have no result."""
    exclude_resting_on(provision=event.subject, now=now)


def tell_holders(event: Recorded, *, now: datetime) -> None:
    """Tell those whose law strand a change touches, where it matters."""
    if event.data["material"]:
        begin_telling(change=str(event.data["notice"]), now=now)


subscribe(NOTICED, take_out_of_papers)
subscribe(ENTERED, take_out_of_papers)
subscribe(DECIDED, tell_holders)
