"""The sum of a timeline: what it comes to, and the laws it keeps whatever the posts."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trigpoint.kernel import Period
from trigpoint.record.sums import Spell, Total, full_time_years, sum_of, years

TODAY = date(2026, 11, 23)
DAY = timedelta(days=1)


def spell(key: str, start: date, end: date | None = None, hundredths: int = 100, at: str | None = None) -> Spell:
    return Spell(key, key if at is None else at, Period(start, end), hundredths)


@st.composite
def spells(draw: st.DrawFn) -> tuple[Spell, ...]:
    found = []
    for number in range(draw(st.integers(0, 6))):
        start = date(2010, 1, 1) + DAY * draw(st.integers(0, 6500))
        length = draw(st.none() | st.integers(1, 3000))
        at = draw(st.sampled_from(("", "urn:100000", "urn:100001", "urn:100002")))
        found.append(
            spell(f"p{number}", start, start + DAY * length if length else None, draw(st.integers(1, 100)), at)
        )
    return tuple(found)


# One line a case: posts, then years in schools and full-time equivalent.
TABLE = {
    "no post": ((), "0.0", "0.0"),
    "one full-time year": ((spell("a", date(2024, 9, 1), date(2025, 9, 1)),), "1.0", "1.0"),
    "half time counts half": ((spell("a", date(2022, 9, 1), date(2026, 9, 1), 50),), "4.0", "2.0"),
    "a gap counts for nothing": (
        (spell("a", date(2020, 1, 1), date(2021, 1, 1)), spell("b", date(2022, 1, 1), date(2023, 1, 1))),
        "2.0",
        "2.0",
    ),
    "two full-time posts at once are one": (
        (spell("a", date(2024, 9, 1), date(2025, 9, 1)), spell("b", date(2024, 9, 1), date(2025, 9, 1))),
        "1.0",
        "1.0",
    ),
    "two half posts at two schools make a whole": (
        (spell("a", date(2024, 9, 1), date(2025, 9, 1), 50), spell("b", date(2024, 9, 1), date(2025, 9, 1), 50)),
        "1.0",
        "1.0",
    ),
    "two halves at one school are one half told twice": (
        (
            spell("a", date(2024, 9, 1), date(2025, 9, 1), 50, "urn:100000"),
            spell("b", date(2024, 9, 1), date(2025, 9, 1), 50, "urn:100000"),
        ),
        "1.0",
        "0.5",
    ),
    "a post to come counts for nothing yet": ((spell("a", date(2027, 1, 1)),), "0.0", "0.0"),
    "ten years are not rounded up to more": ((spell("a", date(2016, 1, 1), date(2025, 12, 28)),), "9.9", "9.9"),
}


@pytest.mark.parametrize("name", TABLE)
def test_a_timeline_comes_to(name):
    posts, in_schools, full_time = TABLE[name]
    total = sum_of(posts, TODAY)
    assert (years(total.days), full_time_years(total.hundredths)) == (in_schools, full_time)


def test_today_itself_is_counted():
    assert sum_of([spell("a", TODAY)], TODAY).days == 1


def test_an_overlap_is_named_with_its_days_and_what_it_takes_off():
    total = sum_of(
        [
            spell("ta", date(2020, 1, 1), date(2020, 3, 1), 60, "urn:100000"),
            spell("senco", date(2020, 2, 1), date(2020, 4, 1), 40, "urn:100000"),
        ],
        TODAY,
    )
    (overlap,) = total.overlaps
    assert (overlap.first, overlap.second, overlap.days, overlap.same_setting) == ("senco", "ta", 29, True)
    assert (overlap.starts, overlap.last) == (date(2020, 2, 1), date(2020, 2, 29))
    assert (total.shared_days, total.taken_off) == (29, 29 * 40)


def test_posts_that_follow_one_another_on_the_next_day_do_not_overlap():
    assert sum_of([spell("a", date(2020, 1, 1), date(2020, 3, 1)), spell("b", date(2020, 3, 1))], TODAY).overlaps == ()


@given(spells())
def test_the_sum_never_passes_full_time_on_the_days_in_post(posts):
    total = sum_of(posts, TODAY)
    assert 0 <= total.hundredths <= total.days * 100


@given(spells())
def test_an_overlap_is_never_doubled(posts):
    total = sum_of(posts, TODAY)
    assert total.days <= sum(line.days for line in total.lines)
    assert total.hundredths <= sum(line.hundredths for line in total.lines)
    if not total.overlaps:
        assert (total.taken_off, total.shared_days) == (0, 0)


@given(spells())
def test_no_post_takes_anything_away(posts):
    whole = sum_of(posts, TODAY)
    for post in posts:
        without = sum_of([other for other in posts if other is not post], TODAY)
        assert without.days <= whole.days
        assert without.hundredths <= whole.hundredths


@given(st.data())
def test_order_does_not_matter(data):
    posts = data.draw(spells())
    assert sum_of(data.draw(st.permutations(posts)), TODAY) == sum_of(posts, TODAY)


@given(spells(), spells())
def test_posts_that_share_no_day_add_up(earlier, later):
    apart = timedelta(days=20_000)
    moved = [spell(f"q{post.key}", post.valid.start - apart, None, post.hundredths, post.at) for post in earlier]
    ended = [Spell(post.key, post.at, Period(post.valid.start, date(2000, 1, 1)), post.hundredths) for post in moved]
    together, first, second = (sum_of(posts, TODAY) for posts in ((*ended, *later), ended, later))
    assert together.days == first.days + second.days
    assert together.hundredths == first.hundredths + second.hundredths


@given(spells(), st.dates(date(2010, 1, 1), TODAY))
def test_the_sum_never_shrinks_as_days_go_by(posts, day):
    assert sum_of(posts, day).hundredths <= sum_of(posts, TODAY).hundredths


@given(spells())
def test_one_school_for_each_post_counts_as_the_kernel_does(posts):
    apart = [Spell(post.key, "", post.valid, post.hundredths) for post in posts]
    by_day = 0
    day = date(2010, 1, 1)
    while day <= TODAY:
        by_day += min(100, sum(post.hundredths for post in apart if day in post.valid))
        day += DAY
    assert sum_of(apart, TODAY).hundredths == by_day


def test_nothing_is_a_total_of_nothing():
    assert sum_of([], TODAY) == Total(0, 0)
