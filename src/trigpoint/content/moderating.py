"""Rules of moderation, verification, appeals, the board and its figures: sections of content/assessment/rules.yaml."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from trigpoint.content.assessment import Coded, section
from trigpoint.kernel import Problem
from trigpoint.measurement.sampling import Dimension, Least, Risk, Rules

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from trigpoint.content.marked import Document

WHOLE: Mapping[str, Mapping[str, tuple[int, int]]] = {
    "moderation": {
        "percent_at_random": (0, 100),
        "new_below_judgements": (0, 1_000),
        "low_below_percent": (0, 100),
        "fast_seconds": (0, 3_600),
        "standardised_for_days": (1, 3_650),
    },
    "verification": {"most_open_days": (1, 365), "answer_within_days": (1, 365)},
    "appeals": {"decide_within_days": (1, 365)},
    "board": {"quorum": (2, 50), "quorum_outside": (0, 50)},
    "statistics": {"fewest": (5, 1_000)},
}
"""The whole numbers of each section, with the least and the most that make sense. No board is one person."""
CODED = {
    "moderation": ("reasons",),
    "verification": ("levels",),
    "appeals": ("grounds", "reasons"),
}
PERCENT = 100


@dataclass(frozen=True, slots=True)
class ModerationRules:
    """How much is looked at again, what counts as a risk, and how long standardisation holds."""

    sampling: Rules
    new_below_judgements: int
    low_below: float
    fast_seconds: int
    standardised_for_days: int
    reasons: tuple[Coded, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """How much a finding weighs: its words, and what they mean."""

    id: str
    words: str
    meaning: str


@dataclass(frozen=True, slots=True)
class BoardRules:
    """How long a verifier's room may be open, what appeals rest on, and what a board needs to decide."""

    most_open_days: int
    answer_within_days: int
    levels: tuple[Level, ...]
    decide_within_days: int
    grounds: tuple[Coded, ...]
    appeal_reasons: tuple[Coded, ...]
    quorum: int
    quorum_outside: int
    note: str
    fewest: int


@cache
def moderation_rules() -> ModerationRules:
    """Return the rules of moderation that this installation carries, read once."""
    said = section("moderation")
    return ModerationRules(
        sampling=Rules(
            at_random=said["percent_at_random"] / PERCENT,
            risks=MappingProxyType({Risk(name): share / PERCENT for name, share in said["percent_of_risk"].items()}),
            least=MappingProxyType(
                {Dimension(name): Least(one["number"], one["percent"] / PERCENT) for name, one in said["least"].items()}
            ),
        ),
        new_below_judgements=said["new_below_judgements"],
        low_below=said["low_below_percent"] / PERCENT,
        fast_seconds=said["fast_seconds"],
        standardised_for_days=said["standardised_for_days"],
        reasons=coded(said["reasons"]),
    )


@cache
def board_rules() -> BoardRules:
    """Return the rules of verification, appeals and the board that this installation carries, read once."""
    verification, appeals, board = section("verification"), section("appeals"), section("board")
    return BoardRules(
        most_open_days=verification["most_open_days"],
        answer_within_days=verification["answer_within_days"],
        levels=tuple(Level(one["id"], one["words"], one["meaning"]) for one in verification["levels"]),
        decide_within_days=appeals["decide_within_days"],
        grounds=coded(appeals["grounds"]),
        appeal_reasons=coded(appeals["reasons"]),
        quorum=board["quorum"],
        quorum_outside=board["quorum_outside"],
        note=board["note"],
        fewest=section("statistics")["fewest"],
    )


def coded(rows: list[Mapping[str, str]]) -> tuple[Coded, ...]:
    """Return coded reasons as rows."""
    return tuple(Coded(one["id"], one["words"]) for one in rows)


def words_of(code: str) -> str:
    """Return the sentence of a code of moderation, an appeal or a draw; the code itself where none has it."""
    known = {one.id: one.words for one in (*moderation_rules().reasons, *board_rules().grounds)}
    known |= {one.id: one.words for one in board_rules().appeal_reasons} | {one.id: one.words for one in LEFT_OUT}
    return known.get(code, code)


LEFT_OUT = (Coded("released", "It was not drawn for a second look, and counts."),)


def moderation_problems(document: Document) -> Iterator[Problem]:
    """Yield what is wrong with these sections of the file of rules."""
    data = document.data
    if not isinstance(data, dict):
        return
    for name, numbers in WHOLE.items():
        said = data.get(name)
        if not isinstance(said, dict):
            yield Problem((), f"{name} is missing")
            continue
        yield from _whole(name, said, numbers)
        for kind in CODED.get(name, ()):
            yield from _coded((name, kind), said.get(kind))
    if isinstance(data.get("moderation"), dict):
        yield from _sampling(data["moderation"])
    board = data.get("board")
    if isinstance(board, dict) and not isinstance(board.get("note"), str):
        yield Problem(("board", "note"), "note says in words who must be among those present")


def _whole(name: str, said: Mapping[str, Any], numbers: Mapping[str, tuple[int, int]]) -> Iterator[Problem]:
    for key, (least, most) in numbers.items():
        if not _is_whole(said.get(key), least, most):
            yield Problem((name, key), f"{key} is a whole number from {least} to {most}")


def _coded(place: tuple[str, str], rows: object) -> Iterator[Problem]:
    wanted = ("id", "words", *(("meaning",) if place[1] == "levels" else ()))
    if not isinstance(rows, list) or not rows:
        yield Problem(place, f"{place[1]} is a list of codes with their words")
        return
    seen: set[str] = set()
    for number, one in enumerate(rows):
        if not isinstance(one, dict) or any(not isinstance(one.get(key), str) or not one[key] for key in wanted):
            yield Problem((*place, number), f"has {', '.join(wanted)}, each in words")
        elif one["id"] in seen:
            yield Problem((*place, number), f"{one['id']} is there already; keep one")
        else:
            seen.add(one["id"])


def _sampling(said: Mapping[str, Any]) -> Iterator[Problem]:
    risks = said.get("percent_of_risk")
    if not isinstance(risks, dict) or set(risks) != {one.value for one in Risk}:
        yield Problem(("moderation", "percent_of_risk"), f"gives a percentage for {', '.join(r.value for r in Risk)}")
    elif not all(_is_whole(share, 0, PERCENT) for share in risks.values()):
        yield Problem(("moderation", "percent_of_risk"), "each is a whole number from 0 to 100")
    least = said.get("least")
    if not isinstance(least, dict) or set(least) != {one.value for one in Dimension}:
        yield Problem(("moderation", "least"), f"gives the least for {', '.join(one.value for one in Dimension)}")
        return
    for name, one in least.items():
        fits = isinstance(one, dict) and _is_whole(one.get("number"), 0, 1_000)
        if not fits or not _is_whole(one.get("percent"), 0, PERCENT):
            yield Problem(("moderation", "least", name), "has a number and a percent, both whole")


def _is_whole(value: object, least: int, most: int) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and least <= value <= most
