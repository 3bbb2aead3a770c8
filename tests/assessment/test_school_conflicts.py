"""A school of which an assessor says that she judges nobody: it holds for its trust, and for what she has already."""

from __future__ import annotations

from datetime import date

import pytest
from tests.assessment.conftest import NOW, TODAY, judge, row_of

from trigpoint.assessment import actions, conflicts, queries
from trigpoint.assessment.actions.allocating import propose
from trigpoint.assessment.errors import AssessmentError
from trigpoint.assessment.models import DeclaredConflict
from trigpoint.assessment.words import Slot, StageKind, State
from trigpoint.kernel import Fact, Period
from trigpoint.people.actions import enter_organisation
from trigpoint.people.roles import OrganisationKind, Role
from trigpoint.record.actions import enter
from trigpoint.schools.models import Authority, Import, School, Trust
from trigpoint.schools.unlisted import setting_named

pytestmark = pytest.mark.django_db
NORTH, SISTER, ELSEWHERE = 100001, 100002, 100003


@pytest.fixture(autouse=True)
def three_schools():
    """Write two schools of one trust, and a third without one, into the register."""
    done = Import.objects.create(
        state=Import.State.DONE, layout="test", file_name="x.csv", digest="0" * 64, as_at=date(2026, 9, 1), total=0,
        started=NOW, finished=NOW,
    )  # fmt: skip
    council = Authority.objects.create(name="Derbyshire", nation="england", region="East Midlands")
    trust = Trust.objects.create(name="North Trust")
    for urn, within in ((NORTH, trust), (SISTER, trust), (ELSEWHERE, None)):
        School.objects.create(
            urn=urn, name=f"School {urn}", status=School.Status.OPEN, since=done, as_at=done.as_at, kind="academy",
            authority=council, trust=within, words=f"school {urn}",
        )  # fmt: skip


def a_post(person, urn, since=date(2020, 9, 1), until=None):
    fact = Fact("served:teacher", Period(since, until), 100, at=f"urn:{urn}")
    enter(actor=person.key, subject=person.key, facts=[fact], now=NOW)


def refusal(asha, alex):
    return conflicts.refusal(asha.key, alex.key, TODAY)


def declare(alex, urn=NORTH):
    return actions.declare_school(assessor=alex.key, setting=f"urn:{urn}", now=NOW)


@pytest.mark.parametrize(
    ("urn", "until", "found"),
    [
        (NORTH, None, conflicts.DECLARED),
        (NORTH, date(2024, 9, 1), conflicts.DECLARED),
        (NORTH, date(2023, 9, 1), ""),
        (SISTER, None, conflicts.DECLARED),
        (SISTER, date(2023, 9, 1), ""),
        (ELSEWHERE, None, ""),
    ],
    ids=["works there", "worked there", "left over three years ago", "its trust", "left its trust", "another school"],
)
def test_nobody_who_works_or_worked_there_or_in_its_trust(asha, alex, urn, until, found):
    a_post(asha, urn, until=until)
    declare(alex)

    assert refusal(asha, alex) == found


@pytest.mark.parametrize(
    ("name", "setting", "found"),
    [
        ("School 100001", "urn:100001", conflicts.DECLARED),
        ("School 100002", "urn:100002", conflicts.DECLARED),
        ("NORTH TRUST", "", conflicts.DECLARED),
        ("South Trust", "", ""),
    ],
)
def test_a_role_there_or_in_its_trust_counts_as_a_post_does(a_person, alex, name, setting, found):
    kind = OrganisationKind.SCHOOL if setting else OrganisationKind.TRUST
    where = enter_organisation(kind=kind, name=name, setting=setting, actor=None, now=NOW)
    gwen = a_person("Gwen Hall", Role.GOVERNOR, organisation=where)
    declare(alex)

    assert refusal(gwen, alex) == found


def test_a_school_that_the_register_lacks_counts_by_its_name(asha, alex):
    setting = setting_named("Hill Top School, Leeds")
    fact = Fact("served:teacher", Period(date(2020, 9, 1), None), 100, at=setting)
    enter(actor=asha.key, subject=asha.key, facts=[fact], now=NOW)
    actions.declare_school(assessor=alex.key, setting=setting, now=NOW)

    assert refusal(asha, alex) == conflicts.DECLARED
    assert [row.name for row in queries.schools_said_by(alex.key)] == ["Hill Top School, Leeds"]


def test_it_is_not_proposed_and_cannot_be_given(sent, asha, alex, bea, rae):
    a_post(asha, SISTER)
    declare(alex)

    proposed = {one.name: one.refusal for one in propose(row_of(sent), queries.progress_of(sent), TODAY)}
    assert proposed == {"Alex Reed": conflicts.DECLARED, "Bea Quill": ""}
    with pytest.raises(AssessmentError, match=r"Alex Reed cannot have it\. A conflict of interest was declared"):
        actions.allocate(key=sent, assessor=alex.key, actor=rae.key, now=NOW)


def test_what_she_has_of_it_goes_to_somebody_else_with_the_reason(allocated, asha, alex):
    a_post(asha, NORTH)

    assert declare(alex) == 1
    assert queries.queue_of(alex.key, TODAY) == ()
    assert [row.submission for row in queries.waiting_for_assessors()] == [allocated]
    last = queries.stages(allocated)[-1]
    assert (last.kind, last.codes, last.person) == (StageKind.REALLOCATED, ("conflict",), alex.key)


def test_what_has_nothing_to_do_with_it_stays_in_her_queue(allocated, asha, alex):
    a_post(asha, ELSEWHERE)

    assert declare(alex) == 0
    assert [row.submission for row in queries.queue_of(alex.key, TODAY)] == [allocated]


def test_what_she_has_signed_stays_as_it_is(allocated, asha, alex):
    a_post(asha, NORTH)
    judge(allocated, alex)

    assert declare(alex) == 0
    assert queries.progress_of(allocated).state is State.AGREED
    assert queries.progress_of(allocated).assessors[Slot.FIRST] == alex.key


def test_taken_back_it_holds_no_more(asha, alex):
    a_post(asha, NORTH)
    declare(alex)
    actions.end_conflict(number=DeclaredConflict.objects.get().pk, by=alex.key, now=NOW)

    assert refusal(asha, alex) == ""


def test_naming_a_school_costs_three_queries_more_and_only_whoever_named_one(asha, alex, django_assert_num_queries):
    a_post(asha, ELSEWHERE)
    a_post(alex, NORTH)
    with django_assert_num_queries(6):
        refusal(asha, alex)
    declare(alex)
    with django_assert_num_queries(8):
        refusal(asha, alex)


def test_an_assessor_names_a_school_sees_it_and_takes_it_back(client, allocated, asha, alex):
    a_post(asha, NORTH)
    client.force_login(alex)
    assert 'href="/queue/conflicts/"' in client.get("/queue/choices/").content.decode()
    assert "You have named none." in client.get("/queue/conflicts/").content.decode()
    asks = client.get("/queue/conflicts/school/").content.decode()
    assert "Which school do you have a conflict with?" in asks

    response = client.post("/queue/conflicts/school/", {"q": "school", "school": str(NORTH)}, follow=True)
    page = response.content.decode()
    assert "What you had of it goes to somebody else." in page
    assert "School 100001, since" in page
    client.post(f"/queue/conflicts/{DeclaredConflict.objects.get().pk}/end/")
    assert "You have named none." in client.get("/queue/conflicts/").content.decode()


def test_nobody_takes_back_the_school_of_another(client, alex, bea):
    declare(alex)
    client.force_login(bea)

    assert client.post(f"/queue/conflicts/{DeclaredConflict.objects.get().pk}/end/").status_code == 404
    assert len(queries.schools_said_by(alex.key)) == 1


def test_the_page_asks_the_same_however_many_schools(alex, django_assert_num_queries):
    for urn in (NORTH, SISTER, ELSEWHERE):
        declare(alex, urn)

    with django_assert_num_queries(2):
        assert [row.name for row in queries.schools_said_by(alex.key)] == [
            "School 100001",
            "School 100002",
            "School 100003",
        ]
