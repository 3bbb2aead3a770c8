"""What can be read from the record. Rows are frozen; nothing here changes anything."""

from trigpoint.record.queries.enrolments import (
    Enrolled,
    VersionDifference,
    enrolment_of,
    scheme_of,
    standing_of,
    version_difference,
)
from trigpoint.record.queries.facts import EntryRow, entries_of, facts_of, form_key, without_private, world_facts

__all__ = [
    "Enrolled",
    "EntryRow",
    "VersionDifference",
    "enrolment_of",
    "entries_of",
    "facts_of",
    "form_key",
    "scheme_of",
    "standing_of",
    "version_difference",
    "without_private",
    "world_facts",
]
