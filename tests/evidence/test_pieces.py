"""Writing pieces: saved, mapped, declared, checked, shown, kept still, deleted."""

from __future__ import annotations

import pytest

from trigpoint.evidence import actions, queries, sight
from trigpoint.evidence.errors import ChangedError, EvidenceError, GoneError, StillError
from trigpoint.evidence.matrix import strands
from trigpoint.evidence.models import Piece
from trigpoint.evidence.outcomes import UnknownOutcomeError
from trigpoint.evidence.words import CHECKS, Ai, Kind, Origin, State
from trigpoint.platform import events

pytestmark = pytest.mark.django_db


def test_a_piece_is_read_in_four_queries_however_many_there_are(a_piece, asha, django_assert_num_queries):
    a_piece(ready=True)
    with django_assert_num_queries(3):
        queries.pieces_of(asha)
    for _ in range(3):
        a_piece(ready=True)
    with django_assert_num_queries(3):
        rows = queries.pieces_of(asha)

    assert len(rows) == 4


def test_two_who_save_at_once_do_not_overwrite_each_other(a_piece, asha, now):
    key = a_piece()
    actions.save(owner=asha, key=key, version=2, said=actions.Said(words="From the phone."), now=now)

    with pytest.raises(ChangedError, match="What you typed is still here"):
        actions.save(owner=asha, key=key, version=2, said=actions.Said(words="From the laptop."), now=now)

    assert queries.pieces([key])[key].words == "From the phone."


def test_a_page_that_saves_by_itself_leaves_no_event_for_every_pause(a_piece, asha, now):
    key = a_piece()
    before = len(events.of_subject(asha))
    actions.save(owner=asha, key=key, version=2, said=actions.Said(words="More"), now=now, by_itself=True)

    assert len(events.of_subject(asha)) == before


def test_only_its_own_questions_are_kept_of_a_record(asha, now):
    key = actions.begin(owner=asha, kind=Kind.MEETING, now=now)
    said = actions.Said(structured={"purpose": "To agree steps", "else": "smuggled"})
    actions.save(owner=asha, key=key, version=1, said=said, now=now)

    assert queries.pieces([key])[key].structured == {"purpose": "To agree steps"}


def test_a_piece_shows_many_criteria_across_strands_and_the_standards(a_piece, asha, now):
    key = a_piece()
    why = {"LAW-3.2": "Page 2.", "COO-1.1": "The notes.", "TS-4.1": "The plan."}
    actions.map_to(owner=asha, key=key, why=why, now=now)
    actions.map_to(owner=asha, key=key, why={"COO-1.1": ""}, now=now)

    row = queries.pieces([key])[key]
    assert {one.criterion: one.why for one in row.criteria} == {"LAW-3.2": "Page 2.", "TS-4.1": "The plan."}
    assert {one.id: one.shown for one in strands([row]) if one.shown} == {"LAW": 1, "TS": 1}
    gaps = {
        cell.criterion.reference for one in strands([row], only_gaps=True) for each in one.rows for cell in each.cells
    }
    assert "LAW-3.2" not in gaps
    assert "LAW-3.1" in gaps


def test_a_criterion_that_is_none_is_refused(a_piece, asha, now):
    with pytest.raises(UnknownOutcomeError):
        actions.map_to(owner=asha, key=a_piece(), why={"LAW-3.99": "x"}, now=now)


def test_a_piece_is_ready_only_when_written_declared_and_checked(asha, now):
    key = actions.begin(owner=asha, kind=Kind.REFLECTION, now=now)

    def refused(version, checked=CHECKS):
        with pytest.raises(EvidenceError) as error:
            actions.make_ready(owner=asha, key=key, version=version, checked=checked, now=now)
        return str(error.value)

    assert "nothing in this piece" in refused(1)
    actions.save(owner=asha, key=key, version=1, said=actions.Said(words="It went well."), now=now)
    assert "whose work it is" in refused(2)
    actions.declare(owner=asha, key=key, origin=Origin.OWN, origin_words="", ai=Ai.LANGUAGE, ai_words="", now=now)
    assert "Tick every line" in refused(3, ["names"])
    actions.make_ready(owner=asha, key=key, version=3, checked=CHECKS, now=now)
    row = queries.pieces([key])[key]
    assert row.is_ready
    assert row.ai_use == "An AI tool helped with spelling, wording or translation."


def test_a_change_makes_a_ready_piece_a_draft_and_its_digest_another(a_piece, asha, now):
    key = a_piece(ready=True)
    before = queries.fixed([key])
    row = queries.pieces([key])[key]
    actions.save(owner=asha, key=key, version=row.version, said=actions.Said(title="A talk", words="Other"), now=now)

    assert queries.pieces([key])[key].is_draft
    assert queries.fixed([key]) != before


def test_work_with_others_needs_words(a_piece, asha, now):
    key = a_piece()
    with pytest.raises(EvidenceError, match="which part is yours"):
        actions.declare(owner=asha, key=key, origin=Origin.SHARED, origin_words="", ai=Ai.NONE, ai_words="", now=now)
    with pytest.raises(EvidenceError, match="which tool"):
        actions.declare(owner=asha, key=key, origin=Origin.OWN, origin_words="", ai=Ai.DRAFT, ai_words="", now=now)


def test_nobody_sees_a_piece_but_its_author_and_whom_she_chose(a_piece, asha, a_person, now):
    key, mentor, head = a_piece(), a_person("Maya Stone").key, a_person("Hugo Vale").key
    assert [queries.may_see(one, key) for one in (asha, mentor, head)] == [True, False, False]
    actions.show_to(owner=asha, key=key, viewers=[mentor, head], choices=[mentor], now=now)
    assert [queries.may_see(one, key) for one in (asha, mentor, head)] == [True, True, False]
    assert [row.key for row in queries.shown_to(mentor)] == [key]
    actions.show_to(owner=asha, key=key, viewers=[], choices=[mentor], now=now)

    assert not queries.may_see(mentor, key)


def test_another_room_says_who_sees_a_piece_and_when_it_is_kept_still(a_piece, asha, a_person, now, monkeypatch):
    monkeypatch.setattr(sight, "_tests", {})
    monkeypatch.setattr(sight, "_reasons", {})
    key, assessor = a_piece(), a_person("Ola Berg").key
    queries.let_see("test.assessor", lambda person, piece: (person, piece) == (assessor, key))
    queries.keep_still("test.judged", lambda piece: "It is being judged." if piece == key else "")

    assert queries.may_see(assessor, key)
    for act in (
        lambda: actions.delete(owner=asha, key=key, now=now),
        lambda: actions.save(owner=asha, key=key, version=2, said=actions.Said(), now=now),
    ):
        with pytest.raises(StillError, match="It is being judged"):
            act()


def test_somebody_elses_piece_is_nobodys_to_change(a_piece, a_person, now):
    key, other = a_piece(), a_person("Other Person").key
    for act in (
        lambda: actions.save(owner=other, key=key, version=2, said=actions.Said(), now=now),
        lambda: actions.map_to(owner=other, key=key, why={}, now=now),
        lambda: actions.delete(owner=other, key=key, now=now),
    ):
        with pytest.raises(GoneError):
            act()

    assert Piece.objects.get(key=key).state == State.DRAFT


def test_a_witness_statement_is_begun_by_nobody_but_the_witness(asha, now):
    with pytest.raises(EvidenceError, match="Somebody else writes this"):
        actions.begin(owner=asha, kind=Kind.WITNESS, now=now)
