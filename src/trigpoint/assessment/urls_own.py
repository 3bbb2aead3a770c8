"""The addresses of submissions, judging and allocation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from trigpoint.assessment.views import allocating, assessor, assessor_conflicts, assessor_own, candidate

if TYPE_CHECKING:
    from django.urls import URLPattern

urlpatterns: list[URLPattern] = [
    path("submissions/", candidate.submissions, name="submissions"),
    path("submissions/new/", candidate.new, name="submission-new"),
    path("submissions/conflicts/", assessor_own.conflicts, name="conflicts"),
    path("submissions/conflicts/<int:number>/end/", assessor_own.end_conflict, name="conflict-end"),
    path("submissions/<str:submission>/", candidate.submission, name="submission"),
    path("submissions/<str:submission>/pieces/", candidate.pieces, name="submission-pieces"),
    path("submissions/<str:submission>/send/", candidate.send, name="submission-send"),
    path("submissions/<str:submission>/more/", candidate.more, name="submission-more"),
    path("submissions/<str:submission>/withdraw/", candidate.withdraw, name="submission-withdraw"),
    path("submissions/<str:submission>/defer/", candidate.defer, name="submission-defer"),
    path("submissions/<str:submission>/return/", candidate.come_back, name="submission-return"),
    path("queue/", assessor.queue, name="queue"),
    path("queue/done/", assessor_own.done, name="done"),
    path("queue/standards/", assessor_own.standards, name="standards"),
    path("queue/guidance/", assessor_own.guidance, name="guidance"),
    path("queue/choices/", assessor_own.choices, name="choices"),
    path("queue/conflicts/", assessor_conflicts.schools, name="own-conflicts"),
    path("queue/conflicts/school/", assessor_conflicts.add_school, name="own-conflict-add"),
    path("queue/conflicts/<int:number>/end/", assessor_conflicts.end_school, name="own-conflict-end"),
    path("queue/comments/", assessor_own.comments, name="comments"),
    path("queue/comments/<int:number>/remove/", assessor_own.remove_comment, name="comment-remove"),
    path("queue/prove/", assessor_own.prove, name="prove"),
    path("queue/<str:submission>/", assessor.judge, name="judge"),
    path("queue/<str:submission>/compare/", assessor.compare, name="judge-compare"),
    path("queue/<str:submission>/sign/", assessor.sign, name="judge-sign"),
    path("queue/<str:submission>/judged/", assessor.judged, name="judged"),
    path("queue/<str:submission>/more/", assessor.more, name="judge-more"),
    path("queue/<str:submission>/conflict/", assessor.conflict, name="judge-conflict"),
    path("allocation/", allocating.waiting, name="allocation"),
    path("allocation/<str:submission>/", allocating.allocate, name="allocate"),
    path("allocation/<str:submission>/<slug:slot>/", allocating.reallocate, name="reallocate"),
    path("allocation/<str:submission>/<slug:slot>/set-aside/", allocating.set_aside, name="set-aside"),
]
