"""What each kind of rule means, one example a sentence."""

from __future__ import annotations

from datetime import date, timedelta

from tests.kernel.strategies import scheme_of

from trigpoint.kernel import Basis, Fact, Impossible, Need, Period, Periods, State, Via, Want, cheapest, diff, standing

SEPTEMBER = date(2026, 9, 1)


def state(code, start, until=None, **more):
    return Fact(code, Period(start, until), **more)


def event(code, day, **more):
    return Fact(code, Period(day, day + timedelta(days=1)), **more)


def stands(rule, *facts, at=None):
    return standing(scheme_of(rule), "r", facts, at=at)


def met(rule, *facts, at=None):
    return stands(rule, *facts, at=at).met("R1")


def since(day, until=None):
    return Periods.of(Period(day, until))


def on(rule, day, *facts, at=None):
    return stands(rule, *facts, at=at).on(day)


# ---- have


def test_a_state_counts_while_it_holds():
    assert met({"have": "holds:a"}, state("holds:a", SEPTEMBER, date(2027, 1, 1))) == since(SEPTEMBER, date(2027, 1, 1))


def test_a_higher_basis_counts_and_a_lower_does_not():
    rule = {"have": "holds:a", "basis": "verified"}

    assert met(rule, state("holds:a", SEPTEMBER, basis=Basis.ASSESSED)) == since(SEPTEMBER)
    assert met(rule, state("holds:a", SEPTEMBER)) == Periods()


def test_what_lasts_lapses_on_the_same_day_so_many_months_on():
    rule = {"have": "holds:a", "lasts": 24}

    assert met(rule, state("holds:a", date(2027, 3, 3))) == since(date(2027, 3, 3), date(2029, 3, 3))


def test_leave_pauses_what_lasts():
    rule = {"have": "holds:a", "lasts": 12, "pauses": "on:leave"}
    leave = state("on:leave", date(2027, 1, 1), date(2027, 2, 1))

    assert met(rule, state("holds:a", SEPTEMBER), leave) == since(SEPTEMBER, date(2027, 10, 2))


def test_an_event_counts_from_its_day_for_as_long_as_it_lasts():
    assert met({"have": "did:x", "lasts": 12}, event("did:x", SEPTEMBER)) == since(SEPTEMBER, date(2027, 9, 1))


def test_here_counts_only_what_belongs_to_the_setting_asked_about():
    rule = {"have": "holds:a", "here": True}
    fact = state("holds:a", SEPTEMBER, at="hill-top")

    assert met(rule, fact, at="hill-top") == since(SEPTEMBER)
    assert met(rule, fact, at="mill-lane") == Periods()
    assert met(rule, fact) == Periods()


def test_bounds_on_the_day_gained_are_half_open():
    rule = {"have": "holds:a", "gained": {"before": SEPTEMBER}}

    assert met(rule, state("holds:a", date(2026, 8, 31))) == since(date(2026, 8, 31))
    assert met(rule, state("holds:a", SEPTEMBER)) == Periods()


def test_a_course_begun_in_time_counts_whenever_it_ended():
    rule = {"have": "holds:a", "began": {"before": SEPTEMBER}}

    assert met(rule, state("holds:a", date(2027, 5, 1), began=date(2026, 8, 31))) == since(date(2027, 5, 1))


def test_spells_that_touch_at_one_setting_are_one_post_that_began_with_the_first():
    rule = {"have": "served:p", "here": True, "began": {"before": date(2010, 1, 1)}}
    hours_changed = date(2015, 9, 1)
    posts = [
        state("served:p", date(2009, 9, 1), hours_changed, amount=60, at="hill-top"),
        state("served:p", hours_changed, amount=80, at="hill-top"),
    ]

    assert met(rule, *posts, at="hill-top") == since(date(2009, 9, 1))


def test_a_gap_ends_a_post():
    rule = {"have": "served:p", "here": True, "began": {"before": date(2010, 1, 1)}}
    posts = [
        state("served:p", date(2009, 9, 1), date(2015, 8, 31), at="hill-top"),
        state("served:p", date(2015, 9, 1), at="hill-top"),
    ]

    assert met(rule, *posts, at="hill-top") == since(date(2009, 9, 1), date(2015, 8, 31))


# ---- total and served


def test_amounts_within_the_trailing_window_add_up():
    rule = {"total": "did:x", "at_least": 100, "within": 12}
    facts = [event("did:x", date(2026, 1, 10), amount=60), event("did:x", date(2026, 6, 1), amount=60)]

    assert met(rule, *facts) == since(date(2026, 6, 1), date(2027, 1, 10))


def test_an_event_without_an_amount_counts_one():
    assert met({"total": "did:x", "at_least": 2}, event("did:x", SEPTEMBER), event("did:x", date(2026, 9, 9))) == since(
        date(2026, 9, 9)
    )


def test_half_time_takes_twice_as_long_in_full_time_equivalent_and_no_longer_by_the_calendar():
    half = state("served:p", date(2025, 1, 1), amount=50)

    assert met({"served": "served:p", "months": 12, "measure": "fte"}, half) == since(date(2027, 1, 1))
    assert met({"served": "served:p", "months": 12}, half) == since(date(2026, 1, 1))


def test_two_posts_at_once_are_never_more_than_full_time():
    posts = [state("served:p", date(2025, 1, 1), amount=80), state("served:p", date(2025, 1, 1), amount=80, at="other")]

    assert met({"served": "served:p", "months": 12, "measure": "fte"}, *posts) == since(date(2026, 1, 1))


def test_more_than_twelve_months_is_one_day_more_than_twelve_months():
    service = state("served:p", date(2025, 1, 1))

    assert met({"served": "served:p", "more_than": 12}, service) == since(date(2026, 1, 2))


def test_before_this_post_counts_only_what_was_served_when_the_post_began():
    rule = {"served": "served:p", "months": 12, "before": "this post"}
    earlier = state("served:p", date(2020, 9, 1), date(2021, 9, 1), at="mill-lane")
    here = state("served:p", date(2024, 9, 1), at="hill-top")

    assert date(2026, 9, 1) in met(rule, earlier, here, at="hill-top")
    assert date(2026, 9, 1) not in met(rule, here, at="hill-top")


def test_service_within_a_window_is_forgotten_in_time():
    rule = {"served": "served:p", "months": 6, "within": 12}
    service = state("served:p", date(2025, 1, 1), date(2025, 7, 3))

    assert met(rule, service) == since(date(2025, 7, 3), date(2026, 1, 2))


# ---- groups


def test_a_member_that_does_not_apply_is_left_out():
    rule = {"all_of": [{"have": "holds:a"}, {"when": {"have": "is:condition"}, "then": {"have": "holds:b"}}]}

    assert met(rule, state("holds:a", SEPTEMBER)) == since(SEPTEMBER)
    assert met(rule, state("holds:a", SEPTEMBER), state("is:condition", SEPTEMBER)) == Periods()


def test_a_group_of_which_nothing_applies_does_not_apply():
    rule = {"any_of": [{"when": {"have": "is:condition"}, "then": {"have": "holds:b"}}]}

    assert stands(rule).applies("R1") == Periods()
    assert on(rule, SEPTEMBER).state("R1") is State.DOES_NOT_APPLY


# ---- clocks


CLOCK = {"by": "served:p", "months": 36, "requirement": {"have": "holds:a"}}


def test_the_anniversary_itself_is_still_in_time():
    post = state("served:p", date(2025, 9, 1))
    standing_of = stands(CLOCK, post)

    assert standing_of.on(date(2028, 9, 1)).state("R1") is State.NOT_YET_DUE
    assert standing_of.on(date(2028, 9, 2)).state("R1") is State.UNMET
    assert standing_of.on(date(2025, 8, 31)).state("R1") is State.DOES_NOT_APPLY


def test_a_deadline_says_its_day_and_the_fact_that_started_it():
    post = state("served:p", date(2025, 9, 1))

    (deadline,) = on(CLOCK, SEPTEMBER, post).deadlines()

    assert (deadline.rule, deadline.last_day, deadline.event) == ("R1", date(2028, 9, 1), post)


def test_a_clock_answered_in_time_is_met():
    snapshot = on(CLOCK, SEPTEMBER, state("served:p", date(2025, 9, 1)), state("holds:a", date(2026, 1, 1)))

    assert snapshot.state("R1") is State.MET
    assert snapshot.deadlines() == ()


def test_a_clock_counts_from_when_the_post_began_though_hours_changed_since():
    post = state("served:p", date(2025, 9, 1), began=date(2024, 2, 29))

    (deadline,) = on(CLOCK, SEPTEMBER, post).deadlines()

    assert deadline.last_day == date(2027, 2, 28)


REFRESH = {"by": "changed:law", "due": True, "each": True, "requirement": {"have": "holds:a"}}


def test_each_change_asks_for_something_newer_than_itself():
    first = event("changed:law", date(2026, 1, 1), due=date(2026, 7, 1))
    second = event("changed:law", date(2027, 1, 1), due=date(2027, 7, 1))
    refreshed = state("holds:a", date(2026, 5, 1))

    states = [
        on(REFRESH, day, first, second, refreshed).state("R1")
        for day in (SEPTEMBER, date(2027, 7, 1), date(2027, 7, 2))
    ]

    assert states == [State.MET, State.NOT_YET_DUE, State.UNMET]


def test_what_was_done_before_a_change_does_not_answer_it():
    change = event("changed:law", date(2026, 1, 1), due=date(2026, 7, 1))

    assert on(REFRESH, SEPTEMBER, change, state("holds:a", date(2025, 12, 31))).state("R1") is State.UNMET


# ---- unless, dated, in force, arguable


EXEMPTION = {"unless": {"have": "holds:b"}, "then": {"have": "holds:a"}}


def test_an_exemption_is_reported_as_such():
    snapshot = on(EXEMPTION, SEPTEMBER, state("holds:b", date(2020, 1, 1)))

    assert snapshot.state("R1") is State.EXEMPT
    assert snapshot["R1"].because.exemption == "R1/unless"


def test_who_meets_the_rule_itself_needs_no_exemption():
    facts = [state("holds:b", date(2020, 1, 1)), state("holds:a", date(2020, 1, 1))]

    assert on(EXEMPTION, SEPTEMBER, *facts).state("R1") is State.MET


def test_an_exemption_from_what_does_not_apply_is_nothing():
    rule = {"unless": {"have": "holds:b"}, "then": CLOCK}

    assert on(rule, SEPTEMBER, state("holds:b", date(2020, 1, 1))).state("R1") is State.DOES_NOT_APPLY


def test_the_version_in_force_judges_the_day():
    rule = {
        "dated": [
            {"from": date(2024, 1, 1), "until": SEPTEMBER, "then": {"have": "holds:a"}},
            {"from": SEPTEMBER, "then": {"have": "holds:b"}},
        ]
    }
    facts = [state("holds:a", date(2020, 1, 1)), state("holds:b", date(2027, 1, 1))]

    standing_of = stands(rule, *facts)

    assert standing_of.met("R1") == since(date(2024, 1, 1), SEPTEMBER) | since(date(2027, 1, 1))
    assert standing_of.applies("R1") == since(date(2024, 1, 1))


READINGS = [{"says": "It counts.", "source": "s"}, {"says": "It does not.", "source": "s"}]


def test_an_arguable_ground_never_counts_strictly_and_is_shown_as_arguable():
    rule = {"any_of": [{"have": "holds:a", "arguable": True, "readings": READINGS}, {"have": "holds:b"}]}
    standing_of = stands(rule, state("holds:a", date(2020, 1, 1)))

    assert standing_of.met("R1") == Periods()
    assert standing_of.lenient("R1") == since(date(2020, 1, 1))
    assert standing_of.on(SEPTEMBER).state("R1") is State.ARGUABLE


# ---- what is missing and what to do next


def test_what_is_missing_mirrors_the_rule():
    rule = {
        "all_of": [{"have": "holds:a", "basis": "verified"}, {"any_of": [{"have": "holds:b"}, {"have": "holds:c"}]}]
    }

    missing = on(rule, SEPTEMBER)["R1"].missing

    assert isinstance(missing, Need)
    assert missing.least == 2
    assert missing.of[0] == Want("holds:a", Basis.VERIFIED)
    assert missing.of[1] == Need("R1/2", 1, (Want("holds:b"), Want("holds:c")), possible=True)


def test_the_cheapest_way_has_fewest_wants_then_least_minutes_then_the_order_written():
    rule = {
        "any_of": [
            {"all_of": [{"have": "holds:a"}, {"have": "did:x", "lasts": 1}]},
            {"have": "holds:b", "minutes": 50},
            {"have": "holds:c", "minutes": 40},
        ]
    }

    assert cheapest(on(rule, SEPTEMBER)["R1"].missing) == (Want("holds:c"),)


def test_what_can_no_longer_be_gained_is_impossible_with_the_reason():
    missing = on({"have": "holds:a", "gained": {"before": date(2026, 1, 1)}}, SEPTEMBER)["R1"].missing

    assert missing == Impossible("R1", "It counts only if gained before 1 January 2026, and that day has passed.")
    assert cheapest(missing) is None


def test_service_still_needed_is_said_in_months():
    rule = {"served": "served:p", "months": 12}

    missing = on(rule, date(2026, 1, 1), state("served:p", date(2025, 7, 2)))["R1"].missing

    assert missing.hundredths == 36_500 - 18_300
    assert round(missing.months, 1) == 6.0


def test_next_steps_put_what_lapses_soon_first_then_what_unlocks_most_then_the_quickest():
    scheme = scheme_of(
        {"have": "holds:a", "lasts": 12, "minutes": 40},
        {"have": "holds:b", "minutes": 30},
        {"have": "holds:b", "minutes": 30},
        {"have": "holds:c", "minutes": 10},
        {"have": "is:setting", "minutes": 5},
    )
    snapshot = standing(scheme, "r", [state("holds:a", date(2025, 10, 1))]).on(SEPTEMBER)

    steps = [(step.lapses, step.want and step.want.code, step.unlocks) for step in snapshot.next_steps()]

    assert steps == [
        (True, None, ()),
        (False, "holds:b", ["R2", "R3"]),
        (False, "is:setting", ["R5"]),
        (False, "holds:c", ["R4"]),
    ]


def test_of_rules_that_lapse_together_only_the_innermost_is_named():
    inner = {"id": "inner", "source": "s", "have": "holds:a", "lasts": 12}

    (lapse,) = on({"all_of": [inner]}, SEPTEMBER, state("holds:a", date(2025, 10, 1))).lapses()

    assert (lapse.rule, lapse.day) == ("inner", date(2026, 10, 1))


def test_a_difference_is_said_in_words():
    scheme = scheme_of({"have": "holds:a", "title": "Knowing the law"})
    before, after = (standing(scheme, "r", facts).on(SEPTEMBER) for facts in ([], [state("holds:a", date(2020, 1, 1))]))

    assert [str(change) for change in diff(before, after)] == ["Knowing the law is not met before, and is met after."]


def test_prior_learning_is_as_good_as_taught_unless_a_rule_asks_otherwise():
    prior = state("holds:a", date(2020, 1, 1), via=Via.PRIOR_LEARNING)

    assert met({"have": "holds:a"}, prior) == since(date(2020, 1, 1))
    assert met({"have": "holds:a", "via": "taught"}, prior) == Periods()
