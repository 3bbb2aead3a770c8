"""The visitor's answers as rows to check, each with a link to change it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from trigpoint.pathway.eligibility.flow import FLOW
from trigpoint.platform.fields import OneOfField
from trigpoint.platform.pages import SummaryRow, written

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from trigpoint.platform.flows import Answers, Question

KEYS = {
    "school": ("Kind of school", "the kind of school"),
    "post": ("SENCO there now", "whether you are the SENCO there now"),
    "since": ("Became the SENCO", "when you became the SENCO"),
    "start": ("Would start", "when you would start"),
    "unbroken": ("Without a break", "whether there was a break"),
    "break": ("The break", "the dates of the break"),
    "head": ("Head or acting head", "whether you are the head"),
    "qualified": ("Status as a teacher", "your status as a teacher"),
    "membership": ("Membership live", "whether your membership is live"),
    "membership-end": ("Membership ends", "when your membership ends"),
    "teacher": ("Works as a teacher there", "whether you work as a teacher there"),
    "induction": ("Induction passed", "whether you have passed induction"),
    "induction-end": ("Induction ends", "when you expect to finish induction"),
    "induction-here": ("Academy requires induction", "whether your academy requires induction"),
    "award": ("SENCO qualification", "your SENCO qualification"),
    "award-npq": ("NPQ result", "the date of your NPQ result"),
    "award-npq-course": ("NPQ begins", "when your NPQ begins"),
    "award-nasenco": ("National Award", "the dates of your National Award"),
    "award-nasenco-course": ("National Award", "the dates of your National Award"),
    "converted": ("Became an academy", "whether the school became an academy"),
    "converted-on": ("Academy opened", "when the academy opened"),
    "before": ("Other SENCO posts", "your other SENCO posts"),
    "post-": ("Other SENCO post", "this other SENCO post"),
    "more-": ("One more post", "whether there is one more post"),
}


def summary_of(answers: Answers) -> tuple[SummaryRow, ...]:
    """Return the answers in the order of the questions."""
    asked = (question for question in FLOW.questions if question.slug in answers)
    return tuple(_row(question, answers.values[question.slug]) for question in asked)


def _row(question: Question, values: Mapping[str, Any]) -> SummaryRow:
    key, what = KEYS.get(question.slug) or KEYS[question.slug.rstrip("0123456789")]
    return SummaryRow(key, ", ".join(_said(question, values)), FLOW.address_of(question, changing=True), what)


def _said(question: Question, values: Mapping[str, Any]) -> Iterator[str]:
    days: list[str] = []
    for name, field in question.form.base_fields.items():
        value = values.get(name)
        if isinstance(field, OneOfField):
            yield next(option.words for option in field.options if option.value == value)
        elif isinstance(value, date):
            days.append(written(value))
        elif name == "still" and value:
            days.append("now")
        elif value:
            days.append("I am not sure")
    if days:
        yield " to ".join(days)
