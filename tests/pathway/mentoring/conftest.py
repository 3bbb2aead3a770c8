"""A candidate, two mentors and an administrator, at noon on a school day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest
import time_machine

from trigpoint.pathway.mentoring import actions, queries
from trigpoint.pathway.mentoring.actions.meeting import Said
from trigpoint.people.roles import Role

if TYPE_CHECKING:
    from trigpoint.pathway.mentoring.rows import MeetingRow, MentoringRow

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY = date(2026, 11, 23)
SAID = Said(date(2026, 11, 20), 45, "Leading a session.", "Plan one task\nAsk two colleagues")


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def asha(a_person):
    return a_person("Asha Rahman")


@pytest.fixture
def maya(a_person):
    return a_person("Maya Stone", Role.MENTOR)


@pytest.fixture
def ada(a_person):
    return a_person("Ada North", Role.ADMINISTRATOR)


@pytest.fixture
def offered(asha, maya, ada):
    """Offer Maya to Asha."""
    return actions.offer(candidate=asha.key, mentor=maya.key, actor=ada.key, now=NOW)


@pytest.fixture
def mentoring(offered, asha):
    """Let Maya mentor Asha."""
    actions.accept(candidate=asha.key, ties=(), now=NOW)
    return offered


@pytest.fixture
def meeting(mentoring, maya):
    """Write down a meeting that nobody has signed."""
    return actions.write_meeting(mentoring=mentoring, by=maya.key, said=SAID, now=NOW)


def met(meeting: str) -> MeetingRow:
    """Return a meeting that is there."""
    found = queries.meeting(meeting)
    assert found is not None
    return found


def by_key(mentoring: str) -> MentoringRow:
    """Return a mentoring that is there."""
    found = queries.by_key(mentoring)
    assert found is not None
    return found


def newest_of(candidate: str) -> MentoringRow:
    """Return the mentoring of a candidate who has, had or asked for one."""
    found = queries.mentoring_of(candidate)
    assert found is not None
    return found


def sign(meeting, person):
    actions.sign(meeting=meeting, by=person.key, digest=met(meeting).text.digest, now=NOW)
