"""Where somebody works now: her present posts, from her effective facts. Pure: the day comes in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trigpoint.kernel.calendar import OPEN
from trigpoint.kernel.facts import FULL_TIME
from trigpoint.pathway.timeline.roles import ROLES, Role

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from trigpoint.kernel import Fact

IMPORTANCE = tuple(Role)


@dataclass(frozen=True, slots=True)
class PresentPost:
    """A post that somebody holds on a day.

    `setting` is the school as facts name it (`urn:…`, or one that the register does not have), `role` the code of the
    post's spell (`served:senco`), `since` the first day of the unbroken post, `hours` hundredths of full time, `until`
    the last day where one is known, `entry` the newest entry of the record behind it.
    """

    setting: str
    role: str
    since: date
    hours: int
    until: date | None
    entry: str


def present_posts(facts: Iterable[Fact], today: date) -> tuple[PresentPost, ...]:
    """Return the posts held today: as SENCO first, then the head's, teachers' and others', the newest first in each.

    A change of hours does not begin a post anew: spells of one code at one setting that touch are one unbroken post.
    """
    spells = sorted((fact for fact in facts if fact.code in ROLES and fact.at), key=lambda fact: fact.run)
    found: dict[tuple[str, str], list[Fact]] = {}
    for fact in spells:
        if fact.valid.start <= today:
            found.setdefault((fact.at or "", fact.code), []).append(fact)
    posts = [post for (setting, code), own in found.items() if (post := _present(setting, code, own, today))]
    return tuple(sorted(posts, key=lambda post: (IMPORTANCE.index(ROLES[post.role]), -post.since.toordinal())))


def present_post(facts: Iterable[Fact], today: date) -> PresentPost | None:
    """Return the post that pages speak of: the first of `present_posts`, or None where nobody is in post."""
    return next(iter(present_posts(facts, today)), None)


def _present(setting: str, code: str, spells: list[Fact], today: date) -> PresentPost | None:
    """Return the post that these spells make, from the earliest that leads up to today without a gap."""
    now = [fact for fact in spells if today in fact.valid]
    if not now:
        return None
    newest = now[-1]
    first = min(fact.began_day for fact in now)
    for fact in sorted(spells, key=lambda fact: -fact.run[1]):
        if fact.run[1] >= first:
            first = min(first, fact.began_day)
    end = max(fact.run[1] for fact in now)
    return PresentPost(
        setting=setting,
        role=code,
        since=newest.valid.start.fromordinal(first),
        hours=max(FULL_TIME if fact.amount is None else fact.amount for fact in now),
        until=None if end >= OPEN else newest.valid.start.fromordinal(end - 1),
        entry=newest.source,
    )
