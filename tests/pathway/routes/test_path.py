"""The whole way, with times."""

from __future__ import annotations

import pytest
from tests.pathway.routes.people import a_finder

from trigpoint.pathway.routes.path import steps_of, whole_time

FINDER = a_finder()


@pytest.mark.parametrize(
    ("route", "words"),
    [
        ("assessment-only", "Best case 2 terms. Plan for up to 2 years and 1 term."),
        ("salaried", "Best case 1 year and 1 term. Plan for up to 3 years."),
        ("degree-apprenticeship", "Best case 4 years. Plan for up to 6 years."),
        ("wales", "Best case no further time. Plan for up to 2 years."),
        ("qtls", "No further time."),
        ("overseas", "We cannot add it up: we found no published time for a decision."),
    ],
)
def test_a_route_and_its_induction_are_added_up_as_a_best_case_and_a_plan(route, words):
    assert whole_time(FINDER.words[route].length, FINDER.words[route].induction).words == words


def test_the_way_joins_route_induction_award_and_post():
    steps = steps_of("Assessment only", FINDER.words["assessment-only"], FINDER.award)

    assert [(step.title, step.time) for step in steps] == [
        ("Gain QTS: Assessment only", "About 12 weeks"),
        ("Complete induction", "1 to 6 terms"),
        ("Work on the SENCO Award, beside all this", "Up to 150 hours, whenever you like"),
        ("Become the SENCO", "From the day the school names you"),
        ("Gain the qualification the law requires", "By the third anniversary of your first day as the SENCO"),
    ]


@pytest.mark.parametrize("route", FINDER.words)
def test_no_stretch_of_the_way_waits_for_years_of_service(route):
    steps = steps_of(route, FINDER.words[route], FINDER.award)

    ours = [step.words for step in steps[2:]]
    assert [words for words in ours if "years of" in words and "No further years" not in words] == []
    assert steps[3].time == "From the day the school names you"
