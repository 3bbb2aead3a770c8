"""The addresses of the scheme. Words that are addresses here cannot be ids of schemes or clauses (see its tests)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from trigpoint.pathway.scheme import views

if TYPE_CHECKING:
    from django.urls import URLPattern

urlpatterns: list[URLPattern] = [
    path("scheme/", views.overview, name="scheme"),
    path("scheme/gap-matrix/", views.gap_matrix, name="scheme-gap-matrix"),
    path("scheme/gap-matrix.csv", views.gap_matrix_csv, name="scheme-gap-matrix-csv"),
    path("scheme/<str:scheme_id>/", views.scheme, name="scheme-of"),
    path("scheme/<str:scheme_id>/sources/", views.sources, name="scheme-sources"),
    path("scheme/<str:scheme_id>/versions/", views.versions, name="scheme-versions"),
    path("scheme/<str:scheme_id>/routes/<str:route_id>/", views.route, name="scheme-route"),
    path("scheme/<str:scheme_id>/<str:rule_id>/", views.clause, name="scheme-clause"),
]
