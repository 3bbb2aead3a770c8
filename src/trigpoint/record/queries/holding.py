"""Who is what at a school today: the way from a setting to people. For those who answer for that school, alone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection

from trigpoint.record.subjects import PERSON

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

HOLDING = """
    SELECT DISTINCT e.subject
    FROM record_payload p JOIN record_entry e ON e.position = p.entry_id
    WHERE p.at = %s AND p.code IN ({places})
        AND p.valid_from <= %s AND (p.valid_until IS NULL OR p.valid_until > %s)
        AND NOT EXISTS (
            SELECT 1 FROM record_entry n
            LEFT JOIN record_payload np ON np.entry_id = n.position
            LEFT JOIN record_erasure nr ON nr.entry_id = n.position
            WHERE n.subject = e.subject AND n.seq > e.seq AND e.id IN (np.corrects, nr.corrects)
        )
    ORDER BY e.subject
"""
"""Found by the index on setting and code; whether an entry was corrected since, by the later ones of its person."""


HAVING = """
    SELECT DISTINCT e.subject
    FROM record_payload p JOIN record_entry e ON e.position = p.entry_id
    WHERE p.code IN ({places}) AND e.subject > %s
        AND NOT EXISTS (
            SELECT 1 FROM record_entry n
            LEFT JOIN record_payload np ON np.entry_id = n.position
            LEFT JOIN record_erasure nr ON nr.entry_id = n.position
            WHERE n.subject = e.subject AND n.seq > e.seq AND e.id IN (np.corrects, nr.corrects)
        )
    ORDER BY e.subject LIMIT %s
"""
"""Reads every entry of these codes: for work in the background, and not for a page."""


def people_with(codes: Collection[str], *, after: str, most: int) -> tuple[str, ...]:
    """Return the keys of people of whom a fact of one of these codes counts, sorted, from after a key on. One query.

    For a task that has something to tell them; facts of any day count, and of any basis.
    """
    if not codes:
        return ()
    with connection.cursor() as cursor:
        cursor.execute(HAVING.format(places=", ".join(["%s"] * len(codes))), [*sorted(codes), after, most])
        return tuple(key for (key,) in cursor.fetchall() if PERSON.fullmatch(key))


def holding(codes: Collection[str], setting: str, today: date) -> tuple[str, ...]:
    """Return the keys of the people of whom a fact of one of these codes at a setting holds today, sorted. One query.

    Facts that were corrected, withdrawn or erased do not count.
    """
    if not codes or not setting:
        return ()
    day = connection.ops.adapt_datefield_value(today)
    with connection.cursor() as cursor:
        cursor.execute(HOLDING.format(places=", ".join(["%s"] * len(codes))), [setting, *sorted(codes), day, day])
        return tuple(key for (key,) in cursor.fetchall() if PERSON.fullmatch(key))
