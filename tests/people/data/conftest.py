"""A file of erased keys for each test, and somebody with a record."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from tests.record.support import NOON, event, holds

from trigpoint.people import actions as people
from trigpoint.people.roles import OrganisationKind
from trigpoint.record import actions as record

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django import Settings
    from tests.somebody import APerson

    from trigpoint.people.models import Person


@pytest.fixture(autouse=True)
def erased_keys_file(settings: Settings, tmp_path: Path) -> Path:
    """Keep the keys of those erased in a file of the test's own."""
    settings.ERASED_KEYS = tmp_path / "apart" / "erased-keys"
    return tmp_path / "apart" / "erased-keys"


@pytest.fixture
def hill_top(db: None) -> int:
    """Return the number of a school."""
    return people.enter_organisation(kind=OrganisationKind.SCHOOL, name="Hill Top Primary", actor=None, now=NOON)


@pytest.fixture
def asha(a_person: APerson) -> Person:
    """Return somebody with a record: two facts, one with a note, one corrected."""
    person = a_person("Asha Rahman")
    record.enter(actor=person.key, subject=person.key, facts=[event()], now=NOON, note="My own words")
    (entry,) = record.enter(actor=person.key, subject=person.key, facts=[holds()], now=NOON)
    record.correct(actor=person.key, subject=person.key, entry=entry, fact=holds(start=date(2021, 9, 1)), now=NOON)
    return person
