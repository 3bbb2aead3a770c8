"""Sends statements to a store of learning records, over HTTPS, with the standard library's client."""

from __future__ import annotations

import base64
import http.client
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from trigpoint.learning.practice.xapi.statements import Statement

PATIENCE_SECONDS = 10
VERSION = "1.0.3"
TAKEN = {http.HTTPStatus.OK, http.HTTPStatus.NO_CONTENT}


class StoreError(RuntimeError):
    """The store did not take the statements. The worker tries again, and then parks the task with this message."""


@dataclass(frozen=True, slots=True)
class Store:
    """Where statements go: the address that ends before `/statements`, and what to sign in with, if anything."""

    url: str
    key: str = ""
    secret: str = ""


def send(store: Store, statements: Sequence[Statement]) -> None:
    """Send statements together. Raises StoreError where they were not taken.

    Their ids stay the same when they are sent again, so a store that has them already answers as if it took them, or
    that they conflict (409): both mean that they are there.
    """
    parts = urlsplit(store.url)
    kind = http.client.HTTPSConnection if parts.scheme == "https" else http.client.HTTPConnection
    line = kind(parts.netloc, timeout=PATIENCE_SECONDS)
    headers = {"Content-Type": "application/json", "X-Experience-API-Version": VERSION}
    if store.key:
        signed = base64.b64encode(f"{store.key}:{store.secret}".encode()).decode()
        headers["Authorization"] = f"Basic {signed}"
    try:
        line.request("POST", f"{parts.path.rstrip('/')}/statements", json.dumps(statements), headers)
        response = line.getresponse()
        response.read()
    except (OSError, http.client.HTTPException) as error:
        raise StoreError(f"The store of learning records did not answer ({type(error).__name__}).") from error
    finally:
        line.close()
    if response.status not in {*TAKEN, http.HTTPStatus.CONFLICT}:
        raise StoreError(f"The store of learning records answered {response.status}. Check its address and its key.")
