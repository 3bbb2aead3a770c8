"""The addresses of this part."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.urls import path

from trigpoint.pathway.referees.views import answering, asking

if TYPE_CHECKING:
    from django.urls import URLPattern

urlpatterns: list[URLPattern] = [
    path("timeline/references/", asking.references, name="references"),
    path("timeline/references/ask/", asking.ask, name="reference-ask"),
    path("timeline/references/<str:key>/", asking.reference, name="reference"),
    path("timeline/references/<str:key>/withdraw/", asking.withdraw, name="reference-withdraw"),
    path("timeline/references/<str:key>/new-link/", asking.new_link, name="reference-new-link"),
    path("confirm/<str:token>/", answering.start, name="confirm"),
    path("confirm/<str:token>/entry/<int:place>/", answering.claim, name="confirm-claim"),
    path("confirm/<str:token>/review/", answering.review, name="confirm-review"),
    path("confirm/<str:token>/not-me/", answering.dispute, name="confirm-dispute"),
]
