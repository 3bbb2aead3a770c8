"""What the content says of the questions and the routes, as typed values. Pure: no Django, no clock."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from trigpoint.kernel import Route, Scheme


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to a question: the facts it gives, and a note for whoever chose it."""

    value: str
    label: str
    facts: frozenset[str]
    note: str


@dataclass(frozen=True, slots=True)
class Asked:
    """One question of the form. It is asked when one of `asked_if` is held; always, where that is empty."""

    code: str
    question: str
    hint: str
    asked_if: frozenset[str]
    choices: tuple[Choice, ...]
    not_sure: str

    @property
    def facts(self) -> frozenset[str]:
        """Every fact that some answer gives."""
        return frozenset().union(*(choice.facts for choice in self.choices))

    def choice(self, value: str) -> Choice | None:
        """Return the answer with this value; None for *I am not sure* and for a value that is not offered."""
        return next((choice for choice in self.choices if choice.value == value), None)


@dataclass(frozen=True, slots=True)
class Said:
    """Words and the keys of their sources."""

    words: str
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Length:
    """How long a route takes to QTS, in calendar weeks; None where nobody publishes a time."""

    said: Said
    shortest_weeks: int | None
    longest_weeks: int | None

    @property
    def trains(self) -> bool:
        """Whether the route has training or assessment of its own; the others recognise what somebody holds."""
        return bool(self.longest_weeks)


@dataclass(frozen=True, slots=True)
class Induction:
    """The induction that follows a route, in school terms: the fewest the law allows, and the usual number."""

    said: Said
    shortest_terms: int
    usual_terms: int


@dataclass(frozen=True, slots=True)
class SenWork:
    """What work with pupils with SEND shows or cannot show, and of which Teachers' Standards (1 to 8)."""

    words: str
    standards: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Check:
    """Something that others check: who, what, and the source."""

    who: str
    said: Said


@dataclass(frozen=True, slots=True)
class ProviderNote:
    """One way in which providers differ, with its source and the day it was read."""

    said: Said
    read: date


@dataclass(frozen=True, slots=True)
class Instead:
    """Facts whose holder has a shorter way, and the words that say so."""

    codes: frozenset[str]
    words: str


@dataclass(frozen=True, slots=True)
class RouteWords:
    """Everything the content says of one route."""

    for_whom: str
    instead: Instead | None
    open: bool
    status: Said
    length: Length
    where_it_counts: Said | None
    paid: str
    assessed_on: Said
    saves: Said
    shows: SenWork
    cannot_show: SenWork
    checks: tuple[Check, ...]
    notes: tuple[ProviderNote, ...]
    next_step: str
    induction: Induction
    sources: tuple[str, ...]


def questions_of(scheme: Scheme) -> tuple[Asked, ...]:
    """Return the questions of a scheme's form, in the order in which they are asked."""
    return tuple(_asked(said) for said in scheme.about["questions"])


def _asked(said: Mapping[str, Any]) -> Asked:
    return Asked(
        code=said["code"],
        question=said["question"],
        hint=said["hint"],
        asked_if=frozenset(said.get("asked_if", ())),
        choices=tuple(
            Choice(item["value"], item["label"], frozenset(item["facts"]), item.get("note", ""))
            for item in said["options"]
        ),
        not_sure=said["not_sure"],
    )


def words_of(route: Route) -> RouteWords:
    """Return what the content says of a route."""
    about = route.about
    instead, where, length, induction = (
        about.get("instead_if"),
        about.get("where_it_counts"),
        about["length"],
        about["then_induction"],
    )
    return RouteWords(
        for_whom=about["for_whom"],
        instead=Instead(frozenset(instead["codes"]), instead["words"]) if instead else None,
        open=about["status"]["open"],
        status=_said(about["status"]),
        length=Length(_said(length), length["shortest_weeks"], length["longest_weeks"]),
        where_it_counts=_said(where) if where else None,
        paid=about["paid"],
        assessed_on=_said(about["assessed_on"]),
        saves=_said(about["experience_saves"]),
        shows=_sen_work(about["sen_work_shows"]),
        cannot_show=_sen_work(about["sen_work_cannot_show"]),
        checks=tuple(Check(item["who"], _said(item)) for item in about["checks_by_others"]),
        notes=tuple(ProviderNote(_said(item, "says"), item["read"]) for item in about["providers_differ"]),
        next_step=about["next_step"],
        induction=Induction(_said(induction), induction["shortest_terms"], induction["usual_terms"]),
        sources=tuple(about["sources"]),
    )


def _said(said: Mapping[str, Any], key: str = "words") -> Said:
    source = said.get("source", ())
    return Said(said[key], (source,) if isinstance(source, str) else tuple(source))


def _sen_work(said: Mapping[str, Any]) -> SenWork:
    return SenWork(said["words"], tuple(said["standards"]))
