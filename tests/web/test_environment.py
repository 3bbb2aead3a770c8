"""Settings from the environment: typed, strict, and plain about what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from trigpoint.web.environment import Environment, SettingError, kept_secret, store_of_learning

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(("text", "value"), [("on", True), ("TRUE", True), ("1", True), ("off", False), ("No", False)])
def test_a_flag_is_read_in_the_usual_spellings(text: str, value: bool):  # noqa: FBT001 - a test's parameter
    assert Environment({"FLAG": text}).flag("FLAG", default=not value) is value


def test_a_flag_that_is_neither_says_what_to_set():
    with pytest.raises(SettingError, match=r"^FLAG is 'maybe'\. Set it to on or off\.$"):
        Environment({"FLAG": "maybe"}).flag("FLAG", default=False)


def test_a_blank_setting_counts_as_not_given():
    assert Environment({"COUNT": "  "}).whole("COUNT", default=2, least=1, most=9) == 2


@pytest.mark.parametrize("text", ["0", "10", "-1", "2.5", "two", "²"])
def test_a_number_out_of_its_limits_says_the_limits(text: str):
    with pytest.raises(SettingError, match=r"Set it to a whole number from 1 to 9\.$"):
        Environment({"COUNT": text}).whole("COUNT", default=2, least=1, most=9)


def test_a_list_is_written_with_commas():
    assert Environment({"HOSTS": "a.example, b.example,"}).words("HOSTS", default=()) == ("a.example", "b.example")


def test_a_choice_names_its_options_when_it_is_none_of_them():
    with pytest.raises(SettingError, match=r"^LEVEL is 'LOUD'\. Set it to one of INFO, ERROR\.$"):
        Environment({"LEVEL": "loud"}).choice("LEVEL", default="INFO", options=("INFO", "ERROR"))


def test_a_secret_may_be_given_as_a_file(tmp_path: Path):
    (tmp_path / "secret").write_text("a secret\n", "utf-8")

    assert Environment({"KEY_FILE": str(tmp_path / "secret")}).text("KEY", "") == "a secret"


def test_a_setting_given_twice_is_refused():
    with pytest.raises(SettingError, match=r"^KEY and KEY_FILE are both set\. Keep one of them\.$"):
        Environment({"KEY": "a", "KEY_FILE": "b"}).text("KEY", "")


def test_a_file_that_is_not_there_is_named(tmp_path: Path):
    with pytest.raises(SettingError, match=r"KEY_FILE names .*nowhere, which cannot be read"):
        Environment({"KEY_FILE": str(tmp_path / "nowhere")}).text("KEY", "")


def test_the_secret_key_is_made_once_and_kept_for_its_owner_alone(tmp_path: Path):
    path = tmp_path / "data" / "secret-key"

    first = kept_secret(path)

    assert kept_secret(path) == first
    assert len(first) >= 50
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_damaged_secret_key_is_not_used(tmp_path: Path):
    (tmp_path / "secret-key").write_text("", "utf-8")

    with pytest.raises(SettingError, match="holds no usable secret key"):
        kept_secret(tmp_path / "secret-key")


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("", ""),
        ("https://store.example/xapi/", "https://store.example/xapi"),
        ("http://127.0.0.1:8080/xapi", "http://127.0.0.1:8080/xapi"),
    ],
)
def test_a_store_of_learning_is_an_address_or_none(address, kept):
    assert store_of_learning(Environment({"TRIGPOINT_LRS_URL": address})) == kept


@pytest.mark.parametrize(
    "address", ["http://store.example/xapi", "https://me:secret@store.example/xapi", "store.example", "https://"]
)
def test_a_store_of_learning_that_would_tell_others_is_refused(address):
    with pytest.raises(SettingError, match="TRIGPOINT_LRS_URL must"):
        store_of_learning(Environment({"TRIGPOINT_LRS_URL": address}))
