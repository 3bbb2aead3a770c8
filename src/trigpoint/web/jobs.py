"""The page of a job, for who asked for it and for administrators; and what workers gave up, for administrators."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from trigpoint.people.rules import ADMINISTRATOR, SIGNED_IN
from trigpoint.platform import files, jobs, work
from trigpoint.platform.clock import now
from trigpoint.platform.jobs import JobRow, NoSuchJobError
from trigpoint.platform.permissions import permission

if TYPE_CHECKING:
    from django.http import HttpResponse

    from trigpoint.people.requests import SignedInRequest


HEADINGS = {
    "waiting": "It begins soon.",
    "again": "It stopped, and goes on by itself soon.",
    "running": "It is under way.",
    "done": "It is done.",
    "failed": "It stopped after several tries. What was done stays done.",
}


@dataclass(frozen=True, slots=True)
class JobPage:
    """A job as its page says it. `total` is 0 as long as nobody knows how far it goes."""

    title: str
    heading: str
    words: tuple[str, ...]
    done: int
    total: int
    again_url: str
    is_over: bool
    file_url: str = ""
    file_words: str = ""

    @property
    def so_far(self) -> str:
        """Return *31,000 of 51,012*."""
        return f"{self.done:,} of {self.total:,}"


def page_of(job: JobRow) -> JobPage:
    """Return the page of a job."""
    heading = HEADINGS["again" if job.tries_again else job.state]
    return JobPage(
        title=job.title,
        heading=heading,
        words=tuple(job.words.splitlines()),
        done=job.done,
        total=0 if job.state == "done" else job.total,
        again_url=reverse("job-again", args=(job.id,)) if job.state == "failed" else "",
        is_over=job.is_over,
        file_url=reverse("job-file", args=(job.id,)) if job.file else "",
        file_words=f"Download {job.file.name}, {filesizeformat(job.file.size)}" if job.file else "",
    )


def job_for(request: SignedInRequest, job_id: str) -> JobRow:
    """Return a job that the person may watch. Raises Http404: nobody else is told that there is one."""
    try:
        found = jobs.job_of(job_id)
    except NoSuchJobError:
        raise Http404 from None
    if found.asked_by != request.user.key and not ADMINISTRATOR.allows(request, {}):
        raise Http404
    return found


@permission(SIGNED_IN)
@require_safe
def job(request: SignedInRequest, job_id: str) -> HttpResponse:
    """Show how far a job is. A link asks again; nothing moves by itself."""
    return render(request, "web/job.html", {"page": page_of(job_for(request, job_id))})


@permission(SIGNED_IN)
@require_safe
def file(request: SignedInRequest, job_id: str) -> StreamingHttpResponse:
    """Hand over the file that a job left, to who asked for it and to nobody else."""
    found = job_for(request, job_id).file
    if found is None or jobs.job_of(job_id).asked_by != request.user.key:
        raise Http404
    headers = {
        "Content-Disposition": content_disposition_header(as_attachment=True, filename=found.name) or "attachment",
        "Content-Length": str(found.size),
        "Cache-Control": "private, no-store",
    }
    return StreamingHttpResponse(files.read(found.stored), content_type=found.type, headers=headers)


@permission(SIGNED_IN)
@require_POST
def again(request: SignedInRequest, job_id: str) -> HttpResponse:
    """Let a job that was given up go on."""
    found = job_for(request, job_id)
    jobs.try_again(found.id, now=now())
    return HttpResponseRedirect(reverse("job", args=(found.id,)))


@permission(ADMINISTRATOR)
@require_safe
def queue(request: SignedInRequest) -> HttpResponse:
    """Show how much waits, and what was given up."""
    return render(request, "web/work_queue.html", {"waiting": work.waiting(), "parked": work.parked()})


@permission(ADMINISTRATOR)
@require_POST
def try_again(request: SignedInRequest, task_id: int) -> HttpResponse:  # noqa: ARG001 - a view
    """Try something that was given up again."""
    work.try_again(task_id, now=now())
    return HttpResponseRedirect(reverse("work-queue"))


@permission(ADMINISTRATOR)
@require_POST
def leave_out(request: SignedInRequest, task_id: int) -> HttpResponse:  # noqa: ARG001 - a view
    """Go on without something that was given up."""
    work.leave_out(task_id, now=now())
    return HttpResponseRedirect(reverse("work-queue"))
