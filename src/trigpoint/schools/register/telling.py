"""What came of bringing in a file, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from trigpoint.platform.pages import NO_BREAK, written
from trigpoint.schools.register.difference import count

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from trigpoint.schools.actions import Brought
    from trigpoint.schools.register.parsing import Trouble

SHOWN_TROUBLES = 20


def told(name: str, brought: Brought) -> Iterator[str]:
    """Yield what came of a file, line by line."""
    yield f"{name}: {brought.words}, {count(brought.rows, 'row')}, as at {plainly(brought.as_at)}."
    if brought.national:
        yield f"Left out: {count(brought.national, 'row')} of national totals."
    if brought.older_than:
        yield (
            f"It is older than the register here, which is as at {plainly(brought.older_than)}: it only adds schools "
            "that were missing, and fills gaps."
        )
    if brought.continued:
        yield f"Taken up where an earlier run stopped, after {brought.continued:,} changes."
    if brought.difference:
        yield from brought.difference.lines()
    else:
        yield "Nothing has changed: everything in it was here already."
    if brought.absent:
        yield f"Not in it: {count(brought.absent, 'school')} that the register here has. They stay as they are."
    yield from told_troubles(brought.troubles)


def told_troubles(troubles: tuple[Trouble, ...]) -> Iterator[str]:
    """Yield the rows that have something wrong, the first of them one by one."""
    if troubles:
        lost = sum(trouble.lost for trouble in troubles)
        yield f"Something is wrong on {count(len(troubles), 'line')}; {count(lost, 'row')} left out:"
        for trouble in troubles[:SHOWN_TROUBLES]:
            yield f"  line {trouble.line:,}: {trouble.reason}"
        if len(troubles) > SHOWN_TROUBLES:
            yield f"  and {len(troubles) - SHOWN_TROUBLES:,} more"


def plainly(day: date) -> str:
    """Return a date for a terminal: with plain spaces."""
    return written(day).replace(NO_BREAK, " ")
