"""Asks the index of the database: which entries have these words, the likeliest first.

FTS5 ranks by BM25. PostgreSQL's own rank knows nothing of how rare a word is, so there it orders what was found by
headings and nearness only: good enough for a library of this size, and measured to be worse than BM25.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db import connection

if TYPE_CHECKING:
    from collections.abc import Sequence

Wanted = tuple[tuple[str, ...], ...]
"""Words to look for, each with its other names."""

COLUMNS = "e.kind, e.ref, e.heading, e.citation, e.words, e.since, e.until"
ON_THE_DAY = "(d.since IS NULL OR d.since <= %s) AND (d.until IS NULL OR d.until > %s)"
# A word in the heading says more than one in the citation, and that more than one in the text. The days come from an
# index of their own: in the table they stand behind the words, and reading past those costs more than ranking.
SQLITE = f"""SELECT {COLUMNS} FROM (
        SELECT s.rowid AS id, bm25(law_search, 4.0, 2.0, 1.0) AS rank
        FROM law_search s CROSS JOIN law_entry d INDEXED BY law_entry_days ON d.id = s.rowid
        WHERE law_search MATCH %s AND {ON_THE_DAY} ORDER BY rank LIMIT %s
    ) s CROSS JOIN law_entry e ON e.id = s.id ORDER BY s.rank, e.id"""  # noqa: S608 - constants
# The days come first, and by an index of their own: most versions hold on other days, and reading one of those to see
# whether it matches costs as much as ranking it.
HOLDS = "daterange(d.since, CASE WHEN d.until < d.since THEN d.since ELSE d.until END)"
"""As the index has it (migration 0004): a text whose days are the wrong way round holds on none, and is no error."""
POSTGRES = f"""SELECT {COLUMNS} FROM (
        SELECT d.id, ts_rank_cd(d.found_by, q, 1) AS rank FROM law_entry d, to_tsquery('english', %s) q
        WHERE {HOLDS} @> %s AND d.found_by @@ q ORDER BY rank DESC LIMIT %s
    ) s JOIN law_entry e ON e.id = s.id ORDER BY s.rank DESC, e.id"""  # noqa: S608 - constants


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry that has the words."""

    kind: str
    ref: str
    heading: str
    citation: str
    words: str
    since: date | None
    until: date | None


def matching(wanted: Wanted, *, on: date, limit: int, any_word: bool = False) -> list[Hit]:
    """Return the entries that have every word (`any_word`: one at least) and read so on the day. One query."""
    postgres = connection.vendor == "postgresql"
    query = as_tsquery(wanted, any_word=any_word) if postgres else as_fts5(wanted, any_word=any_word)
    if not query:
        return []
    with connection.cursor() as cursor:
        if postgres:
            cursor.execute(POSTGRES, [query, on, limit])
        else:
            cursor.execute(SQLITE, [query, on, on, limit])
        return [_hit(row) for row in cursor.fetchall()]


def as_fts5(wanted: Wanted, *, any_word: bool) -> str:
    """Return the query in SQLite's words. Words are letters and digits only, so none can be an operator."""
    groups = (" OR ".join(f'"{name}"' for name in names) for names in wanted)
    return (" OR " if any_word else " AND ").join(f"({group})" for group in groups)


def as_tsquery(wanted: Wanted, *, any_word: bool) -> str:
    """Return the query in PostgreSQL's words."""
    groups = (" | ".join(f"({' <-> '.join(name.split())})" for name in names) for names in wanted)
    return (" | " if any_word else " & ").join(f"({group})" for group in groups)


def _hit(row: Sequence[object]) -> Hit:
    kind, ref, heading, citation, words, since, until = row
    return Hit(str(kind), str(ref), str(heading), str(citation), str(words), _day(since), _day(until))


def _day(value: object) -> date | None:
    """Return a date: SQLite gives text, PostgreSQL the date itself."""
    if value is None or isinstance(value, date):
        return value
    return date.fromisoformat(str(value))
