"""A candidate whose standing is complete, and a board."""

from __future__ import annotations

from datetime import date

import pytest
from tests.assessment.conftest import NOW, OUTCOME, judge

from trigpoint.assessment import actions
from trigpoint.content.library import installed_library
from trigpoint.kernel import Basis, Fact, Kind, Period
from trigpoint.people.roles import Role
from trigpoint.record.actions import enter

BEGAN = date(2026, 10, 1)


def all_facts(without: tuple[str, ...] = ()) -> list[Fact]:
    """Return the facts that make the award complete, but those of some outcomes."""
    facts = []
    for code in installed_library().schemes["senco-award"].codes().values():
        outcome = code.name.partition(":")[2]
        if not code.name.startswith(("achieved:", "passed:law-examination")) or outcome in without:
            continue
        period = Period(BEGAN, date(2026, 10, 2) if code.kind is Kind.EVENT else None)
        facts.append(Fact(code.name, period, 90 if code.name.startswith("passed:") else None, Basis.ASSESSED))
    return facts


def complete(key: str, registrar: str, without: tuple[str, ...] = (OUTCOME,)) -> tuple[str, ...]:
    """Enter what makes the award complete, and return the entries."""
    return enter(actor=registrar, subject=key, facts=all_facts(without), now=NOW)


@pytest.fixture
def moderated(doubled, alex, bea, mo):
    """Let an outcome of Asha's be agreed and released."""
    judge(doubled, alex)
    judge(doubled, bea)
    actions.release(key=doubled, person=mo.key, now=NOW)
    return doubled


@pytest.fixture
def ready(moderated, asha, rae):
    """Let everything else be met too."""
    complete(asha.key, rae.key)
    return asha


@pytest.fixture
def sam(a_person):
    return a_person("Sam Ward", Role.BOARD_SECRETARY)


@pytest.fixture
def lena(a_person):
    return a_person("Lena Frost", Role.BOARD_MEMBER)


@pytest.fixture
def omar(a_person):
    return a_person("Omar Birch", Role.BOARD_MEMBER)


@pytest.fixture
def ruth(a_person):
    return a_person("Ruth Cole", Role.BOARD_MEMBER)
