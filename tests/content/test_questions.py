"""Questions: what the check lets through and what it refuses, with its line; what the installed ones hold."""

from __future__ import annotations

from argparse import Namespace
from copy import deepcopy
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.learning.samples import ALL, CHECKED_ON, CLAUSE, DATE, MATCH, MULTIPLE, ORDER, SINGLE, read

from trigpoint.content import pinning
from trigpoint.content.check import check
from trigpoint.content.library import installed_library
from trigpoint.content.marked import Document
from trigpoint.content.paths import content_folder
from trigpoint.content.pinning import pin_questions, pinned
from trigpoint.content.question_checks import question_problems
from trigpoint.content.questions import FOLDER, PINNED, Kind, Use, questions, resting_on, text_hash, topics
from trigpoint.content.statute import provision, provisions
from trigpoint.learning.marking import given, mark

BESIDE = {
    name: one for name, one in installed_library().documents.items() if name.startswith(("statute/", "deadlines/"))
}
OUTCOMES = {"LAW-4"}


def pins_for(*said: dict[str, Any]) -> dict[str, Any]:
    entries = {one.id: one for one in provisions()}
    return {"pinned": pinned({str(one["id"]): one for one in said}, {}, (), entries)}


def problems(
    *said: dict[str, Any], file: dict[str, Any] | None = None, pins: dict[str, Any] | None = None
) -> list[str]:
    """What is wrong with a file of these questions."""
    data = {"title": "Assessment", "topic": "assessment", "checked_on": CHECKED_ON, "questions": list(said)}
    data.update(file or {})
    try:
        pinned_to = pins_for(*said) if pins is None else pins
    except (KeyError, TypeError, ValueError):
        pinned_to = {"pinned": {}}
    documents = {
        **BESIDE,
        f"{FOLDER}assessment": Document(Path("assessment.yaml"), data, {}),
        PINNED: Document(Path("pinned.yaml"), pinned_to, {}),
    }
    return [str(problem) for _, problem, warning in question_problems(documents, OUTCOMES) if not warning]


def changed(said: dict[str, Any], **change: Any) -> dict[str, Any]:
    found = deepcopy(said) | change
    return {key: value for key, value in found.items() if value is not None}


def rows(said: dict[str, Any], key: str, number: int, **change: Any) -> dict[str, Any]:
    """The question with one of its rows changed; None takes a key out."""
    found = deepcopy(said)
    row = found[key][number] | change
    found[key][number] = {name: value for name, value in row.items() if value is not None}
    return found


@pytest.mark.parametrize("said", ALL, ids=lambda said: said["kind"])
def test_a_sound_question_of_each_kind_passes(said: dict[str, Any]):
    assert problems(said) == []


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (changed(SINGLE, kind="guess"), "kind is one of single, multiple, order, match, date, clause"),
        (changed(SINGLE, kind=None), "kind is one of single"),
        (changed(SINGLE, id="One Of"), "an id is small letters"),
        (changed(SINGLE, citation=None), "has no citation"),
        (changed(SINGLE, because=None), "has no because"),
        (changed(SINGLE, provisions=None), "has no provisions"),
        (changed(SINGLE, provisions=["cfa-999"]), "the register has no entry cfa-999"),
        (changed(SINGLE, provisions=["cfa-36", "cfa-36"]), "cfa-36 is named twice"),
        (changed(SINGLE, provisions="cfa-36"), "provisions is a list, such as [cfa-36]"),
        (changed(SINGLE, citation="somewhere in the Act"), "has no citation that can be looked up"),
        (changed(SINGLE, citation="s. 42 CFA 2014"), "is not within what it rests on (cfa-36)"),
        (changed(SINGLE, outcomes=["LAW-99"]), "the award has no outcome LAW-99"),
        (changed(SINGLE, use=["play"]), "play is no use; write practice, examination or both"),
        (changed(SINGLE, stem="word " * 71), "has 71 words; keep to 70"),
        (changed(SINGLE, colour="red"), "colour is not part of a question of kind single"),
        (changed(SINGLE, on="soon"), "'soon' is not a date"),
        (changed(SINGLE, on=date(2013, 1, 1)), "cfa-36 is not in force on 2013-01-01"),
        (changed(SINGLE, checked_on=date(2014, 1, 1)), "after this question was checked (2014-01-01)"),
        (changed(SINGLE, options=SINGLE["options"][:2]), "has 2 options; there are 3 to 5"),
        (rows(SINGLE, "options", 1, right=None), "has no key: mark what is right with `right: true`"),
        (rows(SINGLE, "options", 0, right=True), "has 2 right options; a single choice has one"),
        (rows(SINGLE, "options", 0, why=None), "has no why"),
        (rows(SINGLE, "options", 0, right="yes"), "right is true, or is left out"),
        (rows(SINGLE, "options", 0, words="The parent"), "two rows have the same words: The parent"),
        (rows(SINGLE, "options", 0, id="b"), "two rows have the same id: b"),
        (
            changed(MULTIPLE, options=[one | {"right": True} for one in MULTIPLE["options"]]),
            "has nothing that is wrong, so it asks nothing",
        ),
        (changed(ORDER, steps=ORDER["steps"][:2]), "has 2 steps; there are 3 to 6"),
        (rows(ORDER, "steps", 0, why=None), "has no why"),
        (rows(MATCH, "extra", 0, words="must"), "fits a left-hand side"),
        (rows(MATCH, "extra", 0, id="p1"), "p1 is also the id of a pair"),
        (
            changed(MATCH, extra=None, pairs=[one | {"right": "must"} for one in MATCH["pairs"]]),
            "has one right-hand side only",
        ),
        (changed(DATE, calculator="no-such"), "no calculator has the id no-such"),
        (changed(DATE, event=date(2010, 1, 1)), "the calculator gives no key"),
        (changed(DATE, later=date(2026, 12, 1)), "the calculator gives no key"),
        (rows(DATE, "near", 0, day=date(2026, 11, 23)), "2026-11-23 is the right day; give a wrong one"),
        (rows(DATE, "near", 0, day="soon"), "'soon' is not a date"),
        (rows(CLAUSE, "parts", 0, citation=None), "has no citation"),
        (rows(CLAUSE, "parts", 0, right=None), "has no key"),
        (
            changed(DATE, use=["practice", "examination"]),
            "an examination may not rest on send-regs-5: later amendments were not looked for",
        ),
    ],
)
def test_what_is_wrong_is_said_with_what_to_do(said: dict[str, Any], words: str):
    assert [one for one in problems(said) if words in one], problems(said)


def test_an_examination_rests_on_what_somebody_read():
    assert provision("cfa-36").latest.examinable
    assert problems(changed(SINGLE, use=["practice", "examination"])) == []


def test_a_school_day_needs_the_terms_of_the_case_before_it_is_examined():
    said = changed(DATE, calculator="exclusion-governors-15", use=["examination"], provisions=["send-regs-5"])
    assert any("give the case its `terms`" in one for one in problems(said))


def test_ids_are_used_once_across_all_files():
    assert any("is also an id in questions/assessment.yaml" in one for one in problems(SINGLE, SINGLE))


def test_a_file_is_named_after_its_topic():
    assert any(
        "is reviews, but the file is assessment.yaml" in one for one in problems(SINGLE, file={"topic": "reviews"})
    )
    assert any("has no list of `questions`" in one for one in problems(file={"questions": "none"}))


def test_a_question_without_a_pin_is_refused():
    assert any("are not pinned" in one for one in problems(SINGLE, pins={"pinned": {}}))


def test_a_pin_to_a_text_that_the_register_no_longer_has_is_refused():
    pins = {"pinned": {"one-of-three": {"cfa-36": date(2015, 1, 1)}}}
    (said,) = problems(SINGLE, pins=pins)
    assert "is pinned to the text of cfa-36 as at 2015-01-01, which the register no longer has" in said
    assert "`trigpoint pin-questions one-of-three`" in said


def test_a_pin_of_other_provisions_and_a_pin_of_nothing_are_refused():
    pins = {"pinned": {"one-of-three": {"cfa-42": date(2025, 9, 1)}, "gone": {"cfa-36": None}}}
    said = problems(SINGLE, pins=pins)
    assert any("is pinned to cfa-42, but rests on cfa-36" in one for one in said)
    assert any("there is no such question" in one for one in said)


def test_the_longest_answer_that_gives_itself_away_is_a_warning():
    longest = rows(SINGLE, "options", 1, words="The parent of the child, as the section says in its first subsection")
    listed = [longest | {"id": f"q-{number}"} for number in range(6)]
    data = {"title": "A", "topic": "assessment", "checked_on": CHECKED_ON, "questions": listed}
    documents = {**BESIDE, f"{FOLDER}assessment": Document(Path("a.yaml"), data, {})}
    warnings = [str(problem) for _, problem, warning in question_problems(documents, OUTCOMES) if warning]
    assert warnings == ["questions: in 6 of 6 single choices the right answer is the longest: even them out"]


def test_the_check_names_file_and_line(tmp_path: Path):
    for folder in ("schemes", "statute", "deadlines"):
        (tmp_path / folder).symlink_to(content_folder() / folder)
    (tmp_path / "questions").mkdir()
    file = tmp_path / "questions" / "reviews.yaml"
    file.write_text(
        "title: Reviews\ntopic: reviews\nchecked_on: 2026-11-24\nquestions:\n"
        "  - id: a-review\n    kind: single\n    outcomes: [LAW-1]\n    stem: Who?\n    use: [practice]\n"
        "    provisions: [cfa-44]\n    because: It says so.\n    options: []\n"
    )
    found = [str(one) for one in check(tmp_path).errors if one.path == file]
    assert any(one.startswith(f"{file}:5: ") and "has no citation" in one for one in found), found


# ---- What is read


def test_the_key_of_a_day_is_the_calculators():
    question = read(DATE)["by-when"]
    assert question.key == "2026-11-23"
    assert any("Monday 23 November 2026" in step for step in question.worked)


def test_the_text_hash_follows_what_is_asked_and_on_what_it_rests_and_nothing_else():
    plain = read(SINGLE)["one-of-three"]
    assert text_hash(plain) == plain.text_hash == read(SINGLE)["one-of-three"].text_hash
    assert read(rows(SINGLE, "options", 0, why="Other."))["one-of-three"].text_hash != plain.text_hash
    assert replace(plain, versions={"cfa-36": date(2030, 1, 1)}).text_hash != plain.text_hash
    assert replace(plain, key="a").text_hash != plain.text_hash
    assert replace(plain, checked_on=date(2030, 1, 1), use=(Use.EXAMINATION,)).text_hash == plain.text_hash


def test_pinning_keeps_what_is_pinned_and_pins_the_rest():
    entries = {one.id: one for one in provisions()}
    old = {"one-of-three": {"cfa-36": date(2015, 1, 1)}}
    said = {one["id"]: one for one in (SINGLE, MULTIPLE)}
    kept = pinned(said, old, (), entries)
    assert kept["one-of-three"] == {"cfa-36": date(2015, 1, 1)}
    assert kept["two-of-four"] == {"cfa-36": provision("cfa-36").latest.text_as_at}
    assert pinned(said, old, ["one-of-three"], entries)["one-of-three"] == kept["two-of-four"]


def test_the_command_writes_what_the_check_reads(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys):
    for folder in ("schemes", "statute", "deadlines"):
        (tmp_path / folder).symlink_to(content_folder() / folder)
    (tmp_path / "questions").mkdir()
    for file in (content_folder() / "questions").glob("*.yaml"):
        (tmp_path / "questions" / file.name).write_text(file.read_text())
    (tmp_path / "questions" / "pinned.yaml").unlink()
    monkeypatch.setattr(pinning, "content_folder", lambda: tmp_path)
    assert any("are not pinned" in one.message for one in check(tmp_path).errors)
    assert pin_questions(Namespace(question=[])) == 0
    assert [one for one in check(tmp_path).errors if "/questions/" in str(one.path)] == []
    assert pin_questions(Namespace(question=["no-such-question"])) == 2
    assert "There is no question no-such-question" in capsys.readouterr().err


# ---- What is installed


def test_the_installed_questions_cover_the_syllabus():
    listed = questions().values()
    assert len(listed) >= 200
    assert len(topics()) == 14
    kinds = [one.kind for one in listed]
    assert {kind: kinds.count(kind) >= 10 for kind in Kind} == dict.fromkeys(Kind, True)
    assert {outcome for one in listed for outcome in one.outcomes} >= {f"LAW-{number}" for number in range(1, 8)}


def test_every_installed_key_is_right_by_its_own_marking():
    for one in questions().values():
        key = one.key if isinstance(one.key, str) else list(one.key) if isinstance(one.key, tuple) else dict(one.key)
        assert mark(one, given(one, key)).right, one.id


def test_no_installed_examination_question_rests_on_what_is_to_be_checked():
    examined = [one for one in questions().values() if one.for_examination]
    assert examined
    assert [one.id for one in examined if one.to_be_checked] == []


def test_what_rests_on_a_provision_is_found():
    one = next(iter(questions().values()))
    assert one in resting_on(one.provisions[0])
    assert resting_on("nothing") == ()
