"""The process that cleans one file: `python -m trigpoint.evidence.cleaning SOURCE TARGET [BOXES]`, answers in JSON."""

from __future__ import annotations

import json
import resource
import sys
from dataclasses import asdict
from pathlib import Path

from trigpoint.evidence.cleaning import images, movies, packages, pdfs, sounds
from trigpoint.evidence.cleaning.sniffing import sniff
from trigpoint.evidence.cleaning.types import MOST, Cleaned, RefusedError

MEMORY, SECONDS = 1_200_000_000, 60


def clean(source: Path, target: Path) -> Cleaned:
    """Clean a file into another. Raises RefusedError."""
    found = sniff(source)
    if found.kind == "picture":
        return images.clean(source, target)
    if found.code == "pdf":
        return pdfs.clean(source, target)
    if found.code == "mp3":
        return sounds.clean_mp3(source, target)
    if found.code == "wav":
        return sounds.clean_wav(source, target)
    if found.kind == "document":
        return packages.clean(source, target, found)
    return movies.clean(source, target, found)


def main(arguments: list[str]) -> str:
    """Do it with little memory and time, and return what came of it as JSON."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (2 * MOST, 2 * MOST))
    source, target = Path(arguments[0]), Path(arguments[1])
    try:
        if len(arguments) > 2:
            boxes = [(a, b, c, d) for a, b, c, d in json.loads(arguments[2])]
            return json.dumps(asdict(images.black_out(source, target, boxes)))
        return json.dumps(asdict(clean(source, target)))
    except RefusedError as refused:
        return json.dumps({"refused": str(refused)})


if __name__ == "__main__":
    sys.stdout.write(main(sys.argv[1:]))
