"""The outcomes as pieces name them."""

from __future__ import annotations

import pytest

from trigpoint.evidence.matrix import strands
from trigpoint.evidence.outcomes import (
    UnknownOutcomeError,
    criteria,
    criterion,
    outcome,
    outcome_of,
    outcomes,
    standards,
)


def test_every_outcome_of_the_award_has_criteria_and_every_standard_its_points():
    assert len(outcomes()) == 42
    assert all(row.criteria for row in (*outcomes().values(), *standards().values()))
    assert sum(len(row.criteria) for row in standards().values()) == 42
    assert len(criteria()) == len(set(criteria()))


def test_a_reference_leads_to_its_criterion_and_back():
    assert criterion("LAW-3.2").words.startswith("Finds words that leave room for doubt")
    assert criterion("TS-P2.7").outcome.strand == "TS"
    assert all(outcome_of(reference) == row.outcome.id for reference, row in criteria().items())


@pytest.mark.parametrize("reference", ["LAW-3.0", "LAW-3.9", "LAW-3", "", "NO-1.1"])
def test_a_reference_that_is_none_is_refused(reference):
    with pytest.raises(UnknownOutcomeError):
        criterion(reference)


def test_an_outcome_that_is_none_is_refused():
    with pytest.raises(UnknownOutcomeError):
        outcome("LAW")


def test_with_nothing_every_criterion_is_a_gap():
    gaps = strands((), only_gaps=True)

    assert sum(one.of for one in gaps) == len(criteria())
    assert sum(one.shown for one in gaps) == 0
