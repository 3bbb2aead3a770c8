"""Fills what is searched: from the content whenever it has changed, from a file of official text when it comes in."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from django.apps import apps as installed_apps
from django.db import DEFAULT_DB_ALIAS, transaction

from trigpoint.content import duties, statute
from trigpoint.law.dates.groups import calculators
from trigpoint.law.models import Entry, Passage, Snapshot

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.apps.registry import Apps

PIECE = 100
DATE_WORDS = "deadline date time"
"""What people call a calculator, whatever it is about."""
TEXT, DATE, SITUATION, PROPOSAL = "text", "date", "situation", "proposal"
"""Kinds of entries beside those of the register."""


def store_after_migrate(*, using: str = DEFAULT_DB_ALIAS, apps: Apps = installed_apps, **_: object) -> None:
    """Index the content once the tables are there. A plan that stops before them, as in tests of migrations, waits."""
    if using == DEFAULT_DB_ALIAS and "entry" in apps.all_models.get("law", {}):
        index_content()


def index_content() -> bool:
    """Index this installation's content, unless it is indexed already. Returns whether anything was done."""
    entries = list(_of_content())
    source = hashlib.sha256(repr([_said(entry) for entry in entries]).encode()).hexdigest()
    if Entry.objects.filter(source=source).exists():
        return False
    for entry in entries:
        entry.source = source
    with transaction.atomic():
        Entry.objects.exclude(kind=TEXT).delete()
        Entry.objects.bulk_create(entries)
    return True


def index_snapshot(sha256: str) -> None:
    """Index the passages of a file that is here whole, from where an earlier run stopped."""
    snapshot = Snapshot.objects.defer("data").get(sha256=sha256)
    done = Entry.objects.filter(source=sha256).count()
    passages = Passage.objects.filter(snapshot_id=sha256).order_by("position")
    for start in range(done, passages.count(), PIECE):
        with transaction.atomic():
            Entry.objects.bulk_create(_of_passage(snapshot, one) for one in passages[start : start + PIECE])


def _of_passage(snapshot: Snapshot, passage: Passage) -> Entry:
    named = passage.heading or (passage.under[-1] if passage.under else "")
    return Entry(
        kind=TEXT,
        ref=f"{sha_start(snapshot.sha256)}:{passage.position}",
        heading=f"{snapshot.title}: {named}" if named else snapshot.title,
        citation=snapshot.citation or passage.number,
        words="\n".join(f"{number} {words}".strip() for _, number, words, _ in passage.lines),
        since=passage.since or snapshot.as_at,
        until=passage.until,
        source=snapshot.sha256,
    )


def sha_start(sha256: str) -> str:
    """Return as much of a hash as tells files apart in an address."""
    return sha256[:16]


def _of_content() -> Iterator[Entry]:
    for provision in statute.provisions():
        for version in provision.versions:
            yield Entry(
                kind=provision.kind.value,
                ref=provision.id,
                heading=version.title,
                citation=version.citation,
                words=" ".join(filter(None, (version.plain, version.note, provision.group_title))),
                since=version.in_force_from,
                until=version.until,
            )
    for calculator in calculators().values():
        yield Entry(
            kind=DATE,
            ref=calculator.id,
            heading=calculator.title,
            citation="; ".join(source.citation for source in calculator.sources),
            words=f"{calculator.rule} {calculator.clock.event.text}. {calculator.who}. {calculator.note} {DATE_WORDS}",
            until=calculator.until,
        )
    for situation in duties.situations():
        said = (
            situation.lede,
            *(step.do for step in situation.steps),
            *(f"{trap.claim} {trap.right}" for trap in situation.traps),
            *(duty.sentence for duty in situation.duties),
        )
        yield Entry(kind=SITUATION, ref=situation.id, heading=situation.title, words=" ".join(said))
    for proposal in duties.proposals():
        yield Entry(kind=PROPOSAL, ref=proposal.id, heading=proposal.title, words=f"{proposal.plain} {proposal.status}")


def _said(entry: Entry) -> tuple[object, ...]:
    return (entry.kind, entry.ref, entry.heading, entry.citation, entry.words, entry.since, entry.until)
