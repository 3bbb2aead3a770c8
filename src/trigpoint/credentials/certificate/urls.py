"""The addresses of the certificate."""

from __future__ import annotations

from django.urls import path

from trigpoint.credentials.certificate import views

urlpatterns = [
    path("credentials/<slug:key>/certificate/", views.certificate, name="certificate"),
    path("credentials/<slug:key>/certificate/pdf/", views.make_pdf, name="certificate-pdf"),
    path("credentials/<slug:key>/certificate/code.svg", views.code, name="certificate-code"),
    path("credentials/<slug:key>/certificate/badge.<slug:form>", views.badge, name="badge"),
]
