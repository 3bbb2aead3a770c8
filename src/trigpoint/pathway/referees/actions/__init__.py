"""What can be done to references. Each is one transaction with one event."""

from trigpoint.pathway.referees.actions.answering import begin, dispute, save, send
from trigpoint.pathway.referees.actions.asking import LIMIT, ask, new_link
from trigpoint.pathway.referees.actions.ending import (
    expire_due,
    forget_due,
    forget_person,
    forget_until,
    withdraw,
)
from trigpoint.pathway.referees.actions.mailing import mail_reminder, mail_request

__all__ = [
    "LIMIT",
    "ask",
    "begin",
    "dispute",
    "expire_due",
    "forget_due",
    "forget_person",
    "forget_until",
    "mail_reminder",
    "mail_request",
    "new_link",
    "save",
    "send",
    "withdraw",
]
