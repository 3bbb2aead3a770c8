"""What a worker does: issue, sign lists anew, look at the record again, and issue to many."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction

from trigpoint.credentials import actions, issuer, lists
from trigpoint.credentials.actions.issuing import Ready, name_for, prepare, reserve, write
from trigpoint.credentials.certificate import tasks as certificate_tasks  # noqa: F401 - so that it is found
from trigpoint.credentials.errors import CredentialError, NoAwardError
from trigpoint.credentials.models import Credential
from trigpoint.credentials.standing import holder
from trigpoint.credentials.tasks_named import BATCH, ISSUE, LOOK, PUBLISH, RECORD
from trigpoint.credentials.words import AWARD, Kind, Purpose
from trigpoint.platform import work
from trigpoint.platform.clock import ENGLAND
from trigpoint.platform.jobs import Run, job
from trigpoint.platform.routines import each_day
from trigpoint.platform.work import Work, task
from trigpoint.record.queries import people_with

if TYPE_CHECKING:
    from collections.abc import Iterator

AT_ONCE = 20
"""How many credentials are signed, and then written together: a second of work, a short transaction."""
LOOKED_AT = 200


@task(ISSUE)
def issue(work: Work) -> None:
    """Issue the award's credential to somebody, once."""
    try:
        actions.issue(owner=work.payload["owner"], now=work.clock())
    except NoAwardError:
        return  # the entry was corrected since


@task(PUBLISH)
def publish(work: Work) -> None:
    """Sign a status list anew, unless that was done after the change."""
    number, purpose = int(work.payload["list"]), Purpose(work.payload["purpose"])
    there = lists.published(number, purpose)
    if there is None or there.made_at <= datetime.fromisoformat(work.payload["at"]):
        lists.publish(number, purpose, now=work.clock())


@task(LOOK)
def look(work: Work) -> None:
    """Look at what the record says of one holder, or of many in turn."""
    now, owner = work.clock(), work.payload.get("owner")
    if owner:
        actions.look_again(owner=owner, now=now)
        return
    after = work.payload.get("after", "")
    found = Credential.objects.filter(kind=Kind.AWARD, replaced_by="", revoked_at=None, owner__gt=after)
    owners = list(found.order_by("owner").values_list("owner", flat=True)[:LOOKED_AT])
    for one in owners:
        work.keep()
        actions.look_again(owner=one, now=now)
    if len(owners) == LOOKED_AT:
        with transaction.atomic():
            work.done()
            queue_look(owners[-1], now)


def queue_look(after: str, now: datetime) -> None:
    """Queue a look at every holder after a key."""
    work.enqueue(LOOK, {"after": after}, now=now)


@each_day("credentials.look")
def look_at_all(now: datetime) -> str:
    """Look at what the record says of every holder, and sign lists anew that are a day old."""
    with transaction.atomic():
        queue_look("", now)
    old = lists.old_ones(now)
    for number, purpose in old:
        lists.publish(number, purpose, now=now)
    return f"every holder is looked at; {len(old)} lists signed anew"


@job(RECORD)
def make_record(run: Run) -> str:
    """Sign the comprehensive record of one holder."""
    run.step(0, 1, "Signing each outcome")
    key = actions.record_for(owner=run.payload["owner"], now=run.now)
    run.step(1, 1, "Signed")
    return f"Your comprehensive record is ready under “My award”. Its number is {key}."


@job(BATCH)
def issue_to_many(run: Run) -> str:
    """Issue the award's credential to everybody of whom the record holds the award and who has none, once each.

    Killed, it goes on: who has one already is passed over, and the database refuses a second.
    """
    done, left_out = run.at, 0
    total = sum(len(keys) for keys in waiting())
    for keys in waiting():
        for start in range(0, len(keys), AT_ONCE):
            group = keys[start : start + AT_ONCE]
            ready = list(signed_for(group, run.now))
            left_out += len(group) - len(ready)
            written = write_what_is_new(run, ready, done + len(group), done + total)
            done += len(group)
            left_out += len(ready) - written
    return f"{done - left_out} credentials were issued." + (f" {left_out} were left out." if left_out else "")


def waiting() -> Iterator[list[str]]:
    """Yield the keys of those who hold the award and have no credential of it that holds, some at a time."""
    withdrawn = [row.name for row in issuer.all_keys() if row.withdrawn_at]
    after = ""
    while keys := people_with([AWARD], after=after, most=LOOKED_AT):
        after = keys[-1]
        fine = Credential.objects.filter(kind=Kind.AWARD, owner__in=keys, replaced_by="").exclude(
            signed_with__in=withdrawn, revoked_at=None, suspended_at=None
        )
        have = set(fine.values_list("owner", flat=True))
        if fresh := [key for key in keys if key not in have]:
            yield fresh


def signed_for(keys: list[str], now: datetime) -> Iterator[Ready]:
    """Yield signed credentials for those of these people whose record carries one."""
    today = now.astimezone(ENGLAND).date()
    older = {row.owner: row for row in Credential.objects.filter(kind=Kind.AWARD, owner__in=keys, replaced_by="")}
    for key, place in zip(keys, reserve(len(keys)), strict=True):
        old = older.get(key)
        try:
            found = holder(key, today)
            once = f"{old.key} again" if old else f"{found.entry} first"
            name = old.name if old else name_for(key)
            yield Ready(prepare(found, name, place, once=once, now=now), old.key if old else "")
        except CredentialError:
            continue


def write_what_is_new(run: Run, ready: list[Ready], done: int, total: int) -> int:
    """Write credentials that were signed, and say how far it is; where one was issued meanwhile, the others alone."""
    words = "Signing credentials"
    try:
        with transaction.atomic():
            run.step(done, total, words)
            write(ready, now=run.now, actor=None)
    except IntegrityError:
        there = set(Credential.objects.filter(once__in=[one.row.once for one in ready]).values_list("once", flat=True))
        ready = [one for one in ready if one.row.once not in there]
        with transaction.atomic():
            run.step(done, total, words)
            write(ready, now=run.now, actor=None)
    return len(ready)
