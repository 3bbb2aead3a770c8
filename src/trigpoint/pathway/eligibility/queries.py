"""What the pages of this part ask for. Content and the visitor's own session only: no database."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from django.urls import reverse

from trigpoint.content.library import installed_library
from trigpoint.deadlines import load
from trigpoint.pathway.eligibility import page
from trigpoint.pathway.eligibility.flow import FLOW
from trigpoint.pathway.eligibility.reading import told_by
from trigpoint.platform.flows import Answers, kept_answers

if TYPE_CHECKING:
    from collections.abc import MutableMapping
    from datetime import date
    from typing import Any

    from trigpoint.pathway.eligibility.told import Told

SCHEME, REGISTER, CLOCK = "statutory-senco", "statute/senco", "deadlines/senco"


@cache
def law() -> page.Law:
    """Return this installation's law on SENCOs, made once."""
    library = installed_library()
    (clock,) = load(library.documents[CLOCK].data, file=CLOCK)
    return page.law_of(library.schemes[SCHEME], library.documents[REGISTER].data["statute"], clock)


def result_page(answers: Answers, today: date) -> page.ResultPage:
    """Return the result for finished answers."""
    return page.result_page(told_by(answers), law(), today, readings_url=reverse("pathway:eligibility-readings"))


def finished_answers(session: MutableMapping[str, Any], today: date) -> Answers | None:
    """Return the answers where no question is open, else None."""
    path, answers = FLOW.path(kept_answers(session, FLOW), today=today)
    return answers if path[-1].slug in answers else None


def told_in(session: MutableMapping[str, Any], today: date) -> Told | None:
    """Return what a visitor has told us, where no question is open; for other parts that need not ask again."""
    answers = finished_answers(session, today)
    return told_by(answers) if answers else None
