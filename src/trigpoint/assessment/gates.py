"""What an assessor must have done before she judges live: other parts say so, such as standardisation.

gate("moderation.standardised", test)

    def test(assessor: str, strand: str, today: date) -> str: ...    # why she may not judge here; "" where she may
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    Test = Callable[[str, str, date], str]

_gates: dict[str, Test] = {}


def gate(name: str, test: Test) -> None:
    """Let nobody judge whom the test refuses. Raises ValueError for a name with two meanings."""
    if _gates.setdefault(name, test) is not test:
        raise ValueError(f"Two gates are called {name}. Choose another name for one of them.")


def stopped_by(assessor: str, strand: str, today: date) -> str:
    """Return why an assessor may not judge in a strand yet, a sentence; empty where she may."""
    return next((words for test in _gates.values() if (words := test(assessor, strand, today))), "")
