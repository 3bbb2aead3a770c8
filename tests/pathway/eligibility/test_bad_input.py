"""Answers that cannot be true: each is named, nothing typed is lost, nothing is shown that should not be."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
import time_machine
from tests.pathway.eligibility.walking import ANSWER, BASE, IN_POST, answer_all, body, error_words, heading

NBSP = "\N{NO-BREAK SPACE}"
NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _on_a_day_in_november():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.mark.parametrize(
    ("before", "slug", "posted", "words"),
    [
        ([], "school", {}, ["Select what kind of school it is"]),
        ([], "school", {"school": "castle"}, ["Select what kind of school it is"]),
        ([], "school", {"school": ["maintained", "castle"]}, ["Select what kind of school it is"]),
        (
            ["maintained", "yes"],
            "since",
            {"since-day": "31", "since-month": "2", "since-year": "2025"},
            ["The date you became the SENCO must be a real date. February 2025 has 28 days"],
        ),
        (["maintained", "yes"], "since", {}, ["Enter the date you became the SENCO, or select “I am not sure”"]),
        (
            ["maintained", "yes"],
            "since",
            {"since-day": "1", "since-month": "9", "since-year": "2025", "unsure": "yes"},
            ["Enter the date, or select “I am not sure”, but not both"],
        ),
        (
            ["maintained", "yes"],
            "since",
            {"since-day": "1", "since-month": "1", "since-year": "2027"},
            [
                (
                    "The date you became the SENCO must be today or in the past. "
                    "If you have not started, go back and answer “Not yet”"
                )
            ],
        ),
        (
            ["maintained", "yes"],
            "since",
            {"since-day": "1", "since-month": "1", "since-year": "1925"},
            [f"The date you became the SENCO must be 1{NBSP}January 1950 or later"],
        ),
        (
            ["maintained", "no"],
            "start",
            {"start-day": "1", "start-month": "9", "start-year": "2025"},
            ["The date you would start must be today or in the future. If you have started, go back and answer “Yes”"],
        ),
        (
            ["maintained", "no"],
            "start",
            {"start-day": "1", "start-month": "9", "start-year": "2099"},
            [f"The date you would start must be 23{NBSP}November 2031 or earlier"],
        ),
    ],
)
def test_a_wrong_answer_is_named_and_kept(client, before, slug, posted, words):
    slugs = ("school", "post")
    answer_all(client, [(name, {name: value}) for name, value in zip(slugs, before, strict=False)])

    page = client.post(f"{BASE}question/{slug}/", posted)

    assert page.status_code == 200
    assert error_words(page) == words
    assert "<title>Error: " in body(page)
    for name, value in posted.items():
        if name.endswith(("day", "month", "year")):
            assert f'value="{value}"' in body(page)


@pytest.mark.parametrize(
    ("award", "slug", "dates", "words"),
    [
        (
            "npq",
            "award-npq",
            {"gained": "2027-01-01"},
            [
                (
                    "The date of your result must be today or in the past. "
                    "If you wait for it, go back and answer that you are on the NPQ"
                )
            ],
        ),
        (
            "npq",
            "award-npq",
            {"gained": "2024-08-31"},
            [f"The date of your result must be 1{NBSP}September 2024 or later"],
        ),
        (
            "npq-course",
            "award-npq-course",
            {"began": "2033-01-01"},
            [f"The date your NPQ begins must be 23{NBSP}November 2031 or earlier"],
        ),
        (
            "nasenco",
            "award-nasenco",
            {"began": "2023-01-09", "gained": "2022-07-01"},
            [f"The date you were given the award must be after 9{NBSP}January 2023, when you began the course"],
        ),
        (
            "nasenco",
            "award-nasenco",
            {"began": "2023-01-09", "gained": "2027-07-01"},
            [
                (
                    "The date you were given the award must be today or in the past. "
                    "If you wait for it, go back and answer that you are on the course"
                )
            ],
        ),
        (
            "nasenco-course",
            "award-nasenco-course",
            {"began": "2023-01-09", "gained": "2025-07-01"},
            ["The date you expect the award must be today or in the future. If you have it, go back and answer “Yes”"],
        ),
        (
            "nasenco-course",
            "award-nasenco-course",
            {"began": "2027-01-09", "gained": "2027-07-01"},
            ["The date you began the course must be today or in the past. The course has closed to new starts"],
        ),
    ],
)
def test_impossible_days_of_a_qualification_are_refused(client, award, slug, dates, words):
    answer_all(client, [*IN_POST, ("award", {"award": award})])

    assert error_words(answer_all(client, [(slug, dates)])) == words


@pytest.mark.parametrize(
    ("posts", "words"),
    [
        (
            [{"where": "covered", "first": "2022-09-01", "last": "2021-08-31"}],
            [f"The last day in that post must be 1{NBSP}September 2022 or later, the first day you gave"],
        ),
        (
            [{"where": "covered", "first": "2027-09-01", "last": "2027-10-01"}],
            [
                "The first day in that post must be today or in the past. Leave out a post that has not begun",
                (
                    "The last day in that post must be today or in the past. "
                    "If you are in it now, select “I am still the SENCO there”"
                ),
            ],
        ),
        (
            [{"where": "here", "first": "2021-09-01", "last": "2025-09-01"}],
            [
                (
                    f"The last day in that post must be before 1{NBSP}September 2025: "
                    "your posts at this school cannot overlap"
                )
            ],
        ),
        (
            [{"where": "here", "first": "2021-09-01", "still": "yes"}],
            ["Give the post that you hold at this school in the earlier question, not here"],
        ),
        (
            [
                {"where": "here", "first": "2018-09-01", "last": "2020-08-31"},
                {"where": "here", "first": "2020-08-31", "last": "2021-08-31"},
            ],
            ["You have given a post at this school with some of these days. They cannot overlap"],
        ),
        (
            [{"where": "covered", "first": "2018-09-01", "last": "2020-08-31"}] * 2,
            ["You have given this post already. Go back if you have no other"],
        ),
        (
            [{"first": "2018-09-01"}],
            [
                "Select where the post was",
                "Enter the last day in that post, or select “I am still the SENCO there”",
            ],
        ),
        ([{"where": "covered", "still": "yes"}], ["Enter the first day in that post"]),
        (
            [{"where": "covered", "first": "2018-09-01", "last": "2020-08-31", "still": "yes"}],
            ["Enter the last day, or select “I am still the SENCO there”, but not both"],
        ),
    ],
)
def test_posts_that_cannot_be_are_refused(client, posts, words):
    answer_all(client, [*IN_POST, ("award", {"award": "none"}), ("before", {"before": "yes"})])
    page = None
    for number, post in enumerate(posts, 1):
        page = answer_all(client, [(f"post-{number}", post)])
        if number < len(posts):
            answer_all(client, [(f"more-{number}", {"more": "yes"})])

    assert error_words(page) == words


def test_posts_at_two_schools_may_overlap(client):
    answer_all(client, [*IN_POST, ("award", {"award": "none"}), ("before", {"before": "yes"})])
    answer_all(client, [("post-1", {"where": "covered", "first": "2023-09-01", "still": "yes"})])
    answer_all(client, [("more-1", {"more": "no"})])

    assert heading(client.get(ANSWER)) == (
        f"The law is unclear. You need no qualification, or it was due by 1{NBSP}September 2026."
    )


@pytest.mark.parametrize(
    ("slug", "dates", "words"),
    [
        (
            "break",
            {"left": "2008-08-31", "returned": "2007-09-01"},
            [f"The day you became the SENCO there again must be after 31{NBSP}August 2008, the day you left"],
        ),
        (
            "break",
            {"left": "2004-08-31", "returned": "2010-09-01"},
            [f"The last day before the break must be 1{NBSP}September 2005 or later, when you became the SENCO"],
        ),
        (
            "break",
            {"left": "2010-08-31", "returned": "2027-09-01"},
            [
                (
                    "The day you became the SENCO there again must be today or in the past. "
                    "Give the day of the post you hold now"
                )
            ],
        ),
    ],
)
def test_a_break_lies_within_the_post(client, slug, dates, words):
    answer_all(client, [*IN_POST[:2], ("since", "2005-09-01"), ("unbroken", {"unbroken": "no"})])

    assert error_words(answer_all(client, [(slug, dates)])) == words


def test_an_academy_that_opened_before_the_post_is_the_other_answer(client):
    answer_all(client, [("school", {"school": "academy"}), *IN_POST[1:]])
    answer_all(client, [("award", {"award": "none"}), ("converted", {"converted": "yes"})])

    assert error_words(answer_all(client, [("converted-on", "2025-09-01")])) == [
        (
            f"The date the academy opened must be after 1{NBSP}September 2025, when you became the SENCO. "
            "If it opened before, go back and answer “No”"
        )
    ]


@pytest.mark.parametrize(
    ("answers", "slug", "day", "words"),
    [
        (
            [("qualified", {"qualified": "qtls"}), ("membership", {"membership": "yes"})],
            "membership-end",
            "2026-11-22",
            "The date your membership ends must be today or in the future. If it has ended, go back and answer “No”",
        ),
        (
            [
                ("qualified", {"qualified": "qts"}),
                ("teacher", {"teacher": "yes"}),
                ("induction", {"induction": "in-progress"}),
            ],
            "induction-end",
            "2026-11-22",
            (
                "The date you expect to finish induction must be today or in the future. "
                "If it is over, go back and choose how it ended"
            ),
        ),
    ],
)
def test_an_end_that_has_passed_is_another_answer(client, answers, slug, day, words):
    answer_all(client, [*IN_POST[:4], *answers])

    assert error_words(answer_all(client, [(slug, day)])) == [words]
