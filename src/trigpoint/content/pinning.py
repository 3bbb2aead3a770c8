"""Pins: which text of each provision a question was read against, so that it cannot rest on another unnoticed.

`trigpoint pin-questions` writes content/questions/pinned.yaml: questions that have no pin get the texts that the
register has now; those that are named are pinned anew, after somebody read them against the newer text.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

from trigpoint.content.library import read_library
from trigpoint.content.paths import content_folder
from trigpoint.content.questions import FOLDER, PINNED, pin_of, version_for
from trigpoint.content.statute import read_register

if TYPE_CHECKING:
    import argparse
    from collections.abc import Iterable, Mapping
    from datetime import date
    from pathlib import Path

    from trigpoint.content.library import Library
    from trigpoint.content.statute import Provision

HEAD = """\
# The text of each provision, by its day, against which each question was read. Written by `trigpoint pin-questions`.
pinned:
"""
Pins = dict[str, "Mapping[str, date | None]"]


def pin_questions(args: argparse.Namespace) -> int:
    """Pin questions to the texts of law that the register has now; 2 where a question or a provision is unknown."""
    folder = content_folder()
    library = read_library(folder, with_cases=False)
    said = {str(one["id"]): one for one in _listed(library)}
    unknown = [one for one in args.question if one not in said]
    if unknown:
        sys.stderr.write(f"There is no question {unknown[0]}. Run `trigpoint check` for the names of files.\n")
        return 2
    entries = {
        one.id: one
        for one in read_register(
            (name.removeprefix("statute/"), document.data)
            for name, document in library.documents.items()
            if name.startswith("statute/")
        )
    }
    try:
        pins = pinned(said, _there(library), set(args.question), entries)
    except KeyError as error:
        sys.stderr.write(f"{error.args[0]} Mend it, and run this again.\n")
        return 2
    write(folder, pins)
    sys.stdout.write(f"{len(pins)} questions are pinned. Read what changed in {PINNED}.yaml before you commit it.\n")
    return 0


def pinned(
    said: Mapping[str, Mapping[str, Any]],
    there: Mapping[str, Mapping[str, date | None]],
    anew: Iterable[str],
    entries: Mapping[str, Provision],
) -> Pins:
    """Return the pins of these questions: as they are, but new for those without one and those that are named.

    Raises KeyError, with words, where the register has no such provision on the day of the case.
    """
    wanted = set(anew)
    return {
        id_: there[id_]
        if id_ in there and id_ not in wanted and set(there[id_]) == set(one["provisions"])
        else {name: _pin(id_, entries.get(name), name, one.get("on")) for name in one["provisions"]}
        for id_, one in said.items()
    }


def _pin(question: str, entry: Provision | None, name: str, day: date | None) -> date | None:
    version = version_for(entry, day) if entry else None
    if version is None:
        raise KeyError(f"{question} rests on {name}, which the register does not have{f' on {day}' if day else ''}.")
    return pin_of(version)


def write(folder: Path, pins: Pins) -> None:
    """Write the file of pins, a line for each question."""
    lines = []
    for id_, one in pins.items():
        texts = ", ".join(f"{name}: {day.isoformat() if day else 'null'}" for name, day in one.items())
        lines.append(f"  {id_}: {{{texts}}}\n")
    (folder / f"{PINNED}.yaml").write_text(HEAD + "".join(lines), encoding="utf-8")


def _listed(library: Library) -> list[Mapping[str, Any]]:
    return [
        one
        for name, document in library.documents.items()
        if name.startswith(FOLDER) and name != PINNED
        for one in document.data.get("questions") or ()
    ]


def _there(library: Library) -> Mapping[str, Mapping[str, date | None]]:
    document = library.documents.get(PINNED)
    found = document.data.get("pinned") if document is not None else None
    return found or {}
