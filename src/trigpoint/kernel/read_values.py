"""Reading values from a document: each checked, with every problem named by its place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from trigpoint.kernel.facts import Basis, Kind, UnknownCodeError, Via, Vocabulary
from trigpoint.kernel.rules import ANY_DAY, Bounds, Match

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from trigpoint.kernel.scheme import Source

Place = tuple[str | int, ...]
"""Where in the document: keys and list positions from the top."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong, where it is and what to do."""

    place: Place
    message: str

    def __str__(self) -> str:
        return f"{'.'.join(map(str, self.place)) or 'the file'}: {self.message}"


class SchemeError(ValueError):
    """A document that cannot be read as a scheme; `problems` says why, each with its place."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("\n".join(map(str, problems)))


class ValueReader:
    """Reads the values of one document, and collects problems rather than stopping at the first."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary
        self.problems: list[Problem] = []
        self.sources: dict[str, Source] = {}

    def problem(self, place: Place, message: str) -> None:
        """Note a problem."""
        self.problems.append(Problem(place, message))

    def match(self, code: object, said: Mapping[str, Any], place: Place) -> Match:
        """Return which facts count."""
        if self.kind(str(code)) is None:
            self.problem(place, str(UnknownCodeError(str(code), self.vocabulary.nearest(str(code)))))
        basis = said.get("basis", "declared")
        if basis not in {"declared", "verified", "assessed"}:
            self.problem((*place, "basis"), "basis is declared, verified or assessed")
            basis = "declared"
        return Match(
            code=str(code),
            basis=Basis[str(basis).upper()],
            via=self.via(said.get("via"), (*place, "via")),
            here=bool(said.get("here", False)),
            at_least=self.whole(said, "at_least", place, least=0),
            gained=self.bounds(said.get("gained"), (*place, "gained"), "before"),
            began=self.bounds(said.get("began"), (*place, "began"), "before"),
        )

    def kind(self, code: str) -> Kind | None:
        """Return the kind of a code, or None for one that is not in the vocabulary."""
        return self.vocabulary[code].kind if code in self.vocabulary else None

    def pauses(self, said: Mapping[str, Any], place: Place) -> str | None:
        """Return the code whose spells stop a clock, if any is named."""
        code = said.get("pauses")
        if code is not None and self.kind(str(code)) is None:
            self.problem((*place, "pauses"), str(UnknownCodeError(str(code), self.vocabulary.nearest(str(code)))))
        return None if code is None else str(code)

    def via(self, value: object, place: Place) -> Via | None:
        """Return how a fact must have been learned, if that is asked for."""
        if value is None:
            return None
        try:
            return Via(value)
        except ValueError:
            self.problem(place, f"is one of {', '.join(option.value for option in Via)}")
            return None

    def bounds(self, said: object, place: Place, end: str) -> Bounds:
        """Return the days from `from` up to, and without, the day under the key `end`."""
        if said is None:
            return ANY_DAY
        said = self.mapping(said, place)
        if set(said) - {"from", end}:
            self.unknown_keys(said, {"from", end}, place)
        start = self.day(said["from"], (*place, "from")) if "from" in said else None
        before = self.day(said[end], (*place, end)) if end in said else None
        if start and before and before <= start:
            self.problem(place, f"ends ({before}) before it starts ({start})")
        return Bounds(start, before)

    def day(self, value: object, place: Place) -> date:
        """Return a date."""
        if isinstance(value, date):
            return value
        self.problem(place, f"{value!r} is not a date; write it as 2026-09-01")
        return date.min

    def months(self, said: Mapping[str, Any], key: str, place: Place) -> int | None:
        """Return a number of months, 1 or more, or None where none is given."""
        return self.whole(said, key, place, least=1)

    def whole(self, said: Mapping[str, Any], key: str, place: Place, *, least: int) -> int | None:
        """Return a whole number of at least `least`, or None where none is given."""
        value = said.get(key)
        if value is None:
            return None
        if isinstance(value, bool) or not isinstance(value, int) or value < least:
            self.problem((*place, key), f"{key} is a whole number, {least} or more, not {value!r}")
            return None
        return value

    def source_keys(self, said: object, place: Place, inherited: tuple[str, ...]) -> tuple[str, ...]:
        """Return the keys of the sources named here, or else those of the rule around."""
        if said is None:
            return inherited
        keys = [said] if isinstance(said, str) else self.sequence(said, (*place, "source"))
        for key in keys:
            if key not in self.sources:
                near = get_close_matches(str(key), self.sources, n=1)
                self.problem(
                    (*place, "source"),
                    f"there is no source {key}" + (f"; did you mean {near[0]}?" if near else ""),
                )
        return tuple(keys)

    def mapping(self, said: object, place: Place) -> dict[str, Any]:
        """Return a mapping; an empty one where it is none."""
        if isinstance(said, dict):
            return said
        self.problem(place, "should be a mapping (key: value)")
        return {}

    def sequence(self, said: object, place: Place) -> list[Any]:
        """Return a list; an empty one where it is none."""
        if isinstance(said, list):
            return said
        self.problem(place, "should be a list")
        return []

    def unknown_keys(self, said: Mapping[str, Any], known: set[str], place: Place) -> None:
        """Note every key that is not known."""
        for key in said:
            if key not in known:
                self.problem((*place, key), f"{key} is not known here{did_you_mean(str(key), known)}")


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return a hint at the nearest known word, or nothing where none is near."""
    near = get_close_matches(word, known, n=1)
    return f"; did you mean {near[0]}?" if near else ""
