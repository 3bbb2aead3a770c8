"""Finding a school by what people type."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.schools.support import export

from trigpoint.schools.index import Term, Wanted
from trigpoint.schools.models import School
from trigpoint.schools.queries import search
from trigpoint.schools.search import words_of
from trigpoint.schools.words import spaced_postcode, tokens

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager

    from trigpoint.schools.actions import Brought

    Bring = Callable[..., Brought]
    Count = Callable[[int], AbstractContextManager[object]]

with_sample = pytest.mark.usefixtures("sample")
pytestmark = pytest.mark.django_db


def names(text: str, number: int = 3) -> list[str]:
    return [row.name for row in search(text).rows[:number]]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("St. Mary's", "saint marys"),
        ("Hill C of E Primary", "Hill Church of England primary"),
        ("Dale RC School", "dale roman catholic school"),
        ("Smith & Sons", "smith and sons"),
        ("EC3A 5DE", "ec3a5de"),
        ("Ysgol Tŷ Gwyn", "ysgol ty gwyn"),
    ],
)
def test_two_ways_to_write_the_same_are_the_same(one: str, other: str):
    assert tokens(one) == tokens(other)


def test_what_is_no_postcode_is_none():
    assert [spaced_postcode(text) for text in ("ec3a5de", "EC3A  5DE", "EC3A", "", "12")] == ["EC3A 5DE"] * 2 + [""] * 3


@with_sample
@pytest.mark.parametrize(
    "typed",
    [
        "The Aldgate School", "aldgate", "ALDGATE SCHOOL", "aldg", "Aldgait", "algdate scool", "EC3A 5DE", "ec3a5de",
        "100000", "2013614", "aldgate city of london", "aldgate academy",
    ],
)  # fmt: skip
def test_a_school_is_found_first_by_name_town_postcode_number_or_nearly(typed: str):
    assert names(typed, 1) == ["The Aldgate School"]


@with_sample
def test_what_is_spelt_right_is_no_guess_and_takes_one_query(django_assert_num_queries: Count):
    with django_assert_num_queries(1):
        found = search("aldgate school")

    assert (found.is_guess, found.has_more, len(found.rows)) == (False, False, 1)


@with_sample
def test_a_slip_takes_four_queries_and_three_once_the_words_are_at_hand(django_assert_num_queries: Count):
    words_of.cache_clear()
    for number in (4, 3):
        with django_assert_num_queries(number):
            assert search("aldgait scool").is_guess is True


@with_sample
def test_what_nothing_is_like_finds_nothing_in_four_queries(django_assert_num_queries: Count):
    search("aldgait")
    with django_assert_num_queries(4):
        assert search("qqqqq zzzzz").rows == ()


@with_sample
@pytest.mark.parametrize("typed", ["", " ", "a", "!!", "the"])
def test_what_says_nothing_finds_nothing_and_asks_nothing(django_assert_num_queries: Count, typed: str):
    with django_assert_num_queries(0):
        assert search(typed).rows == ()


@with_sample
def test_at_most_fifteen_are_given_and_that_there_are_more_is_said():
    found = search("primary school")

    assert (len(found.rows), found.has_more) == (15, True)
    assert len(search("primary school", limit=3).rows) == 3


def test_of_two_schools_of_one_name_the_open_one_comes_first(bring_rows: Bring):
    bring_rows(
        export(EstablishmentStatus="Closed"),
        export(URN="140000", TypeOfEstablishment="Academy converter"),
    )

    assert [(row.urn, row.is_closed) for row in search("hill primary").rows] == [(140000, False), (100123, True)]


def test_a_renamed_school_is_found_by_its_new_name_alone(bring_rows: Bring):
    bring_rows(export(EstablishmentName="Nettle School"))
    bring_rows(export(EstablishmentName="Bramble School"))

    assert (names("bramble"), names("nettle")) == (["Bramble School"], [])


def test_a_postcode_nobody_teaches_at_finds_the_neighbours(bring_rows: Bring):
    bring_rows(export())

    found = search("gu34 1zz")
    assert ([row.postcode for row in found.rows], found.is_guess) == (["GU34 1DH"], True)


@with_sample
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.text(max_size=60))
def test_whatever_is_typed_is_answered(typed: str):
    assert len(search(typed).rows) <= 15


@with_sample
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(st.data())
def test_every_school_is_found_by_its_own_name_and_postcode(data: st.DataObject):
    school = data.draw(st.sampled_from(list(School.objects.current().order_by("urn"))))

    found = search(f"{school.name} {school.postcode}", limit=50)
    assert school.urn in {row.urn for row in found.rows}


@pytest.mark.parametrize("word", ["", "two words", 'quo"te', "OR", "it's", "a*", "é"])
def test_a_term_can_never_be_an_operator(word: str):
    with pytest.raises(ValueError, match="is not a word"):
        Term(word)


@with_sample
def test_the_index_of_the_database_answers_a_search():
    rows = School.objects.filter(words__have=Wanted(((Term("aldgate"),), (Term("scho", is_beginning=True),))))

    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")  # so small a table would be read whole
        plan = rows.explain()

    assert "schools_search" in plan
    assert [row.urn for row in rows] == [100000]
