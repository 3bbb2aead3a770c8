"""From a rule of the statutory scheme to the provisions it rests on, as links with the day from which they read so.

Pure: no Django. A rule says its provision in its `why` (*Regulation 49(2)(a)*), its first source says of which
instrument; the register of provisions says from when that text has been in force.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from trigpoint.citations import Legislation, find
from trigpoint.platform.pages import Citation

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from trigpoint.kernel import Scheme
    from trigpoint.kernel.scheme import Source


@dataclass(frozen=True, slots=True)
class Provision:
    """An entry of the register: the provision, and the days between which its text is in force."""

    citation: Legislation
    start: date
    until: date | None


@dataclass(frozen=True, slots=True)
class Clauses:
    """The scheme's rules, its sources and the register, ready to be cited as they stand on a day."""

    scheme: Scheme
    register: tuple[Provision, ...]

    def of_rule(self, rule_id: str, day: date) -> tuple[Citation, ...]:
        """Return the provisions that a rule names as its reason, one an instrument; without any, its sources in law."""
        rule = self.scheme.rules[rule_id]
        sources = [self.scheme.sources[key] for key in rule.sources]
        instrument = next((said.instrument for source in sources for said in legislation(source.citation or "")), None)
        found = [
            said if said.instrument else replace(said, instrument=instrument)
            for said in legislation(str(self.scheme.words(rule_id).get("why", "")))
        ]
        if found:
            first = {said.instrument: said for said in reversed(found)}
            return tuple(self.cite(said, day) for said in reversed(first.values()))
        return tuple(self.of_source(source, day) for source in sources[:2] if source.is_law)

    def of_source(self, source: Source, day: date) -> Citation:
        """Return a source of the scheme: in law by its provision, else by its title and address."""
        said = next(iter(legislation(source.citation or "")), None)
        if source.is_law and said is not None:
            return self.cite(said, day)
        return Citation(source.citation or source.title, source.address or "")

    def named(self, words: str, day: date) -> Citation:
        """Return a provision by its citation in words. Raises ValueError for words that name none."""
        if not legislation(words):
            raise ValueError(f"{words!r} names no provision; write it like “reg 49(4) SEND Regulations 2014”.")
        return self.cite(legislation(words)[0], day)

    def cite(self, said: Legislation, day: date) -> Citation:
        """Return a provision as a link."""
        return Citation(str(said), said.address() or "", self.since(said, day))

    def since(self, said: Legislation, day: date) -> date | None:
        """Return the day from which a provision has read as it does, where the register knows it."""
        return next(
            (
                entry.start
                for entry in self.register
                if entry.start <= day and (entry.until is None or day < entry.until) and entry.citation.contains(said)
            ),
            None,
        )


@cache
def legislation(text: str) -> tuple[Legislation, ...]:
    """Return the provisions named in a text, in its order. Texts are the content's, so each is read once."""
    return tuple(found.citation for found in find(text) if isinstance(found.citation, Legislation))


def clauses_of(scheme: Scheme, register: Iterable[Mapping[str, Any]]) -> Clauses:
    """Return the clauses of a scheme. `register` holds the entries of content/statute: citation and days."""
    provisions = [
        Provision(said[0], entry["in_force_from"], entry.get("until"))
        for entry in register
        if (said := legislation(str(entry["citation"])))
    ]
    return Clauses(scheme, tuple(provisions))
