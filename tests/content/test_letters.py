"""Letters rest on duties and calculators that there are, and claim no law in their own words."""

from __future__ import annotations

import copy
from dataclasses import replace
from typing import Any

import pytest

from trigpoint.content.check import READING_AGE, reading_age
from trigpoint.content.letter_checks import letter_problems
from trigpoint.content.letters import DUTIES, letters, plain_words
from trigpoint.content.library import installed_library


def problems(change: dict[str, Any] | None = None, file: dict[str, Any] | None = None) -> list[str]:
    """Return what is wrong with the installed content when the late decision's letter is changed so."""
    documents = dict(installed_library().documents)
    data = copy.deepcopy(documents["letters/letters"].data)
    letter = next(one for one in data["letters"] if one["id"] == "late-decision")
    letter.update(change or {})
    data.update(file or {})
    documents["letters/letters"] = replace(documents["letters/letters"], data=data)
    return [str(problem) for _, problem in letter_problems(documents)]


def test_the_installed_letters_are_sound():
    assert problems() == []
    assert len(letters()) >= 8


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"title": ""}, "has no title"),
        ({"colour": "red"}, "colour is not part of a letter"),
        ({"id": "Late Decision"}, "an id is small letters"),
        ({"id": "note-of-decision"}, "note-of-decision is told twice"),
        ({"duties": ["nobody-knows"]}, "there is no duty nobody-knows"),
        ({"body": ["You must answer.", "{received-on} {due-on}", DUTIES]}, "name a duty, and its words stand here"),
        ({"body": ["{received-on} {due-on}"]}, "has no paragraph {duties}"),
        ({"body": ["{received-on} {due-on} {nobody}", DUTIES]}, "nothing gives nobody"),
        ({"body": ["{received-on}", DUTIES]}, "due-on is asked or worked out, and never used"),
        ({"body": ["{received-on} {due-on}", DUTIES, "word " * 21]}, "has a sentence of more than 20 words"),
        ({"questions": [{"id": "received-on", "kind": "moon", "label": "When?", "ask": "when"}]}, "kind is date"),
        (
            {"questions": [{"id": "received-on", "kind": "choice", "label": "When?", "ask": "when"}]},
            "a choice has options",
        ),
        ({"dates": [{"id": "due-on", "calculator": "none", "from": "received-on"}]}, "no calculator has the id none"),
        ({"dates": [{"id": "due-on", "calculator": "ehc-week-6", "from": "x"}]}, "x is no question for a date"),
        (
            {"dates": [{"id": "due-on", "calculator": "exclusion-governors-15", "from": "received-on"}]},
            "counts school days",
        ),
    ],
)
def test_a_letter_that_cannot_be_relied_on_is_named(change: dict[str, Any], words: str):
    assert any(words in problem for problem in problems(change)), problems(change)


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ({"checked_on": None}, "does not say on which day it was checked"),
        ({"title": ""}, "has no title"),
        ({"more": 1}, "more is not part of a file of letters"),
        ({"plain_words": {"Utilise": "use"}}, "hard words are written in small letters"),
    ],
)
def test_a_file_that_lacks_something_is_named(file: dict[str, Any], words: str):
    assert any(words in problem for problem in problems(file=file))


@pytest.mark.parametrize("letter", letters(), ids=lambda letter: letter.id)
def test_the_own_words_of_a_letter_are_easy_to_read(letter):
    age = reading_age(" ".join(text for text in letter.body if text != DUTIES))

    assert age is None or age <= READING_AGE


def test_no_plainer_word_is_longer_to_say_than_the_hard_one_is_to_explain():
    assert all(plain and plain != hard for hard, plain in plain_words().items())
