"""What of learning cites a provision: the watch shows it to those who judge a change."""

from __future__ import annotations

from django.urls import reverse

from trigpoint.content.questions import resting_on
from trigpoint.content.scenarios import scenarios
from trigpoint.content.units import units
from trigpoint.law.queries import Cited, say_what_cites


def questions_citing(provision: str) -> tuple[Cited, ...]:
    """Return the questions that rest on a provision."""
    return tuple(Cited(one.stem, reverse("learning:one-question", args=[one.id])) for one in resting_on(provision))


def units_citing(provision: str) -> tuple[Cited, ...]:
    """Return the units that cite a provision."""
    found = (one for one in units().values() if provision in one.provisions)
    return tuple(Cited(one.title, reverse("learning:unit", args=[one.id])) for one in found)


def scenarios_citing(provision: str) -> tuple[Cited, ...]:
    """Return the scenarios that cite a provision."""
    found = (one for one in scenarios().values() if provision in one.provisions)
    return tuple(Cited(one.title, reverse("learning:scenario", args=[one.id])) for one in found)


say_what_cites("Questions", questions_citing)
say_what_cites("Units", units_citing)
say_what_cites("Scenarios", scenarios_citing)
