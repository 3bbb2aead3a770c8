"""Correcting a post and taking it off; what was said before; what is not hers."""

from __future__ import annotations

from datetime import date

import pytest
from tests.pathway.timeline.support import (
    NOON,
    UPLANDS,
    check_address,
    plain,
    post,
    qualify,
    save,
    save_told,
    senco,
    words,
)

from trigpoint.kernel import Basis, Fact, Period
from trigpoint.pathway.timeline.posts import posts_in
from trigpoint.pathway.timeline.queries import my_posts
from trigpoint.pathway.timeline.roles import Role
from trigpoint.record.actions import enter
from trigpoint.record.queries import entries_of, facts_of

pytestmark = pytest.mark.django_db


def test_a_post_is_corrected_and_what_was_said_before_can_be_read(her, asha):
    key = save(asha.key, post(Role.SUPPORT, hundredths=74, hours="27.5/37", title="Nurture group"))
    response = her.get(f"/timeline/posts/{key}/correct/", follow=True)
    address = check_address(response).removesuffix("check/")
    text = plain(words(response))
    assert "Teaching assistant: Nurture group" in text
    assert "27.5 hours a week" in text

    response = her.post(f"{address}hours/?change", {"how": "full"}, follow=True)
    assert "Save the correction" in words(response)
    text = words(save_told(her, response))
    assert "Corrected." in text
    assert "See what was said before" in text
    (found,) = my_posts(asha.key)
    assert (found.key, found.said.hundredths, found.said.title) == (key, 100, "Nurture group")

    text = plain(words(her.get(f"/timeline/posts/{key}/before/")))
    assert "This stands now." in text
    assert "27.5 hours a week, 0.74 of full time This was changed later." in text


def test_a_correction_of_what_was_confirmed_says_that_it_has_to_be_confirmed_again(her, asha):
    facts = [Fact("served:teacher", Period(date(2020, 9, 1)), 80, Basis.VERIFIED, UPLANDS)]
    (entry,) = enter(actor="p_somebody01", subject=asha.key, facts=facts, now=NOON)
    response = her.get(f"/timeline/posts/{entry}/correct/", follow=True)
    assert "has to be confirmed again" in words(response)


def test_a_correction_sent_twice_corrects_once(her, asha):
    key = save(asha.key, post())
    response = her.get(f"/timeline/posts/{key}/correct/", follow=True)
    other = her.get(f"/timeline/posts/{key}/correct/", follow=True)
    save_told(her, response)
    assert "That was saved already" in words(save_told(her, other))
    assert len([row for row in entries_of(asha.key) if row.corrects]) == 3


def test_a_post_is_taken_off_and_can_still_be_read(her, asha):
    key = save(asha.key, post())
    page = her.get(f"/timeline/posts/{key}/withdraw/")
    assert "Take it off my timeline" in words(page)
    response = her.post(f"/timeline/posts/{key}/withdraw/", {"form": page.context["form_key"]}, follow=True)
    assert "Taken off your timeline." in words(response)
    assert facts_of(asha.key) == ()
    again = her.post(f"/timeline/posts/{key}/withdraw/", {"form": page.context["form_key"]}, follow=True)
    assert "Nothing was entered twice." in words(again)
    assert "Taken off the timeline" in words(her.get(f"/timeline/posts/{key}/before/"))


def test_what_somebody_judged_is_not_hers_to_correct(her, asha):
    facts = [Fact("holds:qts", Period(date(2020, 9, 1)), basis=Basis.ASSESSED)]
    (entry,) = enter(actor="p_assessor1", subject=asha.key, facts=facts, now=NOON)
    assert her.get(f"/timeline/facts/{entry}/correct/").status_code == 404
    assert her.get(f"/timeline/facts/{entry}/withdraw/").status_code == 404
    assert "Assessed" in words(her.get("/timeline/"))


def test_somebody_else_s_timeline_is_as_if_it_were_not_there(her, tom, schools):
    qualify(tom.key)
    key = save(tom.key, senco())
    (entry, *_) = (row.id for row in entries_of(tom.key))
    for address in (
        f"/timeline/posts/{key}/correct/", f"/timeline/posts/{key}/withdraw/", f"/timeline/posts/{key}/before/",
        f"/timeline/facts/{entry}/correct/", f"/timeline/facts/{entry}/withdraw/", f"/timeline/facts/{entry}/before/",
        "/timeline/exceptions/x_1/", "/timeline/exceptions/x_1/close/", "/timeline/qualifications/add/crown/",
    ):  # fmt: skip
        assert her.get(address).status_code == 404, address
        if address.endswith(("withdraw/", "close/")):
            assert her.post(address, {"form": ""}).status_code == 404
    assert len(posts_in(entries_of(tom.key))) == 1
