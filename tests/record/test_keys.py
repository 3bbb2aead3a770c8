"""The key of the ledger: made once, kept apart, never guessed."""

from __future__ import annotations

import stat

import pytest
from tests.record.support import NOON, holds, somebody

from trigpoint.record.actions import enter
from trigpoint.record.errors import RecordKeyError
from trigpoint.record.keys import _tried, kept_key, ledger_key
from trigpoint.record.models import Entry

pytestmark = pytest.mark.django_db
EMPTY = "the database holds entries that another test committed"


@pytest.fixture(autouse=True)
def untried():
    _tried.cache_clear()
    yield
    _tried.cache_clear()


@pytest.fixture
def folder(settings, tmp_path):
    settings.RECORD_KEY, settings.DATA = "", tmp_path / "data"
    return settings.DATA


def test_the_first_use_makes_a_key_that_only_its_owner_can_read(folder):
    if Entry.objects.exists():
        pytest.skip(EMPTY)
    key = ledger_key()

    assert [path.name for path in folder.iterdir()] == ["record-key"]
    assert stat.S_IMODE((folder / "record-key").stat().st_mode) == 0o600
    assert (len(key), kept_key(), ledger_key()) == (32, key, key)


def test_a_missing_key_is_not_replaced_once_there_are_entries(settings, tmp_path):
    person, folder = somebody(), tmp_path / "data"
    enter(actor=person, subject=person, facts=[holds()], now=NOON)
    settings.RECORD_KEY, settings.DATA = "", folder

    with pytest.raises(RecordKeyError, match=r"is not at .*record-key\. Restore that file from a backup"):
        ledger_key()
    assert folder.exists() is False


def test_another_key_than_the_ledger_was_begun_with_is_refused_before_anything_is_entered(settings):
    person = somebody()
    enter(actor=person, subject=person, facts=[holds()], now=NOON)
    settings.RECORD_KEY = "ab" * 32

    with pytest.raises(RecordKeyError, match="does not fit its oldest entry"):
        enter(actor=person, subject=person, facts=[holds()], now=NOON)
    assert Entry.objects.filter(subject=person).count() == 1


def test_a_key_that_others_may_read_is_refused(folder):
    folder.mkdir()
    (folder / "record-key").write_text("ab" * 32)
    (folder / "record-key").chmod(0o640)

    with pytest.raises(RecordKeyError, match="chmod 600"):
        kept_key()


@pytest.mark.parametrize("text", ["short", "g" * 64, "ab" * 31])
def test_what_is_no_key_is_refused_with_the_way_to_make_one(settings, text):
    settings.RECORD_KEY = text

    with pytest.raises(RecordKeyError, match=r"TRIGPOINT_RECORD_KEY is no key: .* openssl rand -hex 32"):
        kept_key()


def test_a_key_that_cannot_be_read_is_named(folder):
    (folder / "record-key").mkdir(parents=True)

    with pytest.raises(RecordKeyError, match="record-key cannot be read"):
        kept_key()


def test_a_key_that_is_kept_is_read_whatever_its_letters(folder):
    folder.mkdir()
    (folder / "record-key").write_text("AB" * 32 + "\n")
    (folder / "record-key").chmod(0o600)

    assert kept_key() == bytes.fromhex("ab" * 32)
