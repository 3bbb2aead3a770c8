"""The addresses of this part of the room."""

from __future__ import annotations

from django.urls import path

from trigpoint.evidence.claims import views
from trigpoint.evidence.claims.pack import views as pack

urlpatterns = [
    path("claims/", views.home, name="claims"),
    path("claims/experience/", views.experience, name="claims-experience"),
    path("claims/certificates/", views.certificates, name="certificates"),
    path("claims/certificates/add/", views.add_certificate, name="certificate-add"),
    path("claims/certificates/<slug:certificate>/remove/", views.remove_certificate, name="certificate-remove"),
    path("claims/outcomes/<slug:outcome>/", views.claim, name="claim"),
    path("claims/outcomes/<slug:outcome>/say/", views.say, name="claim-say"),
    path("claims/outcomes/<slug:outcome>/gaps/<int:number>/", views.gap, name="claim-gap"),
    path("claims/outcomes/<slug:outcome>/ready/", views.ready, name="claim-ready"),
    path("claims/outcomes/<slug:outcome>/reopen/", views.reopen, name="claim-reopen"),
    path("claims/outcomes/<slug:outcome>/drop/", views.drop, name="claim-drop"),
    path("claims/qts-pack/", pack.overview, name="qts-pack"),
    path("claims/qts-pack/print/", pack.printed, name="qts-pack-print"),
    path("claims/qts-pack/make/", pack.make, name="qts-pack-make"),
]
