"""Sitting a part: a question a page, saved as one goes, and the list of all questions before handing in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, cast

from django.http import Http404, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from trigpoint.learning.asking import QuestionForm
from trigpoint.learning.examination import actions, queries
from trigpoint.learning.examination.errors import ExaminationError
from trigpoint.learning.examination.timing import WARNINGS
from trigpoint.learning.examination.views.candidate import DONE, attempt_and_part
from trigpoint.people.rules import SIGNED_IN
from trigpoint.platform.clock import ENGLAND, now, today
from trigpoint.platform.fetching import may_fetch
from trigpoint.platform.fields import TypedDate
from trigpoint.platform.forms import METHODS
from trigpoint.platform.just_done import JustDone
from trigpoint.platform.permissions import permission

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpResponse

    from trigpoint.learning.examination.actions import Saved
    from trigpoint.learning.examination.queries import SittingRow
    from trigpoint.learning.marking import Answer
    from trigpoint.people.requests import SignedInRequest

AUTOSAVE = "X-Autosave"
LONGEST_NUMBER = 18
MORE = {
    "more": "You have more time in this part. The new end is below.",
    "more-had": (
        "You have taken more time in this part already, or the part does not run. If you need more still, tell the "
        "examiners of a problem."
    ),
}
REVIEW = JustDone(
    "learning",
    "learning_examination/",
    {
        **MORE,
        "pause-had": (
            "The clock of a part can be stopped once, and you have done so. If something keeps you from going on, tell "
            "the examiners of a problem."
        ),
    },
)
QUESTION = JustDone(
    "learning",
    "learning_examination/",
    {
        **MORE,
        "saved": "Your answer is saved.",
        "cleared": "Your answer was taken away. It stays in the record of this paper.",
        "clash": (
            "Your answer is saved and counts. Another tab or device had saved one to this question since you opened "
            "the page. Both are kept."
        ),
    },
)


@permission(SIGNED_IN)
@may_fetch
@require_http_methods(METHODS)
def question(request: SignedInRequest, attempt: str, number: int, place: int) -> HttpResponse:
    """Show a question of a part that runs; save its answer, with the page or behind its back."""
    moment = now()
    row = queries.sitting(request.user.key, attempt, number, place, moment)
    if row is None:
        attempt_and_part(request, attempt, number)
        return redirect("learning:exam-part", attempt, number)
    if request.method == "POST":
        return _save(request, row, moment)
    if row.part.over:
        return redirect("learning:exam-ended", attempt, number)
    if row.part.paused:
        return redirect("learning:exam-part", attempt, number)
    return _page(request, row, _form(row, None))


def _save(request: SignedInRequest, row: SittingRow, moment: datetime) -> HttpResponse:
    form = _form(row, request.POST)
    does = request.POST.get("do", "")
    quietly = AUTOSAVE in request.headers
    blank = _is_blank(form)
    more = ""
    if does == "more":
        # Before anything that is wrong with the answer: the minutes are hers either way.
        more = _take_more(request.user.key, row.attempt, row.part.number, moment)
        row = queries.sitting(request.user.key, row.attempt, row.part.number, row.place, moment) or row
    if not blank and does != "clear" and not form.is_valid():
        if quietly:
            return _told(row, f"Not saved yet: {_first_error(form)}.", moment, saved=False)
        if row.part.over:
            return redirect("learning:exam-ended", row.attempt, row.part.number)
        return _page(request, row, form, QUESTION.words.get(more, ""))
    try:
        saved = actions.save_answer(
            person=request.user.key,
            attempt=row.attempt,
            number=row.part.number,
            place=row.place,
            answer=None if does == "clear" else form.answer,
            # An empty form saves nothing: what was answered before stays, unless she clears it.
            answered=does == "clear" or not blank,
            seen=_whole(request.POST.get("seen", "")),
            later="later" in request.POST,
            now=moment,
        )
    except ExaminationError as error:
        raise Http404 from error
    if saved.went_on:
        row = queries.sitting(request.user.key, row.attempt, row.part.number, row.place, moment) or row
    if not quietly and does == "pause" and not saved.late and not row.part.over:
        return _pause(request.user.key, row.attempt, row.part.number, moment)
    return _quiet_answer(row, saved, moment) if quietly else _next_page(row, saved, more or does)


def _take_more(person: str, attempt: str, number: int, moment: datetime) -> str:
    """Take more time; return the code of the words that say what came of it."""
    try:
        actions.take_more_time(person=person, attempt=attempt, number=number, now=moment)
    except ExaminationError:
        return "more-had"
    return "more"


def _pause(person: str, attempt: str, number: int, moment: datetime) -> HttpResponse:
    try:
        actions.pause(person=person, attempt=attempt, number=number, now=moment)
    except ExaminationError:
        return REVIEW.to("exam-review", "pause-had", attempt, str(number))
    return redirect("learning:exam-part", attempt, number)


def _next_page(row: SittingRow, saved: Saved, does: str) -> HttpResponse:
    number = str(row.part.number)
    if saved.late or row.part.over:
        return DONE.to("exam-ended", "", row.attempt, number)
    if saved.clash:
        return QUESTION.to("exam-question", "clash", row.attempt, number, str(row.place))
    if does in MORE:
        return QUESTION.to("exam-question", does, row.attempt, number, str(row.place))
    if does == "next" and row.place < row.last:
        return redirect("learning:exam-question", row.attempt, row.part.number, row.place + 1)
    if does == "next":
        return redirect("learning:exam-review", row.attempt, row.part.number)
    return QUESTION.to("exam-question", "cleared" if does == "clear" else "saved", row.attempt, number, str(row.place))


def _quiet_answer(row: SittingRow, saved: Saved, moment: datetime) -> JsonResponse:
    if saved.late:
        return _told(row, "The time is up. This answer is kept, and does not count.", moment, saved=False, over=True)
    if saved.clash:
        words = "Saved. Another tab or device had saved an answer to this question; both are kept, and this one counts."
        return _told(row, words, moment, latest=saved.latest)
    return _told(row, f"Saved at {moment.astimezone(ENGLAND):%H:%M}.", moment, latest=saved.latest)


def _told(
    row: SittingRow, words: str, moment: datetime, *, saved: bool = True, latest: int | None = None, over: bool = False
) -> JsonResponse:
    ends = row.part.ends
    told = {
        "words": words,
        "saved": saved,
        "seen": row.latest if latest is None else latest,
        "seconds": max(0, int((ends - moment).total_seconds())) if ends else 0,
        "over": over,
    }
    return JsonResponse(told)


def _page(request: SignedInRequest, row: SittingRow, form: QuestionForm, done: str = "") -> HttpResponse:
    places = {one.place: one for one in row.places}
    context = {
        "row": row,
        "form": form,
        "title": f"Question {row.place} of {row.last}",
        "before": places.get(row.place - 1),
        "after": places.get(row.place + 1),
        "seconds": max(0, int((row.part.ends - now()).total_seconds())) if row.part.ends else 0,
        "warnings": " ".join(map(str, WARNINGS)),
    }
    if done:
        context["done"] = done
    return QUESTION.page(request, "question", context)


@permission(SIGNED_IN)
@require_http_methods(METHODS)
def review(request: SignedInRequest, attempt: str, number: int) -> HttpResponse:
    """List the questions of a part, what is not answered among them; hand the part in."""
    row, about = attempt_and_part(request, attempt, number)
    if not about.begun or (about.paused and request.method != "POST"):
        return redirect("learning:exam-part", attempt, number)
    does = request.POST.get("do", "")
    if does == "more":
        return REVIEW.to("exam-review", _take_more(request.user.key, attempt, number, now()), attempt, str(number))
    if does == "pause":
        return _pause(request.user.key, attempt, number, now())
    if request.method == "POST":
        actions.hand_in(person=request.user.key, attempt=attempt, number=number, now=now())
        return DONE.to("exam-ended", "handed-in", attempt, str(number))
    if about.over:
        return redirect("learning:exam-ended", attempt, number)
    places = queries.places_of(request.user.key, attempt, number)
    context = {
        "row": row,
        "part": about,
        "places": places,
        "open": [one for one in places if not one.answered and not one.excluded],
        "later": [one for one in places if one.later],
    }
    return REVIEW.page(request, "review", context)


def _form(row: SittingRow, data: Any) -> QuestionForm:  # noqa: ANN401 - what was posted
    answer = cast("Answer | None", row.answer)
    return QuestionForm(data, question=row.question, seed=f"{row.seed}:{row.place}", today=today(), answer=answer)


def _is_blank(form: QuestionForm) -> bool:
    values = (form[name].data for name in form.fields)
    return all(value in (None, "", [], ()) or value == TypedDate() for value in values)


def _first_error(form: QuestionForm) -> str:
    return next((row.words for row in form.error_rows()), "something is missing")


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= LONGEST_NUMBER else 0
