"""The addresses of the room: each part names its own."""

from __future__ import annotations

from trigpoint.assessment import urls_own
from trigpoint.assessment.board.urls import urlpatterns as board
from trigpoint.assessment.moderation.urls import urlpatterns as moderation

app_name = "assessment"
urlpatterns = [*urls_own.urlpatterns, *moderation, *board]
