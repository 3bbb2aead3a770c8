"""Claims: the entries of a timeline as a referee is asked about them. Pure.

A post is one claim, though the record keeps it as a spell with its hours and the states beside it. Everything else is a
claim of its own. A claim follows its entries: when one was corrected, the claim says what stands there now, and its
digest tells that the words are other ones than those that somebody read.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from trigpoint.kernel import Basis
from trigpoint.kernel.facts import FULL_TIME
from trigpoint.pathway.timeline.amounts import in_words
from trigpoint.pathway.timeline.page import duration
from trigpoint.pathway.timeline.page import words_of as page_words
from trigpoint.pathway.timeline.posts import Made, is_part_of_a_post, posts_in
from trigpoint.pathway.timeline.qualifications import TRAINING, is_hers
from trigpoint.pathway.timeline.roles import ROLES
from trigpoint.platform.pages import written

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from trigpoint.kernel import Fact, Period, Vocabulary
    from trigpoint.record.queries import EntryRow

VERBS = frozenset({"served", "working", "holds", "led", "did"})
"""What somebody else can know of a person's timeline: posts, qualifications, training."""
NOT_BY_REFEREES = frozenset({"holds:senco-award"})
"""What only the awarding body can say."""
STATES = {"working:teacher": "Worked there as a teacher.", "working:head": "Was head teacher there, or acting head."}
"""What a post's states add to what a referee reads."""


@dataclass(frozen=True, slots=True)
class Claim:
    """One thing that a referee is asked about: the entries behind it and what they say.

    `rows` are the entries, the leading one first: the spell of a post. `note` is what the person wrote beside it.
    """

    rows: tuple[EntryRow, ...]
    digest: str

    @property
    def entries(self) -> tuple[str, ...]:
        """The ids of the entries."""
        return tuple(row.id for row in self.rows)

    @property
    def facts(self) -> tuple[Fact, ...]:
        """What the entries say."""
        return tuple(row.fact for row in self.rows if row.fact is not None)

    @property
    def note(self) -> str:
        """What the person wrote beside it."""
        return self.rows[0].note

    @property
    def post(self) -> str:
        """The name of the post on the timeline; empty for anything else."""
        lead = self.rows[0]
        made = Made.read(lead.made_from)
        return made.post if made else lead.id if self.facts[0].code in ROLES else ""

    @property
    def is_hers(self) -> bool:
        """Tell whether the person may correct it herself on the timeline."""
        return bool(self.post) or is_hers(self.facts[0].code)

    @property
    def setting(self) -> str:
        """How facts name the school; empty where there is none."""
        return next((fact.at for fact in self.facts if fact.at), "")

    @property
    def is_verified(self) -> bool:
        """Tell whether all of it is known better than by her word."""
        return all(fact.basis is not Basis.DECLARED for fact in self.facts)


@dataclass(frozen=True, slots=True)
class ClaimWords:
    """A claim in words, as it is shown to the person and to the referee alike."""

    title: str
    lines: tuple[str, ...]
    note: str

    @property
    def short(self) -> str:
        """Return it in one line: *SENCO, Hill Top Primary, 1 September 2025 to now*."""
        return ", ".join((self.title, *self.lines[:2]))


def claims_of(history: Iterable[EntryRow], vocabulary: Vocabulary) -> tuple[Claim, ...]:
    """Return the claims of a timeline as they stand, the newest first. Private facts are never among them."""
    rows = [row for row in history if row.counts and row.fact is not None and is_askable(row.fact.code, vocabulary)]
    by_id = {row.id: row for row in rows}
    posts = [tuple(by_id[entry] for entry in post.entries.values() if entry in by_id) for post in posts_in(rows)]
    alone = [(row,) for row in rows if not is_part_of_a_post(row)]
    claims = [Claim(members, digest_of(members)) for members in (*posts, *alone)]
    return tuple(sorted(claims, key=lambda claim: (-claim.facts[0].run[0], claim.entries)))


def is_askable(code: str, vocabulary: Vocabulary) -> bool:
    """Tell whether a referee may be asked about facts of this code."""
    if code not in vocabulary or vocabulary[code].private or code in NOT_BY_REFEREES:
        return False
    return vocabulary[code].verb in VERBS


def digest_of(rows: Iterable[EntryRow]) -> str:
    """Return the digest of all that a referee reads of a claim. How well it is known is no part of it."""
    said = sorted(
        (
            fact.code,
            *(
                "" if day is None else day.isoformat()
                for day in (fact.valid.start, fact.valid.end, fact.began, fact.due)
            ),
            "" if fact.amount is None else str(fact.amount),
            fact.at or "",
            fact.via.value,
            row.note,
        )
        for row in rows
        if (fact := row.fact) is not None
    )
    return hashlib.sha256(json.dumps(said, separators=(",", ":")).encode()).hexdigest()


def standing_today(history: Iterable[EntryRow], entries: Iterable[str]) -> tuple[str, ...]:
    """Return the entries that stand where these stood: themselves, or what corrected them; none for what is gone."""
    by_id = {row.id: row for row in history}
    found = []
    for entry in entries:
        row = by_id.get(entry)
        while row is not None and row.corrected_by is not None:
            row = by_id.get(row.corrected_by)
        if row is not None and row.counts:
            found.append(row.id)
    return tuple(found)


def present_claim(history: Sequence[EntryRow], entries: Iterable[str], claims: Iterable[Claim]) -> Claim | None:
    """Return the claim that stands today where these entries stood; None where all of it was taken back or erased."""
    now = set(standing_today(history, entries))
    return next((claim for claim in claims if now & set(claim.entries)), None)


def words_of(claim: Claim, vocabulary: Vocabulary, schools: Mapping[str, str]) -> ClaimWords:
    """Return a claim in words. `schools` gives the names of settings."""
    lead, first = claim.rows[0], claim.facts[0]
    role = ROLES.get(first.code)
    lines = [schools[claim.setting]] if claim.setting else []
    if role is None:
        lines.append(when(first.valid, is_day=first.code in TRAINING))
        if first.began is not None:
            lines.append(f"Begun {written(first.began)}")
        if first.code in TRAINING and first.amount:
            lines.append(duration(first.amount))
        # The words of training are the person's own: they are its title.
        return ClaimWords(page_words(lead, vocabulary), tuple(lines), "" if first.code in TRAINING else claim.note)
    lines.append(when(first.valid))
    made = Made.read(lead.made_from)
    lines.append(capital(in_words(FULL_TIME if first.amount is None else first.amount, made.hours if made else "")))
    lines += [STATES[fact.code] for fact in claim.facts if fact.code in STATES]
    if made is not None and claim.note:
        return ClaimWords(f"{role.words}: {claim.note}", tuple(lines), "")
    return ClaimWords(role.words, tuple(lines), claim.note)


def when(period: Period, *, is_day: bool = False) -> str:
    """Return when something was so: *1 September 2016 to 31 August 2025*, the last day included."""
    if is_day:
        return written(period.start)
    if period.end is None:
        return f"{written(period.start)} to now"
    return f"{written(period.start)} to {written(last_day(period.end))}"


def last_day(end: date) -> date:
    """Return the last day of a period that ends before this day."""
    return end.fromordinal(end.toordinal() - 1)


def capital(words: str) -> str:
    """Return the words with a capital first letter."""
    return words[:1].upper() + words[1:]
