"""Pages of jobs and of the work queue: for whom they are, what they say, what can be done."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.platform.working import NOON, Clock, run_all
from tests.web.people import ADMINISTRATOR, signed_in

from trigpoint.platform import files, jobs, work
from trigpoint.platform.models import Job, Task
from trigpoint.platform.work import MOST_ATTEMPTS

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_tasks(monkeypatch):
    monkeypatch.setattr(work, "_handlers", dict(work._handlers))

    @jobs.job("t.job")
    def doing(run):
        run.step(1, 4, "Reading")
        if run.payload["fails"]:
            raise ValueError
        return "4 schools are new.\nNothing else."

    @jobs.job("t.file")
    def leaving(run):
        path = files.part("t-job-file")
        path.write_bytes(b"three words here")
        run.leave(path, name="pack é.txt", type="text/plain")
        path.unlink()
        return "It is made."


def ask_for_a_file(person):
    return jobs.start("t.file", {}, title="Make a pack", asked_by=person.key, now=NOON)


def ask(person, *, fails=False):
    return jobs.start("t.job", {"fails": fails}, title="Bring in <x>.csv", asked_by=person.key, now=NOON)


def give_up(clock):
    for _ in range(MOST_ATTEMPTS):
        run_all(clock)
        clock.move(days=2)


def test_who_asked_sees_how_far_it_is_and_asks_again_by_a_link(client):
    job_id = ask(signed_in(client))
    Job.objects.update(done=3, total=8, words="Writing")
    Task.objects.update(state="running", lease="x")

    page = client.get(f"/jobs/{job_id}/").text

    assert "<h1>Bring in &lt;x&gt;.csv</h1>" in page
    assert "It is under way." in page
    assert '<progress id="progress" class="tp-progress" max="8" value="3">' in page
    assert f'href="/jobs/{job_id}/">See how far it is now</a>' in page


def test_what_came_of_it_stays_to_be_read(client):
    job_id = ask(signed_in(client))
    run_all(Clock())

    page = client.get(f"/jobs/{job_id}/").text

    assert "It is done." in page
    assert "<p>4 schools are new.</p>" in page
    assert "See how far" not in page


def test_a_job_that_was_given_up_can_be_tried_again_by_who_asked(client):
    job_id = ask(signed_in(client), fails=True)
    give_up(Clock())
    assert "It stopped after several tries." in client.get(f"/jobs/{job_id}/").text

    assert client.post(f"/jobs/{job_id}/again/")["Location"] == f"/jobs/{job_id}/"

    assert jobs.job_of(job_id).state == "waiting"


def test_a_job_is_not_there_for_anybody_else_and_is_for_an_administrator(client):
    job_id = ask(signed_in(client))
    signed_in(client)
    assert client.get(f"/jobs/{job_id}/").status_code == client.get("/jobs/j_none/").status_code == 404
    assert client.post(f"/jobs/{job_id}/again/").status_code == 404

    signed_in(client, ADMINISTRATOR)

    assert client.get(f"/jobs/{job_id}/").status_code == 200


def test_a_visitor_is_sent_to_sign_in(client):
    assert client.get("/jobs/j_1/").status_code == client.get("/work-queue/").status_code == 302


def test_the_queue_is_for_administrators_and_others_are_told_so(client):
    signed_in(client)

    page = client.get("/work-queue/")

    assert page.status_code == 403
    assert "You cannot open this page" in page.text
    assert "This page is for people who are working as: Administrator of this copy." in " ".join(page.text.split())


def test_an_administrator_tries_again_or_leaves_out_what_was_given_up(client):
    person = signed_in(client, ADMINISTRATOR)
    assert "Nothing was given up." in client.get("/work-queue/").text
    clock = Clock()
    ask(person, fails=True)
    give_up(clock)
    (task,) = work.parked()
    assert f"t.job, number {task.id}" in client.get("/work-queue/").text

    client.post(f"/work-queue/{task.id}/again/")
    assert work.parked() == ()
    Task.objects.update(due=clock())
    give_up(clock)
    client.post(f"/work-queue/{task.id}/leave-out/")

    assert (work.parked(), work.waiting()) == ((), 0)


def test_the_file_that_a_job_left_is_for_who_asked_and_for_a_day(client):
    job_id = ask_for_a_file(signed_in(client))
    run_all(Clock())

    page = client.get(f"/jobs/{job_id}/").text
    assert f'href="/jobs/{job_id}/file/"' in page
    assert "Download pack é.txt, 16\xa0bytes" in page
    found = client.get(f"/jobs/{job_id}/file/")
    assert found.getvalue() == b"three words here"
    assert found["Content-Disposition"] == "attachment; filename*=utf-8''pack%20%C3%A9.txt"
    assert found["Cache-Control"] == "private, no-store"

    [stored] = Job.objects.values_list("stored", flat=True)
    assert jobs.forget_files(NOON) == 0
    assert jobs.forget_files(NOON + timedelta(days=1)) == 1
    assert jobs.forget_files(NOON + timedelta(days=1)) == 0
    assert not files.store().exists(stored)
    assert client.get(f"/jobs/{job_id}/file/").status_code == 404
    assert "Download" not in client.get(f"/jobs/{job_id}/").text


def test_the_file_of_a_job_is_for_nobody_else_not_for_an_administrator_either(client):
    job_id = ask_for_a_file(signed_in(client))
    run_all(Clock())
    signed_in(client, ADMINISTRATOR)

    assert client.get(f"/jobs/{job_id}/").status_code == 200
    assert client.get(f"/jobs/{job_id}/file/").status_code == 404
