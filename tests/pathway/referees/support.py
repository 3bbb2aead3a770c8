"""Small words for tests of references."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from trigpoint.pathway.referees import actions, queries
from trigpoint.pathway.referees.words import Relation, Said
from trigpoint.record.queries import facts_of

if TYPE_CHECKING:
    from trigpoint.pathway.referees.claims import Claim
    from trigpoint.people.models import Person

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
DAY = timedelta(days=1)
SITE = "https://trigpoint.example"


def opened(token: str, now: datetime = NOW) -> queries.Asked:
    """Return the request behind a link that opens one."""
    found = queries.by_token(token, now)
    assert found is not None
    return found


def claim_at(token: str, place: int, now: datetime = NOW) -> Claim:
    """Return what stands at a place of a request, which is not gone."""
    row = opened(token, now).at(place)
    assert row is not None
    assert row.claim is not None
    return row.claim


@dataclass
class Asha:
    """Somebody who asks."""

    person: Person

    @property
    def key(self) -> str:
        return self.person.key

    def choices(self) -> tuple[queries.Choice, ...]:
        return queries.choices_of(self.key)

    def ask(self, *titles: str, name: str = "Ben Okafor", email: str = "ben@school.example", **more: object) -> str:
        """Ask somebody about the claims whose titles begin so; all of them where none is named."""
        chosen = {
            choice.value: choice.claim.digest
            for choice in self.choices()
            if not titles or choice.shown.title.startswith(titles)
        }
        given = {"relation": Relation.HEAD, "site": SITE, "now": NOW, "by_mail": False, "claims": chosen} | more
        return actions.ask(subject=self.key, name=name, email=email, **given)  # type: ignore[arg-type]

    def asked(self, key: str, now: datetime = NOW) -> queries.Asked:
        found = queries.reference_of(self.key, key, now)
        assert found is not None
        return found

    def token(self, key: str) -> str:
        return queries.link_token(self.asked(key).reference)

    def begin(self, token: str, name: str = "Ben Okafor", now: datetime = NOW) -> None:
        actions.begin(token=token, visitor="", name=name, post="Head teacher", place="The Aldgate School", now=now)

    def save(self, token: str, place: int, said: Said, words: str = "", now: datetime = NOW) -> None:
        digest = claim_at(token, place, now).digest
        actions.save(token=token, visitor="", place=place, said=said, words=words, digest=digest, now=now)

    def send(self, token: str, now: datetime = NOW, *, by_mail: bool = False) -> None:
        actions.send(token=token, visitor="", site=SITE, now=now, by_mail=by_mail)

    def answered(self, *said: Said, titles: tuple[str, ...] = (), words: str = "") -> str:
        """Ask, answer each claim so, send; return the key of the request."""
        key = self.ask(*titles)
        token = self.token(key)
        self.begin(token)
        for place, one in enumerate(said, 1):
            self.save(token, place, one, words)
        self.send(token)
        return key

    def facts(self) -> list[tuple[str, str]]:
        """Return what counts: codes with how well each is known."""
        return [(fact.code, fact.basis.name.lower()) for fact in facts_of(self.key)]
