"""A teaching assistant with posts in her record and pieces in her portfolio."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from trigpoint.evidence.models import Mapping, Piece
from trigpoint.kernel import Fact, Period
from trigpoint.record.actions import enter

if TYPE_CHECKING:
    from collections.abc import Callable

NOW = datetime(2026, 11, 24, 10, tzinfo=UTC)
TODAY = date(2026, 11, 24)


@pytest.fixture
def person(a_person):
    """Return the key of somebody."""
    return a_person("Nora Example").key


@pytest.fixture
def posts(person) -> tuple[str, ...]:
    """Enter nine years as a teaching assistant, of which five at 0.6, and return the entries."""
    facts = [
        Fact("served:teaching-assistant", Period(date(2017, 9, 1), date(2021, 9, 1)), 100),
        Fact("served:teaching-assistant", Period(date(2021, 9, 1), None), 60),
    ]
    return enter(actor=person, subject=person, facts=facts, now=NOW)


@pytest.fixture
def a_piece(person) -> Callable[..., Piece]:
    """Make a piece of the person's that shows these criteria."""
    made = iter(range(1, 100))

    def make(*criteria: str, state: str = "ready", owner: str = "", title: str = "A plan that worked") -> Piece:
        row = Piece.objects.create(
            key=f"v_{next(made):032x}",
            owner=owner or person,
            kind="reflection",
            state=state,
            title=title,
            words="What I did, and why.",
            made_on=date(2026, 3, 2),
            origin="own",
            ai="none",
            created_at=NOW,
            changed_at=NOW,
        )
        for criterion in criteria:
            Mapping.objects.create(piece=row, criterion=criterion, why=f"It shows {criterion}.")
        return row

    return make
