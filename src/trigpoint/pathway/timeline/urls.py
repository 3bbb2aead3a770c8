"""The addresses of the timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from trigpoint.pathway.timeline.views import carried, exceptions, facts, posts, timeline

if TYPE_CHECKING:
    from django.urls import URLPattern

urlpatterns: list[URLPattern] = [
    path("timeline/", timeline.timeline, name="timeline"),
    path("timeline/sum/", timeline.working, name="timeline-sum"),
    path("timeline/told/", carried.carried, name="timeline-carried"),
    path("timeline/posts/add/", posts.add, name="timeline-post-add"),
    path("timeline/posts/draft/<slug:draft>/<slug:step>/", posts.step, name="timeline-post-step"),
    path("timeline/posts/<slug:post>/correct/", posts.correct, name="timeline-post-correct"),
    path("timeline/posts/<slug:post>/withdraw/", posts.withdraw, name="timeline-post-withdraw"),
    path("timeline/posts/<slug:post>/before/", timeline.post_history, name="timeline-post-before"),
    path("timeline/qualifications/add/", facts.qualifications, name="timeline-qualifications"),
    path("timeline/qualifications/add/<slug:what>/", facts.add_qualification, name="timeline-qualification-add"),
    path("timeline/training/add/", facts.add_training, name="timeline-training-add"),
    path("timeline/leave/add/", facts.add_leave, name="timeline-leave-add"),
    path("timeline/facts/<slug:entry>/correct/", facts.correct_fact, name="timeline-fact-correct"),
    path("timeline/facts/<slug:entry>/withdraw/", facts.withdraw_fact, name="timeline-fact-withdraw"),
    path("timeline/facts/<slug:entry>/before/", timeline.fact_history, name="timeline-fact-before"),
    path("timeline/exceptions/<slug:exception>/", exceptions.exception, name="timeline-exception"),
    path("timeline/exceptions/<slug:exception>/change/", exceptions.change, name="timeline-exception-change"),
    path("timeline/exceptions/<slug:exception>/close/", exceptions.close, name="timeline-exception-close"),
]
