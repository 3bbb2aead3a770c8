"""The addresses of examinations, for the room's own list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from trigpoint.learning.examination.views import candidate, examiner, judge, refresher, sitting

if TYPE_CHECKING:
    from django.urls import URLPattern

PART = "learn/examination/<slug:attempt>/part/<int:number>/"
urlpatterns: list[URLPattern] = [
    path("learn/examination/", candidate.examination, name="examination"),
    path("learn/examination/adjustments/", candidate.adjustments, name="exam-adjustments"),
    path("learn/examination/<slug:attempt>/result/", candidate.result, name="exam-result"),
    path(PART, candidate.part, name="exam-part"),
    path(f"{PART}question/<int:place>/", sitting.question, name="exam-question"),
    path(f"{PART}review/", sitting.review, name="exam-review"),
    path(f"{PART}ended/", candidate.ended, name="exam-ended"),
    path(f"{PART}problem/", candidate.problem, name="exam-problem"),
    path("learn/refresher/", refresher.start, name="refresher"),
    path("learn/refresher/<slug:refresher>/", refresher.refresher, name="refresher-open"),
    path("learn/refresher/<slug:refresher>/change/<slug:change>/", refresher.change, name="refresher-change"),
    path("learn/refresher/<slug:refresher>/question/<int:number>/", refresher.question, name="refresher-question"),
    path("learn/panel/", judge.home, name="judge"),
    path("learn/panel/<slug:panel>/", judge.panel, name="judge-panel"),
    path("learn/panel/<slug:panel>/rate/<int:page>/", judge.rate, name="judge-rate"),
    path("learn/panel/<slug:panel>/discussion/", judge.discussion, name="judge-discussion"),
    path("learn/examiner/", examiner.home, name="examiner"),
    path("learn/examiner/papers/", examiner.all_papers, name="examiner-papers"),
    path("learn/examiner/papers/<slug:attempt>/", examiner.paper, name="examiner-paper"),
    path("learn/examiner/papers/<slug:attempt>/more-time/<int:number>/", examiner.more_time, name="examiner-more-time"),
    path("learn/examiner/papers/<slug:attempt>/set-aside/", examiner.set_aside, name="examiner-set-aside"),
    path("learn/examiner/adjustments/<slug:adjustment>/", examiner.adjustment, name="examiner-adjustment"),
    path("learn/examiner/items/", examiner.items, name="examiner-items"),
    path("learn/examiner/items/<slug:question>/", examiner.item, name="examiner-item"),
    path("learn/examiner/reliability/", examiner.reliability, name="examiner-reliability"),
    path("learn/examiner/panels/", examiner.all_panels, name="examiner-panels"),
    path("learn/examiner/panels/<slug:panel>/", examiner.panel, name="examiner-panel"),
]
