"""What this room hears of the rooms below it: a piece that was sent is hidden or taken back, so assessors are told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.assessment.actions.telling import tell_assessors
from trigpoint.assessment.queries import holding_piece
from trigpoint.evidence.events import HIDDEN, WITHDRAWN
from trigpoint.platform.subscribers import subscribe

if TYPE_CHECKING:
    from datetime import datetime

    from trigpoint.platform.events import Recorded


def tell_who_judges(event: Recorded, *, now: datetime) -> None:
    """Write to those who have a submission that holds the piece: they judge by what is left."""
    tell_assessors(holding_piece(str(event.data["piece"])), now)


subscribe(HIDDEN, tell_who_judges)
subscribe(WITHDRAWN, tell_who_judges)
