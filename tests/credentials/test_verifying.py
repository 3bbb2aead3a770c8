"""The seven verdicts, told apart; and what nobody can bring the page to do."""

from __future__ import annotations

import base64
import json
from datetime import date, timedelta

import pytest
from tests.credentials.making import NOON, enter, law_changes, run_all

from trigpoint.credentials import actions, issuer, lists, signing
from trigpoint.credentials.models import Credential, PublishedList
from trigpoint.credentials.verifying import Verdict, here
from trigpoint.credentials.words import Purpose, Reason
from trigpoint.kernel import Basis, Fact, Period

pytestmark = pytest.mark.django_db


def newest(owner: str) -> Credential:
    return Credential.objects.get(owner=owner, kind="award", replaced_by="")


def verdict(owner: str, now=NOON):
    return here(signing.read(newest(owner).text), now)


def test_a_fresh_award_is_valid_and_says_who_what_by_whom_and_since_when(asha):
    report = verdict(asha)

    assert report.verdict is Verdict.VALID
    assert report.heading == "This award is real and valid today."
    assert (report.holder, report.what, report.issuer) == ("Asha Rahman", "SENCO Award", "Trigpoint")
    assert (report.given_on, report.since) == (date(2026, 11, 20), date(2026, 11, 23))
    assert (report.until, report.law_covered) == (date(2028, 11, 9), date(2026, 11, 10))
    assert report.all_passed
    assert report.warning == ""


def test_its_token_says_the_same(asha):
    report = here(signing.read(newest(asha).token), NOON)

    assert (report.verdict, report.holder) == (Verdict.VALID, "Asha Rahman")


def test_a_change_in_law_makes_it_due_and_catching_up_makes_it_valid_again(asha, clock):
    clock.move(days=30)
    law_changes(date(2026, 12, 1), date(2027, 3, 1), clock())
    run_all(clock)
    assert verdict(asha, clock()).verdict is Verdict.REFRESH

    clock.move(days=1)
    enter(asha, clock(), Fact("completed:law-refresher", Period(clock().date()), basis=Basis.VERIFIED))
    run_all(clock)
    assert verdict(asha, clock()).verdict is Verdict.VALID


def test_after_a_year_without_renewal_it_is_due(asha, clock):
    clock.move(days=366)
    actions.look_again(owner=asha, now=clock())

    assert verdict(asha, clock()).verdict is Verdict.REFRESH


def test_once_renewed_the_older_one_says_that_there_is_a_newer(asha, clock):
    old = newest(asha).text
    clock.move(days=2)
    actions.renew(owner=asha, now=clock())

    report = here(signing.read(old), clock())
    assert report.verdict is Verdict.REFRESH
    assert "There is a newer one" in report.lede
    assert verdict(asha, clock()).verdict is Verdict.VALID


def test_a_suspended_award_is_told_as_such_and_counts_again(asha):
    key = newest(asha).key
    actions.suspend(credential=key, reason=Reason.UNDER_REVIEW, words="We look.", actor="registrar", now=NOON)
    assert verdict(asha).verdict is Verdict.SUSPENDED
    actions.reinstate(credential=key, words="It is settled.", actor="registrar", now=NOON)
    assert verdict(asha).verdict is Verdict.VALID


def test_a_revoked_award_is_told_as_such(asha):
    actions.revoke(credential=newest(asha).key, reason=Reason.HOLDER_ASKS, words="", actor=asha, now=NOON)

    assert verdict(asha).verdict is Verdict.REVOKED


def test_it_runs_out_on_its_last_day_and_the_award_does_not_lapse(asha):
    report = verdict(asha, NOON.replace(year=2029))

    assert report.verdict is Verdict.EXPIRED
    assert "The award itself does not lapse." in report.lede


def test_an_altered_award_is_told_as_such(asha):
    document = json.loads(newest(asha).text)
    document["credentialSubject"]["identifier"][0]["identityHash"] = "Somebody Else"

    report = here(signing.read(json.dumps(document)), NOON)
    assert report.verdict is Verdict.ALTERED
    assert report.lede.startswith("The signature does not fit.")


def test_an_award_by_somebody_unknown_is_told_as_such(asha):
    key = signing.new_key("x")
    document = json.loads(newest(asha).text)
    del document["proof"]
    document["issuer"] = {**document["issuer"], "id": f"did:key:{key.multikey}"}
    signed = signing.sign(document, key.named(f"did:key:{key.multikey}#{key.multikey}"), at=NOON)

    report = here(signing.read(json.dumps(signed)), NOON)
    assert report.verdict is Verdict.UNKNOWN_ISSUER
    assert report.heading == "The signature is good. We do not know who issued this."
    assert report.warning.startswith("We cannot tell if it was withdrawn.")
    assert not report.is_ours


def test_an_award_that_our_key_signed_and_our_register_does_not_have_is_no_award(asha):
    document = json.loads(newest(asha).text)
    del document["proof"]
    document["name"] = "SENCO Award with distinction"
    signed = signing.sign(document, issuer.key_to_sign(NOON), at=NOON)

    report = here(signing.read(json.dumps(signed)), NOON)
    assert report.verdict is Verdict.ALTERED
    assert "not in our register" in report.lede


@pytest.mark.parametrize(("hours", "found"), [(23, Verdict.VALID), (49, Verdict.EXPIRED)])
def test_a_clock_that_is_a_day_behind_makes_nothing_false(hours, found, asha):
    report = verdict(asha, NOON - timedelta(hours=hours))

    assert report.verdict is found
    if found is Verdict.EXPIRED:
        assert report.heading == "This award is real. It does not count yet."


def test_after_a_rotation_old_and_new_awards_are_valid(asha, a_person, clock):
    clock.move(days=1)
    issuer.make_key(now=clock())
    clock.move(days=1)
    assert verdict(asha, clock()).verdict is Verdict.VALID
    actions.renew(owner=asha, now=clock())
    assert verdict(asha, clock()).verdict is Verdict.VALID
    assert len({row.signed_with for row in Credential.objects.all()}) == 2


def test_what_a_withdrawn_key_signed_does_not_count_until_it_is_issued_again(asha, clock):
    from trigpoint.credentials.tasks_named import BATCH  # noqa: PLC0415
    from trigpoint.platform import jobs  # noqa: PLC0415

    clock.move(days=1)
    issuer.make_key(now=clock())
    issuer.withdraw_key(label=newest(asha).signed_with, now=clock())
    assert verdict(asha, clock()).verdict is Verdict.ALTERED

    jobs.start(BATCH, {}, title="again", asked_by="registrar", now=clock())
    run_all(clock)
    assert verdict(asha, clock()).verdict is Verdict.VALID


def test_an_entry_that_was_corrected_suspends_the_award(asha, clock):
    from trigpoint.record import actions as record  # noqa: PLC0415

    record.correct(actor="registrar", subject=asha, entry=newest(asha).entry, fact=None, now=clock())
    run_all(clock)

    assert verdict(asha, clock()).verdict is Verdict.SUSPENDED


def test_the_page_takes_a_paste_and_a_file_and_both_say_the_same(client, asha):
    text = newest(asha).text
    from io import BytesIO  # noqa: PLC0415

    pasted = client.post("/verify/", {"credential": text})
    file = BytesIO(text.encode())
    file.name = "award.json"
    sent = client.post("/verify/", {"file": file})

    for answer in (pasted, sent):
        assert answer.status_code == 200
        assert "It is not QTS" in answer.content.decode()
        assert "no-store" in answer["Cache-Control"]


A_PROOF = {
    "type": "DataIntegrityProof",
    "cryptosuite": "eddsa-rdfc-2022",
    "proofPurpose": "assertionMethod",
    "verificationMethod": "x",
}
BAD = [
    "",
    "{",
    "[]",
    "hello",
    "a.b.c",
    "eyJhbGciOiJub25lIn0.eyJ0eXBlIjoiVmVyaWZpYWJsZUNyZWRlbnRpYWwifQ.",
    '{"type":"VerifiableCredential"}',
    '{"type":"VerifiableCredential","proof":{"type":"DataIntegrityProof","cryptosuite":["x"]}}',
    json.dumps({"type": "VerifiableCredential", "@context": {"a": "b"}, "proof": A_PROOF}),
    '{"type":"VerifiableCredential","issuer":["x"],"credentialSubject":[[]],"credentialStatus":[1],"validFrom":7}',
    '{"type":"VerifiableCredential","validFrom":"9999-99-99","name":{"@value":[]},"credentialStatus":{"type":{}}}',
    "\x00\ud7ff",
    "x" * 200_000,
]


@pytest.mark.parametrize("text", BAD, ids=range(len(BAD)))
def test_nothing_that_is_pasted_breaks_the_page(text, client, db):
    answer = client.post("/verify/", {"credential": text})

    assert answer.status_code == 200
    assert "<h1" in answer.content.decode()


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"\xff\xd8\xff\xe0photo", "That file holds no credential. It is a photo."),
        (b"%PDF-1.7", "It is a PDF."),
        (b"\x89PNG\r\n\x1a\nbroken", "picture"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", "picture"),
        (b"\xfe\xfe\xfe", "it is no text"),
    ],
)
def test_a_file_of_another_kind_is_told_what_it_is(data, says, client, db):
    from io import BytesIO  # noqa: PLC0415

    file = BytesIO(data)
    file.name = "file"
    answer = client.post("/verify/", {"file": file})

    assert answer.status_code == 200
    assert says in answer.content.decode()


def test_a_credential_of_any_kind_is_checked(client, db):
    from pathlib import Path  # noqa: PLC0415

    text = (Path(__file__).parent / "vectors" / "signedDataInt.json").read_text()
    answer = client.post("/verify/", {"credential": text})

    assert "The signature is good. We do not know who issued this." in answer.content.decode()


def test_a_link_shows_the_award_until_its_owner_switches_it_off(client, asha):
    code = actions.share(owner=asha, now=NOON)
    assert client.get(f"/verify/{code}/").status_code == 200
    actions.stop_sharing(owner=asha, now=NOON)
    assert client.get(f"/verify/{code}/").status_code == 404


def test_a_list_tells_outsiders_what_the_register_tells_us(client, asha, clock):
    row = newest(asha)
    address = f"/credentials/status/{row.list}/suspension"
    lists.publish(row.list, Purpose.SUSPENSION, now=NOON)
    before = client.get(address)
    assert not signing.bit_of(json.loads(before.content)["credentialSubject"]["encodedList"], row.number)

    clock.move(minutes=1)
    actions.suspend(credential=row.key, reason=Reason.UNDER_REVIEW, words="x", actor="registrar", now=clock())
    clock.move(seconds=1)
    run_all(clock)
    after = client.get(address)

    assert signing.bit_of(json.loads(after.content)["credentialSubject"]["encodedList"], row.number)
    assert signing.check(signing.read(after.content.decode()), issuer.issuers).holds
    assert client.get(address, headers={"If-None-Match": after["ETag"]}).status_code == 304
    assert "max-age=300" in after["Cache-Control"]
    assert PublishedList.objects.filter(purpose=Purpose.SUSPENSION).count() == 1


def test_the_identifier_is_published_with_every_key_that_counts(client, asha, clock):
    clock.move(days=1)
    issuer.make_key(now=clock())
    document = client.get("/.well-known/did.json").json()

    assert document["id"] == issuer.did()
    assert len(document["assertionMethod"]) == 2


def test_a_comprehensive_record_says_of_each_outcome_how_it_was_learned_and_by_whom_verified(asha):
    actions.record_for(owner=asha, now=NOON)
    row = Credential.objects.get(owner=asha, kind="record")
    report = here(signing.read(row.text), NOON)

    assert report.verdict is Verdict.VALID
    assert [(one.code, one.how.partition(".")[0]) for one in report.outcomes] == [
        ("LAW-1", "Taught and shown here"),
        ("COO-1", "Prior learning"),
    ]
    assert all("Verified by: assessors of the awarding body" in one.how for one in report.outcomes)


def test_nothing_can_be_slipped_into_a_comprehensive_record(asha):
    actions.record_for(owner=asha, now=NOON)
    document = json.loads(Credential.objects.get(owner=asha, kind="record").text)
    document["credentialSubject"]["verifiableCredential"][0]["grade"] = "distinction"

    assert here(signing.read(json.dumps(document)), NOON).verdict is Verdict.ALTERED


def test_a_token_without_a_signature_is_refused_in_words(client, asha):
    head = base64.urlsafe_b64encode(b'{"alg":"none"}').decode().rstrip("=")
    body = newest(asha).token.split(".")[1]
    answer = client.post("/verify/", {"credential": f"{head}.{body}."})

    assert "alg: none" in answer.content.decode()
