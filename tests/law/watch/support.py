"""Two texts of a section that our register cites, and people who judge what changed between them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from tests.law.support import act, section
from tests.somebody import a_person_like

from trigpoint.law import actions as law
from trigpoint.law.watch import actions
from trigpoint.law.watch.models import Notice
from trigpoint.people.roles import Role
from trigpoint.platform.work import run, take

if TYPE_CHECKING:
    from pathlib import Path

NOW = datetime(2026, 11, 23, 16, 10, tzinfo=UTC)
TODAY = date(2026, 11, 23)
DUE = date(2027, 3, 1)
NOTE = "The council now has 8 weeks to answer, not 6. Use the new date from today."
ENTRY = "cfa-36"
"""An entry of our register whose text was read as at 30 June 2022."""


def bring(folder: Path, words: str, valid: str, number: str = "36", since: str = "2014-09-01") -> None:
    """Bring in section 36 as it stood on a day, and let the watch be told of it."""
    path = folder / f"{number}-{valid}.xml"
    path.write_bytes(act(section(number, words, since=since), valid=valid))
    law.bring_in(path, now=NOW)
    tell()


def tell() -> None:
    """Do the work that waits, as a worker does: the watch is told of the files that came in."""
    while (found := take(lambda: NOW)) is not None:
        run(found)


def a_change(folder: Path) -> str:
    """Bring in two texts that differ; return the key of the notice of the one entry that this test is about."""
    bring(folder, "The authority must answer in 6 weeks.", "2022-01-01")
    bring(folder, "The authority must answer in 8 weeks.", "2026-09-01")
    return Notice.objects.get(provision=ENTRY).key


def keeper(name: str, role: Role = Role.REVIEWER) -> str:
    """Make somebody who may judge; return the key."""
    return a_person_like(name, role).key


def matters(actor: str, notice: str, due: date = DUE, note: str = NOTE, now: datetime = NOW) -> bool:
    """Say that a change matters."""
    return actions.judge(actor=actor, notice=notice, material=True, due=due, note=note, now=now)


def does_not(actor: str, notice: str, note: str = "Only a comma moved.", now: datetime = NOW) -> bool:
    """Say that a change does not matter."""
    return actions.judge(actor=actor, notice=notice, material=False, due=None, note=note, now=now)
