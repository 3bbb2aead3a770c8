"""Who may see a piece, and when it may not be changed: other rooms say so, without this room knowing them.

let_see("assessment.submission", test)            # in the other room's sight.py, read when the site starts
keep_still("assessment.submission", reason)

    def test(person: str, piece: str) -> bool: ...    # whether this person may see this piece now
    def reason(piece: str) -> str: ...                # why it may not be changed now, a sentence; "" where it may
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

    Test = Callable[[str, str], bool]
    Reason = Callable[[str], str]

_tests: dict[str, Test] = {}
_reasons: dict[str, Reason] = {}


def let_see(name: str, test: Test) -> None:
    """Let those see a piece whom the test allows. Raises ValueError for a name with two meanings."""
    if _tests.setdefault(name, test) is not test:
        raise ValueError(f"Two rules of sight are called {name}. Choose another name for one of them.")


def keep_still(name: str, reason: Reason) -> None:
    """Keep a piece as it is while there is a reason. Raises ValueError for a name with two meanings."""
    if _reasons.setdefault(name, reason) is not reason:
        raise ValueError(f"Two rules of keeping still are called {name}. Choose another name for one of them.")


def allowed_by(person: str, piece: str) -> str:
    """Return the name of a rule by which somebody may see a piece; empty where none allows it."""
    return next((name for name, test in _tests.items() if test(person, piece)), "")


def why_still(piece: str) -> str:
    """Return why a piece may not be changed now; empty where it may."""
    return next((words for reason in _reasons.values() if (words := reason(piece))), "")
