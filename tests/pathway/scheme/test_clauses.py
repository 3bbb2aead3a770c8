"""A clause as shown: whether it is in force, what is around and inside it, where it comes from."""

from __future__ import annotations

from datetime import date

import pytest
from tests.pathway.scheme.schemes import ACT, make_scheme

from trigpoint.content.library import installed_library
from trigpoint.content.releases import Release, Signature
from trigpoint.kernel.rules import Bounds
from trigpoint.pathway.scheme.clauses import (
    Evidence,
    SourceRow,
    dated_versions,
    days_of,
    evidence_of,
    force,
    line,
    minutes_of,
    named,
    parts_of,
    readings_of,
    source_row,
    sources_of,
    trail,
)
from trigpoint.platform.pages import NO_BREAK

AWARD = installed_library().schemes["senco-award"]
LAW = installed_library().schemes["statutory-senco"]
SIGNED = Release("a1" * 32, "senco-award", "1.0", (Signature("account 1", "Forum", "families", date(2026, 9, 1)),))
NESTED = make_scheme(
    {
        "id": "A",
        "title": "All",
        "all_of": [
            {"id": "B", "title": "Bee", "minutes": 30, "have": "holds:badge"},
            {"any_of": [{"id": "C", "title": "Sea", "any_of": [{"id": "D", "title": "Dee", "have": "on:leave"}]}]},
            {"rule": "E"},
        ],
    },
    {"id": "E", "title": "Outside", "minutes": 5, "have": "is:open"},
)
OLD, NEW = date(2009, 9, 1), date(2024, 9, 1)
DATED = make_scheme(
    {
        "id": "A",
        "title": "It",
        "in_force": {"from": OLD},
        "dated": [
            {"until": NEW, "then": {"id": "before", "title": "Before", "have": "holds:badge"}},
            {
                "from": NEW,
                "then": {"any_of": [{"id": "after", "title": "After", "have": "on:leave"}], "source": "guide"},
            },
        ],
    },
    **{"from": OLD},
)


# ---- in force or not

NOT_YET = "Not in force on {}. It begins on {}."
FORCE = {
    "before it begins": (Bounds(), date(2009, 8, 31), NOT_YET.format("31_August 2009", "1_September 2009")),
    "on its first day": (Bounds(), OLD, "In force since 1_September 2009."),
    "a part that began later": (Bounds(NEW), NEW, "In force since 1_September 2024."),
    "a part that had not begun": (Bounds(NEW), OLD, NOT_YET.format("1_September 2009", "1_September 2024")),
    "on its last day": (Bounds(None, NEW), date(2024, 8, 31), "In force since 1_September 2009."),
    "after its end": (
        Bounds(None, NEW), NEW, "No longer in force. It held from 1_September 2009 until 1_September 2024.",
    ),
}  # fmt: skip


@pytest.mark.parametrize(("bounds", "on", "words"), FORCE.values(), ids=FORCE)
def test_a_clause_is_in_force_on_a_day_or_not(bounds, on, words):
    found = force(DATED, bounds, None, on)

    assert (found.holds, found.words) == (words.startswith("In force since"), words.replace("_", NO_BREAK))


def test_an_award_that_nobody_signed_is_not_in_force():
    found = force(AWARD, Bounds(), None, date(2027, 1, 1))

    assert (found.holds, found.words) == (
        False,
        "Not in force. Nobody has signed version 1.0 yet, so it can only be tried out.",
    )


def test_an_award_that_families_signed_is_in_force_from_its_day():
    assert force(AWARD, Bounds(), SIGNED, AWARD.start).words == f"In force since 1{NO_BREAK}September 2026."


def test_days_come_from_the_rule_itself_then_from_the_nearest_around_it():
    days = days_of(DATED)

    assert (days["A"], days["before"], days["after"]) == (Bounds(OLD), Bounds(None, NEW), Bounds(NEW))


@pytest.mark.parametrize("scheme", [AWARD, LAW], ids=["award", "law"])
def test_every_rule_has_its_days(scheme):
    assert set(days_of(scheme)) == set(scheme.rules)


# ---- around and inside


def test_the_trail_names_the_clauses_around_one_the_outermost_first():
    assert [[rule.id for rule in trail(NESTED, id_)] for id_ in ("A", "B", "D", "E")] == [[], ["A"], ["A", "C"], []]


def test_the_parts_of_a_clause_are_the_next_named_ones_inside():
    assert [[part.id for part in parts_of(NESTED.rules[id_])] for id_ in ("A", "C", "D")] == [["B", "C"], ["D"], []]


def test_clauses_stand_in_the_order_of_the_scheme():
    assert [rule.id for rule in named(NESTED)] == ["A", "B", "C", "D", "E"]


@pytest.mark.parametrize(("rule_id", "minutes"), [("A", 35), ("B", 30), ("C", None), ("E", 5)])
def test_minutes_are_its_own_or_those_inside_added_up(rule_id, minutes):
    assert minutes_of(NESTED, NESTED.rules[rule_id]) == minutes


def test_a_line_names_its_clause():
    assert (line(NESTED, NESTED.rules["B"]).title, line(NESTED, NESTED.rules["B"]).minutes) == ("B Bee", 30)


# ---- sources and evidence


def test_a_source_says_what_it_is_and_how_surely_it_is_known():
    law, guide = NESTED.sources["law"], NESTED.sources["guide"]

    assert source_row(law) == SourceRow(
        title="The Act",
        citation="Act s 1",
        url="https://example.org/act",
        kind="Law",
        is_law=True,
        confidence="Read in the source itself",
        read=date(2026, 11, 23),
        text_as_at=date(2022, 6, 30),
        note="",
    )
    assert (source_row(guide).kind, source_row(guide).confidence) == ("Guidance", "Read at second hand")


def test_what_is_from_memory_was_read_on_no_day():
    memory = make_scheme(
        {"id": "A", "source": "guide", "have": "holds:badge"}, sources={"guide": {**ACT, "confidence": "M+"}}
    )

    row = source_row(memory.sources["guide"])
    assert (row.confidence, row.read) == ("From memory, still to be checked", None)


def test_an_address_that_is_not_of_the_web_is_no_link():
    assert source_row(NESTED.sources["guide"]).url == ""


def test_law_stands_before_what_is_not_law_and_each_source_stands_once():
    assert [row.title for row in sources_of(NESTED, ["guide", "law", "guide"])] == ["The Act", "The guide"]


def test_evidence_says_its_kind_in_words():
    letter = {"kind": "family-voice", "words": "A letter."}
    examination = {"kind": "examination", "words": "Part 1.", "sitting_minutes": 45}

    assert evidence_of({"evidence": [letter, examination]}) == (
        Evidence("A family’s view", "A letter.", None),
        Evidence("Examination", "Part 1.", 45),
    )


@pytest.mark.parametrize("rule", [rule for rule in AWARD.rules.values() if AWARD.words(rule.id).get("outcome")])
def test_every_outcome_of_the_award_can_be_shown(rule):
    outcome = AWARD.words(rule.id)["outcome"]

    assert len(evidence_of(outcome)) == len(outcome["evidence"])
    assert sources_of(AWARD, outcome["sources"]) != ()


# ---- readings, and one wording after another


def test_a_reading_from_guidance_is_not_taken_for_law():
    assert [reading.is_law for reading in readings_of(LAW, LAW.rules["twelve-months"])] == [True, False]


@pytest.mark.parametrize(("on", "chosen"), [(date(2024, 8, 31), [True, False]), (NEW, [False, True])])
def test_the_wording_that_held_on_a_day_is_marked(on, chosen):
    versions = dated_versions(DATED, DATED.rules["A"], on)

    assert [version.chosen for version in versions] == chosen
    assert [version.days.replace(NO_BREAK, " ") for version in versions] == [
        "Until 1 September 2024",
        "From 1 September 2024",
    ]
    assert [source.title for source in versions[1].sources] == ["The guide"]


def test_a_rule_without_dated_wordings_has_none():
    assert dated_versions(NESTED, NESTED.rules["A"], NEW) == ()
