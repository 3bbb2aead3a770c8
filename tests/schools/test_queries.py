"""What other rooms ask of the register, with the number of queries each answer takes."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.schools.support import bring, export

from trigpoint.kernel import Period
from trigpoint.schools import queries
from trigpoint.schools.places import Nation
from trigpoint.schools.sample import FOLDER

if TYPE_CHECKING:
    from collections.abc import Callable
    from contextlib import AbstractContextManager
    from pathlib import Path

    from trigpoint.schools.actions import Brought

    Bring = Callable[..., Brought]
    Count = Callable[[int], AbstractContextManager[object]]

pytestmark = pytest.mark.django_db
ACADEMIES = date(2014, 9, 1)


def links(folder: Path, *rows: str) -> None:
    path = folder / "links.csv"
    path.write_text("\n".join(["URN,LinkURN,LinkName,LinkType,LinkEstablishedDate", *rows, ""]))
    bring(path)


@pytest.mark.parametrize("number", [1, 3])
def test_facts_of_settings_take_one_query_however_many(
    bring_rows: Bring, django_assert_num_queries: Count, number: int
):
    bring_rows(*(export(URN=str(urn)) for urn in range(100200, 100204)))
    settings = [f"urn:{urn}" for urn in range(100200, 100200 + number)]

    with django_assert_num_queries(1):
        facts = queries.facts_of(*settings)

    assert [fact.at for fact in facts] == settings


def test_a_setting_that_is_no_school_has_no_facts_and_takes_no_query(django_assert_num_queries: Count):
    with django_assert_num_queries(0):
        assert queries.facts_of("hill-top", "urn:12", "urn:٣٣٣٣٣٣", "urn:100000x") == ()


def test_conversion_is_two_schools_and_a_link(bring_rows: Bring, tmp_path: Path):
    closed = {"EstablishmentStatus": "Closed"}
    bring_rows(
        export(**closed),
        export(URN="140000", TypeOfEstablishment="Academy converter", OpenDate=""),
    )
    links(tmp_path, "100123,140000,Hill,Successor,01-04-2016", "140000,100123,Hill,Predecessor,01-04-2016")

    facts = queries.facts_of("urn:100123", "urn:140000")

    assert [(fact.code, fact.at, fact.valid) for fact in facts] == [
        ("is:relevant-school", "urn:100123", Period(date(2009, 9, 1), date(2016, 4, 1))),
        ("is:relevant-school", "urn:140000", Period(date(2016, 4, 1))),
        ("is:induction-optional", "urn:140000", Period(date(2016, 4, 1), date(2026, 9, 1))),
    ]


def test_a_school_is_one_row_with_its_facts(bring_rows: Bring, django_assert_num_queries: Count):
    bring_rows(export())

    with django_assert_num_queries(1):
        school = queries.school(100123)
        assert school is not None
        facts = school.facts

    assert (school.setting, school.name, school.region) == ("urn:100123", "Hill Primary School", "South East")
    assert facts == queries.facts_of("urn:100123")
    assert queries.school(100124) is None


@pytest.mark.parametrize("number", [1, 3])
def test_links_are_told_from_either_side_with_the_names_here(
    bring_rows: Bring, tmp_path: Path, django_assert_num_queries: Count, number: int
):
    bring_rows(export(), *(export(URN=str(100124 + n), EstablishmentName=f"Dale {n}") for n in range(number)))
    links(tmp_path, *(f"{100124 + n},100123,Hill,Successor - merged,01-09-20{10 + n}" for n in range(number)))

    with django_assert_num_queries(2):
        rows = queries.links_of(100123)

    assert [(row.name, row.place.value, row.on) for row in rows] == [
        (f"Dale {n}", "before", date(2010 + n, 9, 1)) for n in range(number)
    ]


def test_links_to_schools_that_are_not_here_and_without_direction_are_told_as_they_are(tmp_path: Path):
    links(tmp_path, "100123,100124,Hill,Predecessor,", "100123,100125,Dale,Result of Amalgamation,01-09-2014")

    assert [(row.urn, row.name, row.place.value, row.on) for row in queries.links_of(100123)] == [
        (100124, "", "before", None),
        (100125, "", "beside", date(2014, 9, 1)),
    ]


def test_authorities_are_counted_by_nation(bring_rows: Bring, django_assert_num_queries: Count):
    bring_rows(
        export(), export(URN="100124", EstablishmentStatus="Closed"), export(URN="100125", LA="Powys", GOR="Wales")
    )

    with django_assert_num_queries(2):
        england = queries.authorities(Nation.ENGLAND, Nation.ENDED)

    assert england == (queries.AuthorityRow("Hampshire", "850", Nation.ENGLAND, "South East", 1),)
    assert [row.name for row in queries.authorities(Nation.WALES)] == ["Powys"]


def test_the_day_of_the_register_is_that_of_its_newest_file_of_schools(bring_rows: Bring):
    assert queries.register_day() is None
    bring_rows(export(), as_at=date(2024, 6, 17))
    bring(FOLDER / "links.csv", date(2025, 4, 22))

    assert queries.register_day() == date(2024, 6, 17)


def test_the_schools_behind_settings_are_what_each_is_alone(bring_rows: Bring, tmp_path: Path):
    closed = {"EstablishmentStatus": "Closed"}
    bring_rows(
        export(**closed),
        export(URN="140000", TypeOfEstablishment="Academy converter", OpenDate=""),
        export(URN="140001", TypeOfEstablishment="Community special school"),
    )
    links(tmp_path, "100123,140000,Hill,Successor,01-04-2016", "140000,100123,Hill,Predecessor,01-04-2016")
    settings = ["urn:140001", "urn:100123", "hill-top", "urn:140000", "urn:199999"]

    found = queries.settings_of(*settings)

    assert set(found) == {"urn:100123", "urn:140000", "urn:140001"}
    for setting, row in found.items():
        alone = queries.school(row.urn)
        assert alone is not None
        assert (row.setting, row.name, row.kind, row.life) == (setting, alone.name, alone.kind, alone.life)
        assert row.facts == queries.facts_of(setting)


@pytest.mark.parametrize("number", [1, 3])
def test_the_schools_behind_settings_take_one_query_however_many(
    bring_rows: Bring, django_assert_num_queries: Count, number: int
):
    bring_rows(*(export(URN=str(urn)) for urn in range(100200, 100204)))

    with django_assert_num_queries(1):
        found = queries.settings_of(*(f"urn:{urn}" for urn in range(100200, 100200 + number)))

    assert len(found) == number


def test_settings_that_are_no_schools_take_no_query(django_assert_num_queries: Count):
    with django_assert_num_queries(0):
        assert queries.settings_of("hill-top", "urn:12") == {}
