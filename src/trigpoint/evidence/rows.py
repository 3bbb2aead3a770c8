"""What this room tells other rooms and its pages: frozen rows."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trigpoint.evidence.words import ASKED_FOR, SEEN, Asked, Kind, State

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Mapped:
    """A criterion that a piece shows, by its reference, and the author's sentence of why."""

    criterion: str
    why: str


@dataclass(frozen=True, slots=True)
class PieceFile:
    """A file of a piece. `type` is ours, such as `jpeg`; `size` is in bytes; `adults` agreed to be in a recording."""

    key: str
    label: str
    type: str
    size: int
    sha256: str
    removed: tuple[str, ...]
    adults: tuple[str, ...]
    width: int
    height: int
    blacked_out: int

    @property
    def is_image(self) -> bool:
        """Whether it is a picture."""
        return self.type in {"jpeg", "png"}


@dataclass(frozen=True, slots=True)
class WitnessRow:
    """Who gave a statement or feedback, in their own words, and when. A family may stay without a name."""

    name: str
    post: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence as it is now. One that is hidden or withdrawn carries no title, words, files or link.

    `sha256` is of what it shows; of one that is gone, of what it showed. `authenticity` and `ai_use` are sentences.
    """

    key: str
    owner: str
    kind: Kind
    title: str
    words: str
    made_on: date | None
    files: tuple[PieceFile, ...]
    link: str
    criteria: tuple[Mapped, ...]
    authenticity: str
    ai_use: str
    sha256: str
    state: State
    witness: WitnessRow | None
    structured: Mapping[str, str]
    changed_at: datetime
    version: int = 1

    @property
    def is_seen(self) -> bool:
        """Whether it still says something."""
        return self.state in SEEN

    @property
    def is_ready(self) -> bool:
        """Whether it can be submitted."""
        return self.state is State.READY

    @property
    def is_draft(self) -> bool:
        """Whether it is still a draft."""
        return self.state is State.DRAFT

    @property
    def is_of_others(self) -> bool:
        """Whether somebody else wrote it, so that its words are not the owner's to change."""
        return self.kind in ASKED_FOR

    @property
    def name(self) -> str:
        """Return what to call it: its title, or what it is and was."""
        return self.title or f"{self.kind.label} without a title"


@dataclass(frozen=True, slots=True)
class AskedRow:
    """A request to a witness or a family, as whoever asked sees it. `name` is empty once its time is over."""

    key: str
    kind: Kind
    state: Asked
    name: str
    about: str
    asked_at: datetime
    ends: datetime
    piece: str

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.state is Asked.WAITING


@dataclass(frozen=True, slots=True)
class AskedWith:
    """A request as its link opens it. `said` is what was answered, while it stands."""

    key: str
    owner: str
    kind: Kind
    state: Asked
    name: str
    about: str
    ends: datetime
    ended_at: datetime | None
    said: Mapping[str, str]

    def is_open(self, now: datetime) -> bool:
        """Tell whether it can be answered."""
        return self.state is Asked.WAITING and self.ends > now


def digest_of(  # everything that an assessor sees is in it
    *,
    key: str,
    kind: str,
    title: str,
    words: str,
    structured: Mapping[str, str],
    link: str,
    made_on: date | None,
    files: tuple[PieceFile, ...],
    criteria: tuple[Mapped, ...],
    authenticity: str,
    ai_use: str,
    witness: WitnessRow | None,
) -> str:
    """Return the SHA-256 of what a piece shows, in hexadecimal. The same pieces give the same digest in every copy."""
    said = {
        "key": key,
        "kind": str(kind),
        "title": title,
        "words": words,
        "structured": dict(structured),
        "link": link,
        "made_on": made_on.isoformat() if made_on else "",
        "files": [[one.label, one.type, one.size, one.sha256, list(one.adults)] for one in files],
        "criteria": sorted([one.criterion, one.why] for one in criteria),
        "authenticity": authenticity,
        "ai_use": ai_use,
        "witness": [witness.name, witness.post, witness.at.isoformat()] if witness else [],
    }
    text = json.dumps(said, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
