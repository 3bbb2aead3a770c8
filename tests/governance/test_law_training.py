"""The law strand, current or due: nothing more, and no leave can be read out of the day."""

from __future__ import annotations

from datetime import date

import pytest
from tests.governance.support import TODAY, passed
from tests.pathway.standing.support import SCHEMES, agreed, change, plain

from trigpoint.governance.law_training import CANNOT_TELL, law_training
from trigpoint.kernel import Fact, Period, standing
from trigpoint.platform.pages import StatusKind
from trigpoint.record.queries import without_private

AWARD = SCHEMES["senco-award"]


def told(*facts, world=(), today: date = TODAY, route: str = "T"):
    by_all = standing(AWARD, route, facts, world=world).on(today)
    return law_training(by_all, standing(AWARD, route, without_private(facts), world=world).on(today))


def leave(start: date, end: date | None) -> Fact:
    return Fact("on:leave", Period(start, end))


def test_a_pass_is_current_for_two_years():
    row = told(passed())

    assert plain(row.words) == "Current until 3 March 2028."
    assert row.status is not None
    assert row.status.kind is StatusKind.MET


@pytest.mark.parametrize("route", "TSEH")
def test_every_route_tells_the_same(route):
    assert plain(told(passed(), route=route).words) == "Current until 3 March 2028."


def test_what_ran_out_was_due_on_its_day():
    row = told(passed(date(2024, 3, 3)))

    assert plain(row.words) == "It was due on 3 March 2026."
    assert row.status is not None
    assert row.status.kind is StatusKind.OVERDUE


def test_without_any_pass_it_has_not_begun_whatever_outcomes_are_agreed():
    assert told(*agreed("LAW-1", "LAW-2")).words == "Not begun."


def test_a_pass_still_to_come_has_not_begun():
    assert told(passed(date(2027, 3, 3))).words == "Not begun."


def test_a_change_in_the_law_gives_a_day_for_the_refresher_and_then_is_due():
    world = (change(date(2026, 9, 1), date(2027, 1, 15)),)

    ahead = told(passed(), world=world)
    over = told(passed(), world=world, today=date(2027, 1, 20))
    refreshed = Fact("completed:law-refresher", Period(date(2026, 10, 1)))
    done = told(passed(), refreshed, world=world)
    assert plain(ahead.words) == "Current. A refresher on new law is due by 15 January 2027."
    assert plain(over.words) == "It was due on 15 January 2027."
    assert plain(done.words) == "Current until 3 March 2028."


def test_leave_moves_no_day_that_others_are_told_while_that_day_is_ahead():
    assert told(passed(), leave(date(2026, 4, 1), date(2026, 10, 1))) == told(passed())


def test_on_leave_now_nothing_shows_that_the_clock_stands_still():
    assert told(passed(), leave(date(2026, 10, 1), None)) == told(passed())


def test_leave_still_keeps_somebody_current_whose_two_years_would_be_over():
    row = told(passed(date(2024, 9, 3)), leave(date(2025, 1, 1), date(2025, 7, 1)))

    assert plain(row.words) == "Current until 3 March 2027."


def test_leave_without_an_end_is_current_without_a_day():
    assert told(passed(date(2024, 9, 3)), leave(date(2025, 1, 1), None)).words == "Current."


def test_rules_without_a_law_strand_cannot_be_told():
    law = SCHEMES["statutory-senco"]
    snapshot = standing(law, "post", ()).on(TODAY)

    assert law_training(snapshot, snapshot) == CANNOT_TELL
