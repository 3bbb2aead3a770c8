"""The addresses of the room: each part names its own."""

from __future__ import annotations

from trigpoint.assessment import urls_own

app_name = "assessment"
urlpatterns = [*urls_own.urlpatterns]
