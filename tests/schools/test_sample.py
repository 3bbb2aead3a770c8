"""The sample of a demonstration, and the whole of the real files where they lie beside the project."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import call_command
from tests.schools.support import bring, everything, real, seen

from trigpoint.schools.models import Link, School
from trigpoint.schools.queries import facts_of, search
from trigpoint.schools.sample import sample_files

pytestmark = pytest.mark.django_db(transaction=True)


def test_migrating_a_demonstration_fills_an_empty_register_once(settings):
    settings.DEMO = True

    call_command("migrate", verbosity=0)
    once = everything()
    call_command("migrate", verbosity=0)

    assert (len(seen()), everything()) == (299, once)


def test_migrating_anything_else_leaves_the_register_empty():
    call_command("migrate", verbosity=0)

    assert everything() == ([], [], [])


def test_no_row_of_the_sample_is_at_fault():
    assert [bring(path, as_at).troubles for path, as_at in sample_files()] == [(), (), (), ()]


@pytest.mark.parametrize(
    ("name", "rows", "links"),
    [
        ("gias_raw_format_sample_2021.csv", 99, 0),
        ("gias_raw_format_hampshire_surrey_20220419.csv.gz", 728, 244),
        ("gias_links_20250422.csv.gz", 33_801, 33_801),
    ],
)
def test_a_real_file_comes_in_whole(name: str, rows: int, links: int):
    brought = bring(real(name), date(2025, 4, 22))

    assert (brought.rows, brought.troubles, Link.objects.current().count()) == (rows, (), links)


def test_the_whole_real_register_comes_in_is_searched_and_comes_in_again_unchanged():
    path = real("schools_combined.csv.gz")
    brought = bring(path, date(2024, 6, 17))
    assert (brought.rows, brought.troubles, brought.difference.new) == (51_012, (), 51_012)
    once = (seen(), School.objects.count())

    assert [
        search(typed).rows[0].name for typed in ("Argile primry school", "hampsted parochial", "manchester grammer")
    ] == [
        "Argyle Primary School",
        "Hampstead Parochial Church of England Primary School",
        "The Manchester Grammar School",
    ]
    assert [fact.code for fact in facts_of("urn:100000")] == ["is:relevant-school"]
    again = bring(path, date(2024, 6, 17))
    assert (bool(again.difference), (seen(), School.objects.count())) == (False, once)
    assert School.objects.filter(name__regex="[\x80-\x9f]").count() == 0
