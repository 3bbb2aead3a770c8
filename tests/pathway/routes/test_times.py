"""Lengths of time in words."""

from __future__ import annotations

import pytest

from trigpoint.pathway.routes.times import induction_words, length_words, terms_of, terms_words


@pytest.mark.parametrize(
    ("shortest", "longest", "words"),
    [
        (None, None, "No published time"),
        (0, 0, "No time at all"),
        (12, 12, "About 12 weeks"),
        (12, 26, "12 to 26 weeks"),
        (26, 39, "26 weeks to 9 months"),
        (39, 52, "9 to 12 months"),
        (39, 104, "9 months to 2 years"),
        (52, 104, "12 months to 2 years"),
        (156, 208, "3 to 4 years"),
        (186, 208, "43 months to 4 years"),
    ],
)
def test_a_length_is_told_in_the_unit_people_plan_by(shortest, longest, words):
    assert length_words(shortest, longest) == words


@pytest.mark.parametrize(("weeks", "terms"), [(0, 0), (1, 1), (12, 1), (17, 1), (18, 2), (39, 3), (52, 3), (104, 6)])
def test_a_part_of_a_term_counts_as_a_term(weeks, terms):
    assert terms_of(weeks) == terms


@pytest.mark.parametrize(
    ("terms", "words"),
    [
        (0, "0 terms"),
        (1, "1 term"),
        (2, "2 terms"),
        (3, "1 year"),
        (4, "1 year and 1 term"),
        (8, "2 years and 2 terms"),
    ],
)
def test_terms_are_told_in_years_and_terms(terms, words):
    assert terms_words(terms) == words


@pytest.mark.parametrize(("shortest", "usual", "words"), [(0, 0, "None"), (6, 6, "6 terms"), (1, 6, "1 to 6 terms")])
def test_induction_is_told_from_the_least_to_the_usual(shortest, usual, words):
    assert induction_words(shortest, usual) == words
