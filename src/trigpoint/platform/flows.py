"""Question flows: one question a page, any branching, answers carried by the visitor.

A flow is a list of questions, each with the condition under which it is asked. From the answers so far
follows the path: the asked questions in order, up to the first that has no answer. So a guessed address
leads back to the path, a changed answer drops what no longer applies, and nothing is asked twice.

    FLOW = Flow(
        name="eligibility",
        caption="Can I be the SENCO?",
        questions=(
            Question("induction", InductionForm),
            Question("induction-end", InductionEndForm, asked=lambda answers: answers.get("induction") == "yes"),
        ),
        start="pathway:eligibility", question="pathway:question", result="pathway:result",
    )

    def question(request, slug): return ask(request, FLOW, slug, today=...)
    def result(request):
        outcome = answered(request, FLOW, today=...)
        if isinstance(outcome, HttpResponse): return outcome      # a question is still open
        ...outcome.get("induction")...
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_cache_control

from trigpoint.platform.answers import answers_of
from trigpoint.platform.fields import TypedDate

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from django.http import HttpRequest

    from trigpoint.platform.forms import PageForm

CHANGE = "change"  # ?change on a question's address: go back to the result as soon as nothing is open


@dataclass(frozen=True, slots=True)
class Answers:
    """The checked answers of a flow, by question and field. Only answers to questions that are asked."""

    values: Mapping[str, Mapping[str, Any]]

    def get(self, slug: str, name: str = "") -> Any:  # noqa: ANN401 - as its field cleaned it
        """Return an answer, or None where the question was not asked. `name` defaults to the slug's field."""
        fields = self.values.get(slug, {})
        return fields.get(name or slug.replace("-", "_"))

    def __contains__(self, slug: object) -> bool:
        """Tell whether the question was answered."""
        return slug in self.values


def always(answers: Answers) -> bool:  # noqa: ARG001 - a condition
    """Ask whatever was answered before."""
    return True


@dataclass(frozen=True, slots=True)
class Question:
    """A page of a flow. `asked` sees only the answers to earlier questions."""

    slug: str
    form: type[PageForm]
    asked: Callable[[Answers], bool] = always
    template: str = "question.html"


@dataclass(frozen=True, slots=True)
class Flow:
    """A flow: its name among the carried answers, the caption over each question, the names of its addresses.

    `question` is an address that takes a `slug`; `start` and `result` take nothing.
    """

    name: str
    caption: str
    questions: tuple[Question, ...]
    start: str
    question: str
    result: str

    def path(self, kept: Mapping[str, Mapping[str, Any]], *, today: date) -> tuple[tuple[Question, ...], Answers]:
        """Return the questions up to the first without a right answer (if any), and the answers before it.

        Kept answers are what was typed; each is checked again, so a changed rule or a stale answer asks anew.
        """
        path: list[Question] = []
        values: dict[str, Mapping[str, Any]] = {}
        for question in self.questions:
            if not question.asked(Answers(values)):
                continue
            path.append(question)
            form = question.form(kept.get(question.slug, {}), today=today, earlier=dict(values))
            if question.slug not in kept or not form.is_valid():
                break
            values[question.slug] = form.cleaned_data
        return tuple(path), Answers(values)

    def earlier(self, question: Question, answers: Answers) -> dict[str, Mapping[str, Any]]:
        """Return the answers to the questions that come before one in the flow."""
        before = self.questions[: self.questions.index(question)]
        return {step.slug: answers.values[step.slug] for step in before if step.slug in answers}

    def address_of(self, question: Question, *, changing: bool = False) -> str:
        """Return the address of a question."""
        return reverse(self.question, kwargs={"slug": question.slug}) + (f"?{CHANGE}" if changing else "")


def kept_answers(carried: Mapping[str, Any], flow: Flow) -> dict[str, dict[str, Any]]:
    """Return what was typed so far."""
    kept = carried.get(flow.name, {})
    return dict(kept) if isinstance(kept, dict) else {}


def ask(request: HttpRequest, flow: Flow, slug: str, *, today: date) -> HttpResponse:
    """Show a question, or take its answer and go on. Raises Http404 for a question that the flow does not have."""
    question = next((question for question in flow.questions if question.slug == slug), None)
    if question is None:
        raise Http404
    kept = kept_answers(answers_of(request), flow)
    path, answers = flow.path(kept, today=today)
    if question not in path:
        return HttpResponseRedirect(flow.address_of(path[-1]))
    earlier = flow.earlier(question, answers)
    if request.method != "POST":
        # An answer that a changed earlier one has made wrong is shown again, with what is wrong now.
        form = question.form(kept.get(slug), today=today, earlier=earlier)
        return question_page(request, flow, question, form, path, finished=path[-1].slug in answers)
    form = question.form(request.POST, today=today, earlier=earlier)
    if not form.is_valid():
        return question_page(request, flow, question, form, path, finished=path[-1].slug in answers)
    kept[slug] = typed(form)
    answers_of(request)[flow.name] = kept
    return HttpResponseRedirect(after(flow, question, kept, changing=CHANGE in request.GET, today=today))


def typed(form: PageForm) -> dict[str, Any]:
    """Return what was typed into a form's own fields, as plain JSON values, and nothing else that was posted."""
    kept: dict[str, Any] = {}
    for name, form_field in form.fields.items():
        value = form_field.widget.value_from_datadict(form.data, form.files, name)
        if isinstance(value, TypedDate):
            kept.update({f"{name}-{part}": text for part, text in asdict(value).items()})
        elif value is not None:
            kept[name] = value
    return kept


def after(flow: Flow, question: Question, kept: Mapping[str, Any], *, changing: bool, today: date) -> str:
    """Return where to go on: the next question; after a change, the first open one; else the result."""
    path, answers = flow.path(kept, today=today)
    is_open = path[-1].slug not in answers
    position = path.index(question)
    if is_open and (changing or position + 1 >= len(path)):
        return flow.address_of(path[-1], changing=changing)
    if changing or position + 1 >= len(path):
        return reverse(flow.result)
    return flow.address_of(path[position + 1])


def question_page(
    request: HttpRequest,
    flow: Flow,
    question: Question,
    form: PageForm,
    path: tuple[Question, ...],
    *,
    finished: bool,
) -> HttpResponse:
    """Show the question's page, with the way back: to the result for a change of it, else to the question before."""
    position, changing = path.index(question), CHANGE in request.GET
    back = flow.address_of(path[position - 1], changing=changing) if position else reverse(flow.start)
    if changing and finished:
        back = reverse(flow.result)
    response = render(request, question.template, {"form": form, "flow": flow, "back": back})
    patch_cache_control(response, private=True, no_cache=True)
    return response


def answered(request: HttpRequest, flow: Flow, *, today: date) -> Answers | HttpResponse:
    """Return the answers of a finished flow, or a redirect to the first open question."""
    path, answers = flow.path(kept_answers(answers_of(request), flow), today=today)
    if path[-1].slug not in answers:
        return HttpResponseRedirect(flow.address_of(path[-1]))
    return answers


def forget(request: HttpRequest, flow: Flow) -> None:
    """Drop the answers of a flow, so that it starts afresh."""
    answers_of(request).pop(flow.name, None)
