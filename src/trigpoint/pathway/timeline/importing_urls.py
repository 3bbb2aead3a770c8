"""The addresses of bringing in a timeline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from trigpoint.pathway.timeline import importing_views

if TYPE_CHECKING:
    from django.urls import URLPattern

urlpatterns: list[URLPattern] = [
    path("timeline/import/", importing_views.bring_in, name="timeline-import"),
    path("timeline/import/done/", importing_views.imported, name="timeline-imported"),
    path("timeline/import/template.csv", importing_views.template, name="timeline-import-template"),
    path("timeline/import/rows-to-mend.csv", importing_views.bad_rows, name="timeline-import-bad"),
]
