"""The verdict on one day: every statutory case that is worked by hand gets the verdict its states call for."""

from __future__ import annotations

from datetime import date

import pytest

from trigpoint.content.library import read_library
from trigpoint.content.paths import content_folder
from trigpoint.kernel import Fact, Period, State, standing
from trigpoint.pathway.eligibility.verdict import NEEDS, Asked, Course, Kind, not_yet, role_needs, verdict_of

STATUTORY = [case for case in read_library(content_folder()).cases if case.scheme.id == "statutory-senco"]
BY_NAME = {case.name: case for case in STATUTORY}
NBSP = "\N{NO-BREAK SPACE}"

FROM_AWARD = {
    "met": Kind.CAN,
    "exempt": Kind.CAN,
    "does_not_apply": Kind.CAN,
    "not_yet_due": Kind.CAN_BY,
    "unmet": Kind.PASSED,
    "arguable": Kind.UNCLEAR,
}


def called_for(case) -> Kind | None:
    """Return the verdict that a case's expected states call for, where they say enough."""
    expect = case.expected["expect"]
    if expect.get("covered") == "unmet":
        return Kind.NOT_COVERED
    role = expect.get("role") or case.snapshot().state("role").value
    if role == "unmet":
        return Kind.NOT_YET
    return FROM_AWARD[expect["award"]] if role == "met" and "award" in expect else None


SAYING_ENOUGH = [case for case in STATUTORY if called_for(case)]


def test_the_cases_call_for_every_verdict():
    assert {called_for(case) for case in SAYING_ENOUGH} == set(Kind)
    assert len(SAYING_ENOUGH) > 50


@pytest.mark.parametrize("case", SAYING_ENOUGH, ids=lambda case: case.name[:60])
def test_a_case_gets_the_verdict_that_its_expected_states_call_for(case):
    assert verdict_of(case.snapshot(), Asked(today=case.on)).kind is called_for(case)


@pytest.mark.parametrize("case", STATUTORY, ids=lambda case: case.name[:60])
def test_every_case_gets_a_heading_that_begins_with_its_verdict(case):
    verdict = verdict_of(case.snapshot(), Asked(today=case.on))

    begins = "You can" if verdict.kind in {Kind.CAN, Kind.CAN_BY} else verdict.kind.value
    assert verdict.heading.startswith(begins)
    assert all(verdict.lede)


@pytest.mark.parametrize("case", STATUTORY, ids=lambda case: case.name[:60])
def test_nobody_is_told_that_they_can_on_an_arguable_ground(case):
    snapshot = case.snapshot()

    is_arguable = snapshot.state("award") is State.ARGUABLE
    assert not (is_arguable and verdict_of(snapshot, Asked(today=case.on)).kind in {Kind.CAN, Kind.CAN_BY})


@pytest.mark.parametrize("case", [case for case in STATUTORY if "award-clock" in case.expected.get("deadlines", {})])
def test_the_date_is_the_one_that_the_case_expects(case):
    verdict = verdict_of(case.snapshot(), Asked(today=case.on))

    if verdict.kind in {Kind.CAN_BY, Kind.PASSED, Kind.UNCLEAR}:
        assert verdict.due == case.expected["deadlines"]["award-clock"]


def teacher_in_post(since: date, on: date, law, *more: Fact):
    facts = (
        Fact("is:relevant-school", Period(date(1990, 1, 1)), at="here"),
        Fact("holds:qts", Period(date(2012, 7, 1))),
        Fact("holds:induction-passed", Period(date(2013, 7, 1))),
        Fact("working:teacher", Period(date(2016, 9, 1)), at="here"),
        Fact("served:senco", Period(since), at="here"),
        *more,
    )
    return standing(law.scheme, "post", facts, at="here").on(on)


def test_a_last_safe_start_to_come_is_what_to_do(law):
    snapshot = teacher_in_post(date(2025, 9, 1), date(2026, 11, 1), law)

    verdict = verdict_of(snapshot, Asked(today=date(2026, 11, 1)))

    assert verdict.heading == f"You can be the SENCO now. You need the qualification by 1{NBSP}September 2028."
    assert verdict.lede == (f"Start the course by 1{NBSP}November 2026. It takes 18 to 22 months to its result.",)


def test_a_last_safe_start_that_has_passed_is_told_and_not_ordered(law):
    snapshot = teacher_in_post(date(2025, 9, 1), date(2026, 11, 2), law)

    assert verdict_of(snapshot, Asked(today=date(2026, 11, 2))).lede == (
        f"The last safe start of the course was 1{NBSP}November 2026. Join the next intake.",
    )


def test_a_post_to_come_counts_from_its_first_day(law):
    snapshot = teacher_in_post(date(2027, 9, 1), date(2027, 9, 1), law)

    verdict = verdict_of(snapshot, Asked(today=date(2026, 11, 23), to_come=True))

    assert verdict.heading == f"You can be the SENCO. You would need the qualification by 1{NBSP}September 2030."
    assert verdict.lede == (
        (
            f"That is three years from 1{NBSP}September 2027. "
            f"Start the course by 1{NBSP}November 2028. It takes 18 to 22 months to its result."
        ),
    )


@pytest.mark.parametrize(
    ("to_come", "heading"),
    [
        (True, "You can be the SENCO. You then have three years to gain the qualification."),
        (False, "You can be the SENCO now. You need the qualification three years after you became it."),
    ],
)
def test_a_day_that_stands_in_for_an_unknown_one_is_not_shown(law, to_come, heading):
    today = date(2026, 11, 23)
    verdict = verdict_of(teacher_in_post(today, today, law), Asked(today=today, to_come=to_come, undated=True))

    assert (verdict.heading, verdict.due) == (heading, None)
    assert [sentence for sentence in verdict.lede if "20" in sentence.replace("18 to 22", "")] == []


@pytest.mark.parametrize(
    ("course", "lede"),
    [
        (
            Course(earlier=False, began=date(2026, 10, 1), result_by=date(2028, 8, 1)),
            f"You are on the course. Its result should come by 1{NBSP}August 2028, in time.",
        ),
        (
            Course(earlier=False, began=date(2027, 1, 4), result_by=date(2028, 11, 4)),
            (
                f"You are on the course. Its result may not come until 4{NBSP}November 2028, after the date. "
                "Tell your head now, and ask your provider if you can finish sooner."
            ),
        ),
        (
            Course(earlier=False, began=None, result_by=None),
            "You are on the course. Ask your provider when to expect the result.",
        ),
        (
            Course(earlier=True, began=date(2024, 9, 1), result_by=date(2027, 6, 1)),
            (
                "The course you are on cannot count: it was begun or will end too late. "
                f"The last safe start of the course was 1{NBSP}November 2026. Join the next intake."
            ),
        ),
        (
            Course(earlier=True, began=date(2024, 8, 31), result_by=date(2027, 8, 31)),
            f"You are on the course. Its result should come by 31{NBSP}August 2027, in time.",
        ),
        (
            Course(earlier=True, began=date(2024, 8, 31), result_by=date(2027, 9, 1)),
            (
                "The course you are on cannot count: it was begun or will end too late. "
                f"The last safe start of the course was 1{NBSP}November 2026. Join the next intake."
            ),
        ),
    ],
)
def test_a_course_under_way_changes_what_to_do(law, course, lede):
    today = date(2026, 11, 23)
    snapshot = teacher_in_post(date(2025, 9, 1), today, law)

    assert verdict_of(snapshot, Asked(today=today, course=course)).lede == (lede,)


def test_a_course_begun_too_late_for_the_date_still_mends_it(law):
    today = date(2026, 11, 23)
    course = Course(earlier=False, began=date(2026, 1, 5), result_by=date(2027, 11, 5))

    verdict = verdict_of(teacher_in_post(date(2020, 9, 1), today, law), Asked(today=today, course=course))

    assert verdict.heading == f"The date has passed. The qualification was due by 1{NBSP}September 2023."
    assert verdict.lede == (
        f"You are on the course. The rule is met again when you pass: 5{NBSP}November 2027 at the latest.",
        "Tell your head and your governing body or trust. The duty is theirs.",
    )


def test_a_passed_date_uses_the_words_of_the_scheme_and_blames_nobody(law):
    today = date(2026, 11, 23)
    verdict = verdict_of(teacher_in_post(date(2020, 9, 1), today, law), Asked(today=today))

    assert verdict.lede == (law.scheme.words("award")["unmet"],)


def test_on_a_course_an_unclear_point_is_settled_by_its_result(law):
    today = date(2026, 11, 23)
    before = Fact("served:senco", Period(date(2018, 9, 1), date(2020, 9, 1)), at="elsewhere")
    course = Course(earlier=False, began=date(2026, 1, 5), result_by=date(2027, 11, 5))
    snapshot = teacher_in_post(date(2022, 9, 1), today, law, before)

    verdict = verdict_of(snapshot, Asked(today=today, course=course))

    assert verdict.heading == f"The law is unclear. You need no qualification, or it was due by 1{NBSP}September 2021."
    assert verdict.lede[1] == "Stay on the course: its result settles the question."


def test_two_clocks_of_which_one_still_runs_are_both_named():
    case = BY_NAME[
        "Six months as SENCO elsewhere: after the first clock only the reading of three years for each post is left"
    ]

    verdict = verdict_of(case.snapshot(), Asked(today=case.on))

    assert verdict.heading == (
        f"The law is unclear. The qualification was due by 1{NBSP}September 2027, or is due by 1{NBSP}September 2028."
    )


def test_the_expected_end_of_induction_is_the_date_of_not_yet():
    case = BY_NAME["A new teacher still in induction at a maintained school may not be the SENCO yet"]

    verdict = verdict_of(case.snapshot(), Asked(today=case.on, induction_end=date(2027, 8, 31)))

    assert verdict.heading == (
        f"Not yet. You can be the SENCO once you pass induction, expected on 31{NBSP}August 2027."
    )


@pytest.mark.parametrize(
    ("name", "needs"),
    [
        ("A deputy head without qualified teacher status may not be the SENCO", ("qualified",)),
        ("QTLS with lapsed membership does not count", ("qtls",)),
        ("A qualified teacher who does other work at the school does not meet the role test", ("working-as-teacher",)),
        ("A new teacher still in induction at a maintained school may not be the SENCO yet", ("induction",)),
    ],
)
def test_not_yet_names_what_is_missing(name, needs):
    snapshot = BY_NAME[name].snapshot()

    verdict = verdict_of(snapshot, Asked(today=BY_NAME[name].on))

    assert role_needs(snapshot) == verdict.needs == needs
    assert verdict.heading == " ".join(("Not yet.", *(NEEDS[need] for need in needs)))


def test_without_a_need_common_to_all_readings_not_yet_is_in_general_words(law):
    today = date(2026, 11, 23)
    nothing = standing(law.scheme, "post", (Fact("is:relevant-school", Period(today), at="here"),), at="here")

    verdict = not_yet(nothing.on(today), (), Asked(today=today))

    assert verdict.heading == "Not yet. A condition for the SENCO is missing."
    assert (verdict.kind, verdict.lede) == (Kind.NOT_YET, ())
