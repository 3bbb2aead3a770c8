"""The `trigpoint` command. Each command is explained in docs/reference/commands.md."""

from __future__ import annotations

import argparse
import io
import os
import sys
from contextlib import nullcontext
from datetime import date
from typing import TYPE_CHECKING

import django
from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connections
from django.utils.module_loading import import_string
from granian import Granian
from granian.constants import Interfaces

from trigpoint.content import commands as content
from trigpoint.content.library import ContentError
from trigpoint.content.pinning import pin_questions
from trigpoint.platform.clock import now
from trigpoint.web.beside import worker_beside
from trigpoint.web.environment import SettingError
from trigpoint.web.health import pending_migrations

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import TypeAlias

    Commands: TypeAlias = "argparse._SubParsersAction[argparse.ArgumentParser]"  # noqa: SLF001 - it has no public name

USAGE_ERROR = 2


def migrate(arguments: argparse.Namespace) -> int:
    """Bring the database up to date."""
    django.setup()
    call_command("migrate", interactive=False, verbosity=arguments.verbosity)
    print("The database is up to date.")
    return int(import_string("trigpoint.people.data.commands.after_migrating")())


def serve(arguments: argparse.Namespace) -> int:
    """Gather the files that pages use, then serve until told to stop."""
    django.setup()
    # A page that cannot be imported stops us here, and not every visitor later.
    call_command("check", stdout=io.StringIO())
    if arguments.migrate:
        call_command("migrate", interactive=False, verbosity=0)
        if import_string("trigpoint.people.data.commands.after_migrating")():
            return 1
    try:
        pending = pending_migrations()
    except DatabaseError as error:
        print(f"The database does not answer, so pages that need it will fail: {error}", file=sys.stderr)
    else:
        if pending:
            print("The database is not up to date. Run this first: trigpoint migrate", file=sys.stderr)
            return 1
        if settings.DEMO:
            import_string("trigpoint.web.demo.fill")(now())
    call_command("collectstatic", interactive=False, verbosity=0, clear=True)
    print(f"Trigpoint is at http://{arguments.host}:{arguments.port}/ (Ctrl+C stops it)", flush=True)
    if settings.DEMO:
        print(f"Sign in as one of its made-up people: http://{arguments.host}:{arguments.port}/sign-in/demonstration/")
        for person in import_string("trigpoint.people.demo.PEOPLE"):
            print(f"  {person.name}: {person.who}", flush=True)
    with worker_beside() if arguments.work else nullcontext():
        answer(arguments.host, arguments.port)
    return 0


def answer(host: str, at_port: int) -> None:
    """Answer requests until told to stop, as the settings ask for it."""
    leave_no_connection()
    Granian(
        "trigpoint.web.wsgi:application",
        address=host,
        port=at_port,
        interface=Interfaces.WSGI,
        websockets=False,
        workers=settings.WORKERS,
        # Granian's own default is large enough to exhaust PostgreSQL's connections.
        blocking_threads=settings.THREADS,
        respawn_failed_workers=True,
        log_dictconfig=settings.LOGGING,
    ).serve()


def leave_no_connection() -> None:
    """Close what this process holds of the database, before it makes workers out of itself.

    A worker begins as a copy of this process. Two copies of one connection read each other's answers.
    """
    for connection in connections.all(initialized_only=True):
        connection.close()
        close_pool = getattr(connection, "close_pool", None)  # PostgreSQL's
        if close_pool is not None:
            close_pool()


def permissions(arguments: argparse.Namespace) -> int:  # noqa: ARG001 - the shape of every command
    """List every address and who may open it."""
    django.setup()
    print(import_string("trigpoint.web.addresses.table")(), end="")
    return 0


def parser() -> argparse.ArgumentParser:
    """Return the parser of the whole command line."""
    top = argparse.ArgumentParser(prog="trigpoint", description="Run and look after a copy of Trigpoint.")
    commands = top.add_subparsers(title="commands", metavar="COMMAND")

    to_run(commands)
    to_check(commands)
    to_bring_in(commands)
    to_issue(commands)
    for_people(commands)
    for_their_data(commands)
    command = commands.add_parser(
        "turn-second-step-off",
        help="turn off somebody's second step of signing in",
        description="Turn off the second step for somebody who lost both phone and spare codes. Make sure who it is.",
    )
    command.add_argument("email", metavar="EMAIL", help="the e-mail address of the account")
    command.set_defaults(run=of_room("trigpoint.people.commands.turn_second_step_off"))

    command = commands.add_parser("help", help="list the commands")
    command.set_defaults(run=helper(top))
    return top


def to_run(commands: Commands) -> None:
    """Add the commands that keep a copy running."""
    command = commands.add_parser("migrate", help="bring the database up to date", description=migrate.__doc__)
    command.add_argument("--verbosity", type=int, choices=(0, 1, 2), default=0, help="how much to say (default 0)")
    command.set_defaults(run=migrate)

    command = commands.add_parser("serve", help="serve the pages", description=serve.__doc__)
    command.add_argument("--host", default="127.0.0.1", help="address to listen at (default 127.0.0.1)")
    command.add_argument("--port", type=port, default=8000, help="port to listen at (default 8000)")
    command.add_argument("--migrate", action="store_true", help="bring the database up to date first")
    command.add_argument("--work", action="store_true", help="run a worker beside the server")
    command.set_defaults(run=serve)

    command = commands.add_parser(
        "work",
        help="do the work that waits",
        description="Send messages, tell subscribers of events, run jobs, until Ctrl+C or SIGTERM.",
    )
    what = command.add_mutually_exclusive_group()
    what.add_argument("--once", action="store_true", help="do what is due, and stop")
    what.add_argument("--parked", action="store_true", help="list what was given up after several tries")
    what.add_argument("--retry", type=int, metavar="NUMBER", help="try something that was given up again")
    what.add_argument("--leave-out", type=int, metavar="NUMBER", help="go on without something that was given up")
    command.add_argument("--with-parent", action="store_true", help=argparse.SUPPRESS)
    command.set_defaults(run=of_room("trigpoint.platform.commands.work_on"))

    command = commands.add_parser(
        "tick",
        help="do what is due each day",
        description="Do what is due today and has not been done yet: for cron. Running it twice does no harm.",
    )
    command.set_defaults(run=of_room("trigpoint.platform.commands.tick"))


def to_check(commands: Commands) -> None:
    """Add the commands that check something and print it."""
    command = commands.add_parser("check", help="check all content", description=content.check.__doc__)
    command.add_argument("--folder", help="the content folder (default: the one this installation carries)")
    command.set_defaults(run=content.check)

    command = commands.add_parser(
        "pin-questions", help="pin questions to the texts of law they rest on", description=pin_questions.__doc__
    )
    command.add_argument("question", nargs="*", help="a question that was read against a newer text, by its id")
    command.set_defaults(run=pin_questions)

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
        "verify",
        help="check a credential, offline",
        description="Check a credential in a file, offline. Exit codes: 0 valid or due for refresh; 3 proof good, "
        "issuer not known; 1 altered, revoked, suspended or run out; 2 no credential.",
    )
    command.add_argument("file", metavar="FILE", help="JSON, JWT, or a badge as PNG or SVG")
    command.add_argument(
        "--issuer", action="append", default=[], metavar="DID.json", help="an issuer's did.json, trusted"
    )
    command.add_argument(
        "--status", action="append", default=[], metavar="LIST.json", help="a status list, as published"
    )
    command.set_defaults(run=of_room("trigpoint.credentials.commands.verify"))

    command = commands.add_parser(
        "seal-record",
        help="seal the record, once a day",
        description="Work out one hash over the newest entry of everybody, keep it among the events, and print it.",
    )
    command.set_defaults(run=of_room("trigpoint.record.commands.seal_record"))


def to_bring_in(commands: Commands) -> None:
    """Add the commands that bring files in."""
    command = commands.add_parser(
        "import-schools",
        help="bring in the register of schools",
        description="Bring in files of the register of schools, plain or gzipped, and print what they change.",
    )
    command.add_argument("files", nargs="+", metavar="FILE", help="an export of the register, or of its links")
    command.add_argument("--as-at", type=day, help="the day that the files tell of, like 2025-04-22")
    command.add_argument("--later", action="store_true", help="leave it to a worker, as a job")
    command.set_defaults(run=of_room("trigpoint.schools.commands.import_schools"))


def to_issue(commands: Commands) -> None:
    """Add the command about the keys that sign credentials."""
    command = commands.add_parser(
        "issuer-key",
        help="make, list or withdraw the keys that sign credentials",
        description="Make a new key that signs from now on, list the keys, or withdraw one that others may have.",
    )
    command.add_argument("what", choices=["new", "list", "withdraw"], help="what to do")
    command.add_argument("name", nargs="?", help="the key to withdraw")
    command.set_defaults(run=of_room("trigpoint.credentials.commands.issuer_key"))


def for_people(commands: Commands) -> None:
    """Add the commands about people, and what they may."""
    command = commands.add_parser(
        "import-law",
        help="bring in files of official law",
        description="Bring in files of legislation.gov.uk and Find Case Law, plain or gzipped, and keep them for good.",
    )
    command.add_argument("files", nargs="+", metavar="FILE", help="the XML of a law or judgment, or a feed of changes")
    command.set_defaults(run=of_room("trigpoint.law.commands.import_law"))

    command = commands.add_parser(
        "permissions",
        help="list every address and who may open it",
        description="Print docs/reference/permissions.md: every address, and who may open it.",
    )
    command.set_defaults(run=permissions)

    command = commands.add_parser(
        "sign-in-link",
        help="print a link that signs somebody in",
        description="Print a link that signs somebody in once, within 20 minutes. For a copy that sends no mail.",
    )
    command.add_argument("email", metavar="EMAIL", help="the e-mail address of the account")
    command.add_argument("--site", default="", help="where this copy is reached, like https://senco.example")
    command.set_defaults(run=of_room("trigpoint.people.commands.sign_in_link"))

    command = commands.add_parser(
        "make-administrator",
        help="make somebody an administrator",
        description="Make somebody an administrator. Opens an account for them where they have none.",
    )
    command.add_argument("email", metavar="EMAIL", help="the e-mail address of the account")
    command.add_argument("--name", default="", help="the name, to open an account")
    command.set_defaults(run=of_room("trigpoint.people.commands.make_administrator"))


def for_their_data(commands: Commands) -> None:
    """Add the commands about what is held about people."""
    command = commands.add_parser(
        "export-person",
        help="write everything held about somebody to a file",
        description="Write everything held about somebody to a file, for somebody who asked in writing.",
    )
    command.add_argument("email", metavar="EMAIL", help="the e-mail address of the account")
    command.add_argument("file", metavar="FILE", help="the zip to write; it must not be there yet")
    command.set_defaults(run=of_room("trigpoint.people.data.commands.export_person"))

    command = commands.add_parser(
        "import-person",
        help="bring in what another copy exported",
        description="Bring the record of somebody, exported by another copy, into her account here.",
    )
    command.add_argument("file", metavar="FILE", help="the zip that the other copy made")
    command.add_argument("email", metavar="EMAIL", help="the e-mail address of her account here")
    command.set_defaults(run=of_room("trigpoint.people.data.commands.import_person"))

    command = commands.add_parser(
        "erase-person",
        help="erase everything about somebody",
        description="Erase everything about somebody who asked for it. It cannot be undone.",
    )
    command.add_argument("email", metavar="EMAIL", help="the e-mail address of the account")
    command.add_argument("--withdraw", action="store_true", help="withdraw what still waits for her")
    command.set_defaults(run=of_room("trigpoint.people.data.commands.erase_person"))

    command = commands.add_parser(
        "erase-again",
        help="erase again whom an older backup brought back",
        description="Finish erasures that stopped, and repeat those that an older backup undid.",
    )
    command.set_defaults(run=of_room("trigpoint.people.data.commands.erase_again"))

    command = commands.add_parser(
        "retain",
        help="remove what was kept long enough",
        description="Remove what the rules of retention say is over, and print what was removed.",
    )
    command.add_argument("--dry-run", action="store_true", help="only say what would be removed")
    command.set_defaults(run=of_room("trigpoint.people.data.commands.retain_now"))

    command = commands.add_parser(
        "holdings",
        help="list what is held about people",
        description="Print docs/reference/holdings.md: everything that is held about people.",
    )
    command.set_defaults(run=of_room("trigpoint.people.data.commands.list_holdings"))


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
