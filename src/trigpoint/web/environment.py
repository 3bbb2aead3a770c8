"""Reading settings from the environment: typed, strict, and plain about what to do when one is wrong.

Every setting may also be given as a file, by adding `_FILE` to its name: `TRIGPOINT_SECRET_KEY_FILE` names
a file that holds the key. That is how containers and systemd hand over secrets.
"""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

from trigpoint.platform.mail_server import MailUrlError, server_from

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trigpoint.platform.mail_server import Server

TRUE = frozenset({"1", "true", "yes", "on"})
FALSE = frozenset({"0", "false", "no", "off"})


class SettingError(ImproperlyConfigured):
    """A setting cannot be used; the message names it and says what to do."""


class Environment:
    """Typed reads of `TRIGPOINT_…` settings; remembers every name asked for, so that docs can be checked."""

    def __init__(self, values: Mapping[str, str]) -> None:
        self._values = values
        self.names: set[str] = set()

    def text(self, name: str, default: str) -> str:
        """Return the setting, or what its `_FILE` twin holds, or the default. Blank counts as not given."""
        self.names.add(name)
        value, file = self._values.get(name, "").strip(), self._values.get(f"{name}_FILE", "").strip()
        if value and file:
            raise SettingError(f"{name} and {name}_FILE are both set. Keep one of them.")
        if not file:
            return value or default
        try:
            return Path(file).read_text("utf-8").strip() or default
        except (OSError, UnicodeDecodeError) as error:
            raise SettingError(
                f"{name}_FILE names {file}, which cannot be read. "
                f"Give the path of a text file that this user may read. ({error})"
            ) from error

    def flag(self, name: str, *, default: bool) -> bool:
        """Return a yes or no setting."""
        value = self.text(name, "on" if default else "off").lower()
        if value in TRUE:
            return True
        if value in FALSE:
            return False
        raise SettingError(f"{name} is {value!r}. Set it to on or off.")

    def whole(self, name: str, *, default: int, least: int, most: int) -> int:
        """Return a whole number within its limits."""
        value = self.text(name, str(default))
        if value.isascii() and value.isdigit() and least <= int(value) <= most:
            return int(value)
        raise SettingError(f"{name} is {value!r}. Set it to a whole number from {least} to {most}.")

    def mail_server(self, name: str) -> Server | None:
        """Return a mail server, or None where none is given. What is wrong with it is said without its password."""
        try:
            return server_from(self.text(name, ""))
        except MailUrlError as error:
            raise SettingError(f"{name} cannot be used. {error}") from None

    def words(self, name: str, *, default: tuple[str, ...]) -> tuple[str, ...]:
        """Return a list written with commas."""
        value = self.text(name, ",".join(default))
        return tuple(word.strip() for word in value.split(",") if word.strip())

    def choice(self, name: str, *, default: str, options: tuple[str, ...]) -> str:
        """Return one of a few words, whatever its case."""
        value = self.text(name, default).upper()
        if value in options:
            return value
        raise SettingError(f"{name} is {value!r}. Set it to one of {', '.join(options)}.")


def issuer_url(environment: Environment, *, https: bool, host: str) -> str:
    """Return the address under which credentials are issued and checked, without a slash at its end."""
    ours = f"https://{host.lstrip('.*') or 'localhost'}" if https else "http://127.0.0.1:8000"
    address = environment.text("TRIGPOINT_ISSUER_URL", ours)
    parts = urlsplit(address)
    here = parts.hostname in {"127.0.0.1", "localhost"}
    if parts.scheme != "https" and not (here and parts.scheme == "http"):
        raise SettingError("TRIGPOINT_ISSUER_URL must begin with https://. Give the address of this site.")
    if not parts.hostname or parts.path not in {"", "/"} or parts.query or parts.fragment or parts.username:
        raise SettingError("TRIGPOINT_ISSUER_URL must be the address of this site alone, like https://senco.example")
    return address.rstrip("/")


def store_of_learning(environment: Environment) -> str:
    """Return where statements of learning (xAPI) are sent, or nothing. What people learn goes over HTTPS alone."""
    address = environment.text("TRIGPOINT_LRS_URL", "")
    parts = urlsplit(address)
    here = parts.hostname in {"127.0.0.1", "localhost"}
    if address and (parts.username or parts.query or parts.fragment or not parts.hostname):
        raise SettingError("TRIGPOINT_LRS_URL must be an address alone. Give its key in TRIGPOINT_LRS_KEY.")
    if address and parts.scheme != "https" and not (here and parts.scheme == "http"):
        raise SettingError("TRIGPOINT_LRS_URL must begin with https://: it carries what people answered.")
    return address.rstrip("/")


def kept_secret(path: Path) -> str:
    """Return the secret kept in a file, making it on first use, readable by this user only (mode 600).

    Two processes may start at once: the file is opened with O_EXCL, and the one that comes second reads
    what the first wrote.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        secret = path.read_text("utf-8").strip()
        if len(secret) < 50:  # noqa: PLR2004 - the shortest that Django calls strong
            raise SettingError(
                f"{path} holds no usable secret key. Delete the file and start again to make a new one; "
                "people who are signed in will have to sign in again."
            ) from None
        return secret
    except OSError as error:
        raise SettingError(
            f"The secret key cannot be kept at {path}. Set TRIGPOINT_DATA to a folder this user may write to, "
            f"or give TRIGPOINT_SECRET_KEY. ({error})"
        ) from error
    secret = secrets.token_urlsafe(64)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(secret)
    return secret
