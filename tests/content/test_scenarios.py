"""Scenarios as content: every way through ends, days come from calculators, law is that of the day."""

from __future__ import annotations

import copy
from datetime import date

import pytest

from trigpoint.content.calculators import calculators
from trigpoint.content.library import installed_library
from trigpoint.content.marked import Document
from trigpoint.content.scenario_checks import scenario_problems
from trigpoint.content.scenarios import Verdict, scenario_of, scenarios

NAME = "scenarios/a-request-in-august"


@pytest.fixture
def data():
    return copy.deepcopy(installed_library().documents[NAME].data)


@pytest.fixture
def problems(monkeypatch):
    """Return what is wrong with a changed copy of a real scenario."""
    library = installed_library()

    def of(data):
        changed = {**library.documents, NAME: Document(library.documents[NAME].path, data, {})}
        monkeypatch.setattr(library, "documents", changed)
        return [str(problem) for name, problem in scenario_problems(library) if name == NAME]

    return of


def test_a_real_scenario_has_nothing_to_mend(data, problems):
    assert problems(data) == []


def test_there_are_thirty_scenarios_over_every_outcome_of_the_law_strand():
    found = scenarios()

    assert len(found) >= 30
    assert {one for scenario in found.values() for one in scenario.outcomes} >= {f"LAW-{n}" for n in range(1, 8)}


def test_every_scenario_has_wrong_choices_and_right_ones():
    for scenario in scenarios().values():
        verdicts = {choice.verdict for point in scenario.points.values() for choice in point.choices}
        assert {Verdict.RIGHT, Verdict.WRONG} <= verdicts, scenario.id


def test_a_day_that_a_case_quotes_is_worked_out_by_its_calculator(data):
    found = scenario_of(data, calculators())
    day = calculators()["ehc-week-6"].reckon(date(2026, 8, 10)).date

    (told,) = [point.words for point in found.points.values() if "By your count" in point.words]
    assert f"{day.day}\N{NO-BREAK SPACE}{day:%B}" in told
    assert "{" not in told


def point(data, i=0):
    return data["points"][i]


def missing_end(data):
    data["ends"].append({"id": "nowhere", "words": "x", "learned": ["y"]})


def dead_point(data):
    data["points"].append({**copy.deepcopy(data["points"][0]), "id": "unseen"})


def ring(data):
    point(data, -1)["choices"][0]["to"] = data["start"]


def nowhere(data):
    point(data)["choices"][0]["to"] = "no-such-point"


def short(data):
    point(data)["choices"][0]["to"] = data["ends"][0]["id"]


def all_wrong(data):
    for choice in point(data)["choices"]:
        choice["verdict"] = "wrong"


def no_reason(data):
    point(data)["best_reason"] = "r9"


def long_words(data):
    point(data)["words"] = "word " * 121


def unknown_law(data):
    point(data)["choices"][0]["provisions"] = ["cfa-3600"]


def too_early(data):
    data["on"] = date(1990, 1, 1)


def unknown_day(data):
    point(data)["words"] = "By {some-day}."


def no_calculator(data):
    point(data)["dates"] = [{"id": "x", "calculator": "none", "event": date(2026, 8, 10)}]
    point(data)["words"] += " {x}"


def unused_day(data):
    point(data)["dates"] = [{"id": "x", "calculator": "ehc-week-6", "event": date(2026, 8, 10)}]


def brace(data):
    point(data)["words"] = "An open { brace."


def name(data):
    data["scenario"] = "another"


def expert(data):
    data["review"] = "expert"


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (missing_end, "no choice leads to nowhere"),
        (dead_point, "no choice leads to unseen"),
        (ring, "leads back to itself"),
        (nowhere, "there is no point and no end no-such-point"),
        (short, "decisions; make it 3 to 6"),
        (all_wrong, "offers nothing that is right or arguable"),
        (no_reason, "there is no reason r9"),
        (long_words, "has more than 120 words"),
        (unknown_law, "the register has no entry cfa-3600"),
        (too_early, "was not in force on 1990-01-01"),
        (unknown_day, "nothing works out the day some-day"),
        (no_calculator, "no calculator has the id none"),
        (unused_day, "the day x is worked out and never told"),
        (brace, "has a brace that is not closed"),
        (name, "is the name of the file"),
        (expert, "recorded by their own account"),
    ],
)
def test_a_mistake_is_told(data, problems, spoil, said):
    spoil(data)

    assert any(said in words for words in problems(data)), problems(data)


def test_a_point_without_its_parts_is_told_and_nothing_breaks(data, problems):
    del point(data)["choices"]

    assert problems(data) == ["points.0: has no choices"]
