"""Facts as they are written in cases: mappings in, kernel facts out."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from trigpoint.kernel import Basis, Fact, Period, Problem, Via, Vocabulary, problems_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from trigpoint.kernel.read_values import Place

KEYS = {"code", "from", "until", "on", "amount", "basis", "at", "via", "began", "due"}
BASES = tuple(basis.name.lower() for basis in Basis)
VIAS = tuple(via.value for via in Via)


def read_fact(said: Mapping[str, Any], place: Place, vocabulary: Vocabulary, problems: list[Problem]) -> Fact | None:
    """Return the fact that a mapping says, or None with the reason added to the problems."""
    known = ", ".join(sorted(KEYS))
    problems += [Problem((*place, key), f"{key} is not part of a fact; use {known}") for key in set(said) - KEYS]
    for key in ("from", "until", "on", "began", "due"):
        if key in said and not isinstance(said[key], date):
            problems.append(Problem((*place, key), f"{said[key]!r} is not a date; write it as 2026-09-01"))
            return None
    if said.get("basis", "declared") not in BASES:
        problems.append(Problem((*place, "basis"), f"{said['basis']} is no basis; use {', '.join(BASES)}"))
        return None
    if said.get("via", "taught") not in VIAS:
        problems.append(Problem((*place, "via"), f"{said['via']} is no way of learning; use {', '.join(VIAS)}"))
        return None
    if ("from" in said) == ("on" in said):
        problems.append(Problem(place, "needs either `from` (and perhaps `until`) or `on`"))
        return None
    try:
        valid = (
            Period(said["on"], said["on"] + timedelta(days=1))
            if "on" in said
            else Period(said["from"], said.get("until"))
        )
        fact = Fact(
            code=str(said.get("code")),
            valid=valid,
            amount=said.get("amount"),
            basis=Basis[str(said.get("basis", "declared")).upper()],
            at=said.get("at"),
            began=said.get("began"),
            due=said.get("due"),
            via=Via(said.get("via", "taught")),
            source=f"fact {place[-1] + 1}" if isinstance(place[-1], int) else "",
        )
    except ValueError as error:
        problems.append(Problem(place, str(error)))
        return None
    found = [Problem(place, words) for words in problems_of(fact, vocabulary)]
    problems += found
    return None if found else fact
