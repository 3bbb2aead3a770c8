"""The pages: of the referee, who has a link and no account, and of the person who asks."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse
from tests.pathway.referees.support import NOW, claim_at

from trigpoint.pathway.referees import actions
from trigpoint.pathway.referees.models import Reference, ReferenceAnswer
from trigpoint.pathway.referees.words import Said, State
from trigpoint.platform.models import Event
from trigpoint.record.actions import correct
from trigpoint.record.queries import entries_of

ME = {"name": "Ben Okafor", "post": "Head teacher", "place": "The Aldgate School", "honest": "yes"}


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def token(asha):
    return asha.token(asha.ask("SENCO", "Qualified"))


def words(response):
    return " ".join(response.content.decode().split())


def go(client, token, page="confirm", *args, data=None):
    address = reverse(f"pathway:{page}", args=[token, *args])
    return client.get(address) if data is None else client.post(address, data)


def digest(token, place):
    return claim_at(token, place).digest


def answer(client, token, place, said, text=""):
    data = {"said": said, "words": text, "shown": digest(token, place)}
    return go(client, token, "confirm-claim", place, data=data)


def test_a_referee_answers_claim_by_claim_reviews_and_sends(client, token, asha):
    assert "Asha Rahman asks you to confirm 2 entries" in words(go(client, token))
    first = go(client, token, data=ME)
    assert first["Location"] == reverse("pathway:confirm-claim", args=[token, 1])
    assert answer(client, token, 1, "yes")["Location"] == reverse("pathway:confirm-claim", args=[token, 2])
    assert answer(client, token, 2, "cannot")["Location"] == reverse("pathway:confirm-review", args=[token])
    assert "You answer as Ben Okafor, Head teacher, The Aldgate School" in words(go(client, token, "confirm-review"))
    go(client, token, "confirm-review", data={})

    assert ("served:senco", "verified") in asha.facts()
    assert ("holds:qts", "declared") in asha.facts()


def test_opening_a_link_or_any_of_its_pages_changes_nothing(client, token):
    go(client, token, data=ME)
    before = (Event.objects.count(), ReferenceAnswer.objects.count(), Reference.objects.values().get())
    for page, *args in (("confirm",), ("confirm-claim", 1), ("confirm-review",), ("confirm-dispute",)):
        go(client, token, page, *args)
        client.head(reverse(f"pathway:{page}", args=[token, *args]))
    assert (Event.objects.count(), ReferenceAnswer.objects.count(), Reference.objects.values().get()) == before


def test_a_used_link_shows_what_was_answered_and_takes_no_more(client, asha):
    token = asha.token(asha.answered(Said.QUESTION, titles=("SENCO",), words="The hours were 0.6."))
    page = words(go(client, token))
    for said in ("23 November 2026", "Ben Okafor, Head teacher", "I question this", "hours were 0.6."):
        assert said in page
    before = ReferenceAnswer.objects.count()
    for step, *args in (("confirm",), ("confirm-claim", 1), ("confirm-review",)):
        go(client, token, step, *args, data={**ME, "said": "yes", "shown": ""})
    assert ReferenceAnswer.objects.count() == before
    assert ("served:senco", "declared") in asha.facts()


@pytest.mark.parametrize("state", [State.WITHDRAWN, State.EXPIRED])
def test_a_link_that_is_over_says_why_and_what_to_do(client, asha, state):
    key = asha.ask("SENCO")
    token = asha.token(key)
    if state is State.WITHDRAWN:
        actions.withdraw(subject=asha.key, key=key, now=NOW)
        response, said = go(client, token), "Asha Rahman has withdrawn this request"
    else:
        with time_machine.travel(NOW + timedelta(days=30), tick=False):
            response = go(client, token)
        said = "This link worked until 23 December 2026"
    assert response.status_code == 410
    assert said in words(response)


@pytest.mark.parametrize("path", ["", "review/", "not-me/", "entry/1/"])
def test_a_link_that_was_cut_off_is_explained_at_every_page(client, token, path):
    response = client.get(f"/confirm/{token[:-3]}/{path}")
    assert response.status_code == 404
    assert "This link opens nothing" in words(response)


def test_a_place_that_is_not_there_opens_nothing(client, token):
    go(client, token, data=ME)
    assert go(client, token, "confirm-claim", 3).status_code == 404


def test_the_page_says_for_whom_the_link_was_made_and_asks_who_answers(client, token):
    page = words(go(client, token))
    assert "This link was made for <strong>Ben Okafor</strong>" in page
    errors = words(go(client, token, data={}))
    for said in ("Enter your name", "Enter your post", "Enter your school or organisation", "Select that you answer"):
        assert said in errors
    assert go(client, token, "confirm-claim", 1)["Location"] == reverse("pathway:confirm", args=[token])


def test_a_forwarded_link_is_answered_in_the_name_of_who_answers_and_the_person_sees_it(client, token, asha, sign_in):
    go(client, token, data={**ME, "name": "Ann Poole", "post": "Deputy"})
    answer(client, token, 1, "yes")
    answer(client, token, 2, "yes")
    go(client, token, "confirm-review", data={})
    sign_in(client, asha.person)
    page = words(client.get(reverse("pathway:reference", args=[Reference.objects.get().key])))
    assert "Answered by Ann Poole, Deputy, The Aldgate School" in page
    assert "You had asked Ben Okafor: somebody of another name answered." in page


def test_whoever_asks_cannot_answer_while_signed_in_or_in_her_own_name(client, token, asha, sign_in):
    assert go(client, token, data={**ME, "name": "Asha Rahman"}).status_code == 403
    sign_in(client, asha.person)
    for step, *args in (("confirm",), ("confirm-claim", 1), ("confirm-review",)):
        response = go(client, token, step, *args, data={**ME, "said": "yes"})
        assert response.status_code == 403
        assert "Nobody confirms their own entries" in words(response)


def test_an_answer_is_asked_for_in_words_and_a_question_says_what_it_is_about(client, token):
    go(client, token, data=ME)
    assert "Select your answer" in words(answer(client, token, 1, ""))
    assert "Enter what is not right" in words(answer(client, token, 1, "question"))
    assert ReferenceAnswer.objects.count() == 0
    answer(client, token, 1, "question", "It was 0.6 until 2026.")
    assert ReferenceAnswer.objects.get().words == "It was 0.6 until 2026."


def test_words_typed_beside_a_yes_are_not_kept(client, token):
    go(client, token, data=ME)
    answer(client, token, 1, "yes", "A child was ill")
    assert ReferenceAnswer.objects.get().words == ""


def test_an_entry_that_changed_is_shown_anew_and_what_was_typed_is_kept(client, token, asha):
    go(client, token, data=ME)
    old = digest(token, 2)
    row = next(row for row in entries_of(asha.key) if row.counts and row.fact and row.fact.code == "holds:qts")
    correct(actor=asha.key, subject=asha.key, entry=row.id, fact=row.fact, note="By the old route", now=NOW)
    data = {"said": "question", "words": "Which year?", "shown": old}
    page = words(go(client, token, "confirm-claim", 2, data=data))
    for said in ("An entry has changed since you read it", "Asha Rahman changed this entry", "By the old route"):
        assert said in page
    assert "Which year?" in page
    assert ReferenceAnswer.objects.count() == 0


def test_what_is_typed_on_a_page_is_shown_as_text(client, asha):
    token = asha.token(asha.ask("SENCO", name="<script>alert(1)</script>"))
    assert "<script>alert(1)" not in words(go(client, token))


def test_pages_of_a_link_are_kept_out_of_caches_and_search(client, token):
    response = go(client, token)
    assert (response["Cache-Control"], response["X-Robots-Tag"]) == ("private, no-store", "noindex")
    assert response["Referrer-Policy"] == "same-origin"


def test_who_was_asked_takes_back_what_another_answered(client, asha):
    token = asha.token(asha.answered(Said.YES, titles=("SENCO",)))
    assert "Take these answers back?" in words(go(client, token, "confirm-dispute"))
    go(client, token, "confirm-dispute", data={})
    assert "These answers were taken back" in words(go(client, token))
    assert ("served:senco", "declared") in asha.facts()


def test_the_first_page_of_a_link_takes_seven_queries(client, token, django_assert_num_queries):
    with django_assert_num_queries(7):  # the hash, request, entries, answers, claims, schools, the asker's name
        go(client, token)


# ---- The person who asks


@pytest.fixture
def hers(client, asha, sign_in):
    sign_in(client, asha.person)
    return client


def ask(client, asha, step, **more):
    chosen = [choice for choice in asha.choices() if choice.shown.title == "SENCO"]
    data = {"entry": [choice.value for choice in chosen], "step": step}
    data |= {"name": "Ben Okafor", "email": "ben@school.example", "relation": "head"}
    data |= {f"shown-{choice.value}": choice.claim.digest for choice in chosen} | more
    return client.post(reverse("pathway:reference-ask"), data)


def test_she_chooses_says_whom_checks_and_asks(hers, asha):
    assert "Which entries do you want confirmed?" in words(hers.get(reverse("pathway:reference-ask")))
    assert Reference.objects.count() == 0
    page = words(ask(hers, asha, "check"))
    assert "Check what Ben Okafor will see" in page
    assert "0.8 of full time" in page
    assert "Qualified teacher status" not in page
    assert Reference.objects.count() == 0
    done = ask(hers, asha, "send")
    key = Reference.objects.get().key
    assert done["Location"] == reverse("pathway:reference", args=[key]) + "?asked"
    assert f"http://testserver/confirm/{asha.token(key)}/" in words(hers.get(done["Location"]))


def test_asking_is_refused_in_words_and_nothing_typed_is_lost(hers, asha):
    page = words(ask(hers, asha, "check", email="asha.rahman@school.example"))
    assert "Enter the address of somebody else: this one is yours" in page
    assert 'value="Ben Okafor"' in page
    assert "Select at least one entry" in words(ask(hers, asha, "check", entry=[]))
    ask(hers, asha, "send")
    assert "has a request from you already" in words(ask(hers, asha, "send"))
    assert Reference.objects.count() == 1


def test_an_entry_that_changed_meanwhile_is_not_asked_about_unseen(hers, asha):
    choice = asha.choices()[0]
    page = words(ask(hers, asha, "send", **{f"shown-{choice.value}": "0" * 64}))
    assert "An entry changed while this page was open" in page
    assert Reference.objects.count() == 0


def test_somebody_without_entries_is_told_to_add_one(client, a_person, sign_in):
    sign_in(client, a_person("Nia Fresh"))
    assert "Nothing to confirm yet" in words(client.get(reverse("pathway:reference-ask")))
    assert "Nobody was asked yet" in words(client.get(reverse("pathway:references")))


def test_a_question_comes_back_with_what_she_can_do(hers, asha):
    key = asha.answered(Said.QUESTION, titles=("SENCO",), words="It was 0.6 until 2026.")
    page = words(hers.get(reverse("pathway:reference", args=[key])))
    for said in ("Questioned.", "It was 0.6 until 2026.", "Nothing was changed", "ask somebody else about it"):
        assert said in page


def test_she_withdraws_after_being_asked_and_makes_a_new_link(hers, asha):
    key = asha.ask("SENCO")
    old = asha.token(key)
    assert "The old one opens nothing" in words(
        hers.post(reverse("pathway:reference-new-link", args=[key]), follow=True)
    )
    assert asha.token(key) != old
    here = reverse("pathway:reference-withdraw", args=[key])
    assert "Withdraw the request to Ben Okafor?" in words(hers.get(here))
    assert asha.asked(key).reference.is_open
    assert "You withdrew this request" in words(hers.post(here, follow=True))


@pytest.mark.parametrize("page", ["reference", "reference-withdraw"])
def test_the_request_of_somebody_else_is_not_there(client, asha, a_person, sign_in, page):
    key = asha.ask("SENCO")
    sign_in(client, a_person("Somebody Else"))
    assert client.get(reverse(f"pathway:{page}", args=[key])).status_code == 404
    assert client.post(reverse("pathway:reference-new-link", args=[key])).status_code == 404


def test_her_timeline_says_for_whom_she_waits(hers, asha):
    asha.ask("Qualified")
    assert "Waiting for Ben Okafor" in words(hers.get("/timeline/"))


def test_a_printed_page_does_not_carry_the_link(client, token):
    page = words(go(client, token))
    assert f"Printed from http://testserver/confirm/ {token}" not in page
    assert token not in page.partition("Printed from")[2]


def test_her_timeline_says_who_questions_what(hers, asha):
    asha.answered(Said.QUESTION, titles=("Qualified",), words="It was 2019.")
    page = words(hers.get("/timeline/"))
    assert "Ben Okafor, Head teacher, The Aldgate School has a question about this." in page
    assert "It was 2019." not in page


@pytest.mark.parametrize(("title", "leads"), [("SENCO", "posts/one/correct/"), ("Qualified", "/correct/")])
def test_from_a_question_the_way_leads_to_correcting_that_entry(hers, asha, title, leads):
    key = asha.answered(Said.NO, titles=(title,))
    page = words(hers.get(reverse("pathway:reference", args=[key])))
    address = next(part for part in page.split('"') if part.startswith("/timeline/") and part.endswith(leads))
    assert hers.get(address, follow=True).status_code == 200


def test_where_mail_is_on_the_page_says_when_it_goes_out(hers, asha, settings):
    settings.MAIL_SERVER = object()
    assert "We write to ben@school.example" in words(ask(hers, asha, "check"))
    key = asha.ask("SENCO", by_mail=True)
    here = reverse("pathway:reference", args=[key])
    assert "We wrote to ben@school.example on Monday 23 November 2026" in words(hers.get(here))
