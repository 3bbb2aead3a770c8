"""The addresses of this part of the room."""

from __future__ import annotations

from django.urls import path

from trigpoint.credentials.outside.views import checker, holder

urlpatterns = [
    path("credentials/outside/", holder.home, name="outside"),
    path("credentials/outside/badge/", holder.send_badge, name="outside-badge"),
    path("credentials/outside/certificate/", holder.send_certificate, name="outside-certificate"),
    path("credentials/outside/checking/", checker.waiting, name="outside-waiting"),
    path("credentials/outside/checking/<slug:key>/", checker.check, name="outside-check"),
    path("credentials/outside/checking/<slug:key>/file/", checker.checked_file, name="outside-check-file"),
    path("credentials/outside/checking/<slug:key>/take-back/", checker.take_back, name="outside-take-back"),
    path("credentials/outside/mappings/<slug:mapping>/", checker.mapping, name="outside-mapping"),
    path("credentials/outside/<slug:key>/", holder.one, name="outside-one"),
    path("credentials/outside/<slug:key>/file/", holder.file, name="outside-file"),
    path("credentials/outside/<slug:key>/withdraw/", holder.withdraw, name="outside-withdraw"),
]
