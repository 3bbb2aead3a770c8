"""Releases: which version of the award people signed, for whom, and when.

A release is a file `content/releases/<rules hash>.yaml`. It names rules, not words, so a mended sentence needs no new
signature. A version without one can be pinned in demonstration mode only.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from trigpoint.content.marked import read_yaml
from trigpoint.content.paths import content_folder
from trigpoint.kernel import Problem
from trigpoint.kernel.calendar import add_months

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from trigpoint.content.marked import Document
    from trigpoint.kernel.read_values import Place

PINNED = frozenset({"senco-award"})
"""The schemes that an enrolment pins. Law is never pinned: it applies as it is."""
NOTICE_MONTHS = 12
"""A version is withdrawn with at least this much notice."""
RULES_HASH = re.compile(r"[0-9a-f]{64}")
KEYS = {"release", "scheme", "version", "signed", "withdrawn"}
SIGNATURE_KEYS = {"who", "forum", "speaks_for", "on"}
SPEAKS_FOR = ("families", "practitioners", "experts", "awarding-body")
FAMILIES = "families"


@dataclass(frozen=True, slots=True)
class Signature:
    """One sign-off: by an account (`who`, never a private name), for a forum that speaks for somebody, on a day."""

    who: str
    forum: str
    speaks_for: str
    on: date


@dataclass(frozen=True, slots=True)
class Release:
    """A signed version. From `withdrawn_from` nobody new may begin on it."""

    rules_hash: str
    scheme: str
    version: str
    signed: tuple[Signature, ...]
    withdrawn_from: date | None = None


@dataclass(frozen=True, slots=True)
class Decision:
    """Whether a version may be pinned, and why."""

    allowed: bool
    reason: str


class ReleaseError(ValueError):
    """A release file that cannot be relied on; `problems` says why, each with its place in the file."""

    def __init__(self, document: Document, problems: list[Problem]) -> None:
        self.document = document
        self.problems = problems
        super().__init__(
            "\n".join(f"{document.path}:{document.line(problem.place)}: {problem}" for problem in problems)
        )


def release_of(rules_hash: str, folder: Path | None = None) -> Release | None:
    """Return the release of these rules, or None where nobody has signed them. Raises ReleaseError."""
    path = (folder or content_folder()) / "releases" / f"{rules_hash}.yaml"
    return read_release(path) if RULES_HASH.fullmatch(rules_hash) and path.is_file() else None


def read_release(path: Path) -> Release:
    """Return the release in a file. Raises ReleaseError with every problem found."""
    document = read_yaml(path)
    said = document.data if isinstance(document.data, dict) else {}
    problems = [*document.problems, *_problems(said, path.stem)]
    if problems:
        raise ReleaseError(document, problems)
    return Release(
        rules_hash=said["release"],
        scheme=said["scheme"],
        version=said["version"],
        signed=tuple(Signature(**signature) for signature in said["signed"]),
        withdrawn_from=said["withdrawn"]["from"] if "withdrawn" in said else None,
    )


def release_paths(folder: Path) -> list[Path]:
    """Return the release files of a content folder."""
    return sorted((folder / "releases").glob("*.yaml"))


def pinning(scheme_id: str, release: Release | None, *, demo: bool, on: date) -> Decision:
    """Decide whether somebody may begin on a version with this release, on this day."""
    if scheme_id not in PINNED:
        return Decision(allowed=False, reason="Only the award is kept to a version. Everything else applies as it is.")
    if demo:
        return Decision(allowed=True, reason="This copy is a demonstration, so any version can be tried.")
    if release is None:
        return Decision(
            allowed=False,
            reason="Nobody has signed this version. Families must sign it before anyone can enrol on it.",
        )
    if release.withdrawn_from and on >= release.withdrawn_from:
        return Decision(allowed=False, reason="This version is withdrawn. Those already on it can finish.")
    forums = ", ".join(signature.forum for signature in release.signed)
    return Decision(allowed=True, reason=f"Signed for {forums}.")


def _problems(said: Mapping[str, Any], stem: str) -> Iterator[Problem]:
    yield from _keys(said, KEYS, KEYS - {"withdrawn"}, ())
    if said.get("release") != stem or not RULES_HASH.fullmatch(stem):
        yield Problem(("release",), "must be the rules hash in full, the same as the file's name")
    for key in ("scheme", "version"):
        if key in said and not isinstance(said[key], str):
            yield Problem((key,), "is text; put it in quotation marks")
    signed = said.get("signed")
    if not isinstance(signed, list) or not all(isinstance(signature, dict) for signature in signed):
        yield Problem(("signed",), f"is a list; each signature has {_listed(SIGNATURE_KEYS)}")
        return
    for i, signature in enumerate(signed):
        yield from _signature(signature, ("signed", i))
    if FAMILIES not in {signature.get("speaks_for") for signature in signed}:
        yield Problem(("signed",), "has nobody who speaks for families; a version needs their sign-off")
    yield from _withdrawal(said)


def _signature(said: Mapping[str, Any], place: Place) -> Iterator[Problem]:
    yield from _keys(said, SIGNATURE_KEYS, SIGNATURE_KEYS, place)
    if "on" in said and not isinstance(said["on"], date):
        yield Problem((*place, "on"), f"{said['on']!r} is not a date; write it as 2026-09-01")
    if "speaks_for" in said and said["speaks_for"] not in SPEAKS_FOR:
        yield Problem((*place, "speaks_for"), f"is one of {', '.join(SPEAKS_FOR)}")
    for key in ("who", "forum"):
        if key in said and not (isinstance(said[key], str) and said[key].strip()):
            yield Problem((*place, key), "is empty; say it in words")


def _withdrawal(said: Mapping[str, Any]) -> Iterator[Problem]:
    if "withdrawn" not in said:
        return
    withdrawn = said["withdrawn"] if isinstance(said["withdrawn"], dict) else {}
    announced, first = withdrawn.get("announced"), withdrawn.get("from")
    if not (isinstance(announced, date) and isinstance(first, date)):
        yield Problem(("withdrawn",), "needs two dates: `announced`, and `from`, the first day nobody new may begin")
    elif first < add_months(announced, NOTICE_MONTHS):
        yield Problem(("withdrawn", "from"), f"must leave at least {NOTICE_MONTHS} months after it was announced")


def _keys(said: Mapping[str, Any], known: set[str], needed: set[str], place: Place) -> Iterator[Problem]:
    for key in said:
        if key not in known:
            yield Problem((*place, key), f"is not known here; use {_listed(known)}")
    for key in sorted(needed - set(said)):
        yield Problem(place, f"has no {key}")


def _listed(keys: set[str]) -> str:
    return ", ".join(sorted(keys))
