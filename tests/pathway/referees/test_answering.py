"""What an answer comes to: a verified fact beside the declared one, or a note; never a fact written over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction
from tests.pathway.referees.support import DAY, NOW, SITE, opened

from trigpoint.kernel import Basis
from trigpoint.pathway.referees import actions, queries
from trigpoint.pathway.referees.errors import (
    ChangedMeanwhileError,
    LinkError,
    NoLongerOpenError,
    OwnRequestError,
    ReferenceRefusedError,
)
from trigpoint.pathway.referees.models import ReferenceAnswer
from trigpoint.pathway.referees.words import MOST_SAVES, Said, State
from trigpoint.pathway.timeline.posts import posts_in
from trigpoint.platform.append_only import AppendOnlyError
from trigpoint.platform.events import of_subject
from trigpoint.platform.models import Message
from trigpoint.record.actions import correct, erase_entry
from trigpoint.record.models import Reason
from trigpoint.record.queries import entries_of, facts_of
from trigpoint.record.sums import sum_of

TODAY = date(2026, 11, 23)
SENCO = ("SENCO",)


def total(subject):
    return sum_of((post.as_spell() for post in posts_in(entries_of(subject))), TODAY)


def said(fact):
    return (fact.code, fact.at or "")


def entry(asha, code):
    return next(row for row in entries_of(asha.key) if row.counts and row.fact and row.fact.code == code)


def test_what_is_confirmed_is_verified_and_what_was_declared_can_still_be_read(asha):
    before = facts_of(asha.key)
    asha.answered(Said.YES, titles=SENCO)
    after = facts_of(asha.key)

    assert {fact.code: fact.basis for fact in after if fact.at == "urn:100000"} == {
        "served:senco": Basis.VERIFIED,
        "working:school-staff": Basis.VERIFIED,
        "working:teacher": Basis.VERIFIED,
    }
    assert [replace(fact, basis=Basis.DECLARED, source="") for fact in sorted(after, key=said)] == [
        replace(fact, source="") for fact in sorted(before, key=said)
    ]
    declared = [row for row in entries_of(asha.key) if row.fact and row.fact.code == "served:senco"]
    assert [row.fact.basis for row in declared if row.fact] == [Basis.DECLARED, Basis.VERIFIED]
    assert declared[0].corrected_by == declared[1].id


def test_a_confirmed_post_is_counted_once(asha):
    before = total(asha.key)
    asha.answered(Said.YES, Said.YES, Said.YES)

    assert total(asha.key).hundredths == before.hundredths
    assert total(asha.key).overlaps == ()
    assert len(posts_in(entries_of(asha.key))) == 2


def test_a_second_confirmation_is_kept_and_enters_nothing_more(asha):
    asha.answered(Said.YES, titles=SENCO)
    before = len(entries_of(asha.key))
    key = asha.ask("SENCO", name="Ann Poole", email="ann@school.example")
    token = asha.token(key)
    asha.begin(token, "Ann Poole")
    asha.save(token, 1, Said.YES)
    asha.send(token)

    assert len(entries_of(asha.key)) == before
    shown = queries.by_entry(asha.key, entries_of(asha.key), NOW)[entry(asha, "served:senco").id]
    assert [row.by.partition(",")[0] for row in shown] == ["Ann Poole", "Ben Okafor"]


@pytest.mark.parametrize("said", [Said.CANNOT, Said.QUESTION, Said.NO])
def test_any_other_answer_leaves_the_fact_as_it_was_declared(asha, said):
    before = entries_of(asha.key)
    key = asha.answered(said, titles=SENCO, words="The hours were 0.6.")

    assert entries_of(asha.key) == before
    answer = asha.asked(key).claims[0].answer
    assert answer is not None
    assert (answer.said, answer.words) == (said, "The hours were 0.6.")


def test_nothing_is_verified_until_the_answers_are_sent(asha):
    token = asha.token(asha.ask("SENCO"))
    asha.begin(token)
    asha.save(token, 1, Said.YES)

    assert {basis for _, basis in asha.facts()} == {"declared"}


def test_an_answer_can_be_changed_until_it_is_sent_and_every_saving_stays(asha):
    key = asha.ask("SENCO")
    token = asha.token(key)
    asha.begin(token)
    asha.save(token, 1, Said.NO)
    asha.save(token, 1, Said.NO)
    asha.save(token, 1, Said.YES)
    asha.send(token)

    saved = ReferenceAnswer.objects.filter(reference=key).values_list("said", flat=True)
    assert list(saved) == ["no", "yes"]
    assert ("served:senco", "verified") in asha.facts()


def test_answers_are_never_changed_or_removed(asha):
    asha.answered(Said.YES, titles=SENCO)
    with pytest.raises(AppendOnlyError):
        ReferenceAnswer.objects.update(said="no")
    for statement in (
        "UPDATE pathway_reference_answer SET said = 'no'",
        "UPDATE pathway_reference_answer SET words = 'more'",
        "DELETE FROM pathway_reference_answer",
    ):
        with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


def test_a_link_is_used_once(asha):
    key = asha.answered(Said.YES, titles=SENCO)
    token = asha.token(key)
    for again in (lambda: asha.begin(token), lambda: asha.save(token, 1, Said.NO), lambda: asha.send(token)):
        with pytest.raises(NoLongerOpenError):
            again()


def test_a_link_can_be_answered_for_thirty_days_and_no_longer(asha):
    key = asha.ask("SENCO")
    token = asha.token(key)
    asha.begin(token, now=NOW + 29 * DAY)
    with pytest.raises(NoLongerOpenError):
        asha.save(token, 1, Said.YES, now=NOW + 30 * DAY)
    assert asha.asked(key, NOW + 30 * DAY).reference.state is State.EXPIRED


def test_nobody_confirms_her_own_entries(asha):
    token = asha.token(asha.ask("SENCO"))
    with pytest.raises(OwnRequestError):
        actions.begin(token=token, visitor=asha.key, name="Ben Okafor", post="Head", place="A school", now=NOW)
    with pytest.raises(OwnRequestError):
        asha.begin(token, "Ms Asha  RAHMAN")
    asha.begin(token)
    with pytest.raises(OwnRequestError):
        actions.send(token=token, visitor=asha.key, site=SITE, now=NOW, by_mail=False)


def test_nobody_answers_without_saying_who_it_is(asha):
    token = asha.token(asha.ask("SENCO"))
    with pytest.raises(ReferenceRefusedError, match="who you are"):
        asha.save(token, 1, Said.YES)


def test_an_answer_to_old_words_never_attaches_to_new_ones(asha):
    token = asha.token(asha.ask("SENCO"))
    asha.begin(token)
    asha.save(token, 1, Said.YES)
    row = entry(asha, "served:senco")
    correct(
        actor=asha.key, subject=asha.key, entry=row.id,
        fact=replace(row.fact, amount=100, source=row.made_from), now=NOW, note=row.note,
    )  # fmt: skip

    with pytest.raises(ChangedMeanwhileError) as refused:
        asha.send(token)
    assert refused.value.places == (1,)
    assert {basis for _, basis in asha.facts()} == {"declared"}
    claim = opened(token).claims[0]
    assert (claim.has_changed, claim.is_open) == (True, True)
    assert claim.shown is not None
    assert claim.shown.lines[2] == "Full time"

    asha.save(token, 1, Said.YES)
    asha.send(token)
    assert ("served:senco", "verified") in asha.facts()


def test_an_answer_to_a_page_that_shows_old_words_is_refused(asha):
    token = asha.token(asha.ask("SENCO"))
    asha.begin(token)
    with pytest.raises(ChangedMeanwhileError):
        actions.save(token=token, visitor="", place=1, said=Said.YES, words="", digest="0" * 64, now=NOW)


def test_a_confirmation_does_not_follow_an_entry_that_is_corrected_later(asha):
    key = asha.answered(Said.YES, titles=SENCO)
    row = entry(asha, "served:senco")
    correct(
        actor=asha.key, subject=asha.key, entry=row.id, now=NOW,
        fact=replace(row.fact, amount=100, basis=Basis.DECLARED, source=row.made_from),
    )  # fmt: skip

    assert asha.asked(key).claims[0].fits is None
    assert queries.by_entry(asha.key, entries_of(asha.key), NOW) == {}


@pytest.mark.parametrize("how", ["withdrawn", "erased"])
def test_a_claim_that_is_gone_cannot_be_answered_and_the_others_can(asha, how):
    token = asha.token(asha.ask("SENCO", "Qualified"))
    row = entry(asha, "holds:qts")
    if how == "withdrawn":
        correct(actor=asha.key, subject=asha.key, entry=row.id, fact=None, now=NOW)
    else:
        erase_entry(actor=asha.key, entry=row.id, reason=Reason.PERSON, now=NOW)
    asha.begin(token)
    asked = opened(token)
    assert [claim.is_gone for claim in asked.claims] == [False, True]
    with pytest.raises(ChangedMeanwhileError):
        actions.save(token=token, visitor="", place=2, said=Said.YES, words="", digest="", now=NOW)

    asha.save(token, 1, Said.YES)
    asha.send(token)
    assert ("served:senco", "verified") in asha.facts()
    assert ("holds:qts", "verified") not in asha.facts()


def test_where_everything_was_taken_back_nothing_is_sent(asha):
    token = asha.token(asha.ask("Qualified"))
    correct(actor=asha.key, subject=asha.key, entry=entry(asha, "holds:qts").id, fact=None, now=NOW)
    asha.begin(token)
    with pytest.raises(NoLongerOpenError, match="taken back"):
        asha.send(token)


def test_the_answers_of_one_request_do_not_grow_without_end(asha):
    token = asha.token(asha.ask("SENCO"))
    asha.begin(token)
    for number in range(MOST_SAVES):
        asha.save(token, 1, Said.QUESTION, f"Thought {number}")
    with pytest.raises(ReferenceRefusedError, match="too often"):
        asha.save(token, 1, Said.YES)


def test_each_step_is_one_event_and_names_no_person(asha):
    asha.answered(Said.YES, titles=SENCO)
    told = [(one.name, one.actor) for one in of_subject(asha.key) if one.name.startswith("pathway.")]

    reference = told[1][1]
    assert reference is not None
    assert reference.startswith("r_")
    assert told == [
        ("pathway.reference.asked", asha.key),
        ("pathway.reference.begun", reference),
        ("pathway.reference.saved", reference),
        ("pathway.reference.answered", reference),
    ]
    assert "Okafor" not in str([one.data for one in of_subject(asha.key)])


def test_who_was_asked_is_told_by_mail_that_somebody_answered(asha):
    token = asha.token(asha.ask("SENCO"))
    asha.begin(token, "Somebody Else")
    asha.save(token, 1, Said.YES)
    asha.send(token, by_mail=True)

    mail = Message.objects.get()
    assert mail.to == "ben@school.example"
    assert "Somebody Else" in mail.text
    assert f"{SITE}/confirm/{token}/" in mail.text


def test_who_was_asked_can_say_that_another_answered_and_nothing_stays_confirmed(asha):
    before = total(asha.key)
    key = asha.answered(Said.YES, Said.NO, titles=("SENCO", "Qualified"))
    actions.dispute(token=asha.token(key), now=NOW)

    assert {basis for _, basis in asha.facts()} == {"declared"}
    assert total(asha.key).hundredths == before.hundredths
    assert asha.asked(key).reference.state is State.DISPUTED
    with pytest.raises(NoLongerOpenError):
        actions.dispute(token=asha.token(key), now=NOW)


def test_what_was_never_answered_cannot_be_disputed(asha):
    with pytest.raises(NoLongerOpenError):
        actions.dispute(token=asha.token(asha.ask("SENCO")), now=NOW)
    with pytest.raises(LinkError):
        actions.dispute(token="nothing", now=NOW)
