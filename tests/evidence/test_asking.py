"""Witnesses and families: asked by a link, answered without an account, taken back by the same link."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from tests.platform.working import Clock, run_all

from trigpoint.evidence import actions, queries
from trigpoint.evidence.errors import EvidenceError
from trigpoint.evidence.models import Asking, Piece
from trigpoint.evidence.prompts import EASY, easy_rows
from trigpoint.evidence.tasks import tidy
from trigpoint.evidence.tokens import opened
from trigpoint.evidence.words import Asked, Kind, State
from trigpoint.platform import events, mail
from trigpoint.platform.models import Message, Task

pytestmark = pytest.mark.django_db


@pytest.fixture
def ask(asha, now):
    """Return what asks somebody, and gives the key and the token that the mail carries."""

    def ask_one(kind=Kind.WITNESS, email="hugo@school.example", **more):
        said = {"name": "Hugo Vale", "about": "The training in June", "easy_read": False, "now": now} | more
        key = actions.ask(owner=asha, kind=kind, email=email, site="https://t.example", **said)
        text = Message.objects.filter(to=email.lower()).latest("queued").text
        found = re.search(r"/portfolio/witness/([^/]+)/", text)
        assert found
        return key, found[1]

    return ask_one


def answer(token, now, **more):
    said = {"visitor": "", "name": "Hugo Vale", "post": "Deputy head", "answers": {"saw": "She led it well."}} | more
    return actions.answer(token=token, now=now, **said)


def test_a_witness_answers_with_the_link_alone(ask, now, asha):
    _, token = ask()
    key = answer(token, now)

    row = queries.pieces([key])[key]
    assert (row.owner, row.kind, row.structured) == (asha, Kind.WITNESS, {"saw": "She led it well."})
    assert row.witness is not None
    assert (row.witness.name, row.witness.post) == ("Hugo Vale", "Deputy head")
    assert row.authenticity == ""


def test_a_link_is_used_once_and_its_key_alone_makes_no_link(ask, now):
    key, token = ask()
    assert opened(token) == key
    assert opened(key) == ""
    assert opened(token[:-1]) == ""
    answer(token, now)

    with pytest.raises(EvidenceError, match="no longer open"):
        answer(token, now)


def test_the_words_of_a_witness_are_not_the_candidates_to_change(ask, now, asha):
    _, token = ask()
    key = answer(token, now)
    said = actions.Said(title="From Hugo", words="Better words", structured={"saw": "Better words"})
    actions.save(owner=asha, key=key, version=1, said=said, now=now)

    row = queries.pieces([key])[key]
    assert (row.title, row.words, row.structured) == ("From Hugo", "", {"saw": "She led it well."})


def test_nobody_is_her_own_witness(ask, now, asha):
    _, token = ask()
    with pytest.raises(EvidenceError, match="your own witness"):
        answer(token, now, visitor=asha)
    with pytest.raises(EvidenceError, match="your own address"):
        ask(email="Asha.Rahman@school.example")


def test_a_family_may_stay_without_a_name(ask, now):
    _, token = ask(Kind.FAMILY, "parent@home.example")
    key = answer(token, now, name="", post="", answers={"heard": "Yes, for once."})

    row = queries.pieces([key])[key]
    assert row.witness is not None
    assert row.witness.name == "somebody who would rather not be named"


def test_what_is_taken_back_goes_out_of_view_at_once_and_the_event_tells(ask, now, asha):
    clock = Clock()
    _, token = ask()
    key = answer(token, now)
    fixed = queries.fixed([key])
    actions.take_back(token=token, now=clock())
    row = queries.pieces([key])[key]
    assert (row.state, row.structured, row.witness) == (State.WITHDRAWN, {}, None)
    assert not queries.may_see(asha, key)
    told = [one for one in events.of_subject(asha) if one.name == "evidence.piece.withdrawn"]
    assert told[0].data == {"piece": key, "sha256": fixed[key]}
    run_all(clock)

    assert Piece.objects.get(key=key).structured == {}
    assert Asking.objects.get(piece__key=key).said_name == ""
    with pytest.raises(EvidenceError, match="nothing of yours here"):
        actions.take_back(token=token, now=clock())


def test_a_request_runs_out_and_its_address_is_forgotten_a_month_later(ask, now):
    key, token = ask()
    tidy(now + timedelta(days=28, minutes=1))
    row = Asking.objects.get(key=key)
    assert (row.state, row.email) == (Asked.EXPIRED, "hugo@school.example")
    with pytest.raises(EvidenceError):
        answer(token, now + timedelta(days=29))
    tidy(now + timedelta(days=59))

    assert (Asking.objects.get(key=key).email, Asking.objects.get(key=key).name) == ("", "")


def test_saying_no_and_taking_a_request_back_end_it(ask, now, asha):
    first, token = ask()
    actions.decline(token=token, now=now)
    second, other = ask()
    actions.cancel(owner=asha, key=second, now=now)

    assert [Asking.objects.get(key=key).state for key in (first, second)] == [Asked.DECLINED, Asked.CANCELLED]
    for one in (token, other):
        with pytest.raises(EvidenceError):
            answer(one, now)


def test_one_is_asked_once_at_a_time_and_twelve_in_all(ask):
    ask()
    with pytest.raises(EvidenceError, match="has a request from you already"):
        ask(email="HUGO@school.example")
    for number in range(11):
        ask(email=f"{number}@school.example")
    with pytest.raises(EvidenceError, match="12 people have not answered"):
        ask(email="more@school.example")


def test_an_answer_with_nothing_in_it_is_none(ask, now):
    _, token = ask()
    with pytest.raises(EvidenceError, match="at least one box"):
        answer(token, now, answers={"saw": ""})


def test_easy_read_keeps_to_fifteen_words_a_sentence():
    sentences = [one for row in easy_rows("Asha Rahman", "21 December 2026") for one in row.sentences]
    sentences += [question for question, _ in EASY[Kind.FAMILY].values()]

    assert [one for one in sentences if len(one.split()) > 15] == []


@pytest.fixture
def texts(monkeypatch):
    """Keep the texts of mails, which are emptied once they have gone."""
    kept = []

    def send(**message):
        kept.append("\n".join(message["lines"]))
        return mail.send(**message)

    monkeypatch.setattr("trigpoint.evidence.actions.asking.send", send)
    return kept


def mails_to(address):
    return [row.subject for row in Message.objects.filter(to=address).order_by("queued", "pk")]


def ask_at(asha, moment):
    return actions.ask(
        owner=asha, kind=Kind.FAMILY, name="A parent", email="parent@home.example", about="", easy_read=True,
        site="https://t.example", now=moment,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "sent"),
    [
        (datetime(2026, 11, 23, 22, tzinfo=UTC), datetime(2026, 11, 24, 8, 30, tzinfo=UTC)),
        (datetime(2026, 11, 28, 12, tzinfo=UTC), datetime(2026, 11, 30, 8, 30, tzinfo=UTC)),
    ],
    ids=["at night", "on a Saturday"],
)
def test_a_request_goes_out_in_humane_hours(asha, asked, sent, texts):
    ask_at(asha, asked)
    assert mails_to("parent@home.example") == []
    clock = Clock()
    clock.at = sent - timedelta(seconds=1)
    run_all(clock)
    assert mails_to("parent@home.example") == []
    clock.at = sent
    run_all(clock)

    assert mails_to("parent@home.example") == ["Will you say how it was for you?"]
    assert "/easy-read/" in texts[0]


def test_a_request_taken_back_before_morning_is_never_sent(asha):
    night = datetime(2026, 11, 23, 22, tzinfo=UTC)
    key = ask_at(asha, night)
    actions.cancel(owner=asha, key=key, now=night)
    clock = Clock()
    clock.move(days=20)
    run_all(clock)

    assert mails_to("parent@home.example") == []


def test_there_is_one_reminder_after_ten_days_with_the_same_link(asha, now, texts):
    ask_at(asha, now)
    clock = Clock()
    for _ in range(27):
        run_all(clock)
        clock.move(days=1)
    first, second = texts
    assert mails_to("parent@home.example")[1] == "Reminder: will you say how it was?"
    assert (Message.objects.latest("queued").queued.date() - now.date()).days == 10
    link = re.search(r"https://t.example/\S+", first)
    assert link
    assert link[0] in second
    assert [one.name for one in events.of_subject(asha)].count("evidence.asking.reminded") == 1


@pytest.mark.parametrize("what", ["answered", "declined", "cancelled"])
def test_whoever_has_answered_or_is_asked_no_more_is_not_reminded(ask, now, asha, what):
    key, token = ask()
    if what == "answered":
        answer(token, now)
    elif what == "declined":
        actions.decline(token=token, now=now)
    else:
        actions.cancel(owner=asha, key=key, now=now)
    clock = Clock()
    clock.move(days=12)
    run_all(clock)

    assert len(mails_to("hugo@school.example")) == 1


def test_before_long_holidays_the_reminder_that_would_come_too_late_is_left_out(asha):
    ask_at(asha, datetime(2026, 7, 20, 10, tzinfo=UTC))

    assert not Task.objects.filter(key__endswith=" remind").exists()


def test_a_worker_that_was_away_reminds_nobody_at_night_or_on_the_last_days(ask, now):
    key, _ = ask()

    assert not actions.send_reminder(key=key, site="", now=now.replace(hour=23) + timedelta(days=11))
    assert not actions.send_reminder(key=key, site="", now=now + timedelta(days=25, hours=1))
    assert len(mails_to("hugo@school.example")) == 1
