"""The pages of a plan, as a browser without a screen gets them."""

from __future__ import annotations

import html
from datetime import date, timedelta

import pytest
from django.urls import reverse
from tests.pathway.plan.conftest import NOW, TODAY

from trigpoint.kernel import Fact, Period
from trigpoint.pathway.plan import actions, queries
from trigpoint.pathway.plan.errors import GoneError, PlanError
from trigpoint.pathway.plan.models import Goal, Plan, Reflection, SelfAssessment
from trigpoint.pathway.plan.words import MOST_GOALS, GoalState, Sure
from trigpoint.people.time.queries import State, requests_of
from trigpoint.platform.models import Event
from trigpoint.record.actions import enter
from trigpoint.record.models import Entry

pytestmark = pytest.mark.django_db
MOST_QUERIES = 5
LIGHT = 60_000


def words(response):
    return " ".join(html.unescape(response.content.decode()).split())


def address(name, *args):
    return reverse(f"pathway:{name}", args=args)


def a_goal(person, **more):
    return actions.add_goal(person=person.key, **{"words": "Ring a family", "minutes": 10, **more}, now=NOW)


def test_a_new_person_sees_a_way_to_begin(me):
    page = words(me.get("/plan/"))

    assert "This half-term: 3 steps" in page
    assert "Choose from the gaps we found" in page


def test_my_plan_asks_five_queries_however_many_goals_there_are_and_is_light(me, asha, django_assert_num_queries):
    for number in range(30):
        a_goal(asha, words=f"Goal {number}", by=TODAY + timedelta(days=number))
    with django_assert_num_queries(MOST_QUERIES):
        page = me.get("/plan/")
    with django_assert_num_queries(MOST_QUERIES):
        me.get("/plan/?minutes=10")
    assert len(page.content) < LIGHT


def test_the_filter_shows_what_fits_and_takes_no_other_number(me, asha):
    a_goal(asha)
    a_goal(asha, words="Write the letter", minutes=30)

    ten = words(me.get("/plan/?minutes=10"))
    assert "In 10 minutes" in ten
    assert 'Ring a family, <span class="tp-nowrap">10 minutes' in ten
    assert "In 40 minutes" in words(me.get("/plan/?minutes=40"))
    assert "In 999 minutes" not in words(me.get("/plan/?minutes=999"))


def test_a_goal_is_added_changed_moved_and_ticked_off(me, asha):
    me.post("/plan/goals/add/", {"words": "Ring a family", "minutes": "10"})
    key = Goal.objects.get().key
    assert 'Ring a family, <span class="tp-nowrap">10 minutes' in words(me.get("/plan/"))
    me.post(
        address("plan-goal", key),
        {"words": "Ring two", "minutes": "20", "by-day": "3", "by-month": "Dec", "by-year": "2026"},
    )
    assert Goal.objects.get().by == date(2026, 12, 3)
    me.post(address("plan-goal-done", key))
    assert "Ring two, done 23\xa0November 2026" in me.get("/plan/").content.decode()
    me.post(address("plan-goal-back", key))
    me.post(address("plan-goal-drop", key))

    assert Goal.objects.get().state == GoalState.DROPPED
    assert [row.name for row in Event.objects.filter(name__startswith="pathway.goal")] == [
        "pathway.goal.added", "pathway.goal.changed", "pathway.goal.done", "pathway.goal.reopened",
        "pathway.goal.dropped",
    ]  # fmt: skip


def test_a_date_that_is_over_is_not_set_but_one_that_is_there_already_does_no_harm(me, asha):
    yesterday = TODAY - timedelta(days=1)
    key = a_goal(asha, by=yesterday)
    typed = {"words": "Ring", "by-day": str(yesterday.day), "by-month": "11", "by-year": "2026"}

    assert "The date must be today or later" in words(me.post("/plan/goals/add/", typed))
    assert me.post(address("plan-goal", key), typed).status_code == 302


def test_an_error_keeps_what_was_typed(me):
    page = words(me.post("/plan/goals/add/", {"words": "", "minutes": "ten", "by-day": "31", "by-month": "2"}))

    assert "Error: Add something to my plan" in page
    assert "Enter what you want to do" in page
    assert 'value="ten"' in page


def test_a_suggestion_goes_on_the_plan_once(me, asha):
    rule = next(step.rule for step in queries.my_plan(asha.key, TODAY).few)
    for _ in range(2):
        me.post("/plan/goals/take/", {"rule": rule})

    assert Goal.objects.filter(rule=rule).count() == 1
    assert me.post("/plan/goals/take/", {"rule": "NO-1"}).status_code == 404


def test_a_plan_that_is_full_says_so_and_takes_no_more(asha):
    for number in range(MOST_GOALS):
        a_goal(asha, words=f"Goal {number}")

    with pytest.raises(PlanError, match="60 open goals"):
        a_goal(asha, words="One more")


def test_anothers_plan_is_nobodys(me, a_person):
    grace = a_person("Grace Lin")
    goal = a_goal(grace)
    note = actions.write_reflection(person=grace.key, words="Mine alone", now=NOW)
    for name, key in (("plan-goal", goal), ("plan-goal-drop", goal), ("plan-reflection", note)):
        assert me.get(address(name, key)).status_code == 404
    for name, key in (
        ("plan-goal-done", goal), ("plan-goal-back", goal), ("plan-reflection-hide", note),
        ("plan-reflection-delete", note), ("plan-reflection-change", note), ("mentor-reflection", note),
    ):  # fmt: skip
        assert me.post(address(name, key), {"words": "Taken"}).status_code in {302, 404}

    assert Goal.objects.get(key=goal).state == GoalState.OPEN
    assert Reflection.objects.get(key=note).words == "Mine alone"
    with pytest.raises(GoneError):
        actions.finish_goal(person="p_nobody", key=goal, now=NOW)


def test_how_sure_she_is_is_private_dated_kept_and_no_fact(me, asha):
    before = Entry.objects.count()
    me.post("/plan/how-sure/COO/", {"COO-1": "not-yet", "COO-2": "sure"})
    actions.assess(person=asha.key, said={"COO-1": Sure.PARTLY}, now=NOW + timedelta(days=1))

    assert [row.sure for row in SelfAssessment.objects.filter(rule="COO-1")] == ["not-yet", "partly"]
    assert queries.latest_of(asha.key)["COO-1"] == (Sure.PARTLY, TODAY + timedelta(days=1))
    assert Entry.objects.count() == before
    assert "how" not in str(Event.objects.filter(name="pathway.plan.assessed").values_list("data", flat=True)[0])
    assert me.get("/plan/how-sure/NONE/").status_code == 404


def test_gaps_are_what_she_is_not_sure_of_first_and_become_goals(me, asha):
    actions.assess(person=asha.key, said={"ADV-3": Sure.NOT_YET, "LAW-1": Sure.SURE}, now=NOW)
    found = queries.gaps(queries.strands_of(asha.key, TODAY))

    assert found[0].rule == "ADV-3"
    assert "LAW-1" not in {row.rule for row in found}
    me.post("/plan/gaps/", {"rules": ["ADV-3", "COO-1"]})
    assert {row.rule for row in queries.goals_of(asha.key)} == {"ADV-3", "COO-1"}
    assert "ADV-3" not in {row.rule for row in queries.gaps(queries.strands_of(asha.key, TODAY))}


def test_a_yearly_review_keeps_what_was_done_and_earlier_ones_stay(me, asha):
    actions.finish_goal(person=asha.key, key=a_goal(asha), now=NOW)
    assert "Ring a family" in words(me.get("/plan/review/"))
    me.post("/plan/review/", {"done": "Much.", "ahead": "Rest."})
    me.post("/plan/review/", {"done": "Much indeed.", "ahead": "Rest."})
    actions.review(person=asha.key, done="A year on.", ahead="More.", now=NOW + timedelta(days=366))

    rows = queries.reviews_of(asha.key)
    assert [(row.done, row.goals_done, row.since) for row in rows] == [
        ("A year on.", 1, TODAY),
        ("Much indeed.", 1, None),
    ]


def test_a_reflection_is_written_changed_and_deleted_and_leaves_no_words_behind(me, asha):
    me.post("/plan/reflections/write/", {"words": "A hard day.\r\nA good end."})
    key = Reflection.objects.get().key
    assert "Only you can read this." in words(me.get(address("plan-reflection", key)))
    me.post(address("plan-reflection-change", key), {"words": "A day."})
    assert Reflection.objects.get().words == "A day."
    me.post(address("plan-reflection-delete", key))

    assert not Reflection.objects.exists()
    assert not Event.objects.filter(data__icontains="day.").exists()


def test_every_box_for_free_text_warns(me):
    for path in ("/plan/reflections/write/", "/plan/review/", "/plan/mentor/ask/"):
        page = words(me.get(path))
        assert "Do not name a child" in page
        assert "safeguarding lead" in page


def at_work(person):
    spell = Fact("served:senco", Period(date(2025, 9, 1)), 80, at="named:Hill Top School")
    enter(actor=person.key, subject=person.key, facts=[spell], now=NOW)


def test_time_is_asked_for_with_the_sum_after_she_saw_what_the_head_sees(me, asha):
    at_work(asha)
    typed = {
        "hours": "3", "starts-day": "1", "starts-month": "12", "starts-year": "2026",
        "finish-day": "1", "finish-month": "7", "finish-year": "2027", "why": "Cover on Wednesdays.",
    }  # fmt: skip
    check = words(me.post("/plan/time/ask/", typed))
    assert "This is what your head will see" in check
    assert "3 hours a week" in check
    assert not requests_of(asha.key)
    me.post("/plan/time/ask/", {**typed, "step": "send"})

    row = requests_of(asha.key)[0]
    assert (row.minutes, row.setting, row.state) == (180, "named:Hill Top School", State.WAITING)
    assert row.minutes_left
    assert "You asked for 3 hours a week." in words(me.get("/plan/"))
    assert "Cover on Wednesdays." in words(me.get(address("plan-time-letter", row.key)))


def test_she_notes_what_her_head_said_or_takes_it_back(me, asha):
    at_work(asha)
    typed = {"hours": "3", "starts-day": "1", "starts-month": "12", "starts-year": "2026", "step": "send"}
    me.post("/plan/time/ask/", typed)
    key = requests_of(asha.key)[0].key
    answer = address("plan-time-answer", key)
    assert "Enter the day on which you look at it again" in words(me.post(answer, {"said": "agreed", "hours": "2"}))
    assert "Enter what the reason was" in words(me.post(answer, {"said": "declined"}))
    days = {"starts-day": "1", "starts-month": "1", "starts-year": "2027"}
    days |= {"review-day": "1", "review-month": "7", "review-year": "2027"}
    me.post(answer, {"said": "agreed", "hours": "2", **days})
    assert "2 hours a week agreed" in words(me.get("/plan/"))
    me.post("/plan/time/ask/", typed)
    me.post(address("plan-time-withdraw", requests_of(asha.key)[0].key))
    assert requests_of(asha.key)[0].state is State.WITHDRAWN


def test_without_a_post_there_is_nobody_to_ask(me):
    assert "Add your present post first" in words(me.get("/plan/time/ask/"))


def test_on_leave_nothing_is_asked(me, asha):
    enter(actor=asha.key, subject=asha.key, facts=[Fact("on:leave", Period(date(2026, 11, 1)))], now=NOW)

    assert "You are on leave." in words(me.get("/plan/"))


def test_half_terms_of_her_school_are_kept_checked_and_removed(me, asha):
    def add(start, end):
        names = ("day", "month", "year")
        typed = {f"start-{name}": part for name, part in zip(names, start.split(), strict=True)}
        typed |= {f"end-{name}": part for name, part in zip(names, end.split(), strict=True)}
        return me.post("/plan/half-terms/", typed)

    assert add("2 11 2026", "11 12 2026").status_code == 302
    assert "overlap" in words(add("1 12 2026", "18 12 2026"))
    assert "must be" in words(add("11 1 2027", "1 1 2027"))
    assert "13 weeks or shorter" in words(add("11 1 2027", "1 7 2027"))
    assert "Half-terms are those of your school." in words(me.get("/plan/"))
    me.post("/plan/half-terms/remove/", {"start": "2026-11-02"})
    assert Plan.objects.get(person=asha.key).terms == []


def test_a_calendar_has_a_secret_address_that_says_little_and_can_be_closed(client, me, asha):
    a_goal(asha, words="Talk about little Sam", by=date(2026, 12, 3))
    me.post("/plan/calendar/open/")
    first = address("plan-feed", queries.settings_of(asha.key).feed)
    me.logout()
    text = client.get(first).content.decode()
    assert "SUMMARY:Trigpoint: a step of my plan" in text
    assert "20261203" in text
    assert "Sam" not in text
    assert asha.key not in text
    actions.open_calendar(person=asha.key, now=NOW)
    assert client.get(first).status_code == 404
    second = address("plan-feed", queries.settings_of(asha.key).feed)
    assert client.get(second).status_code == 200
    actions.close_calendar(person=asha.key, now=NOW)
    assert client.get(second).status_code == 404
    assert client.get("/plan/calendar/made-up.1.x/my-plan.ics").status_code == 404
