"""What can be asked of practice: progress, rounds, figures, and what reviewers said. Each says how many queries."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Count, Q

from trigpoint.content.questions import questions, topics
from trigpoint.learning.practice.models import Answer, Card, Draft, Review, Round, Verdict
from trigpoint.people.queries import names_of
from trigpoint.platform.clock import ENGLAND

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date, datetime

    from trigpoint.content.questions import Question

KNOWN_DAYS = 21.0
"""A question that is remembered for so many days is known well, as flash-card programs have it."""
FEWEST = 5
"""Fewer people than this show no figures: they would tell of single persons."""


@dataclass(frozen=True, slots=True)
class TopicRow:
    """How far somebody has come with a topic."""

    id: str
    title: str
    questions: int
    asked: int
    known: int


@dataclass(frozen=True, slots=True)
class ReviewRow:
    """What one reviewer said. `counts`: of the text as it is now, her newest word, and not made up elsewhere."""

    name: str
    verdict: str
    words: str
    note: str
    at: datetime
    counts: bool
    demonstration: bool


@dataclass(frozen=True, slots=True)
class ReviewState:
    """Where the review of a question stands."""

    accepted: bool
    asked_to_change: bool
    demonstration: bool

    @property
    def words(self) -> str:
        """Return it in words."""
        if self.asked_to_change:
            return "A reviewer asks for a change"
        if not self.accepted:
            return "Waits for expert review"
        return "Reviewed in the demonstration, by nobody real" if self.demonstration else "Reviewed"


@dataclass(frozen=True, slots=True)
class Figures:
    """How a question does in practice. None where too few people answered it to show anything."""

    people: int
    answers: int
    right: int
    unsure: int
    chosen: Mapping[str, int]

    @property
    def share(self) -> int:
        """Return the answers that were right, of 100."""
        return round(100 * self.right / self.answers)


def progress(person: str) -> tuple[TopicRow, ...]:
    """Return somebody's progress by topic, in the order of the topics. One query."""
    rows = Card.objects.filter(person=person).values_list("question", "stability")
    asked: dict[str, int] = defaultdict(int)
    known: dict[str, int] = defaultdict(int)
    for question, stability in rows:
        if question in questions():
            topic = questions()[question].topic
            asked[topic] += 1
            known[topic] += (stability or 0) >= KNOWN_DAYS
    of_topic: dict[str, int] = defaultdict(int)
    for one in questions().values():
        of_topic[one.topic] += one.for_practice
    return tuple(TopicRow(id_, title, of_topic[id_], asked[id_], known[id_]) for id_, title in topics().items())


def comes_back(person: str, question: str) -> date | None:
    """Return the day on which a question comes back to somebody; None where it was never asked. One query."""
    return Card.objects.filter(person=person, question=question).values_list("day", flat=True).first()


def answered(person: str, attempt: str) -> Answer | None:
    """Return what somebody sent under a key. One query."""
    return Answer.objects.filter(person=person, attempt=attempt).first()


def round_of(person: str, key: str) -> Round | None:
    """Return a round of somebody's own. One query."""
    return Round.objects.filter(person=person, key=key).first()


def open_rounds(person: str) -> tuple[Round, ...]:
    """Return the rounds that somebody began and did not hand in, the newest first. One query."""
    rows = Round.objects.filter(person=person, started_at__isnull=False, submitted_at=None)
    return tuple(rows.order_by("-opened_at")[:3])


def drafts(person: str) -> tuple[Draft, ...]:
    """Return somebody's drafts, in the order in which they came. One query."""
    return tuple(Draft.objects.filter(person=person))


def reviewed_items() -> frozenset[tuple[str, str]]:
    """Return the questions that experts reviewed, each with the hash of its text, where nobody asks for a change.

    Reviews made up for a demonstration count in demonstration mode alone. One query.
    """
    return _hashed(id_ for id_, state in review_states().items() if state.accepted)


def demo_reviewed_items() -> frozenset[tuple[str, str]]:
    """Return those of `reviewed_items` whose reviews were made up for the demonstration. One query."""
    return _hashed(id_ for id_, state in review_states().items() if state.accepted and state.demonstration)


def _hashed(ids: Iterable[str]) -> frozenset[tuple[str, str]]:
    return frozenset((id_, questions()[id_].text_hash) for id_ in ids)


def review_states() -> Mapping[str, ReviewState]:
    """Return where the review of every question stands, by question. One query."""
    rows = Review.objects.order_by("id").values_list("question", "text_hash", "reviewer", "verdict", "demonstration")
    said: dict[str, dict[str, tuple[str, bool]]] = defaultdict(dict)
    for question, text_hash, reviewer, verdict, demonstration in rows:
        known = questions().get(question)
        if known is not None and known.text_hash == text_hash and (settings.DEMO or not demonstration):
            said[question][reviewer] = (verdict, demonstration)
    return {id_: _state(said[id_].values() if id_ in said else ()) for id_ in questions()}


def _state(said: Iterable[tuple[str, bool]]) -> ReviewState:
    words = list(said)
    change = any(verdict == Verdict.CHANGE for verdict, _ in words)
    accepts = [demonstration for verdict, demonstration in words if verdict == Verdict.ACCEPT]
    return ReviewState(bool(accepts) and not change, change, bool(accepts) and all(accepts))


def reviews_of(question: Question) -> tuple[ReviewRow, ...]:
    """Return everything that was said of a question, the newest first. Two queries."""
    rows = list(Review.objects.filter(question=question.id).order_by("-id"))
    names = names_of({row.reviewer for row in rows}) if rows else {}
    newest: set[str] = set()
    found = []
    for row in rows:
        of_now = row.text_hash == question.text_hash and (settings.DEMO or not row.demonstration)
        counts = of_now and row.reviewer not in newest
        newest |= {row.reviewer} if of_now else set()
        found.append(
            ReviewRow(
                names[row.reviewer],
                row.verdict,
                str(Verdict(row.verdict).label),
                row.note,
                row.at.astimezone(ENGLAND),
                counts,
                row.demonstration,
            )
        )
    return tuple(found)


def figures_of(question: Question) -> Figures | None:
    """Return how a question does in practice, by everyone's first answers to its text. Two queries; None for too few.

    First answers, because later ones tell what practice taught rather than how hard the question is.
    """
    rows = Answer.objects.filter(question=question.id, text_hash=question.text_hash)
    people = rows.aggregate(people=Count("person", distinct=True))["people"]
    if people < FEWEST:
        return None
    first: dict[str, tuple[object, bool]] = {}
    for person, said, right in rows.order_by("id").values_list("person", "answer", "right"):
        first.setdefault(person, (said, right))
    chosen: dict[str, int] = defaultdict(int)
    for said, _ in first.values():
        for one in [said] if isinstance(said, str) else said if isinstance(said, list) else []:
            chosen[one] += 1
    return Figures(
        people,
        len(first),
        sum(right for _, right in first.values()),
        sum(said is None for said, _ in first.values()),
        dict(chosen),
    )


def shares() -> Mapping[str, tuple[int, int]]:
    """Return for each question how many answers there are and how many are right. One query."""
    rows = (
        Answer.objects.order_by()
        .values_list("question")
        .annotate(answers=Count("id"), rights=Count("id", filter=Q(right=True)))
    )
    return {question: (answers, right) for question, answers, right in rows}
