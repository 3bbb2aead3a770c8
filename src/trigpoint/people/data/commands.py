"""The commands about people's data: for whoever runs a copy and is asked in writing."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from trigpoint.people import queries
from trigpoint.people.data import erasing, importing
from trigpoint.people.data.erased_keys import ErasedKeysError
from trigpoint.people.data.errors import ErasureRefusedError, NotAnExportError
from trigpoint.people.data.export import archive
from trigpoint.people.data.models import How
from trigpoint.people.data.retaining import retain
from trigpoint.platform import clock
from trigpoint.platform.holdings import holdings, left

if TYPE_CHECKING:
    import argparse


def export_person(arguments: argparse.Namespace) -> int:
    """Write everything held about a person to a file that only its owner may read."""
    key = key_of(arguments.email)
    if key is None:
        return 1
    path = Path(arguments.file)
    if path.exists():
        return refused(f"{path} is there already. Give another name, so that nothing is overwritten.")
    path.touch(mode=0o600)
    path.write_bytes(archive(key, actor=None, now=clock.now()))
    sys.stdout.write(f"Everything held about {arguments.email} is in {path}. Hand it to nobody else.\n")
    return 0


def import_person(arguments: argparse.Namespace) -> int:
    """Bring a person's export into her account here, and print what came of it."""
    key = key_of(arguments.email)
    if key is None:
        return 1
    try:
        packed = Path(arguments.file).read_bytes()
        done = importing.bring_in(packed, person=key, actor="import", now=clock.now())
    except OSError as error:
        return refused(f"{arguments.file} cannot be read: {error.strerror}")
    except NotAnExportError as error:
        return refused(str(error))
    for one in done:
        sys.stdout.write(f"{one.title}: {one.brought.entered} entered, {one.brought.there} there already.\n")
        sys.stdout.writelines(f"    {words}\n" for words in one.brought.left)
    sys.stdout.write("Everything came in as declared: this copy cannot check another copy’s word.\n")
    return 0


def erase_person(arguments: argparse.Namespace) -> int:
    """Erase everything about a person now, because she asked; or only say what waits for her."""
    key = key_of(arguments.email)
    if key is None:
        return 1
    try:
        erasing.ask(person=key, withdraw=arguments.withdraw, how=How.OPERATOR, now=clock.now())
        erasing.erase(key, now=clock.now())
    except ErasureRefusedError as error:
        lines = [str(error), *(f"    {one.words}" for one in error.waiting)]
        if error.waiting and all(one.withdraw for one in error.waiting):
            lines.append("To withdraw all of it, add --withdraw.")
        return refused("\n".join(lines))
    except ErasedKeysError as error:
        return refused(f"{error}\nThe account is closed, and nothing was erased. Mend it, then: trigpoint erase-again")
    sys.stdout.write(f"Everything about {arguments.email} is erased. Her key was {key}.\n")
    return 0


def erase_again(arguments: argparse.Namespace) -> int:  # noqa: ARG001 - the shape of every command
    """Finish erasures that stopped, and repeat those that an older backup undid."""
    try:
        keys = erasing.erase_again(clock.now())
    except ErasedKeysError as error:
        return refused(str(error))
    sys.stdout.writelines(f"{key}\n" for key in keys)
    sys.stdout.write(f"{len(keys)} erased again.\n" if keys else "Nobody has to be erased again.\n")
    return 0


def after_migrating() -> int:
    """Erase again whom an older backup brought back, before anybody can look; silent while there is nobody."""
    try:
        keys = erasing.erase_again(clock.now())
    except ErasedKeysError as error:
        return refused(str(error))
    if keys:
        whom = "1 person was" if len(keys) == 1 else f"{len(keys)} people were"
        sys.stdout.write(f"{whom} erased again, as an older backup or a stopped erasure needed.\n")
    return 0


def retain_now(arguments: argparse.Namespace) -> int:
    """Remove what was kept long enough, or only say what would be removed."""
    for one in retain(now=clock.now(), dry=arguments.dry_run):
        what = "removed" if one.done else "would be removed"
        sys.stdout.write(f"{one.rule.id}: {one.found} from before {one.before} {what}. {one.rule.kept}\n")
    return 0


def list_holdings(arguments: argparse.Namespace) -> int:  # noqa: ARG001 - the shape of every command
    """Print docs/reference/holdings.md."""
    sys.stdout.write(reference())
    return 0


def reference() -> str:
    """Return the reference of everything that is held about people."""
    lines = [
        "# What is held about people",
        "",
        "Every kind of thing that Trigpoint holds about somebody. `trigpoint holdings` prints this page; a test keeps",
        "it complete. The privacy notice of a copy says the same. Each room declares its own in its `rights.py`.",
    ]
    for one in holdings():
        lines += [
            "",
            f"## {one.name}",
            "",
            f"**{one.title}.** {one.what}",
            "",
            "| | |",
            "|---|---|",
            f"| why | {one.why} |",
            f"| who sees it | {one.seen_by} |",
            f"| kept | {one.kept} |",
            f"| allowed by | {'her consent' if one.ground.value == 'consent' else 'the lawful basis of the copy'} |",
            f"| erasing removes | {one.goes or 'Nothing.'} |",
            f"| erasing leaves | {one.stays or 'Nothing.'} |",
            f"| columns | {', '.join(f'`{column}`' for column in one.columns)} |",
        ]
    lines += [
        "",
        "## Left as they are",
        "",
        "Columns that look as if they named somebody, and that no erasure changes.",
        "",
    ]
    lines += [f"- `{column}`: {why}" for column, why in left().items()]
    return "\n".join(lines) + "\n"


def key_of(email: str) -> str | None:
    """Return the key of somebody with an account; say so where there is none."""
    found = queries.person_with_email(email)
    if found is None:
        refused(f"Nobody here has an account with {email}.")
        return None
    return found.key


def refused(words: str) -> int:
    """Print why it could not be done."""
    sys.stderr.write(f"{words}\n")
    return 1
