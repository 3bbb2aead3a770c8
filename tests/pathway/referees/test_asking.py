"""Asking somebody: what is asked, how many, when mails go out, how it ends, what is forgotten."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction
from tests.pathway.referees.support import DAY, NOW, SITE, opened

from trigpoint.content.library import installed_library
from trigpoint.kernel import Basis, Fact, Period
from trigpoint.pathway.referees import actions, queries
from trigpoint.pathway.referees.claims import is_askable
from trigpoint.pathway.referees.errors import LimitReachedError, NoLongerOpenError, ReferenceRefusedError
from trigpoint.pathway.referees.models import Reference, ReferenceAnswer
from trigpoint.pathway.referees.times import when_to_ask, when_to_remind
from trigpoint.pathway.referees.words import MOST_A_DAY, MOST_WAITING, OPEN_FOR, Said, State
from trigpoint.pathway.tasks import end_and_forget
from trigpoint.platform.events import of_subject
from trigpoint.platform.models import Message, Task
from trigpoint.record.actions import correct, enter
from trigpoint.record.queries import entries_of


def test_a_post_is_one_claim_and_leave_is_none(asha):
    assert [choice.shown.title for choice in asha.choices()] == [
        "SENCO",
        "Qualified teacher status (QTS)",
        "Teaching assistant: Early years",
    ]
    assert asha.choices()[0].shown.lines[1:] == (
        "1\N{NO-BREAK SPACE}September 2025 to now",
        "0.8 of full time",
        "Worked there as a teacher.",
    )


@pytest.mark.parametrize("code", ["on:leave", "used:family-voice", "passed:law-examination", "holds:senco-award"])
def test_what_only_others_can_judge_is_never_asked_of_a_referee(code):
    assert not is_askable(code, installed_library().vocabulary)


def test_a_referee_is_asked_about_the_chosen_claims_and_nothing_else(asha):
    asked = asha.asked(asha.ask("SENCO"))
    assert [claim.shown.title for claim in asked.claims] == ["SENCO"]
    assert (asked.reference.ends - NOW) == OPEN_FOR


def test_nobody_is_asked_about_words_that_the_person_did_not_see(asha):
    choice = asha.choices()[0]
    with pytest.raises(ReferenceRefusedError, match="changed while this page was open"):
        asha.ask(claims={choice.value: "0" * 64})
    with pytest.raises(ReferenceRefusedError, match="changed while this page was open"):
        asha.ask(claims={"e_of_somebody_else": choice.claim.digest})
    with pytest.raises(ReferenceRefusedError, match="between 1 and 12"):
        asha.ask(claims={})


@pytest.mark.parametrize(
    ("name", "email"),
    [
        ("Ben Okafor", "asha.rahman@school.example"),
        ("Ben Okafor", "ASHA.Rahman+work@School.example"),
        ("Ms Asha Rahman", "ben@school.example"),
    ],
)
def test_nobody_asks_herself(asha, name, email):
    with pytest.raises(ReferenceRefusedError, match="somebody else"):
        asha.ask("SENCO", name=name, email=email)


def test_one_address_is_asked_once_at_a_time(asha):
    key = asha.ask("SENCO")
    with pytest.raises(ReferenceRefusedError, match="has a request from you already"):
        asha.ask("Qualified", email="BEN@school.example")
    actions.withdraw(subject=asha.key, key=key, now=NOW)
    asha.ask("Qualified")


def test_the_database_holds_one_open_request_to_an_address(asha):
    row = Reference.objects.get(key=asha.ask("SENCO"))
    row.pk, row.key = None, "r_other"
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_an_address_whose_request_ran_out_can_be_asked_again(asha):
    first = asha.ask("SENCO")
    asha.ask("SENCO", now=NOW + OPEN_FOR)
    assert Reference.objects.get(key=first).state == State.EXPIRED


def test_only_so_many_are_asked_in_a_day_and_at_once(asha):
    for number in range(MOST_A_DAY):
        asha.ask("SENCO", name=f"Referee {number}", email=f"r{number}@school.example")
    with pytest.raises(LimitReachedError, match="come back tomorrow"):
        asha.ask("SENCO")
    tomorrow = NOW + 2 * DAY
    for number in range(MOST_A_DAY, MOST_WAITING):
        asha.ask("SENCO", name=f"Referee {number}", email=f"r{number}@school.example", now=tomorrow)
    with pytest.raises(LimitReachedError):
        asha.ask("SENCO", now=tomorrow + 2 * DAY)


MOMENTS = {
    "a working morning": (datetime(2026, 11, 23, 9, tzinfo=UTC), datetime(2026, 11, 23, 9, tzinfo=UTC)),
    "before work": (datetime(2026, 11, 23, 6, tzinfo=UTC), datetime(2026, 11, 23, 8, 30, tzinfo=UTC)),
    "the evening": (datetime(2026, 11, 23, 20, tzinfo=UTC), datetime(2026, 11, 24, 8, 30, tzinfo=UTC)),
    "a Friday night": (datetime(2026, 11, 27, 19, tzinfo=UTC), datetime(2026, 11, 30, 8, 30, tzinfo=UTC)),
    "Christmas": (datetime(2026, 12, 25, 10, tzinfo=UTC), datetime(2026, 12, 29, 8, 30, tzinfo=UTC)),
}


@pytest.mark.parametrize("name", MOMENTS)
def test_a_mail_goes_out_in_the_hours_of_a_working_day(name):
    asked, due = MOMENTS[name]
    assert when_to_ask(asked) == due


def test_a_reminder_comes_ten_days_later_in_term_or_not_at_all():
    assert when_to_remind(NOW, NOW + OPEN_FOR) == NOW + 10 * DAY
    christmas = datetime(2026, 12, 11, 12, tzinfo=UTC)
    assert when_to_remind(christmas, christmas + OPEN_FOR) == datetime(2027, 1, 4, 8, 30, tzinfo=UTC)
    assert when_to_remind(christmas, christmas + 20 * DAY) is None


def test_without_mail_nothing_is_queued(asha):
    asha.ask("SENCO")
    assert not Task.objects.filter(name__startswith="pathway.").exists()


def test_with_mail_a_request_and_one_reminder_are_queued_and_say_nothing_of_the_claims(asha):
    key = asha.ask("SENCO", by_mail=True)
    mails = Task.objects.filter(name__startswith="pathway.").order_by("due")
    assert list(mails.values_list("name", "due")) == [
        ("pathway.mail-referee", NOW),
        ("pathway.remind-referee", NOW + 10 * DAY),
    ]
    assert actions.mail_request(key=key, site=SITE, now=NOW)
    assert actions.mail_reminder(key=key, site=SITE, now=NOW)
    assert not actions.mail_reminder(key=key, site=SITE, now=NOW)

    first, reminder = Message.objects.order_by("queued", "id")
    for mail in (first, reminder):
        assert mail.to == "ben@school.example"
        assert f"{SITE}/confirm/{asha.token(key)}/" in mail.text
        assert "Aldgate" not in mail.text
        assert "Asha" not in mail.subject


def test_what_is_no_longer_open_is_not_mailed(asha):
    key = asha.ask("SENCO", by_mail=True)
    actions.withdraw(subject=asha.key, key=key, now=NOW)
    assert not actions.mail_request(key=key, site=SITE, now=NOW)
    assert not actions.mail_reminder(key=key, site=SITE, now=NOW)
    assert not Message.objects.exists()


def test_a_withdrawn_link_opens_only_that_it_was_withdrawn_and_what_was_typed_is_gone(asha):
    key = asha.ask("SENCO")
    token = asha.token(key)
    asha.begin(token)
    asha.save(token, 1, Said.QUESTION, "Something private")
    actions.withdraw(subject=asha.key, key=key, now=NOW)

    assert opened(token).reference.state is State.WITHDRAWN
    assert list(ReferenceAnswer.objects.values_list("words", flat=True)) == [""]
    with pytest.raises(NoLongerOpenError):
        asha.save(token, 1, Said.YES)
    with pytest.raises(NoLongerOpenError):
        actions.withdraw(subject=asha.key, key=key, now=NOW)


def test_what_was_answered_cannot_be_withdrawn(asha):
    key = asha.answered(Said.YES, titles=("SENCO",))
    with pytest.raises(NoLongerOpenError):
        actions.withdraw(subject=asha.key, key=key, now=NOW)


def test_a_new_link_takes_the_place_of_the_old_one(asha):
    key = asha.ask("SENCO")
    old = asha.token(key)
    actions.new_link(subject=asha.key, key=key, now=NOW)

    assert queries.by_token(old, NOW) is None
    assert queries.by_token(asha.token(key), NOW) is not None
    with pytest.raises(NoLongerOpenError):
        actions.new_link(subject=asha.key, key=key, now=NOW + OPEN_FOR)


def test_nobody_reads_or_changes_the_requests_of_another(asha, a_person):
    key = asha.ask("SENCO")
    other = a_person("Somebody Else")
    assert queries.reference_of(other.key, key, NOW) is None
    for act in (actions.withdraw, actions.new_link):
        with pytest.raises(NoLongerOpenError):
            act(subject=other.key, key=key, now=NOW)


def test_what_ran_out_is_ended_each_day_with_an_event(asha):
    key = asha.ask("SENCO")
    assert end_and_forget(NOW + OPEN_FOR).startswith("1 requests")
    assert end_and_forget(NOW + OPEN_FOR).startswith("0 requests")
    assert Reference.objects.get(key=key).state == State.EXPIRED
    assert of_subject(asha.key)[-1].name == "pathway.reference.expired"


def names(key):
    return Reference.objects.values_list("email", "name", "said_name").get(key=key)


def test_names_and_addresses_are_kept_as_long_as_was_said(asha):
    confirmed = asha.answered(Said.YES, titles=("SENCO",))
    questioned = asha.answered(Said.QUESTION, titles=("Qualified",), words="It was 2019.")

    actions.forget_due(NOW + 31 * DAY)
    assert names(confirmed) == names(questioned) == ("", "Ben Okafor", "Ben Okafor")
    actions.forget_due(NOW + 366 * DAY)
    assert (names(confirmed)[1], names(questioned)[1]) == ("Ben Okafor", "")
    assert set(ReferenceAnswer.objects.values_list("words", flat=True)) == {""}
    actions.forget_due(NOW + (3 * 365 + 1) * DAY)
    assert names(confirmed) == ("", "", "")
    assert asha.asked(confirmed).reference.by == "Somebody whose name we no longer keep"
    assert actions.forget_due(NOW + 2_000 * DAY) == 0


def test_erasing_a_person_removes_whom_she_asked(asha):
    asha.answered(Said.QUESTION, titles=("SENCO",), words="Something private")
    actions.forget_person(subject=asha.key, actor=None, now=NOW)
    actions.forget_person(subject=asha.key, actor=None, now=NOW)

    assert not Reference.objects.exists()
    assert list(ReferenceAnswer.objects.values_list("words", flat=True)) == [""]


def test_the_timeline_is_told_who_was_asked_and_who_answered(asha):
    asha.answered(Said.YES, titles=("SENCO",))
    asha.ask("Qualified")
    history = entries_of(asha.key)
    shown = queries.by_entry(asha.key, history, NOW)
    by_code = {row.fact.code: shown.get(row.id, ()) for row in history if row.counts and row.fact}

    assert [(one.said, one.by) for one in by_code["served:senco"]] == [
        (Said.YES, "Ben Okafor, Head teacher, The Aldgate School")
    ]
    assert [(one.is_waiting, one.asked) for one in by_code["holds:qts"]] == [(True, "Ben Okafor")]
    assert by_code["served:teaching-assistant"] == ()


@pytest.mark.parametrize("many", [1, 3])
def test_reading_requests_takes_as_many_queries_for_many_as_for_one(asha, django_assert_num_queries, many):
    for number in range(many):
        asha.ask("SENCO", name=f"Referee {number}", email=f"r{number}@school.example")
    history = entries_of(asha.key)
    with django_assert_num_queries(5):  # requests, entries, answers, claims, schools
        assert len(queries.references_of(asha.key, NOW)) == many
    with django_assert_num_queries(3):  # requests, answers, claims
        queries.by_entry(asha.key, history, NOW)


def test_a_timeline_of_somebody_who_asked_nobody_takes_one_query(asha, django_assert_num_queries):
    history = entries_of(asha.key)
    with django_assert_num_queries(1):
        assert queries.by_entry(asha.key, history, NOW) == {}


def test_a_verified_entry_that_she_corrects_is_declared_again_and_can_be_asked_about(asha):
    asha.answered(Said.YES, titles=("Qualified",))
    row = next(row for row in entries_of(asha.key) if row.counts and row.fact and row.fact.code == "holds:qts")
    fact = Fact("holds:qts", Period(datetime(2019, 7, 31, tzinfo=UTC).date()))
    correct(actor=asha.key, subject=asha.key, entry=row.id, fact=fact, now=NOW)

    choice = next(one for one in asha.choices() if one.shown.title.startswith("Qualified"))
    assert not choice.claim.is_verified
    assert ("holds:qts", Basis.DECLARED.name.lower()) in asha.facts()


def test_training_is_named_by_its_own_words(asha):
    day = datetime(2026, 3, 2, tzinfo=UTC).date()
    fact = Fact("did:cpd", Period(day, day.replace(day=3)), 90)
    enter(actor=asha.key, subject=asha.key, facts=[fact], now=NOW, note="Autism in class")
    shown = asha.choices()[0].shown
    assert (shown.title, shown.lines, shown.note) == (
        "Autism in class",
        ("2\N{NO-BREAK SPACE}March 2026", "1 hour 30 minutes"),
        "",
    )
