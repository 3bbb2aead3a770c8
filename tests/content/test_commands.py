"""`trigpoint check` and `trigpoint standing`, as a person runs them."""

from __future__ import annotations

import json

import pytest

from trigpoint.content.library import read_library
from trigpoint.content.paths import content_folder
from trigpoint.web.cli import main

CASE = """\
cases:
  - name: A person interested in the role
    scheme: senco-award
    route: stages
    on: 2026-11-23
    facts:
      - {code: began:senco-pathway, from: 2026-09-01}
    expect: {aspirant: met, in-training: unmet}
"""


def test_check_passes_sound_content_and_says_what_it_looked_at(folder, capsys):
    code = main(["check", "--folder", str(folder.path)])
    scheme = folder.read().schemes["small"]

    assert code == 0
    assert capsys.readouterr().out == (
        f"Small scheme, version 1.0: rules {scheme.rules_hash[:12]}, text {scheme.text_hash[:12]}\n"
        "0 cases run; 0 to mend, 0 warnings.\n"
    )


def test_check_prints_each_mistake_as_file_line_and_message(folder, capsys, monkeypatch):
    folder.change("schemes/small", "have: holds:badge", "have: holds:bagde")
    monkeypatch.chdir(folder.path)

    code = main(["check", "--folder", str(folder.path)])

    assert code == 1
    assert capsys.readouterr().out == (
        "schemes/small.yaml:8: requirements.0: holds:bagde is not in the vocabulary. Did you mean holds:badge?\n"
        "0 cases run; 1 to mend, 0 warnings.\n"
    )


def test_check_prints_hours_beside_their_limit_and_the_binding_codes(folder, capsys):
    folder.change("schemes/small", "    have: holds:badge", "    minutes: 90\n    by: served:helper\n    months: 12\n"
                  "    requirement: {have: holds:badge}")  # fmt: skip
    folder.change("schemes/small", "requires: [A]", "limit_hours: 2\n    requires: [A]")

    main(["check", "--folder", str(folder.path)])

    assert capsys.readouterr().out.splitlines()[1:3] == [
        "  route main: 1.5 hours of at most 2",
        "  binding codes: served:helper",
    ]


def test_check_of_the_installed_content_passes(capsys):
    cases = len(read_library(content_folder()).cases)

    assert main(["check"]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == f"{cases} cases run; 0 to mend, 0 warnings."


def test_standing_prints_each_clause_with_its_state_and_reason(tmp_path, capsys):
    path = tmp_path / "case.yaml"
    path.write_text(CASE, encoding="utf-8")

    assert main(["standing", str(path)]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[:2] == ["A person interested in the role", "SENCO Award, route stages, on 2026-11-23"]
    assert "  ✔ met              aspirant  Stage: thinking about the role" in lines
    assert "      because began:senco-pathway (2026-09-01)" in lines
    assert "  ○ not met          in-training  Stage: working towards the award" in lines
    assert "      missing enrolled:senco-award" in lines


def test_standing_prints_json_for_other_tools(tmp_path, capsys):
    path = tmp_path / "case.yaml"
    path.write_text(CASE, encoding="utf-8")

    assert main(["standing", "--json", str(path)]) == 0
    (said,) = json.loads(capsys.readouterr().out)
    assert (said["case"], said["scheme"], said["route"], said["on"]) == (
        "A person interested in the role", "senco-award", "stages", "2026-11-23",
    )  # fmt: skip


def test_standing_fails_where_the_case_expects_otherwise(tmp_path, capsys):
    path = tmp_path / "case.yaml"
    path.write_text(CASE.replace("aspirant: met", "aspirant: unmet"), encoding="utf-8")

    assert main(["standing", str(path)]) == 1
    assert capsys.readouterr().err == (
        f"{path}:8: cases.0.expect: A person interested in the role: aspirant should be unmet and is met\n"
    )


UNREADABLE = {
    "no case": ("title: Nothing\n", "1: the file: holds no case; see content/cases for examples"),
    "an unknown route": (CASE.replace("stages", "Z"), "4: cases.0.route: senco-award has no route Z; use "),
    "no YAML": ("cases: [", "2: the file: is not YAML: "),
}  # fmt: skip


@pytest.mark.parametrize(("text", "beginning"), UNREADABLE.values(), ids=UNREADABLE)
def test_standing_of_a_file_it_cannot_read_says_where(tmp_path, capsys, text, beginning):
    path = tmp_path / "case.yaml"
    path.write_text(text, encoding="utf-8")

    assert main(["standing", str(path)]) == 2
    said = capsys.readouterr().err.splitlines()[0]
    assert said[: len(f"{path}:{beginning}")] == f"{path}:{beginning}"
