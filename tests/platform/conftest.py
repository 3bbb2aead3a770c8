"""What the tests of the platform share."""

from __future__ import annotations

import pytest
from tests.platform.working import Clock

from trigpoint.platform import events, routines, subscribers, work


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(autouse=True)
def _own_tasks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Forget after each test what it registered."""
    monkeypatch.setattr(work, "_handlers", dict(work._handlers))
    monkeypatch.setattr(events, "_declared", dict(events._declared))
    monkeypatch.setattr(routines, "_routines", dict(routines._routines))
    monkeypatch.setattr(subscribers, "_handlers", {name: dict(found) for name, found in subscribers._handlers.items()})
