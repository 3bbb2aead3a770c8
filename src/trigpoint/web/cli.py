"""The `trigpoint` command. Each command is explained in docs/reference/commands.md."""

from __future__ import annotations

import argparse
import io
import os
import sys
from datetime import date
from typing import TYPE_CHECKING

import django
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError
from django.utils.module_loading import import_string
from granian import Granian
from granian.constants import Interfaces

from trigpoint.content import commands as content
from trigpoint.content.library import ContentError
from trigpoint.web.environment import SettingError
from trigpoint.web.health import pending_migrations

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

USAGE_ERROR = 2


def migrate(arguments: argparse.Namespace) -> int:
    """Bring the database up to date."""
    django.setup()
    call_command("migrate", interactive=False, verbosity=arguments.verbosity)
    print("The database is up to date.")
    return 0


def serve(arguments: argparse.Namespace) -> int:
    """Gather the files that pages use, then serve until told to stop."""
    django.setup()
    # A page that cannot be imported stops us here, and not every visitor later.
    call_command("check", stdout=io.StringIO())
    if arguments.migrate:
        call_command("migrate", interactive=False, verbosity=0)
    try:
        pending = pending_migrations()
    except DatabaseError as error:
        print(f"The database does not answer, so pages that need it will fail: {error}", file=sys.stderr)
    else:
        if pending:
            print("The database is not up to date. Run this first: trigpoint migrate", file=sys.stderr)
            return 1
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    print(f"Trigpoint is at http://{arguments.host}:{arguments.port}/ (Ctrl+C stops it)", flush=True)
    Granian(
        "trigpoint.web.wsgi:application",
        address=arguments.host,
        port=arguments.port,
        interface=Interfaces.WSGI,
        websockets=False,
        workers=settings.WORKERS,
        # Granian's own default is large enough to exhaust PostgreSQL's connections.
        blocking_threads=settings.THREADS,
        respawn_failed_workers=True,
        log_dictconfig=settings.LOGGING,
    ).serve()
    return 0


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    top = argparse.ArgumentParser(prog="trigpoint", description="Run and look after a copy of Trigpoint.")
    commands = top.add_subparsers(title="commands", metavar="COMMAND")

    command = commands.add_parser("migrate", help="bring the database up to date", description=migrate.__doc__)
    command.add_argument("--verbosity", type=int, choices=(0, 1, 2), default=0, help="how much to say (default 0)")
    command.set_defaults(run=migrate)

    command = commands.add_parser("serve", help="serve the pages", description=serve.__doc__)
    command.add_argument("--host", default="127.0.0.1", help="address to listen at (default 127.0.0.1)")
    command.add_argument("--port", type=port, default=8000, help="port to listen at (default 8000)")
    command.add_argument("--migrate", action="store_true", help="bring the database up to date first")
    command.set_defaults(run=serve)

    command = commands.add_parser("check", help="check all content", description=content.check.__doc__)
    command.add_argument("--folder", help="the content folder (default: the one this installation carries)")
    command.set_defaults(run=content.check)

    command = commands.add_parser("standing", help="print the standing of a case", description=content.standing.__doc__)
    command.add_argument("case", metavar="CASE.yaml", help="a file of cases")
    command.add_argument("--json", action="store_true", help="print JSON")
    command.set_defaults(run=content.standing)

    command = commands.add_parser(
        "verify-record",
        help="check that nobody has changed the record",
        description="Walk every chain of the record, compare the last seal, and print what is wrong.",
    )
    command.add_argument("--root", default="", help="a root that you kept elsewhere, which must be among the seals")
    command.set_defaults(run=of_room("trigpoint.record.commands.verify_record"))

    command = commands.add_parser(
        "seal-record",
        help="seal the record, once a day",
        description="Work out one hash over the newest entry of everybody, keep it among the events, and print it.",
    )
    command.set_defaults(run=of_room("trigpoint.record.commands.seal_record"))

    command = commands.add_parser(
        "import-schools",
        help="bring in the register of schools",
        description="Bring in files of the register of schools, plain or gzipped, and print what they change.",
    )
    command.add_argument("files", nargs="+", metavar="FILE", help="an export of the register, or of its links")
    command.add_argument("--as-at", type=day, help="the day that the files tell of, like 2025-04-22")
    command.set_defaults(run=of_room("trigpoint.schools.commands.import_schools"))

    command = commands.add_parser("help", help="list the commands")
    command.set_defaults(run=helper(top))
    return top


def helper(top: argparse.ArgumentParser) -> Callable[[argparse.Namespace], int]:
    """Return the command that prints the list of commands."""

    def run(arguments: argparse.Namespace) -> int:  # noqa: ARG001 - the shape of every command
        top.print_help()
        return 0

    return run


def of_room(path: str) -> Callable[[argparse.Namespace], int]:
    """Return a command that lives in a room. By name: a room's models can be imported only once Django is set up."""

    def run(arguments: argparse.Namespace) -> int:
        django.setup()
        return int(import_string(path)(arguments))

    return run


def port(text: str) -> int:
    """Return a TCP port, or tell argparse what a port is."""
    if text.isascii() and text.isdigit() and 1 <= int(text) <= 65535:  # noqa: PLR2004 - the last port
        return int(text)
    raise argparse.ArgumentTypeError(f"{text!r} is not a port. Give a number from 1 to 65535.")


def day(text: str) -> date:
    """Return a date, or tell argparse how one is written."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is not a date. Write it like 2025-04-22.") from None


def main(words: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code: 0 done, 1 not done, 2 not understood or a wrong setting."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "trigpoint.web.settings")
    top = parser()
    arguments = top.parse_args(words)
    if not hasattr(arguments, "run"):
        top.print_help()
        return USAGE_ERROR
    try:
        return int(arguments.run(arguments))
    except SettingError as error:
        print(error, file=sys.stderr)
        return USAGE_ERROR
    except ContentError as error:
        print(error, file=sys.stderr)
        return 1
    except DatabaseError as error:
        print(f"The database could not do that: {error}\nCheck TRIGPOINT_DATABASE_URL.", file=sys.stderr)
        return 1
