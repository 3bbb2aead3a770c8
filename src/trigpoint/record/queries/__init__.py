"""What can be read from the record. Rows are frozen; nothing here changes anything."""

from trigpoint.record.queries.enrolments import (
    Enrolled,
    VersionDifference,
    enrolment_of,
    installed,
    rules_hash_of,
    scheme_of,
    standing_of,
    version_difference,
)
from trigpoint.record.queries.exceptions import ExceptionRow, Outcome, exception_of, exceptions_at, exceptions_of
from trigpoint.record.queries.facts import (
    EntryRow,
    Unreadable,
    entries_of,
    facts_of,
    form_key,
    without_private,
    world_facts,
)
from trigpoint.record.queries.forms import was_sent
from trigpoint.record.queries.holding import holding, people_with
from trigpoint.record.queries.known import Known, known_of, known_of_each

__all__ = [
    "Enrolled",
    "EntryRow",
    "ExceptionRow",
    "Known",
    "Outcome",
    "Unreadable",
    "VersionDifference",
    "enrolment_of",
    "entries_of",
    "exception_of",
    "exceptions_at",
    "exceptions_of",
    "facts_of",
    "form_key",
    "holding",
    "installed",
    "known_of",
    "known_of_each",
    "people_with",
    "rules_hash_of",
    "scheme_of",
    "standing_of",
    "version_difference",
    "was_sent",
    "without_private",
    "world_facts",
]
