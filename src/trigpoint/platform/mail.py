"""Mail: plain text to one person, queued in the action's transaction, sent by a worker.

    send(to=person, subject="Your mentor has answered", lines=["…", "…"], now=now)

`TRIGPOINT_MAIL_URL` is empty by default, and everything works without it: in demonstration mode messages are kept as
files, to be read by who runs the copy; elsewhere only that there was one is kept. Nothing of a message goes into logs.
"""

from __future__ import annotations

import secrets
from email.utils import parseaddr
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.smtp import EmailBackend

from trigpoint.platform.models import Message
from trigpoint.platform.work import enqueue

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from trigpoint.platform.mail_server import Server

    AddressBook: TypeAlias = Callable[[str], str | None]

SEND = "platform.mail"
SECONDS = 20
"""How long the mail server may take to answer, well within a lease."""
MOST_SUBJECT = 200
_books: list[AddressBook] = []


def use_address_book(book: AddressBook) -> None:
    """Say who knows the address of a person's key. The room of people does, when it starts."""
    _books[:] = [book]


def send(*, to: str, subject: str, lines: Iterable[str], now: datetime) -> str:
    """Queue a message in the transaction that is open, and return its id.

    `to` is a person's key, or an address where there is no person yet; `lines` are paragraphs. Raises ValueError for a
    subject that is not one short line.
    """
    if not subject.isprintable() or not 0 < len(subject) <= MOST_SUBJECT:
        raise ValueError("A subject is one line of 200 characters at most.")
    return queue(to=to, subject=subject, text="\n\n".join(lines), now=now)


def queue(*, to: str, subject: str, text: str, now: datetime) -> str:
    """Queue a message whose text is written already."""
    row = Message.objects.create(
        id=f"m_{secrets.token_hex(16)}", to=to, subject=subject[:MOST_SUBJECT], text=text, queued=now
    )
    enqueue(SEND, {"message": row.pk}, now=now, key=row.pk)
    return row.pk


def deliver(message_id: str, *, now: datetime) -> None:
    """Send a message, or keep it as a file, or note that mail is off. A message that has ended is left alone.

    Raises what the mail server answers, so that the worker tries again.
    """
    row = Message.objects.filter(id=message_id, state=Message.State.WAITING).first()
    if row is None:
        return
    state, address = Message.State.OFF, address_of(row.to)
    if address is None:
        state = Message.State.NOBODY
    elif settings.MAIL_SERVER is not None:
        mail(row, address, settings.MAIL_SERVER).send()
        state = Message.State.SENT
    elif settings.DEMO:
        keep_as_file(mail(row, address, None), Path(settings.DATA) / "mail", now)
        state = Message.State.FILED
    Message.objects.filter(id=message_id).update(state=state, text="", ended=now)


def address_of(to: str) -> str | None:
    """Return the address of a person's key, or an address as it is."""
    if "@" in to:
        return to
    return _books[0](to) if _books else None


def mail(row: Message, address: str, server: Server | None) -> EmailMessage:
    """Return the message as it travels. Its Message-ID stays the same, so that a second copy can be told."""
    connection = None
    if server is not None:
        connection = EmailBackend(
            host=server.host,
            port=server.port,
            username=server.user,
            password=server.password,
            use_tls=server.starttls,
            use_ssl=server.tls,
            timeout=SECONDS,
        )
    sender = settings.DEFAULT_FROM_EMAIL
    domain = parseaddr(sender)[1].rpartition("@")[2] or "trigpoint.invalid"
    headers = {"Message-ID": f"<{row.pk}@{domain}>", "Auto-Submitted": "auto-generated"}
    return EmailMessage(row.subject, f"{row.text}\n", sender, [address], headers=headers, connection=connection)


def keep_as_file(message: EmailMessage, folder: Path, now: datetime) -> None:
    """Write a message to a file that its owner alone may read, named by its moment; a second time over the first."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / f"{now:%Y-%m-%d}-{message.extra_headers['Message-ID'].strip('<>').partition('@')[0]}.txt"
    text = f"To: {message.to[0]}\nFrom: {message.from_email}\nSubject: {message.subject}\n\n{message.body}"
    path.touch(mode=0o600)
    path.write_text(text, encoding="utf-8")


def forget_ended(before: datetime) -> int:
    """Remove what is kept of messages that ended before a moment. Returns how many."""
    return Message.objects.filter(ended__lt=before).delete()[0]
