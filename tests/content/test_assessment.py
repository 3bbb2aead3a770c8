"""The rules of judging: read, and checked with what is wrong named by its place."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml

from trigpoint.content.assessment import assessment_problems, rules, section
from trigpoint.content.marked import read_yaml

FILE = Path(__file__).parents[2] / "content" / "assessment" / "rules.yaml"


def changed(tmp_path, change):
    data = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    change(data)
    path = tmp_path / "rules.yaml"
    path.write_text(yaml.safe_dump(data, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return [str(problem) for problem in assessment_problems(read_yaml(path))]


def test_the_installed_rules_are_sound_and_read():
    assert list(assessment_problems(read_yaml(FILE))) == []
    assert rules().since == date(2026, 9, 1)
    assert {one.when for one in rules().second} == {"prior-learning", "new-assessor", "refusal", "sample"}
    assert section("judging")["judge_within_days"] == rules().judge_within_days


def test_every_reason_of_a_refusal_says_what_would_change_it():
    for kind in ("more", "not_shown"):
        for one in rules().reasons[kind]:
            assert one.change.endswith(".")


def test_a_code_that_a_later_version_dropped_is_shown_as_it_is():
    assert rules().words_of("no-longer-here") == "no-longer-here"
    assert rules().reason("more", "no-longer-here") is None


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda data: data.pop("from"), "from is missing"),
        (lambda data: data.update(checked_on="soon"), "checked_on is a date"),
        (lambda data: data["judging"].pop("why"), "why is missing"),
        (lambda data: data["judging"].update(judge_within_days=0), "judge_within_days is a whole number from 1"),
        (lambda data: data["judging"].update(second=[]), "second is a list"),
        (lambda data: data["judging"]["second"][3].update(percent=101), "percent is a whole number from 0 to 100"),
        (lambda data: data["judging"]["second"][1].update(judgements=0), "judgements is a whole number above 0"),
        (lambda data: data["judging"]["second"][0].update(when="never"), "`when`"),
        (lambda data: data["judging"]["agreement"].update(third_sees="all"), "third_sees is one of: nothing"),
        (lambda data: data["judging"].update(refer_when="always"), "refer_when is one of"),
        (lambda data: data["judging"].update(decline_for=["mood"]), "mood is no reason of `not_shown`"),
        (lambda data: data["more"].update(ask_before_refusal="yes"), "ask_before_refusal is true or false"),
        (lambda data: data.pop("deferral"), "deferral is missing"),
        (lambda data: data.update(refusal=3), "refusal is no section"),
        (lambda data: data["reasons"].update(more=[]), "more is a list of coded reasons"),
        (lambda data: data["reasons"]["not_shown"][0].pop("change"), "has id, words, change"),
        (lambda data: data["reasons"]["shown"].append(data["reasons"]["shown"][0]), "is a reason already"),
    ],
)
def test_what_is_wrong_is_said(tmp_path, change, words):
    found = changed(tmp_path, change)

    assert any(words in one for one in found), found
