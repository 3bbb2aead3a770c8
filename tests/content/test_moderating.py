"""The rules of moderation and the board, and standardisation exercises: what is wrong is named, with what to do."""

from __future__ import annotations

from copy import deepcopy
from types import SimpleNamespace
from typing import Any

import pytest

from trigpoint.content.library import installed_library
from trigpoint.content.moderating import board_rules, moderation_problems, moderation_rules, words_of
from trigpoint.content.standardisation import exercises, standardisation_problems

RULES = installed_library().documents["assessment/rules"].data
LAW = installed_library().documents["standardisation/law"].data


def blamed(**changes):
    """Return what is said of the rules with one thing of a section changed."""
    data = deepcopy(RULES)
    for name, value in changes.items():
        section, _, key = name.partition("__")
        if value is None:
            data[section].pop(key) if key else data.pop(section)
        else:
            data[section][key] = value
    document: Any = SimpleNamespace(data=data)
    return [problem.message for problem in moderation_problems(document)]


def blamed_exercise(**changes):
    """Return what is said of the law exercise with some keys changed, beside the others as they are."""
    documents = {
        name: SimpleNamespace(data=document.data)
        for name, document in installed_library().documents.items()
        if name.startswith("standardisation/")
    }
    documents["standardisation/law"] = SimpleNamespace(data={**deepcopy(LAW), **changes})
    library: Any = SimpleNamespace(documents=documents, schemes=installed_library().schemes)
    return [problem.message for _, problem in standardisation_problems(library)]


def test_what_is_installed_has_nothing_wrong():
    assert blamed() == []
    assert blamed_exercise() == []


def test_the_rules_are_read_as_they_are_written():
    assert moderation_rules().sampling.at_random == 0.05
    assert moderation_rules().low_below == 0.6
    assert (board_rules().quorum, board_rules().quorum_outside, board_rules().fewest) == (3, 1, 10)
    assert words_of("upheld") == "The grounds are made out."
    assert words_of("dropped-since") == "dropped-since"


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"board": None}, "board is missing"),
        ({"board__quorum": 1}, "quorum is a whole number from 2 to 50"),
        ({"board__quorum": True}, "quorum is a whole number from 2 to 50"),
        ({"board__note": 3}, "note says in words who must be among those present"),
        ({"statistics__fewest": 2}, "fewest is a whole number from 5 to 1000"),
        ({"appeals__grounds": []}, "grounds is a list of codes with their words"),
        ({"appeals__grounds": [{"id": "a"}]}, "has id, words, each in words"),
        ({"appeals__grounds": [{"id": "a", "words": "A."}] * 2}, "a is there already; keep one"),
        (
            {"moderation__percent_of_risk": {"fast": 3}},
            "gives a percentage for new-assessor, low-agreement, borderline, fast",
        ),
        ({"moderation__least": {"assessor": {}}}, "gives the least for assessor, strand, route"),
    ],
)
def test_a_wrong_rule_is_named_with_what_to_write(changes, words):
    assert words in blamed(**changes)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"outcome": "LAW-99"}, "outcome is one of the award that has criteria"),
        ({"strands": ["LAW", "FUN"]}, "strands are those of the award; FUN is not"),
        ({"strands": ["COO"]}, "no exercise is for strand LAW, so nobody could judge in it"),
        ({"review": "panel"}, "review is one of: source-check"),
        ({"needed": 9}, "needed is how many verdicts must fit the key, from 1 to 4"),
        ({"pieces": []}, "pieces is a list of made-up evidence"),
        ({"title": " "}, "title is missing; write it in words"),
        ({"key": {"LAW-3.1": {"verdict": "shown", "why": "So."}}}, "key has a verdict on each of"),
    ],
)
def test_a_wrong_exercise_is_named_with_what_to_write(changes, words):
    assert any(words in found for found in blamed_exercise(**changes))


def test_every_key_says_why_and_names_nobody_as_having_agreed_it():
    for one in exercises().values():
        assert one.review == "source-check"
        assert all(row.why for row in one.key)
        assert any(not row.is_shown for row in one.key) or one.id == "people"
