"""Every worked case in content/cases, each a test of its own; and what a case may say."""

from __future__ import annotations

from collections import Counter

import pytest

from trigpoint.content.cases import Case, failures
from trigpoint.content.library import read_library
from trigpoint.content.paths import content_folder

LIBRARY = read_library(content_folder())
LEAST = 60


@pytest.mark.parametrize("case", LIBRARY.cases, ids=[case.name for case in LIBRARY.cases])
def test_case(case: Case):
    assert [str(failure) for failure in failures(case)] == []


def test_there_are_at_least_sixty_cases_and_half_that_many_are_about_the_award_and_its_routes():
    by_scheme = Counter(case.scheme.id for case in LIBRARY.cases)

    assert by_scheme.total() >= LEAST
    assert by_scheme["senco-award"] >= LEAST // 2


def test_every_route_of_every_scheme_has_a_case():
    walked = {(case.scheme.id, case.route) for case in LIBRARY.cases}

    assert {(scheme.id, route) for scheme in LIBRARY.schemes.values() for route in scheme.routes} - walked == set()


def test_every_case_expects_something_and_says_why():
    assert [case.name for case in LIBRARY.cases if not case.expected.get("expect")] == []
    assert [case.name for case in LIBRARY.cases if not case.expected.get("why")] == []


# ---- what a case may say

GOOD = """\
cases:
  - name: A helper with a badge
    scheme: small
    route: main
    on: 2026-11-23
    facts:
      - {code: holds:badge, from: 2026-09-01, until: 2027-09-01}
    expect: {A: met}
    because: {A: [holds:badge]}
    lapses: {A: 2027-09-01}
    why: The rulebook.
"""


def test_a_sound_case_is_read_and_holds(folder):
    folder.write("cases/small", GOOD)
    library = folder.read()

    assert (library.troubles, [failures(case) for case in library.cases]) == ([], [[]])


FACT_KEYS = "amount, at, basis, began, code, due, from, on, until, via"
UNREADABLE = [
    ("an unknown key", "    why: The rulebook.", "    weather: fine",
     "11: cases.0.weather: weather is not part of a case"),
    ("no day", "    on: 2026-11-23\n", "", "2: cases.0: has no on"),
    ("no expectation", "    expect: {A: met}\n", "", "2: cases.0: has no expect"),
    ("an unknown scheme", "scheme: small", "scheme: big",
     "3: cases.0.scheme: there is no scheme big; use small"),
    ("an unknown route", "route: main", "route: other",
     "4: cases.0.route: small has no route other; use main"),
    ("an unknown code", "code: holds:badge", "code: holds:bagde",
     "7: cases.0.facts.0: holds:bagde is not in the vocabulary. Did you mean holds:badge?"),
    ("an unknown key of a fact", "{code:", "{colour: blue, code:",
     f"7: cases.0.facts.0.colour: colour is not part of a fact; use {FACT_KEYS}"),
    ("a day that is text", "from: 2026-09-01", "from: autumn",
     "7: cases.0.facts.0.from: 'autumn' is not a date; write it as 2026-09-01"),
    ("an end before its start", "until: 2027-09-01", "until: 2025-09-01",
     "7: cases.0.facts.0: The end (2025-09-01) must be after the start (2026-09-01)."),
    ("two ways to say when", "from: 2026-09-01,", "from: 2026-09-01, on: 2026-09-01,",
     "7: cases.0.facts.0: needs either `from` (and perhaps `until`) or `on`"),
    ("an unknown basis", "until:", "basis: rumoured, until:",
     "7: cases.0.facts.0.basis: rumoured is no basis; use declared, verified, assessed"),
    ("an unknown way of learning", "until:", "via: osmosis, until:",
     "7: cases.0.facts.0.via: osmosis is no way of learning; use taught, prior-learning, outside"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "message"), [row[1:] for row in UNREADABLE], ids=[row[0] for row in UNREADABLE])
def test_a_case_that_cannot_be_read_is_named_by_file_and_line(folder, old, new, message):
    folder.write("cases/small", GOOD)
    folder.change("cases/small", old, new)

    assert folder.troubles()[0] == f"cases/small.yaml:{message}"


STATES = "arguable, does_not_apply, exempt, met, not_yet_due, unmet"
WRONG = {
    "another state": ("{A: met}", "{A: unmet}", "cases.0.expect: A helper with a badge: A should be unmet and is met"),
    "no state": ("{A: met}", "{A: fine}",
                 f"cases.0.expect: A helper with a badge: A is expected to be fine, which is not one of {STATES}"),
    "an unknown rule": ("{A: met}", "{B: met}", "cases.0.expect: A helper with a badge: B is not a rule of route main"),
    "another reason": ("[holds:badge]", "[passed:test]",
                       "cases.0.because: A helper with a badge: A should rest on passed:test and rests on holds:badge"),
    "another lapse": ("2027-09-01}\n    why", "2028-09-01}\n    why",
                      "cases.0.lapses: A helper with a badge: A should lapse on 2028-09-01 and lapses 2027-09-01"),
    "a thing missing": ("    why:", "    missing: {A: [holds:badge]}\n    why:",
                        "cases.0.missing: A helper with a badge: A should lack holds:badge and lacks nothing"),
    "a thing impossible": ("    why:", "    impossible: [A]\n    why:",
                           "cases.0.impossible: A helper with a badge: A should be impossible and is not"),
    "a deadline": ("    why:", "    deadlines: {A: 2027-01-01}\n    why:",
                   "cases.0.deadlines: A helper with a badge: A should be due by 2027-01-01 and is due on no day"),
}  # fmt: skip


@pytest.mark.parametrize(("old", "new", "message"), WRONG.values(), ids=WRONG)
def test_a_case_that_does_not_hold_says_what_was_expected_and_what_is(folder, old, new, message):
    folder.write("cases/small", GOOD)
    folder.change("cases/small", old, new)
    library = folder.read()

    assert library.troubles == []
    assert [str(failure) for case in library.cases for failure in failures(case)] == [message]
