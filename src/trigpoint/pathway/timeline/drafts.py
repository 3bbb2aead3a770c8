"""A post that is being told: what was typed so far, page by page, in the session of the person who tells it.

Each *Add a post* begins a draft of its own, so two of them in two tabs do not mix. A draft keeps the key of the form
(`record.queries.form_key`) from its first page on: whichever tab saves first, the other enters nothing twice.
"""

from __future__ import annotations

import re
import secrets
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import MutableMapping

KEPT = "timeline-drafts"
MOST = 8
"""Drafts at once; the oldest goes first."""
KEY = re.compile(r"[0-9a-f]{12}")


@dataclass(slots=True)
class Draft:
    """What was typed. `post` is the post that is corrected, empty for a new one.

    `carried` are facts that were told on the public pages together with it; `was_carried` says that it came from there.
    """

    key: str
    form: str
    post: str = ""
    carried: list[dict[str, str]] = field(default_factory=list)
    typed: dict[str, dict[str, Any]] = field(default_factory=dict)
    was_carried: bool = False


def begin(session: MutableMapping[str, Any], form: str, *, post: str = "", **more: Any) -> Draft:  # noqa: ANN401 - Draft's own fields
    """Return a new draft, kept in the session."""
    draft = Draft(secrets.token_hex(6), form, post, **more)
    keep(session, draft)
    return draft


def find(session: MutableMapping[str, Any], key: str) -> Draft | None:
    """Return a draft, or None for one that was saved, dropped or never begun here."""
    kept = _all(session).get(key)
    return Draft(**kept) if kept else None


def keep(session: MutableMapping[str, Any], draft: Draft) -> None:
    """Keep what was typed."""
    drafts = _all(session)
    drafts.pop(draft.key, None)
    drafts[draft.key] = asdict(draft)
    session[KEPT] = dict(list(drafts.items())[-MOST:])


def drop(session: MutableMapping[str, Any], key: str) -> None:
    """Forget a draft."""
    drafts = _all(session)
    if drafts.pop(key, None) is not None:
        session[KEPT] = drafts


def _all(session: MutableMapping[str, Any]) -> dict[str, dict[str, Any]]:
    kept = session.get(KEPT)
    return dict(kept) if isinstance(kept, dict) else {}
