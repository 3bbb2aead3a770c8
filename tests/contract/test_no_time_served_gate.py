"""Nobody waits for the sake of waiting: no time-served gate stands anywhere except where law sets one."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from trigpoint.content.library import installed_library
from trigpoint.kernel import Basis, Fact, Kind, Period, Periods, Via, cheapest, standing
from trigpoint.kernel.rules import By, Have, Served, Total

LIBRARY = installed_library()
AWARD = LIBRARY.schemes["senco-award"]
DAY = date(2026, 11, 23)


def rests_on_law(scheme, rule):
    return any(scheme.sources[key].is_law for key in rule.sources)


@pytest.mark.parametrize("scheme_id", ["senco-award", "qts-routes"])
def test_every_rule_that_counts_service_or_a_window_cites_law(scheme_id):
    scheme = LIBRARY.schemes[scheme_id]
    gates = [
        rule
        for rule in scheme.rules.values()
        if isinstance(rule, Served) or (isinstance(rule, Total) and rule.within is not None)
    ]

    assert [rule.id for rule in gates if not rests_on_law(scheme, rule)] == []


@pytest.mark.parametrize("scheme_id", ["senco-award", "qts-routes"])
def test_no_rule_asks_that_a_course_began_some_time_ago(scheme_id):
    scheme = LIBRARY.schemes[scheme_id]
    dated = [
        rule.id
        for rule in scheme.rules.values()
        if isinstance(rule, Have) and (rule.match.began.before or rule.match.gained.before)
    ]

    assert dated == []


@pytest.mark.parametrize("route", ["T", "S", "E", "H"])
def test_facts_that_all_begin_on_one_day_reach_the_award_on_that_day(route):
    missing = standing(AWARD, route, []).on(DAY).root.missing
    way = cheapest(missing) if missing else None
    facts = [on_one_day(want) for want in way or ()]

    stands = standing(AWARD, route, facts)

    assert {fact.valid.start for fact in facts} == {DAY}
    assert stands.award() == Periods.of(Period(DAY, lapsing(stands)))


def lapsing(stands):
    """Return the first day on which the award is no longer current if nothing more is done."""
    (first, *_) = stands.on(DAY).lapses()
    return first.day


def on_one_day(want):
    event = AWARD.vocabulary[want.code].kind is Kind.EVENT
    period = Period(DAY, DAY + timedelta(days=1)) if event else Period(DAY)
    return Fact(want.code, period, want.amount, Basis.ASSESSED, via=want.via or Via.TAUGHT)


@pytest.mark.parametrize("route", ["T", "S", "E", "H"])
def test_no_route_waives_an_outcome(route):
    outcomes = {rule_id for rule_id in AWARD.rules if AWARD.words(rule_id).get("outcome")}
    reached = {rule.id for top in AWARD.routes[route].requires for rule in AWARD.reach(top)}

    assert len(outcomes) >= 40
    assert outcomes - reached == set()


def test_clocks_of_the_award_only_keep_it_current_and_never_delay_it():
    clocks = [rule for rule in AWARD.rules.values() if isinstance(rule, By)]

    for rule in clocks:
        before_any_event = standing(AWARD, "T", []).applies(rule.id)
        assert not before_any_event, rule.id
