"""The database's address is read strictly, and its password is never repeated."""

from __future__ import annotations

from pathlib import Path

import pytest

from trigpoint.web.databases import database_from
from trigpoint.web.environment import SettingError


def test_sqlite_waits_for_its_lock_and_keeps_what_it_confirmed():
    assert database_from("sqlite:////srv/trigpoint.sqlite3", threads=2) == {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": Path("/srv/trigpoint.sqlite3"),
        "CONN_MAX_AGE": None,
        "OPTIONS": {
            "transaction_mode": "IMMEDIATE",
            "timeout": 5,
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size=134217728;",
        },
    }


def test_a_relative_sqlite_path_stays_relative():
    assert database_from("sqlite:///var/t.sqlite3", threads=2)["NAME"] == Path("var/t.sqlite3")


def test_postgresql_keeps_one_connection_for_each_thread_and_one_to_spare():
    found = database_from("postgres://user:p%40ss@db.example:5433/name?sslmode=require", threads=3)

    assert found == {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": "name",
        "USER": "user",
        "PASSWORD": "p@ss",
        "HOST": "db.example",
        "PORT": "5433",
        "CONN_MAX_AGE": 0,
        "OPTIONS": {"sslmode": "require", "pool": {"min_size": 1, "max_size": 4, "timeout": 10}},
    }


def test_a_socket_folder_may_stand_for_the_host():
    assert database_from("postgres:///name?host=/run/postgresql", threads=1)["HOST"] == "/run/postgresql"


@pytest.mark.parametrize(
    "url",
    [
        "trigpoint.sqlite3",
        "mysql://user:hush@host/name",
        "sqlite://host/file",
        "sqlite:///",
        "sqlite:///file?mode=ro",
        "postgres://user:hush@host",
        "postgres:///name",
        "postgres://user:hush@host/a/b",
        "postgres://user:hush@host:port/name",
        "postgres://user:hush@host/name?sslmodus=require",
    ],
)
def test_anything_else_is_refused_without_repeating_it(url: str):
    with pytest.raises(SettingError) as caught:
        database_from(url, threads=1)

    assert "TRIGPOINT_DATABASE_URL" in str(caught.value)
    assert "hush" not in str(caught.value)
