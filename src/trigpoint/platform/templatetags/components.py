"""The parts that pages are made of, as template tags.

They are built in: a template needs no `{% load %}`. What each looks like: the style guide, in demonstration
mode at /style-guide/. What each takes: this room's README.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from trigpoint.platform.fields import DateField, TypedDate
from trigpoint.platform.forms import ErrorRow
from trigpoint.platform.pages import written
from trigpoint.platform.safeguarding import AT_RISK

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from django.forms import BoundField
    from django.utils.safestring import SafeString

    from trigpoint.platform.differences import Change
    from trigpoint.platform.forms import PageForm
    from trigpoint.platform.pages import Citation, Crumb, Duty, NextStep, Reason, Status, SummaryRow, TrackDate

register = template.Library()
FEW = 512
"""Drawn parts that are kept: the same row always draws the same, and many pages show the same few."""


@register.filter
def day(value: date) -> str:
    """Write a date: `{{ row.on|day }}` gives *3 March 2027*."""
    return written(value)


@register.filter
def weekday(value: date) -> str:
    """Write a date with its weekday, for deadlines: *Monday 23 November 2026*."""
    return written(value, weekday=True)


@register.simple_block_tag
def answer(content: SafeString, status: Status, heading: str, level: int = 1) -> SafeString:
    """Say the answer first: `{% answer status "You can be the SENCO now." %}<p>…</p>{% endanswer %}`."""
    parts = {"content": content, "status": status, "heading": heading, "level": level}
    return render_to_string("components/answer.html", parts)


@register.simple_tag
@lru_cache(maxsize=FEW)
def pips(met: int, of: int) -> SafeString:
    """Show *3 of 5* as dots, for eyes only: the words must stand beside them."""
    dots = '<i class="on"></i>' * met + "<i></i>" * (of - met)
    return mark_safe(f'<span class="tp-pips" aria-hidden="true">{dots}</span>')  # noqa: S308 - nothing here was typed


@register.simple_tag
@lru_cache(maxsize=FEW)
def law_line(checked_to: date) -> SafeString:
    """End an answer with the day to which its law was checked, once a page."""
    return render_to_string("components/law_line.html", {"checked_to": checked_to})


@register.simple_tag
@lru_cache(maxsize=FEW)
def status(status: Status) -> SafeString:
    """Show one of the seven statuses: shape, words, colour. Never a link, never a button."""
    return render_to_string("components/status.html", {"status": status})


@register.inclusion_tag("components/reasons.html")
def reasons(rows: Sequence[Reason], level: int = 3) -> dict[str, Any]:
    """Show why: a chain of findings, each with its status and its sources. Headings are `h3` unless told else."""
    return {"rows": rows, "level": level}


@register.inclusion_tag("components/next_steps.html")
def next_steps(rows: Sequence[NextStep]) -> dict[str, Any]:
    """Show what to do next, numbered, with minutes in the links."""
    return {"rows": rows}


@register.inclusion_tag("components/must_should.html")
def must_should(must: Sequence[Duty], should: Sequence[Duty] = ()) -> dict[str, Any]:
    """Show what law says must be done, and apart from it what the Code or guidance says should be."""
    return {"must": must, "should": should}


@register.inclusion_tag("components/date_track.html")
def date_track(rows: Sequence[TrackDate]) -> dict[str, Any]:
    """Show dates on a line, earliest first."""
    return {"rows": rows}


@register.simple_tag
@lru_cache(maxsize=FEW)
def citation(source: Citation) -> SafeString:
    """Show a provision as a link, with the day from which it reads so."""
    return render_to_string("components/citation.html", {"source": source})


@register.inclusion_tag("components/summary_list.html")
def summary_list(rows: Sequence[SummaryRow]) -> dict[str, Any]:
    """Show answers to check, each with a *Change* link."""
    return {"rows": rows}


@register.inclusion_tag("components/difference.html")
def difference(changes: Sequence[Change]) -> dict[str, Any]:
    """Show what changed between two versions: `ins` and `del`, with the words *Added* and *Removed*."""
    return {"changes": changes}


@register.simple_block_tag
def details(content: SafeString, summary: str) -> SafeString:
    """Fold what only some need: `{% details "What counts" %}…{% enddetails %}`. Open in print."""
    return render_to_string("components/details.html", {"content": content, "summary": summary})


@register.inclusion_tag("components/button.html")
def button(words: str, kind: str = "") -> dict[str, Any]:
    """Show the button that sends a form. One main button a page; `kind` may be `secondary` or `warning`."""
    return {"words": words, "kind": kind}


@register.inclusion_tag("components/button_link.html")
def button_link(words: str, url: str, kind: str = "") -> dict[str, Any]:
    """Show a link that begins something, as a button."""
    return {"words": words, "url": url, "kind": kind}


@register.simple_tag
def at_risk() -> str:
    """Say beside a box for free text where to go if a child may be at risk, and that nobody watches the box."""
    return AT_RISK


@register.inclusion_tag("components/print_button.html")
def print_button(words: str = "Print this page") -> dict[str, Any]:
    """Show a print button. It appears only where script can make it work."""
    return {"words": words}


@register.inclusion_tag("components/button_link.html")
def calendar_link(url: str, words: str = "Add the dates to my calendar", kind: str = "") -> dict[str, Any]:
    """Show the link to a calendar file."""
    return {"words": words, "url": url, "kind": kind, "download": True}


@register.inclusion_tag("components/back_link.html")
def back_link(url: str) -> dict[str, Any]:
    """Show the way back. In question flows only."""
    return {"url": url}


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(crumbs: Sequence[Crumb]) -> dict[str, Any]:
    """Show the pages above this one. In law and scheme only."""
    return {"crumbs": crumbs}


@register.inclusion_tag("components/error_summary.html")
def error_summary(form: PageForm) -> dict[str, Any]:
    """Show every error of a form, each a link to its field in the same words. Nothing while there is none."""
    return {"errors": form.error_rows()}


@register.inclusion_tag("components/error_summary.html")
def file_problems(problems: Sequence[str] | str, before: str = "", more: int = 0) -> dict[str, Any]:
    """Show what is wrong with a file, each a link to its field. Nothing while nothing is.

    `before` is a sentence above the list, `more` how many problems are not listed.
    """
    found = (problems,) if isinstance(problems, str) else tuple(problems)
    return {"errors": [ErrorRow(words, "file") for words in found if words], "before": before, "more": more}


@register.inclusion_tag("components/error_summary.html")
def page_problems(problems: Sequence[str] | str, before: str = "") -> dict[str, Any]:
    """Show why a page could not do what was asked, where no field is to blame. Nothing while nothing is wrong."""
    found = (problems,) if isinstance(problems, str) else tuple(problems)
    return {"errors": [ErrorRow(words, "") for words in found if words], "before": before}


@register.inclusion_tag("components/file_field.html")
def file_field(words: str, hint: str, error: str = "", accept: str = "") -> dict[str, Any]:
    """Show the field of a file, named `file`, with its label, hint and error."""
    return {"words": words, "hint": hint, "error": error, "accept": accept}


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, *, heading: bool = False, caption: str = "") -> dict[str, Any]:
    """Show a field with its label, hint and error; `heading=True` makes the label the page's `h1`."""
    parts = date_parts(bound) if isinstance(bound.field, DateField) else ()
    return {"field": bound, "heading": heading, "caption": caption, "chosen": chosen(bound), "parts": parts}


@dataclass(frozen=True, slots=True)
class DatePart:
    """One of the three text fields of a date."""

    name: str
    label: str
    width: int
    value: str
    faulty: bool


def date_parts(bound: BoundField) -> tuple[DatePart, ...]:
    """Return the three fields with what was typed, marking those that an error is about."""
    typed = TypedDate.of(bound.value())
    faulty = bound.field.faulty if isinstance(bound.field, DateField) and bound.errors else ()
    return tuple(
        DatePart(name, name.capitalize(), width, getattr(typed, name), name in faulty)
        for name, width in (("day", 2), ("month", 4), ("year", 4))
    )


def chosen(bound: BoundField) -> tuple[str, ...]:
    """Return the values to show as chosen."""
    value = bound.value()
    return tuple(value) if isinstance(value, list | tuple) else (str(value),) if value else ()
