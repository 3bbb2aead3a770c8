"""A candidate with a portfolio, three assessors, a registrar and a moderator, at noon on a school day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine

from trigpoint.assessment import actions, queries
from trigpoint.assessment.actions.judging import to_sign
from trigpoint.assessment.models import Submission
from trigpoint.assessment.rows import Signature
from trigpoint.assessment.words import Slot, Verdict, Via
from trigpoint.evidence import actions as evidence
from trigpoint.evidence.actions.pieces import Said
from trigpoint.evidence.claims import actions as claims
from trigpoint.evidence.claims.words import TESTS
from trigpoint.evidence.outcomes import outcome
from trigpoint.evidence.queries import pieces
from trigpoint.evidence.words import CHECKS, Ai, Kind, Origin
from trigpoint.people.roles import Role
from trigpoint.record.actions import enrol

if TYPE_CHECKING:
    from collections.abc import Iterable

    from trigpoint.assessment.rows import SubmissionRow

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
TODAY = date(2026, 11, 23)
OUTCOME = "CPD-2"
CRITERIA = outcome(OUTCOME).references
A_SIGNATURE = Signature("a" * 64, NOW)


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture(autouse=True)
def no_gate(monkeypatch):
    """Let every assessor judge: standardisation has tests of its own."""
    monkeypatch.setattr("trigpoint.assessment.gates._gates", {})


@pytest.fixture
def asha(a_person, settings):
    settings.DEMO = True  # an unsigned version of the award can be pinned in a demonstration alone
    person = a_person("Asha Rahman")
    enrol(actor=person.key, subject=person.key, scheme_id="senco-award", route="T", now=NOW)
    return person


@pytest.fixture
def alex(a_person):
    return a_person("Alex Reed", Role.ASSESSOR)


@pytest.fixture
def bea(a_person):
    return a_person("Bea Quill", Role.ASSESSOR)


@pytest.fixture
def cal(a_person):
    return a_person("Cal Wynn", Role.ASSESSOR)


@pytest.fixture
def rae(a_person):
    return a_person("Rae Holt", Role.REGISTRAR)


@pytest.fixture
def mo(a_person):
    return a_person("Mo Field", Role.MODERATOR)


def a_piece(owner: str, criteria: Iterable[str], title: str = "A session that I led", now: datetime = NOW) -> str:
    """Make a piece that is ready and mapped to criteria, and return its key."""
    key = evidence.begin(owner=owner, kind=Kind.REFLECTION, now=now)
    said = Said(title, "What stayed with people a month later.", date(2026, 10, 5))
    evidence.save(owner=owner, key=key, version=pieces([key])[key].version, said=said, now=now)
    evidence.map_to(owner=owner, key=key, why=dict.fromkeys(criteria, "It tells of this."), now=now)
    evidence.declare(
        owner=owner, key=key, origin=Origin.OWN, origin_words="", ai=Ai.NONE, ai_words="", now=now
    )  # fmt: skip
    evidence.make_ready(owner=owner, key=key, version=pieces([key])[key].version, checked=CHECKS, now=now)
    return key


@pytest.fixture
def piece(asha):
    return a_piece(asha.key, CRITERIA)


@pytest.fixture
def drafted(asha, piece):
    key = actions.draft(candidate=asha.key, outcome_id=OUTCOME, via=Via.TAUGHT, now=NOW)
    actions.choose_pieces(key=key, candidate=asha.key, pieces=[piece], now=NOW)
    return key


def send(key: str, now: datetime = NOW) -> None:
    """Send a draft as it is."""
    row = Submission.objects.get(key=key)
    chosen = pieces(row.draft["pieces"])
    fixed = [(one, chosen[one].sha256) for one in row.draft["pieces"]]
    actions.send(key=key, candidate=row.candidate, fixed=fixed, signature=A_SIGNATURE, now=now)


@pytest.fixture
def sent(drafted):
    send(drafted)
    return drafted


@pytest.fixture
def experienced(monkeypatch):
    """Let every assessor have judged enough, and the lot fall on nothing."""
    monkeypatch.setattr("trigpoint.assessment.actions.allocating.judged_by", lambda _: 10)
    monkeypatch.setattr("trigpoint.assessment.actions.allocating.drawn", lambda *_: False)


@pytest.fixture
def allocated(sent, alex, rae, experienced):
    """Give it to Alex, who judges alone."""
    actions.allocate(key=sent, assessor=alex.key, actor=rae.key, now=NOW)
    return sent


@pytest.fixture
def doubled(sent, alex, bea, cal, rae):
    """Give it to Alex and Bea: new assessors, so two judge. Cal is there for a third."""
    actions.allocate(key=sent, assessor=alex.key, actor=rae.key, now=NOW)
    actions.allocate(key=sent, assessor=bea.key, actor=rae.key, now=NOW)
    return sent


@pytest.fixture
def differing(doubled, alex, bea, asha):
    """Let Alex find every criterion shown, and Bea all but the first."""
    asked_and_answered(doubled, alex, asha)
    judge(doubled, alex)
    judge(doubled, bea, CRITERIA[0])
    return doubled


def said_of(*not_shown: str, code: str = "sufficiency") -> dict[str, object]:
    """Return a judgement in which just these criteria are not shown."""
    rows = {}
    for one in CRITERIA:
        shown = one not in not_shown
        rows[one] = {
            "verdict": (Verdict.SHOWN if shown else Verdict.NOT_SHOWN).value,
            "codes": ["clear" if shown else code],
            "words": "" if shown else "The plan is there, and what came of it is missing.",
        }
    return {"criteria": rows, "words": "Thank you for this."}


def judge(key: str, assessor, *not_shown: str, code: str = "sufficiency", now: datetime = NOW):
    """Judge and sign as an assessor."""
    data = said_of(*not_shown, code=code)
    version = queries.draft_of(key, assessor.key).version
    actions.save_draft(key=key, assessor=assessor.key, version=version, data=data, now=now)
    signature = Signature(to_sign(key, assessor.key)[1], now)
    return actions.judge(key=key, assessor=assessor.key, signature=signature, now=now)


def ask(key: str, assessor, now: datetime = NOW) -> None:
    """Ask for more."""
    actions.ask_for_more(
        key=key,
        assessor=assessor.key,
        codes=["too-little"],
        criteria=[CRITERIA[0]],
        words="One more example would do.",
        signature=A_SIGNATURE,
        now=now,
    )


def answer(key: str, candidate, now: datetime = NOW) -> None:
    """Answer a question for more in words."""
    actions.give_more(
        key=key, candidate=candidate.key, words="I did the same in March.", fixed=[], signature=A_SIGNATURE, now=now
    )


def asked_and_answered(key: str, assessor, candidate) -> None:
    """Let the one round pass."""
    ask(key, assessor)
    answer(key, candidate)


def row_of(key: str) -> SubmissionRow:
    """Return a submission that is there."""
    found = queries.submission(key)
    assert found is not None
    return found


def third(key: str, cal, rae) -> None:
    """Give it to Cal."""
    assert actions.allocate(key=key, assessor=cal.key, actor=rae.key, now=NOW) is Slot.THIRD


def days(number: int) -> datetime:
    """Return noon so many days later."""
    return NOW + timedelta(days=number)


def a_claim(owner, **more):
    """Claim the outcome in full; `more` are words on tests, by their id."""
    made = claims.add_certificate(
        owner=owner, title="Coaching", issuer="A made-up college", number="7", level=7, awarded_on=TODAY, piece="",
        now=NOW,
    )  # fmt: skip
    says = {test.id: f"My words on {test.name}." for test in TESTS} | more
    claims.save(owner=owner, outcome=OUTCOME, says=says, posts=(), certificates=[made], version=0, now=NOW)
