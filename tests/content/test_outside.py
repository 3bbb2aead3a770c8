"""What the check says of mappings of courses from elsewhere."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest

from trigpoint.content.library import installed_library
from trigpoint.content.outside import NAME, known, outside_problems

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def said() -> Callable[..., list[str]]:
    """Return what the check says once the file was changed."""
    library = installed_library()
    kept = library.documents[NAME].data

    def saying(change: Callable[[Any], object]) -> list[str]:
        data = deepcopy(kept)
        change(data)
        document = replace(library.documents[NAME], data=data)
        changed = replace(library, documents={**library.documents, NAME: document})
        return [str(problem) for _, problem in outside_problems(changed)]

    return saying


def test_the_file_as_it_stands_is_sound(said: Callable[..., list[str]]) -> None:
    assert said(lambda _: None) == []


def test_what_is_made_up_counts_only_in_a_demonstration() -> None:
    assert known(demonstration=False).mappings == ()
    assert known(demonstration=False).issuers == ()
    found = known(demonstration=True).mapping("example-law-course")
    assert found is not None
    assert found.is_law
    assert found.law_taught_to == date(2026, 9, 1)
    assert known(demonstration=True).mapping_for(found.issuer, "https://badges.training.example/law") == found


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda data: data.pop("level"), "lacks level"),
        (lambda data: data.update(level=9), "level from 1 to 8"),
        (lambda data: data.update(mappings="none"), "is a list"),
        (lambda data: data["issuers"].append(data["issuers"][0]), "is there already"),
        (lambda data: data["issuers"][0].update(keys=[{"method": "x"}]), "a method and a multikey"),
        (lambda data: data["mappings"][0].pop("until"), "lacks until"),
        (lambda data: data["mappings"][0].update(issuer="nobody"), "not among the issuers"),
        (lambda data: data["mappings"][0].update(until=date(2020, 1, 1)), "a mapping runs out"),
        (lambda data: data["mappings"][0].pop("law_taught_to"), "law_taught_to"),
        (lambda data: data["mappings"][0].update(examination={"minutes": 3}), "in words what it is like"),
        (lambda data: data["mappings"][0]["covers"][0].update(outcome="LAW-99"), "no outcome of the award"),
        (lambda data: data["mappings"][0]["covers"][0].update(criteria=[5]), "numbers from 1 to 4"),
        (lambda data: data["mappings"][0]["covers"][0].update(level="high"), "level from 1 to 8"),
        (lambda data: data["mappings"][0]["covers"][0].pop("words"), "lacks words"),
        (lambda data: data["mappings"][1].update(facts=[]), "covers nothing"),
        (lambda data: data["mappings"][1]["facts"][0].update(code="did:nothing-known"), "not in the vocabulary"),
        (lambda data: data["mappings"][1]["facts"][0].update(code="holds:qts"), "no time spent"),
        (lambda data: data["mappings"][1]["facts"][0].pop("amount"), "needs an amount, in minutes"),
    ],
)
def test_what_is_wrong_is_said(said: Callable[..., list[str]], change: Callable[[Any], object], words: str) -> None:
    assert any(words in problem for problem in said(change)), said(change)
