"""A post as somebody says it, the facts that it makes, and back again from the entries of a record. Pure.

A post is several facts: one spell with the hours, and the states that go with it. What they were made from names the
post, so that they are shown, corrected and taken back as one.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import timedelta
from hashlib import sha256
from typing import TYPE_CHECKING

from trigpoint.kernel import Basis, Fact, Period
from trigpoint.kernel.facts import FULL_TIME
from trigpoint.pathway.timeline.roles import (
    LEADING,
    ROLES,
    SENCO_ELSEWHERE,
    TEACHING,
    Role,
    Standing,
    states_of,
)
from trigpoint.record.sums import Spell

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from trigpoint.record.queries import EntryRow

DAY = timedelta(days=1)
POST, HOURS, TITLE = "post:", " hours:", " title:"


@dataclass(frozen=True, slots=True)
class Made:
    """What the entries of a post say that they were made from: the post, its hours and its title as they were typed."""

    post: str
    hours: str = ""
    title: str = ""

    def __str__(self) -> str:
        hours, title = self.hours and HOURS + self.hours, self.title and TITLE + self.title
        return f"{POST}{self.post}{hours}{title}"

    @classmethod
    def read(cls, text: str) -> Made | None:
        """Return it from the text of an entry, or None where the entry was made otherwise.

        >>> Made.read("post:4fd1 hours:27.5/37 title:SEN lead")
        Made(post='4fd1', hours='27.5/37', title='SEN lead')
        """
        if not text.startswith(POST):
            return None
        rest, _, title = text.partition(TITLE)
        post, _, hours = rest.partition(HOURS)
        return cls(post.removeprefix(POST), hours, title)


def post_key(subject: str, form: str, number: int = 0) -> str:
    """Return the name of the post that a form makes: the same form gives the same name, however often it is sent."""
    return sha256(f"{subject}|{form}|{number}".encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Said:
    """What somebody says of a post. `last` is its last day, None while it goes on; `hundredths` are of full time.

    `hours` is what was typed, where it was hours: `27.5/37`. `covered` says whether the SENCO rules cover the school.
    """

    role: Role
    setting: str
    first: date
    last: date | None = None
    hundredths: int = FULL_TIME
    hours: str = ""
    title: str = ""
    standing: Standing = Standing.NEITHER
    covered: bool = True
    began: date | None = None

    @property
    def valid(self) -> Period:
        """The days of the post."""
        return Period(self.first, None if self.last is None else self.last + DAY)

    @property
    def spell(self) -> str:
        """The code of the fact that carries its hours."""
        return SENCO_ELSEWHERE if self.role is Role.SENCO and not self.covered else self.role.spell

    def as_spell(self, key: str) -> Spell:
        """Return the post for the sum."""
        return Spell(key, self.setting, self.valid, self.hundredths)


def facts_of(said: Said, post: str) -> tuple[Fact, ...]:
    """Return the facts that a post makes: its spell first, then the states beside it."""
    made = str(Made(post, said.hours, said.title))
    spell = Fact(said.spell, said.valid, said.hundredths, at=said.setting, began=said.began, source=made)
    states = (Fact(code, said.valid, at=said.setting, source=made) for code in states_of(said.role, said.standing))
    return (spell, *states)


@dataclass(frozen=True, slots=True)
class Post:
    """A post of a record: what is said of it now, and the entries behind it by code, the spell's first.

    `actor` is who entered it as it stands, `basis` how well it is known, `exception` the key of an open exception.
    """

    key: str
    said: Said
    entries: Mapping[str, str] = field(compare=False)
    basis: Basis
    actor: str
    entered_on: date | None
    exception: str = ""

    @property
    def may_correct(self) -> bool:
        """Whether the person may correct it: what somebody judged is never written over."""
        return self.basis < Basis.ASSESSED

    def as_spell(self) -> Spell:
        """Return the post for the sum."""
        return self.said.as_spell(self.key)


def posts_in(entries: Iterable[EntryRow]) -> tuple[Post, ...]:
    """Return the posts that count, the newest first: those that go on, then by their last and first days."""
    groups: dict[str, list[EntryRow]] = {}
    for row in entries:
        if row.counts and row.fact is not None:
            made = Made.read(row.made_from)
            if made or row.fact.code in ROLES:
                groups.setdefault(made.post if made else row.id, []).append(row)
    posts = [post for key, rows in groups.items() if (post := _post(key, rows))]
    return tuple(sorted(posts, key=lambda post: (post.said.valid.run[1], post.said.valid.run[0]), reverse=True))


def find(posts: Iterable[Post], key: str) -> Post | None:
    """Return the post with this name, if it is there."""
    return next((post for post in posts if post.key == key), None)


def is_part_of_a_post(row: EntryRow) -> bool:
    """Tell whether an entry is shown as part of a post, and so not by itself."""
    return row.fact is not None and (row.fact.code in ROLES or Made.read(row.made_from) is not None)


def _post(key: str, rows: list[EntryRow]) -> Post | None:
    spell = next((row for row in rows if row.fact and row.fact.code in ROLES), None)
    if spell is None or spell.fact is None or spell.fact.at is None:
        return None
    codes = {row.fact.code for row in rows if row.fact}
    return Post(
        key=key,
        said=replace(said_by(spell), standing=standing_in(codes)),
        entries={row.fact.code: row.id for row in sorted(rows, key=lambda row: row is not spell) if row.fact},
        basis=spell.fact.basis,
        actor=spell.actor,
        entered_on=spell.entered_at.date() if spell.entered_at else None,
        exception=spell.exception,
    )


def said_by(spell: EntryRow) -> Said:
    """Return what one spell says; the standing of the person there is told by other entries."""
    fact = spell.fact
    assert fact is not None
    made = Made.read(spell.made_from)
    return Said(
        role=ROLES[fact.code],
        setting=fact.at or "",
        first=fact.valid.start,
        last=None if fact.valid.end is None else fact.valid.end - DAY,
        hundredths=FULL_TIME if fact.amount is None else fact.amount,
        hours=made.hours if made else "",
        title=made.title if made else "",
        covered=fact.code != SENCO_ELSEWHERE,
        began=fact.began,
    )


def standing_in(codes: Iterable[str]) -> Standing:
    """Return in what standing somebody works, from the codes of a post."""
    found = set(codes)
    if LEADING in found:
        return Standing.HEAD
    return Standing.TEACHER if TEACHING in found else Standing.NEITHER


def corrections(post: Post, facts: Iterable[Fact]) -> tuple[dict[str, Fact | None], tuple[Fact, ...]]:
    """Return what each entry of a post is corrected to (None: withdrawn), and the facts that are new.

    The spell corrects the spell, even where the code is another now; a state corrects the state of its own code.
    """
    spell, *states = facts
    entries = dict(post.entries)
    changed: dict[str, Fact | None] = {}
    (old_spell,) = (entry for code, entry in entries.items() if code in ROLES)
    changed[old_spell] = spell
    new = []
    for fact in states:
        entry = entries.get(fact.code)
        if entry is None:
            new.append(fact)
        else:
            changed[entry] = fact
    kept = {fact.code for fact in states}
    changed.update({entry: None for code, entry in entries.items() if code not in kept and code not in ROLES})
    return changed, tuple(new)
