"""The check: everything that must hold of content before anyone relies on it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from trigpoint.content.assessment import assessment_problems
from trigpoint.content.blueprints import blueprint_problems
from trigpoint.content.cases import failures
from trigpoint.content.duty_checks import duty_problems
from trigpoint.content.law import deadline_problems, register_problems, statute_problems
from trigpoint.content.letter_checks import letter_problems
from trigpoint.content.library import Library, Trouble, read_library
from trigpoint.content.moderating import moderation_problems
from trigpoint.content.outside import outside_problems
from trigpoint.content.question_checks import question_problems
from trigpoint.content.releases import ReleaseError, read_release, release_paths
from trigpoint.content.retention import retention_problems
from trigpoint.content.scenario_checks import scenario_problems
from trigpoint.content.standardisation import standardisation_problems
from trigpoint.content.unit_checks import taught, unit_problems
from trigpoint.content.workload import workload_problems
from trigpoint.kernel import Problem, Scheme
from trigpoint.kernel.rules import Have, Reference, Rule, Served, Total

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from pathlib import Path

    from trigpoint.content.marked import Document

READING_AGE = 13.0
"""Words to professionals should read at this age or below; above it the check warns."""
SHORTEST_TEXT = 25
"""Fewer words than this say nothing about a reading age."""
RELIED_ON = {"V", "V2", "C"}
"""Confidences that a rule may rest on; M+ and M? are still to be checked."""
ALONE: Mapping[str, tuple[Callable[[Document], Iterable[Problem]], ...]] = MappingProxyType(
    {
        "statute": (statute_problems,),
        "deadlines": (deadline_problems,),
        "retention": (retention_problems,),
        "assessment": (assessment_problems, moderation_problems),
    }
)
"""What is checked of each file alone, by its folder."""


@dataclass(frozen=True, slots=True)
class Report:
    """What the check found, and what it looked at."""

    library: Library
    troubles: tuple[Trouble, ...]

    @property
    def errors(self) -> list[Trouble]:
        """What must be mended."""
        return [trouble for trouble in self.troubles if not trouble.warning]


def check(folder: Path) -> Report:
    """Read and check a content folder."""
    library = read_library(folder)
    _schemes(library)
    _file_by_file(library)
    for name, problem, warning in _across(library):
        library.blame(name, [problem], warning=warning)
    _taught_plainly(library)
    for case in library.cases:
        library.blame(library.case_files[case.name], failures(case))
    library.troubles += _gap_matrix(library)
    library.troubles += _releases(library)
    troubles = tuple(sorted(library.troubles, key=lambda trouble: (trouble.warning, str(trouble.path), trouble.line)))
    return Report(library, troubles)


def _schemes(library: Library) -> None:
    """Check each scheme."""
    for scheme_id, scheme in library.schemes.items():
        name = library.scheme_files[scheme_id]
        places = dict(_places(library.documents[name].data))
        library.blame(name, _reachable(scheme, places))
        library.blame(name, workload_problems(scheme, places))
        library.blame(name, _relied_on(scheme, places))
        library.blame(name, _reading_age(scheme, places), warning=True)


def _file_by_file(library: Library) -> None:
    """Check what can be seen within one file."""
    for name, document in library.documents.items():
        for one in ALONE.get(name.partition("/")[0], ()):
            library.blame(name, one(document))


def _across(library: Library) -> Iterator[tuple[str, Problem, bool]]:
    """Yield what is wrong between files: the file, the problem, and whether it is only a warning."""
    documents = library.documents
    register = {name: document for name, document in documents.items() if name.startswith("statute/")}
    for found in (
        register_problems(register),
        duty_problems(documents),
        letter_problems(documents),
        blueprint_problems(library),
        standardisation_problems(library),
        scenario_problems(library),
        outside_problems(library),
    ):
        yield from ((name, problem, False) for name, problem in found)
    award = library.schemes.get("senco-award")
    yield from question_problems(documents, set(award.rules) if award else set())
    yield from unit_problems(library)


def _places(data: object, place: tuple[str | int, ...] = ()) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Yield the id of every mapping that has one, with its place in the file."""
    if isinstance(data, dict):
        if isinstance(data.get("id"), str):
            yield data["id"], place
        for key, value in data.items():
            yield from _places(value, (*place, key))
    elif isinstance(data, list):
        for i, value in enumerate(data):
            yield from _places(value, (*place, i))


def _reachable(scheme: Scheme, places: dict[str, Any]) -> Iterator[Problem]:
    """Every named requirement is asked for by some route; a codes-only rule nobody reaches is a mistake."""
    reached: set[str] = set()
    for route in scheme.routes.values():
        for rule in route.requires:
            reached.update(inner.id for inner in scheme.reach(rule))
    for rule in scheme.rules.values():
        if rule.named and rule.id not in reached and not isinstance(rule, Reference):
            yield Problem(
                places.get(rule.id, ()), f"{rule.id} is asked for by no route; add it to a route or take it out"
            )


def _relied_on(scheme: Scheme, places: dict[str, Any]) -> Iterator[Problem]:
    """Yield the rules that a person can meet or fail and that rest on no source that somebody read."""
    for rule in scheme.rules.values():
        if isinstance(rule, Have | Total | Served) and not _has_read_source(scheme, rule):
            place = places.get(rule.id, ())
            yield Problem(
                place, f"{rule.id} rests only on sources that are still to be checked ({', '.join(rule.sources)})"
            )


def _has_read_source(scheme: Scheme, rule: Rule) -> bool:
    return any(scheme.sources[key].confidence in RELIED_ON for key in rule.sources)


def _reading_age(scheme: Scheme, places: dict[str, Any]) -> Iterator[Problem]:
    for rule_id, words in scheme.prose.items():
        text = " ".join(str(words[key]) for key in ("plain", "unmet", "why", "duty") if key in words)
        age = reading_age(text)
        if age is not None and age > READING_AGE:
            yield Problem(
                places.get(rule_id, ()), f"reads at about age {age:.0f}; aim for 13: shorter sentences, shorter words"
            )


def _taught_plainly(library: Library) -> None:
    """Warn of a step of a unit or a point of a scenario that is hard to read."""
    for name, document in library.documents.items():
        if document.data and name.startswith(("units/", "scenarios/")):
            for place, text in taught(document.data):
                age = reading_age(text)
                if age is not None and age > READING_AGE:
                    words = f"reads at about age {age:.0f}; aim for 13: shorter sentences, shorter words"
                    library.blame(name, [Problem(place, words)], warning=True)


def reading_age(text: str) -> float | None:
    """Return the age at which a text can be read, by the Automated Readability Index; None for a very short text.

    Source: Smith and Senter, Automated Readability Index, AMRL-TR-66-220 (1967); grade plus 5 gives the age.
    """
    words = re.findall(r"[A-Za-z0-9\u2019'-]+", text)
    if len(words) < SHORTEST_TEXT:
        return None
    sentences = max(1, len(re.findall(r"[.!?:](?:\s|$)", text)))
    letters = sum(len(word) for word in words)
    return 4.71 * letters / len(words) + 0.5 * len(words) / sentences - 21.43 + 5


def _gap_matrix(library: Library) -> Iterator[Trouble]:
    """Every outcome that the matrix names exists in the award."""
    document = library.documents.get("schemes/gap-matrix")
    award = library.schemes.get("senco-award")
    if document is None or award is None:
        return
    for i, row in enumerate(library.gap_matrix.get("rows", [])):
        for outcome in row.get("this-scheme", {}).get("outcomes", []):
            if outcome not in award.rules:
                line = document.line(("gap_matrix", "rows", i, "this-scheme", "outcomes"))
                yield Trouble(
                    document.path, line, f"ask {row.get('ask')} names {outcome}, which the award does not have"
                )


def _releases(library: Library) -> Iterator[Trouble]:
    """Every release can be relied on, and is of a scheme that there is."""
    for path in release_paths(library.folder):
        try:
            release = read_release(path)
        except ReleaseError as error:
            for problem in error.problems:
                yield Trouble(path, error.document.line(problem.place), str(problem))
        else:
            if release.scheme not in {*library.schemes, *library.broken}:
                yield Trouble(path, 1, f"scheme: there is no scheme {release.scheme}")
