"""Versions are stored once, kept for good, and read back as they were."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction

from trigpoint.content.library import installed_library
from trigpoint.content.models import AppendOnlyError, SchemeVersion
from trigpoint.content.versions import (
    ChangedMeaningError,
    DamagedVersionError,
    UnknownVersionError,
    as_json,
    can_pin,
    from_json,
    load,
    newest_with,
    store,
    stored,
)

pytestmark = pytest.mark.django_db
MIDDAY = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY = date(2026, 11, 23)
INSTALLED = sorted(installed_library().schemes)


@pytest.fixture(autouse=True)
def forget_loaded_versions():
    """A loaded version outlives its row here, because each test's rows are taken back."""
    load.cache_clear()
    yield
    load.cache_clear()


@pytest.mark.parametrize("scheme_id", INSTALLED)
def test_migrate_has_stored_every_installed_scheme(scheme_id):
    scheme = installed_library().schemes[scheme_id]

    assert [(row.text_hash, row.rules_hash, row.version, row.title) for row in stored(scheme_id)] == [
        (scheme.text_hash, scheme.rules_hash, scheme.version, scheme.title)
    ]


@pytest.mark.parametrize("scheme_id", INSTALLED)
def test_a_stored_scheme_is_read_back_as_it_was_with_its_order_dates_and_hashes(scheme_id):
    scheme = installed_library().schemes[scheme_id]

    again = load(scheme.text_hash)

    assert again.as_mapping() == scheme.as_mapping()
    assert as_json(again.as_mapping()) == as_json(scheme.as_mapping())
    assert (again.text_hash, again.rules_hash) == (scheme.text_hash, scheme.rules_hash)
    assert again.sources == scheme.sources
    assert (again.start, again.law_checked_to) == (scheme.start, scheme.law_checked_to)
    assert again.codes() == scheme.codes()


def test_dates_within_prose_stay_dates():
    said = {"z": [{"read": date(2026, 11, 23)}], "a": {"from": "2026-11-23"}, "n": 1.5, "nothing": None, "so": True}

    assert from_json(as_json(said)) == said


def test_json_keeps_the_order_of_keys():
    assert as_json({"z": 1, "a": 2}) == '{"z":1,"a":2}'


def test_json_refuses_what_content_cannot_hold():
    with pytest.raises(TypeError, match=r"and not \{1\}"):
        as_json({"set": {1}})


def test_storing_again_adds_nothing(small):
    assert len(store([small()])) == 1
    assert store([small()]) == ()


def test_a_mended_sentence_is_a_new_text_of_the_same_rules(small):
    first, second = small(), small(("You hold a badge.", "You have a badge."))
    with time_machine.travel(MIDDAY, tick=False):
        store([first])
    with time_machine.travel(MIDDAY + timedelta(days=1), tick=False):
        store([second])

    assert [(row.text_hash, row.stored_at.day) for row in stored("small")] == [
        (first.text_hash, 23),
        (second.text_hash, 24),
    ]
    assert first.rules_hash == second.rules_hash
    assert newest_with(first.rules_hash).words("A")["plain"] == "You have a badge."


@pytest.mark.parametrize(("hour", "day"), [(22, date(2026, 6, 30)), (23, date(2026, 7, 1))])
def test_the_day_a_version_was_stored_is_the_day_in_england(small, hour, day):
    with time_machine.travel(datetime(2026, 6, 30, hour, tzinfo=UTC), tick=False):
        store([small()])

    assert [row.stored_on for row in stored("small")] == [day]


def test_a_pin_keeps_its_rules_when_the_rules_change(small):
    first = small()
    store([first])
    store([small(("have: holds:badge", "have: holds:badge\n    basis: verified"))])

    assert newest_with(first.rules_hash) == first


def test_a_version_keeps_the_words_its_codes_had(small):
    first = small()
    store([first])
    second = small(("title: a badge", "title: a shiny badge"), name="schemes/vocabulary")
    store([second])

    assert load(first.text_hash).vocabulary["holds:badge"].title == "a badge"


def test_a_code_that_comes_to_mean_something_else_under_the_same_text_is_refused(small):
    store([small()])
    changed = small(
        ("{kind: state, of: person, title: a badge}", "{kind: spell, of: person, title: a badge}"),
        name="schemes/vocabulary",
    )

    with pytest.raises(ChangedMeaningError) as refusal:
        store([changed])
    assert str(refusal.value) == (
        "Small scheme, version 1.0, is stored with other rules under the same text. The kind or unit of one of its "
        "codes has changed in the vocabulary. Take that back, or give the scheme a new version number."
    )


def test_all_or_none_is_stored(small):
    first = small()
    store([first])
    clash = small(
        ("{kind: state, of: person, title: a badge}", "{kind: spell, of: person, title: a badge}"),
        name="schemes/vocabulary",
    )
    new = small(('version: "1.0"', 'version: "1.1"'))

    with pytest.raises(ChangedMeaningError):
        store([new, clash])
    assert [row.version for row in stored("small")] == ["1.0"]


def test_a_hash_nobody_stored_is_named():
    with pytest.raises(UnknownVersionError, match="No stored version has the text hash 00ff"):
        load("00ff")
    with pytest.raises(UnknownVersionError, match="No stored version has the rules hash 00ff"):
        newest_with("00ff")


def test_a_row_that_does_not_give_its_own_hashes_is_not_used(small):
    scheme = small()
    SchemeVersion.objects.create(
        text_hash="0" * 64, rules_hash=scheme.rules_hash, scheme_id="small", version="1.0", title="Small scheme",
        scheme=as_json(scheme.as_mapping()), codes='{"holds:badge":{"kind":"state","title":"a badge"}}',
    )  # fmt: skip

    with pytest.raises(DamagedVersionError, match="does not give its own hashes"):
        load("0" * 64)


def test_a_loaded_version_is_not_read_twice(small, django_assert_num_queries):
    scheme = small()
    store([scheme])

    with django_assert_num_queries(1):
        load(scheme.text_hash)
        load(scheme.text_hash)


def test_a_list_of_versions_is_one_query(django_assert_num_queries):
    with django_assert_num_queries(1):
        assert len(stored("senco-award")) == 1


def test_an_unsigned_version_is_pinned_in_demonstration_mode_only():
    award = installed_library().schemes["senco-award"]

    assert can_pin(award.rules_hash, demo=True, on=TODAY).allowed is True
    refusal = can_pin(award.rules_hash, demo=False, on=TODAY)
    assert (refusal.allowed, refusal.reason) == (
        False,
        "Nobody has signed this version. Families must sign it before anyone can enrol on it.",
    )


def test_law_is_never_pinned():
    law = installed_library().schemes["statutory-senco"]

    assert can_pin(law.rules_hash, demo=True, on=TODAY).allowed is False


def test_rules_that_are_not_stored_cannot_be_pinned():
    assert can_pin("00ff", demo=True, on=TODAY).reason == (
        "No stored version has these rules. Run `trigpoint migrate` first."
    )


# ---- the table only grows

CHANGES = {
    "UPDATE": "UPDATE content_schemeversion SET title = 'Another' WHERE scheme_id = 'senco-award'",
    "UPDATE of the key": "UPDATE content_schemeversion SET text_hash = '0' WHERE scheme_id = 'senco-award'",
    "DELETE": "DELETE FROM content_schemeversion WHERE scheme_id = 'senco-award'",
    "DELETE of all": "DELETE FROM content_schemeversion",
    "upsert": """INSERT INTO content_schemeversion
        SELECT text_hash, rules_hash, scheme_id, version, 'Another', stored_at, scheme, codes FROM content_schemeversion
        WHERE scheme_id = 'senco-award' ON CONFLICT (text_hash) DO UPDATE SET title = 'Another'""",
}
if connection.vendor == "sqlite":
    CHANGES["REPLACE"] = """INSERT OR REPLACE INTO content_schemeversion
        SELECT text_hash, rules_hash, scheme_id, version, 'Another', stored_at, scheme, codes FROM content_schemeversion
        WHERE scheme_id = 'senco-award'"""
else:
    CHANGES["TRUNCATE"] = "TRUNCATE content_schemeversion"


@pytest.mark.parametrize("statement", CHANGES.values(), ids=CHANGES)
def test_the_database_refuses(statement):
    before = list(SchemeVersion.objects.values())

    with pytest.raises(IntegrityError, match="content_schemeversion only grows"), transaction.atomic():
        connection.cursor().execute(statement)
    assert list(SchemeVersion.objects.values()) == before


ATTEMPTS = {
    "a row saved again": lambda: SchemeVersion.objects.get(scheme_id="senco-award").save(),
    "a row deleted": lambda: SchemeVersion.objects.get(scheme_id="senco-award").delete(),
    "an update": lambda: SchemeVersion.objects.update(title="Another"),
    "a bulk update": lambda: SchemeVersion.objects.bulk_update(SchemeVersion.objects.all(), ["title"]),
    "a deletion": lambda: SchemeVersion.objects.all().delete(),
    "an update or creation": lambda: SchemeVersion.objects.update_or_create(
        scheme_id="senco-award", defaults={"title": "Another"}
    ),
}


@pytest.mark.parametrize("attempt", ATTEMPTS.values(), ids=ATTEMPTS)
def test_the_model_refuses_before_the_database_is_asked(attempt):
    with pytest.raises(AppendOnlyError, match="A stored version is never changed or removed"):
        attempt()


def test_a_new_row_under_an_old_key_is_refused():
    row = SchemeVersion.objects.all()[0]

    with pytest.raises(IntegrityError), transaction.atomic():
        SchemeVersion(text_hash=row.text_hash, title="Another").save()


def test_the_migrations_say_all_that_the_models_say():
    call_command("makemigrations", "content", check_changes=True, dry_run=True, verbosity=0)


def test_a_version_names_itself():
    award = installed_library().schemes["senco-award"]

    row = SchemeVersion.objects.get(scheme_id="senco-award")
    assert str(row) == f"SENCO Award, version 1.0, text {award.text_hash[:12]}"
