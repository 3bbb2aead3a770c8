"""The documents on content are complete, and what content cites in this repository is there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from trigpoint.content import (
    cases,
    duty_checks,
    facts,
    letter_checks,
    releases,
    scenario_checks,
    scenarios,
    unit_checks,
    unit_text,
)
from trigpoint.content.library import KINDS, installed_library
from trigpoint.content.marked import read_yaml
from trigpoint.content.paths import content_folder
from trigpoint.content.statute import rows
from trigpoint.deadlines.loading import _KEYS as DEADLINE_KEYS
from trigpoint.kernel import read, read_rules, read_values
from trigpoint.kernel.facts import Basis, Kind, Of, Via

ROOT = Path(__file__).parents[2]
CONTENT = (ROOT / "docs/reference/content.md").read_text("utf-8")
ASKS = (ROOT / "docs/reference/asks.md").read_text("utf-8")
HOW_TO = (ROOT / "docs/how-to/write-content.md").read_text("utf-8")
SECTIONS = dict(re.findall(r"^##+ (.+?)\n(.*?)(?=^##+ |\Z)", CONTENT, re.MULTILINE | re.DOTALL))
REGISTER = [document.data for name, document in installed_library().documents.items() if name.startswith("statute/")]
STATUTE = {key for file in REGISTER for row in [file, *rows(file)] for key in row} | {
    key for file in REGISTER for row in rows(file) for said in row.get("amendments") or () for key in said
}
DUTIES = {
    *duty_checks.NEEDED,
    *duty_checks.OPTIONAL,
    *duty_checks.FILE_NEEDED,
    *duty_checks.SITUATION,
    *duty_checks.PROPOSAL,
    *("holders", "do", "duty", "claim", "right", "known_to", "changes", "address"),
}
OUTCOME = {
    key
    for scheme in installed_library().schemes.values()
    for words in scheme.prose.values()
    for key in words.get("outcome", {})
}
MATRIX = installed_library().gap_matrix

KEYS = {
    "Vocabulary": {"kind", "of", "unit", "title", "private", *(kind.value for kind in Kind), *(of.value for of in Of)},
    "A scheme": read.SCHEME_KEYS | read.SCHEME_PROSE,
    "Sources": {"title", "citation", "address", "kind", "read", "text_as_at", "confidence", "note"}
    | read.SOURCE_KINDS
    | read.CONFIDENCES,
    "Rules": {
        *read_rules.KINDS,
        *read_rules.SHARED,
        *read_rules.PROSE,
        *read_rules.MATCH,
        *(key for keys in read_rules.ALLOWED.values() for key in keys),
    }
    | {basis.name.lower() for basis in Basis}
    | {via.value for via in Via},
    "Outcomes": OUTCOME,
    "Routes": {"id", "title", "source", "limit_hours", "sitting_limit_minutes", "requires", "about"},
    "Gap matrix": {
        *MATRIX,
        *MATRIX["answers"],
        *(key for row in MATRIX["rows"] for key in row if key not in MATRIX["columns"]),
    },
    "Cases": cases.KEYS | facts.KEYS | cases.STATES,
    "Statute": STATUTE,
    "Deadlines": set(DEADLINE_KEYS),
    "Duties": DUTIES,
    "Letters": {
        *(key for key in letter_checks.FILE if key != "title"),
        *letter_checks.NEEDED,
        *letter_checks.OPTIONAL,
        *letter_checks.QUESTION,
        *letter_checks.QUESTION_OPTIONAL,
        *letter_checks.DATE,
    },
    "Units": {
        *(key for key in (*unit_checks.NEEDED, *unit_checks.OPTIONAL) if key not in {"opening", "steps"}),
        *unit_checks.SOURCE,
        *unit_checks.READING,
        *unit_text.BLOCKS,
    },
    "Scenarios": {
        *scenario_checks.NEEDED,
        *scenario_checks.OPTIONAL,
        *scenario_checks.POINT,
        *scenario_checks.POINT_OPTIONAL,
        *scenario_checks.CHOICE,
        *scenario_checks.CHOICE_OPTIONAL,
        *scenario_checks.DAY,
        *scenario_checks.DAY_OPTIONAL,
        *scenario_checks.END,
        *scenarios.Verdict,
    },
    "Releases": releases.KEYS | releases.SIGNATURE_KEYS | set(releases.SPEAKS_FOR),
}


@pytest.mark.parametrize("section", KEYS)
def test_every_key_of_a_kind_of_content_is_explained(section):
    assert {key for key in KEYS[section] if f"`{key}`" not in SECTIONS[section]} == set()


def test_every_folder_of_content_is_explained_and_no_other():
    folders = {path.name for path in content_folder().iterdir() if path.is_dir()}

    assert set(re.findall(r"^\| `content/([a-z]+)/`", CONTENT, re.MULTILINE)) == folders
    assert set(KINDS) < folders


def test_the_case_in_the_how_to_is_one_that_holds(tmp_path):
    (example,) = re.findall(r"```yaml\n(cases:\n.*?)```", HOW_TO, re.DOTALL)
    path = tmp_path / "case.yaml"
    path.write_text(example, encoding="utf-8")
    problems: list[read_values.Problem] = []
    case = cases.read_case(read_yaml(path).data["cases"][0], ("cases", 0), installed_library().schemes, problems)

    assert case is not None
    assert (problems, cases.failures(case)) == ([], [])


def test_the_asks_are_those_of_the_gap_matrix_in_the_same_words():
    listed = [(int(number), words) for number, words in re.findall(r"^\| (\d+) \| (.+?) \| .+ \|$", ASKS, re.MULTILINE)]

    assert listed == [(row["ask"], row["words"]) for row in MATRIX["rows"]]


def anchors(text: str) -> set[str]:
    """Return the places of a Markdown file, named as code hosts name them."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_what_content_cites_in_this_repository_is_there():
    addresses = {
        source.address
        for scheme in installed_library().schemes.values()
        for source in scheme.sources.values()
        if source.address and not source.address.startswith("https://")
    }
    broken = []
    for address in addresses:
        name, _, anchor = address.partition("#")
        there = (ROOT / name).is_file() and (not anchor or anchor in anchors((ROOT / name).read_text("utf-8")))
        broken += [] if there else [address]

    assert broken == []


def test_nothing_rests_on_the_projects_own_notes_alone():
    alone = [
        rule.id
        for scheme in installed_library().schemes.values()
        for rule in scheme.rules.values()
        if set(rule.sources) == {"domain"}
    ]

    assert alone == []


def test_every_ask_that_an_outcome_names_is_one_of_the_asks():
    numbers = {row["ask"] for row in MATRIX["rows"]}
    named = {
        ask
        for scheme in installed_library().schemes.values()
        for words in scheme.prose.values()
        for ask in words.get("outcome", {}).get("asks", ())
    }

    assert named - numbers == set()
