"""What somebody does to her own timeline. Each is one transaction, and facts go through the record's actions alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import transaction

from trigpoint.pathway.timeline.posts import corrections, facts_of, post_key
from trigpoint.record import actions as record
from trigpoint.record.queries import Outcome, exceptions_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from trigpoint.kernel import Fact
    from trigpoint.pathway.timeline.posts import Post, Said

PAST = "The post is over."
"""What is being done about an exception of a post that has ended."""


@dataclass(frozen=True, slots=True)
class Exceptional:
    """That a post stands although the rule fails: the limbs, and what the person told. `is_over`: so is the post."""

    limbs: tuple[str, ...]
    decided_by: str
    until: date
    doing: str
    is_over: bool = False


def save_post(
    *,
    person: str,
    said: Sequence[Said],
    old: Post | None = None,
    more: Sequence[Fact] = (),
    exceptional: Exceptional | None = None,
    form: str,
    now: datetime,
) -> str:
    """Enter a post, or correct the old one; return its name.

    `said` holds the post, and after it those that follow from it (the same post at the school that took over). `more`
    are facts told with it. Sent twice it enters nothing twice. Raises the errors of the record.
    """
    key = old.key if old else post_key(person, form)
    first = facts_of(said[0], key)
    others = [fact for place, one in enumerate(said[1:], 1) for fact in facts_of(one, post_key(person, form, place))]
    with transaction.atomic():
        if old is None:
            entries = record.enter(actor=person, subject=person, facts=(*first, *others, *more), now=now, form=form)
        else:
            changed, new = corrections(old, first)
            entries = record.amend(
                actor=person, subject=person, corrections=changed, facts=(*new, *others, *more), now=now, form=form
            )
        if old is not None and old.exception and said[-1].setting != old.said.setting:
            # It was about another school, where the person, as it turns out, was not the SENCO.
            record.close_exception(
                actor=person, subject=person, exception=old.exception, outcome=Outcome.MISTAKE, now=now
            )
        if exceptional is not None:
            _flag(person, said[-1].setting, entries[0], exceptional, now)
    return key


def withdraw_post(*, person: str, post: Post, form: str, now: datetime) -> None:
    """Take a post off the timeline; what was said stays readable. Closes an exception about it as a mistake."""
    with transaction.atomic():
        gone: dict[str, Fact | None] = dict.fromkeys(post.entries.values())
        record.amend(actor=person, subject=person, corrections=gone, now=now, form=form)
        if post.exception:
            record.close_exception(
                actor=person, subject=person, exception=post.exception, outcome=Outcome.MISTAKE, now=now
            )


def _flag(person: str, setting: str, entry: str, said: Exceptional, now: datetime) -> None:
    was_there = {row.key for row in exceptions_of(person) if row.setting == setting and row.entry == entry}
    if said.is_over and was_there:
        return  # the same form sent again: it was flagged and closed the first time
    key = record.flag_exception(
        actor=person,
        subject=person,
        setting=setting,
        entry=entry,
        limbs=said.limbs,
        decided_by=said.decided_by,
        until=said.until,
        doing=said.doing,
        now=now,
    )
    if said.is_over:
        record.close_exception(actor=person, subject=person, exception=key, outcome=Outcome.POST_ENDED, now=now)
