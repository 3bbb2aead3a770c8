"""The addresses of practice, of the questions and of drafts; `learning.urls` includes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from trigpoint.learning.practice.views import drafts, practice, questions, rounds

if TYPE_CHECKING:
    from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = [
    path("learn/practice/", practice.home, name="practice"),
    path("learn/practice/next/", practice.next_question, name="practise"),
    path("learn/practice/plan/", practice.plan, name="practice-plan"),
    path("learn/practice/questions/<slug:question>/", practice.one, name="practise-one"),
    path("learn/practice/ten/", rounds.open_round, name="ten"),
    path("learn/practice/ten/<slug:key>/", rounds.one, name="round"),
    path("learn/practice/ten/<slug:key>/start/", rounds.start, name="round-start"),
    path("learn/practice/drafts/", drafts.index, name="drafts"),
    path("learn/practice/drafts/remove/", drafts.remove, name="drafts-remove"),
    path("learn/practice/drafts/my-questions.gift", drafts.export, {"format_": "gift"}, name="drafts-gift"),
    path("learn/practice/drafts/my-questions.xml", drafts.export, {"format_": "moodle"}, name="drafts-moodle"),
    path("learn/questions/", questions.index, name="questions"),
    path("learn/questions/all.gift", questions.export, {"format_": "gift"}, name="questions-gift"),
    path("learn/questions/all.xml", questions.export, {"format_": "moodle"}, name="questions-moodle"),
    path("learn/questions/<slug:question>/", questions.one, name="one-question"),
]
