"""Who may see a piece because of an appeal: whoever reviews it, until it is decided. Read when the site starts."""

from __future__ import annotations

from trigpoint.assessment.board.appealing import may_see_as_reviewer
from trigpoint.assessment.queries import holding_piece
from trigpoint.evidence.queries import let_see


def by_reviewer(person: str, piece: str) -> bool:
    """Tell whether somebody reviews an appeal on a submission that holds a piece. Two queries."""
    return may_see_as_reviewer(person, holding_piece(piece))


let_see("board.appeal", by_reviewer)
