"""Submissions in a demonstration, in different states. Nobody here exists, and nobody was judged.

It needs assessors who may judge: where standardisation stops them yet, its own demonstration calls `submissions`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from trigpoint.assessment import actions, queries
from trigpoint.assessment.actions.judging import to_sign
from trigpoint.assessment.gates import stopped_by
from trigpoint.assessment.models import Submission
from trigpoint.assessment.rows import Signature
from trigpoint.assessment.signing import digest_of
from trigpoint.assessment.words import Verdict, Via
from trigpoint.evidence import actions as evidence
from trigpoint.evidence.actions.pieces import Said
from trigpoint.evidence.claims import actions as claims
from trigpoint.evidence.outcomes import AWARD, outcome
from trigpoint.evidence.queries import pieces, pieces_of
from trigpoint.evidence.words import CHECKS, Ai, Kind, Origin
from trigpoint.people.demo import key_of
from trigpoint.platform.clock import ENGLAND
from trigpoint.record.actions import enrol
from trigpoint.record.queries import enrolment_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

CLAIMED = {
    "relevance": "I planned the meetings with two families, and this is about what we changed together.",
    "sufficiency": "Six meetings in a year, each with notes that families read first.",
    "authenticity": "I led the planning and wrote the notes. Our head teacher can confirm it.",
    "currency": "It was last school year. Nothing in law that bears on it has changed since.",
    "level": "Where families and staff differed I set out both views, what we knew, and why we chose as we did.",
}
ROUTES = {"asha": "T", "grace": "E"}


@dataclass(frozen=True, slots=True)
class Story:
    """One submission: whose, of what, how learned, how far it came, and the piece that it holds."""

    slug: str
    outcome: str
    via: Via
    steps: tuple[str, ...]
    title: str
    words: str


STORIES = (
    Story(
        "asha", "CPD-3", Via.TAUGHT, ("sent", "first"),
        "Talk on working memory, October",
        "Twelve colleagues came. Each planned one change for one lesson. Four weeks later I asked what they still did: "
        "eight had kept it up, two had changed it, two had stopped. I dropped the second handout for the next talk.",
    ),
    Story(
        "asha", "RES-1", Via.TAUGHT, ("sent", "first", "ask"),
        "What I looked for before we bought a programme",
        "I searched for reviews of programmes for early reading, read two of them, and wrote down what they could not "
        "tell us about a school of our size.",
    ),
    Story(
        "grace", "COP-5", Via.PRIOR_LEARNING, ("sent", "first", "second", "judge-first"),
        "A year of meetings with our parent carer forum",
        "We met six times, families set half of each agenda, and I wrote down what we changed in our policy and what "
        "we did not, and why.",
    ),
    Story(
        "grace", "RES-4", Via.TAUGHT, ("sent",),
        "Before and after: a reading group",
        "How I measured, what went wrong with the measure, and what I would do now.",
    ),
)  # fmt: skip


READY = Story(
    "asha", "", Via.TAUGHT, (),
    "A year of training that I led, and what stayed",
    "Four talks and eight short visits to lessons. After each I asked what people still did a month later, and wrote "
    "down what I changed for the next one.",
)  # fmt: skip
SHOWS = ("CPD-4", "CPD-5", "LEA-2", "LEA-3")


def fill(now: datetime) -> None:
    """Give Asha a piece that is ready to be sent, and enter the submissions where assessors may judge already."""
    asha = key_of(READY.slug)
    if READY.title not in {one.title for one in pieces_of(asha)}:
        criteria = [one for outcome_id in SHOWS for one in outcome(outcome_id).references]
        _piece(asha, READY, criteria, now - timedelta(days=20))
    submissions(now)


def submissions(now: datetime) -> None:
    """Enter the submissions, where they are not there and assessors may judge. Done twice it does no harm."""
    today = now.astimezone(ENGLAND).date()
    alex, bea, registrar = (key_of(slug) for slug in ("assessor", "assessor-two", "registrar"))
    for place, story in enumerate(STORIES):
        person, about = key_of(story.slug), outcome(story.outcome)
        there = Submission.objects.filter(candidate=person, outcome=story.outcome).exists()
        if there or any(stopped_by(one, about.strand, today) for one in (alex, bea)):
            continue
        moment = now - timedelta(days=12 - 2 * place)
        if enrolment_of(person, AWARD) is None:
            enrol(actor=person, subject=person, scheme_id=AWARD, route=ROUTES[story.slug], now=moment)
        key = send_story(person, story, moment)
        for step, assessor in (("first", alex), ("second", bea)):
            if step in story.steps:
                actions.allocate(key=key, assessor=assessor, actor=registrar, now=moment + timedelta(days=1))
        later = moment + timedelta(days=2)
        if "ask" in story.steps:
            actions.ask_for_more(
                key=key, assessor=alex, codes=["too-little"], criteria=list(about.references[:1]), now=later,
                words="Which question did you begin with? One sentence on it would be enough.",
                signature=Signature(digest_of({"submission": key}), later),
            )  # fmt: skip
        if "judge-first" in story.steps:
            judge_story(key, alex, story.outcome, later)


def send_story(person: str, story: Story, moment: datetime) -> str:
    """Make the piece, and send the outcome with it."""
    piece = _piece(person, story, outcome(story.outcome).references, moment)
    if story.via is Via.PRIOR_LEARNING:
        _claim(person, story.outcome, moment)
    key = actions.draft(candidate=person, outcome_id=story.outcome, via=story.via, now=moment)
    actions.choose_pieces(key=key, candidate=person, pieces=[piece], now=moment)
    fixed = [(piece, pieces([piece])[piece].sha256)]
    signature = Signature(digest_of({"submission": key, "pieces": fixed}), moment)
    actions.send(key=key, candidate=person, fixed=fixed, signature=signature, now=moment)
    return key


def _piece(person: str, story: Story, criteria: Sequence[str], moment: datetime) -> str:
    """Make a piece that is ready and mapped to criteria."""
    piece = evidence.begin(owner=person, kind=Kind.REFLECTION, now=moment)
    said = Said(story.title, story.words, (moment - timedelta(days=30)).date())
    evidence.save(owner=person, key=piece, version=_version(piece), said=said, now=moment)
    why = dict.fromkeys(criteria, "It tells what I did, and what came of it.")
    evidence.map_to(owner=person, key=piece, why=why, now=moment)
    evidence.declare(
        owner=person, key=piece, origin=Origin.OWN, origin_words="", ai=Ai.NONE, ai_words="", now=moment
    )  # fmt: skip
    evidence.make_ready(owner=person, key=piece, version=_version(piece), checked=CHECKS, now=moment)
    return piece


def _claim(person: str, outcome_id: str, moment: datetime) -> None:
    """Say how it was learned before: by a course, since posts are entered by a room above this one."""
    certificate = claims.add_certificate(
        owner=person, title="Working with families in making policy", issuer="A made-up provider", number="MADE-UP-1",
        level=7, awarded_on=(moment - timedelta(days=400)).date(), piece="", now=moment,
    )  # fmt: skip
    claims.save(
        owner=person, outcome=outcome_id, says=CLAIMED, posts=(), certificates=(certificate,), version=0, now=moment
    )  # fmt: skip


def _version(piece: str) -> int:
    return pieces([piece])[piece].version


def judge_story(key: str, assessor: str, outcome_id: str, moment: datetime) -> None:
    """Judge it as an assessor: every criterion shown."""
    said = {"verdict": Verdict.SHOWN.value, "codes": ["clear"], "words": ""}
    data = {"criteria": dict.fromkeys(outcome(outcome_id).references, said), "words": "A clear account of the year."}
    version = queries.draft_of(key, assessor).version
    actions.save_draft(key=key, assessor=assessor, version=version, data=data, now=moment)
    actions.judge(key=key, assessor=assessor, signature=Signature(to_sign(key, assessor)[1], moment), now=moment)
