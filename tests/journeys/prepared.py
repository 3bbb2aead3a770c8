"""Brings a served copy to where a journey begins; for a process of its own, whose settings are those of the copy.

What comes before has journeys of its own: sending and judging in test_assessing.
"""

from __future__ import annotations

from datetime import UTC, datetime

from tests.assessment import conftest as made
from tests.assessment.board.conftest import complete
from tests.somebody import a_person_like

from trigpoint.assessment import actions, queries
from trigpoint.assessment.actions.judging import to_sign
from trigpoint.assessment.rows import Signature
from trigpoint.assessment.words import Via
from trigpoint.evidence.outcomes import outcome as outcome_of
from trigpoint.people.demo import key_of
from trigpoint.record.actions import enrol
from trigpoint.record.queries import enrolment_of

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def prepare(what: str, outcome: str, candidate: str) -> str:
    """Let an outcome be agreed or declined by two assessors of the demonstration; for the board, everything met."""
    is_new = candidate == "new"
    address = f"{what}-{outcome}@school.example"
    key_of_candidate = a_person_like(f"Wanda {outcome}", email=address).key if is_new else key_of(candidate)
    if enrolment_of(key_of_candidate, "senco-award") is None:
        enrol(actor=key_of_candidate, subject=key_of_candidate, scheme_id="senco-award", route="T", now=NOW)
    criteria = outcome_of(outcome).references
    piece = made.a_piece(key_of_candidate, criteria, title=f"What I did for {outcome}", now=NOW)
    key = actions.draft(candidate=key_of_candidate, outcome_id=outcome, via=Via.TAUGHT, now=NOW)
    actions.choose_pieces(key=key, candidate=key_of_candidate, pieces=[piece], now=NOW)
    made.send(key, NOW)
    judges = [key_of("assessor"), key_of("assessor-two")]
    for judge in judges:
        actions.allocate(key=key, assessor=judge, actor=key_of("registrar"), now=NOW)
    shown = what != "declined"
    said = {
        "criteria": {
            one: {
                "verdict": "shown" if shown else "not-shown",
                "codes": ["clear" if shown else "sufficiency"],
                "words": "" if shown else "Say what came of it.",
            }
            for one in criteria
        },
        "words": "Thank you for this.",
    }
    if not shown:
        actions.ask_for_more(
            key=key, assessor=judges[0], codes=["too-little"], criteria=[criteria[0]], words="One more example.",
            signature=made.A_SIGNATURE, now=NOW,
        )  # fmt: skip
        actions.give_more(
            key=key, candidate=key_of_candidate, words="In March too.", fixed=[], signature=made.A_SIGNATURE, now=NOW
        )
    for judge in judges:
        version = queries.draft_of(key, judge).version
        actions.save_draft(key=key, assessor=judge, version=version, data=said, now=NOW)
        actions.judge(key=key, assessor=judge, signature=Signature(to_sign(key, judge)[1], NOW), now=NOW)
    if what == "board":
        actions.release(key=key, person=key_of("moderator"), now=NOW)
        complete(key_of_candidate, key_of("registrar"), without=(outcome,))
    return key
