"""Rules of retention: what is wrong with a file is named by its line."""

from __future__ import annotations

import pytest

from trigpoint.content.marked import read_yaml
from trigpoint.content.retention import installed_rules, kept, retention_problems

RULE = "  - {id: views, holding: people.views, kept: A year., why: So., source: ours, review: the operator%s}\n"
TIMED = ", years: 1, from: the day, sweep: people.views"


def problems(tmp_path, text: str) -> list[str]:
    path = tmp_path / "rules.yaml"
    path.write_text(text, encoding="utf-8")
    return [str(problem) for problem in retention_problems(read_yaml(path))]


@pytest.mark.parametrize("more", ["", TIMED, ", days: 30, from: the day, sweep: platform.jobs"])
def test_a_sound_rule_has_no_problems(tmp_path, more):
    assert problems(tmp_path, "retention:\n" + RULE % more) == []


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (", until: 2030", "until is not part of a rule"),
        (", years: 1", "a rule that ends has"),
        (", sweep: people.views, from: the day", "a rule that ends has"),
        (TIMED.replace("1", "0"), "years is a whole number from 1 to 100"),
        (TIMED.replace("1", "long"), "years is a whole number"),
        (TIMED + ", days: 3", "has both years and days"),
    ],
)
def test_a_rule_that_makes_no_sense_is_named(tmp_path, more, words):
    assert words in " ".join(problems(tmp_path, "retention:\n" + RULE % more))


def test_what_is_missing_or_twice_or_no_rule_at_all_is_named(tmp_path):
    assert "has no list of `retention`" in " ".join(problems(tmp_path, "rules: []\n"))
    assert "is no rule" in " ".join(problems(tmp_path, "retention:\n  - some words\n"))
    found = " ".join(problems(tmp_path, "retention:\n" + RULE % "" + RULE % "" + "  - {id: other}\n"))
    for words in ("views has a rule already", "people.views has a rule already", "kept is missing", "why is missing"):
        assert words in found


def test_how_long_is_said_in_words_or_that_nobody_decided():
    assert kept("people.views") == "6 years."
    assert kept("people.nothing") == "Not decided yet."
    assert all(rule.review == "to be decided by the operator" for rule in installed_rules())
