"""From sending a certificate in to its facts: checked by two, counted once, ageing like our own, taken back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from django.db import connection, transaction
from tests.credentials.making import law_changes
from tests.credentials.outside.test_found import completion, old_badge, statement
from tests.evidence.making import picture
from tests.platform.working import NOON, Clock, run_all

from trigpoint.credentials.outside import actions, queries
from trigpoint.credentials.outside.errors import OutsideError
from trigpoint.credentials.outside.models import Judgement, Sent
from trigpoint.credentials.outside.rights import forget, held_about
from trigpoint.credentials.outside.words import Reason, State
from trigpoint.kernel import Basis, Fact, Via
from trigpoint.platform import files
from trigpoint.record import queries as record

if TYPE_CHECKING:
    from pathlib import Path

    from tests.somebody import APerson

    from trigpoint.content.outside import OutsideMapping
    from trigpoint.people.models import Person

pytestmark = pytest.mark.django_db
DAY = date(2026, 10, 5)


def course(name: str = "example-law-course") -> OutsideMapping:
    found = queries.known_here().mapping(name)
    assert found is not None
    return found


def agree(mapping: OutsideMapping, *people: Person) -> None:
    for one in people:
        actions.judge_mapping(mapping=mapping, by=one.key, role="registrar", agrees=True, now=NOON)


def sent_in(owner: Person, folder: Path, number: str = "A-1", mapping: str = "example-law-course") -> str:
    path = folder / "scan.jpg"
    path.write_bytes(picture())
    return actions.send_certificate(
        owner=owner.key, path=path, mapping=mapping, issuer="A provider", title="A course", number=number,
        awarded_on=DAY, now=NOON,
    )  # fmt: skip


def checked(key: str, *people: Person) -> State:
    for one in people:
        state = actions.check(key=key, by=one.key, role="moderator", agrees=True, now=NOON)
    return state


def facts(owner: Person) -> dict[str, Fact]:
    return {fact.code: fact for fact in record.facts_of(owner.key)}


def test_a_certificate_counts_once_two_have_agreed_and_only_for_what_it_covers(
    holder: Person, registrar: Person, moderator: Person, tmp_path: Path
) -> None:
    agree(course(), registrar, moderator)
    key = sent_in(holder, tmp_path)
    assert checked(key, registrar) is State.WAITING
    assert facts(holder) == {}
    assert checked(key, moderator) is State.ACCEPTED

    found = facts(holder)
    assert set(found) == {"achieved:LAW-1", "passed:law-examination"}
    examination = found["passed:law-examination"]
    assert (examination.basis, examination.via) == (Basis.VERIFIED, Via.OUTSIDE)
    assert examination.valid.start == DAY
    assert found["achieved:LAW-1"].basis is Basis.ASSESSED
    comes_to = queries.coverage_of(course(), DAY)
    assert {row.code: row.says for row in comes_to.lacking}["LAW-2"].startswith("3 of 4 criteria")
    assert "level 6; the award asks for level 7" in {row.code: row.says for row in comes_to.lacking}["LAW-3"]
    assert {row.code: row.says for row in comes_to.lacking}["LAW-4"].startswith("Not covered")


def test_its_pass_in_the_examination_meets_the_scheme_and_runs_out_after_24_months(
    holder: Person, registrar: Person, moderator: Person, tmp_path: Path
) -> None:
    agree(course(), registrar, moderator)
    checked(sent_in(holder, tmp_path), registrar, moderator)
    standing = record.standing_of(holder.key, "senco-award", "T", today=NOON.date()).standing
    met = standing.met("LAW-exam")
    assert NOON.date() in met
    assert DAY + timedelta(days=700) in met
    assert date(2028, 10, 6) not in met


def test_a_change_in_law_after_what_it_taught_is_still_to_be_caught_up_with(
    holder: Person, registrar: Person, moderator: Person, tmp_path: Path
) -> None:
    law_changes(date(2026, 9, 20), date(2026, 12, 20), NOON)
    agree(course(), registrar, moderator)
    checked(sent_in(holder, tmp_path), registrar, moderator)
    assert facts(holder)["passed:law-examination"].valid.start == date(2026, 9, 1)
    assert queries.coverage_of(course(), DAY).changed_between == date(2026, 9, 20)


def test_nothing_counts_by_a_mapping_that_two_different_people_have_not_agreed_to(
    holder: Person, registrar: Person, moderator: Person, tmp_path: Path
) -> None:
    key = sent_in(holder, tmp_path)
    agree(course(), registrar)
    with pytest.raises(OutsideError, match="not in force"):
        checked(key, moderator)
    with pytest.raises(OutsideError, match="judged this already"):
        agree(course(), registrar)
    agree(course(), moderator)
    assert queries.in_force(course(), NOON.date())
    assert not queries.in_force(course(), date(2028, 1, 1))


def test_one_who_does_not_agree_keeps_a_mapping_out_of_force(
    registrar: Person, moderator: Person, a_person: APerson
) -> None:
    agree(course(), registrar, moderator)
    actions.judge_mapping(
        mapping=course(), by=a_person("Third").key, role="registrar", agrees=False, reason=Reason.TOO_LOW, now=NOON
    )
    assert not queries.in_force(course(), NOON.date())


def test_a_refusal_says_why_and_frees_the_number(holder: Person, registrar: Person, tmp_path: Path) -> None:
    key = sent_in(holder, tmp_path)
    with pytest.raises(OutsideError, match="Choose why"):
        actions.check(key=key, by=registrar.key, role="registrar", agrees=False, now=NOON)
    state = actions.check(
        key=key,
        by=registrar.key,
        role="registrar",
        agrees=False,
        reason=Reason.NOT_READABLE,
        words="Blurred.",
        now=NOON,
    )
    assert state is State.REFUSED
    with pytest.raises(OutsideError, match="does not wait"):
        checked(key, registrar)
    sent_in(holder, tmp_path)


def test_nobody_checks_her_own(holder: Person, tmp_path: Path) -> None:
    with pytest.raises(OutsideError, match="your own"):
        checked(sent_in(holder, tmp_path), holder)


def test_one_certificate_belongs_to_one_person_once(holder: Person, a_person: APerson, tmp_path: Path) -> None:
    sent_in(holder, tmp_path, "AB 12-3")
    with pytest.raises(OutsideError, match="sent this one in already"):
        sent_in(holder, tmp_path, "ab123")
    with pytest.raises(OutsideError, match="another account"):
        sent_in(a_person("Somebody Else"), tmp_path, "ab-12-3")


def test_the_same_course_on_the_same_day_counts_once(
    holder: Person, registrar: Person, moderator: Person, tmp_path: Path
) -> None:
    agree(course(), registrar, moderator)
    checked(sent_in(holder, tmp_path, "1"), registrar, moderator)
    again = sent_in(holder, tmp_path, "2")
    checked(again, registrar)
    with pytest.raises(OutsideError, match="counts in your record already"):
        checked(again, moderator)
    assert len(record.facts_of(holder.key)) == 2


def test_a_course_that_nobody_mapped_waits_and_cannot_count(holder: Person, registrar: Person, tmp_path: Path) -> None:
    key = sent_in(holder, tmp_path, mapping="")
    assert [row.key for row in queries.waiting()] == [key]
    with pytest.raises(OutsideError, match="No mapping says"):
        checked(key, registrar)


def test_a_day_outside_the_mapping_is_refused(holder: Person, tmp_path: Path) -> None:
    path = tmp_path / "scan.jpg"
    path.write_bytes(picture())
    with pytest.raises(OutsideError, match="from 1 January 2026"):
        actions.send_certificate(
            owner=holder.key, path=path, mapping="example-law-course", issuer="", title="", number="",
            awarded_on=date(2025, 1, 1), now=NOON,
        )  # fmt: skip


def test_a_file_that_is_no_certificate_is_refused(holder: Person, tmp_path: Path) -> None:
    path = tmp_path / "scan.jpg"
    path.write_bytes(b"MZ not a picture")
    with pytest.raises(OutsideError):
        actions.send_certificate(
            owner=holder.key, path=path, mapping="example-law-course", issuer="", title="", number="", awarded_on=DAY,
            now=NOON,
        )  # fmt: skip
    assert not Sent.objects.exists()


def test_a_signed_completion_of_what_is_no_law_counts_at_once_and_once(
    holder: Person, registrar: Person, moderator: Person
) -> None:
    agree(course("example-leading-day"), registrar, moderator)
    said = statement(object={"id": "https://training.example/xapi/leading"})
    key = actions.send_file(owner=holder.key, data=completion(said).encode(), now=NOON)
    row = queries.sent(key)
    assert row is not None
    assert row.state is State.ACCEPTED
    assert facts(holder)["did:cpd"].amount == 330
    with pytest.raises(OutsideError, match="sent this one in already"):
        actions.send_file(owner=holder.key, data=completion(said).encode(), now=NOON)


def test_a_signed_completion_of_law_and_an_older_badge_wait_for_two(holder: Person) -> None:
    for data in (completion(statement()), old_badge()):
        row = queries.sent(actions.send_file(owner=holder.key, data=data.encode(), now=NOON))
        assert row is not None
        assert (row.state, row.needs) == (State.WAITING, 2)


def test_a_listed_issuer_with_a_course_that_nobody_judged_is_told_so(holder: Person) -> None:
    said = statement(object={"id": "https://training.example/xapi/other"})
    with pytest.raises(OutsideError, match="nobody has judged yet"):
        actions.send_file(owner=holder.key, data=completion(said).encode(), now=NOON)


def test_what_counted_can_be_taken_back_and_stays_readable(
    holder: Person, registrar: Person, moderator: Person, tmp_path: Path
) -> None:
    agree(course(), registrar, moderator)
    key = sent_in(holder, tmp_path)
    checked(key, registrar, moderator)
    actions.take_back(key=key, by=registrar.key, words="The provider does not know it.", now=NOON + timedelta(hours=1))
    assert facts(holder) == {}
    with pytest.raises(OutsideError, match="nothing to take back"):
        actions.take_back(key=key, by=registrar.key, words="Again.", now=NOON)


def test_taking_one_back_that_waits_removes_its_file(holder: Person, clock: Clock, tmp_path: Path) -> None:
    key = sent_in(holder, tmp_path)
    row = queries.sent(key)
    assert row is not None
    assert b"".join(files.read(row.stored))
    with pytest.raises(OutsideError, match="no such"):
        actions.withdraw(owner="p_somebody", key=key, now=NOON)
    actions.withdraw(owner=holder.key, key=key, now=NOON)
    run_all(clock)
    with pytest.raises(FileNotFoundError):
        list(files.read(row.stored))


def test_judgements_only_grow(registrar: Person) -> None:
    agree(course(), registrar)
    for statement_ in (
        "UPDATE credentials_outside_judgement SET agrees = NOT agrees",
        "DELETE FROM credentials_outside_judgement",
    ):
        with pytest.raises(Exception, match="only grows"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement_)


def test_what_is_held_can_be_read_and_erased(holder: Person, registrar: Person, clock: Clock, tmp_path: Path) -> None:
    key = sent_in(holder, tmp_path)
    actions.check(
        key=key,
        by=registrar.key,
        role="registrar",
        agrees=False,
        reason=Reason.NOT_HERS,
        words="It says Tom.",
        now=NOON,
    )
    assert "A-1" in str(held_about(holder.key))
    assert "It says Tom." in str(held_about(registrar.key))
    forget(holder.key, actor=None, now=NOON)
    forget(holder.key, actor=None, now=NOON)
    run_all(clock)
    assert held_about(holder.key) == {"sent in": [], "judged": []}
    assert [(one.words, one.agrees) for one in Judgement.objects.all()] == [("", False)]
