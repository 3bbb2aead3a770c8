"""The calculators of days that content itself may quote: a case with dates, a question whose answer is a day."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from trigpoint.content.library import installed_library
from trigpoint.deadlines import DeadlineContentError, load

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trigpoint.content.marked import Document
    from trigpoint.deadlines import Calculator

FOLDER = "deadlines/"


def calculators_in(documents: Mapping[str, Document]) -> dict[str, Calculator]:
    """Return the calculators by id; a file that cannot be loaded has none here, and the check says why."""
    found: dict[str, Calculator] = {}
    for name, document in documents.items():
        if name.startswith(FOLDER):
            try:
                found |= {one.id: one for one in load(document.data, file=document.path.name)}
            except DeadlineContentError:
                continue
    return found


@cache
def calculators() -> Mapping[str, Calculator]:
    """Return this installation's calculators by id."""
    return calculators_in(installed_library().documents)
