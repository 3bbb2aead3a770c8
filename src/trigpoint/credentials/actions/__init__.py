"""What can be done with credentials. Each is one transaction with one event for each credential."""

from trigpoint.credentials.actions.asking import answer_forum, ask_forum, ask_name, decide_name
from trigpoint.credentials.actions.holding import forget_person, join_register, leave_register, share, stop_sharing
from trigpoint.credentials.actions.issuing import Ready, issue, prepare, record_for, reissue, renew, write
from trigpoint.credentials.actions.status import drop_notice, give_notice, look_again, reinstate, reply, revoke, suspend

__all__ = [
    "Ready",
    "answer_forum",
    "ask_forum",
    "ask_name",
    "decide_name",
    "drop_notice",
    "forget_person",
    "give_notice",
    "issue",
    "join_register",
    "leave_register",
    "look_again",
    "prepare",
    "record_for",
    "reinstate",
    "reissue",
    "renew",
    "reply",
    "revoke",
    "share",
    "stop_sharing",
    "suspend",
    "write",
]
