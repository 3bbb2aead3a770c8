"""The versions of every scheme that this installation has carried: a table that only grows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, NoReturn

from django.db import models
from django.utils import timezone

if TYPE_CHECKING:
    from collections.abc import Iterable

HASH_LENGTH = 64
"""Letters and digits of a SHA-256 in hexadecimal."""


class AppendOnlyError(TypeError):
    """Something tried to change or remove a row that stays as it was written."""


def refused() -> NoReturn:
    """Say why, and what to do instead."""
    raise AppendOnlyError("A stored version is never changed or removed. Store a new version beside it.")


class AppendOnlyQuerySet(models.QuerySet["SchemeVersion"]):
    """Rows to read. The database refuses changes too; this says so before it is asked."""

    def update(self, **_: Any) -> int:  # noqa: ANN401 - Django's signature
        """Refuse."""
        refused()

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refuse."""
        refused()

    def bulk_update(self, objs: Iterable[SchemeVersion], fields: Iterable[str], batch_size: int | None = None) -> int:  # noqa: ARG002
        """Refuse."""
        refused()


class SchemeVersion(models.Model):
    """One text of one scheme, kept for good: whoever was judged by it can read it years later.

    `text_hash` is the hash of everything, `rules_hash` of what a standing can depend on. Several texts can have the
    same rules: a mended sentence is a new text of the same rules.

    Django does not manage the table, so that its `flush` leaves these rows alone; migrations make it and guard it.
    """

    text_hash = models.CharField(max_length=HASH_LENGTH, primary_key=True)
    rules_hash = models.CharField(max_length=HASH_LENGTH, db_index=True)
    scheme_id = models.CharField(max_length=64, db_index=True)
    version = models.CharField(max_length=32)
    title = models.CharField(max_length=200)
    stored_at = models.DateTimeField(default=timezone.now)
    # JSON as text: PostgreSQL's own type for JSON does not keep the order of keys, and the order is part of the hash.
    scheme = models.TextField()
    codes = models.TextField()

    objects: ClassVar[models.Manager[SchemeVersion]] = AppendOnlyQuerySet.as_manager()

    class Meta:  # noqa: D106 - Django's own
        managed = False
        db_table = "content_schemeversion"
        ordering = ("stored_at", "text_hash")

    def __str__(self) -> str:
        return f"{self.title}, version {self.version}, text {self.text_hash[:12]}"

    def save(self, **options: Any) -> None:  # noqa: ANN401 - positional options are deprecated
        """Write a new row; refuse to write over one."""
        if not self._state.adding:
            refused()
        super().save(**{**options, "force_insert": True})

    def delete(self, *_: Any, **__: Any) -> tuple[int, dict[str, int]]:  # noqa: ANN401 - Django's signature
        """Refuse."""
        refused()
