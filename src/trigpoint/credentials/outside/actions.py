"""What can be done with what comes from elsewhere. Each is one transaction with one event."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import IntegrityError, connection, transaction

from trigpoint.credentials.outside import events, queries
from trigpoint.credentials.outside.errors import OutsideError
from trigpoint.credentials.outside.found import look
from trigpoint.credentials.outside.models import Counted, Judgement, Sent
from trigpoint.credentials.outside.words import MOST_WAITING, Form, Reason, State
from trigpoint.evidence.claims.actions import compared
from trigpoint.evidence.claims.queries import holder_of_certificate
from trigpoint.evidence.cleaning.running import clean
from trigpoint.evidence.cleaning.types import TYPES, RefusedError
from trigpoint.people.conflicts import conflicts_between
from trigpoint.people.queries import address_of
from trigpoint.platform import files
from trigpoint.platform.clock import ENGLAND
from trigpoint.platform.events import emit
from trigpoint.platform.mail import send as send_mail
from trigpoint.platform.work import enqueue
from trigpoint.record import actions as record

if TYPE_CHECKING:
    from datetime import date, datetime

    from trigpoint.content.outside import OutsideMapping

REMOVE = "credentials.outside.remove-files"
TAKEN = {"picture", "document"}
COUNTED_BEFORE = "This course, finished on that day, counts in your record already. It counts once."
SENT_BEFORE = "You sent this one in already. One certificate counts once."
ANOTHERS = (
    "A certificate of this issuer with this number was told of in another account. Look at the number again. If it is "
    "yours, write to the contact of this site."
)


def secret_of(provider: str) -> str:
    """Return what a provider signs its completions with; empty where none is set."""
    return dict(one.split("=", 1) for one in settings.OUTSIDE_SECRETS.split(";") if "=" in one).get(provider, "")


def send_file(*, owner: str, data: bytes, now: datetime) -> str:
    """Take a badge or a completion; return its key. What a signature proves, and no law rests on, counts at once.

    Raises OutsideError.
    """
    known = queries.known_here()
    found = look(data, known, address=address_of(owner) or "", now=now, secret_of=secret_of)
    mapping = known.mapping_for(found.issuer, found.achievement)
    if mapping is None:
        raise OutsideError(
            f"{found.issuer.name} is on our list, but nobody has judged yet what this course covers. Ask the "
            "registrar, with the name of the course and where its contents are described."
        )
    row = Sent(
        owner=owner,
        form=found.form,
        issuer=found.issuer.name,
        title=found.title or mapping.title,
        number=found.number,
        compared=compared(found.issuer.name, found.number),
        awarded_on=found.awarded_on,
        mapping=mapping.id,
        is_verified=found.is_verified,
        notes=list(found.notes),
        file_type="badge",
        sent_at=now,
    )
    _refuse_day(mapping, found.awarded_on)
    with TemporaryDirectory(dir=files.incoming()) as folder:
        path = Path(folder) / "sent"
        path.write_bytes(data)
        _send(row, path, now)
    return row.key


def send_certificate(
    *, owner: str, path: Path, mapping: str, issuer: str, title: str, number: str, awarded_on: date, now: datetime
) -> str:
    """Take a certificate as a picture or a document, for people to check; return its key. Raises OutsideError.

    `mapping` is the course that it is of, empty for another one; then `issuer` and `title` say which.
    """
    course = queries.known_here().mapping(mapping)
    if course is not None:
        _refuse_day(course, awarded_on)
        issuer, title = course.issuer.name, course.title
    row = Sent(
        owner=owner,
        form=Form.CERTIFICATE,
        issuer=issuer,
        title=title,
        number=number,
        compared=compared(issuer, number),
        awarded_on=awarded_on,
        mapping=course.id if course else "",
        sent_at=now,
    )
    with TemporaryDirectory(dir=files.incoming()) as folder:
        target = Path(folder) / "clean"
        try:
            cleaned = clean(path, target)
        except RefusedError as error:
            raise OutsideError(str(error)) from None
        if TYPES[cleaned.type].kind not in TAKEN:
            raise OutsideError("That is a recording. Send the certificate as a picture or a PDF.")
        row.file_type = cleaned.type
        _send(row, target, now)
    return row.key


def check(
    *, key: str, by: str, role: str, agrees: bool, reason: str = "", words: str = "", now: datetime
) -> State:  # fmt: skip
    """Say that something is what it claims to be, or why not; return where it stands then. Raises OutsideError.

    It counts once enough people agreed, by a mapping that two agreed to. One who does not agree is enough to refuse.
    """
    today = now.astimezone(ENGLAND).date()
    with transaction.atomic():
        row = _waiting(key)
        if by == row.owner:
            raise OutsideError("This is your own. Somebody else checks it.")
        if found := conflicts_between(by, row.owner, today):
            raise OutsideError(f"Somebody else has to check this one: {found[0].words}")
        mapping = queries.known_here().mapping(row.mapping)
        if agrees and mapping is None:
            raise OutsideError("No mapping says what this course covers, so it cannot count. Have one written first.")
        if agrees and mapping is not None and not queries.in_force(mapping, today):
            raise OutsideError("The mapping of this course is not in force: two people agree to it first.")
        _judge(about=row.key, digest="", by=by, role=role, agrees=agrees, reason=reason, words=words, now=now)
        said = [one.agrees for one in Judgement.objects.filter(about=row.key, digest="")]
        emit(name=events.CHECKED, actor=by, subject=row.owner, at=now, data={"sent": row.key, "agrees": agrees})
        if not agrees:
            _end(row, State.REFUSED, now)
            emit(name=events.REFUSED, actor=by, subject=row.owner, at=now, data={"sent": row.key, "reason": reason})
            _tell(row, f"It does not count: {Reason(reason).label}.", now)
        elif mapping is not None and len(said) >= queries.needed(mapping, is_verified=row.is_verified):
            _accept(row, mapping, by, now)
        return State(row.state)


def judge_mapping(
    *, mapping: OutsideMapping, by: str, role: str, agrees: bool, reason: str = "", words: str = "", now: datetime
) -> None:  # fmt: skip
    """Say that a mapping is right, outcome by outcome, or why not. Raises OutsideError."""
    with transaction.atomic():
        _judge(
            about=queries.about(mapping), digest=mapping.digest, by=by, role=role, agrees=agrees, reason=reason,
            words=words, now=now,
        )  # fmt: skip
        data = {"mapping": mapping.id, "digest": mapping.digest, "agrees": agrees}
        emit(name=events.MAPPED, actor=by, subject=queries.about(mapping), at=now, data=data)


def withdraw(*, owner: str, key: str, now: datetime) -> None:
    """Take back one that waits. Its file goes, and its number can be sent again. Raises OutsideError."""
    with transaction.atomic():
        row = _waiting(key)
        if row.owner != owner:
            raise OutsideError("There is no such certificate of yours.")
        _end(row, State.WITHDRAWN, now)
        emit(name=events.WITHDRAWN, actor=owner, subject=owner, at=now, data={"sent": row.key})


def take_back(*, key: str, by: str, words: str, now: datetime) -> None:
    """Take back one that had counted: its entries are withdrawn, and stay readable. Raises OutsideError."""
    with transaction.atomic():
        row = Sent.objects.select_for_update().filter(key=key, state=State.ACCEPTED).first()
        if row is None:
            raise OutsideError("It does not count, so there is nothing to take back.")
        if by == row.owner:
            raise OutsideError("This is your own. Somebody else takes it back.")
        entries = queries.entries_of(key)
        record.amend(actor=by, subject=row.owner, corrections=dict.fromkeys(entries), now=now, note=words)
        row.counted.all().delete()
        _end(row, State.CORRECTED, now)
        emit(name=events.CORRECTED, actor=by, subject=row.owner, at=now, data={"sent": row.key, "entries": entries})
        _tell(row, f"It was taken back, and no longer counts: {words}", now)


def forget_person(*, subject: str, now: datetime) -> None:
    """Remove what somebody sent in, and empty the words of hers as a checker. Done twice it does no harm."""
    with transaction.atomic():
        rows = Sent.objects.filter(owner=subject)
        _remove([row.stored for row in rows if row.stored], now)
        keys = [row.key for row in rows]
        rows.delete()
        with connection.cursor() as cursor:
            places = ", ".join(["%s"] * (len(keys) + 1))
            cursor.execute(
                "UPDATE credentials_outside_judgement SET words = '' "  # noqa: S608 - placeholders alone
                f"WHERE words <> '' AND (by = %s OR about IN ({places}))",
                [subject, "", *keys],
            )


def _send(row: Sent, path: Path, now: datetime) -> None:
    if Sent.objects.filter(owner=row.owner, state=State.WAITING).count() >= MOST_WAITING:
        raise OutsideError(f"{MOST_WAITING} of yours wait to be checked. Take one back, or wait for an answer.")
    if row.compared and holder_of_certificate(row.compared) not in {None, row.owner}:
        raise OutsideError(ANOTHERS)
    kept = files.keep(path, folder=f"outside/{row.key}")
    row.stored = kept.name
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            emit(
                name=events.SENT, actor=row.owner, subject=row.owner, at=now,
                data={"sent": row.key, "form": str(row.form), **({"mapping": row.mapping} if row.mapping else {})},
            )  # fmt: skip
            mapping = queries.known_here().mapping(row.mapping)
            if mapping is not None and counts_at_once(row, mapping, now):
                _accept(row, mapping, row.owner, now)
    except (IntegrityError, OutsideError) as error:
        files.remove(kept.name)
        if isinstance(error, OutsideError):
            raise
        mine = Sent.objects.filter(owner=row.owner, compared=row.compared).exists()
        raise OutsideError(SENT_BEFORE if mine else ANOTHERS) from None


def counts_at_once(row: Sent, mapping: OutsideMapping, now: datetime) -> bool:
    """Tell whether nobody has to look at it: its signature was checked, no law rests on it, its mapping is in force."""
    people = queries.needed(mapping, is_verified=row.is_verified)
    return not people and queries.in_force(mapping, now.astimezone(ENGLAND).date())


def _accept(row: Sent, mapping: OutsideMapping, by: str, now: datetime) -> None:
    """Enter what it comes to. Raises OutsideError where it counts already."""
    comes_to = queries.coverage_of(mapping, row.awarded_on)
    facts = [replace(fact, source=row.key) for fact in comes_to.facts]
    source = f"{mapping.id}@{row.awarded_on.isoformat()}"
    entries = record.enter(
        actor=by, subject=row.owner, facts=facts, now=now, note=f"{row.title}, {row.issuer}", form=f"outside:{row.key}"
    )
    try:
        with transaction.atomic():
            Counted.objects.bulk_create(
                Counted(sent=row, owner=row.owner, code=fact.code, source=source, entry=entry)
                for fact, entry in zip(facts, entries, strict=True)
            )
    except IntegrityError:
        raise OutsideError(COUNTED_BEFORE) from None
    row.digest = mapping.digest
    _end(row, State.ACCEPTED, now)
    emit(name=events.ACCEPTED, actor=by, subject=row.owner, at=now, data={"sent": row.key, "entries": list(entries)})
    if by != row.owner:
        _tell(row, "It was checked, and what it covers is in your record.", now)


def _judge(
    *, about: str, digest: str, by: str, role: str, agrees: bool, reason: str, words: str, now: datetime
) -> None:
    if not agrees and reason not in Reason.values:
        raise OutsideError("Choose why you do not agree. Whoever sent it in reads it.")
    if Judgement.objects.filter(about=about, digest=digest, by=by).exists():
        raise OutsideError("You have judged this already. A judgement stays; somebody else gives the next one.")
    try:
        with transaction.atomic():
            Judgement.objects.create(
                about=about, digest=digest, by=by, role=role, agrees=agrees, reason="" if agrees else reason,
                words=words, at=now,
            )  # fmt: skip
    except IntegrityError:
        raise OutsideError("You have judged this already, in another window.") from None


def _waiting(key: str) -> Sent:
    row = Sent.objects.select_for_update().filter(key=key).first()
    if row is None or row.state != State.WAITING:
        raise OutsideError("It does not wait any more. Open the list again.")
    return row


def _end(row: Sent, state: State, now: datetime) -> None:
    """Set where it stands. What does not count frees its number; what was taken back by its owner loses its file."""
    row.state, row.decided_at = state, now
    if state != State.ACCEPTED:
        row.compared = None
    if state == State.WITHDRAWN:
        _remove([row.stored] if row.stored else [], now)
        row.stored = ""
    row.save()


def _remove(names: list[str], now: datetime) -> None:
    if names:
        enqueue(REMOVE, {"names": names}, now=now)


def _tell(row: Sent, words: str, now: datetime) -> None:
    address = f"{settings.ISSUER_URL}/credentials/outside/{row.key}/"
    send_mail(
        to=row.owner, subject="Your certificate from elsewhere", lines=[f"{row.title}: {words}", address], now=now
    )


def _refuse_day(mapping: OutsideMapping, awarded_on: date) -> None:
    if not mapping.since <= awarded_on <= mapping.until:
        raise OutsideError(
            f"What we know of this course holds for certificates from {mapping.since:%-d %B %Y} to "
            f"{mapping.until:%-d %B %Y}. Yours is of another day: ask the registrar for a newer mapping."
        )
