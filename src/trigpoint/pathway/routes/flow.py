"""The questions as a flow of pages, made from the content."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, ClassVar

from trigpoint.content.library import installed_library
from trigpoint.pathway.routes.knowing import NOT_SURE, is_asked
from trigpoint.pathway.routes.prose import questions_of
from trigpoint.platform.fields import ChoiceField, Option
from trigpoint.platform.flows import Flow, Question
from trigpoint.platform.forms import PageForm

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from trigpoint.pathway.routes.prose import Asked
    from trigpoint.platform.flows import Answers

NAME = "routes"
"""The flow's name among the answers that a visitor carries."""


class RouteForm(PageForm):
    """A question of the route finder; `find_out` says how somebody who is not sure can find out."""

    find_out: ClassVar[str]


def field_name(code: str) -> str:
    """Return the name of a question's one field."""
    return code.replace("-", "_")


def form_of(asked: Asked) -> type[RouteForm]:
    """Return the form of a question: its choices, and *I am not sure* set apart from them."""
    options = [Option(choice.value, choice.label) for choice in asked.choices]
    options.append(Option(NOT_SURE, "I am not sure", apart=True))
    answer = ChoiceField(options, label=asked.question, hint=asked.hint, ask=f"an answer to “{asked.question}”")
    return type(
        f"{asked.code.title().replace('-', '')}Form",
        (RouteForm,),
        {
            "__module__": __name__,
            "__doc__": asked.question,
            "find_out": asked.not_sure,
            field_name(asked.code): answer,
        },
    )


def flow_of(questions: Sequence[Asked]) -> Flow:
    """Return the flow: each question asked when its `asked_if` is held by the answers before it."""

    def question_of(asked: Asked) -> Question:
        def is_due(answers: Answers) -> bool:
            return is_asked(asked, held_by(questions, chosen(questions, answers)))

        return Question(asked.code, form_of(asked), asked=is_due, template="pathway/routes/question.html")

    return Flow(
        name=NAME,
        caption="Find my route to QTS",
        questions=tuple(question_of(asked) for asked in questions),
        start="pathway:routes",
        question="pathway:routes-question",
        result="pathway:routes-result",
    )


def held_by(questions: Sequence[Asked], answers: Mapping[str, str]) -> frozenset[str]:
    """Return the facts that these answers give."""
    given = (asked.choice(answers[asked.code]) for asked in questions if asked.code in answers)
    return frozenset().union(*(choice.facts for choice in given if choice))


def chosen(questions: Sequence[Asked], answers: Answers) -> dict[str, str]:
    """Return the value chosen, by the code of the question."""
    return {asked.code: answers.get(asked.code) for asked in questions if asked.code in answers}


@cache
def route_flow() -> Flow:
    """Return the flow of this installation's content, made once."""
    return flow_of(questions_of(installed_library().schemes["qts-routes"]))
