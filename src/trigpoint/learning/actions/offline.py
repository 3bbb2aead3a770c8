"""Taking in what was done offline: answers and units read, each by a key of its own, so that nothing counts twice."""

from __future__ import annotations

import hashlib
import hmac
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.http import QueryDict

from trigpoint.content.questions import questions
from trigpoint.content.units import units
from trigpoint.learning.actions.reading import read_step
from trigpoint.learning.asking import QuestionForm
from trigpoint.learning.errors import LearningError
from trigpoint.learning.practice.actions import answer
from trigpoint.learning.practice.errors import PracticeError

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

MOST_AT_ONCE = 50
"""Things that are taken in at once; whoever has more sends them in turns."""
KEY = re.compile(r"[A-Za-z0-9-]{16,64}")
OTHER = "This was answered under another account. Sign in as that person to send it."
UNREADABLE = "This could not be read as an answer. Open the question in practice and answer it there."


@dataclass(frozen=True, slots=True)
class Refused:
    """Something that was not taken in, and why."""

    key: str
    why: str


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What was taken in, by key: now, or when it came before. What was not, each with its reason."""

    taken: tuple[str, ...]
    refused: tuple[Refused, ...]


def mark_of(person: str) -> str:
    """Return the mark that a saved unit carries for its owner: it tells whose answers these are, and no more."""
    return hmac.new(settings.SECRET_KEY.encode(), f"offline {person}".encode(), hashlib.sha256).hexdigest()[:32]


def take_in(*, person: str, items: Iterable[object], now: datetime) -> TakenIn:
    """Take in what was done offline, each thing in a transaction of its own. Sent again, it changes nothing.

    items: mappings with `key`, `who` (the owner's mark, or empty) and either `question`, `prefix` and `data`, the form
    as the browser would have sent it, or `unit`, which was read to its end.
    """
    taken: list[str] = []
    refused: list[Refused] = []
    for item in list(items)[:MOST_AT_ONCE]:
        said = item if isinstance(item, dict) else {}
        key = str(said.get("key", ""))
        try:
            _take(person, key, said, now)
        except (LearningError, PracticeError) as error:
            refused.append(Refused(key[:64], str(error)))
        else:
            taken.append(key)
    return TakenIn(tuple(taken), tuple(refused))


def _take(person: str, key: str, said: dict[str, Any], now: datetime) -> None:
    if not KEY.fullmatch(key):
        raise LearningError(UNREADABLE)
    if said.get("who") not in {"", mark_of(person)}:
        raise LearningError(OTHER)
    if "unit" in said:
        _read(person, str(said["unit"]), now)
    else:
        _answer(person, key, said, now)


def _read(person: str, unit: str, now: datetime) -> None:
    found = units().get(unit)
    if found is None:
        raise LearningError("This unit is no longer here. What you have read of it before is kept.")
    for step in found.steps:
        read_step(person=person, unit=unit, step=step.slug, now=now)


def _answer(person: str, key: str, said: dict[str, Any], now: datetime) -> None:
    question = questions().get(str(said.get("question", "")))
    if question is None:
        raise LearningError("This question is no longer asked. Your other answers are taken in.")
    data = QueryDict(str(said.get("data", "")))
    if "unsure" in data:
        answer(person=person, question=question.id, answer=None, attempt=key, now=now)
        return
    form = QuestionForm(data, question=question, seed="", today=now.date(), prefix=str(said.get("prefix", "")))
    if not form.is_valid():
        why = next((str(row.words) for row in form.error_rows()), UNREADABLE)
        raise LearningError(f"{why}.")
    answer(person=person, question=question.id, answer=form.answer, attempt=key, now=now)
