"""The commands `trigpoint sign-in-link`, `make-administrator` and `turn-second-step-off`."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from django.conf import settings
from django.urls import reverse

from trigpoint.people.actions import appoint, make_link, open_account, take_second_step_off
from trigpoint.people.actions.links import LASTS
from trigpoint.people.errors import PeopleError
from trigpoint.people.queries import person_with_email
from trigpoint.people.roles import Role
from trigpoint.platform.clock import now

if TYPE_CHECKING:
    import argparse


def sign_in_link(arguments: argparse.Namespace) -> int:
    """Print a link that signs somebody in once; 1 where nobody has the address."""
    who = person_with_email(arguments.email)
    try:
        token = make_link(person=who.key if who else "", actor=None, now=now())
    except PeopleError:
        sys.stderr.write(f"Nobody with an open account has the e-mail address {arguments.email}.\n")
        return 1
    site = arguments.site or own_address()
    sys.stdout.write(f"{site.rstrip('/')}{reverse('people:link', args=[token])}\n")
    sys.stderr.write(f"It works once, for {LASTS.seconds // 60} minutes. Give it to nobody else.\n")
    return 0


def make_administrator(arguments: argparse.Namespace) -> int:
    """Make somebody an administrator, and open an account for her where she has none; 1 where that is not possible."""
    moment = now()
    who = person_with_email(arguments.email)
    try:
        if who is None and not arguments.name:
            sys.stderr.write("Nobody has an account with this e-mail address. Give --name too, to open one.\n")
            return 1
        key = who.key if who else open_account(email=arguments.email, name=arguments.name, actor=None, now=moment)
        appoint(person=key, role=Role.ADMINISTRATOR, since=moment.date(), actor=None, now=moment)
    except PeopleError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(
        f"{arguments.email} is an administrator now. To sign in: trigpoint sign-in-link {arguments.email}\n"
    )
    return 0


def turn_second_step_off(arguments: argparse.Namespace) -> int:
    """Turn the second step off for somebody who lost phone and spare codes; 1 where it is not on."""
    who = person_with_email(arguments.email)
    try:
        take_second_step_off(person=who.key if who else "", actor=None, now=now())
    except PeopleError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    sys.stdout.write(f"{arguments.email} signs in without a second step now.\n")
    return 0


def own_address() -> str:
    """Return where this copy is reached, as far as the settings tell."""
    host = next((name for name in settings.ALLOWED_HOSTS if not name.startswith(("*", "."))), "localhost")
    return f"https://{host}" if settings.HTTPS else f"http://{host}:8000"
