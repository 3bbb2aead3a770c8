"""The reference names every setting and every command, and nothing else."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from trigpoint.web.cli import parser
from trigpoint.web.settings import ENVIRONMENT

REFERENCE = Path(__file__).parents[2] / "docs/reference"


def headings(name: str) -> list[str]:
    return re.findall(r"^## (.+)$", (REFERENCE / name).read_text("utf-8"), re.MULTILINE)


def test_every_setting_is_explained_and_no_other():
    assert sorted(headings("settings.md")) == sorted(ENVIRONMENT.names)


def test_every_command_is_explained_and_no_other():
    actions = [action for action in parser()._actions if isinstance(action, argparse._SubParsersAction)]

    assert sorted(headings("commands.md")) == sorted(f"trigpoint {name}" for name in actions[0].choices)


def test_every_option_of_a_command_is_explained_under_it():
    text = (REFERENCE / "commands.md").read_text("utf-8")
    actions = [action for action in parser()._actions if isinstance(action, argparse._SubParsersAction)]
    for name, command in actions[0].choices.items():
        section = text.split(f"## trigpoint {name}\n")[1].split("\n## ")[0]
        options = {option for action in command._actions for option in action.option_strings} - {"-h", "--help"}
        assert {option for option in options if f"`{option}`" not in section} == set()
