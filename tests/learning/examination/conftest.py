"""Every test here has questions that somebody reviewed, and a moment that stands still."""

from __future__ import annotations

import pytest
from tests.learning.examination.support import a_panel, examiner

from trigpoint.content.questions import questions


@pytest.fixture(autouse=True)
def _reviewed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand in for the reviews, which are another room's: every question was accepted as it is."""
    accepted = frozenset((one.id, one.text_hash) for one in questions().values())
    monkeypatch.setattr("trigpoint.learning.examination.pool.reviewed_items", lambda: accepted)


@pytest.fixture
def an_examiner(db: None) -> str:
    return examiner()


@pytest.fixture
def an_open_examination(an_examiner: str) -> str:
    """Give an examination that is open, with a pass mark of 60; return the examiner."""
    a_panel(an_examiner)
    return an_examiner
