"""Events: declared once, written in the action's own transaction, kept for good."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from trigpoint.platform.append_only import AppendOnlyError
from trigpoint.platform.events import (
    EventError,
    UndeclaredEventError,
    declare,
    declared,
    emit,
    empty_words,
    latest,
    of_subject,
    with_data,
)
from trigpoint.platform.models import Event

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)
NAME = "record.fact.entered"
REFERENCE = Path(__file__).parents[2] / "docs/reference/events.md"


def tell(**more):
    return emit(**{"name": NAME, "actor": "p_actor001", "subject": "p_subject1", "at": NOON, "data": {}, **more})


def test_every_event_is_explained_in_the_reference_and_no_other():
    sections = re.findall(r"^## (\S+)\n\n(.+?)$", REFERENCE.read_text("utf-8"), re.MULTILINE)

    assert sections == list(declared().items())


@pytest.mark.parametrize(
    "name", ["record.entered", "record.fact.entered.now", "Record.fact.entered", "record..entered"]
)
def test_a_name_has_three_parts(name):
    with pytest.raises(ValueError, match=r"Write three parts: room\.thing\.done"):
        declare(name, "Something happened.")


def test_a_name_is_declared_with_one_meaning():
    assert declare(NAME, declared()[NAME]) == NAME
    with pytest.raises(ValueError, match=f"{NAME} is declared twice, with two meanings"):
        declare(NAME, "Something else happened.")


@pytest.mark.django_db
def test_an_event_comes_back_as_it_was_emitted_with_dates_as_text():
    data = {"entries": ["e_1", "e_2"], "due": date(2027, 3, 1), "at": NOON, "count": 2, "done": True, "before": None}

    event_id = tell(data=data, words="Free text")

    (told,) = of_subject("p_subject1")
    assert (told.id, told.name, told.actor, told.at) == (event_id, NAME, "p_actor001", NOON)
    assert told.data == {**data, "due": "2027-03-01", "at": "2026-11-23T12:00:00+00:00"}
    assert Event.objects.get(id=event_id).words == "Free text"


@pytest.mark.django_db
def test_an_undeclared_name_is_refused_with_the_nearest_one():
    with pytest.raises(UndeclaredEventError) as refusal:
        tell(name="record.fact.entred")
    assert str(refusal.value) == f"No room declares the event record.fact.entred. Did you mean {NAME}?"
    with pytest.raises(UndeclaredEventError, match=r"Declare it in the room's events\.py"):
        tell(name="x.y.z")


@pytest.mark.parametrize("value", ["Two words", "", 1.5, {"a": 1}, ["fine", "not fine"]])
@pytest.mark.django_db
def test_data_that_is_prose_or_has_a_shape_of_its_own_is_refused(value):
    with pytest.raises(EventError, match=f"{NAME}: why holds .* Free text goes into `words`"):
        tell(data={"why": value})


@pytest.mark.django_db
def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(EventError, match="has a moment without a time zone"):
        tell(at=datetime(2026, 11, 23))  # noqa: DTZ001


@pytest.mark.django_db(transaction=True)
def test_an_event_outside_a_transaction_is_refused():
    with pytest.raises(EventError, match="was emitted outside a transaction"):
        tell()


@pytest.mark.django_db
def test_an_event_goes_with_the_action_that_was_taken_back():
    with transaction.atomic():
        tell()
        transaction.set_rollback(True)

    assert of_subject("p_subject1") == ()


@pytest.mark.django_db
def test_the_newest_event_of_a_name_and_those_with_some_data_are_found(django_assert_num_queries):
    ids = [tell(data={"root": root}) for root in ("a1", "b2", "a1")]

    with django_assert_num_queries(2):
        newest = latest(NAME)
        assert [told.id for told in with_data(NAME, root="a1")] == [ids[0], ids[2]]
    assert newest is not None
    assert newest.id == ids[2]
    assert latest("record.subject.erased") is None


# ---- the table only grows

CHANGES = {
    "UPDATE": "UPDATE platform_event SET name = 'another'",
    "UPDATE of words to others": "UPDATE platform_event SET words = 'Other words'",
    "UPDATE of more than the words": "UPDATE platform_event SET words = '', actor = 'p_another1'",
    "UPDATE of the actor to nobody": "UPDATE platform_event SET words = '', actor = NULL",
    "UPDATE of the data": "UPDATE platform_event SET words = '', data = '{}'",
    "DELETE": "DELETE FROM platform_event",
    "upsert": """INSERT INTO platform_event SELECT * FROM platform_event WHERE true
        ON CONFLICT (position) DO UPDATE SET name = 'another'""",
}
if connection.vendor == "sqlite":
    CHANGES["REPLACE"] = "INSERT OR REPLACE INTO platform_event SELECT * FROM platform_event"
    CHANGES["REPLACE by id"] = """INSERT OR REPLACE INTO platform_event
        SELECT position + 1000, id, name, actor, subject, at, data, '' FROM platform_event"""
else:
    CHANGES["TRUNCATE"] = "TRUNCATE platform_event"


@pytest.mark.parametrize("statement", CHANGES.values(), ids=CHANGES)
@pytest.mark.django_db
def test_the_database_refuses(statement):
    tell(words="Words", data={"entry": "e_1"})
    before = list(Event.objects.values())

    with pytest.raises(IntegrityError, match="platform_event only grows"), transaction.atomic():
        connection.cursor().execute(statement)
    assert list(Event.objects.values()) == before


@pytest.mark.django_db
def test_erasure_empties_the_words_about_one_subject_and_nothing_else():
    for subject in ("p_subject1", "p_subject2"):
        tell(subject=subject, words="Words", actor=None)
    before = {row["subject"]: row for row in Event.objects.values()}

    empty_words("p_subject1")

    assert {row["subject"]: row for row in Event.objects.values()} == before | {
        "p_subject1": before["p_subject1"] | {"words": ""}
    }


@pytest.mark.django_db
def test_the_model_refuses_before_the_database_is_asked():
    tell()

    with pytest.raises(AppendOnlyError, match="platform_event only grows"):
        Event.objects.all()[0].save()


@pytest.mark.django_db
def test_the_migrations_say_all_that_the_models_say():
    call_command("makemigrations", "platform", check_changes=True, dry_run=True, verbosity=0)


@pytest.mark.django_db
def test_an_event_names_itself():
    tell()

    assert str(Event.objects.get(subject="p_subject1")) == f"{NAME} of p_subject1 at 2026-11-23 12:00:00 UTC"
