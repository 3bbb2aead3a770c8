"""What the law asks at each present post, by the facts of the record."""

from __future__ import annotations

from datetime import date

from tests.pathway.standing.support import (
    HILL,
    MILL,
    REGISTER,
    SPECIAL,
    TODAY,
    held,
    law_rows,
    plain,
    post,
    posts,
    teacher_at,
)

from trigpoint.pathway.eligibility.queries import law as installed_law
from trigpoint.pathway.standing.posts import post_page
from trigpoint.platform.pages import StatusKind


def page(*facts, today: date = TODAY):
    (one,) = posts(*facts, today=today)
    return post_page(one, installed_law().clauses, today)


def words(row) -> str:
    return plain(" ".join((row.heading, *row.words)))


def test_a_new_senco_is_told_the_day_the_provision_and_the_last_safe_start():
    (row,) = law_rows(*teacher_at(HILL), post(date(2025, 9, 1)))

    assert plain(row.heading) == "Your post needs the SENCO qualification by 1 September 2028"
    assert "The last safe start of the course was 1 November 2026. Join the next intake." in words(row)
    assert row.citations[0].words.startswith("reg 49(4)")
    assert row.status.kind is StatusKind.DUE
    assert row.urgent


def test_a_safe_start_still_ahead_is_an_instruction():
    (row,) = law_rows(*teacher_at(HILL), post(date(2026, 9, 1)))

    assert "Start the course by 1 November 2027." in words(row)


def test_a_date_that_has_passed_is_told_and_never_ordered():
    (row,) = law_rows(*teacher_at(HILL), post(date(2022, 9, 1)))

    assert plain(row.heading) == "The SENCO qualification for your post was due by 1 September 2025"
    assert row.status.kind is StatusKind.OVERDUE
    assert "by 1 September 2025" not in plain(" ".join(row.words))
    assert "Joining the next intake" in words(row)


def test_the_qualification_held_asks_nothing_more():
    (row,) = law_rows(*teacher_at(HILL), post(), held("holds:required-award", date(2026, 6, 1)))

    assert row.heading == "The law asks nothing more of you at Hill Primary School"
    assert not row.urgent
    assert row.status.kind is StatusKind.MET


def test_a_post_held_since_2009_needs_none():
    (row,) = law_rows(*teacher_at(HILL), post(date(2008, 9, 1)))

    assert row.heading.startswith("The law asks nothing more")
    assert "Keep the proof" in words(row)


def test_the_earlier_award_begun_in_time_counts():
    award = held("holds:nasenco", date(2019, 7, 1), began=date(2017, 9, 1))

    assert not law_rows(*teacher_at(HILL), post(date(2015, 9, 1)), award)[0].urgent


def test_a_move_after_a_year_is_unclear_and_both_readings_are_shown():
    facts = [*teacher_at(HILL, MILL), post(date(2021, 9, 1), MILL, until=date(2024, 9, 1)), post(date(2024, 9, 1))]
    (row,) = law_rows(*facts)

    assert row.heading == "The law is unclear for your post"
    assert row.status.kind is StatusKind.UNCLEAR
    assert row.urgent
    assert len(page(*facts).points) == 2
    assert "unclear in law" in " ".join(one.words for one in page(*facts).dates)


def test_a_point_that_is_unclear_is_not_raised_where_the_qualification_is_held():
    facts = [*teacher_at(HILL, MILL), post(date(2014, 9, 1), MILL, until=date(2019, 9, 1)), post(date(2019, 9, 1))]
    award = held("holds:nasenco", date(2016, 7, 8), began=date(2014, 10, 6))

    assert page(*facts, award).points == ()
    assert page(*facts).points


def test_advice_to_keep_to_a_day_is_dropped_once_it_has_passed():
    facts = [*teacher_at(HILL, MILL), post(date(2021, 9, 1), MILL, until=date(2024, 9, 1)), post(date(2024, 9, 1))]

    assert not any("earlier date" in point.plain or "three years until" in point.plain for point in page(*facts).points)


def test_facts_that_are_only_missing_are_not_held_against_her():
    (row,) = law_rows(post())

    assert row.heading == "Your record does not show yet that you may be the SENCO"
    assert "The SENCO must be a qualified teacher." in words(row)
    assert "was due" not in words(row)
    assert "is due by 1 September 2028" in words(row)
    assert "Add what you hold to your timeline." in words(row)


def test_a_passed_day_is_told_beside_facts_that_are_missing():
    assert "The SENCO qualification was due by 1 September 2025." in words(law_rows(post(date(2022, 9, 1)))[0])


def test_two_posts_are_asked_apart_and_each_is_named():
    rows = law_rows(*teacher_at(HILL, MILL), post(date(2025, 9, 1)), post(date(2026, 1, 1), MILL))

    assert len(rows) == 2
    assert all("Hill Primary School" in row.heading or "Mill Lane Junior School" in row.heading for row in rows)


def test_teaching_at_one_school_does_not_clear_her_at_the_other():
    rows = law_rows(*teacher_at(HILL), post(date(2025, 9, 1)), post(date(2025, 9, 1), MILL))

    (other,) = [row for row in rows if "Mill" in row.heading]
    assert other.heading.startswith("Your record does not show yet")


def test_a_school_outside_the_rule_is_said_quietly():
    (row,) = law_rows(*teacher_at(SPECIAL), post(at=SPECIAL))

    assert row.heading == "The rule on SENCOs does not cover Brook Special School"
    assert not row.urgent


def test_a_school_that_the_register_does_not_have_is_not_said_to_be_outside():
    (row,) = law_rows(*teacher_at("hill-top"), post(at="hill-top"))

    assert row.heading == "We do not know if the rule on SENCOs covers a school that our register does not have"
    assert not row.urgent
    assert page(post(at="hill-top")).reasons == ()


def test_a_post_that_has_ended_asks_nothing():
    assert law_rows(*teacher_at(HILL), post(date(2023, 9, 1), until=date(2025, 9, 1))) == ()


def test_the_reasons_follow_the_regulation_and_each_has_its_clause():
    shown = page(*teacher_at(HILL), post())

    assert [reason.status.kind for reason in shown.reasons] == [StatusKind.MET] * 4 + [StatusKind.DUE]
    assert all(reason.citations for reason in shown.reasons)


def test_a_head_needs_no_more_for_the_role():
    shown = page(post(), held("working:head", date(2024, 9, 1), at=HILL))

    assert shown.reasons[1].heading == "You are the head or acting head, so you may be the SENCO"


def test_the_days_run_from_the_first_post_of_all():
    facts = [*teacher_at(HILL, MILL), post(date(2024, 9, 1), MILL, until=date(2025, 4, 1)), post(date(2025, 9, 1))]
    shown = page(*facts)

    assert shown.dates[0].on == date(2024, 9, 1)
    assert date(2027, 9, 1) in [row.on for row in shown.dates]


def test_every_reason_names_what_is_not_on_the_record_without_blame():
    shown = page(post())

    assert "Not on your record: qualified teacher" in [reason.heading for reason in shown.reasons]
    assert REGISTER[HILL].name == shown.school
