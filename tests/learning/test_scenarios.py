"""Scenarios on pages: decide, say why, see the law of that day; what was decided stays."""

from __future__ import annotations

import re
from html import unescape
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

import pytest
from django.db import DatabaseError, connection, transaction
from django.urls import reverse

from trigpoint.content.scenarios import scenarios
from trigpoint.learning import actions
from trigpoint.learning.errors import DecidedError, LearningError
from trigpoint.learning.models import Decision, PrivateWords, Run
from trigpoint.learning.queries import FEWEST, report_of, run_of
from trigpoint.learning.rights import deciding, forget_words
from trigpoint.people.roles import Role
from trigpoint.platform.append_only import AppendOnlyError
from trigpoint.platform.clock import now
from trigpoint.platform.models import Event

pytestmark = pytest.mark.django_db
WORDS = "I was not sure about the holidays."


def words_of(response):
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())))


@pytest.fixture
def run(client, learner, scenario):
    return client.post(reverse("learning:scenario", args=[scenario.id]))["Location"]


def walk(client, run, way, words=""):
    for choice, reason in way:
        client.post(run, {"choice": choice, "reason": reason, "words": words})


def test_a_visitor_goes_through_a_case_and_nothing_is_kept(client, scenario, right_way):
    at = client.post(reverse("learning:scenario", args=[scenario.id]))["Location"]
    assert at == reverse("learning:play", args=[scenario.id])
    for number, (choice, reason) in enumerate(right_way, 1):
        page = client.get(at)
        assert f"Decision {number}" in words_of(page)
        assert "Your own words" not in words_of(page)
        at = client.post(at, {"choice": choice, "reason": reason})["Location"]
        assert "The law supports this." in words_of(client.get(at))
        at = f"{urlsplit(at).path}?way={parse_qs(urlsplit(at).query)['way'][0]}"

    assert "What came of it" in words_of(client.get(at))
    assert not Run.objects.exists()


def test_a_choice_is_answered_with_the_law_on_the_day_of_the_case(client, run, scenario, right_way):
    said = client.get(client.post(run, {"choice": right_way[0][0], "reason": right_way[0][1]})["Location"])
    point = scenario.points[scenario.start]
    choice = point.choice(right_way[0][0])

    assert choice.why in words_of(said)
    for one in choice.provisions:
        assert f"{reverse('law:provision', args=[one])}?on={point.on.isoformat()}" in said.content.decode()
    assert "That is the reason the law gives, too." in words_of(said)


def test_the_page_of_a_provision_says_as_of_which_day_it_is(client, scenario):
    page = client.get(f"{reverse('law:provision', args=[scenario.provisions[0]])}?on={scenario.on.isoformat()}")

    assert "As the law was on 3 August 2026." in words_of(page).replace("\N{NO-BREAK SPACE}", " ")
    assert client.get(f"{reverse('law:provision', args=[scenario.provisions[0]])}?on=rubbish").status_code == 200


def test_what_was_decided_is_kept_with_its_reason_and_private_words(client, learner, run, scenario, right_way):
    walk(client, run, right_way, WORDS)

    assert list(Decision.objects.order_by("number").values_list("choice", "reason")) == right_way
    assert {row.words for row in PrivateWords.objects.all()} == {WORDS}
    end = words_of(client.get(run))
    assert "What there was to learn" in end
    assert "Another case" in end
    assert WORDS in words_of(client.get(f"{run}?at=1"))
    events = Event.objects.filter(name="learning.run.decided").order_by("position")
    assert [one.data["end"] is None for one in events] == [True] * (len(right_way) - 1) + [False]
    assert WORDS not in str(list(Event.objects.values_list("data", "words")))


def test_the_same_decision_sent_twice_is_one(client, run, right_way):
    choice, reason = right_way[0]
    for _ in range(2):
        client.post(run, {"choice": choice, "reason": reason, "number": 1})

    assert Decision.objects.count() == 1


def test_another_tab_is_told_what_counts(client, run, scenario, right_way):
    choice, reason = right_way[0]
    other = next(one.id for one in scenario.points[scenario.start].choices if one.id != choice)
    client.post(run, {"choice": choice, "reason": reason, "number": 1})
    page = client.post(run, {"choice": other, "reason": reason, "number": 1}, follow=True)

    assert "in another tab" in words_of(page)
    assert Decision.objects.get().choice == choice


def test_a_decision_without_a_reason_is_asked_for_again_and_keeps_what_was_typed(client, run, right_way):
    page = client.post(run, {"choice": right_way[0][0], "words": WORDS})

    assert "Select why, or what comes nearest" in words_of(page)
    assert WORDS in words_of(page)
    assert not Decision.objects.exists()


def test_a_decision_after_the_end_is_not_taken(client, learner, run, right_way):
    walk(client, run, right_way)
    assert client.post(run, {"choice": "a", "reason": "r1"})["Location"] == run
    with pytest.raises(LearningError, match="has ended"):
        actions.decide(
            person=learner.key, run=Run.objects.get().key, number=len(right_way) + 1, choice="a", reason="r1", now=now()
        )


def test_a_decision_of_another_number_is_refused(learner, run, scenario, right_way):
    (key,) = Run.objects.values_list("key", flat=True)
    choice, reason = right_way[0]
    actions.decide(person=learner.key, run=key, number=1, choice=choice, reason=reason, now=now())
    with pytest.raises(DecidedError):
        actions.decide(person=learner.key, run=key, number=1, choice=choice, reason="r9", now=now())


def test_nobody_opens_the_run_of_somebody_else(client, a_person, sign_in, run):
    sign_in(client, a_person("Somebody Else"))

    assert client.get(run).status_code == 404
    assert client.post(run, {"choice": "a", "reason": "r1"}).status_code == 404


def test_a_case_that_was_rewritten_is_begun_again(client, learner, scenario):
    Run(person=learner.key, scenario=scenario.id, text_hash="0" * 64, attempt=1, started_at=now()).save()
    (key,) = Run.objects.values_list("key", flat=True)
    run = reverse("learning:run", args=[key])

    assert "was rewritten since you began" in words_of(client.get(run))
    with pytest.raises(LearningError, match="changed since you began"):
        actions.decide(person=learner.key, run=key, number=1, choice="a", reason="r1", now=now())


def test_a_run_can_be_gone_on_with_and_begun_again(client, learner, run, scenario, right_way):
    client.post(run, {"choice": right_way[0][0], "reason": right_way[0][1]})

    assert run in client.get(reverse("learning:scenarios")).content.decode()
    start = client.get(reverse("learning:scenario", args=[scenario.id]))
    assert run in start.content.decode()
    client.post(reverse("learning:scenario", args=[scenario.id]))
    assert list(Run.objects.order_by("attempt").values_list("attempt", flat=True)) == [1, 2]


def test_what_was_decided_is_never_changed(run, client, right_way):
    walk(client, run, right_way[:1])
    with pytest.raises(AppendOnlyError):
        Decision.objects.update(choice="x")
    for change in ("UPDATE learning_decision SET choice = 'x'", "DELETE FROM learning_run"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)


def test_an_export_has_every_decision_and_an_erasure_takes_the_words(client, learner, run, right_way):
    walk(client, run, right_way, WORDS)

    told: Any
    (told,) = cast("list[Any]", deciding(learner.key))
    assert [one["your words"] for one in told["decisions"]] == [WORDS] * len(right_way)
    forget_words(learner.key, actor=None, now=now())
    assert not PrivateWords.objects.exists()
    assert Decision.objects.count() == len(right_way)


def learned(a_person, scenario, count, way):
    for number in range(count):
        person = a_person(f"Learner {number}").key
        run = actions.begin(person=person, scenario=scenario.id, now=now())
        for place, (choice, reason) in enumerate(way, 1):
            actions.decide(person=person, run=run, number=place, choice=choice, reason=reason, now=now())


def test_a_report_shows_nothing_of_fewer_than_five(a_person, scenario, right_way):
    learned(a_person, scenario, FEWEST - 1, right_way)
    assert not any(row.is_shown for row in report_of(scenario).points)
    assert not any(row.choices or row.reasons for row in report_of(scenario).points)


def test_a_report_shows_the_share_of_each_choice_and_reason(  # noqa: PLR0917 - fixtures
    client, a_person, sign_in, scenario, right_way, django_assert_num_queries
):
    learned(a_person, scenario, FEWEST, right_way)
    with django_assert_num_queries(1):
        first = report_of(scenario).points[0]

    assert first.learners == FEWEST
    assert {row.words: row.share for row in first.choices if row.share} == {
        scenario.points[scenario.start].choice(right_way[0][0]).words: 100
    }
    sign_in(client, a_person("Ann Author", Role.CONTENT_AUTHOR))
    page = words_of(client.get(reverse("learning:report", args=[scenario.id])))
    assert f"{FEWEST} learners decided here." in page
    assert "Too few to show" in page


def test_a_second_time_through_does_not_count_in_a_report(a_person, scenario, right_way):
    learned(a_person, scenario, FEWEST, right_way)
    (person,) = Run.objects.values_list("person", flat=True)[:1]
    run = actions.begin(person=person, scenario=scenario.id, now=now())
    actions.decide(person=person, run=run, number=1, choice=right_way[0][0], reason=right_way[0][1], now=now())

    assert report_of(scenario).points[0].learners == FEWEST


def test_a_learner_does_not_open_a_report(client, learner, scenario):
    assert client.get(reverse("learning:report", args=[scenario.id])).status_code == 403


@pytest.mark.parametrize("name", list(scenarios()))
def test_every_scenario_draws_from_its_start_to_every_answer(client, name):
    scenario = scenarios()[name]
    assert client.get(reverse("learning:scenario", args=[name])).status_code == 200
    first = scenario.points[scenario.start]
    for choice in first.choices:
        page = client.get(f"{reverse('learning:play', args=[name])}?way={choice.id}.{first.best_reason}&at=1")
        assert choice.why.split("\n")[0][:40] in words_of(page)


def test_the_list_asks_little_of_the_database(client, learner, run, django_assert_num_queries):
    with django_assert_num_queries(4):
        client.get(reverse("learning:scenarios"))


def test_a_way_that_there_is_not_begins_afresh(client, scenario):
    page = client.get(f"{reverse('learning:play', args=[scenario.id])}?way=z.z")

    assert page["Location"] == reverse("learning:play", args=[scenario.id])


def test_words_that_are_too_long_are_refused_and_kept(client, run, right_way):
    page = client.post(run, {"choice": right_way[0][0], "reason": right_way[0][1], "words": "x" * 501})

    assert "500 characters" in words_of(page)
    assert "x" * 501 in page.content.decode()
    assert run_of("p_nobody", "g_nothing") is None
