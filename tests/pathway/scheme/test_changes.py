"""What changed between two versions: clause by clause, word by word, rules apart from words."""

from __future__ import annotations

import copy
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.pathway.scheme.schemes import HEAD, VOCABULARY, make_scheme

from trigpoint.kernel import read_scheme
from trigpoint.pathway.scheme.changes import clause_change, clause_parts, flat, part_changes, scheme_change
from trigpoint.platform.differences import Change, ChangeKind

A: dict[str, Any] = {"id": "A", "title": "A badge", "plain": "Act in 14 days.", "have": "holds:badge"}
B: dict[str, Any] = {"id": "B", "title": "Leave", "have": "on:leave"}
BEFORE = make_scheme(A)


def texts(runs: tuple[Change, ...], *kinds: ChangeKind) -> str:
    return "".join(run.text for run in runs if run.kind in kinds)


def test_nothing_differs_between_a_version_and_itself():
    change = scheme_change(BEFORE, make_scheme(A))

    assert (change.is_empty, change.rules_differ) == (True, False)
    assert clause_change(BEFORE, make_scheme(A), "A") is None


def test_a_changed_word_is_shown_as_removed_and_added():
    change = clause_change(BEFORE, make_scheme({**A, "plain": "Act in 15 days."}), "A")

    assert change is not None
    assert [(part.label, [(run.kind.value, run.text) for run in part.runs]) for part in change.parts] == [
        ("In plain words", [("kept", "Act in "), ("removed", "14"), ("added", "15"), ("kept", " days.")])
    ]


def test_words_alone_leave_the_rules_as_they_are():
    change = scheme_change(BEFORE, make_scheme({**A, "plain": "Act in 15 days."}))

    assert (change.rules_differ, [(clause.id, clause.what) for clause in change.clauses]) == (False, [("A", "Changed")])


def test_a_changed_rule_is_shown_in_words_and_marked_as_a_change_of_the_rules():
    change = scheme_change(BEFORE, make_scheme({**A, "basis": "verified"}))

    assert change.rules_differ is True
    assert [part.label for part in change.clauses[0].parts] == ["The rule"]
    assert texts(change.clauses[0].parts[0].runs, ChangeKind.ADDED) == ", verified"


def test_a_clause_that_is_new_is_added_whole():
    change = clause_change(BEFORE, make_scheme(A, B), "B")

    assert change is not None
    assert (change.what, change.title) == ("Added", "B Leave")
    assert {run.kind for part in change.parts for run in part.runs} == {ChangeKind.ADDED}


def test_a_clause_that_is_gone_is_removed_whole():
    change = clause_change(make_scheme(A, B), BEFORE, "B")

    assert change is not None
    assert (change.what, {run.kind for part in change.parts for run in part.runs}) == ("Removed", {ChangeKind.REMOVED})


def test_a_clause_that_neither_version_has_did_not_change():
    assert clause_change(BEFORE, BEFORE, "Z") is None


def changed(**head: Any):
    return read_scheme({**copy.deepcopy(HEAD), "requirements": [{"source": "law", **A}], **head}, VOCABULARY)


ROUTE = {"id": "main", "title": "The way", "source": "guide", "requires": ["A"]}
READ = {**HEAD["sources"]["guide"], "confidence": "V"}
ELSEWHERE = {
    "the title": ({"title": "Small scheme, mended"}, "scheme", ["Title"]),
    "the version": ({"version": "1.1"}, "scheme", ["Version"]),
    "the first day": ({"from": date(2027, 9, 1)}, "scheme", ["From"]),
    "how far the law was checked": ({"law_checked_to": date(2026, 6, 30)}, "scheme", ["Law checked to"]),
    "what it says of itself": ({"about": {"not": "It is not a licence."}}, "scheme", ["About"]),
    "a source": ({"sources": {**HEAD["sources"], "guide": READ}}, "sources", ["guide"]),
    "a route": ({"routes": [ROUTE]}, "routes", ["main"]),
}  # fmt: skip


@pytest.mark.parametrize(("head", "where", "names"), ELSEWHERE.values(), ids=ELSEWHERE)
def test_a_change_outside_the_clauses_is_shown_too(head, where, names):
    change = scheme_change(BEFORE, changed(**head))

    found = getattr(change, where)
    assert [getattr(row, "label", None) or row.id for row in found] == names
    assert change.is_empty is False


def test_two_texts_with_little_in_common_are_shown_whole_and_not_in_shreds():
    ((part,)) = part_changes({"Note": "The cat sat on a mat."}, {"Note": "Every outcome lists what we accept of it."})

    assert [(run.kind.value, run.text) for run in part.runs] == [
        ("removed", "The cat sat on a mat."),
        ("added", "Every outcome lists what we accept of it."),
    ]


@given(st.text(alphabet="ab ."), st.text(alphabet="ab ."))
def test_the_runs_hold_both_texts_whole(before, after):
    for part in part_changes({"x": before}, {"x": after}):
        assert texts(part.runs, ChangeKind.KEPT, ChangeKind.REMOVED) == before
        assert texts(part.runs, ChangeKind.KEPT, ChangeKind.ADDED) == after


def test_all_that_an_author_can_write_in_a_clause_is_compared():
    """Keys of rules and of outcomes; a key left out here would change without a trace."""
    outcome = {
        "criteria": ["C1"], "evidence": [{"kind": "record", "words": "E1"}], "shares": ["A"], "asks": [1],
        "co_production": "P1", "prior_learning": "L1", "sources": ["law"],
    }  # fmt: skip
    scheme = make_scheme(
        {**A, "unmet": "U1", "why": "W1", "duty": "D1", "note": "N1", "about": {"words": "X1"}, "outcome": outcome,
         "minutes": 7, "minutes_by_route": {"E": 3}, "in_force": {"from": date(2020, 1, 1)}},
    )  # fmt: skip

    assert list(clause_parts(scheme, "A")) == [
        "Title", "In force", "The rule", "Typical minutes", "Typical minutes by route", "Sources", "In plain words",
        "When it is not met", "Why", "Who must act", "Note", "About", "Criteria", "Accepted evidence",
        "Shares evidence with", "Asks served", "How families take part", "Earlier learning", "Sources of the criteria",
    ]  # fmt: skip


def test_what_an_author_wrote_is_flattened_into_one_line():
    assert (
        flat({"says": "Yes", "source": ["law", "guide"], "read_on": None})
        == "says: Yes. source: law • guide. read on: "
    )
