"""People who learn, and what they go through."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from trigpoint.content.scenarios import Verdict, scenarios
from trigpoint.content.units import units

if TYPE_CHECKING:
    from django.test import Client

    from trigpoint.content.scenarios import Scenario
    from trigpoint.content.units import Unit
    from trigpoint.people.models import Person


@pytest.fixture
def learner(client: Client, a_person, sign_in) -> Person:
    """Sign somebody in who learns."""
    person: Person = sign_in(client, a_person("Bea Learner"))
    return person


@pytest.fixture
def unit() -> Unit:
    """Give a real unit."""
    return units()["law-03-asking-for-an-assessment"]


@pytest.fixture
def scenario() -> Scenario:
    """Give a real scenario."""
    return scenarios()["a-request-in-august"]


@pytest.fixture
def right_way(scenario: Scenario) -> list[tuple[str, str]]:
    """Give the choices and reasons of a way through the scenario on which the law supports everything."""
    taken, at = [], scenario.start
    while at in scenario.points:
        point = scenario.points[at]
        choice = next(one for one in point.choices if one.verdict is Verdict.RIGHT)
        taken.append((choice.id, point.best_reason))
        at = choice.to
    return taken
