"""What can be done with people, roles and organisations. Each is one transaction and one event."""

from trigpoint.people.actions.accounts import (
    change_password,
    confirm_email,
    end_session,
    end_sessions,
    forget,
    open_account,
    rename,
    restore,
    sign_up,
    suspend,
    take_second_step_off,
    turn_second_step,
)
from trigpoint.people.actions.appointing import appoint, end_appointment, enter_organisation
from trigpoint.people.actions.links import look_at_link, make_link, use_link
from trigpoint.people.actions.outside import connect_outside, disconnect_outside, open_from_outside
from trigpoint.people.actions.passkeys import add_passkey, remove_passkey, rename_passkey
from trigpoint.people.actions.relating import end_relationship, relate

__all__ = [
    "add_passkey",
    "appoint",
    "change_password",
    "confirm_email",
    "connect_outside",
    "disconnect_outside",
    "end_appointment",
    "end_relationship",
    "end_session",
    "end_sessions",
    "enter_organisation",
    "forget",
    "look_at_link",
    "make_link",
    "open_account",
    "open_from_outside",
    "relate",
    "remove_passkey",
    "rename",
    "rename_passkey",
    "restore",
    "sign_up",
    "suspend",
    "take_second_step_off",
    "turn_second_step",
    "use_link",
]
