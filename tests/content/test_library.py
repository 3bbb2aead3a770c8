"""The library reads every content file, and names what is wrong by file and line."""

from __future__ import annotations

import pytest

from trigpoint.content.library import ContentError, Trouble, installed_library

KINDS = "have, total, served, all_of, any_of, of, by, when, unless, dated, rule"
EVENT = "passed:test is an event, over in a day: say for how many months it `lasts`, or use total"
HAVE = "have: holds:badge"

WRONG = [
    ("an unknown key", HAVE, f"{HAVE}\n    colour: blue", "13: requirements.0.colour: colour is not known here"),
    ("a key mistyped", HAVE, f"{HAVE}\n    bassis: verified",
     "13: requirements.0.bassis: bassis is not known here; did you mean basis?"),
    ("an unknown code", HAVE, "have: holds:bagde",
     "8: requirements.0: holds:bagde is not in the vocabulary. Did you mean holds:badge?"),
    ("no source", "    source: rulebook\n    plain", "    plain",
     "8: requirements.0: has no source; name one of the scheme's sources, here or on the rule around it"),
    ("an unknown source", "    source: rulebook\n    plain", "    source: rulebok\n    plain",
     "10: requirements.0.source: there is no source rulebok; did you mean rulebook?"),
    ("a rule of no kind", HAVE, "minutes: 5", f"8: requirements.0: says no rule; write exactly one of {KINDS}"),
    ("a rule of two kinds", HAVE, f"{HAVE}\n    total: passed:test\n    at_least: 1",
     f"8: requirements.0: says have and total at once; write exactly one of {KINDS}"),
    ("a reference to nothing", "requires: [A]", "requires: [AA]",
     "17: routes.0.requires.0: there is no requirement AA; did you mean A?"),
    ("an event without an end", HAVE, "have: passed:test", f"8: requirements.0: {EVENT}"),
    ("a date that is text", "from: 2026-09-01", "from: autumn",
     "4: from: 'autumn' is not a date; write it as 2026-09-01"),
    ("an empty group", HAVE, "all_of: []", "12: requirements.0.all_of: is empty; write at least one rule"),
    ("no version", 'version: "1.0"\n', "", "1: the file: has no version"),
    ("an arguable rule without readings", HAVE, f"arguable: true\n    {HAVE}",
     "8: requirements.0: is arguable, so give `readings`: two or more, each with what it says and its source"),
    ("a source without confidence", ", confidence: V}", "}", "6: sources.rulebook: has no confidence"),
    ("a source of an unknown kind", "kind: scheme", "kind: rumour",
     "6: sources.rulebook: kind is one of guidance, law, practice, research, scheme"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "message"), [row[1:] for row in WRONG], ids=[row[0] for row in WRONG])
def test_a_mistake_in_a_scheme_is_named_by_file_line_and_place(folder, old, new, message):
    folder.change("schemes/small", old, new)

    assert folder.troubles()[0] == f"schemes/small.yaml:{message}"


def test_rules_that_go_in_a_circle_are_shown_with_their_circle(folder):
    folder.change(
        "schemes/small",
        "    have: holds:badge\n",
        "    any_of: [{rule: B}]\n  - {id: B, title: B, source: rulebook, any_of: [{rule: A}]}\n",
    )

    assert folder.troubles() == [
        "schemes/small.yaml:8: requirements.0: goes in a circle: A → B → A. Take one reference out."
    ]


def test_an_id_taken_twice_is_named(folder):
    folder.change("schemes/small", "routes:", "  - {id: A, title: Again, source: rulebook, have: holds:badge}\nroutes:")

    assert folder.troubles() == ["schemes/small.yaml:13: requirements.1: the id A is taken already"]


def test_every_mistake_is_named_at_once(folder):
    folder.change("schemes/small", "from: 2026-09-01", "from: autumn")
    folder.change("schemes/small", "have: holds:badge", "have: holds:bagde")

    assert len(folder.troubles()) == 2


def test_a_file_of_no_kind_is_named(folder):
    folder.write("schemes/other", "title: What is this?\n")

    assert folder.troubles() == ["schemes/other.yaml:1: the file: says neither `scheme`, `vocabulary` nor `gap_matrix`"]


def test_a_missing_vocabulary_is_named(folder):
    (folder.path / "schemes/vocabulary.yaml").unlink()

    assert folder.troubles()[0] == "schemes/vocabulary.yaml:1: there is no vocabulary"


VOCABULARY_WRONG = [
    ("a code of another shape", "holds:badge:", "badge:",
     "codes.badge: a code is verb:noun, such as holds:qts"),
    ("no title", ", title: a badge", "",
     "codes.holds:badge: has no title; say in plain words what the code means"),
    ("an unknown kind", "{kind: state, of: person, title: a badge}", "{kind: status, of: person, title: a badge}",
     "codes.holds:badge: 'status' is not a valid Kind; kind is event, state or spell; of is person, setting or world"),
    ("an unknown key", "title: a badge", "title: a badge, colour: blue",
     "codes.holds:badge.colour: is not known here; use kind, of, unit, title or private"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("old", "new", "message"), [row[1:] for row in VOCABULARY_WRONG], ids=[row[0] for row in VOCABULARY_WRONG]
)
def test_a_mistake_in_the_vocabulary_is_named_by_its_line(folder, old, new, message):
    folder.change("schemes/vocabulary", old, new)

    assert folder.troubles()[0] == f"schemes/vocabulary.yaml:3: {message}"


def test_cases_of_a_broken_scheme_wait_until_it_can_be_read(folder):
    folder.change("schemes/small", "have: holds:badge", "have: holds:bagde")
    folder.write(
        "cases/small", "cases:\n  - {name: One, scheme: small, route: main, on: 2026-09-01, expect: {A: met}}\n"
    )

    assert [trouble.partition(":")[0] for trouble in folder.troubles()] == ["schemes/small.yaml"]


def test_a_file_of_cases_without_cases_is_named(folder):
    folder.write("cases/small", "case: One\n")

    assert folder.troubles() == ["cases/small.yaml:1: the file: has no list of `cases`"]


def test_a_name_used_by_two_cases_is_named_with_the_file_that_has_it(folder):
    case = "cases:\n  - {name: One, scheme: small, route: main, on: 2026-09-01, expect: {A: unmet}}\n"
    folder.write("cases/a", case)
    folder.write("cases/b", case)

    assert folder.troubles() == ["cases/b.yaml:2: cases.0: another case has the same name, in cases/a"]


def test_the_installed_content_can_be_used():
    assert installed_library().troubles == []


def test_content_that_cannot_be_used_says_what_to_run(folder):
    error = ContentError([Trouble(folder.path / "schemes/small.yaml", 9, "has no source")])

    assert str(error) == (
        f"The content has mistakes. Run `trigpoint check`.\n{folder.path}/schemes/small.yaml:9: has no source"
    )
