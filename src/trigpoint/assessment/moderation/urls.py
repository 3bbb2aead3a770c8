"""The addresses of moderation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from trigpoint.assessment.moderation.views import exercises, moderator, rooms, verifier

if TYPE_CHECKING:
    from django.urls import URLPattern

urlpatterns: list[URLPattern] = [
    path("standardisation/", exercises.listed, name="exercises"),
    path("standardisation/<slug:exercise>/", exercises.judge, name="exercise"),
    path("standardisation/<slug:exercise>/<str:attempt>/", exercises.result, name="exercise-result"),
    path("moderation/", moderator.home, name="moderation"),
    path("moderation/done/", moderator.done, name="moderation-done"),
    path("moderation/samples/", moderator.samples, name="samples"),
    path("moderation/samples/<str:plan>/", moderator.sample, name="sample"),
    path("moderation/agreement/", moderator.agreement, name="agreement"),
    path("moderation/assessors/", moderator.standing, name="standardised"),
    path("moderation/look/<str:submission>/", moderator.look, name="look"),
    path("moderation/rooms/", rooms.listed, name="rooms"),
    path("moderation/rooms/open/", rooms.open_room, name="room-open"),
    path("moderation/rooms/<str:room>/", rooms.room, name="room"),
    path("moderation/rooms/<str:room>/close/", rooms.close, name="room-close"),
    path("moderation/findings/<str:finding>/answer/", rooms.answer, name="finding-answer"),
    path("verifier/", verifier.home, name="verifier"),
    path("verifier/findings/<str:finding>/", verifier.settle, name="finding-settle"),
    path("verifier/<str:room>/", verifier.room, name="verifier-room"),
    path("verifier/<str:room>/finding/", verifier.find, name="finding-write"),
    path("verifier/<str:room>/<int:number>/", verifier.item, name="verifier-item"),
    path("verifier/<str:room>/<int:number>/<str:piece>/", verifier.identifies, name="verifier-identifies"),
    path("verifier/<str:room>/<int:number>/<str:piece>/<str:file>/", verifier.file, name="verifier-file"),
]
