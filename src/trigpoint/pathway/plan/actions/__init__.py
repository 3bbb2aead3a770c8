"""What can be done with a plan. Each is one transaction and one event, and only the person herself acts."""

from trigpoint.pathway.plan.actions.assessing import assess, review
from trigpoint.pathway.plan.actions.choosing import (
    choose_reminders,
    close_calendar,
    open_calendar,
    set_terms,
    stop_reminders,
)
from trigpoint.pathway.plan.actions.ending import forget_person
from trigpoint.pathway.plan.actions.goals import add_goal, add_goals, change_goal, drop_goal, finish_goal, reopen_goal
from trigpoint.pathway.plan.actions.reflecting import (
    change_reflection,
    delete_reflection,
    hide_from,
    hide_reflection,
    show_reflection,
    write_reflection,
)
from trigpoint.pathway.plan.actions.reminding import queue_reminders, send_reminder

__all__ = [
    "add_goal",
    "add_goals",
    "assess",
    "change_goal",
    "change_reflection",
    "choose_reminders",
    "close_calendar",
    "delete_reflection",
    "drop_goal",
    "finish_goal",
    "forget_person",
    "hide_from",
    "hide_reflection",
    "open_calendar",
    "queue_reminders",
    "reopen_goal",
    "review",
    "send_reminder",
    "set_terms",
    "show_reflection",
    "stop_reminders",
    "write_reflection",
]
