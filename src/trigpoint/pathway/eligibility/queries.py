"""What the pages of this part ask for. Content and what the visitor carries only: no database."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from django.urls import reverse

from trigpoint.content.library import installed_library
from trigpoint.deadlines import load
from trigpoint.law.senco.queries import SCHEME, clauses
from trigpoint.pathway.eligibility import page
from trigpoint.pathway.eligibility.flow import FLOW
from trigpoint.pathway.eligibility.reading import told_by
from trigpoint.platform.flows import Answers, kept_answers

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from typing import Any

    from trigpoint.pathway.eligibility.told import Told

__all__ = ["SCHEME", "finished_answers", "law", "result_page", "told_in"]

CLOCK = "deadlines/senco"


@cache
def law() -> page.Law:
    """Return this installation's law on SENCOs, made once."""
    (clock,) = load(installed_library().documents[CLOCK].data, file=CLOCK)
    return page.Law(clauses().scheme, clauses(), clock)


def result_page(answers: Answers, today: date) -> page.ResultPage:
    """Return the result for finished answers."""
    return page.result_page(told_by(answers), law(), today, readings_url=reverse("pathway:eligibility-readings"))


def finished_answers(carried: Mapping[str, Any], today: date) -> Answers | None:
    """Return the answers where no question is open, else None."""
    path, answers = FLOW.path(kept_answers(carried, FLOW), today=today)
    return answers if path[-1].slug in answers else None


def told_in(carried: Mapping[str, Any], today: date) -> Told | None:
    """Return what a visitor has told us, where no question is open; for other parts that need not ask again."""
    answers = finished_answers(carried, today)
    return told_by(answers) if answers else None
