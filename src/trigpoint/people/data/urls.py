"""The addresses of this part of the room, below /account/data/."""

from __future__ import annotations

from django.urls import path

from trigpoint.people.data import views

app_name = "people_data"
urlpatterns = [
    path("", views.my_data, name="my-data"),
    path("download/", views.download, name="download"),
    path("sharing/", views.sharing, name="sharing"),
    path("sharing/find/", views.find, name="find"),
    path("sharing/with/<int:organisation>/", views.share, name="share"),
    path("sharing/<int:consent>/withdraw/", views.withdraw, name="withdraw"),
    path("seen/", views.views, name="views"),
    path("erase/", views.erase, name="erase"),
    path("erase/confirm/", views.confirm, name="confirm"),
    path("erase/asked/", views.erased, name="erased"),
]
