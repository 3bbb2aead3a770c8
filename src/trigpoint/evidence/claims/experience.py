"""What somebody's posts come to: each post, what they share, and the sum in full-time equivalent. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from trigpoint.kernel import Basis
from trigpoint.kernel.facts import FULL_TIME
from trigpoint.platform.pages import written
from trigpoint.record.sums import Spell, full_time_years, sum_of, years

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

    from trigpoint.kernel import Fact, Vocabulary

SERVED = "served:"
CONFIRMED = {
    Basis.DECLARED: "Confirmed by nobody yet",
    Basis.VERIFIED: "Confirmed",
    Basis.ASSESSED: "Assessed",
}


@dataclass(frozen=True, slots=True)
class PostRow:
    """A post: the entry of the record that it stands in, what and where it was, when, how much, what it comes to."""

    entry: str
    title: str
    place: str
    when: str
    amount: str
    comes_to: str
    confirmed: str

    @property
    def line(self) -> str:
        """Return the post in one line, for a list to choose from."""
        return ", ".join(part for part in (self.title, self.place, self.when, self.amount) if part)

    @property
    def blind_line(self) -> str:
        """Return the post in one line without the school, for those who are not to know whose it is."""
        return f"{self.title}, {self.when}, {self.amount}"


@dataclass(frozen=True, slots=True)
class Experience:
    """All posts, the newest first, and their sum. `shared` and `taken_off` are years that count once, or empty."""

    posts: tuple[PostRow, ...]
    in_schools: str
    full_time: str
    shared: str
    taken_off: str


def experience_of(facts: Iterable[Fact], places: Mapping[str, str], vocabulary: Vocabulary, today: date) -> Experience:
    """Return what posts come to up to today. `places` are the names of settings."""
    served = sorted(
        (fact for fact in facts if fact.code.startswith(SERVED)), key=lambda fact: fact.valid.run, reverse=True
    )
    spells = [
        Spell(fact.source, fact.at or "", fact.valid, FULL_TIME if fact.amount is None else fact.amount)
        for fact in served
    ]
    total = sum_of(spells, today)
    lines = {line.key: line for line in total.lines}
    rows = []
    for fact, spell in zip(served, spells, strict=True):
        line = lines.get(spell.key)
        title = vocabulary[fact.code].title
        rows.append(
            PostRow(
                entry=fact.source,
                title=title[:1].upper() + title[1:],
                place=places.get(spell.at, ""),
                when=_when(fact),
                amount="full time"
                if spell.hundredths >= FULL_TIME
                else f"{spell.hundredths / FULL_TIME:g} of full time",
                comes_to=(
                    f"{years(line.days)} years, {full_time_years(line.hundredths)} in full time"
                    if line
                    else "lies ahead"
                ),
                confirmed=CONFIRMED[fact.basis],
            )
        )
    return Experience(
        tuple(rows),
        years(total.days),
        full_time_years(total.hundredths),
        years(total.shared_days) if total.shared_days else "",
        full_time_years(total.taken_off) if total.taken_off else "",
    )


def _when(fact: Fact) -> str:
    end = fact.valid.end
    last = "now" if end is None else written(end - timedelta(days=1))
    return f"{written(fact.valid.start)} to {last}"
