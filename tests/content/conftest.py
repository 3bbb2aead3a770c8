"""A content folder to write in, and a small scheme to write into it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from trigpoint.content.library import read_library

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from trigpoint.content.library import Library
    from trigpoint.kernel import Scheme

VOCABULARY = """\
vocabulary: small
codes:
  holds:badge: {kind: state, of: person, title: a badge}
  passed:test: {kind: event, of: person, title: the test}
  served:helper: {kind: spell, of: person, title: work as a helper}
"""
SCHEME = """\
scheme: small
title: Small scheme
version: "1.0"
from: 2026-09-01
sources:
  rulebook: {title: The rulebook, kind: scheme, read: 2026-11-23, confidence: V}
requirements:
  - id: A
    title: A badge
    source: rulebook
    plain: You hold a badge.
    have: holds:badge
routes:
  - id: main
    title: The only route
    source: rulebook
    requires: [A]
"""


class Folder:
    """A content folder under test: `write` a file, then `read` the library."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.write("schemes/vocabulary", VOCABULARY)
        self.write("schemes/small", SCHEME)

    def write(self, name: str, text: str) -> Path:
        path = self.path / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    def change(self, name: str, old: str, new: str) -> None:
        """Replace one piece of a file; the piece must be there once."""
        path = self.path / f"{name}.yaml"
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old!r} stands {text.count(old)} times in {name}"
        path.write_text(text.replace(old, new), encoding="utf-8")

    def read(self) -> Library:
        return read_library(self.path)

    def troubles(self) -> list[str]:
        """Return what is wrong, each as `schemes/small.yaml:9: …`."""
        return [str(trouble).removeprefix(f"{self.path}/") for trouble in self.read().troubles]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Give a content folder with one small, sound scheme."""
    return Folder(tmp_path / "content")


@pytest.fixture
def small(folder: Folder) -> Callable[..., Scheme]:
    """Give a way to make the small scheme, with pieces of its text replaced."""

    def make(*changes: tuple[str, str], name: str = "schemes/small") -> Scheme:
        folder.write("schemes/vocabulary", VOCABULARY)
        folder.write("schemes/small", SCHEME)
        for old, new in changes:
            folder.change(name, old, new)
        library = folder.read()
        assert library.troubles == []
        return library.schemes["small"]

    return make
