"""From TRIGPOINT_DATABASE_URL to Django's database settings, strictly."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

from trigpoint.web.environment import SettingError

FORMS = "sqlite:///folder/file.sqlite3, sqlite:////absolute/file.sqlite3 or postgres://user:password@host:5432/name"
POSTGRES_OPTIONS = frozenset({"sslmode", "sslrootcert", "connect_timeout", "target_session_attrs", "host"})
MMAP_BYTES = 128 * 1024 * 1024
SQLITE_PRAGMAS = f"PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA mmap_size={MMAP_BYTES};"


def database_from(url: str, *, threads: int) -> dict[str, Any]:
    """Return Django's settings for the database that the address names.

    `threads` is the number of blocking threads in one worker process: the PostgreSQL pool, which each
    process has for itself, holds one connection for each and one to spare.
    Raises SettingError, which never repeats the address: it may hold a password.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        raise SettingError(f"TRIGPOINT_DATABASE_URL cannot be read. Write it like {FORMS}.") from None
    if parts.scheme == "sqlite":
        return sqlite(parts)
    if parts.scheme in {"postgres", "postgresql"}:
        return postgres(parts, port=port, threads=threads)
    raise SettingError(f"TRIGPOINT_DATABASE_URL has no scheme that Trigpoint knows. Write it like {FORMS}.")


def sqlite(parts: SplitResult) -> dict[str, Any]:
    """Return the settings for an embedded database.

    IMMEDIATE makes a writer wait for the lock at the start of its transaction, where waiting is safe, and
    not in its middle, where SQLite can only refuse. FULL keeps the last commits through a power failure.
    """
    name = unquote(parts.path.removeprefix("/"))
    if parts.netloc or parts.query or parts.fragment or not name:
        raise SettingError(f"TRIGPOINT_DATABASE_URL for SQLite is a path and nothing else. Write it like {FORMS}.")
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": Path(name),
        # A connection is a file that is open: to open it for each request costs more than most requests ask of it.
        "CONN_MAX_AGE": None,
        "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 5, "init_command": SQLITE_PRAGMAS},
    }


def postgres(parts: SplitResult, *, port: int | None, threads: int) -> dict[str, Any]:
    """Return the settings for a PostgreSQL server, with a pool of connections in each process."""
    if importlib.util.find_spec("psycopg_pool") is None:
        raise SettingError(
            "TRIGPOINT_DATABASE_URL names PostgreSQL, whose driver is not installed. "
            "Run: pip install 'trigpoint[postgres]'"
        )
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    unknown = sorted(options.keys() - POSTGRES_OPTIONS)
    if unknown:
        known = ", ".join(sorted(POSTGRES_OPTIONS))
        raise SettingError(
            f"TRIGPOINT_DATABASE_URL has the unknown option {unknown[0]!r}. Take it out, or use one of: {known}."
        )
    name, host = unquote(parts.path.removeprefix("/")), options.pop("host", "") or unquote(parts.hostname or "")
    if not name or "/" in name or not host or parts.fragment:
        raise SettingError(f"TRIGPOINT_DATABASE_URL for PostgreSQL needs a host and a name. Write it like {FORMS}.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": name,
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": host,
        "PORT": "" if port is None else str(port),
        "CONN_MAX_AGE": 0,
        "OPTIONS": {**options, "pool": {"min_size": 1, "max_size": threads + 1, "timeout": 10}},
    }
