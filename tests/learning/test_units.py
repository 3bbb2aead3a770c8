"""Units on pages: a step at a time, the place kept, a question answered in its place, the end a fact."""

from __future__ import annotations

import re
from datetime import date
from html import unescape

import pytest
from django.urls import reverse

from trigpoint.content.questions import Kind, questions
from trigpoint.content.units import units
from trigpoint.law.watch.actions import enter_change
from trigpoint.learning.actions import read_step
from trigpoint.learning.errors import LearningError
from trigpoint.learning.models import StepRead, UnitFinished
from trigpoint.learning.practice.models import Answer
from trigpoint.learning.queries import progress_in, progress_of, units_finished
from trigpoint.people.roles import Role
from trigpoint.platform.clock import now
from trigpoint.platform.models import Event
from trigpoint.record.queries import facts_of

pytestmark = pytest.mark.django_db


def words_of(response):
    return unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode())))


def address(unit, step):
    return reverse("learning:step", args=[unit.id, step.slug])


def test_a_visitor_reads_a_whole_unit_and_nothing_is_kept(client, unit):
    page = client.get(reverse("learning:unit", args=[unit.id]))
    assert page.status_code == 200
    assert unit.title in words_of(page)
    at = address(unit, unit.steps[0])
    for step in unit.steps:
        assert step.title in words_of(client.get(at))
        at = client.post(at)["Location"]

    assert at == reverse("learning:unit-end", args=[unit.id])
    assert "Nothing was kept" in words_of(client.get(at))
    assert not StepRead.objects.exists()
    assert not Event.objects.exists()


def test_a_learner_goes_on_where_she_was(client, learner, unit):
    client.post(address(unit, unit.steps[0]))
    client.post(address(unit, unit.steps[1]))

    home = client.get(reverse("learning:home"))
    assert address(unit, unit.steps[2]) in home.content.decode()
    assert "Go on where you were" in words_of(home)
    assert f"2 of {len(unit.steps)} steps read" in words_of(home)
    assert address(unit, unit.steps[2]) in client.get(reverse("learning:unit", args=[unit.id])).content.decode()


def test_the_last_step_finishes_the_unit_and_enters_a_fact_once(client, learner, unit):
    for step in (*unit.steps, unit.steps[-1], unit.steps[0]):
        client.post(address(unit, step))

    (fact,) = facts_of(learner.key)
    assert fact.code == unit.code
    assert units_finished(learner.key) == {unit.id}
    assert UnitFinished.objects.get().text_hash == unit.text_hash
    names = list(Event.objects.filter(name__startswith="learning.").values_list("name", flat=True))
    assert sorted(names) == sorted(["learning.step.read"] * (len(unit.steps) - 1) + ["learning.unit.finished"])
    assert "You have finished" in words_of(client.get(reverse("learning:unit-end", args=[unit.id])))


def test_steps_can_be_read_in_any_order(learner, unit):
    order = list(reversed(unit.steps))
    ended = [read_step(person=learner.key, unit=unit.id, step=step.slug, now=now()) for step in order]

    assert ended == [False] * (len(order) - 1) + [True]


def test_the_end_says_what_is_left_to_read(client, learner, unit):
    client.post(address(unit, unit.steps[-1]))

    said = words_of(client.get(reverse("learning:unit-end", args=[unit.id])))
    assert f"{len(unit.steps) - 1} steps" in said
    assert unit.steps[0].title in said


def test_a_step_that_there_is_not_is_refused_in_words(learner, unit):
    with pytest.raises(LearningError, match="no longer part of the unit"):
        read_step(person=learner.key, unit=unit.id, step="gone", now=now())


def test_progress_is_by_person(learner, a_person, unit):
    other = a_person("Somebody Else")
    read_step(person=other.key, unit=unit.id, step=unit.steps[0].slug, now=now())

    assert not progress_in(learner.key, unit).begun
    assert progress_of(other.key)[unit.id].begun


def single():
    for unit in units().values():
        for step in unit.steps:
            for i, part in enumerate(step.parts):
                asked = questions().get(getattr(part, "question", ""))
                if asked and asked.kind is Kind.SINGLE:
                    return unit, step, f"q{i}-", asked
    raise AssertionError("no unit asks a question with one answer")


def sent(asked, prefix, value, attempt="a" * 32):
    return {"question": asked.id, "attempt": attempt, f"{prefix}answer": value}


def test_a_question_in_a_step_is_answered_in_its_place(client, learner):
    unit, step, prefix, asked = single()
    for _ in range(2):  # sent twice, it counts once
        said = words_of(client.post(address(unit, step), sent(asked, prefix, asked.key)))
        assert "That is right" in said
        assert all(one.why in said for one in asked.options)

    answer = Answer.objects.get()
    assert (answer.person, answer.question, answer.right) == (learner.key, asked.id, True)
    assert not StepRead.objects.exists()


def test_a_visitor_is_told_what_is_right_and_nothing_is_kept(client):
    unit, step, prefix, asked = single()
    wrong = next(one.id for one in asked.options if not one.right)

    assert asked.because in words_of(client.post(address(unit, step), sent(asked, prefix, wrong)))
    assert not Answer.objects.exists()


def test_not_being_sure_is_an_answer(client, learner):
    unit, step, _, asked = single()
    data = {"question": asked.id, "attempt": "b" * 32, "unsure": "1"}

    assert asked.because in words_of(client.post(address(unit, step), data))
    assert Answer.objects.get().answer is None


def test_an_empty_answer_is_asked_for_again(client, learner):
    unit, step, _, asked = single()
    page = client.post(address(unit, step), {"question": asked.id, "attempt": "c" * 32})

    assert "<title>Error: " in page.content.decode()
    assert "There is a problem" in words_of(page)
    assert not Answer.objects.exists()


def test_opening_a_step_asks_at_most_six_things_of_the_database(
    client, learner, unit, a_person, django_assert_num_queries
):
    client.get(address(unit, unit.steps[0]))
    with django_assert_num_queries(3):
        client.get(address(unit, unit.steps[0]))
    freeze(unit, a_person)
    with django_assert_num_queries(5):
        client.get(address(unit, unit.steps[0]))


def test_opening_a_unit_asks_at_most_six_things_of_the_database(
    client, learner, unit, a_person, django_assert_num_queries
):
    freeze(unit, a_person)
    client.get(reverse("learning:unit", args=[unit.id]))
    with django_assert_num_queries(6):
        client.get(reverse("learning:unit", args=[unit.id]))


def test_a_visitor_opens_a_step_with_one_query(client, unit, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get(address(unit, unit.steps[0]))


def freeze(unit, a_person):
    """Enter a change of the first provision of a unit, which then waits for its judgement."""
    enter_change(
        actor=a_person("Ann Author", Role.CONTENT_AUTHOR).key,
        provision=unit.provisions[0],
        after="New words.",
        before="",
        as_at=date(2026, 11, 1),
        source="A made-up amending order",
        address="https://www.legislation.gov.uk/",
        now=now(),
    )


def test_a_unit_whose_law_changes_says_so(client, unit, a_person):
    assert "The law here is changing" not in words_of(client.get(reverse("learning:unit", args=[unit.id])))
    freeze(unit, a_person)

    for name, args in (("unit", []), ("unit-whole", []), ("unit-saved", []), ("step", [unit.steps[0].slug])):
        said = words_of(client.get(reverse(f"learning:{name}", args=[unit.id, *args])))
        assert "The law here is changing" in said


@pytest.mark.parametrize("name", list(units()))
def test_every_unit_draws_on_one_page_with_all_of_its_practice(client, name):
    unit = units()[name]
    page = client.get(reverse("learning:unit-saved", args=[name]))
    said = page.content.decode()

    assert page.status_code == 200
    assert all(f'data-question="{one}"' in said for one in {*unit.questions, *unit.checks})
    assert said.count("<h1") == 1
    assert client.get(reverse("learning:unit-whole", args=[name])).status_code == 200


def test_a_unit_shows_its_sources_how_far_they_reach_and_when_it_is_read_again(client, unit):
    said = words_of(client.get(reverse("learning:unit", args=[unit.id])))

    assert all(source.title in said for source in unit.sources)
    assert "Law checked to" in said
    assert "waiting for review by an expert" in said
    assert "To be read again by" in said


def test_addresses_of_nothing_are_not_found(client, unit):
    for path in ("/learn/units/nothing/", f"/learn/units/{unit.id}/nothing/", "/learn/units/nothing/saved/"):
        assert client.get(path).status_code == 404


def test_pages_are_light(client, unit):
    for name in ("unit", "unit-whole"):
        assert len(client.get(reverse(f"learning:{name}", args=[unit.id])).content) < 60_000
    assert len(client.get(address(unit, unit.steps[0])).content) < 20_000
