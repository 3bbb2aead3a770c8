"""The check: what must hold of content beyond its form."""

from __future__ import annotations

import pytest

from trigpoint.content.check import check, reading_age
from trigpoint.content.paths import content_folder
from trigpoint.content.workload import route_minutes

AWARD = 'scheme: senco-award\ntitle: SENCO Award\nversion: "1.0"\nfrom: 2026-09-01\n'
LONG = (
    "Notwithstanding considerations regarding institutional responsibilities, practitioners undertaking coordination "
    "must comprehensively demonstrate understanding of organisational accountability, multidisciplinary collaboration, "
    "constitutional obligations and professional development, irrespective of circumstances."
)


def checked(folder) -> list[str]:
    """Return what the check says, each line without the folder."""
    return [str(trouble).removeprefix(f"{folder.path}/") for trouble in check(folder.path).troubles]


def test_sound_content_passes(folder):
    assert checked(folder) == []


def test_a_rule_that_no_route_asks_for_is_an_error(folder):
    folder.change("schemes/small", "routes:", "  - {id: B, title: B, source: rulebook, have: holds:badge}\nroutes:")

    assert checked(folder) == [
        "schemes/small.yaml:13: requirements.1: B is asked for by no route; add it to a route or take it out"
    ]


def test_a_rule_that_another_rule_refers_to_is_reached(folder):
    folder.change("schemes/small", "    have: holds:badge", "    any_of: [{rule: B}, {have: served:helper}]")
    folder.change("schemes/small", "routes:", "  - {id: B, title: B, source: rulebook, have: holds:badge}\nroutes:")

    assert checked(folder) == []


@pytest.mark.parametrize("confidence", ["M+", "M?"])
def test_a_rule_that_rests_on_what_nobody_read_is_an_error(folder, confidence):
    folder.change("schemes/small", "confidence: V", f"confidence: {confidence}")

    assert checked(folder) == [
        "schemes/small.yaml:8: requirements.0: A rests only on sources that are still to be checked (rulebook)"
    ]


@pytest.mark.parametrize("confidence", ["V", "V2", "C"])
def test_a_rule_may_rest_on_what_was_read_or_worked_out(folder, confidence):
    folder.change("schemes/small", "confidence: V", f"confidence: {confidence}")

    assert checked(folder) == []


WORK = "    minutes: {minutes}\n    have: holds:badge"


def test_a_route_over_its_limit_is_an_error_that_says_by_how_much(folder):
    folder.change("schemes/small", "    have: holds:badge", WORK.format(minutes=130))
    folder.change("schemes/small", "requires: [A]", "limit_hours: 2\n    requires: [A]")

    assert checked(folder) == [
        "schemes/small.yaml:15: routes.0: route main asks for 130 minutes: 10 over its limit of 2 hours"
    ]


def test_a_route_at_its_limit_passes(folder):
    folder.change("schemes/small", "    have: holds:badge", WORK.format(minutes=120))
    folder.change("schemes/small", "requires: [A]", "limit_hours: 2\n    requires: [A]")

    assert checked(folder) == []


def test_minutes_of_a_route_of_its_own_are_those_that_count(folder):
    folder.change(
        "schemes/small", "    have: holds:badge", "    minutes_by_route: {main: 40}\n" + WORK.format(minutes=120)
    )
    scheme = folder.read().schemes["small"]

    assert route_minutes(scheme, scheme.routes["main"]) == 40


def test_a_rule_that_two_others_ask_for_is_counted_once(folder):
    folder.change("schemes/small", "    have: holds:badge", WORK.format(minutes=30))
    folder.change(
        "schemes/small",
        "routes:",
        "  - {id: B, title: B, source: rulebook, all_of: [{rule: A}, {have: served:helper}]}\nroutes:",
    )
    folder.change("schemes/small", "requires: [A]", "requires: [A, B]")
    scheme = folder.read().schemes["small"]

    assert route_minutes(scheme, scheme.routes["main"]) == 30


def test_a_sitting_that_is_too_long_is_an_error(folder):
    folder.change(
        "schemes/small",
        "    have: holds:badge",
        "    outcome: {evidence: [{kind: examination, sitting_minutes: 60, words: All.}]}\n    have: holds:badge",
    )
    folder.change("schemes/small", "requires: [A]", "sitting_limit_minutes: 50\n    requires: [A]")

    assert checked(folder) == ["schemes/small.yaml:8: requirements.0: A has a sitting of 60 minutes; the limit is 50"]


def test_words_that_are_hard_to_read_are_a_warning_and_not_an_error(folder):
    folder.change("schemes/small", "plain: You hold a badge.", f"plain: {LONG}")
    report = check(folder.path)

    advice = "reads at about age 50; aim for 13: shorter sentences, shorter words"
    assert checked(folder) == [f"schemes/small.yaml:8: warning: requirements.0: {advice}"]
    assert report.errors == []


def test_reading_age_follows_the_published_formula():
    """26 words, 104 letters, 2 sentences: 4.71 x 4 + 0.5 x 13 - 21.43 is grade 3.91, so age 8.91."""
    text = f"{' '.join(['word'] * 13)}. {' '.join(['word'] * 13)}."

    assert reading_age(text) == pytest.approx(8.91)


@pytest.mark.parametrize("text", ["", "Short.", " ".join(["word"] * 24)])
def test_a_short_text_has_no_reading_age(text):
    assert reading_age(text) is None


MATRIX = """\
gap_matrix:
  rows:
    - ask: 1
      this-scheme:
        outcomes: [{outcome}]
"""


def test_an_outcome_that_the_matrix_names_must_exist(folder):
    folder.change("schemes/small", 'scheme: small\ntitle: Small scheme\nversion: "1.0"\nfrom: 2026-09-01\n', AWARD)
    folder.write("schemes/gap-matrix", MATRIX.format(outcome="LAW-99"))

    assert checked(folder) == ["schemes/gap-matrix.yaml:5: ask 1 names LAW-99, which the award does not have"]


def test_an_outcome_that_the_matrix_names_and_that_exists_passes(folder):
    folder.change("schemes/small", 'scheme: small\ntitle: Small scheme\nversion: "1.0"\nfrom: 2026-09-01\n', AWARD)
    folder.write("schemes/gap-matrix", MATRIX.format(outcome="A"))

    assert checked(folder) == []


def test_errors_stand_before_warnings(folder):
    folder.change("schemes/small", "plain: You hold a badge.", f"plain: {LONG}")
    folder.change("schemes/small", "confidence: V", "confidence: M+")

    assert [trouble.warning for trouble in check(folder.path).troubles] == [False, True]


def test_the_content_of_this_repository_passes_without_a_warning():
    assert [str(trouble) for trouble in check(content_folder()).troubles] == []
