"""The process that cleans one file: `python -m trigpoint.evidence.cleaning SOURCE TARGET [BOXES]`, answers in JSON."""

from __future__ import annotations

import json
import resource
import sys
from dataclasses import asdict
from importlib import import_module
from pathlib import Path

from trigpoint.evidence.cleaning.sniffing import sniff
from trigpoint.evidence.cleaning.types import MOST, RefusedError

MEMORY, SECONDS = 1_200_000_000, 60
HERE = "trigpoint.evidence.cleaning"
MODULES = {"picture": "images", "document": "packages", "sound": "sounds", "film": "movies"}
ODD_ONES = {"pdf": "pdfs", "m4a": "movies"}
"""What cleans each kind of file, and each type that goes another way. Loaded by name: each needs other libraries."""


def clean(source: Path, target: Path) -> str:
    """Clean a file into another, and return what came of it as JSON. Raises RefusedError."""
    found = sniff(source)
    module = import_module(f"{HERE}.{ODD_ONES.get(found.code) or MODULES[found.kind]}")
    return json.dumps(asdict(module.clean(source, target, found)))


def black_out(source: Path, target: Path, boxes: str) -> str:
    """Burn black boxes into a picture, and return what came of it as JSON. Raises RefusedError."""
    return json.dumps(asdict(import_module(f"{HERE}.images").black_out(source, target, json.loads(boxes))))


def main(arguments: list[str]) -> str:
    """Do it with little memory and time, and return what came of it as JSON."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (2 * MOST, 2 * MOST))
    source, target, *boxes = arguments
    try:
        if boxes:
            return black_out(Path(source), Path(target), boxes[0])
        return clean(Path(source), Path(target))
    except RefusedError as refused:
        return json.dumps({"refused": str(refused)})


if __name__ == "__main__":
    sys.stdout.write(main(sys.argv[1:]))
