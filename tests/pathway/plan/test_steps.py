"""What a plan shows first, what moves on, and what fits in a few minutes."""

from __future__ import annotations

from datetime import date

from tests.pathway.standing.support import AWARD, SCHEMES, TODAY, agreed

from trigpoint.kernel import standing
from trigpoint.pathway.plan.rows import GoalRow, time_words
from trigpoint.pathway.plan.steps import Lacks, chosen, done_rows, split, suggestions
from trigpoint.pathway.plan.sums import hours_a_week, week_of_finish
from trigpoint.pathway.plan.terms import Calendar
from trigpoint.pathway.plan.words import GoalState
from trigpoint.pathway.standing.queries import frame_of
from trigpoint.pathway.standing.steps import met_of, steps_by_line

HALF = Calendar().around(TODAY)


def lacks(*facts):
    frame = frame_of(SCHEMES[AWARD], "T")
    snapshot = standing(SCHEMES[AWARD], "T", facts).on(TODAY)
    return Lacks(frame, snapshot, steps_by_line(snapshot, frame, met_of(snapshot, frame), 40))


def goal(key, words="", *, rule="", minutes=None, by=None, state=GoalState.OPEN, ended=None):
    return GoalRow(key, words, rule, minutes, by, "", date(2026, 9, 1), state, ended)


def test_goals_dated_for_this_half_term_come_first_the_soonest_first():
    goals = [goal("a", "Later this term", by=date(2026, 12, 1)), goal("b", "Sooner", by=date(2026, 11, 25))]
    few, later = split(goals, HALF, TODAY, None)

    assert [step.title for step in few] == ["Sooner", "Later this term"]
    assert later == ()


def test_a_step_whose_date_has_passed_moves_on_and_says_so_without_blame():
    few, _ = split([goal("a", "Ring a family", by=date(2026, 9, 24))], HALF, TODAY, None)

    assert few[0].by is None
    assert few[0].note.startswith("It was for 24")
    assert few[0].note.endswith("and has moved on with you.")


def test_a_half_term_is_filled_up_to_three_with_goals_without_a_date_then_with_what_the_record_lacks():
    known = lacks()
    few, later = split([goal("a", "One"), goal("b", "Two")], HALF, TODAY, known)

    assert [bool(step.goal) for step in few] == [True, True, False]
    assert few[2].rule in known.steps
    few, later = split([goal(name, name) for name in "abcde"], HALF, TODAY, known)
    assert ([step.title for step in few], [step.title for step in later]) == (["a", "b", "c"], ["d", "e"])


def test_more_dated_goals_than_three_are_all_shown():
    few, _ = split([goal(name, name, by=date(2026, 12, 1)) for name in "abcd"], HALF, TODAY, lacks())

    assert len(few) == 4


def test_a_goal_for_another_half_term_waits_under_later():
    few, later = split([goal("a", "In spring", by=date(2027, 4, 22))], HALF, TODAY, None)

    assert (few, [step.title for step in later]) == ((), ["In spring"])


def test_a_requirement_that_is_planned_is_not_suggested_too_and_has_its_typical_minutes():
    known = lacks()
    rule = next(iter(known.steps))
    few, _ = split([goal("a", rule=rule)], HALF, TODAY, known)

    assert few[0].minutes == known.frame.minutes[rule]
    assert rule not in {step.rule for step in suggestions([goal("a", rule=rule)], known)}


def test_a_goal_that_the_record_meets_says_that_it_can_be_ticked_off():
    few, _ = split([goal("a", rule="LAW-3")], HALF, TODAY, lacks(*agreed("LAW-3")))

    assert "is met" in few[0].note


def test_what_fits_in_ten_minutes_is_whole_and_long_steps_can_be_begun():
    known = lacks()
    few, later = split([goal("a", "Ring", minutes=10), goal("b", "Write", minutes=60)], HALF, TODAY, known)
    found = chosen(10, few, later, known)

    assert [step.title for step in found.whole] == ["Ring"]
    assert found.begin[0].words == "Do the first 10 minutes of it."
    assert any(row.words.startswith("Read the") for row in found.begin)


def test_with_twenty_and_forty_minutes_the_beginning_is_a_larger_one():
    known = lacks()

    assert chosen(20, (), (), known).begin[0].words.startswith("Note one time, without names")
    assert chosen(40, (), (), known).begin[0].words.startswith(("Find or draft one piece", "Draft"))


def test_goals_without_minutes_are_counted_and_not_guessed():
    few, later = split([goal("a", "Think")], HALF, TODAY, None)

    assert chosen(10, few, later, None).untimed == 1
    assert chosen(10, few, later, None).whole == ()


def test_done_goals_are_listed_the_newest_first():
    rows = done_rows(
        [
            goal("a", "First", state=GoalState.DONE, ended=date(2026, 9, 9)),
            goal("b", "Second", state=GoalState.DONE, ended=date(2026, 11, 4)),
            goal("c", "Open"),
        ],
        None,
    )

    assert [row.title for row in rows] == ["Second", "First"]


def test_time_is_told_as_people_say_it():
    assert [time_words(minutes) for minutes in (10, 60, 65, 120, 121, 240)] == [
        "10 minutes", "1 hour", "1 hour 5 minutes", "2 hours", "about 3 hours", "4 hours",
    ]  # fmt: skip


def test_the_sum_for_a_head_is_minutes_left_by_the_weeks_until_the_day_rounded_up():
    assert hours_a_week(600, date(2026, 11, 23), date(2026, 12, 21)) == 3
    assert hours_a_week(600, date(2026, 11, 23), None) == 0
    assert week_of_finish(600, 150, date(2026, 11, 23)) == date(2026, 12, 21)
    assert week_of_finish(0, 150, date(2026, 11, 23)) is None
