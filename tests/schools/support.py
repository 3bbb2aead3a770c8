"""Rows and files of the register, real ones where they lie beside the project, and what the database holds."""

from __future__ import annotations

import csv
import io
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from trigpoint.schools.actions import Brought, bring_in
from trigpoint.schools.models import Import, Link, School

REAL = Path(__file__).parents[3] / "shared" / "data" / "schools"
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
DAY = date(2026, 11, 1)
EXPORT = {
    "URN": "100123", "LA (code)": "850", "LA (name)": "Hampshire", "EstablishmentNumber": "12",
    "EstablishmentName": "Hill Primary School", "TypeOfEstablishment (name)": "Community school",
    "EstablishmentStatus (name)": "Open", "OpenDate": "01-09-1999", "CloseDate": "",
    "PhaseOfEducation (name)": "Primary", "Town": "Alton", "Postcode": "GU34 1DH", "GOR (name)": "South East",
    "NumberOfPupils": "210", "HeadFirstName": "", "HeadLastName": "", "TelephoneNum": "",
}  # fmt: skip


def real(name: str) -> Path:
    """Return a real file, or skip the test where the project's data is not beside it."""
    path = REAL / name
    if not path.exists():
        pytest.skip(f"needs the real file {name}, which is not in the repository")
    return path


def as_csv(rows: list[dict[str, str]], header: list[str] | None = None) -> str:
    """Return rows as an export writes them."""
    text = io.StringIO()
    writer = csv.DictWriter(text, header or list(rows[0]), quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def export(**changes: str) -> dict[str, str]:
    """Return a row of an export, with some cells changed; their names without spaces and brackets."""
    short = {name.split(" ")[0] + ("code" if "(code)" in name else ""): name for name in EXPORT}
    return EXPORT | {short[name]: value for name, value in changes.items()}


def bring(path: Path, as_at: date = DAY, **more) -> Brought:
    return bring_in(path, as_at=as_at, now=NOW, **more)


def everything() -> tuple[list[tuple[object, ...]], ...]:
    """Return every row of the register, as it lies in the database."""
    return tuple(list(model._default_manager.order_by("pk").values_list()) for model in (Import, School, Link))


def seen() -> dict[int, str]:
    """Return the names that readers see, by URN."""
    return dict(School.objects.current().order_by("urn").values_list("urn", "name"))
