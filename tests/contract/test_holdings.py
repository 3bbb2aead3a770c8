"""Every column that could name somebody belongs to what a room says it holds, or is left with a reason."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.apps import apps
from django.db import models

from trigpoint.people.data.commands import reference
from trigpoint.people.models import Person
from trigpoint.platform import clock
from trigpoint.platform.holdings import holdings, left, nothing_waits

ROOT = Path(__file__).parents[2]
NAMES_SOMEBODY = re.compile(
    r"(^|_)(by|to|for|person|people|subject|actor|user|key|viewer|who|owner|author|mentor|assessor|referee|member|email)$"
)
TEXTS = (models.CharField, models.TextField)
NOT_OURS = {"contenttypes", "auth"}
"""Tables of Django in which nobody is: we use neither its groups nor its permissions."""


def columns() -> set[str]:
    """Return the columns that look as if they named somebody, as `record.Entry.subject`."""
    found = set()
    for model in apps.get_models():
        label = model._meta.app_label
        for field in model._meta.local_fields:
            points = isinstance(field, models.ForeignKey) and field.related_model is Person
            named = isinstance(field, TEXTS) and NAMES_SOMEBODY.search(field.name)
            if label not in NOT_OURS and (points or named):
                found.add(f"{label}.{model.__name__}.{field.name}")
    return found


def exists(column: str) -> bool:
    label, model, field = column.split(".")
    return field in {one.name for one in apps.get_model(label, model)._meta.get_fields()}


def test_every_column_that_could_name_somebody_is_held_or_left_with_a_reason():
    held = {column for holding in holdings() for column in holding.columns}

    unknown = columns() - held - set(left())
    assert unknown == set(), "Say in the room's rights.py what is held there (platform.holdings.hold or leave)."


def test_no_column_is_both_held_and_left_and_none_is_there_no_more():
    held = [column for holding in holdings() for column in holding.columns]

    assert len(held) == len(set(held))
    assert set(held) & set(left()) == set()
    assert [column for column in (*held, *left()) if not exists(column)] == []


@pytest.mark.parametrize("holding", holdings(), ids=lambda holding: holding.name)
def test_a_holding_speaks_in_sentences_and_knows_somebody_of_whom_nothing_is_held(db, holding):
    said = [holding.what, holding.why, holding.seen_by, holding.kept, holding.goes, holding.stays]

    assert [words for words in said if words and not words.endswith(".")] == []
    assert [words for words in said[:4] if not words] == []
    assert holding.goes or holding.stays
    assert holding.columns
    assert "Not decided" not in holding.kept, "Add a rule to content/retention."
    assert holding.held_about("p_neverheardofher") in (None, [], {}, ()) or not any(
        holding.held_about("p_neverheardofher").values()
    )
    assert holding.waits is nothing_waits or holding.waits("p_neverheardofher", clock.today()) == ()


def test_the_reference_is_what_the_command_prints():
    written = (ROOT / "docs" / "reference" / "holdings.md").read_text(encoding="utf-8")

    assert written == reference(), "Run: trigpoint holdings > docs/reference/holdings.md"


@pytest.mark.parametrize("page", ["dpia.md", "record-of-processing.md"])
def test_the_assessment_and_the_record_of_processing_name_every_holding(page):
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")

    assert [one.name for one in holdings() if f"`{one.name}`" not in text] == []
