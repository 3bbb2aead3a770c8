"""A folder of its own for the files of each test, and a clock."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from trigpoint.evidence import actions
from trigpoint.evidence.words import CHECKS, Ai, Kind, Origin

NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_files(tmp_path, settings):
    settings.INCOMING = tmp_path / "incoming"
    folder = {"location": str(tmp_path / "files"), "file_permissions_mode": 0o600, "directory_permissions_mode": 0o700}
    kept = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": folder}
    settings.STORAGES = {**settings.STORAGES, "kept": kept}


@pytest.fixture
def now():
    return NOW


@pytest.fixture
def asha(a_person):
    return a_person("Asha Rahman").key


@pytest.fixture
def a_piece(asha, now):
    """Return what makes a piece of Asha's with words, and mapped to a criterion."""

    def make(kind=Kind.REFLECTION, *, words="A talk that went another way.", ready=False):
        key = actions.begin(owner=asha, kind=kind, now=now)
        version = actions.save(owner=asha, key=key, version=1, said=actions.Said(title="A talk", words=words), now=now)
        if ready:
            actions.map_to(owner=asha, key=key, why={"LAW-3.2": "The second page says it."}, now=now)
            actions.declare(owner=asha, key=key, origin=Origin.OWN, origin_words="", ai=Ai.NONE, ai_words="", now=now)
            actions.make_ready(owner=asha, key=key, version=version + 2, checked=CHECKS, now=now)
        return key

    return make


@pytest.fixture
def add(asha, now, tmp_path):
    """Return what adds a file to a piece of Asha's."""

    def add_one(key, data, label="IMG 1.jpg", adults=()):
        path = tmp_path / "sent"
        path.write_bytes(data)
        return actions.add_file(owner=asha, key=key, path=path, label=label, adults=adults, now=now)

    return add_one


@pytest.fixture
def kept_files(tmp_path):
    """Return what lists the files in the store."""
    return lambda: sorted(path for path in (tmp_path / "files").rglob("*") if path.is_file())
