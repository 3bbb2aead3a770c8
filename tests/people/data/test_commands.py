"""The commands for whoever runs a copy and is asked in writing."""

from __future__ import annotations

import stat
import zipfile

import pytest
from tests.record.support import NOON, event

from trigpoint.people import queries
from trigpoint.people.roles import Role
from trigpoint.record import actions as record
from trigpoint.record.queries import facts_of
from trigpoint.web.cli import main

ASHA = "asha.rahman@school.example"


@pytest.fixture
def run(capsys):
    """Run a command; give its exit code, what it printed and what it complained of."""

    def run_it(*words: str) -> tuple[int, str, str]:
        code = main(words)
        said = capsys.readouterr()
        return code, said.out, said.err

    return run_it


def test_an_export_is_a_file_for_its_owner_alone_and_overwrites_nothing(asha, run, tmp_path):
    path = tmp_path / "asha.zip"

    assert run("export-person", ASHA.upper(), str(path))[0] == 0
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert zipfile.is_zipfile(path)
    code, _, complaint = run("export-person", ASHA, str(path))
    assert (code, "is there already" in complaint) == (1, True)


def test_an_export_comes_in_with_what_was_left_out(asha, a_person, run, tmp_path):
    path = tmp_path / "asha.zip"
    run("export-person", ASHA, str(path))
    there = a_person("Asha Elsewhere", email="asha@elsewhere.example")
    record.enter(actor=there.key, subject=there.key, facts=[event()], now=NOON)

    code, said, _ = run("import-person", str(path), "asha@elsewhere.example")

    assert code == 0
    assert "Your record: 1 entered, 1 there already." in said
    assert len(facts_of(there.key)) == 2


def test_a_file_or_somebody_that_is_not_there_is_named(asha, run, tmp_path):
    assert "cannot be read" in run("import-person", str(tmp_path / "none.zip"), ASHA)[2]
    (tmp_path / "text.zip").write_text("no zip")
    assert "Choose another file" in run("import-person", str(tmp_path / "text.zip"), ASHA)[2]
    for words in (("export-person", "x@y.example", "f"), ("import-person", "f", "x@y.example")):
        assert run(*words)[2] == "Nobody here has an account with x@y.example.\n"
    assert run("erase-person", "x@y.example")[0] == 1


def test_erasing_says_what_waits_and_does_it_when_told(a_person, run):
    maya = a_person("Maya Stone", Role.MENTOR)

    code, _, complaint = run("erase-person", "maya.stone@school.example")
    assert (code, "add --withdraw" in complaint, "You hold a role: Mentor" in complaint) == (1, True, True)
    code, said, _ = run("erase-person", "maya.stone@school.example", "--withdraw")
    assert (code, maya.key in said) == (0, True)
    assert queries.name_of(maya.key) == "Somebody who has left"
    assert "Nobody has to be erased again." in run("erase-again")[1]


def test_erasing_stops_where_the_key_cannot_be_written(asha, run, settings, tmp_path):
    (tmp_path / "a-file").touch()
    settings.ERASED_KEYS = tmp_path / "a-file" / "erased-keys"

    code, _, complaint = run("erase-person", ASHA)
    assert (code, "nothing was erased" in complaint) == (1, True)
    assert len(facts_of(asha.key)) == 2
    settings.ERASED_KEYS = tmp_path / "erased-keys"
    assert run("erase-again")[1] == f"{asha.key}\n1 erased again.\n"
    assert facts_of(asha.key) == ()


def test_migrating_after_a_restore_erases_again_before_anybody_can_look(asha, run, erased_keys_file):
    erased_keys_file.parent.mkdir()
    erased_keys_file.write_text(f"{asha.key} 2026-11-23\n")

    code, said, _ = run("migrate")

    assert code == 0
    assert "1 person was erased again" in said
    assert facts_of(asha.key) == ()
    assert "erased again" not in run("migrate")[1]


def test_a_damaged_list_of_erased_keys_stops_the_migration(asha, run, erased_keys_file):
    erased_keys_file.parent.mkdir()
    erased_keys_file.write_text("what is this\n")

    assert run("migrate")[0] == 1
    assert run("erase-again")[0] == 1


def test_retaining_says_what_would_go_and_what_went(asha, run):
    assert "views: 0 from before" in run("retain", "--dry-run")[1]
    assert "would be removed" not in run("retain")[1]
