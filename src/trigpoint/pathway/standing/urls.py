"""The addresses of My standing. Words that are addresses here cannot be ids of schemes (see its tests)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from trigpoint.pathway.standing import views

if TYPE_CHECKING:
    from django.urls import URLPattern

urlpatterns: list[URLPattern] = [
    path("standing/", views.standing, name="standing"),
    path("standing/how/", views.how, name="standing-how"),
    path("standing/law/", views.the_law, name="standing-law"),
    path("standing/route/", views.route, name="standing-route"),
    path("standing/time/", views.time, name="standing-time"),
    path("standing/change/", views.change, name="standing-change"),
    path("standing/entry/<str:entry>/", views.entry, name="standing-entry"),
    path("standing/<str:scheme_id>/<str:rule_id>/", views.requirement, name="standing-requirement"),
    path("standing/<str:scheme_id>/<str:rule_id>/declare/<str:code>/", views.declare, name="standing-declare"),
    path("standing/<str:scheme_id>/<str:rule_id>/clash/<str:pair>/", views.clash, name="standing-clash"),
]
