"""The tables and the search index go and come back, and the index is right for rows that were there before."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection
from tests.schools.support import export

from trigpoint.schools.models import School
from trigpoint.schools.queries import search

pytestmark = pytest.mark.django_db(transaction=True)


def tables() -> set[str]:
    return {name for name in connection.introspection.table_names() if name.startswith("schools_")}


def test_the_tables_go_and_come_back():
    there = tables()
    call_command("migrate", "schools", "zero", verbosity=0)
    assert tables() == set()

    call_command("migrate", "schools", verbosity=0)

    assert tables() == there
    assert "schools_school" in there


def test_the_index_is_made_for_schools_that_are_there_already(bring_rows):
    bring_rows(export())
    call_command("migrate", "schools", "0001", verbosity=0)

    call_command("migrate", "schools", verbosity=0)

    assert [row.urn for row in search("hill primary").rows] == [100123]


def test_the_index_follows_rows_that_change_or_go(bring_rows):
    bring_rows(export())
    School.objects.update(words="dale")
    assert ([row.urn for row in search("dale").rows], search("hill").rows) == ([100123], ())

    School.objects.all().delete()

    assert search("dale").rows == ()
    if connection.vendor == "sqlite":
        connection.cursor().execute("INSERT INTO schools_search (schools_search) VALUES ('integrity-check')")


def test_the_models_need_no_migration_that_is_not_there():
    call_command("makemigrations", "schools", check=True, dry_run=True, verbosity=0)
