"""What can be done to submissions. Each is one transaction with one event for each stage."""

from trigpoint.assessment.actions.allocating import (
    allocate,
    choose,
    declare,
    declare_on,
    declare_school,
    end_conflict,
    reallocate,
    set_aside_for_conflict,
)
from trigpoint.assessment.actions.drafting import choose as choose_pieces
from trigpoint.assessment.actions.drafting import (
    come_back,
    defer,
    discard,
    draft,
    end_waiting,
    give_more,
    send,
    withdraw,
)
from trigpoint.assessment.actions.judging import (
    ask_for_more,
    begin,
    judge,
    keep_comment,
    keep_one,
    remove_comment,
    save_draft,
)
from trigpoint.assessment.actions.releasing import moderate, release, set_aside
from trigpoint.assessment.actions.staging import append

__all__ = [
    "allocate",
    "append",
    "ask_for_more",
    "begin",
    "choose",
    "choose_pieces",
    "come_back",
    "declare",
    "declare_on",
    "declare_school",
    "defer",
    "discard",
    "draft",
    "end_conflict",
    "end_waiting",
    "give_more",
    "judge",
    "keep_comment",
    "keep_one",
    "moderate",
    "reallocate",
    "release",
    "remove_comment",
    "save_draft",
    "send",
    "set_aside",
    "set_aside_for_conflict",
    "withdraw",
]
