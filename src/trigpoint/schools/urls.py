"""The addresses of the register."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from trigpoint.schools import views

if TYPE_CHECKING:
    from django.urls import URLPattern

app_name = "schools"
urlpatterns: list[URLPattern] = [
    path("", views.find, name="find"),
    path("suggestions/", views.suggestions, name="suggestions"),
    path("choices/", views.choices, name="choices"),
    path("<int:urn>/", views.school, name="school"),
]
