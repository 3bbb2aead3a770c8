"""A document that cannot be a scheme says why, where, and what to do."""

from __future__ import annotations

from datetime import date

import pytest
from tests.kernel.strategies import READABLE_SOURCE, VOCABULARY, document

from trigpoint.kernel import Fact, Period, SchemeError, problems_of, read_scheme, read_vocabulary


def problems(*requirements, **more):
    said = document([{"id": f"R{i + 1}", "source": "s", **rule} for i, rule in enumerate(requirements)]) | more
    with pytest.raises(SchemeError) as caught:
        read_scheme(said, VOCABULARY)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({"have": "hold:a"}, "requirements.0: hold:a is not in the vocabulary. Did you mean holds:a?"),
        (
            {"have": "holds:a", "basics": "verified"},
            "requirements.0.basics: basics is not known here; did you mean basis?",
        ),
        ({"have": "holds:a", "basis": "sworn"}, "requirements.0.basis: basis is declared, verified or assessed"),
        ({"have": "holds:a", "via": "luck"}, "requirements.0.via: is one of taught, prior-learning, outside"),
        (
            {"have": "did:x"},
            "requirements.0: did:x is an event, over in a day: say for how many months it `lasts`, or use total",
        ),
        ({"have": "holds:a", "pauses": "on:leave"}, "requirements.0: has `pauses` but no `lasts` to pause"),
        ({"have": "holds:a", "lasts": 0}, "requirements.0.lasts: lasts is a whole number, 1 or more, not 0"),
        ({"have": "holds:a", "lasts": True}, "requirements.0.lasts: lasts is a whole number, 1 or more, not True"),
        ({"total": "holds:a", "at_least": 1}, "requirements.0: total adds up events, and holds:a is a state"),
        ({"total": "did:x"}, "requirements.0: total needs `at_least`"),
        ({"served": "holds:a", "months": 1}, "requirements.0: served adds up posts, and holds:a is not one"),
        ({"served": "served:p"}, "requirements.0: served needs either `months` or `more_than`"),
        (
            {"served": "served:p", "months": 13, "within": 12},
            "requirements.0: 13 months of service can never fit within 12 months",
        ),
        ({"at_least": 3, "of": [{"have": "holds:a"}]}, "requirements.0: at_least 3 of 1 can never be met as written"),
        ({"all_of": []}, "requirements.0.all_of: is empty; write at least one rule"),
        (
            {"by": "served:p", "requirement": {"have": "holds:a"}},
            "requirements.0: by needs either `months` or `due: true`",
        ),
        ({"when": {"have": "holds:a"}}, "requirements.0: has no `then`: the rule that applies"),
        (
            {"when": {"by": "served:p", "months": 1, "requirement": {"have": "holds:a"}}, "then": {"have": "holds:a"}},
            "requirements.0.when: a condition is a matter of fact: use have, total, served and groups of these",
        ),
        (
            {"have": "holds:a", "arguable": True},
            "requirements.0: is arguable, so give `readings`: two or more, each with what it says and its source",
        ),
        ({"have": "holds:a", "source": "x"}, "requirements.0.source: there is no source x"),
        (
            {"have": "holds:a", "gained": {"from": "soon"}},
            "requirements.0.gained.from: 'soon' is not a date; write it as 2026-09-01",
        ),
        (
            {"have": "holds:a", "gained": {"from": date(2026, 1, 2), "before": date(2026, 1, 1)}},
            "requirements.0.gained: ends (2026-01-01) before it starts (2026-01-02)",
        ),
        ({"rule": "R9"}, "requirements.0: there is no requirement R9"),
        ({"rule": "R1"}, "requirements.0: goes in a circle: R1 → R1. Take one reference out."),
    ],
)
def test_a_wrong_rule_is_named_with_its_place_and_what_to_do(rule, expected):
    assert problems(rule) == [expected]


def test_a_rule_says_one_thing():
    (first, *_) = problems({"have": "holds:a", "total": "did:x"})

    assert first.startswith("requirements.0: says have and total at once; write exactly one of have, total")


def test_a_longer_circle_is_found():
    found = problems({"all_of": [{"rule": "R2"}]}, {"all_of": [{"rule": "R1"}]})

    assert found == ["requirements.0: goes in a circle: R1 → R2 → R1. Take one reference out."]


def test_two_rules_cannot_share_an_id():
    assert problems({"id": "X", "have": "holds:a"}, {"id": "X", "have": "holds:b"}) == [
        "requirements.1: the id X is taken already"
    ]


def test_overlapping_versions_are_refused():
    versions = [
        {"from": date(2026, 1, 1), "then": {"have": "holds:a"}},
        {"from": date(2027, 1, 1), "then": {"have": "holds:b"}},
    ]

    assert problems({"dated": versions}) == [
        "requirements.0.dated.1: overlaps the version before it; give that one an `until`"
    ]


def test_every_problem_is_found_at_once():
    assert len(problems({"have": "hold:a"}, {"have": "holds:b", "lasts": -1}, colour="blue")) == 3


def test_a_rule_without_a_source_anywhere_is_refused():
    said = document([{"id": "R1", "have": "holds:a"}])

    with pytest.raises(SchemeError, match="has no source; name one of the scheme's sources"):
        read_scheme(said, VOCABULARY)


def test_law_is_not_measured_in_full_time_equivalent_unless_it_says_so():
    law = {"sources": {"s": READABLE_SOURCE | {"kind": "law"}}}

    assert problems({"served": "served:p", "months": 1, "measure": "fte"}, **law) == [
        "requirements.0: law does not measure in full-time equivalent unless it says so; say where, in `note`"
    ]


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ({"Holds QTS": {"kind": "state", "title": "x"}}, "a code is verb:noun"),
        ({"holds:qts": {"kind": "thing", "title": "x"}}, "kind is event, state or spell"),
        ({"holds:qts": {"kind": "state"}}, "has no title"),
        ({"holds:qts": {"kind": "state", "title": "x", "colour": 1}}, "is not known here"),
    ],
)
def test_a_wrong_word_of_the_vocabulary_is_named(said, message):
    with pytest.raises(SchemeError, match=message):
        read_vocabulary({"codes": said})


DAY = date(2026, 9, 1)


@pytest.mark.parametrize(
    ("fact", "message"),
    [
        (Fact("hold:a", Period(DAY)), "hold:a is not in the vocabulary. Did you mean holds:a?"),
        (Fact("holds:a", Period(DAY), amount=-1), "holds:a: an amount is 0 or more; this one is -1."),
        (Fact("did:x", Period(DAY)), "did:x is an event, so it has one day (`on:`), not a period."),
        (
            Fact("served:p", Period(DAY), amount=200),
            "served:p is a post: its amount is hundredths of full time, 1 to 100, not 200.",
        ),
        (
            Fact("served:p", Period(DAY), amount=0),
            "served:p is a post: its amount is hundredths of full time, 1 to 100, not 0.",
        ),
        (
            Fact("holds:a", Period(DAY), began=date(2026, 9, 2)),
            "holds:a cannot have begun (2026-09-02) after its first day (2026-09-01).",
        ),
    ],
)
def test_a_wrong_fact_is_explained(fact, message):
    assert problems_of(fact, VOCABULARY) == [message]
