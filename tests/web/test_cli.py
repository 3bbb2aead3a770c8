"""The command line: what it prints, what it returns, how it refuses."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from trigpoint.web.cli import main

ROOT = Path(__file__).parents[2]


def run(*words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    kept = {key: value for key, value in os.environ.items() if not key.startswith("TRIGPOINT_")}
    command = [sys.executable, "-m", "trigpoint.web", *words]
    return subprocess.run(command, env=kept | settings, capture_output=True, text=True, check=False, cwd=ROOT)


def test_help_lists_the_commands(capsys: pytest.CaptureFixture[str]):
    assert main(["help"]) == 0
    assert "bring the database up to date" in capsys.readouterr().out


def test_no_command_shows_the_help_and_is_not_understood(capsys: pytest.CaptureFixture[str]):
    assert main([]) == 2
    assert capsys.readouterr().out.startswith("usage: trigpoint")


@pytest.mark.parametrize("port", ["0", "65536", "http", "-1"])
def test_a_wrong_port_says_what_a_port_is(port: str, capsys: pytest.CaptureFixture[str]):
    with pytest.raises(SystemExit):
        main(["serve", f"--port={port}"])

    assert "Give a number from 1 to 65535." in capsys.readouterr().err


def test_a_wrong_setting_stops_a_command_with_one_sentence(tmp_path: Path):
    done = run("migrate", TRIGPOINT_DATA=str(tmp_path), TRIGPOINT_WORKERS="many")

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == "TRIGPOINT_WORKERS is 'many'. Set it to a whole number from 1 to 64.\n"


def test_migrating_makes_the_database_and_the_secret_key(tmp_path: Path):
    migrated = run("migrate", TRIGPOINT_DATA=str(tmp_path))

    assert (migrated.returncode, migrated.stdout) == (0, "The database is up to date.\n")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["secret-key", "trigpoint.sqlite3"]


def test_a_database_that_does_not_answer_is_named_without_a_traceback(tmp_path: Path):
    done = run("migrate", TRIGPOINT_DATA=str(tmp_path), TRIGPOINT_DATABASE_URL="sqlite:////no/such/folder/t.sqlite3")

    assert done.returncode == 1
    assert done.stderr.startswith("The database could not do that: unable to open database file")
    assert "Traceback" not in done.stderr
