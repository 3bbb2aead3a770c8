"""Hill Primary in the register, its head, and Asha, its SENCO, with a full record."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
import time_machine
from django.core.cache import cache
from tests.governance.support import NOON, full_record, school
from tests.schools.support import as_csv, bring, export

from trigpoint.people.roles import Role

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from django.test import Client
    from pytest_django import Settings
    from tests.somebody import APerson, SignIn

    from trigpoint.people.models import Person


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    """Stop the clock."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def hill(db: None, settings: Settings, tmp_path: Path) -> int:
    cache.clear()  # the posts of earlier tests: a stopped clock has one minute
    settings.DEMO = True  # an unsigned award can be enrolled on
    path = tmp_path / "register.csv"
    path.write_text(as_csv([export(URN="100123"), export(URN="100124", EstablishmentName="Mill Lane School")]))
    bring(path)
    return school()


@pytest.fixture
def asha(a_person: APerson, hill: int) -> Person:
    person = a_person("Asha Rahman")
    full_record(person.key)
    return person


@pytest.fixture
def hugo(a_person: APerson, hill: int) -> Person:
    return a_person("Hugo Vale", Role.HEAD, organisation=hill)


@pytest.fixture
def head(client: Client, hugo: Person, sign_in: SignIn) -> Client:
    """Return a browser in which the head is signed in."""
    sign_in(client, hugo)
    return client
