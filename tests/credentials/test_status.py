"""Nobody loses an award unheard: notice, reply, decision; and what a registrar's pages do."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.credentials.making import NOON

from trigpoint.credentials import actions, queries
from trigpoint.credentials.errors import CredentialError
from trigpoint.credentials.models import Credential, EndorsementAsk, NameAsk, StatusChange
from trigpoint.credentials.words import Reason
from trigpoint.people.models import Organisation
from trigpoint.people.roles import OrganisationKind, Role
from trigpoint.platform.append_only import AppendOnlyError

pytestmark = pytest.mark.django_db
WHY: dict[str, Any] = {"reason": Reason.NOT_OWN_WORK, "words": "Two records are alike.", "actor": "registrar"}


def newest(owner):
    return Credential.objects.get(owner=owner, kind="award", replaced_by="")


def test_an_award_is_not_revoked_without_notice(asha):
    with pytest.raises(CredentialError, match="Give notice first"):
        actions.revoke(credential=newest(asha).key, **WHY, now=NOON)


def test_nor_before_its_holder_replied_or_the_time_is_over(asha):
    key = newest(asha).key
    actions.give_notice(credential=key, **WHY, now=NOON)
    with pytest.raises(CredentialError, match="The holder has until"):
        actions.revoke(credential=key, **WHY, now=NOON + timedelta(days=28))

    actions.revoke(credential=key, **WHY, now=NOON + timedelta(days=29))
    assert newest(asha).revoked_at is not None


def test_once_she_replied_it_can_be_decided_either_way(asha):
    key = newest(asha).key
    notice = actions.give_notice(credential=key, **WHY, now=NOON)
    actions.reply(notice=notice, owner=asha, words="Both are mine.", now=NOON)
    actions.drop_notice(notice=notice, actor="registrar", now=NOON)

    assert newest(asha).revoked_at is None
    with pytest.raises(CredentialError, match="decided already"):
        actions.reply(notice=notice, owner=asha, words="More", now=NOON)


def test_a_second_notice_waits_for_the_first(asha):
    actions.give_notice(credential=newest(asha).key, **WHY, now=NOON)
    with pytest.raises(CredentialError, match="open already"):
        actions.give_notice(credential=newest(asha).key, **WHY, now=NOON)


def test_the_record_and_endorsements_go_with_the_award(asha):
    actions.record_for(owner=asha, now=NOON)
    actions.revoke(credential=newest(asha).key, reason=Reason.HOLDER_ASKS, words="", actor=asha, now=NOON)

    assert not Credential.objects.filter(owner=asha, revoked_at=None).exists()


def test_what_happened_to_an_award_cannot_be_changed(asha):
    with pytest.raises(AppendOnlyError):
        StatusChange.objects.all().delete()


def test_a_registrar_gives_notice_and_revokes_on_pages(client, asha, a_person, sign_in):
    sign_in(client, a_person("Rae Holt", Role.REGISTRAR))
    key = newest(asha).key
    said = {"reason": "not-own-work", "words": "Two records are alike."}
    answer = client.post(f"/credentials/awards/{key}/notice/", said)
    assert answer.status_code == 302, answer.content.decode()

    page = client.post(f"/credentials/awards/{key}/revoke/", said).content.decode()
    assert "The holder has until" in page


def test_another_name_needs_somebody_else_to_agree(asha, a_person):
    old = newest(asha).key
    request = actions.ask_name(owner=asha, name="Asha Khan", now=NOON)
    with pytest.raises(CredentialError, match="Somebody else"):
        actions.decide_name(request=request, agreed=True, actor=asha, now=NOON)
    actions.decide_name(request=request, agreed=True, actor="registrar", now=NOON)

    assert newest(asha).name == "Asha Khan"
    assert Credential.objects.get(key=old).replaced_by == newest(asha).key
    assert NameAsk.objects.get().state == "yes"


def test_a_forum_signs_its_word_as_a_credential_of_its_own(asha):
    import json  # noqa: PLC0415

    from trigpoint.credentials import signing  # noqa: PLC0415
    from trigpoint.credentials.verifying import Verdict, here  # noqa: PLC0415

    forum = Organisation.objects.create(kind=OrganisationKind.FORUM, name="Harbour Parent Carer Forum")
    request = actions.ask_forum(owner=asha, forum=forum.pk, now=NOON)
    actions.answer_forum(request=request, words="She listens.", agreed=True, actor="pat", forum=forum.pk, now=NOON)

    row = Credential.objects.get(owner=asha, kind="endorsement")
    report = here(signing.read(row.text), NOON)
    assert (report.verdict, report.issuer, report.comment) == (Verdict.VALID, forum.name, "She listens.")
    assert json.loads(row.text)["issuer"]["id"].endswith(f":forums:{forum.pk}")
    assert queries.endorsed(asha) == ((forum.name, "She listens."),)
    assert EndorsementAsk.objects.get().state == "yes"


def test_nobody_downloads_the_award_of_somebody_else(client, asha, a_person, sign_in):
    sign_in(client, a_person("Somebody Else"))

    assert client.get(f"/credentials/{newest(asha).key}/credential.json").status_code == 404


def test_the_public_register_has_those_who_chose_it_and_lets_them_go(client, asha):
    assert "Asha Rahman" not in client.get("/register/?q=asha").content.decode()
    actions.join_register(owner=asha, now=NOON)
    assert "Asha Rahman" in client.get("/register/?q=asha").content.decode()
    actions.leave_register(owner=asha, now=NOON)
    assert "Asha Rahman" not in client.get("/register/?q=asha").content.decode()


def test_erasing_removes_the_documents_and_revokes_the_award(asha):
    actions.forget_person(asha, actor=asha, now=NOON)
    row = Credential.objects.get(owner=asha)

    assert (row.name, row.text, row.token) == ("", "", "")
    assert row.revoked_at == NOON


def test_a_batch_that_was_killed_goes_on_and_gives_nobody_two(a_person, clock):
    from tests.credentials.making import a_holder  # noqa: PLC0415

    from trigpoint.credentials import tasks  # noqa: PLC0415
    from trigpoint.credentials.tasks_named import BATCH  # noqa: PLC0415
    from trigpoint.platform import jobs, work  # noqa: PLC0415
    from trigpoint.platform.models import Task  # noqa: PLC0415

    keys = [a_holder(a_person(f"Holder {number}")) for number in range(5)]
    Task.objects.all().delete()
    job = jobs.start(BATCH, {}, title="all", asked_by="registrar", now=clock())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tasks, "AT_ONCE", 2)
        first = work.take(clock)
        assert first is not None
        first.stopping = iter([False, True, True]).__next__
        work.run(first)
        assert Credential.objects.count() == 2
        clock.move(minutes=5)
        again = work.take(clock)
        assert again is not None
        work.run(again)

    assert sorted(Credential.objects.values_list("owner", flat=True)) == sorted(keys)
    assert jobs.job_of(job).words == "5 credentials were issued."
