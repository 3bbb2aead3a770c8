"""The addresses of this part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from trigpoint.pathway.routes import views

if TYPE_CHECKING:
    from django.urls import URLPattern

urlpatterns: list[URLPattern] = [
    path("routes/", views.start, name="routes"),
    path("routes/question/<slug:slug>/", views.question, name="routes-question"),
    path("routes/result/", views.result, name="routes-result"),
    path("routes/clear/", views.clear, name="routes-clear"),
    path("routes/<slug:route_id>/", views.route, name="route"),
]
