"""The addresses of this part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from trigpoint.pathway.eligibility import views

if TYPE_CHECKING:
    from django.urls import URLPattern

BASE = "can-i-be-the-senco/"
urlpatterns: list[URLPattern] = [
    path(BASE, views.start, name="eligibility"),
    path(f"{BASE}question/<slug:slug>/", views.question, name="eligibility-question"),
    path(f"{BASE}answer/", views.result, name="eligibility-result"),
    path(f"{BASE}answer/dates.ics", views.calendar, name="eligibility-calendar"),
    path(f"{BASE}answer/note-for-governors/", views.note, name="eligibility-note"),
    path(f"{BASE}both-readings/", views.readings, name="eligibility-readings"),
    path(f"{BASE}another-school/", views.another_school, name="eligibility-another"),
    path(f"{BASE}to-routes/", views.to_routes, name="eligibility-to-routes"),
    path(f"{BASE}clear/", views.clear, name="eligibility-clear"),
]
