"""`trigpoint verify-record` and `trigpoint seal-record`: what they print, what they return."""

from __future__ import annotations

import pytest
from tests.record.support import NOON, holds, somebody

from trigpoint.record.actions import enter
from trigpoint.web.cli import main

pytestmark = pytest.mark.django_db


@pytest.fixture
def entered():
    person = somebody()
    enter(actor=person, subject=person, facts=[holds()], now=NOON)


def test_a_sealed_ledger_is_whole_and_holds_the_root_that_was_printed(entered, capsys):
    assert main(["seal-record"]) == 0
    root = capsys.readouterr().out.strip()

    assert (len(root), main(["verify-record", "--root", root])) == (64, 0)
    assert capsys.readouterr().out.splitlines()[2] == "The record is whole."


def test_a_root_that_no_seal_holds_is_a_failure(entered, capsys):
    assert main(["verify-record", "--root", "0" * 64]) == 1
    assert capsys.readouterr().out.splitlines()[2:4] == [
        "THE RECORD IS NOT WHOLE.",
        "1 × no seal holds that root: the newest seals were removed, or the root is another ledger's",
    ]


@pytest.mark.parametrize("command", ["verify-record", "seal-record"])
def test_a_missing_key_is_one_sentence(command, entered, settings, tmp_path, capsys):
    settings.RECORD_KEY, settings.DATA = "", tmp_path

    assert main([command]) == 1
    assert capsys.readouterr().err == (
        f"The key of the ledger is not at {tmp_path}/record-key. "
        "Restore that file from a backup, or give TRIGPOINT_RECORD_KEY.\n"
    )
