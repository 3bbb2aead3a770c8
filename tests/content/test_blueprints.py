"""The blueprint of an examination: what is wrong with one is said with its line, and words make no new version."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from trigpoint.content.blueprints import blueprint_problems, blueprints, read_blueprint
from trigpoint.content.library import read_library
from trigpoint.content.marked import Document
from trigpoint.content.paths import content_folder

NAME = "blueprints/law-examination"


@pytest.fixture(scope="module")
def library():
    return read_library(content_folder(), with_cases=False)


def problems(library: Any, change: Any) -> list[str]:
    document = library.documents[NAME]
    data = deepcopy(document.data)
    change(data)
    library.documents[NAME] = Document(document.path, data, document.lines)
    try:
        return [str(problem) for _, problem in blueprint_problems(library)]
    finally:
        library.documents[NAME] = document


def test_the_installed_blueprint_has_two_parts_of_45_minutes_and_no_problem(library):
    found = blueprints()["law-examination"]

    assert [part.minutes for part in found.parts] == [45, 45]
    assert sum(row.count for part in found.parts for row in part.draws) == 40
    assert problems(library, lambda _: None) == []


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda data: data["parts"][0].update(minutes=51), "at most 50 minutes"),
        (lambda data: data["parts"][0]["draws"][0].update(topics=["astrology"]), "astrology is no topic"),
        (lambda data: data["parts"][0]["draws"][0].update(outcomes=["LAW-99"]), "no outcome LAW-99"),
        (lambda data: data["parts"][0]["draws"][0].update(count=0), "a count of 1 or more"),
        (lambda data: data.update(covers=["LAW-99"]), "no outcome LAW-99"),
        (lambda data: data.update(covers=["LAW-1", "LEA-1"]), "no question on LEA-1 can be drawn by any row"),
        (lambda data: data.update(fact="passed:nothing"), "not in the vocabulary"),
        (lambda data: data.update(pass_mark=60), "pass_mark is not part of a blueprint"),
        (lambda data: data["rules"].pop("wait_days"), "wait_days is missing"),
        (lambda data: data["rules"]["judges"].pop("source"), "source is missing"),
        (lambda data: data["parts"][0].update(sets=1), "1 sets are asked for and 0 written"),
        (
            lambda data: data.update(sets=[{"id": "s", "title": "S", "words": "A case.", "questions": ["gone"]}]),
            "no question gone",
        ),
    ],
)
def test_what_is_wrong_is_said(library, change, words):
    assert any(words in problem for problem in problems(library, change))


def test_a_change_of_words_makes_no_new_version_and_a_change_of_numbers_does(library):
    said = library.documents[NAME].data
    worded, counted = deepcopy(said), deepcopy(said)
    worded["plain"] = "Other words."
    counted["parts"][0]["draws"][0]["count"] = 5

    assert read_blueprint(worded).version == read_blueprint(said).version
    assert read_blueprint(counted).version != read_blueprint(said).version
