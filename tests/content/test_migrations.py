"""The migrations go forward and back, and flushing the other tables leaves the versions alone."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from trigpoint.content.library import installed_library
from trigpoint.content.models import SchemeVersion

pytestmark = pytest.mark.django_db(transaction=True)
TABLE = "content_schemeversion"


def guards() -> int:
    """Count the triggers on the table."""
    query = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s"
    if connection.vendor == "postgresql":
        query = "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = to_regclass(%s)"
    with connection.cursor() as cursor:
        cursor.execute(query, [TABLE])
        return int(cursor.fetchone()[0])


def test_the_table_goes_and_comes_back_with_its_guards_and_its_versions():
    there = guards()
    call_command("migrate", "content", "zero", verbosity=0)
    assert (TABLE in connection.introspection.table_names(), guards()) == (False, 0)

    call_command("migrate", "content", verbosity=0)
    assert guards() == there
    assert set(SchemeVersion.objects.values_list("scheme_id", flat=True)) == set(installed_library().schemes)
    with pytest.raises(IntegrityError), transaction.atomic():
        connection.cursor().execute(f"DELETE FROM {TABLE}")


def test_flush_leaves_the_versions_alone():
    before = list(SchemeVersion.objects.values())

    call_command("flush", interactive=False, verbosity=0)

    assert list(SchemeVersion.objects.values()) == before
