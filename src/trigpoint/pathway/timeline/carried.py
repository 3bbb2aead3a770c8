"""What a visitor told the public pages before she had an account, as facts that she can take over. Pure.

Only what was certain is offered: *I am not sure* makes no fact. A thing that is so now, whose day was not asked, is
offered from today on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from trigpoint.kernel import Fact, Period
from trigpoint.pathway.eligibility.facts import AWARDS, INDUCTIONS, STATUSES
from trigpoint.pathway.eligibility.told import Say
from trigpoint.pathway.timeline.qualifications import BY_CODE
from trigpoint.pathway.timeline.roles import STAFF, Role, Standing
from trigpoint.pathway.timeline.telling import typed_day
from trigpoint.platform.pages import written

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from datetime import date
    from typing import Any

    from trigpoint.kernel import Vocabulary
    from trigpoint.pathway.eligibility.told import Told

POST = "post"
"""The offer that is no single fact but a post, whose school and hours are still to be asked."""
HOPES = frozenset({"is:primary-phase", "is:school-will-employ"})
"""What the route finder asks and is a wish or a plan, not something that belongs on a timeline."""


@dataclass(frozen=True, slots=True)
class Offer:
    """One thing that was told, in words, and the facts that it makes; none for the post."""

    key: str
    words: str
    facts: tuple[Fact, ...] = ()


def offers(told: Told | None, held: Iterable[str], vocabulary: Vocabulary, today: date) -> tuple[Offer, ...]:
    """Return what can be taken over: from the check, and from the route finder's held facts; each code once."""
    found: dict[str, Offer] = {}
    for offer in (*(_from_check(told, today) if told else ()), *_from_routes(held, vocabulary, today)):
        found.setdefault(offer.key, offer)
    return tuple(found.values())


def left(all_offers: Iterable[Offer], codes: frozenset[str]) -> tuple[Offer, ...]:
    """Return the offers that a record with these codes does not hold yet."""
    return tuple(
        offer
        for offer in all_offers
        if not (Role.SENCO.spell in codes if offer.key == POST else {fact.code for fact in offer.facts} <= codes)
    )


def _from_check(told: Told, today: date) -> Iterator[Offer]:
    if told.is_senco and told.covered:
        since = f", since {written(told.began)}" if told.began else ""
        standing = {Standing.HEAD: " and its head", Standing.TEACHER: " and a teacher there"}.get(standing_of(told), "")
        yield Offer(POST, f"You are the SENCO of a school{standing}{since}")
    if told.qualified in STATUSES:
        facts = [Fact(STATUSES[told.qualified], Period(today))]
        if told.member is Say.YES:
            facts.append(Fact("holds:set-membership", Period(today)))
        yield _offer(facts[0], *facts[1:])
    if told.induction in INDUCTIONS and INDUCTIONS[told.induction] in BY_CODE:
        yield _offer(Fact(INDUCTIONS[told.induction], Period(today)))
    if told.award in AWARDS:
        yield _offer(Fact(AWARDS[told.award], Period(told.award_gained or today), began=told.award_began))


def _offer(fact: Fact, *more: Fact) -> Offer:
    known = BY_CODE.get(fact.code)
    return Offer(fact.code, known.words if known else fact.code, (fact, *more))


def _from_routes(held: Iterable[str], vocabulary: Vocabulary, today: date) -> Iterator[Offer]:
    for code in sorted(held):
        if code in HOPES or code == STAFF or code not in vocabulary:
            continue  # a post in a school is told as a post, with its school and hours
        known = BY_CODE.get(code)
        title = vocabulary[code].title
        yield Offer(code, known.words if known else title[:1].upper() + title[1:], (Fact(code, Period(today)),))


def standing_of(told: Told) -> Standing:
    """Return in what standing somebody works, from the check."""
    if told.head.leads:
        return Standing.HEAD
    return Standing.TEACHER if told.teacher is Say.YES else Standing.NEITHER


def typed_post(told: Told) -> dict[str, dict[str, Any]]:
    """Return what the check told of a post, as if it had been typed on the pages about a post."""
    typed: dict[str, dict[str, Any]] = {
        "role": {"role": Role.SENCO.value, "job_title": ""},
        "standing": {"standing": standing_of(told).value},
    }
    if told.began:
        typed["dates"] = {**typed_day("first", told.began), "still": ["yes"]}
    return typed


def packed(facts: Iterable[Fact]) -> list[dict[str, str]]:
    """Return facts as a draft keeps them."""
    return [
        {
            "code": fact.code,
            "start": fact.valid.start.isoformat(),
            "began": fact.began.isoformat() if fact.began else "",
        }
        for fact in facts
    ]


def unpacked(kept: Iterable[Mapping[str, str]], parse: type[date]) -> tuple[Fact, ...]:
    """Return the facts that a draft keeps."""
    return tuple(
        Fact(
            one["code"],
            Period(parse.fromisoformat(one["start"])),
            began=parse.fromisoformat(one["began"]) if one["began"] else None,
        )
        for one in kept
    )
