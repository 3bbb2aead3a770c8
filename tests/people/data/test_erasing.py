"""Erasing: what goes, stays and waits; that a worker stopped anywhere goes on; that a backup brings nobody back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.contrib.auth import authenticate
from tests.record.support import NOON, TODAY, holds

from trigpoint.people import actions as people
from trigpoint.people import queries
from trigpoint.people.data import erased_keys, erasing
from trigpoint.people.data.actions import give, seen
from trigpoint.people.data.errors import ErasureRefusedError
from trigpoint.people.data.models import Consent, ErasureRequest, Seen
from trigpoint.people.data.queries import is_being_erased, views_of
from trigpoint.people.models import Person, Session
from trigpoint.people.roles import Role
from trigpoint.platform import clock, holdings
from trigpoint.platform.events import of_subject
from trigpoint.platform.models import Event, Message, Task
from trigpoint.platform.work import run, take
from trigpoint.record import actions as record
from trigpoint.record.keys import kept_key
from trigpoint.record.models import Entry, Payload
from trigpoint.record.queries import entries_of, facts_of
from trigpoint.record.verify import verify


class StoppedError(Exception):
    """The worker was killed here."""


def ask_and_erase(person, **more):
    erasing.ask(person=person.key, **({"withdraw": False} | more), now=NOON)
    return erasing.erase(person.key, now=NOON)


def all_that_is_held(key: str) -> str:
    return str({holding.name: holding.held_about(key) for holding in holdings.holdings()})


def test_name_address_words_and_facts_go_and_the_code_and_the_hashes_stay(asha, hill_top):
    give(subject=asha.key, items=["plan"], role=Role.HEAD, organisation=hill_top, now=NOON)
    hashes = list(Entry.objects.filter(subject=asha.key).values_list("hash", flat=True))

    assert ask_and_erase(asha)

    held = all_that_is_held(asha.key)
    for gone in ("Asha", "asha.rahman", "My own words", "holds:degree", "Hill Top"):
        assert gone not in held
    assert queries.name_of(asha.key) == "Somebody who has left"
    assert facts_of(asha.key) == ()
    assert Payload.objects.count() == 0
    assert Consent.objects.count() == 0
    assert list(Entry.objects.filter(subject=asha.key).values_list("hash", flat=True)) == hashes
    assert not Event.objects.exclude(words="").exists()
    assert verify(kept_key()).sound


def test_nobody_can_sign_in_and_every_session_ends(asha, client, sign_in):
    asha.set_password("correct horse battery staple")
    asha.save()
    sign_in(client, asha)
    assert Session.objects.filter(person=asha).exists()

    erasing.ask(person=asha.key, withdraw=False, now=NOON)

    assert not Session.objects.filter(person=asha).exists()
    assert client.get("/account/data/").status_code == 302
    assert authenticate(None, email="asha.rahman@school.example", password="correct horse battery staple") is None


def test_the_same_address_can_open_a_new_account_which_begins_empty(asha):
    ask_and_erase(asha)

    key = people.open_account(email="asha.rahman@school.example", name="Asha Rahman", actor=None, now=NOON)
    assert key != asha.key
    assert entries_of(key) == ()


def test_what_others_hold_stays_and_loses_her_name(asha, a_person):
    maya = a_person("Maya Stone", Role.MENTOR)
    record.enter(actor=maya.key, subject=asha.key, facts=[holds("holds:degree")], now=NOON)
    role = queries.history_of(maya.key)[0]
    seen(subject=asha.key, viewer=maya.key, working_as=role, item="plan", now=NOON)

    ask_and_erase(maya, withdraw=True)

    assert len(facts_of(asha.key)) == 3
    assert views_of(asha.key)[0].name == "Somebody who has left"
    assert entries_of(asha.key)[-1].actor == maya.key


def test_her_own_list_of_views_goes_though_it_is_younger_than_a_year(asha, a_person):
    maya = a_person("Maya Stone", Role.MENTOR)
    role = queries.history_of(maya.key)[0]
    seen(subject=asha.key, viewer=maya.key, working_as=role, item="plan", now=clock.now())

    ask_and_erase(asha)

    assert Seen.objects.count() == 0


def test_roles_end_and_stay_under_the_code(a_person, hill_top):
    hugo = a_person("Hugo Vale", Role.HEAD, organisation=hill_top)
    ask_and_erase(hugo, withdraw=True)

    (role,) = queries.history_of(hugo.key)
    assert (role.words, role.until) == ("Head teacher, Hill Top Primary", TODAY)
    assert [event.name for event in of_subject(hugo.key)][-1] == "people.erasure.finished"


def test_while_something_waits_nothing_is_changed_until_she_says_what_to_do(a_person, hill_top):
    hugo = a_person("Hugo Vale", Role.HEAD, organisation=hill_top)
    before = all_that_is_held(hugo.key)

    with pytest.raises(ErasureRefusedError, match="withdraw what waits, or keep") as refused:
        erasing.ask(person=hugo.key, withdraw=False, now=NOON)

    assert [one.words for one in refused.value.waiting] == [
        "You hold a role: Head teacher, Hill Top Primary. Others may be waiting for what you do in it."
    ]
    assert all_that_is_held(hugo.key) == before
    assert not is_being_erased(hugo.key)


def test_an_exception_that_is_open_waits_and_goes_when_it_is_withdrawn(asha):
    record.flag_exception(
        actor=asha.key,
        subject=asha.key,
        entry=entries_of(asha.key)[0].id,
        setting="urn:100000",
        limbs=("qualified",),
        decided_by="The head",
        until=TODAY + timedelta(days=30),
        doing="Looking for a course",
        now=NOON,
    )
    with pytest.raises(ErasureRefusedError) as refused:
        ask_and_erase(asha)
    assert "An exception about your post at urn:100000 is open until 23 December 2026." in str(
        [one.words for one in refused.value.waiting]
    )

    assert ask_and_erase(asha, withdraw=True)
    assert "Looking for a course" not in all_that_is_held(asha.key)


def test_the_only_administrator_has_to_name_another_first(a_person):
    ada = a_person("Ada North", Role.ADMINISTRATOR)
    with pytest.raises(ErasureRefusedError, match="Settle what only you can settle"):
        ask_and_erase(ada, withdraw=True)

    a_person("Abe South", Role.ADMINISTRATOR)
    assert ask_and_erase(ada, withdraw=True)


def test_asking_twice_asks_once(asha):
    ask_and_erase(asha)

    with pytest.raises(ErasureRefusedError, match="erased already"):
        erasing.ask(person=asha.key, withdraw=False, now=NOON)
    assert not erasing.erase(asha.key, now=NOON)


def test_a_letter_tells_her_at_the_address_that_is_about_to_go(asha):
    erasing.ask(person=asha.key, withdraw=False, now=NOON)

    letter = Message.objects.get(to="asha.rahman@school.example")
    assert letter.subject == "We are erasing what we hold about you"
    erasing.erase(asha.key, now=NOON)
    assert Message.objects.filter(pk=letter.pk).exists(), "it has still to go out"


def test_the_worker_does_it(asha):
    erasing.ask(person=asha.key, withdraw=False, now=clock.now())
    while (task := take(clock.now)) is not None:
        run(task)

    assert ErasureRequest.objects.get(subject=asha.key).finished_at is not None
    assert not Task.objects.exclude(state=Task.State.DONE).exists()


@pytest.mark.parametrize("step", range(1, len(holdings.holdings()) + 1))
def test_a_worker_that_is_killed_at_any_step_goes_on_there(asha, step):
    erasing.ask(person=asha.key, withdraw=False, now=NOON)
    calls = []

    def killed_at_this_step() -> None:
        calls.append(step)
        if len(calls) == step:
            raise StoppedError

    with pytest.raises(StoppedError):
        erasing.erase(asha.key, now=NOON, keep=killed_at_this_step)
    assert asha.key in erased_keys.read(), "the key is written down before anything goes"
    assert len(ErasureRequest.objects.get(subject=asha.key).done) == step - 1

    assert erasing.erase(asha.key, now=NOON)
    assert "Asha" not in all_that_is_held(asha.key)
    assert verify(kept_key()).sound


def test_every_step_may_be_done_twice(asha):
    ask_and_erase(asha)
    before = all_that_is_held(asha.key), Event.objects.count()

    for holding in holdings.in_order_of_erasure():
        holding.forget(asha.key, actor=None, now=NOON)

    assert (all_that_is_held(asha.key), Event.objects.count()) == before


def test_a_long_record_goes_in_several_short_transactions(asha, monkeypatch):
    monkeypatch.setattr("trigpoint.record.actions.erasing.erase_some.__kwdefaults__", {"most": 1})
    steps = []
    erasing.ask(person=asha.key, withdraw=False, now=NOON)

    erasing.erase(asha.key, now=NOON, keep=lambda: steps.append(1))

    assert len(steps) == len(holdings.holdings()) + 2
    assert facts_of(asha.key) == ()
    assert [event.name for event in of_subject(asha.key)].count("record.subject.erased") == 1
    assert verify(kept_key()).sound


def test_nothing_goes_where_the_key_cannot_be_written_down(asha, settings, tmp_path):
    (tmp_path / "a-file").touch()
    settings.ERASED_KEYS = tmp_path / "a-file" / "erased-keys"
    erasing.ask(person=asha.key, withdraw=False, now=NOON)

    with pytest.raises(erased_keys.ErasedKeysError, match="cannot be"):
        erasing.erase(asha.key, now=NOON)
    assert len(entries_of(asha.key)) == 3
    assert entries_of(asha.key)[0].fact is not None


def test_what_nobody_finished_is_finished_by_the_daily_routine(asha):
    erasing.ask(person=asha.key, withdraw=False, now=NOON)

    assert erasing.erase_again(NOON) == (asha.key,)
    assert erasing.erase_again(NOON) == ()


def test_an_older_backup_brings_nobody_back(asha, a_person, erased_keys_file):
    """As after a restore: the file names her, and the database knows nothing of her erasure."""
    erased_keys_file.parent.mkdir()
    erased_keys_file.write_text(f"{asha.key} 2026-11-23\n")
    tom = a_person("Tom Bright")

    assert erasing.erase_again(NOON) == (asha.key,)
    assert "Asha" not in all_that_is_held(asha.key)
    assert ErasureRequest.objects.get(subject=asha.key).how == "restored"
    assert queries.name_of(tom.key) == "Tom Bright"
    assert Person.objects.filter(email="asha.rahman@school.example").count() == 0


def test_a_backup_from_before_she_came_makes_no_trouble(db, erased_keys_file):
    erased_keys_file.parent.mkdir()
    erased_keys_file.write_text("p_neverheardofhere 2026-11-23\n")

    assert erasing.erase_again(NOON) == ("p_neverheardofhere",)
    assert erasing.erase_again(NOON) == ()


def test_looking_whether_anybody_came_back_takes_one_query(asha, django_assert_num_queries):
    ask_and_erase(asha)

    with django_assert_num_queries(1):
        erasing.erase_again(NOON)
