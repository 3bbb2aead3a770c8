"""Enrolments pin the rules of the award; law and world facts are never pinned; standing goes by both."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from tests.record.support import NOON, TODAY, event, holds, somebody

from trigpoint.content.library import installed_library
from trigpoint.content.versions import load, store
from trigpoint.kernel import Basis, Fact, Period, State, read_scheme
from trigpoint.platform.events import Recorded, of_subject
from trigpoint.record.actions import change_enrolment, enrol, enter, move_enrolment
from trigpoint.record.errors import EnrolmentRefusedError, RecordError
from trigpoint.record.models import Stage
from trigpoint.record.queries import enrolment_of, facts_of, scheme_of, standing_of, version_difference
from trigpoint.schools import queries as schools
from trigpoint.schools.sample import load as load_sample
from trigpoint.schools.search import search

pytestmark = pytest.mark.django_db
AWARD, LAW = "senco-award", "statutory-senco"


@pytest.fixture
def person(settings) -> str:
    settings.DEMO = True
    return somebody()


@pytest.fixture
def older():
    """An older version of the award, stored as releases before this one would have stored it."""
    award = installed_library().schemes[AWARD]
    said = award.as_mapping()
    (renewal,) = (route for route in said["routes"] if route["id"] == "renewal")
    renewal["requires"] = [name for name in renewal["requires"] if name != "yearly-research"]
    scheme = read_scheme({**said, "version": "0.9"}, award.vocabulary)
    load.cache_clear()
    store([scheme])
    yield scheme
    load.cache_clear()


def begin(person: str, **more: object) -> str:
    said = {"scheme_id": AWARD, "route": "E", **more}
    return enrol(actor=person, subject=person, now=NOON, **said)  # type: ignore[arg-type]


def enrolment_events(person: str) -> list[Recorded]:
    return [told for told in of_subject(person) if told.name.startswith("record.enrolment.")]


def test_an_enrolment_pins_the_installed_rules_and_is_told(person):
    rules = begin(person)

    award = installed_library().schemes[AWARD]
    assert rules == award.rules_hash
    enrolled = enrolment_of(person, AWARD)
    assert enrolled is not None
    assert (enrolled.route, enrolled.stage, enrolled.rules_hash, enrolled.begun_at) == ("E", "training", rules, NOON)
    (told,) = enrolment_events(person)
    assert (told.name, told.data) == (
        "record.enrolment.begun", {"scheme": AWARD, "route": "E", "stage": "training", "rules": rules},
    )  # fmt: skip


def test_enrolling_is_a_fact_of_the_record_from_that_day_on(person):
    begin(person)

    (fact,) = facts_of(person)
    assert (fact.code, fact.valid, fact.basis) == ("enrolled:senco-award", Period(TODAY), Basis.VERIFIED)
    assert standing_of(person, AWARD, "stages", today=TODAY).state("in-training") is State.MET


def test_the_fact_ends_when_somebody_leaves_and_begins_anew_when_she_comes_back(person):
    begin(person)
    for days, stage in ((40, Stage.LEFT), (41, Stage.LEFT), (60, Stage.TRAINING), (61, Stage.HOLDING)):
        change_enrolment(actor=person, subject=person, scheme_id=AWARD, stage=stage, now=NOON + timedelta(days=days))

    assert [fact.valid for fact in facts_of(person)] == [
        Period(TODAY, TODAY + timedelta(days=40)), Period(TODAY + timedelta(days=60)),
    ]  # fmt: skip


def test_who_leaves_on_the_day_she_came_was_enrolled_on_that_day(person):
    begin(person)
    change_enrolment(actor=person, subject=person, scheme_id=AWARD, stage=Stage.LEFT, now=NOON)

    assert [fact.valid for fact in facts_of(person)] == [Period(TODAY, TODAY + timedelta(days=1))]


def test_an_unsigned_version_is_not_pinned_outside_demonstration_mode(person, settings):
    settings.DEMO = False

    with pytest.raises(EnrolmentRefusedError, match="Families must sign it before anyone can enrol on it"):
        begin(person)
    assert (enrolment_of(person, AWARD), of_subject(person)) == (None, ())


def test_law_is_never_pinned(person):
    with pytest.raises(EnrolmentRefusedError, match="Only the award is kept to a version"):
        enrol(actor=person, subject=person, scheme_id=LAW, route="post", now=NOON)


def test_one_person_has_one_enrolment_on_a_scheme(person):
    begin(person)

    with pytest.raises(EnrolmentRefusedError, match="There is an enrolment on senco-award already"):
        begin(person, route="H")
    assert len(enrolment_events(person)) == 1


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"route": "Z"}, "SENCO Award has no route Z. Choose one of: "),
        ({"rules_hash": "0" * 64}, "No stored version has these rules"),
        ({"scheme_id": "another"}, "There is no scheme another"),
    ],
)
def test_what_is_not_there_cannot_be_enrolled_on(person, more, words):
    with pytest.raises(RecordError, match=words):
        begin(person, **more)


def test_only_a_person_enrols(person):
    with pytest.raises(EnrolmentRefusedError, match="Only a person can enrol"):
        enrol(actor=person, subject="scheme:senco-award", scheme_id=AWARD, route="E", now=NOON)


def test_the_rules_of_one_scheme_are_not_pinned_under_the_name_of_another(person):
    with pytest.raises(EnrolmentRefusedError, match="These are the rules of SENCO Award, and not of qts-routes"):
        enrol(
            actor=person, subject=person, scheme_id="qts-routes", route="E", now=NOON,
            rules_hash=installed_library().schemes[AWARD].rules_hash,
        )  # fmt: skip


def test_route_and_stage_change_and_a_change_of_nothing_is_not_told(person):
    begin(person)
    change_enrolment(actor=person, subject=person, scheme_id=AWARD, route="H", now=NOON)
    change_enrolment(actor=person, subject=person, scheme_id=AWARD, stage=Stage.HOLDING, now=NOON)
    change_enrolment(actor=person, subject=person, scheme_id=AWARD, route="H", stage=Stage.HOLDING, now=NOON)

    assert [told.data for told in enrolment_events(person)[1:]] == [
        {"scheme": AWARD, "route": "H", "stage": "training"},
        {"scheme": AWARD, "route": "H", "stage": "holding"},
    ]
    with pytest.raises(EnrolmentRefusedError, match="has no route Z"):
        change_enrolment(actor=person, subject=person, scheme_id=AWARD, route="Z", now=NOON)
    with pytest.raises(EnrolmentRefusedError, match=r"There is no enrolment on senco-award\. Enrol first"):
        change_enrolment(actor=person, subject=somebody(), scheme_id=AWARD, route="H", now=NOON)


# ---- versions


def test_somebody_is_judged_by_the_rules_she_enrolled_on_until_she_moves(person, older):
    begin(person, route="renewal", rules_hash=older.rules_hash)

    assert scheme_of(person, AWARD).version == "0.9"
    assert "yearly-research" not in standing_of(person, AWARD, "renewal", today=TODAY).standing.rules()
    assert scheme_of(somebody(), AWARD) is installed_library().schemes[AWARD]


def test_the_difference_is_told_in_words_before_anybody_moves(person, older):
    begin(person, route="renewal", rules_hash=older.rules_hash)

    told = version_difference(person, AWARD, today=TODAY)

    assert told is not None
    assert (told.since, told.to) == (older.rules_hash, installed_library().schemes[AWARD].rules_hash)
    assert (told.since_version, told.to_version) == ("0.9", "1.0")
    title = installed_library().schemes[AWARD].rules["yearly-research"].title
    assert [str(change) for change in told.changes] == [f"{title} is new: it is not met."]


def test_moving_takes_the_person_herself_and_the_difference_she_saw(person, older):
    begin(person, route="renewal", rules_hash=older.rules_hash)
    told = version_difference(person, AWARD, today=TODAY)
    assert told is not None
    seen = {"since": told.since, "to": told.to, "scheme_id": AWARD, "subject": person, "now": NOON + timedelta(days=1)}

    with pytest.raises(EnrolmentRefusedError, match="Only the person herself"):
        move_enrolment(actor="p_mentor0001", **seen)
    move_enrolment(actor=person, **seen)

    enrolled = enrolment_of(person, AWARD)
    assert enrolled is not None
    assert (enrolled.rules_hash, enrolled.moved_at, enrolled.begun_at) == (told.to, seen["now"], NOON)
    assert (of_subject(person)[-1].name, version_difference(person, AWARD, today=TODAY)) == (
        "record.enrolment.moved", None,
    )  # fmt: skip
    with pytest.raises(EnrolmentRefusedError, match="has changed since you saw the difference"):
        move_enrolment(actor=person, **seen)


def test_nobody_moves_to_an_unsigned_version_outside_demonstration_mode(person, older, settings):
    begin(person, route="renewal", rules_hash=older.rules_hash)
    settings.DEMO = False

    with pytest.raises(EnrolmentRefusedError, match="Nobody has signed this version"):
        move_enrolment(
            actor=person, subject=person, scheme_id=AWARD, since=older.rules_hash,
            to=installed_library().schemes[AWARD].rules_hash, now=NOON,
        )  # fmt: skip


def test_who_is_enrolled_on_nothing_has_no_difference_to_see(person):
    assert version_difference(person, AWARD, today=TODAY) is None


# ---- standing


def test_standing_comes_from_facts_settings_and_law_together(person):
    school = "urn:100000"
    enter(
        actor=person, subject=person, now=NOON,
        facts=[
            holds(), holds("holds:induction-passed"), holds("working:teacher", at=school),
            Fact("served:senco", Period(date(2026, 9, 1)), at=school),
        ],
    )  # fmt: skip
    relevant = holds("is:relevant-school", date(2000, 1, 1), at=school)
    route = next(iter(installed_library().schemes[LAW].routes))

    outside = standing_of(person, LAW, route, today=TODAY, at=school, setting_facts=[])
    inside = standing_of(person, LAW, route, today=TODAY, at=school, setting_facts=[relevant])

    assert (outside.root.state, inside.root.state) == (State.DOES_NOT_APPLY, State.NOT_YET_DUE)
    assert {deadline.last_day for deadline in inside.deadlines()} == {date(2029, 9, 1)}


def test_the_facts_of_a_setting_come_from_the_register(person, django_assert_num_queries):
    load_sample()
    school = schools.setting_of(search("primary", limit=1).rows[0].urn)
    route = next(iter(installed_library().schemes[LAW].routes))

    standing_of(person, LAW, route, today=TODAY)
    with django_assert_num_queries(2):
        found = standing_of(person, LAW, route, today=TODAY, at=school).standing

    told = [fact for facts in found.index.values() for fact in facts]
    assert sorted(told, key=str) == sorted(schools.facts_of(school), key=str)
    assert told != []


def test_a_change_in_the_law_reaches_everybody_whatever_she_is_pinned_to(person, older):
    begin(person, route="renewal", rules_hash=older.rules_hash)
    enter(
        actor="p_registrar", subject="scheme:senco-award", now=NOON,
        facts=[replace(event("changed:law", date(2026, 10, 1)), due=date(2027, 4, 1))],
    )  # fmt: skip

    world = standing_of(person, AWARD, "renewal", today=TODAY).standing.index["changed:law"]
    assert [fact.due for fact in world] == [date(2027, 4, 1)]


def test_a_route_that_is_not_there_is_named(person):
    with pytest.raises(RecordError, match="SENCO Award has no route Z"):
        standing_of(person, AWARD, "Z", today=TODAY)


def test_standing_takes_two_queries_one_for_law_and_three_under_older_rules(person, older, django_assert_num_queries):
    other = somebody()
    begin(person)
    begin(other, route="renewal", rules_hash=older.rules_hash)
    standing_of(other, AWARD, "renewal", today=TODAY)

    with django_assert_num_queries(2):
        standing_of(person, AWARD, "E", today=TODAY)
    with django_assert_num_queries(1):
        standing_of(person, LAW, next(iter(installed_library().schemes[LAW].routes)), today=TODAY)
    with django_assert_num_queries(3):
        standing_of(other, AWARD, "renewal", today=TODAY)
