"""The migrations go forward and back; flushing the other tables leaves the ledger alone."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from tests.record.support import NOON, holds, somebody

from trigpoint.record.actions import enter
from trigpoint.record.models import Entry
from trigpoint.record.queries import facts_of

pytestmark = pytest.mark.django_db(transaction=True)
GUARDED = ("platform_event", "record_entry", "record_payload", "record_erasure")
TABLES = {*GUARDED, "record_receipt", "record_enrolment"}


def guards() -> dict[str, int]:
    query = "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s"
    if connection.vendor == "postgresql":
        query = "SELECT count(*) FROM pg_trigger WHERE NOT tgisinternal AND tgrelid = to_regclass(%s)"
    with connection.cursor() as cursor:
        found = {}
        for table in GUARDED:
            cursor.execute(query, [table])
            found[table] = int(cursor.fetchone()[0])
    return found


def test_the_tables_go_and_come_back_with_their_guards():
    call_command("migrate", "record", "zero", verbosity=0)
    call_command("migrate", "platform", "zero", verbosity=0)
    assert TABLES & set(connection.introspection.table_names()) == set()
    assert set(guards().values()) == {0}

    call_command("migrate", verbosity=0)
    assert TABLES - set(connection.introspection.table_names()) == set()
    assert set(guards().values()) == {3}
    person = somebody()
    enter(actor=person, subject=person, facts=[holds()], now=NOON)
    with pytest.raises(IntegrityError, match="record_entry only grows"), transaction.atomic():
        connection.cursor().execute("DELETE FROM record_entry")


def test_flush_leaves_the_ledger_alone():
    person = somebody()
    enter(actor=person, subject=person, facts=[holds()], now=NOON)
    before = list(Entry.objects.values())

    call_command("flush", interactive=False, verbosity=0)

    assert list(Entry.objects.values()) == before
    assert [fact.code for fact in facts_of(person)] == ["holds:qts"]
