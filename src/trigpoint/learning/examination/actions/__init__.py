"""What can be done in examinations. Each is one transaction with one event."""

from trigpoint.learning.examination.actions.adjusting import ask_for_adjustment, give_adjustment
from trigpoint.learning.examination.actions.answering import Saved, save_answer
from trigpoint.learning.examination.actions.ending import close_part, close_what_ran_out, hand_in, lapse_attempts
from trigpoint.learning.examination.actions.examining import extend, flag, release, report, set_aside
from trigpoint.learning.examination.actions.excluding import exclude_resting_on
from trigpoint.learning.examination.actions.opening import begin_part, open_attempt
from trigpoint.learning.examination.actions.own_time import go_on, pause, take_more_time

__all__ = [
    "Saved",
    "ask_for_adjustment",
    "begin_part",
    "close_part",
    "close_what_ran_out",
    "exclude_resting_on",
    "extend",
    "flag",
    "give_adjustment",
    "go_on",
    "hand_in",
    "lapse_attempts",
    "open_attempt",
    "pause",
    "release",
    "report",
    "save_answer",
    "set_aside",
    "take_more_time",
]
