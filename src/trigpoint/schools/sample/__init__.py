"""A small, real part of the register, so that a demonstration needs nothing beside the package.

Its files are in the layouts that the import reads, and they go through the same import. README.md tells their source.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from django.apps import apps as installed
from django.conf import settings

from trigpoint.platform import clock
from trigpoint.schools.actions import bring_in
from trigpoint.schools.models import Import, School

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.apps.registry import Apps

FOLDER = Path(__file__).parent
FILES = (
    ("full_export.csv", date(2021, 5, 4)),
    ("search_export.csv", date(2022, 4, 19)),
    ("table.csv", date(2024, 6, 17)),
    ("links.csv", date(2025, 4, 22)),
)
"""Each file and the day whose state it tells, the oldest first."""


def sample_files() -> Iterator[tuple[Path, date]]:
    """Yield the files of the sample and their days."""
    for name, as_at in FILES:
        yield FOLDER / name, as_at


def load() -> None:
    """Bring the sample in."""
    for path, as_at in sample_files():
        bring_in(path, as_at=as_at, now=clock.now())


def load_after_migrate(*, using: str, apps: Apps = installed, **_: object) -> None:
    """Load the sample into the empty register of a demonstration; a receiver of Django's `post_migrate`.

    `apps` is what the migrations have made so far; `flush`, which sends the signal too, does not say.
    """
    there = any(model._meta.db_table == School._meta.db_table for model in apps.get_models())  # noqa: SLF001 - public in all but name
    if settings.DEMO and there and not Import.objects.using(using).exists():
        load()
