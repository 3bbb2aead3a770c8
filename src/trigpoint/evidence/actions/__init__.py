"""What can be done in this room. Each is one transaction."""

from trigpoint.evidence.actions.asking import (
    answer,
    ask,
    cancel,
    decline,
    expire_due,
    forget_due,
    send_reminder,
    send_request,
    take_back,
)
from trigpoint.evidence.actions.filing import add_file, black_out, remove_file
from trigpoint.evidence.actions.hiding import empty, empty_due, identify
from trigpoint.evidence.actions.pieces import Said, begin, declare, delete, make_ready, map_to, reopen, save, show_to
from trigpoint.evidence.actions.removing import drop_stale, forget_person
from trigpoint.evidence.actions.uploading import begin_upload, continue_upload, finish_upload

__all__ = [
    "Said",
    "add_file",
    "answer",
    "ask",
    "begin",
    "begin_upload",
    "black_out",
    "cancel",
    "continue_upload",
    "declare",
    "decline",
    "delete",
    "drop_stale",
    "empty",
    "empty_due",
    "expire_due",
    "finish_upload",
    "forget_due",
    "forget_person",
    "identify",
    "make_ready",
    "map_to",
    "remove_file",
    "reopen",
    "save",
    "send_reminder",
    "send_request",
    "show_to",
    "take_back",
]
