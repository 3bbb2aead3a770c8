"""What the tests of certificates from elsewhere share: a demonstration, a holder, two who check."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from trigpoint.people.roles import Role

if TYPE_CHECKING:
    from pathlib import Path

    from pytest_django import Settings
    from tests.somebody import APerson

    from trigpoint.people.models import Person

SECRET = "a long secret between two"


@pytest.fixture(autouse=True)
def _demonstration(settings: Settings, tmp_path: Path) -> None:
    settings.DEMO = True
    settings.INCOMING = tmp_path / "incoming"
    settings.OUTSIDE_SECRETS = f"another=x;example-training={SECRET}"


@pytest.fixture
def holder(a_person: APerson) -> Person:
    return a_person("Tess Holder", email="Tess@school.example")


@pytest.fixture
def registrar(a_person: APerson) -> Person:
    return a_person("Rae Registrar", Role.REGISTRAR)


@pytest.fixture
def moderator(a_person: APerson) -> Person:
    return a_person("Mo Moderator", Role.MODERATOR)
