"""Where Django and its libraries send mail: into the same queue as our own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from trigpoint.platform import clock, mail

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.core.mail import EmailMessage


class QueuedBackend(BaseEmailBackend):
    """Queues messages for a worker, so that no page waits for a mail server. Plain text to each address apart."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Queue every message. Returns how many."""
        with transaction.atomic():
            for message in email_messages:
                subject = " ".join(str(message.subject).split())
                for address in message.recipients():
                    mail.queue(to=address, subject=subject, text=str(message.body).rstrip(), now=clock.now())
        return len(email_messages)
