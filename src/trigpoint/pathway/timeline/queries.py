"""What the pages of the timeline ask of the record, the register and people. Each says how many queries it takes."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from trigpoint.content.library import installed_library
from trigpoint.kernel import Basis
from trigpoint.pathway.eligibility.queries import SCHEME, law
from trigpoint.pathway.referees.queries import by_entry
from trigpoint.pathway.timeline import page
from trigpoint.pathway.timeline.lawful import judge, limbs_of
from trigpoint.pathway.timeline.places import Places
from trigpoint.pathway.timeline.posts import find, posts_in
from trigpoint.pathway.timeline.qualifications import LEAVE, TRAINING
from trigpoint.pathway.timeline.roles import Role
from trigpoint.pathway.timeline.telling import Asking
from trigpoint.people.queries import names_of
from trigpoint.platform.clock import ENGLAND
from trigpoint.record.queries import entries_of, exception_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date, datetime

    from trigpoint.kernel import Fact, Scheme
    from trigpoint.pathway.timeline.lawful import Limb
    from trigpoint.pathway.timeline.page import Sum, Timeline, Version
    from trigpoint.pathway.timeline.posts import Post
    from trigpoint.record.queries import EntryRow, ExceptionRow


SENCO = Role.SENCO.spell
PERSON = "p_"
"""How the keys of people begin; a referee without an account has a key of another kind."""


def scheme() -> Scheme:
    """Return the installed law on who may be the SENCO."""
    return installed_library().schemes[SCHEME]


def my_timeline(person: str, now: datetime, before: int | None = None) -> Timeline:
    """Return a person's timeline. Three queries.

    Two more where she has asked others to confirm, and one where somebody else of this site entered something.
    """
    entries = entries_of(person)
    places = Places.of(post.said.setting for post in posts_in(entries))
    vocabulary, today = installed_library().vocabulary, now.astimezone(ENGLAND).date()
    eyes = page.Eyes(person, places, _names(entries, person), vocabulary, today, by_entry(person, entries, now))
    return page.timeline(entries, eyes, before)


def my_sum(person: str, today: date) -> Sum:
    """Return the working of the sum. Two queries."""
    posts = my_posts(person)
    return page.sum_page(posts, Places.of(post.said.setting for post in posts), today)


def my_posts(person: str) -> tuple[Post, ...]:
    """Return a person's posts, the newest first. One query."""
    return posts_in(entries_of(person))


def my_post(person: str, key: str) -> Post | None:
    """Return one post of a person, or None where she has no such post. One query."""
    return find(my_posts(person), key)


def my_entry(person: str, entry: str) -> EntryRow | None:
    """Return an entry of a person that counts now, or None. One query."""
    return next((row for row in entries_of(person) if row.id == entry and row.counts), None)


@dataclass(frozen=True, slots=True)
class History:
    """What was said of one thing over time: what it is called now, and its versions, the newest first."""

    title: str
    versions: tuple[Version, ...]


def history_of_post(person: str, key: str) -> History | None:
    """Return what was said of a post, taken off or not; None for a post that was never hers. Three queries."""
    rows = page.spells_of(entries_of(person), key)
    if not rows:
        return None
    places = Places.of(row.fact.at for row in rows if row.fact and row.fact.at)
    newest = next(row for row in reversed(rows) if row.fact)
    return History(
        page.post_lines(newest, places)[0],
        page.versions(rows, lambda row: page.post_lines(row, places), _who(rows, person)),
    )


def history_of_entry(person: str, entry: str) -> History | None:
    """Return what was said in an entry, before and after; None for one that was never hers. Two queries."""
    rows = page.chain_of(entries_of(person), [entry])
    newest = next((row for row in reversed(rows) if row.fact), None)
    if newest is None:
        return None
    vocabulary = installed_library().vocabulary

    def describe(row: EntryRow) -> tuple[str, ...]:
        if row.fact is None:
            return ()
        kind = "training" if row.fact.code in TRAINING else "leave" if row.fact.code == LEAVE else ""
        return (page.words_of(row, vocabulary), page.when_of(row.fact, kind))

    return History(page.words_of(newest, vocabulary), page.versions(rows, describe, _who(rows, person)))


def asking_for(person: str, today: date, *, post: str = "", carried: tuple[Fact, ...] = ()) -> Asking:
    """Return what a draft is worked out with. One query; the schools are asked for when they are needed.

    `post` is the post that is corrected; it is None in the answer where that is no longer hers to correct.
    """
    entries = entries_of(person)
    posts = posts_in(entries)
    old = find(posts, post)
    facts = tuple(replace(row.fact, source=row.id) for row in entries if row.counts and row.fact)
    old = old if old and old.may_correct else None
    return Asking(today, facts, posts, Places(), scheme(), old, carried)


@dataclass(frozen=True, slots=True)
class ExceptionPage:
    """An exception: where, what fails in the words of the law, and what the person told.

    `is_met` says that by now nothing of the rule fails there any more.
    """

    exception: ExceptionRow
    school: str
    limbs: tuple[Limb, ...]
    checked_to: date | None
    is_met: bool


def exception_page(person: str, key: str, today: date) -> ExceptionPage | None:
    """Return one exception of a person, or None. Three queries."""
    found = exception_of(person, key)
    if found is None:
        return None
    places, entries = Places.of([found.setting]), entries_of(person)
    facts = [replace(row.fact, source=row.id) for row in entries if row.counts and row.fact]
    posts = [post for post in posts_in(entries) if post.said.spell == SENCO and post.said.setting == found.setting]
    judged = [
        judge(
            (*facts, *places.facts(found.setting)),
            scheme=scheme(),
            at=found.setting,
            valid=post.said.valid,
            today=today,
        )
        for post in posts
    ]
    return ExceptionPage(
        exception=found,
        school=places.name(found.setting),
        limbs=limbs(found.limbs, today),
        checked_to=scheme().law_checked_to,
        is_met=bool(judged) and not any(one.fails for one in judged),
    )


def limbs(fails: Iterable[str], day: date) -> tuple[Limb, ...]:
    """Return what fails of the rule on SENCOs, in words and with provisions. No query."""
    return limbs_of(fails, law().clauses, day)


def _names(rows: Iterable[EntryRow], person: str) -> dict[str, str]:
    """Return the names of those who entered or confirmed something. Who assessed something stays unnamed here."""
    others = {
        row.actor
        for row in rows
        if row.counts and row.fact and row.fact.basis < Basis.ASSESSED
        if row.actor != person and row.actor.startswith(PERSON)
    }
    return names_of(others) if others else {}


def _who(rows: Iterable[EntryRow], person: str) -> page.Who:
    others = {row.actor for row in rows if row.actor != person and row.actor.startswith(PERSON)}
    names = names_of(others) if others else {}
    return lambda actor: "you" if actor == person else names.get(actor, "somebody who was asked")
