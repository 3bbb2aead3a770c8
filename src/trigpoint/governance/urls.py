"""The addresses of this room."""

from __future__ import annotations

from django.urls import path

from trigpoint.governance import views

app_name = "governance"
urlpatterns = [
    path("school/", views.school, name="school"),
    path("requests/", views.requests, name="requests"),
    path("requests/<slug:key>/agree/", views.agree, name="agree"),
    path("requests/<slug:key>/propose/", views.propose, name="propose"),
    path("requests/<slug:key>/decline/", views.decline, name="decline"),
    path("school/exceptions/<slug:key>/change/", views.change, name="exception-change"),
    path("school/exceptions/<slug:key>/close/", views.close, name="exception-close"),
    path("school/shared/", views.shared, name="shared"),
    path("school/shared/<slug:person>/<slug:item>/", views.item, name="item"),
    path("what-my-head-sees/", views.mirror, name="mirror"),
    path("what-my-head-sees/<slug:key>/accept/", views.accept, name="accept"),
    path("what-my-head-sees/<slug:key>/withdraw/", views.withdraw, name="withdraw"),
]
