"""Words are checked for length, hard words and names; nothing of them is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from trigpoint.law.letters.naming import signs_of_a_name
from trigpoint.law.letters.plain import check

if TYPE_CHECKING:
    from django.test import Client
    from pytest_django import DjangoAssertNumQueries

EASY = (
    "Thank you for coming to see us. Your child reads well now. We will read with your child each day for ten "
    "minutes. We meet again in March. Ring us if you are worried. We are glad to help you."
)
HARD = (
    "Subsequently, multi-disciplinary professionals facilitated the implementation of differentiated interventions "
    "notwithstanding considerable organisational limitations regarding accommodation, personnel availability and "
    "the transitional arrangements previously communicated to stakeholders."
)


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("Your son Adam finds it hard.", ("Adam",)),
        ("A pupil called Zofia joined us.", ("Zofia",)),
        ("Jack’s needs have changed.", ("Jack",)),
        ("We agreed that Amira is in Year 4.", ("Amira",)),
        ("We met J.S. and then J. S. again.", ("J.S.", "J. S.")),
        ("Help for JS at lunch.", ("JS",)),
        ("Date of birth 3/4/2015, DOB: 3 April", ("DOB",)),
        ("Your child’s EHC plan: ask the TA, the EP or the LA.", ()),
        ("The school’s SEND policy. Today’s meeting is at 15:30.", ()),
        ("The Council’s plan is late. The pupil Premium is not.", ()),
        ("s. 36(8) CFA 2014 and reg 5 SEND Regulations 2014", ()),
    ],
)
def test_signs_of_a_childs_name_are_found_and_common_words_are_not(text: str, signs: tuple[str, ...]):
    assert signs_of_a_name(text) == signs


def test_easy_words_read_easily():
    found = check(EASY)

    assert found.age is not None
    assert found.age <= 11
    assert (found.long, found.hard, found.names) == ((), (), ())
    assert found.answer.startswith("Most people can read this easily")


def test_hard_words_come_with_plainer_ones_and_long_sentences_are_shown():
    found = check(HARD)

    assert found.age == 22
    assert found.answer.startswith("This is hard to read")
    assert [one.words for one in found.long] == [found.words]
    assert {"facilitate": "help", "subsequently": "later"}.items() <= {
        one.hard: one.plain for one in found.hard
    }.items()


def test_a_few_words_are_too_short_to_say():
    assert check("Come in.").answer == ("The text is too short to tell its reading age. Paste at least 25 words.")


def test_the_page_answers_and_keeps_nothing(
    client: Client, django_assert_num_queries: DjangoAssertNumQueries, db: None
):
    with django_assert_num_queries(0):
        response = client.post("/law/plain-words/", {"words": f"Your son Adam reads. {HARD}"})

    said = response.content.decode()
    assert "This looks as if it names a child: Adam." in said
    assert "facilitate" in said
    assert set(response.cookies) <= {"trigpoint_csrf"}


def test_nothing_pasted_is_asked_for_and_too_much_is_refused(client: Client):
    assert "Enter the words to check" in client.post("/law/plain-words/", {}).content.decode()
    assert (
        "must be 20,000 characters or fewer"
        in client.post("/law/plain-words/", {"words": "a " * 15_000}).content.decode()
    )
