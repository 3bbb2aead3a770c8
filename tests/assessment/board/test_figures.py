"""Figures: nobody can be found in them, and what people tell stays theirs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.assessment.conftest import NOW, TODAY

from trigpoint.assessment.board import statistics, telling
from trigpoint.assessment.board.models import Told
from trigpoint.assessment.board.statistics import Person, rounded, rounded_count, suppressed, table
from trigpoint.assessment.errors import AssessmentError

FEWEST = 10
COUNTS = st.dictionaries(st.text(min_size=1, max_size=3), st.integers(0, 60), max_size=8)


def people(**groups: int) -> list[Person]:
    return [
        Person({"sex": name}, passed=place % 2 == 0, declined=place % 2 == 1, appealed=place == 0)
        for name, number in groups.items()
        for place in range(number)
    ]


def test_a_small_row_takes_the_next_smallest_with_it():
    found = table("Sex", people(female=40, male=12, other=3), "sex", FEWEST)
    assert [(row.name, row.people) for row in found.rows] == [("female", 40), ("male", None), ("other", None)]
    assert found.left_out == 2


def test_a_table_of_large_rows_is_shown_whole():
    found = table("Sex", people(female=40, male=22), "sex", FEWEST)
    assert [(row.people, row.passed, row.declined, row.appealed) for row in found.rows] == [
        (40, 50, 50, 0),
        (20, 50, 50, 5),
    ]


@given(COUNTS)
def test_no_row_below_the_least_is_ever_shown(counts):
    gone = suppressed(counts, FEWEST)
    assert all(count >= FEWEST or count == 0 for group, count in counts.items() if group not in gone)


@given(COUNTS)
def test_what_is_left_out_cannot_be_worked_out_from_the_total(counts):
    gone = suppressed(counts, FEWEST)
    small = [group for group, count in counts.items() if 0 < count < FEWEST]
    left = [group for group, count in counts.items() if count and group not in gone]
    if small and left:
        assert len(gone) > 1
        assert sum(counts[group] for group in gone) >= FEWEST


@given(COUNTS)
def test_nothing_is_left_out_without_need(counts):
    if all(count == 0 or count >= FEWEST for count in counts.values()):
        assert suppressed(counts, FEWEST) == frozenset()


@given(st.integers(0, 500), st.integers(1, 500))
def test_shares_and_numbers_are_rounded(part, of):
    assert rounded(min(part, of), of) % 5 == 0
    assert rounded_count(of) % 5 == 0


@pytest.mark.django_db
def test_below_ten_people_there_is_one_sentence_and_no_figure(client, moderated):
    found = statistics.figures(TODAY)
    assert (found.people, found.tables, found.everybody) == (None, (), None)
    page = client.get("/award/figures/").content.decode()
    assert "Too few to show without naming someone" in page
    assert "<table" not in page


@pytest.mark.django_db
def test_each_person_counts_once_by_route_and_by_what_she_told(moderated, asha, monkeypatch):
    telling.tell(person=asha.key, said={"sex": "female", "ethnicity": "", "disability": "", "age": ""}, now=NOW)
    (one,) = statistics._people(TODAY)
    assert one.groups["sex"] == "Female"
    assert one.groups["age"] == "Not said"
    assert one.groups["via"] == "By what I learned here"
    assert one.groups["region"] == "No post that we know of"
    assert (one.passed, one.declined, one.appealed) == (True, False, False)


@pytest.mark.django_db
def test_what_was_told_can_be_changed_and_taken_back(asha):
    telling.tell(person=asha.key, said={"sex": "female"}, now=NOW)
    telling.tell(person=asha.key, said={"sex": ""}, now=NOW)
    assert telling.told_by(asha.key) == {"sex": "", "ethnicity": "", "disability": "", "age": ""}
    telling.take_back(person=asha.key, now=NOW)
    assert not Told.objects.exists()
    with pytest.raises(AssessmentError, match="one of the answers"):
        telling.tell(person=asha.key, said={"sex": "made-up"}, now=NOW)


@pytest.mark.django_db
def test_nothing_is_kept_without_consent(client, asha):
    client.force_login(asha)
    page = client.post("/about-you/", {"sex": "female"}).content.decode()
    assert "Select that you agree" in page
    assert not Told.objects.exists()
    client.post("/about-you/", {"sex": "female", "age": "unsaid", "consent": "yes"})
    assert Told.objects.get().sex == "female"
    assert Told.objects.get().age == ""
