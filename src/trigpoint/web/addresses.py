"""Every address with its view and who may open it, for docs/reference/permissions.md and the tests of permissions."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.urls import URLPattern, URLResolver

from trigpoint.platform.permissions import PUBLIC, Rule, rule_of
from trigpoint.web import urls

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

REGEX_NAMES = re.compile(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")
TABLE = """# Permissions

Who may open each address. `trigpoint permissions` prints this page; a test keeps it complete. Whoever is refused is
told what is missing and how to get it; a visitor who is not signed in goes to sign in and comes back. A thing of
somebody else that may not even be known of answers 404, as if it were not there.

## Not open to everybody

{closed}

## Open to anyone

{opened}
"""


@dataclass(frozen=True, slots=True)
class Address:
    """An address as it is written in the urls files, and the rule of its view."""

    pattern: str
    view: Callable[..., Any]
    rule: Rule | None
    demonstration: bool

    @property
    def who(self) -> str:
        """Return who may open it."""
        return self.rule.who if self.rule else "Nobody has said."


def every_address() -> tuple[Address, ...]:
    """Return every address, those of the demonstration too, in the order of the alphabet."""
    found = [*_walk(urls.everywhere, ""), *_walk(urls.demonstration, "", demonstration=True)]
    return tuple(sorted(found, key=lambda address: address.pattern))


def _walk(
    patterns: Iterable[URLPattern | URLResolver], before: str, *, demonstration: bool = False
) -> Iterator[Address]:
    for pattern in patterns:
        written = before + plain(str(pattern.pattern))
        if isinstance(pattern, URLResolver):
            yield from _walk(pattern.url_patterns, written, demonstration=demonstration)
        else:
            yield Address(f"/{written}", pattern.callback, rule_of(pattern.callback), demonstration)


def plain(pattern: str) -> str:
    r"""Return a pattern without what only a regular expression needs.

    >>> plain("<int:urn>/"), plain(r"^confirm-email/(?P<key>[-:\w]+)/$")
    ('<int:urn>/', 'confirm-email/<key>/')
    """
    return REGEX_NAMES.sub(r"<\1>", pattern).removeprefix("^").removesuffix("$").replace("\\Z", "")


def table() -> str:
    """Return docs/reference/permissions.md."""
    addresses = every_address()
    closed = [address for address in addresses if address.rule is not PUBLIC]
    opened = [address for address in addresses if address.rule is PUBLIC]
    return TABLE.format(
        closed="\n".join(_rows(closed)), opened="\n".join(f"- {_written(address)}" for address in opened)
    )


def _rows(addresses: list[Address]) -> list[str]:
    if not addresses:
        return ["Nothing yet."]
    return ["| address | open to |", "|---|---|", *(f"| {_written(one)} | {one.who} |" for one in addresses)]


def _written(address: Address) -> str:
    return f"`{address.pattern}`" + (" (demonstration only)" if address.demonstration else "")
