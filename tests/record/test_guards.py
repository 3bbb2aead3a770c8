"""The ledger only grows: each way of changing it, tried in raw SQL, on whichever database the tests run on."""

from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from tests.record.support import NOON, holds, somebody

from trigpoint.platform.append_only import AppendOnlyError
from trigpoint.record.actions import enter, erase_entry
from trigpoint.record.models import Entry, Erasure, Payload, Reason

pytestmark = pytest.mark.django_db
TABLES = ("record_entry", "record_payload", "record_erasure")
KEYS = {"record_entry": "position", "record_payload": "entry_id", "record_erasure": "entry_id"}
TEXTS = {"record_entry": "subject", "record_payload": "note", "record_erasure": "actor"}
LITE = connection.vendor == "sqlite"


def run(statement: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.fixture
def ledger():
    """Two entries, the first erased."""
    person = somebody()
    entries = enter(actor=person, subject=person, facts=[holds(), holds("working:teacher")], now=NOON)
    erase_entry(actor=person, entry=entries[0], reason=Reason.CHILD, now=NOON)
    if not LITE:  # PostgreSQL looks at its triggers only once foreign keys have nothing left to check
        run("SET CONSTRAINTS ALL IMMEDIATE")
    return entries


def rows():
    return [list(model.objects.order_by("pk").values()) for model in (Entry, Payload, Erasure)]


def statements(table: str) -> dict[str, str]:
    key, text = KEYS[table], TEXTS[table]
    same = f"INSERT %s INTO {table} SELECT * FROM {table} WHERE {key} = (SELECT max({key}) FROM {table})"
    found = {
        "UPDATE": f"UPDATE {table} SET {text} = 'another'",
        "UPDATE of the key": f"UPDATE {table} SET {key} = {key} + 1000",
        "UPDATE that changes nothing": f"UPDATE {table} SET {text} = {text}",
        "DELETE": f"DELETE FROM {table} WHERE {key} = (SELECT max({key}) FROM {table})",
        "DELETE of all": f"DELETE FROM {table}",
        "upsert": same % "" + f" ON CONFLICT ({key}) DO UPDATE SET {text} = 'another'",
    }
    if LITE:
        return found | {
            "INSERT OR REPLACE": same % "OR REPLACE",
            "UPDATE OR REPLACE": "UPDATE OR REPLACE" + found["UPDATE"][6:],
        }
    return found | {"TRUNCATE": f"TRUNCATE {table} CASCADE", "TRUNCATE ONLY": f"TRUNCATE ONLY {table} CASCADE"}


ATTEMPTS = [(table, name) for table in TABLES for name in statements(table)]


@pytest.mark.parametrize(("table", "name"), ATTEMPTS, ids=[" ".join(attempt) for attempt in ATTEMPTS])
def test_the_database_refuses(table, name, ledger):
    before = rows()

    with pytest.raises(IntegrityError, match="only grows"):
        run(statements(table)[name])
    assert rows() == before


REPLACEMENTS = {
    "id": "NULL, id, 'p_somebody', 1",
    "subject and number": "NULL, 'e_another', subject, seq",
    "position": "position, 'e_another', 'p_somebody', 1",
}


@pytest.mark.skipif(not LITE, reason="only SQLite has INSERT OR REPLACE")
@pytest.mark.parametrize("recursive", ["ON", "OFF"])
@pytest.mark.parametrize("columns", REPLACEMENTS.values(), ids=REPLACEMENTS)
def test_no_unique_key_lets_an_entry_be_replaced(columns, recursive, ledger):
    before = rows()

    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA recursive_triggers = {recursive}")
    try:
        with pytest.raises(IntegrityError, match="record_entry only grows"):
            run(f"INSERT OR REPLACE INTO record_entry SELECT {columns}, commitment, previous, hash FROM record_entry")
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA recursive_triggers = ON")
    assert rows() == before


@pytest.mark.skipif(not LITE, reason="settings of SQLite")
def test_every_connection_asks_triggers_about_replacing_and_overwrites_what_is_deleted():
    with connection.cursor() as cursor:
        values = [cursor.execute(f"PRAGMA {name}").fetchone()[0] for name in ("recursive_triggers", "secure_delete")]

    assert values == [1, 1]


def test_words_go_only_where_an_erasure_names_their_entry(ledger):
    position = Entry.objects.get(id=ledger[1]).position

    with pytest.raises(IntegrityError, match="record_payload only grows"):
        run(f"DELETE FROM record_payload WHERE entry_id = {position}")
    erase_entry(actor="p_registrar", entry=ledger[1], reason=Reason.CHILD, now=NOON)
    assert Payload.objects.filter(entry=position).exists() is False


def test_erased_words_are_not_written_again(ledger):
    erased, kept = (Entry.objects.get(id=entry).position for entry in ledger)
    columns = ", ".join(str(field.column) for field in Payload._meta.fields if field.column != "entry_id")

    with pytest.raises(IntegrityError, match="record_payload only grows"):
        run(
            f"INSERT INTO record_payload (entry_id, {columns}) "
            f"SELECT {erased}, {columns} FROM record_payload WHERE entry_id = {kept}"
        )


MODEL_ATTEMPTS = {
    "a row saved again": lambda: Entry.objects.get(seq=1).save(),
    "a row deleted": lambda: Payload.objects.get().delete(),
    "an update": lambda: Entry.objects.update(seq=1),
    "a bulk update": lambda: Entry.objects.bulk_update(Entry.objects.all(), ["seq"]),
    "a deletion": lambda: Erasure.objects.all().delete(),
}


@pytest.mark.parametrize("attempt", MODEL_ATTEMPTS.values(), ids=MODEL_ATTEMPTS)
def test_the_model_refuses_before_the_database_is_asked(attempt, ledger):
    with pytest.raises(AppendOnlyError, match="only grows: a row is never changed or removed"):
        attempt()


def test_the_migrations_say_all_that_the_models_say():
    call_command("makemigrations", "record", check_changes=True, dry_run=True, verbosity=0)


def test_rows_name_themselves(ledger):
    entry, payload, erasure = (
        Entry.objects.get(id=ledger[0]),
        Payload.objects.get(entry__id=ledger[1]),
        Erasure.objects.get(),
    )

    assert str(entry) == f"{ledger[0]}, number 1 of {entry.subject}"
    assert (str(payload), str(erasure)) == (f"What entry {payload.pk} says", f"Entry {erasure.pk} erased: child")
