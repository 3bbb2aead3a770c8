"""The pages: what each shows, what it refuses in words, and how many queries it takes."""

from __future__ import annotations

import html
import re
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from tests.assessment.conftest import (
    CRITERIA,
    NOW,
    OUTCOME,
    ask,
    asked_and_answered,
    judge,
    row_of,
    said_of,
)

from trigpoint.assessment import actions, queries
from trigpoint.assessment.models import Allocation, Submission
from trigpoint.assessment.words import Slot, State
from trigpoint.people.roles import Role

pytestmark = pytest.mark.django_db


def text(response):
    return response.content.decode()


def form_of(data, version=0, do="end"):
    """Return a judgement as the form sends it."""
    sent = {"version": version, "do": do, "words": data["words"]}
    for number, one in enumerate(CRITERIA, 1):
        row = data["criteria"][one]
        name = "s" if row["verdict"] == "shown" else "n"
        sent |= {f"v{number}": row["verdict"], f"{name}{number}": row["codes"], f"w{number}": row["words"]}
    return sent


def proved(client):
    client.post("/queue/prove/?next=/queue/")


def test_a_candidate_sends_an_outcome_from_begin_to_end(client, asha, piece):
    client.force_login(asha)
    response = client.post("/submissions/new/", {"outcome": OUTCOME, "via": "taught"})
    key = Submission.objects.get().key
    assert response["Location"] == f"/submissions/{key}/pieces/?done=begun"
    assert "Show: " not in text(client.get(f"/submissions/{key}/pieces/"))
    client.post(f"/submissions/{key}/pieces/", {"pieces": [piece]})
    page = client.get(f"/submissions/{key}/send/")
    wrong = client.post(f"/submissions/{key}/send/", {"digest": page.context["digest"], "said": ["own"]})
    assert "Select both, or change a piece first" in text(wrong)
    client.post(f"/submissions/{key}/send/", {"digest": page.context["digest"], "said": ["own", "no-pupil"]})

    assert row_of(key).state is State.SUBMITTED
    assert "Sent. It waits for an assessor" in text(client.get(f"/submissions/{key}/"))


def test_what_is_missing_is_said_before_sending(client, asha):
    client.force_login(asha)
    client.post("/submissions/new/", {"outcome": OUTCOME, "via": "taught"})
    key = Submission.objects.get().key

    assert "Choose at least one piece of your portfolio." in text(client.get(f"/submissions/{key}/"))
    assert client.get(f"/submissions/{key}/send/")["Location"] == f"/submissions/{key}/"


def test_a_refusal_names_decision_role_criterion_what_would_change_it_and_until_when(client, doubled, alex, bea, asha):
    asked_and_answered(doubled, alex, asha)
    for assessor in (alex, bea):
        judge(doubled, assessor, CRITERIA[0])
    client.force_login(asha)
    page = text(client.get(f"/submissions/{doubled}/"))

    assert f"We could not agree {OUTCOME} yet" in page
    assert f"Your evidence shows {len(CRITERIA) - 1} of its {len(CRITERIA)} criteria." in page
    assert "by two assessors, who did not see each other’s judgement" in page
    assert "What would change it:" in page
    assert "Send what shows the rest of it." in page
    assert "You can send the others until 23\xa0November 2027" in page
    assert "appeal by <strong>Monday 21\xa0December 2026</strong>" in page
    assert "The plan is there, and what came of it is missing." in page
    assert "Alex Reed" not in page


def test_what_one_assessor_thinks_is_not_told_before_it_is_decided(client, doubled, alex, asha):
    judge(doubled, alex)
    client.force_login(asha)

    assert "Thank you for this." not in text(client.get(f"/submissions/{doubled}/"))


def test_an_assessor_sees_no_name_and_nothing_of_another_judgement(client, doubled, alex, bea, asha):
    asked_and_answered(doubled, alex, asha)
    judge(doubled, alex, CRITERIA[0])
    client.force_login(bea)
    page = text(client.get(f"/queue/{doubled}/"))

    assert row_of(doubled).blind_name in page
    assert "Asha Rahman" not in page
    assert "what came of it is missing" not in page
    assert "Alex Reed" not in page


def test_once_it_is_decided_each_assessor_reads_both_judgements(client, doubled, alex, bea):
    judge(doubled, alex)
    client.force_login(alex)
    assert "The second judgement" not in text(client.get(f"/queue/{doubled}/judged/"))
    judge(doubled, bea)

    assert "The second judgement" in text(client.get(f"/queue/{doubled}/judged/"))


def test_a_judgement_is_saved_checked_and_signed(client, allocated, alex):
    client.force_login(alex)
    address = f"/queue/{allocated}/"
    part = form_of(said_of())
    part.pop("v2")
    wrong = client.post(address, {**part, "do": "sign"})
    assert "Select whether criterion 2 is shown" in text(wrong)
    version = queries.draft_of(allocated, alex.key).version
    done = client.post(address, form_of(said_of(), version, "sign"))
    assert done["Location"] == f"{address}sign/"
    digest = client.get(f"{address}sign/").context["digest"]
    assert "Show first that it is you" in text(client.post(f"{address}sign/", {"digest": digest}))
    proved(client)
    assert "Read it again" in text(client.post(f"{address}sign/", {"digest": "0" * 64}))
    client.post(f"{address}sign/", {"digest": digest})

    assert row_of(allocated).state is State.AGREED
    signed = queries.stages(allocated)[-1].signature
    assert signed is not None
    assert signed.digest == digest


def test_a_proof_that_is_older_than_five_minutes_signs_nothing(client, allocated, alex):
    client.force_login(alex)
    client.post(f"/queue/{allocated}/", form_of(said_of()))
    proved(client)
    digest = client.get(f"/queue/{allocated}/sign/").context["digest"]
    with time_machine.travel(NOW + timedelta(minutes=5, seconds=1), tick=False):
        page = client.post(f"/queue/{allocated}/sign/", {"digest": digest})

    assert "Nothing was signed" in text(page)
    assert row_of(allocated).state is State.ALLOCATED


def test_the_button_that_stands_in_for_a_proof_is_there_in_a_demonstration_alone(client, allocated, alex, settings):
    settings.DEMO = False
    client.force_login(alex)

    assert client.post("/queue/prove/").status_code == 404


def test_a_judgement_saves_itself_and_says_when(client, allocated, alex):
    client.force_login(alex)
    client.get(f"/queue/{allocated}/")
    answer = client.post(f"/queue/{allocated}/", form_of(said_of()), headers={"X-Autosave": "1"})

    assert answer.json() == {"version": 1, "clashed": False, "at": "12:00", "ok": True}


def test_two_windows_are_compared_and_one_is_kept(client, allocated, alex):
    client.force_login(alex)
    address = f"/queue/{allocated}/"
    client.post(address, form_of(said_of()))
    clash = client.post(address, form_of(said_of(CRITERIA[0])))

    assert clash["Location"] == f"{address}compare/"
    assert "You saved this in two windows" in text(client.get(f"{address}compare/"))
    client.post(f"{address}compare/", {"c1": "other"})
    draft = queries.draft_of(allocated, alex.key)
    assert draft.data["criteria"][CRITERIA[0]]["verdict"] == "not-shown"
    assert draft.data["criteria"][CRITERIA[1]]["verdict"] == "shown"


def test_a_comment_that_is_kept_is_put_beside_a_criterion(client, allocated, alex):
    client.force_login(alex)
    client.post("/queue/comments/", {"words": "Say what came of it."})
    number = queries.comments_of(alex.key)[0][0]
    client.post(f"/queue/{allocated}/", {**form_of(said_of()), "b1": number})

    assert queries.draft_of(allocated, alex.key).data["criteria"][CRITERIA[0]]["words"] == "Say what came of it."
    client.post(f"/queue/comments/{number}/remove/")
    assert queries.comments_of(alex.key) == ()


def test_after_withdrawal_the_page_says_so_and_keeps_what_was_written(client, allocated, alex, asha):
    client.force_login(alex)
    client.post(f"/queue/{allocated}/", form_of(said_of()))
    actions.withdraw(key=allocated, candidate=asha.key, now=NOW)
    page = text(client.get(f"/queue/{allocated}/"))
    assert "The candidate withdrew it." in page
    assert "Thank you for this." in page
    proved(client)
    digest = client.get(f"/queue/{allocated}/sign/").context["digest"]
    signed = client.post(f"/queue/{allocated}/sign/", {"digest": digest}, follow=True)

    assert "It came too late to count" in text(signed)
    assert row_of(allocated).state is State.WITHDRAWN


def test_more_is_asked_for_and_answered_on_the_pages(client, allocated, alex, asha):
    client.force_login(alex)
    proved(client)
    digest = client.get(f"/queue/{allocated}/more/").context["digest"]
    said = {"codes": ["too-little"], "criteria": [CRITERIA[0]], "words": "One more example.", "digest": digest}
    assert client.post(f"/queue/{allocated}/more/", said)["Location"] == "/queue/?done=asked"
    client.force_login(asha)
    page = text(client.get(f"/submissions/{allocated}/"))
    assert "We asked you for more" in page
    assert "Add a second example, or say how it went on." in page
    wrong = client.post(f"/submissions/{allocated}/more/", {"words": "", "said": ["no-pupil"]})
    assert "Choose a piece, or write what you want to say" in text(wrong)
    client.post(f"/submissions/{allocated}/more/", {"words": "In March too.", "said": ["no-pupil"]})

    assert row_of(allocated).state is State.ALLOCATED


def test_a_candidate_puts_off_comes_back_and_withdraws(client, sent, asha):
    client.force_login(asha)
    wrong = client.post(
        f"/submissions/{sent}/defer/", {"until-day": "1", "until-month": "1", "until-year": "2020"}
    )  # fmt: skip
    assert "Choose a day after today" in text(wrong)
    client.post(f"/submissions/{sent}/defer/", {"until-day": "1", "until-month": "3", "until-year": "2027"})
    assert row_of(sent).state is State.DEFERRED
    client.post(f"/submissions/{sent}/return/")
    assert row_of(sent).state is State.SUBMITTED
    client.post(f"/submissions/{sent}/withdraw/")
    assert row_of(sent).state is State.WITHDRAWN


def test_a_registrar_gives_it_out_and_to_somebody_else(client, sent, alex, bea, rae):
    client.force_login(rae)
    page = client.get(f"/allocation/{sent}/")
    assert "Asha Rahman" not in text(page)
    client.post(f"/allocation/{sent}/", {"assessor": alex.key})
    client.post(f"/allocation/{sent}/first/", {"assessor": bea.key, "code": "away"})

    assert queries.progress_of(sent).assessors[Slot.FIRST] == bea.key
    client.post(f"/allocation/{sent}/first/", {"assessor": "later", "code": "late"})
    assert queries.progress_of(sent).assessors == {}


def test_a_registrar_sets_a_judgement_aside(client, allocated, alex, rae):
    judge(allocated, alex)
    client.force_login(rae)
    client.post(f"/allocation/{allocated}/first/set-aside/", {"code": "family"})

    assert row_of(allocated).state is State.SUBMITTED


@pytest.mark.parametrize(
    "path",
    ["", "pieces/", "send/", "more/", "withdraw/", "defer/"],
)
def test_nobody_opens_the_submission_of_another(client, allocated, a_person, path):
    client.force_login(a_person("Nia Fresh"))

    assert client.get(f"/submissions/{allocated}/{path}").status_code == 404


@pytest.mark.parametrize("path", ["", "sign/", "judged/", "more/", "conflict/", "compare/"])
def test_an_assessor_it_was_not_given_to_opens_nothing_of_it(client, allocated, bea, path):
    client.force_login(bea)

    assert client.get(f"/queue/{allocated}/{path}").status_code == 404
    assert client.post(f"/queue/{allocated}/{path}").status_code in {404, 405}


@pytest.mark.parametrize("path", ["/allocation/", "/allocation/s_x/", "/queue/", "/queue/done/", "/queue/comments/"])
def test_outsiders_open_neither_queue_nor_allocation(client, a_person, path):
    client.force_login(a_person("Maya Stone", Role.MENTOR))

    assert client.get(path).status_code == 403


@pytest.mark.parametrize("path", ["/queue/done/", "/queue/standards/", "/queue/guidance/", "/queue/choices/"])
def test_the_pages_beside_the_queue_open(client, allocated, alex, path):
    judge(allocated, alex)
    client.force_login(alex)

    assert client.get(path).status_code == 200


def test_what_an_assessor_chooses_is_kept(client, alex):
    client.force_login(alex)
    client.post("/queue/choices/", {"strands": ["LAW"], "most": "4"})

    assert (queries.choice_of(alex.key).strands, queries.choice_of(alex.key).most) == (("LAW",), 4)


def test_a_candidate_says_who_should_not_judge_her(client, asha, alex):
    client.force_login(asha)
    client.post("/submissions/conflicts/", {"assessor": alex.key, "code": "know"})
    rows = queries.conflicts_said_by(asha.key)
    assert [row.name for row in rows] == ["Alex Reed"]
    client.post(f"/submissions/conflicts/{rows[0].number}/end/")

    assert queries.conflicts_said_by(asha.key) == ()


def test_a_tampered_address_of_a_later_page_begins_at_the_beginning(client, allocated, alex):
    client.force_login(alex)
    for after in ("x", "2026-11-23,1", "2026-11-23T12:00:00,a", "2026-11-23T12:00:00+00:00,1"):
        assert client.get("/queue/", {"after": after}).status_code == 200


def test_the_queue_is_narrowed_to_a_strand_and_widened_again(client, allocated, alex):
    client.force_login(alex)
    theirs = text(client.get("/queue/?strand=CPD"))
    assert row_of(allocated).blind_name in theirs
    assert re.search(r'href="/queue/">Remove “CPD: [^”]+”</a>', theirs)
    assert '<option value="CPD" selected>' in theirs
    others = text(client.get("/queue/?strand=LAW"))
    assert row_of(allocated).blind_name not in others
    assert "1 waits for you" in others
    assert "Nothing of this strand waits for you." in others


@pytest.mark.parametrize("asked", ["", "?strand=", "?strand=NONSENSE", "?strand=%00", "?after=x"])
def test_a_strand_that_there_is_not_narrows_nothing(client, allocated, alex, asked):
    client.force_login(alex)
    page = text(client.get(f"/queue/{asked}"))

    assert row_of(allocated).blind_name in page
    assert "Remove “" not in page


def test_later_pages_of_a_queue_stay_within_the_strand(client, allocated, alex, monkeypatch):
    first = Allocation.objects.get()
    for number in range(3):
        strand = "LAW" if number == 1 else "CPD"
        row = Submission.objects.create(
            key=f"s_{number}", candidate=f"p_{number}", outcome=f"{strand}-1", strand=strand, via="taught",
            rules_hash="0" * 64, code=f"900{number}", state="allocated", sent_at=NOW, changed_at=NOW,
        )  # fmt: skip
        Allocation.objects.create(
            submission=row, slot="first", assessor=alex.key, sent_at=NOW, given_at=NOW, due=first.due
        )
    monkeypatch.setattr(queries, "A_PAGE", 1)
    monkeypatch.setattr(queries.queue_of, "__kwdefaults__", {**(queries.queue_of.__kwdefaults__ or {}), "most": 1})
    client.force_login(alex)
    seen, address = [], "/queue/?strand=CPD"
    while address:
        page = text(client.get(address))
        seen += re.findall(r"Candidate (\w+)</a>", page)
        later = re.search(r'href="(/queue/[?]after=[^"]+)">Later ones', page)
        address = html.unescape(later[1]) if later else ""

    assert seen == [row_of(allocated).code, "9000", "9002"]
    assert 'href="/queue/?strand=CPD">Back to the oldest' in page


def test_the_judging_page_says_which_of_how_many_it_is(client, allocated, alex, bea):
    for number, ago in enumerate((1, -1)):
        sent_at = NOW - timedelta(days=ago)
        row = Submission.objects.create(
            key=f"s_{number}", candidate=f"p_{number}", outcome="LAW-1", strand="LAW", via="taught",
            rules_hash="0" * 64, code=f"900{number}", state="allocated", sent_at=sent_at,
            changed_at=NOW,
        )  # fmt: skip
        Allocation.objects.create(
            submission=row, slot="first", assessor=alex.key, sent_at=sent_at, given_at=NOW, due=NOW.date()
        )
    client.force_login(alex)

    assert "2 of 3 in your queue" in text(client.get(f"/queue/{allocated}/"))
    assert queries.place_in_queue(bea.key, allocated) is None


def test_what_stands_still_has_no_place_in_the_queue(client, allocated, alex):
    ask(allocated, alex)
    client.force_login(alex)

    assert queries.place_in_queue(alex.key, allocated) is None
    assert "in your queue" not in text(client.get(f"/queue/{allocated}/"))


def test_the_queue_takes_few_queries(client, allocated, alex, django_assert_num_queries):
    client.force_login(alex)
    client.get("/queue/")
    with django_assert_num_queries(4):
        client.get("/queue/")
    with django_assert_num_queries(4):
        client.get("/queue/?strand=CPD")


def test_a_candidate_reads_her_submission_with_few_queries(client, allocated, asha, django_assert_num_queries):
    client.force_login(asha)
    client.get(f"/submissions/{allocated}/")
    with django_assert_num_queries(9):
        client.get(f"/submissions/{allocated}/")


def test_asking_twice_is_refused_in_words(client, allocated, alex, asha):
    ask(allocated, alex)
    client.force_login(alex)

    assert "has not answered" in text(client.get(f"/queue/{allocated}/more/"))
    assert datetime.now(UTC) == NOW
