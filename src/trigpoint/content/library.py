"""The library: every content file read, as kernel types, with what is wrong named by file and line."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any

from trigpoint.content.cases import Case, read_case
from trigpoint.content.marked import Document, read_yaml
from trigpoint.content.paths import content_folder
from trigpoint.content.unit_text import read_unit
from trigpoint.kernel import Problem, SchemeError, Vocabulary, read_scheme, read_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from trigpoint.kernel import Scheme

KINDS = (
    "schemes",
    "statute",
    "deadlines",
    "retention",
    "assessment",
    "standardisation",
    "outside",
    "duties",
    "letters",
    "units",
    "scenarios",
    "questions",
    "blueprints",
    "cases",
)
"""The folders of content that are read, in the order in which they build on one another."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """A problem in a file: which file, which line, what and what to do. A warning does not fail the check."""

    path: Path
    line: int
    message: str
    warning: bool = False

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {'warning: ' if self.warning else ''}{self.message}"


@dataclass(slots=True)
class Library:
    """All content. `documents` are the files by their name within the content folder."""

    folder: Path
    documents: dict[str, Document] = field(default_factory=dict)
    vocabulary: Vocabulary = field(default_factory=lambda: Vocabulary({}))
    schemes: dict[str, Scheme] = field(default_factory=dict)
    scheme_files: dict[str, str] = field(default_factory=dict)
    gap_matrix: Mapping[str, Any] = field(default_factory=dict)
    cases: list[Case] = field(default_factory=list)
    case_files: dict[str, str] = field(default_factory=dict)
    troubles: list[Trouble] = field(default_factory=list)
    broken: set[str] = field(default_factory=set)
    """Schemes that could not be read; their cases wait until they can."""

    def blame(self, name: str, problems: Iterable[Problem], *, warning: bool = False) -> None:
        """Note problems of a file, each with its line."""
        document = self.documents[name]
        for problem in problems:
            self.troubles.append(Trouble(document.path, document.line(problem.place), str(problem), warning))


def read_library(folder: Path, *, with_cases: bool = True) -> Library:
    """Read a content folder; what cannot be read is in `troubles`, and the rest is there."""
    library = Library(folder)
    for kind in KINDS:
        ending, read = ("*.md", read_unit) if kind == "units" else ("*.yaml", read_yaml)
        for path in sorted((folder / kind).glob(ending)) if with_cases or kind != "cases" else ():
            name = f"{kind}/{path.stem}"
            library.documents[name] = read(path)
            library.blame(name, library.documents[name].problems)
    _read_vocabulary(library)
    for name, document in library.documents.items():
        data = document.data if isinstance(document.data, dict) else {}
        if "scheme" in data and name.startswith("schemes/"):
            _read_scheme(library, name, data)
        elif "gap_matrix" in data:
            library.gap_matrix = data["gap_matrix"]
        elif name.startswith("schemes/") and "vocabulary" not in data:
            library.blame(name, [Problem((), "says neither `scheme`, `vocabulary` nor `gap_matrix`")])
    for name, document in library.documents.items():
        if name.startswith("cases/"):
            _read_cases(library, name, document)
    return library


def _read_vocabulary(library: Library) -> None:
    document = library.documents.get("schemes/vocabulary")
    if document is None:
        library.troubles.append(Trouble(library.folder / "schemes" / "vocabulary.yaml", 1, "there is no vocabulary"))
        return
    try:
        library.vocabulary = read_vocabulary(document.data)
    except SchemeError as error:
        library.blame("schemes/vocabulary", error.problems)


def _read_scheme(library: Library, name: str, data: Mapping[str, Any]) -> None:
    try:
        scheme = read_scheme(data, library.vocabulary)
    except SchemeError as error:
        library.blame(name, error.problems)
        library.broken.add(str(data["scheme"]))
        return
    library.schemes[scheme.id] = scheme
    library.scheme_files[scheme.id] = name


def _read_cases(library: Library, name: str, document: Document) -> None:
    problems: list[Problem] = []
    items = document.data.get("cases") if isinstance(document.data, dict) else None
    if not isinstance(items, list):
        library.blame(name, [Problem((), "has no list of `cases`")])
        return
    for i, said in enumerate(items):
        if said.get("scheme") in library.broken:
            continue
        case = read_case(said, ("cases", i), library.schemes, problems)
        if case is None:
            continue
        if case.name in library.case_files:
            problems.append(
                Problem(("cases", i), f"another case has the same name, in {library.case_files[case.name]}")
            )
        library.cases.append(case)
        library.case_files[case.name] = name
    library.blame(name, problems)


@cache
def installed_library() -> Library:
    """Return the content this installation carries, read once. Raises ContentError where it cannot be trusted."""
    library = read_library(content_folder(), with_cases=False)
    if library.troubles:
        raise ContentError(library.troubles)
    return library


class ContentError(ValueError):
    """Content that cannot be used as it is; run `trigpoint check` for the list."""

    def __init__(self, troubles: list[Trouble]) -> None:
        self.troubles = troubles
        super().__init__("The content has mistakes. Run `trigpoint check`.\n" + "\n".join(map(str, troubles[:10])))
