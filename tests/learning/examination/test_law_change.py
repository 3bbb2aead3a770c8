"""When the law changes: questions freeze, holders are told, a refresher is made, and doing it renews the strand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
import time_machine
from tests.learning.examination.support import NOW, candidate, keyed, sat, work_until
from tests.somebody import a_person_like

from trigpoint.content.questions import questions, resting_on
from trigpoint.law.watch.actions import enter_change, judge
from trigpoint.learning.examination import actions, refreshing
from trigpoint.learning.examination.errors import ExaminationError
from trigpoint.learning.examination.models import Refresher
from trigpoint.learning.examination.pool import law_examination, opening
from trigpoint.people.models import Person
from trigpoint.people.roles import Role
from trigpoint.platform.models import Message
from trigpoint.record.queries import facts_of

if TYPE_CHECKING:
    from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("an_open_examination")]
PROVISION = "cfa-36"
DUE = date(2027, 3, 1)
NOTE = "The council now has 8 weeks to answer, not 6."
TODAY = NOW.date()
LATER = NOW + timedelta(days=30)


def changed(provision: str = PROVISION, *, as_at: date = TODAY, now=LATER, note: str = NOTE) -> str:
    """Let a change be entered and judged by two people; return its key, once everyone was told."""
    author = a_person_like(f"Ann Author {provision}", Role.CONTENT_AUTHOR).key
    reviewer = a_person_like(f"Rob Reviewer {provision}", Role.REVIEWER).key
    notice = enter_change(
        actor=author, provision=provision, before="Within 6 weeks.", after="Within 8 weeks.", as_at=as_at,
        source="SI 2026/1", address="https://www.legislation.gov.uk/x", now=now,
    )  # fmt: skip
    for actor in (author, reviewer):
        judge(actor=actor, notice=notice, material=True, due=DUE, note=note, now=now)
    work_until(now)
    return notice


def passed(examiner: str, name: str = "Asha Able") -> str:
    asha = candidate(name).key
    actions.release(actor=examiner, attempt=sat(asha, right=40, seed=name.replace(" ", "-")), now=NOW)
    return asha


def test_the_questions_that_rest_on_it_are_not_drawn_while_it_waits_and_after(an_open_examination: str):
    changed()

    left = opening(law_examination()).pool
    assert not {one.id for one in resting_on(PROVISION)} & set(left)


def test_holders_are_told_in_the_words_that_two_people_agreed_on_and_others_are_not(an_open_examination: str):
    asha, other = passed(an_open_examination), candidate("Somebody Else").key
    notice = changed()

    mails = Message.objects.filter(subject="The law has changed: a short refresher is ready")
    assert [mail.to for mail in mails] == [asha]
    assert not Message.objects.filter(to=other).exists()
    assert refreshing.owed(asha).due == DUE
    assert [row.key for row in refreshing.owed(asha).rows] == [notice]


def test_a_change_that_does_not_matter_tells_nobody(an_open_examination: str):
    asha = passed(an_open_examination)
    author, reviewer = (a_person_like(name, Role.REVIEWER).key for name in ("Ann One", "Rob Two"))
    notice = enter_change(
        actor=author, provision=PROVISION, before="A, b.", after="A b.", as_at=NOW.date(),
        source="SI 2026/1", address="https://www.legislation.gov.uk/x", now=LATER,
    )  # fmt: skip
    for actor in (author, reviewer):
        judge(actor=actor, notice=notice, material=False, due=None, note="A comma.", now=LATER)
    work_until(LATER)

    assert refreshing.owed(asha).rows == ()
    assert not Message.objects.filter(to=asha, subject__startswith="The law").exists()


def test_a_refresher_is_read_and_finished_and_becomes_a_fact_that_covers_the_change(an_open_examination: str):
    asha = passed(an_open_examination)
    notice = changed()
    key = refreshing.begin(person=asha, now=LATER)
    row = Refresher.objects.get(key=key)
    assert row.changes == [notice]
    assert refreshing.minutes_of(row) <= 40

    with pytest.raises(ExaminationError, match="still to read"):
        refreshing.finish(person=asha, key=key, now=LATER)
    refreshing.read_change(person=asha, key=key, change=notice)
    for question in row.questions:
        refreshing.answer(person=asha, key=key, question=question, given=keyed(questions()[question]))
    refreshing.finish(person=asha, key=key, now=LATER)
    refreshing.finish(person=asha, key=key, now=LATER)

    fact = next(one for one in facts_of(asha) if one.code == "completed:law-refresher")
    assert fact.valid.start == LATER.date()
    assert refreshing.owed(asha).rows == ()
    with pytest.raises(ExaminationError, match="no change in law"):
        refreshing.begin(person=asha, now=LATER)


def test_a_pass_after_the_change_owes_no_refresher(an_open_examination: str):
    changed(now=NOW)
    asha = candidate().key
    later = NOW + timedelta(days=1)
    actions.release(actor=an_open_examination, attempt=sat(asha, right=40, now=later), now=later)

    assert refreshing.owed(asha).rows == ()


def test_a_change_that_comes_in_meanwhile_is_added_and_not_covered_unread(an_open_examination: str):
    asha = passed(an_open_examination)
    first = changed()
    key = refreshing.begin(person=asha, now=LATER)
    refreshing.read_change(person=asha, key=key, change=first)
    for question in Refresher.objects.get(key=key).questions:
        refreshing.answer(person=asha, key=key, question=question, given=None)
    second = changed("cfa-42", note="The council must now also tell the school.")

    with pytest.raises(ExaminationError, match="Another change came in"):
        refreshing.finish(person=asha, key=key, now=LATER)
    assert refreshing.begin(person=asha, now=LATER) == key
    assert set(Refresher.objects.get(key=key).changes) == {first, second}
    assert Refresher.objects.get(key=key).read == [first]


def test_questions_of_a_refresher_are_those_not_frozen_and_leave_it_within_forty_minutes():
    # A change as at a day before our register was read freezes nothing, so its questions can be asked.
    changed("cfa-36", as_at=date(2020, 1, 1))
    changed("cfa-42", as_at=NOW.date(), note="Something else.")
    asked = refreshing.questions_on(("cfa-36", "cfa-42"))

    assert 0 < len(asked) <= 3
    assert all("cfa-36" in questions()[one].provisions for one in asked)
    assert all("cfa-42" not in questions()[one].provisions for one in asked)


def test_the_pages_of_a_refresher_lead_from_the_mail_to_the_end(client, an_open_examination: str):
    asha = passed(an_open_examination)
    notice = changed(as_at=date(2020, 1, 1))
    with time_machine.travel(LATER, tick=False):
        client.force_login(Person.objects.get(key=asha))
        said = client.get("/learn/refresher/").content.decode().replace("\xa0", " ")
        assert "1 change in law to catch up with" in said
        assert "Catch up by 1 March 2027" in said
        start = client.post("/learn/refresher/")["Location"]
        key = start.split("/")[3]
        change = client.get(f"{start}change/{notice}/").content.decode()
        assert NOTE in change
        client.post(f"{start}change/{notice}/")
        row = Refresher.objects.get(key=key)
        assert row.questions
        for number, question in enumerate(row.questions, 1):
            assert "Check my answer" in client.get(f"{start}question/{number}/").content.decode()
            refreshing.answer(person=asha, key=key, question=question, given=keyed(questions()[question]))
            assert "That is right" in client.get(f"{start}question/{number}/").content.decode()
        done = client.post(start, follow=True).content.decode()
        assert "You are up to date." in done
        assert "You are up to date" in client.get("/learn/refresher/").content.decode()


def test_somebody_elses_refresher_is_not_there(client, an_open_examination: str):
    asha = passed(an_open_examination)
    changed()
    key = refreshing.begin(person=asha, now=LATER)
    client.force_login(candidate("Somebody Else"))

    assert client.get(f"/learn/refresher/{key}/").status_code == 404


def test_the_home_of_learning_shows_a_refresher_that_is_due_first(client: Client, an_open_examination: str):
    client.force_login(Person.objects.get(key=passed(an_open_examination)))
    assert b"Take the refresher" not in client.get("/learn/").content

    changed()
    said = client.get("/learn/").content.decode().replace("\xa0", " ")
    assert "Catch up by <strong>1 March 2027</strong>" in said
    assert said.index("Take the refresher") < said.index("Also here")
