"""My standing as rows: the count, the strands, their statuses, the steps."""

from __future__ import annotations

from datetime import date

import pytest
from tests.pathway.standing.support import (
    OUTCOMES,
    agreed,
    award,
    change,
    event,
    held,
    passed,
    plain,
    strand,
)

from trigpoint.kernel import Basis
from trigpoint.platform.pages import StatusKind

LAW = [one for one in OUTCOMES if one.startswith("LAW")]


def test_nobody_has_met_anything_without_facts():
    rows = award()

    assert rows.count == "0 of 42 outcomes met."
    assert rows.finish == ""
    assert {row.status.words for row in rows.strands} == {"Not yet met"}


def test_the_count_is_of_outcomes_and_not_of_the_examination():
    rows = award(*agreed("LAW-1", "RES-2"), passed())

    assert rows.count == "2 of 42 outcomes met."


def test_a_strand_says_how_many_of_its_outcomes_are_met():
    row = strand(award(*agreed("RES-1", "RES-2", "RES-3")), "Research")

    assert (row.met, row.of, row.noun) == (3, 5, "outcomes")


def test_a_strand_of_which_all_is_agreed_is_met():
    row = strand(award(*agreed(*(one for one in OUTCOMES if one.startswith("DEV")))), "Own development")

    assert (row.status.words, row.met, row.of) == ("Met", 4, 4)


def test_the_law_strand_asks_for_an_examination_too_and_says_so():
    row = strand(award(*agreed(*LAW)), "SEND and equality law")

    assert (row.met, row.of) == (7, 7)
    assert row.status.words == "Not yet met"
    assert row.note == "Also asked: a law examination passed in the last 24 months."


def test_a_strand_that_lapses_within_half_a_year_says_when():
    row = strand(award(*agreed(*LAW), passed(date(2025, 3, 3))), "SEND and equality law")

    assert plain(row.status.words) == "Lapses 3 March 2027"
    assert row.note == ""


def test_a_lapse_further_off_is_not_news_yet():
    assert strand(award(*agreed(*LAW), passed(date(2026, 3, 3))), "SEND").status.words == "Met"


def test_a_part_that_lapses_is_told_where_the_strand_is_not_met():
    row = strand(award(*agreed("LAW-1"), passed(date(2025, 3, 3))), "SEND")

    assert row.status.words == "Not yet met"
    assert plain(row.note) == "A law examination passed in the last 24 months: lapses 3 March 2027."


def test_a_refresher_that_is_not_yet_due_makes_the_strand_due():
    world = (change(date(2026, 9, 1), date(2027, 1, 31)),)
    row = strand(award(*agreed(*LAW), passed(), world=world), "SEND")

    assert plain(row.status.words) == "Due 31 January 2027"


def test_a_refresher_whose_day_has_passed_makes_the_strand_overdue():
    world = (change(date(2026, 5, 1), date(2026, 9, 30)),)
    row = strand(award(*agreed(*LAW), passed(), world=world), "SEND")

    assert row.status.kind is StatusKind.OVERDUE


def test_what_another_strand_lacks_is_not_overdue():
    world = (change(date(2026, 5, 1), date(2026, 9, 30)),)

    assert strand(award(passed(), world=world), "Research").status.words == "Not yet met"


def test_all_met_is_said_and_asks_for_no_time():
    rows = award(*agreed(*OUTCOMES), passed())

    assert rows.count == "42 of 42 outcomes met."
    assert rows.finish == "All that this route asks for is met today."
    assert rows.complete
    assert not rows.asks_time
    assert rows.steps == ()


def test_renewal_counts_requirements_and_lists_its_records():
    facts = [held("holds:senco-award", date(2026, 7, 15), basis=Basis.ASSESSED), passed()]
    facts += [event("led:training", date(2026, 5, 12)), event("used:research", date(2026, 6, 1))]
    rows = award(*facts, route="renewal")

    assert rows.count == "4 of 5 requirements met."
    assert [row.title for row in rows.strands if row.status.words == "Not yet met"] == [
        "Family voice heard and acted on in the last year"
    ]


# ---- Steps


def test_three_steps_at_most_the_quickest_first_each_with_minutes_and_what_it_does():
    steps = award(*agreed("DEV-2")).steps

    assert [(step.words, step.minutes) for step in steps][:2] == [
        ("Pass the law examination", 90),
        ("Know what you need to learn", 90),
    ]
    assert len(steps) == 3
    assert steps[1].why == "Part of “Own development”: 1 of 4 met so far."
    assert steps[1].url == "/standing/senco-award/DEV-1/"


def test_two_ways_to_the_examination_are_one_step():
    words = [step.words for step in award().steps]

    assert words.count("Pass the law examination") == 1


def test_the_last_outcome_of_a_strand_comes_first_and_completes_it():
    steps = award(*agreed(*(one for one in OUTCOMES if one.startswith("RES") and one != "RES-3")), passed()).steps

    assert steps[0].words == "Use research to change something in practice"
    assert steps[0].why == "Completes “Research”."


def test_what_lapses_within_ninety_days_is_the_first_step():
    steps = award(*agreed(*LAW), passed(date(2025, 1, 10))).steps

    assert steps[0].words == "Pass the law examination again"
    assert plain(steps[0].why) == "Keeps “SEND and equality law” from lapsing on 10 January 2027."
    assert steps[0].minutes == 90


def test_a_refresher_is_the_first_step_with_its_day():
    world = (change(date(2026, 9, 1), date(2027, 1, 31)),)
    steps = award(*agreed(*LAW), passed(), world=world).steps

    assert steps[0].words == "Do a refresher on a change in the law"
    assert plain(steps[0].why) == "Due by 31 January 2027. Keeps “SEND and equality law” up to date."
    assert steps[0].minutes == 40


def test_the_minutes_are_those_of_the_route():
    assert award(route="E").steps != award(route="T").steps
    assert award(route="E").pace.total < award(route="T").pace.total


@pytest.mark.parametrize("route", ["T", "S", "E", "H", "renewal", "mentor", "stages", "S-QTS"])
def test_every_route_of_the_award_gives_rows_without_facts_and_with_many(route):
    for facts in ([], [*agreed(*OUTCOMES), passed(), held("holds:qts", basis=Basis.VERIFIED)]):
        rows = award(*facts, route=route, a_week=60)
        assert rows.strands
        assert all(step.url for step in rows.steps)
        assert sum(row.of for row in rows.strands) >= len(rows.strands)
