"""Versions: each text of each scheme, stored once and for good, and read back as it was.

The content folder says what holds now. This table says what held before, so that an enrolment can go on under the
rules it began with, and a page can show what changed.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.apps import apps as installed_apps
from django.db import DEFAULT_DB_ALIAS, transaction
from django.utils import timezone

from trigpoint.content.library import installed_library
from trigpoint.content.models import SchemeVersion
from trigpoint.content.releases import Decision, pinning, release_of
from trigpoint.kernel import read_scheme, read_vocabulary

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from django.apps.registry import Apps

    from trigpoint.kernel import Code, Scheme

DATE = "$date"
"""The key that marks a date in the stored JSON, which has none of its own."""
KEPT_IN_MEMORY = 64


class UnknownVersionError(LookupError):
    """No stored version has that hash."""


class ChangedMeaningError(ValueError):
    """A text that is stored already has come to mean other rules."""


class DamagedVersionError(ValueError):
    """A stored version no longer gives the hashes it was stored under."""


@dataclass(frozen=True, slots=True)
class StoredVersion:
    """What a list of versions shows; `load` gives the scheme itself. `stored_at` is when it was first stored."""

    text_hash: str
    rules_hash: str
    scheme_id: str
    version: str
    title: str
    stored_at: datetime

    @property
    def stored_on(self) -> date:
        """The day in England on which it was first stored."""
        return timezone.localdate(self.stored_at)


def store(schemes: Iterable[Scheme], *, using: str = DEFAULT_DB_ALIAS) -> tuple[StoredVersion, ...]:
    """Store the schemes whose text is new, all or none, and return those.

    Raises ChangedMeaningError where a text is known but its rules are not: the vocabulary has come to mean something
    else by one of its codes.
    """
    added: list[StoredVersion] = []
    with transaction.atomic(using=using):
        for scheme in schemes:
            text_hash, rules_hash = scheme.text_hash, scheme.rules_hash
            row, is_new = SchemeVersion.objects.using(using).get_or_create(
                text_hash=text_hash,
                defaults={
                    "rules_hash": rules_hash,
                    "scheme_id": scheme.id,
                    "version": scheme.version,
                    "title": scheme.title,
                    "scheme": as_json(scheme.as_mapping()),
                    "codes": as_json({name: _plain_code(code) for name, code in sorted(scheme.codes().items())}),
                },
            )
            if row.rules_hash != rules_hash:
                raise ChangedMeaningError(
                    f"{scheme.title}, version {scheme.version}, is stored with other rules under the same text. "
                    "The kind or unit of one of its codes has changed in the vocabulary. "
                    "Take that back, or give the scheme a new version number."
                )
            if is_new:
                added.append(_as_row(row))
    return tuple(added)


def store_after_migrate(*, using: str, apps: Apps = installed_apps, **_: object) -> None:
    """Store the installed schemes once the table is there; a receiver of Django's `post_migrate`.

    `migrate` gives `apps` as they stand at its end; `flush` sends the same signal without.
    """
    if any(model._meta.db_table == SchemeVersion._meta.db_table for model in apps.get_models()):  # noqa: SLF001 - public in all but name
        store(installed_library().schemes.values(), using=using)


def stored(scheme_id: str) -> tuple[StoredVersion, ...]:
    """Return the stored versions of a scheme, the oldest first. One query, which leaves the texts where they are."""
    fields = (
        "text_hash", "rules_hash", "scheme_id", "version", "title", "stored_at",
    )  # fmt: skip
    rows = SchemeVersion.objects.filter(scheme_id=scheme_id).order_by("stored_at", "text_hash")
    return tuple(StoredVersion(*row) for row in rows.values_list(*fields))


def every_version() -> tuple[StoredVersion, ...]:
    """Return the stored versions of every scheme, by scheme, the newest first. One query."""
    fields = ("text_hash", "rules_hash", "scheme_id", "version", "title", "stored_at")
    rows = SchemeVersion.objects.order_by("scheme_id", "-stored_at", "text_hash")
    return tuple(StoredVersion(*row) for row in rows.values_list(*fields))


@lru_cache(maxsize=KEPT_IN_MEMORY)
def load(text_hash: str) -> Scheme:
    """Return a stored version as it was. A row never changes, so it is read at most once in a while.

    Raises UnknownVersionError, and DamagedVersionError rather than return other rules than were stored.
    """
    row = SchemeVersion.objects.filter(text_hash=text_hash).first()
    if row is None:
        raise UnknownVersionError(f"No stored version has the text hash {text_hash}.")
    vocabulary = read_vocabulary({"codes": from_json(row.codes)})
    scheme = read_scheme(from_json(row.scheme), vocabulary)
    if (scheme.text_hash, scheme.rules_hash) != (row.text_hash, row.rules_hash):
        raise DamagedVersionError(
            f"The stored text {text_hash} does not give its own hashes when it is read. "
            "Either the row is damaged (restore a backup) or this release reads schemes differently (go back one)."
        )
    return scheme


def newest_with(rules_hash: str) -> Scheme:
    """Return the newest text of these rules: what a pin shows. Raises UnknownVersionError."""
    rows = SchemeVersion.objects.filter(rules_hash=rules_hash).order_by("-stored_at", "text_hash")
    newest = rows.values_list("text_hash", flat=True).first()
    if newest is None:
        raise UnknownVersionError(f"No stored version has the rules hash {rules_hash}.")
    return load(newest)


def can_pin(rules_hash: str, *, demo: bool, on: date) -> Decision:
    """Decide whether somebody may enrol on the newest text of these rules, on this day. Raises ReleaseError."""
    scheme_id = SchemeVersion.objects.filter(rules_hash=rules_hash).values_list("scheme_id", flat=True).first()
    if scheme_id is None:
        return Decision(allowed=False, reason="No stored version has these rules. Run `trigpoint migrate` first.")
    return pinning(scheme_id, release_of(rules_hash), demo=demo, on=on)


def as_json(mapping: Mapping[str, Any]) -> str:
    """Return the mapping as JSON that keeps its order and its dates."""
    return json.dumps(mapping, ensure_ascii=False, separators=(",", ":"), default=_tagged)


def from_json(text: str) -> Any:  # noqa: ANN401 - JSON holds anything
    """Return what `as_json` wrote."""
    return json.loads(text, object_hook=_untagged)


def _tagged(value: object) -> dict[str, str]:
    if isinstance(value, date):
        return {DATE: value.isoformat()}
    raise TypeError(f"Content holds text, numbers, dates, lists and mappings, and not {value!r}.")


def _untagged(mapping: dict[str, Any]) -> Any:  # noqa: ANN401 - a date or the mapping itself
    return date.fromisoformat(mapping[DATE]) if mapping.keys() == {DATE} else mapping


def _plain_code(code: Code) -> dict[str, Any]:
    return {
        "kind": code.kind.value,
        "of": code.of.value,
        "unit": code.unit,
        "title": code.title,
        "private": code.private,
    }


def _as_row(row: SchemeVersion) -> StoredVersion:
    return StoredVersion(row.text_hash, row.rules_hash, row.scheme_id, row.version, row.title, row.stored_at)
