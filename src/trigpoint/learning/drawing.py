"""Units and choices as pages show them: Markdown as HTML, duties apart by strength, citations as links on a day.

Content never changes while a copy runs, so what is drawn is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe

from trigpoint.content import duties, statute
from trigpoint.content.prose import render
from trigpoint.content.units import Check, DutyList, Example, Prose, units
from trigpoint.law.queries import duty_lists, provision_url
from trigpoint.platform.pages import Citation

if TYPE_CHECKING:
    from datetime import date

    from trigpoint.content.scenarios import Choice
    from trigpoint.content.units import Part

ADDRESSES = {"law": "law:provision", "date": "law:date", "situation": "law:situation"}


@dataclass(frozen=True, slots=True)
class DrawnPart:
    """A part of a step: its HTML, or the id of the question that is asked in its place."""

    html: SafeString
    question: str = ""


def prose(text: str) -> SafeString:
    """Return Markdown as HTML. The text is content that was checked; raw HTML in it comes out as characters."""
    return mark_safe(render(text, _address))  # noqa: S308 - markdown-it escapes everything but its own tags


def _address(kind: str, target: str) -> str:
    return reverse(ADDRESSES[kind], args=[target])


@lru_cache(maxsize=1024)
def step_parts(unit: str, step: str, level: int) -> tuple[DrawnPart, ...]:
    """Return the parts of a step. `level` is that of the headings inside it: one below the step's own."""
    found = units()[unit].step(step)
    return tuple(_part(part, level) for part in (found.parts if found else ()))


@lru_cache(maxsize=128)
def opening(unit: str) -> SafeString:
    """Return what a unit begins with."""
    return prose(units()[unit].opening)


def _part(part: Part, level: int) -> DrawnPart:
    if isinstance(part, Check):
        return DrawnPart(SafeString(""), part.question)
    if isinstance(part, Prose):
        return DrawnPart(prose(part.text))
    if isinstance(part, Example):
        context = {"title": part.title, "main": prose(part.text), "level": level}
        return DrawnPart(render_to_string("learning/example.html", context))
    assert isinstance(part, DutyList)
    by_id = {one.id: one for one in duties.duties()}
    lists = duty_lists(by_id[one] for one in part.duties)
    return DrawnPart(render_to_string("law/duties.html", {"duties": lists, "level": level, "more": "learn-duties"}))


def citations(choice: Choice, on: date) -> tuple[Citation, ...]:
    """Return what a choice rests on, each as a link to the provision as it was on the day of the case."""
    return tuple(Citation(_cited(one, on), f"{provision_url(one)}?on={on.isoformat()}") for one in choice.provisions)


def _cited(provision: str, on: date) -> str:
    entry = statute.provision(provision)
    return (entry.on(on) or entry.latest).citation
