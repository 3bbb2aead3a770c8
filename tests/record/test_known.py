"""All that a page about somebody's standing reads, at once."""

from __future__ import annotations

from datetime import date

import pytest
from tests.record.support import NOON, TODAY, event, holds, somebody

from trigpoint.content.library import installed_library
from trigpoint.kernel import Fact, Period, State, Vocabulary
from trigpoint.record.actions import enrol, enter
from trigpoint.record.errors import RecordError
from trigpoint.record.queries import known_of, standing_of
from trigpoint.record.queries.facts import BASES
from trigpoint.record.subjects import scheme_subject

pytestmark = pytest.mark.django_db
AWARD, LAW = "senco-award", "statutory-senco"


@pytest.fixture
def person(settings) -> str:
    settings.DEMO = True
    key = somebody()
    enter(actor=key, subject=key, facts=[holds(), event()], now=NOON)
    enrol(actor=key, subject=key, scheme_id=AWARD, route="T", now=NOON)
    return key


def lose(monkeypatch, *names: str) -> None:
    """Take words out of the vocabulary, as a later release might."""
    library = installed_library()
    codes = {name: code for name, code in library.vocabulary.codes.items() if name not in names}
    monkeypatch.setattr(library, "vocabulary", Vocabulary(codes))


def test_two_queries_say_all_that_is_known(person, django_assert_num_queries):
    with django_assert_num_queries(2):
        known = known_of(person, [AWARD, LAW])

    assert [fact.code for fact in known.facts] == ["holds:qts", "passed:law-examination", "enrolled:senco-award"]
    assert known.enrolments[AWARD].route == "T"
    assert known.unreadable == ()


def test_a_standing_from_what_is_known_is_the_standing_of_the_person(person, django_assert_num_queries):
    known = known_of(person, [AWARD, LAW])

    with django_assert_num_queries(0):
        award = known.standing(known.scheme(AWARD), "T", today=TODAY)

    assert {id_: award.state(id_) for id_ in award.standing.rules()} == {
        id_: standing_of(person, AWARD, "T", today=TODAY).state(id_) for id_ in award.standing.rules()
    }


def test_world_facts_of_a_scheme_bear_on_its_standing_and_on_no_other(person):
    change = Fact("changed:law", Period(date(2026, 9, 1), date(2026, 9, 2)), due=date(2027, 1, 31))
    enter(actor="board", subject=scheme_subject(AWARD), facts=[change], now=NOON)

    known = known_of(person, [AWARD, LAW])

    assert [fact.code for fact in known.world[AWARD]] == ["changed:law"]
    assert known.world[LAW] == ()
    assert known.standing(known.scheme(AWARD), "T", today=TODAY).state("LAW-refresh") is State.NOT_YET_DUE


def test_a_fact_whose_word_is_gone_counts_for_nothing_and_is_named(person, monkeypatch):
    lose(monkeypatch, "holds:qts")

    known = known_of(person, [AWARD])

    assert [fact.code for fact in known.facts] == ["passed:law-examination", "enrolled:senco-award"]
    assert [(one.code, one.why) for one in known.unreadable] == [
        ("holds:qts", "Its name is no longer among those that this copy knows.")
    ]


def test_a_fact_of_another_form_than_its_word_asks_is_named(person, monkeypatch):
    library = installed_library()
    codes = dict(library.vocabulary.codes)
    codes["holds:qts"] = codes["passed:law-examination"]
    monkeypatch.setattr(library, "vocabulary", Vocabulary(codes))

    (unreadable,) = known_of(person, [AWARD]).unreadable

    assert "is an event" in unreadable.why


def test_a_basis_that_this_copy_does_not_know_is_named_and_the_rest_holds(monkeypatch):
    key = somebody()
    enter(actor=key, subject=key, facts=[holds()], now=NOON)
    monkeypatch.delitem(BASES, 1)

    known = known_of(key, [AWARD])

    assert known.facts == ()
    assert [one.why for one in known.unreadable] == ["It is kept in a form that this copy does not know."]


def test_a_route_that_is_not_there_is_refused_with_those_that_are(person):
    known = known_of(person, [AWARD])

    with pytest.raises(RecordError, match="Choose one of: E, H, S, S-QTS, T"):
        known.standing(known.scheme(AWARD), "X", today=TODAY)
