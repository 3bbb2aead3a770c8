"""What somebody sent to be judged, on My standing and on the page of a requirement."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.pathway.standing.support import frame, snapshot

from trigpoint.pathway.standing.in_hand import HERS, InHand, steps_of, ways_to
from trigpoint.pathway.standing.rows import award_rows

WITH_OTHERS = InHand("COO-1", "With an assessor", "/submissions/s_1/", None)
WITH_HER = InHand("COO-2", "We asked you for more", "/submissions/s_2/", next(iter(HERS.values())))


def award(*in_hand: InHand):
    return award_rows(snapshot(route="T"), frame("T"), 0, {one.outcome: one for one in in_hand})


def test_what_waits_for_others_is_named_and_is_no_step_of_hers():
    usual = award()
    first = usual.steps[0]
    outcome = first.url.rstrip("/").rpartition("/")[2]

    found = award(replace(WITH_OTHERS, outcome=outcome))

    assert [one.outcome for one in found.in_hand] == [outcome]
    assert first.url not in [step.url for step in found.steps]
    assert len(found.steps) == len(usual.steps)


def test_what_waits_for_her_is_the_first_step_and_there_are_three_at_most():
    found = award(WITH_HER)

    assert found.in_hand == ()
    assert (found.steps[0].words, found.steps[0].url) == ("Answer the assessor: COO-2", "/submissions/s_2/")
    assert len(found.steps) == 3


@pytest.mark.parametrize(("one", "words"), [(WITH_OTHERS, "Waiting for an assessor"), (WITH_HER, "Waiting for you")])
def test_a_status_says_for_whom_it_waits(one: InHand, words: str):
    assert one.status.words == words


def test_only_what_is_hers_becomes_a_step():
    assert [step.url for step in steps_of({"COO-1": WITH_OTHERS, "COO-2": WITH_HER})] == ["/submissions/s_2/"]


def test_a_requirement_leads_to_where_it_is_met():
    assert [way.url for way in ways_to("LAW-3", {"achieved:LAW-3"})] == [
        "/portfolio/",
        "/claims/outcomes/LAW-3/",
        "/submissions/new/?outcome=LAW-3&via=taught",
    ]
    assert [way.url for way in ways_to("LAW-exam", {"passed:law-examination"})] == ["/learn/", "/learn/examination/"]
    assert [way.url for way in ways_to("LAW-refresh", {"completed:law-refresher", "passed:law-examination"})] == [
        "/learn/refresher/",
        "/learn/",
        "/learn/examination/",
    ]
    assert ways_to("DEV", {"did:cpd"}) == ()
