"""The addresses of the room. Practice and examination keep lists of their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from trigpoint.learning.examination.urls import urlpatterns as examination
from trigpoint.learning.practice.urls import urlpatterns as practice
from trigpoint.learning.views import home, offline, reports, scenarios, units

if TYPE_CHECKING:
    from django.urls import URLPattern, URLResolver

UNIT = "learn/units/<slug:unit>/"
app_name = "learning"
urlpatterns: list[URLPattern | URLResolver] = [
    path("learn/", home.home, name="home"),
    path("learn/worker.js", offline.worker, name="worker"),
    path("learn/offline/", offline.without_a_line, name="without-a-line"),
    path("learn/offline/token/", offline.token, name="offline-token"),
    path("learn/offline/answers/", offline.answers, name="offline-answers"),
    path("learn/offline/bring/", offline.bring, name="bring"),
    path(UNIT, units.unit, name="unit"),
    path(f"{UNIT}print/", units.whole, name="unit-whole"),
    path(f"{UNIT}end/", units.end, name="unit-end"),
    path(f"{UNIT}saved/", offline.saved, name="unit-saved"),
    path(f"{UNIT}offline/", offline.file, name="unit-file"),
    path(f"{UNIT}<slug:step>/", units.step, name="step"),
    path("learn/scenarios/", scenarios.index, name="scenarios"),
    path("learn/scenarios/run/<slug:run>/", scenarios.run, name="run"),
    path("learn/scenarios/report/", reports.index, name="reports"),
    path("learn/scenarios/report/<slug:scenario>/", reports.report, name="report"),
    path("learn/scenarios/<slug:scenario>/", scenarios.start, name="scenario"),
    path("learn/scenarios/<slug:scenario>/play/", scenarios.play, name="play"),
    *examination,
    *practice,
]
