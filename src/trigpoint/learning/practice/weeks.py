"""Somebody's plan, her school week, and how much each of her days has: what scheduling is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count

from trigpoint.law.terms.queries import terms_of
from trigpoint.learning.practice.models import Card, Plan
from trigpoint.learning.practice.scheduling import Week

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date


def plan_of(person: str) -> Plan | None:
    """Return somebody's plan, if she made one. One query."""
    return Plan.objects.filter(person=person).first()


def week_of(plan: Plan | None) -> Week:
    """Return the days on which her school works. One query where she named a council, none otherwise."""
    if plan is None or not plan.authority:
        return Week()
    years = terms_of(plan.authority).years
    return Week(
        tuple(run for year in years for run in year.runs), frozenset(day for year in years for day in year.closed)
    )


def load_of(person: str) -> Mapping[date, int]:
    """Return how many questions come back on each day. One query."""
    rows = Card.objects.filter(person=person).order_by().values_list("day").annotate(Count("id"))
    return dict(rows)
