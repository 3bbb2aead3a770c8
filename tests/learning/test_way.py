"""The way through a scenario, which is pure."""

from __future__ import annotations

import pytest

from trigpoint.learning.way import Taken, Way, read_way


def test_a_way_begins_at_the_start_and_ends_at_an_end(scenario, right_way):
    way = Way(scenario, ())
    assert way.point is scenario.points[scenario.start]
    for choice, reason in right_way:
        way = way.and_then(Taken(choice, reason))

    assert way.point is None
    assert way.end is not None
    assert [made.number for made in way.made] == list(range(1, len(right_way) + 1))
    assert all(made.had_best_reason for made in way.made)


def test_what_stands_in_an_address_is_read_back_as_it_was_written(scenario, right_way):
    way = Way(scenario, tuple(Taken(*one) for one in right_way))

    found = read_way(scenario, way.written)
    assert found is not None
    assert found.taken == way.taken
    assert read_way(scenario, "") == Way(scenario, ())


@pytest.mark.parametrize("written", ["z.z", "a", "a.b.c", "<script>.x", "a.r1~", "~".join(["a.r1"] * 40), "b.r3~x.r1"])
def test_an_address_that_says_no_way_is_none(scenario, written):
    assert read_way(scenario, written) is None


def test_a_way_that_there_is_not_is_refused_when_it_is_followed(scenario):
    with pytest.raises(ValueError, match="has no decision"):
        Way(scenario, (Taken("z", "r1"),)).made  # noqa: B018 - following it is the test
