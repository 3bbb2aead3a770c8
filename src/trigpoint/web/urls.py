"""Every address, room by room."""

from __future__ import annotations

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from trigpoint.web import errors, health, style_guide, views

urlpatterns: list[URLPattern | URLResolver] = [
    path("", views.home, name="home"),
    path("", include("trigpoint.pathway.urls")),
    path("schools/", include("trigpoint.schools.urls")),
    path("get-help/", views.get_help, name="help"),
    path("easy-read/", views.easy_read, name="easy-read"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("privacy/", views.privacy, name="privacy"),
    path("cookies/", views.cookies, name="cookies"),
    path("open-source/", views.open_source, name="open-source"),
    path("health", health.health, name="health"),
    path("ready", health.ready, name="ready"),
]
if settings.DEMO:
    urlpatterns += [
        path("style-guide/", style_guide.index, name="style-guide"),
        path("style-guide/question/<slug:slug>/", style_guide.question, name="style-guide-question"),
        path("style-guide/result/", style_guide.result, name="style-guide-result"),
        path("style-guide/example.ics", style_guide.calendar, name="style-guide-calendar"),
        path("style-guide/error/<slug:name>/", style_guide.error, name="style-guide-error"),
    ]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler500 = errors.failed
